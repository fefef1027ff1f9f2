"""Steps with many cases: who fits is said first, who doesn't is left out and named, one undo for all."""

from __future__ import annotations

from datetime import datetime

import pytest

from bureau.editing import EditFault, change, remove
from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.market.workflow import CASE_FLOW, CLOSED, DISPATCHED, FILED, REGISTERED, VOID, WORKED
from bureau.storage.dump import logical_dump
from bureau.storage.undo import next_undo, undo
from bureau.workflow import AnswerFault, StepRefused
from tests.market.street import Street


def test_the_plan_says_how_many_fit_and_why_others_do_not(street: Street) -> None:
    fits = [street.case(FILED) for _ in range(23)]
    closed = [street.case(CLOSED, closed_on="2026-10-08") for _ in range(2)]
    plan = actions.dispatch.plan(street.desk, [*closed, *fits, 999])
    assert plan.sentence == (
        "选中 26 条，可以派遣 23 条；另外 3 条不行：2 条现在是“结案”、1 条已经被删除。"
    )
    assert plan.fits == tuple(fits)
    assert [(one.record, one.name) for one in plan.left] == [
        (closed[0], "ZZ-2026-0024 2026-10-08 人民路1号"),
        (closed[1], "ZZ-2026-0025 2026-10-08 人民路1号"),
        (999, ""),
    ]
    assert plan.targets == {DISPATCHED: 23}


def test_the_plan_when_all_fit_and_when_none_does(street: Street) -> None:
    fits, closed = street.case(FILED), street.case(CLOSED, closed_on="2026-10-08")
    assert actions.dispatch.plan(street.desk, [fits]).sentence == "选中 1 条，都可以派遣。"
    assert actions.dispatch.plan(street.desk, [closed]).sentence == (
        "选中 1 条，都不能派遣：1 条现在是“结案”。"
    )


def test_the_plan_tells_what_must_be_answered(street: Street) -> None:
    cases = [street.case(FILED), street.case(FILED), street.case(FILED, unit=street.squad)]
    plan = actions.dispatch.plan(street.desk, cases)
    assert plan.blank == {"unit": 2}
    unit = CASE_FLOW.step("dispatch").question("unit")
    assert unit is not None
    assert plan.asks(unit)
    assert not actions.dispatch.plan(street.desk, cases[2:]).asks(unit)


def test_the_plan_saves_nothing(street: Street) -> None:
    case = street.case(FILED)
    before = logical_dump(street.desk.store)
    actions.dispatch.plan(street.desk, [case])
    assert logical_dump(street.desk.store) == before


def test_a_batch_is_one_operation_with_one_undo(street: Street) -> None:
    cases = [street.case(FILED) for _ in range(23)]
    before = logical_dump(street.desk.store)
    taken = actions.dispatch(street.desk, cases, {"unit": "二中队"})
    assert taken.sentence(CASE_FLOW.step("dispatch")) == "已派遣 23 条。"
    assert {street.row(case)["state"] for case in cases} == {DISPATCHED}
    found = next_undo(street.desk, street.desk.store.reader())
    assert found is not None
    assert found.label == "批量派遣(23 条)"
    undo(street.desk, found.ref)
    assert logical_dump(street.desk.store) == before


def test_a_case_changed_after_the_plan_is_left_out_and_told(street: Street) -> None:
    cases = [street.case(FILED, unit=street.squad) for _ in range(3)]
    plan = actions.dispatch.plan(street.desk, cases)
    assert len(plan.fits) == 3
    change(street.desk, CASES, [cases[0]], {"state": "作废"})
    remove(street.desk, CASES, [cases[1]])
    taken = actions.dispatch(street.desk, plan.fits)
    assert taken.ids == (cases[2],)
    assert [one.reason for one in taken.left] == ["现在是“作废”", "已经被删除"]
    assert taken.sentence(CASE_FLOW.step("dispatch")) == (
        "已派遣 1 条；另外 2 条没有办：1 条现在是“作废”、1 条已经被删除。"
    )
    assert street.row(cases[0])["state"] == VOID


def test_nothing_is_written_when_no_case_fits_any_more(street: Street) -> None:
    case = street.case(FILED)
    change(street.desk, CASES, [case], {"state": "作废"})
    before = logical_dump(street.desk.store)
    with pytest.raises(StepRefused, match="选中 1 条，都不能派遣：1 条现在是“作废”。"):
        actions.dispatch(street.desk, [case], {"unit": "九中队"})
    assert logical_dump(street.desk.store) == before
    with pytest.raises(StepRefused, match="没有选中记录"):
        actions.dispatch(street.desk, [], {"unit": "二中队"})


def test_one_bad_case_stops_the_whole_batch(street: Street) -> None:
    early, late = street.case(WORKED, due_on="2026-10-10"), street.case(WORKED, due_on="2026-12-10")
    before = logical_dump(street.desk.store)
    given = {"due_on": "2026-11-10", "remark": "雨", "approver": "张局"}
    with pytest.raises(EditFault) as refusal:
        actions.extend(street.desk, [early, late], given)
    assert [fault.record for fault in refusal.value.faults] == [late]
    assert logical_dump(street.desk.store) == before


def test_an_answer_that_cannot_be_read_is_told_by_its_title(street: Street) -> None:
    case = street.case(WORKED)
    given = {"remark": "雨", "approver": "张局", "until": "二月三十"}
    with pytest.raises(AnswerFault, match="没有挂账：挂账至：") as refusal:
        actions.hold(street.desk, [case], given)
    assert set(refusal.value.faults) == {"until"}


def test_steps_offered_for_a_mixed_selection_with_counts(street: Street) -> None:
    cases = [street.case(), street.case(FILED), street.case(FILED), street.case(None)]
    offered = actions.steps_for(street.desk, cases)
    assert (offered["verify"], offered["file"], offered["dispatch"], offered["void"]) == (
        2,
        2,
        4,
        4,
    )
    assert "close" not in offered
    assert "call-back" not in offered


def test_a_step_can_be_entered_later_but_not_before_the_last_one(street: Street) -> None:
    case, other = street.case(FILED), street.case(FILED)
    street.at("2026-10-08 15:00")
    actions.accept(street.desk, [case])
    street.at("2026-10-09 09:00")
    noon = datetime(2026, 10, 8, 12, 0)
    taken = actions.feed_back(street.desk, [case, other], {"result": "已清理"}, at=noon)
    assert taken.ids == (other,)
    assert taken.left[0].reason == "上一环节在 2026-10-08 15:00，办理时间不能更早"
    assert street.steps(other)[0]["at"] == "2026-10-08 12:00"
    with pytest.raises(AnswerFault, match="办理时间在以后"):
        actions.feed_back(street.desk, [case], {"result": "已清理"}, at=datetime(2026, 10, 9, 9, 1))


def test_blank_answers_leave_what_a_case_has(street: Street) -> None:
    case = street.case(FILED, unit=street.squad, result="原来的")
    actions.dispatch(street.desk, [case], {"unit": "", "remark": " "})
    assert street.row(case)["unit"] == street.squad
    assert street.steps(case)[0]["remark"] is None


def test_the_same_step_twice_in_a_minute_makes_two_rows_that_are_told_apart(street: Street) -> None:
    case = street.case(WORKED)
    for _ in range(2):
        actions.supervise(street.desk, [case], {"remark": "快办"})
    conn = street.desk.store.reader()
    found = [row["identity"] for row in conn.execute("SELECT identity FROM case_steps")]
    assert len(set(found)) == 2
    assert None not in found
    assert street.row(case)["supervised_count"] == 2


def test_a_case_without_a_state_counts_as_registered(street: Street) -> None:
    case = street.case(None)
    actions.file(street.desk, [case])
    assert street.row(case)["state"] == FILED
    assert street.steps(case)[0]["state_before"] == REGISTERED


@pytest.mark.parametrize("key", list(CASE_FLOW.by_key))
def test_every_question_of_every_step_has_its_field(key: str) -> None:
    step = CASE_FLOW.step(key)
    titles = [CASE_FLOW.field_of(question).title for question in step.asks]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    noted = {question.noted for question in step.asks if question.noted}
    assert noted <= set(CASE_FLOW.trail.by_key)
    assert set(step.sets) <= set(CASES.by_key)


def test_states_and_steps_are_those_of_the_catalogues(street: Street) -> None:
    names = street.desk.store.names()
    states = {item.id for item in names.items("case-state")}
    items = {item.id: item.title for item in names.items("case-step")}
    reached = {step.to for step in CASE_FLOW.steps if isinstance(step.to, int)}
    left = {state for step in CASE_FLOW.steps for state in step.from_states}
    assert reached | left == states
    for step in CASE_FLOW.steps:
        assert step.key == "close-directly" or items[step.item] == step.title
    # 登记 is the making of the case itself.
    assert set(items) - {step.item for step in CASE_FLOW.steps} == {3301}
