"""A month that was issued stands still, whichever way somebody comes at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bureau import editing
from bureau.desk import Desk
from bureau.editing import EditFault
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.office import BY_NAME, LEDGERS
from bureau.register.actions import merge_item
from bureau.sanitation.ledgers import DEDUCTIONS, MONTHS, ROUNDS
from bureau.sanitation.months import set_unscored, take
from bureau.storage.bulk import AT_ONCE
from bureau.storage.dump import logical_dump
from bureau.storage.guarding import MonthLocked
from bureau.storage.history import bring_back
from bureau.storage.many import insert_many, staging_in_memory
from bureau.storage.removal import remove_records
from bureau.storage.undo import next_redo, next_undo, operation_rows, undo
from tests.sanitation.locked_books import (
    DECIDED,
    ISSUED,
    OCTOBER,
    Books,
    books,
    contract,
    deduction,
    insert,
    remove,
    set_state,
    update,
)
from tests.storage.offices import Clock, exists, furnish, hurry, item, opened, value_of

NAME = "sanitation-deductions"
SAID = "2026年10月已经签发，要改请登记“考核更正”，或先解锁。"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk


def last(desk: Desk) -> tuple[int, int]:
    """The newest operation."""
    return operation_rows(desk.store.reader())[-1].ref


def undo_last(desk: Desk) -> None:
    """Ctrl+Z."""
    found = next_undo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)


# -- the gate --------------------------------------------------------------------------------------

WAYS: list[Callable[[Desk, Books], object]] = [
    lambda desk, b: insert(desk, NAME, deduction(b.section, "2026-10-01")),
    lambda desk, b: insert(desk, NAME, deduction(b.section, "2026-10-31")),
    lambda desk, b: update(desk, NAME, b.october, count=200),
    lambda desk, b: update(desk, NAME, b.october, problem="积水"),
    lambda desk, b: update(desk, NAME, b.october, ruling=5103),
    lambda desk, b: update(desk, NAME, b.october, found_on="2026-11-01"),
    lambda desk, b: update(desk, NAME, b.october, section=b.other),
    lambda desk, b: update(desk, NAME, b.september, found_on="2026-10-01"),
    lambda desk, b: remove(desk, NAME, b.october),
    lambda desk, b: update(desk, MONTHS.name, b.month, state=DECIDED),
    lambda desk, b: update(desk, MONTHS.name, b.month, adjust=100),
    lambda desk, b: update(desk, MONTHS.name, b.month, payable_fen=1),
    lambda desk, b: remove(desk, MONTHS.name, b.month),
    lambda desk, b: set_unscored(desk, b.month, "没有检查"),
    lambda desk, b: insert(
        desk, ROUNDS.name, {"section": b.section, "inspected_on": "2026-10-08", "points": 9000}
    ),
    lambda desk, b: insert(
        desk,
        "sanitation-events",
        {"section": b.section, "happened_on": "2026-10-08", "kind": 5002},
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_an_issued_month_changes(
    desk: Desk, way: Callable[[Desk, Books], object]
) -> None:
    made = books(desk)
    before = logical_dump(desk.store)
    with pytest.raises(MonthLocked) as refusal:
        way(desk, made)
    assert refusal.value.sentence == SAID
    assert logical_dump(desk.store) == before


@pytest.mark.parametrize("way", WAYS)
def test_the_same_is_allowed_while_the_month_is_open(
    desk: Desk, way: Callable[[Desk, Books], object]
) -> None:
    made = books(desk, locked=False)
    before = logical_dump(desk.store)
    way(desk, made)
    assert logical_dump(desk.store) != before or way is WAYS[9]


def test_other_months_and_sections_stay_open(desk: Desk) -> None:
    made = books(desk)
    insert(desk, NAME, deduction(made.section, "2026-09-30"))
    insert(desk, NAME, deduction(made.section, "2026-11-01"))
    insert(desk, NAME, deduction(made.section, "2025-10-15"))
    record = insert(desk, NAME, deduction(made.other, "2026-10-15"))
    update(desk, NAME, record, count=300)
    update(desk, NAME, made.september, found_on="2026-09-01")
    remove(desk, NAME, record)


def test_rectification_and_notes_go_on_after_the_issue(desk: Desk) -> None:
    made = books(desk)
    done = {"due_on": "2026-11-10", "rechecked_on": "2026-11-08", "note": "已整改"}
    update(desk, NAME, made.october, **done)
    assert value_of(desk, NAME, made.october, "rechecked_on") == "2026-11-08"
    update(desk, MONTHS.name, made.month, paper_number="云城管〔2026〕10号", note="已送达")
    assert value_of(desk, MONTHS.name, made.month, "paper_number") == "云城管〔2026〕10号"
    undo_last(desk)
    undo_last(desk)
    assert value_of(desk, NAME, made.october, "note") is None


def test_after_unlocking_the_month_can_be_worked_on_again(desk: Desk) -> None:
    made = books(desk)
    set_state(desk, made.month, DECIDED)
    update(desk, NAME, made.october, count=200)
    set_state(desk, made.month, ISSUED)
    with pytest.raises(MonthLocked):
        update(desk, NAME, made.october, count=300)


def test_one_operation_sees_the_lock_that_it_sets_itself(desk: Desk) -> None:
    made = books(desk, locked=False)
    with desk.store.operation(desk, "签发并改") as op:
        op.update(NAME, made.october, {"count": 200})
        op.update(MONTHS.name, made.month, {"state": ISSUED})
        with pytest.raises(MonthLocked):
            op.update(NAME, made.october, {"count": 300})
    assert value_of(desk, NAME, made.october, "count") == 200


# -- many at once ----------------------------------------------------------------------------------


def test_staged_rows_of_an_issued_month_are_refused_as_a_whole(desk: Desk) -> None:
    made = books(desk)
    days = [f"2026-09-{day:02}" for day in range(1, 31)]
    with staging_in_memory(desk.store):
        with desk.store.operation(desk, "九月") as op:
            insert_many(op, DEDUCTIONS, [deduction(made.section, day) for day in days])
        before = logical_dump(desk.store)
        rows = [deduction(made.section, day) for day in (*days, "2026-10-01")]
        with pytest.raises(MonthLocked, match="2026年10月"):
            with desk.store.operation(desk, "九月和十月") as op:
                insert_many(op, DEDUCTIONS, rows)
        assert logical_dump(desk.store) == before
        with desk.store.operation(desk, "另一标段") as op:
            insert_many(op, DEDUCTIONS, [deduction(made.other, "2026-10-01")])


def test_a_great_removal_that_touches_an_issued_month_removes_nothing(desk: Desk) -> None:
    made = books(desk)
    with staging_in_memory(desk.store), desk.store.operation(desk, "九月") as op:
        rows = [deduction(made.section, "2026-09-15") for _ in range(AT_ONCE + 1)]
        many = list(insert_many(op, DEDUCTIONS, rows))
    before = logical_dump(desk.store)
    with pytest.raises(MonthLocked), desk.store.operation(desk, "删除") as op:
        remove_records(op, DEDUCTIONS, [*many, made.october])
    assert logical_dump(desk.store) == before
    with desk.store.operation(desk, "删除") as op:
        remove_records(op, DEDUCTIONS, many)


# -- undo, redo, recycle bin -----------------------------------------------------------------------


def test_an_older_operation_is_not_undone_across_the_lock(desk: Desk) -> None:
    made = books(desk, locked=False)
    with desk.store.operation(desk, "改两条") as op:
        op.update(NAME, made.september, {"count": 500})
        op.update(NAME, made.october, {"count": 500})
    changed = last(desk)
    set_state(desk, made.month, ISSUED)
    before = logical_dump(desk.store)
    with pytest.raises(UserError) as refusal:
        undo(desk, changed)
    assert refusal.value.sentence == f"“改两条”不能撤销：{SAID}"
    assert logical_dump(desk.store) == before


def test_what_was_undone_before_the_issue_is_not_redone_after_it(desk: Desk) -> None:
    made = books(desk, locked=False)
    remove(desk, NAME, made.october)
    undo_last(desk)
    undone = last(desk)
    set_state(desk, made.month, ISSUED)
    assert next_redo(desk, desk.store.reader()) is None
    with pytest.raises(UserError, match="不能重做：2026年10月已经签发"):
        undo(desk, undone)
    assert exists(desk, NAME, made.october)


def test_the_recycle_bin_gives_nothing_back_into_an_issued_month(desk: Desk) -> None:
    made = books(desk, locked=False)
    remove(desk, NAME, made.october)
    remove(desk, NAME, made.september)
    set_state(desk, made.month, ISSUED)
    with pytest.raises(MonthLocked):
        bring_back(desk, DEDUCTIONS, made.october)
    bring_back(desk, DEDUCTIONS, made.september)
    assert not exists(desk, NAME, made.october)
    assert exists(desk, NAME, made.september)


def test_issue_and_unlocking_are_not_undone(desk: Desk) -> None:
    made = books(desk)
    with pytest.raises(UserError, match="“签发”不能撤销：签发和解锁不能撤销"):
        undo_last(desk)
    set_state(desk, made.month, DECIDED)
    update(desk, NAME, made.october, count=700)
    with pytest.raises(UserError, match="“解锁”不能撤销"):
        undo(desk, operation_rows(desk.store.reader(), "label = '解锁'")[-1].ref)


# -- at the field ----------------------------------------------------------------------------------


def test_the_form_says_it_at_the_field(desk: Desk) -> None:
    made = books(desk)
    typed = {
        "section": "一标段",
        "found_on": "2026-10-09",
        "block": "道路清扫保洁",
        "problem": "积水",
    }
    found = editing.check(desk, DEDUCTIONS, typed)
    assert [(one.field, one.reason + "。") for one in found] == [("found_on", SAID)]
    assert not editing.check(desk, DEDUCTIONS, {**typed, "found_on": "2026-11-09"})
    assert [one.field for one in editing.check(desk, DEDUCTIONS, {"count": "3"}, made.october)] == [
        "count"
    ]
    moved = editing.check(desk, DEDUCTIONS, {"found_on": "2026-10-09"}, made.september)
    assert [one.field for one in moved] == ["found_on"]
    assert not editing.check(desk, DEDUCTIONS, {"note": "已整改"}, made.october)


def test_a_pasted_block_tells_each_locked_record(desk: Desk) -> None:
    made = books(desk)
    cells = {(made.september, "count"): "3", (made.october, "count"): "3"}
    with pytest.raises(EditFault) as refusal:
        editing.change_cells(desk, DEDUCTIONS, cells)
    assert [(fault.record, fault.field) for fault in refusal.value.faults] == [
        (made.october, "count")
    ]
    assert value_of(desk, NAME, made.september, "count") == 100


def test_removing_by_hand_is_refused_in_one_sentence(desk: Desk) -> None:
    made = books(desk)
    with pytest.raises(UserError) as refusal:
        editing.remove(desk, DEDUCTIONS, [made.september, made.october])
    assert refusal.value.sentence == SAID
    assert exists(desk, NAME, made.september)


# -- the step --------------------------------------------------------------------------------------


def test_the_step_unlocks_and_nothing_else_does(desk: Desk) -> None:
    made = books(desk)
    with pytest.raises(EditFault, match="已经签发"):
        editing.change(desk, MONTHS, [made.month], {"state": "审定"})
    take(desk, "unlock", [made.month], {"remark": "漏算一条", "approver": "李局长"})
    assert value_of(desk, MONTHS.name, made.month, "state") == DECIDED
    update(desk, NAME, made.october, count=200)


def test_the_steps_of_a_month_lock_it(desk: Desk) -> None:
    desk.clock = Clock(datetime(2026, 11, 5, 9, 0))
    made = books(desk, locked=False)
    update(desk, NAME, made.october, served_on="2026-10-31", accepted_on="2026-10-31")
    take(
        desk,
        "issue",
        [made.month],
        {"signed_by": "李局长", "issued_on": "2026-11-05"},
    )
    assert value_of(desk, MONTHS.name, made.month, "state") == ISSUED
    with pytest.raises(MonthLocked):
        update(desk, NAME, made.october, count=200)


# -- names put together ----------------------------------------------------------------------------


def test_classes_are_put_together_in_issued_months_too(desk: Desk) -> None:
    made = books(desk, locked=False)
    monthly, extra = (
        item(desk, "round-kind", "月度检查"),
        insert(desk, "catalogue-items", {"catalogue": "round-kind", "title": "月检", "active": 1}),
    )
    values = {"section": made.section, "inspected_on": "2026-10-08", "points": 9000, "kind": extra}
    record = insert(desk, ROUNDS.name, values)
    set_state(desk, made.month, ISSUED)
    assert merge_item(desk, extra, "月度检查") == 1
    assert value_of(desk, ROUNDS.name, record, "kind") == monthly
    undo_last(desk)
    assert value_of(desk, ROUNDS.name, record, "kind") == extra
    found = next_redo(desk, desk.store.reader())
    assert found is not None
    undo(desk, found.ref)
    assert value_of(desk, ROUNDS.name, record, "kind") == monthly


def test_a_merge_exchanges_ids_and_nothing_else(desk: Desk) -> None:
    made = books(desk)
    with desk.store.operation(desk, "并入", "merge") as op:
        op.update(NAME, made.october, {"section": made.other})
        with pytest.raises(MonthLocked):
            op.update(NAME, made.october, {"section": made.section, "count": 300})
    assert value_of(desk, NAME, made.october, "section") == made.other


# -- towns -----------------------------------------------------------------------------------------


def test_the_marks_of_a_town_stand_still_once_its_month_is_issued(desk: Desk) -> None:
    town = insert(desk, "towns", {"name": "城关镇"})
    kind = item(desk, "town-score-item", "案件办理")
    scores = {"town": town, "month": OCTOBER, "marks": {kind: 2900}}
    record = insert(desk, "town-scores", scores)
    with desk.store.operation(desk, "改") as op:
        op.update("town-scores", record, {"marks": {kind: 2800}})
    changed = last(desk)
    insert(desk, "town-months", {"label": "2026-10", "month": OCTOBER, "state": ISSUED})
    ways: list[Callable[[], object]] = [
        lambda: update(desk, "town-scores", record, marks={kind: 3000}),
        lambda: update(desk, "town-scores", record, marks={}),
        lambda: remove(desk, "town-scores", record),
        lambda: insert(desk, "town-scores", scores),
        lambda: undo(desk, changed),
        lambda: insert(desk, "town-checks", {"town": town, "checked_on": "2026-10-31"}),
    ]
    before = logical_dump(desk.store)
    for way in ways:
        with pytest.raises(UserError, match="2026年10月已经签发"):
            way()
    assert logical_dump(desk.store) == before
    update(desk, "town-scores", record, note="已公示")
    insert(desk, "town-scores", {**scores, "month": "2026-11-01"})


# -- declarations ----------------------------------------------------------------------------------


@pytest.mark.parametrize("ledger", [one for one in LEDGERS if one.locks], ids=lambda one: one.name)
def test_locks_name_fields_that_are_there(ledger: Ledger) -> None:
    for lock in ledger.locks:
        months = BY_NAME[lock.ledger]
        assert {*lock.own, *lock.free} <= set(ledger.by_key)
        assert {lock.state, *lock.theirs} <= set(months.by_key)
        assert any(own.ledger == months.name for own in months.locks), "it locks itself"
        assert lock.ledger != ledger.name or lock.state not in lock.free


# -- corrections -----------------------------------------------------------------------------------


def test_a_correction_is_settled_with_a_month_that_is_still_open(desk: Desk) -> None:
    made = books(desk, locked=False)
    name = "sanitation-corrections"
    fixed = {"section": made.section, "month": "2026-09-01", "reason": "多付", "fen": -100}
    record = insert(desk, name, {**fixed, "found_on": "2026-10-20"})
    set_state(desk, made.month, ISSUED)
    refused: list[dict[str, object]] = [
        {"found_on": "2026-10-31"},
        {"found_on": "2026-11-05", "with_month": OCTOBER},
    ]
    for values in refused:
        with pytest.raises(MonthLocked, match="2026年10月已经签发，更正请写明随以后哪个月结算"):
            insert(desk, name, {**fixed, **values})
        with staging_in_memory(desk.store), pytest.raises(MonthLocked):
            with desk.store.operation(desk, "导入") as op:
                insert_many(op, BY_NAME[name], [{**fixed, **values}])
    with pytest.raises(MonthLocked):
        update(desk, name, record, fen=-200)
    with pytest.raises(MonthLocked):
        update(desk, name, record, with_month="2026-11-01")
    insert(desk, name, {**fixed, "found_on": "2026-10-31", "with_month": "2026-11-01"})
    insert(desk, name, {**fixed, "found_on": "2026-11-05"})


# -- a section that changed hands ------------------------------------------------------------------


def test_an_issued_part_of_a_month_leaves_the_other_contract_open(desk: Desk) -> None:
    """The first contract ends on the 15th and is settled; the next one's days are still judged."""
    made = books(desk)
    company = insert(desk, "contractors", {"name": "新洁公司"})
    update(desk, "contracts", made.contract, ends_on="2026-10-15")
    later = contract(desk, made.section, company, "H-3")
    update(desk, "contracts", later, begins_on="2026-10-16", ends_on=None)
    with pytest.raises(MonthLocked):
        insert(desk, NAME, deduction(made.section, "2026-10-15"))
    record = insert(desk, NAME, deduction(made.section, "2026-10-16"))
    update(desk, NAME, record, count=200)
    with pytest.raises(MonthLocked):
        update(desk, NAME, record, found_on="2026-10-14")
    typed = {
        "section": "一标段",
        "found_on": "2026-10-15",
        "block": "道路清扫保洁",
        "problem": "积水",
    }
    assert [fault.field for fault in editing.check(desk, DEDUCTIONS, typed)] == ["found_on"]
    assert not editing.check(desk, DEDUCTIONS, {**typed, "found_on": "2026-10-17"})
    with staging_in_memory(desk.store):
        with desk.store.operation(desk, "导入") as op:
            insert_many(op, DEDUCTIONS, [deduction(made.section, "2026-10-31")])
        with pytest.raises(MonthLocked):
            with desk.store.operation(desk, "导入") as op:
                insert_many(op, DEDUCTIONS, [deduction(made.section, "2026-10-01")])
