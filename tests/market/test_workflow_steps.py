"""Every step of a case: what it asks, writes, refuses, and that one undo takes it back."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from bureau.editing import EditFault, Stored
from bureau.ledger.entry import Raw
from bureau.market import actions
from bureau.market.actions import Act
from bureau.market.workflow import CASE_FLOW
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.undo import next_undo, undo
from bureau.workflow import AnswerFault, StepRefused
from tests.market.street import STREET, Street

REGISTERED, FILED, DISPATCHED, WORKED, AWAITING = 2201, 2202, 2203, 2204, 2205
CLOSED, REFUSED, HELD, PASSED_ON, PENALISED, VOID = 2206, 2207, 2208, 2209, 2210, 2211
SERVICE, ENFORCE, PASSED, FAILED, CONTENT = 2101, 2103, 2601, 2602, 2501


def photo(colour: str) -> bytes:
    """A small photo."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(file, "PNG")
    return file.getvalue()


def take_back(street: Street) -> str:
    """Undoes the newest operation; gives its name."""
    found = next_undo(street.desk, street.desk.store.reader())
    assert found is not None
    return undo(street.desk, found.ref).label


def test_the_whole_way_from_registration_to_closing(street: Street) -> None:
    case = street.case()
    actions.verify(street.desk, [case], {"remark": "属实"})
    street.pass_minutes(10)
    actions.file(street.desk, [case])
    street.pass_minutes(10)
    actions.dispatch(street.desk, [case], {"unit": "二中队", "remark": "今天办完"})
    street.pass_minutes(10)
    actions.accept(street.desk, [case])
    street.pass_minutes(30)
    actions.feed_back(
        street.desk, [case], {"result": "已劝离", "handling": "服务"}, photos=[photo("red")]
    )
    assert street.row(case)["state"] == AWAITING
    street.pass_minutes(60)
    actions.close(street.desk, [case], {"reviewed_by": "李雷"})

    row = street.row(case)
    assert (row["state"], row["closed_on"], row["handling"]) == (CLOSED, "2026-10-08", SERVICE)
    assert (row["review"], row["reviewed_on"], row["result"]) == (PASSED, "2026-10-08", "已劝离")
    assert len(json.loads(str(row["photos_after"]))) == 1
    steps = street.steps(case)
    assert [step["step"] for step in steps] == [3302, 3303, 3305, 3307, 3308, 3309]
    assert [(step["state_before"], step["state_after"]) for step in steps] == [
        (REGISTERED, REGISTERED),
        (REGISTERED, FILED),
        (FILED, DISPATCHED),
        (DISPATCHED, WORKED),
        (WORKED, AWAITING),
        (AWAITING, CLOSED),
    ]
    assert [step["at"] for step in steps][:3] == [
        "2026-10-08 09:00",
        "2026-10-08 09:10",
        "2026-10-08 09:20",
    ]
    assert {step["by"] for step in steps} == {"王芳"}
    assert (steps[2]["remark"], steps[2]["unit"]) == ("今天办完", street.squad)
    assert (steps[4]["remark"], steps[4]["photos"]) == ("已劝离", row["photos_after"])
    assert check(street.desk.store) == []


def test_filing_gives_the_limit_of_the_class(street: Street) -> None:
    # 占道经营: 2 工作时; filed at 9:00 on the squad's calendar 6:00 to 22:00.
    case = street.case(unit=street.squad)
    taken = actions.file(street.desk, [case])
    row = street.row(case)
    assert (row["due_on"], row["due_time"]) == ("2026-10-08", "11:00")
    assert (street.steps(case)[0]["until"], street.steps(case)[0]["until_time"]) == (
        "2026-10-08",
        "11:00",
    )
    assert taken.said == ()


def test_filing_keeps_a_limit_that_is_there_and_takes_one_that_is_answered(street: Street) -> None:
    kept, answered = street.case(due_on="2026-10-20", due_time="12:00"), street.case()
    actions.file(street.desk, [kept])
    actions.file(street.desk, [answered], {"due_on": "10.15"})
    assert (street.row(kept)["due_on"], street.row(kept)["due_time"]) == ("2026-10-20", "12:00")
    assert (street.row(answered)["due_on"], street.row(answered)["due_time"]) == (
        "2026-10-15",
        None,
    )


def test_filing_in_a_year_without_holidays_files_and_says_so(street: Street) -> None:
    street.at("2026-12-31 17:00")
    case = street.case(found_on="2026-12-31", unit=street.room)
    taken = actions.file(street.desk, [case])
    assert street.row(case)["state"] == FILED
    assert street.row(case)["due_on"] is None
    assert "2027年的放假调休安排" in taken.said[0]


def test_dispatching_counts_on_the_calendar_of_the_new_unit(street: Street) -> None:
    street.at("2026-10-08 17:00")
    squad, room = street.case(), street.case()
    actions.dispatch(street.desk, [squad], {"unit": "二中队"})
    actions.dispatch(street.desk, [room], {"unit": Stored(street.room)})
    assert (street.row(squad)["due_on"], street.row(squad)["due_time"]) == ("2026-10-08", "19:00")
    # The office closes at 17:30: half an hour today, an hour and a half tomorrow from 8:30.
    assert (street.row(room)["due_on"], street.row(room)["due_time"]) == ("2026-10-09", "10:00")


def test_dispatching_needs_a_unit_only_where_none_is(street: Street) -> None:
    case, other = street.case(), street.case(unit=street.squad)
    with pytest.raises(AnswerFault, match="没有派遣：请填写责任单位（1 条还没有填）。") as refusal:
        actions.dispatch(street.desk, [case, other])
    assert set(refusal.value.faults) == {"unit"}
    assert street.row(other)["state"] == REGISTERED
    assert actions.dispatch(street.desk, [other]).count == 1


def test_a_unit_nobody_knows_is_taken_as_provisional(street: Street) -> None:
    case = street.case()
    taken = actions.dispatch(street.desk, [case], {"unit": "九中队"})
    assert taken.new_names == ("九中队",)
    assert street.steps(case)[0]["unit"] == street.row(case)["unit"]
    assert isinstance(street.row(case)["unit"], int)


def test_refusing_to_file_and_filing_after_all(street: Street) -> None:
    case = street.case()
    with pytest.raises(AnswerFault, match="没有不予立案：请填写不予立案的理由。"):
        actions.refuse(street.desk, [case])
    actions.refuse(street.desk, [case], {"remark": "不属实"})
    assert street.row(case)["state"] == REFUSED
    actions.file(street.desk, [case])
    assert street.row(case)["state"] == FILED


def test_giving_back_empties_the_unit_but_remembers_it(street: Street) -> None:
    case = street.case(DISPATCHED, unit=street.squad)
    actions.give_back(street.desk, [case], {"remark": "不是本队辖区"})
    assert (street.row(case)["state"], street.row(case)["unit"]) == (FILED, None)
    assert street.steps(case)[0]["unit"] == street.squad


def test_closing_asks_for_the_means(street: Street) -> None:
    case = street.case(AWAITING)
    with pytest.raises(AnswerFault, match="没有复查合格结案：请填写处置方式。"):
        actions.close(street.desk, [case])
    actions.close(street.desk, [case], {"handling": "管理", "closed_on": "10.8"})
    assert street.row(case)["state"] == CLOSED


def test_closing_before_the_finding_is_refused_by_the_ledger(street: Street) -> None:
    case = street.case(AWAITING, handling=SERVICE)
    with pytest.raises(EditFault, match="完成时间早于发现日期"):
        actions.close(street.desk, [case], {"closed_on": "2026-10-07"})
    assert street.row(case)["state"] == AWAITING
    assert street.steps(case) == []


@pytest.mark.parametrize("state", [None, REGISTERED, FILED, DISPATCHED, WORKED, HELD])
def test_what_was_put_right_at_once_is_closed_directly(street: Street, state: int | None) -> None:
    case = street.case(state)
    actions.close_directly(street.desk, [case], {"handling": "服务", "result": "当场收摊"})
    row = street.row(case)
    assert (row["state"], row["closed_on"], row["result"]) == (CLOSED, "2026-10-08", "当场收摊")
    assert street.steps(case)[0]["state_before"] == (state or REGISTERED)


def test_rework_is_counted(street: Street) -> None:
    case = street.case(AWAITING, handling=SERVICE)
    for number in (1, 2):
        actions.rework(street.desk, [case], {"remark": "又摆出来了", "due_on": "10.12"})
        row = street.row(case)
        assert (row["state"], row["rework_count"], row["review"]) == (WORKED, number, FAILED)
        assert row["due_on"] == "2026-10-12"
        actions.feed_back(street.desk, [case], {"result": "重新清理"})
    actions.close(street.desk, [case])
    assert street.row(case)["review"] == PASSED


def test_extending_needs_reason_approver_and_a_later_limit(street: Street) -> None:
    case = street.case(WORKED, due_on="2026-10-09", due_time="10:00")
    with pytest.raises(AnswerFault) as missing:
        actions.extend(street.desk, [case])
    assert set(missing.value.faults) == {"due_on", "remark", "approver"}
    given = {"remark": "需要吊车", "approver": "张局"}
    for early in ("2026-10-08", "2026-10-07"):
        with pytest.raises(EditFault, match=r"不晚于原期限|早于发现日期"):
            actions.extend(street.desk, [case], {**given, "due_on": early})
    with pytest.raises(EditFault, match="新期限 2026-10-09 10:00 不晚于原期限 2026-10-09 10:00"):
        actions.extend(street.desk, [case], {**given, "due_on": "2026-10-09", "due_time": "10:00"})
    # The same day to its end is later than ten o'clock.
    actions.extend(street.desk, [case], {**given, "due_on": "2026-10-09"})
    assert (street.row(case)["due_on"], street.row(case)["due_time"]) == ("2026-10-09", None)
    actions.extend(street.desk, [case], {**given, "due_on": "2026-10-16", "due_time": "17:30"})
    row, step = street.row(case), street.steps(case)[-1]
    assert (row["state"], row["due_on"], row["due_time"]) == (WORKED, "2026-10-16", "17:30")
    assert (step["until"], step["until_time"], step["approver"]) == ("2026-10-16", "17:30", "张局")


def test_extending_to_what_is_past_or_without_a_limit_is_refused(street: Street) -> None:
    given = {"remark": "人手不够", "approver": "张局"}
    late = street.case(WORKED, found_on="2026-09-01", due_on="2026-09-05")
    with pytest.raises(EditFault, match="新期限 2026-09-20 23:59 已经过去"):
        actions.extend(street.desk, [late], {**given, "due_on": "2026-09-20"})
    none = street.case(WORKED)
    with pytest.raises(StepRefused, match="都不能延期：1 条还没有整改期限"):
        actions.extend(street.desk, [none], {**given, "due_on": "2026-10-20"})
    with pytest.raises(EditFault, match="请写成 17:30 这样"):
        actions.extend(street.desk, [late], {**given, "due_on": "10.20", "due_time": "半夜"})


def test_a_case_on_hold_goes_on_where_it_was_with_a_new_limit(street: Street) -> None:
    case = street.case(FILED, unit=street.squad, due_on="2026-10-08", due_time="10:00")
    actions.dispatch(street.desk, [case])
    held = {"remark": "等雨季过去", "approver": "张局", "until": "2026-11-10"}
    actions.hold(street.desk, [case], held)
    assert street.row(case)["state"] == HELD
    assert street.row(case)["light"] is None
    street.at("2026-11-10 08:00")
    actions.resume(street.desk, [case])
    row = street.row(case)
    assert (row["state"], row["due_on"], row["due_time"]) == (DISPATCHED, "2026-11-10", "10:00")


def test_an_imported_case_on_hold_goes_on_as_being_worked(street: Street) -> None:
    case = street.case(HELD, category=None)
    taken = actions.resume(street.desk, [case])
    assert street.row(case)["state"] == WORKED
    assert taken.said == ("先选问题类别，才能算整改期限",)


def test_passing_on_says_to_whom(street: Street) -> None:
    case = street.case(FILED)
    with pytest.raises(AnswerFault, match="请填写移送单位"):
        actions.pass_on(street.desk, [case], {"remark": "不属本局"})
    actions.pass_on(street.desk, [case], {"receiver": "县交通运输局", "remark": "不属本局"})
    assert street.row(case)["state"] == PASSED_ON
    assert street.steps(case)[0]["receiver"] == "县交通运输局"


def test_a_penalty_case_is_registered_when_asked_for(street: Street) -> None:
    case, plain = street.case(WORKED, party_name="老王烧烤", unit=street.squad), street.case(WORKED)
    actions.penalise(street.desk, [case], {"file_penalty": "是", "remark": "屡教不改"})
    actions.penalise(street.desk, [plain])
    assert (street.row(case)["state"], street.row(case)["handling"]) == (PENALISED, ENFORCE)
    conn = street.desk.store.reader()
    rows = conn.execute("SELECT * FROM penalties").fetchall()
    assert [(row["number"], row["case"], row["cause"]) for row in rows] == [
        ("CF-2026-0001", case, "占道经营")
    ]
    assert (rows[0]["party_name"], rows[0]["filed_on"]) == ("老王烧烤", "2026-10-08")
    assert (rows[0]["fine_fen"], rows[0]["unit"]) == (None, street.squad)


def test_what_is_void_comes_back_as_it_was(street: Street) -> None:
    case, imported = street.case(FILED), street.case(VOID)
    actions.void(street.desk, [case], {"remark": "重复登记"})
    assert street.row(case)["state"] == VOID
    assert actions.restore(street.desk, [case, imported]).count == 2
    assert street.row(case)["state"] == FILED
    assert street.row(imported)["state"] == REGISTERED


def test_steps_back_go_one_further_each_time(street: Street) -> None:
    case = street.case()
    actions.file(street.desk, [case])
    actions.dispatch(street.desk, [case], {"unit": "二中队"})
    actions.accept(street.desk, [case])
    states = []
    for _ in range(3):
        street.pass_minutes(1)
        actions.step_back(street.desk, [case], {"remark": "点错了"})
        states.append(street.row(case)["state"])
    assert states == [DISPATCHED, FILED, REGISTERED]
    with pytest.raises(StepRefused, match="没有上一个环节的记录"):
        actions.step_back(street.desk, [case], {"remark": "点错了"})


def test_stepping_back_from_closed_empties_what_said_that_it_was(street: Street) -> None:
    case = street.case(AWAITING, handling=SERVICE)
    actions.close(street.desk, [case])
    actions.step_back(street.desk, [case], {"remark": "复查错了"})
    row = street.row(case)
    assert (row["state"], row["closed_on"], row["review"]) == (AWAITING, None, None)
    assert row["handling"] == SERVICE


def test_supervision_changes_nothing_but_is_counted_and_seen(street: Street) -> None:
    case = street.case(WORKED, due_on="2026-10-08")
    heard: list[dict[str, set[int] | None]] = []
    street.desk.store.listeners.append(lambda changes: heard.append(dict(changes.records)))
    actions.supervise(street.desk, [case], {"remark": "三日内办结", "until": "10.11"})
    assert (street.row(case)["state"], street.row(case)["supervised_count"]) == (WORKED, 1)
    assert street.steps(case)[0]["until"] == "2026-10-11"
    assert heard[0]["market-cases"] == {case}


def test_calling_back_after_closing(street: Street) -> None:
    case = street.case(CLOSED, closed_on="2026-10-08")
    actions.call_back(street.desk, [case], {"satisfaction": "满意", "call_note": "没有再摆"})
    row = street.row(case)
    assert (row["satisfaction"], row["called_back_on"]) == (CONTENT, "2026-10-08")
    assert street.steps(case)[0]["remark"] == "没有再摆"


def test_a_closed_case_is_opened_again(street: Street) -> None:
    case = street.case(CLOSED, closed_on="2026-10-08", due_on="2026-10-08", due_time="11:00")
    actions.reopen(street.desk, [case], {"remark": "群众不满意", "due_on": "10.13"})
    row = street.row(case)
    assert (row["state"], row["closed_on"], row["due_on"]) == (WORKED, None, "2026-10-13")
    assert row["due_time"] is None


ANSWERS: dict[str, dict[str, Raw]] = {
    "verify": {"remark": "属实"},
    "refuse": {"remark": "不属实"},
    "dispatch": {"unit": "二中队"},
    "return": {"remark": "退"},
    "feed-back": {"result": "清理"},
    "close": {"handling": "服务"},
    "close-directly": {"handling": "服务"},
    "rework": {"remark": "脏"},
    "extend": {"due_on": "2026-12-01", "remark": "难", "approver": "张局"},
    "hold": {"remark": "难", "approver": "张局", "until": "2026-12-01"},
    "pass-on": {"receiver": "水利局", "remark": "河道"},
    "penalise": {"file_penalty": "是"},
    "void": {"remark": "重"},
    "step-back": {"remark": "错"},
    "supervise": {"remark": "快办"},
    "call-back": {"satisfaction": "满意"},
    "reopen": {"remark": "反弹"},
}


@pytest.mark.parametrize("key", list(CASE_FLOW.by_key))
def test_one_undo_takes_a_step_back_to_the_letter(street: Street, key: str) -> None:
    step = CASE_FLOW.step(key)
    state = step.from_states[-1]
    case = street.case(
        state, due_on="2026-10-30", closed_on="2026-10-08" if state == CLOSED else None
    )
    if key == "step-back":
        case = street.case(FILED, unit=street.squad)
        actions.accept(street.desk, [case])
    before = logical_dump(street.desk.store)
    Act(step)(street.desk, [case], ANSWERS.get(key, {}), photos=[photo("blue")])
    assert logical_dump(street.desk.store) != before
    assert take_back(street).startswith(step.title)
    assert logical_dump(street.desk.store) == before
    assert check(street.desk.store) == []


def test_the_name_of_the_operation_says_step_and_case(street: Street) -> None:
    one, other = street.case(FILED), street.case(FILED)
    actions.accept(street.desk, [one])
    assert take_back(street) == "签收处置 ZZ-2026-0001"
    actions.accept(street.desk, [one, other])
    assert take_back(street) == "批量签收处置(2 条)"


def test_the_class_of_the_test_street_has_the_limit_that_tests_lean_on(street: Street) -> None:
    row = street.desk.store.reader().execute(
        "SELECT limit_value, limit_unit FROM catalogue_items WHERE id = ?", (STREET,)
    )
    assert tuple(row.fetchone()) == (2, "工作时")
