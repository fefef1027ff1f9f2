"""The life of a repair: sent, there, mended, looked at, done again, merged, found to be nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from bureau.editing.faults import EditFault
from bureau.editing.writing import change
from bureau.errors import UserError
from bureau.facilities.definitions import overdue
from bureau.facilities.figures import document
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.repairs import repairing
from bureau.ledger.query import Is
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.facilities.lamp_books import Lights
from tests.storage.offices import Clock

MENDED = {"repairer": "王师傅", "work": "更换LED模组"}


def state(lights: Lights, record: int) -> str:
    """How far a repair has come, in words."""
    row = lights.row("repairs", record)
    return REPAIRS.by_key["state"].type.show(row["state"], lights.desk.store.names())  # type: ignore[arg-type]


def last_label(lights: Lights) -> str:
    """What an undo would take back."""
    last = next_undo(lights.desk, lights.desk.store.reader())
    assert last is not None
    return last.label


def test_from_report_to_acceptance(lights: Lights) -> None:
    lights.lamp("A-1")
    record = lights.repair("2026-11-08 20:30", "A-1")
    assert state(lights, record) == "待派"
    lights.clock = Clock(datetime(2026, 11, 8, 21, 0))
    repairing.dispatch(lights.desk, [record], {"team": "一班"}, datetime(2026, 11, 8, 21, 0))
    row = lights.row("repairs", record)
    assert state(lights, record) == "已派"
    # 一般: 24 hours round the clock from the report, set at once.
    assert (row["due_on"], row["due_time"], row["dispatched_at"]) == (
        "2026-11-09",
        "20:30",
        "2026-11-08 21:00",
    )
    repairing.arrive(lights.desk, [record], at=datetime(2026, 11, 8, 21, 40))
    assert state(lights, record) == "维修中"
    given = {**MENDED, "item": "更换光源", "quantity": "2", "labour_fen": "80"}
    repairing.mend(lights.desk, [record], {**given, "repaired_on": "2026-11-08 22:10"})
    row = lights.row("repairs", record)
    assert state(lights, record) == "已修复"
    assert (row["repaired_on"], row["repaired_time"]) == ("2026-11-08", "22:10")
    assert (row["quantity"], row["quantity_unit"]) == (200, "盏")
    assert (row["in_time"], row["cost_fen"]) == (1, 8000)
    done = repairing.accept(lights.desk, [record], {"accepted_by": "李工", "acceptance": "合格"})
    assert done.sentence == "已验收 1 条。"
    assert state(lights, record) == "已验收"
    assert last_label(lights) == "验收维修台账 WX-2026-0001"


def test_urgent_ones_have_an_hour_and_manholes_six(lights: Lights) -> None:
    urgent = lights.repair("2026-11-08 23:30", "A-1", fault="漏电", severity="危急")
    cover = lights.repair("2026-11-08 09:00", "J-1", fault="井盖缺损")
    worse = lights.repair("2026-11-08 09:00", "J-2", fault="井盖缺损", severity="严重")
    tiles = lights.repair("2026-11-06 09:00", "某处", fault="松动")  # a Friday
    given = lights.repair("2026-11-08 09:00", "J-3", due_on="2026-12-01")
    repairing.dispatch(lights.desk, [urgent, cover, worse, tiles, given], {"team": "一班"})
    assert [
        (row["due_on"], row["due_time"])
        for row in (lights.row("repairs", one) for one in (urgent, cover, worse, tiles, given))
    ] == [
        ("2026-11-09", "00:30"),
        ("2026-11-08", "15:00"),
        ("2026-11-08", "15:00"),  # serious: the earlier of 6 hours and 3 working days
        ("2026-11-09", "22:00"),  # 人行道板 3 working days; crews work at weekends and till 22:00
        ("2026-12-01", None),
    ]


def test_many_at_once_leave_out_those_that_do_not_fit(lights: Lights) -> None:
    one, two = lights.repair("2026-11-08", "A-1"), lights.repair("2026-11-08", "A-2")
    done = lights.repair("2026-11-05", "A-3", repaired_on="2026-11-06")
    edited = repairing.dispatch(lights.desk, [one, done, two], {"team": "二班"})
    assert edited.count == 2
    assert last_label(lights) == "派工维修台账(2 条)"
    with pytest.raises(UserError, match="都不能派工：1 条现在是“已修复”"):
        repairing.dispatch(lights.desk, [done], {"team": "二班"})
    with pytest.raises(UserError, match="请填写派工班组"):
        repairing.dispatch(lights.desk, [one], {})
    with pytest.raises(UserError, match="请填写维修人、维修内容"):
        repairing.mend(lights.desk, [one], {})
    assert repairing.next_acts(lights.desk, [one, done, two]) == {
        "dispatch": 2, "arrive": 2, "mend": 2, "accept": 1, "rework": 1,
        "draw": 3, "merge": 2, "void": 2,
    }  # fmt: skip


def test_what_fails_is_opened_anew_and_linked(lights: Lights) -> None:
    asset = lights.lamp("A-1")
    record = lights.repair("2026-11-05", "A-1", repaired_on="2026-11-06", team="一班")
    other = lights.repair("2026-11-05", "A-2", repaired_on="2026-11-06")
    judged = repairing.accept(
        lights.desk,
        [record],
        {
            "accepted_by": "李工",
            "acceptance": "不合格",
            "accepted_on": "2026-11-07",
            "note": "闪烁",
        },
    )
    assert judged.sentence == "已验收 1 条；1 条不合格，已开返修单 WX-2026-0003。"
    assert state(lights, record) == "验收不合格"
    again = lights.all("repairs")[-1]
    assert (again["rework"], again["rework_of"], again["asset"]) == (1, record, asset)
    assert (again["reported_on"], again["due_on"], again["team"]) == (
        "2026-11-07",
        "2026-11-08",  # a day of 24 hours from the end of the 7th
        "一班",
    )
    assert again["description"] == "返修：闪烁"
    undo(lights.desk, next_undo(lights.desk, lights.desk.store.reader()).ref)  # type: ignore[union-attr]
    assert len(lights.all("repairs")) == 2
    assert state(lights, record) == "已修复"
    # Good when looked at, and broken again a week later.
    repairing.accept(lights.desk, [other], {"accepted_by": "李工", "acceptance": "合格"})
    assert repairing.rework(lights.desk, [other]).again == ("WX-2026-0004",)
    with pytest.raises(UserError, match="返修单还没有修好"):
        repairing.rework(lights.desk, [other])


def test_a_second_open_fault_of_a_lamp_is_refused_by_hand(lights: Lights) -> None:
    lights.lamp("A-1")
    first = lights.repair("2026-11-05", "A-1")
    with pytest.raises(EditFault, match="还有没修好的维修单 WX-2026-0001"):
        lights.repair("2026-11-07", "A-1", fault="闪烁")
    lights.repair("2026-11-01", "A-1", repaired_on="2026-11-02")  # history isn't open
    change(lights.desk, REPAIRS, [first], {"repaired_on": "2026-11-06"})
    second = lights.repair("2026-11-07", "A-1")
    with pytest.raises(EditFault, match="WX-2026-0003"):
        change(lights.desk, REPAIRS, [first], {"repaired_on": ""})
    assert state(lights, second) == "待派"


def test_places_without_a_card_are_merged_by_their_words(lights: Lights) -> None:
    first = lights.repair("2026-11-05", "老槐树下", road="人民路")
    second = lights.repair("2026-11-06", "老槐树下", road="人民路", due_on="2026-11-07")
    assert repairing.proposed_target(lights.desk, [second]) == {"merged_into": first}
    assert repairing.proposed_target(lights.desk, [first, second]) == {}
    with pytest.raises(UserError, match="也在选中的里面"):
        repairing.merge(lights.desk, [second], {"merged_into": "WX-2026-0002"})
    repairing.merge(lights.desk, [second], {"merged_into": "WX-2026-0001"})
    assert state(lights, second) == "并案"
    with pytest.raises(UserError, match="不能并进去"):
        repairing.merge(lights.desk, [first], {"merged_into": "WX-2026-0002"})
    repairing.reopen(lights.desk, [second])
    row = lights.row("repairs", second)
    assert (row["void"], row["merged_into"], state(lights, second)) == (None, None, "待派")


def test_false_alarms_count_in_no_figure(lights: Lights) -> None:
    lights.lamp("A-1")
    alarm = lights.repair("2026-10-05", "A-1", due_on="2026-10-06")
    lights.repair("2026-10-05", "A-2", due_on="2026-10-06")
    before = document(lights.figures())["repairs"]
    assert before == {"count": 2, "open": 2, "cost_fen": 0}
    repairing.void(lights.desk, [alarm], {"void_reason": "到场正常"})
    assert state(lights, alarm) == "误报"
    assert document(lights.figures())["repairs"] == {"count": 1, "open": 1, "cost_fen": 0}
    assert document(lights.figures())["repairs_done"]["due"] == 1  # type: ignore[index]
    with lights.desk.store.snapshot() as conn:
        late = rows.ids(conn, REPAIRS, overdue(lights.desk.today()), today=lights.desk.today())
    assert alarm not in late
    assert len(late) == 1
    lights.repair("2026-10-20", "A-1")  # the lamp may be reported again
    with pytest.raises(UserError, match="重复报修的用“并案”"):
        repairing.void(lights.desk, [alarm], {"void": "并案", "void_reason": "重复"})


def test_lights_and_what_is_told_rather_than_refused(lights: Lights) -> None:
    lights.lamp("A-1", road="人民路")
    late = lights.repair("2026-11-05", "A-9", due_on="2026-11-08")
    today = lights.repair("2026-11-08", "A-8", due_on="2026-11-09")
    done = lights.repair("2026-11-05", "A-1", road="文化街", repaired_on="2026-11-06")
    nobody = lights.repair("2026-11-05", "A-7", repaired_on="2026-11-06")
    names = lights.desk.store.names()

    def words(key: str, record: int) -> str:
        value = lights.row("repairs", record)[key]
        return REPAIRS.by_key[key].type.show(value, names)  # type: ignore[arg-type]

    assert [words("light", one) for one in (late, today, done)] == ["▲ 超时", "△ 今日到期", ""]
    assert [words("remark", one) for one in (late, done, nobody)] == [
        "", "△ 路段不符", "○ 无维修人",
    ]  # fmt: skip
    with lights.desk.store.snapshot() as conn:
        found = rows.ids(conn, REPAIRS, Is("light", 1), today=lights.desk.today())
    assert list(found) == [late]
