"""Whatever is done and undone around an issued month, what it was judged by stays as it was."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test's own number
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bureau import editing
from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.errors import UserError
from bureau.sanitation.inputs import inputs_of
from bureau.sanitation.judging import month_record
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.sanitation.terms import contracts_of, corrections_of
from bureau.storage import kinds
from bureau.storage.check import check
from bureau.storage.history import bring_back
from bureau.storage.many import insert_many, staging_in_memory
from bureau.storage.undo import OpRow, next_redo, next_undo, operation_rows, undo
from tests.sanitation.locked_books import DECIDED, ISSUED, Books, books, deduction, set_state
from tests.storage.offices import furnish, hurry, item, opened

MANY = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else 6
STEPS = 60
OCTOBER = Period.month(2026, 10)
DAYS = ("2026-09-30", "2026-10-01", "2026-10-15", "2026-10-31", "2026-11-01")
WRITTEN = (DEDUCTIONS.name, "sanitation-rounds", "sanitation-events", "sanitation-corrections")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "office")) as desk:
        yield desk


def read_by_judge(desk: Desk, made: Books) -> object:
    """All that October of the section is scored from, and its own record's say in it."""
    today = date(2026, 11, 8)
    with desk.store.snapshot() as conn:
        contract = next(
            one for one in contracts_of(conn, OCTOBER, today) if one.section == made.section
        )
        month = month_record(conn, contract, OCTOBER.first, today)
        assert month is not None
        found = inputs_of(
            conn,
            desk.store.names(conn),
            made.section,
            contract.span(OCTOBER),
            contract.rubric(conn, OCTOBER.first, today),
            month,
            today,
        )
        corrections = corrections_of(conn, contract, OCTOBER, today)
    return found, corrections, month["unscored"], month["score"], month["payable_fen"]


class Clerk:
    """Does random things to deductions, rounds, events and months of two sections."""

    def __init__(self, desk: Desk, made: Books, seed: int) -> None:
        self.desk = desk
        self.made = made
        self.chance = random.Random(seed)
        self.start = len(operation_rows(desk.store.reader()))
        self.monthly = item(desk, "round-kind", "月度检查")
        self.praise = item(desk, "assessed-event", "媒体曝光")
        self.acts: list[Callable[[], object]] = [
            self.write, self.write, self.write, self.many, self.by_hand, self.undo, self.undo,
            self.undo_any, self.redo, self.restore, self.decide,
        ]  # fmt: skip

    def values(self, ledger: str) -> dict[str, object]:
        """A record of a ledger."""
        day = self.chance.choice(DAYS)
        section = self.chance.choice([self.made.section, self.made.section, self.made.other])
        if ledger == DEDUCTIONS.name:
            number = self.chance.randint(1, 9)
            return deduction(section, day, count=100 * number, note="备注", ruling=5101)
        points = 100 * self.chance.randint(60, 100)
        if ledger == "sanitation-corrections":
            later = self.chance.choice([None, "2026-10-01", "2026-11-01"])
            return {
                "section": section, "found_on": day, "month": "2026-08-01", "with_month": later,
                "fen": points, "reason": "更正",
            }  # fmt: skip
        if ledger == "sanitation-rounds":
            return {
                "section": section, "inspected_on": day, "kind": self.monthly, "points": points,
                "note": "备注",
            }  # fmt: skip
        return {"section": section, "happened_on": day, "kind": self.praise, "count": points}

    def ids(self, ledger: str) -> list[int]:
        """The records of a ledger."""
        table = ledger.replace("-", "_")
        return [row["id"] for row in self.desk.store.reader().execute(f"SELECT id FROM {table}")]

    @property
    def done(self) -> list[OpRow]:
        """The operations since the books were made."""
        return operation_rows(self.desk.store.reader())[self.start :]

    def write(self) -> None:
        """One operation of a few changes."""
        with self.desk.store.operation(self.desk, "改动") as op:
            for _ in range(self.chance.randint(1, 3)):
                ledger = self.chance.choice(WRITTEN)
                table = op.shape(ledger).table
                known = [row["id"] for row in op.execute(f"SELECT id FROM {table}")]
                dice = self.chance.random()
                if not known or dice < 0.4:
                    op.insert(ledger, self.values(ledger))
                elif dice < 0.8:
                    values = self.values(ledger)
                    keys = self.chance.sample(sorted(values), self.chance.randint(1, len(values)))
                    op.update(ledger, self.chance.choice(known), {key: values[key] for key in keys})
                else:
                    op.remove(ledger, self.chance.choice(known))

    def many(self) -> None:
        """Staged rows."""
        rows = [self.values(DEDUCTIONS.name) for _ in range(self.chance.randint(1, 3))]
        with staging_in_memory(self.desk.store):
            with self.desk.store.operation(self.desk, "导入", kinds.IMPORT) as op:
                insert_many(op, DEDUCTIONS, rows)

    def by_hand(self) -> None:
        """A cell, typed."""
        record = self.chance.choice(self.ids(DEDUCTIONS.name) or [self.made.october])
        typed = self.chance.choice(
            [{"count": "7"}, {"note": "改过"}, {"found_on": "2026-10-02"}, {"section": "二标段"}]
        )
        editing.change(self.desk, DEDUCTIONS, [record], typed)

    def undo(self) -> None:
        """Ctrl+Z."""
        found = next_undo(self.desk, self.desk.store.reader())
        if found is not None and found in self.done:
            undo(self.desk, found.ref, partial=True)

    def undo_any(self) -> None:
        """Something of the history, whatever came since."""
        if done := self.done:
            undo(self.desk, self.chance.choice(done).ref, partial=self.chance.random() < 0.5)

    def redo(self) -> None:
        """Ctrl+Y."""
        if found := next_redo(self.desk, self.desk.store.reader()):
            undo(self.desk, found.ref, partial=True)

    def restore(self) -> None:
        """The recycle bin."""
        gone = self.desk.store.reader().execute(
            "SELECT record FROM change WHERE ledger = ? AND kind = 'remove'", (DEDUCTIONS.name,)
        )
        records = [row["record"] for row in gone.fetchall()]
        if records:
            bring_back(self.desk, DEDUCTIONS, self.chance.choice(records))

    def decide(self) -> None:
        """The month's own record, by hand."""
        decided: list[dict[str, object]] = [
            {"adjust": 300, "adjust_reason": "理由"},
            {"unscored": "没有检查"},
            {"score": 1},
        ]
        with self.desk.store.operation(self.desk, "月份") as op:
            op.update("sanitation-months", self.made.month, self.chance.choice(decided))


@pytest.mark.parametrize("seed", range(MANY))
def test_what_an_issued_month_was_judged_by_never_changes(desk: Desk, seed: int) -> None:
    made = books(desk, locked=False)
    clerk = Clerk(desk, made, seed)
    frozen, refused, done = None, 0, 0
    for step in range(STEPS):
        if step % 20 == 10:
            set_state(desk, made.month, ISSUED)
            frozen = read_by_judge(desk, made)
        elif step % 20 == 0 and step:
            set_state(desk, made.month, DECIDED)
            frozen = None
        try:
            clerk.chance.choice(clerk.acts)()
            done += 1
        except UserError:
            refused += 1
        if frozen is not None:
            assert read_by_judge(desk, made) == frozen
    assert done
    assert refused
    assert check(desk.store) == []
