"""Whatever is done, undoing all of it gives the start again (random operations, many of each kind)."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded by the test's own number
from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.operation import Operation
from bureau.storage.undo import UndoConflict, next_redo, next_undo, operation_rows, undo
from tests.storage.offices import item
from tests.storage.test_bulk import take, write_staging

MANY = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "wide" else 4
WORDS = "解放人民建设胜利油烟占道广告垃圾一二三四"


class Clerk:
    """Does random things to roads, shops, cases and daily logs."""

    def __init__(self, desk: Desk, place: Path, seed: int) -> None:
        self.desk = desk
        self.place = place
        self.chance = random.Random(seed)
        self.category = [row.id for row in desk.store.names().items("market-category")]
        self.kinds = [row.id for row in desk.store.names().items("daily-count")]
        self.steps = 0

    def words(self) -> str:
        return "".join(self.chance.choices(WORDS, k=self.chance.randint(1, 6)))

    def ids(self, table: str) -> list[int]:
        rows = self.desk.store.reader().execute(f"SELECT id FROM {table} WHERE id > 1000000")
        return [row["id"] for row in rows]

    def some(self, table: str) -> int | None:
        known = self.ids(table)
        return self.chance.choice(known) if known and self.chance.random() < 0.8 else None

    def counts(self) -> dict[int, int]:
        chosen = self.chance.sample(self.kinds, self.chance.randint(0, 4))
        return {kind: self.chance.randint(1, 50) * 100 for kind in chosen}

    def values(self, ledger: str) -> dict[str, object]:
        road = self.some("roads")
        values: dict[str, dict[str, object]] = {
            "roads": {"name": self.words(), "length_m": self.chance.randint(0, 10**6)},
            "shops": {"name": self.words(), "road": road, "phone": "13800000000"},
            "market-cases": {
                "address": self.words(),
                "road": road,
                "category": self.chance.choice(self.category),
                "found_on": f"2026-10-{self.chance.randint(1, 31):02}",
            },
            "market-daily": {"note": self.words(), "counts": self.counts()},
        }
        return values[ledger]

    def act(self) -> None:
        """One operation of one to four changes, or an import."""
        self.steps += 1
        if self.chance.random() < 0.15:
            rows = [self.values("market-cases") for _ in range(self.chance.randint(1, 5))]
            staging = self.place / f"{self.steps}.sqlite"
            write_staging(self.desk, staging, "market-cases", rows)
            take(self.desk, staging, "market-cases", {1: self.words()})
            return
        try:
            with self.desk.store.operation(self.desk, f"第{self.steps}步") as op:
                for _ in range(self.chance.randint(1, 4)):
                    self.change(op)
        except UserError:
            pass  # a road that shops still name was to be removed: refused, and rightly

    def change(self, op: Operation) -> None:
        ledger = self.chance.choice(["roads", "shops", "market-cases", "market-daily"])
        known = [row["id"] for row in op.execute(f"SELECT id FROM {op.shape(ledger).table}")]
        dice = self.chance.random()
        if not known or dice < 0.45:
            op.insert(ledger, self.values(ledger))
        elif dice < 0.8:
            values = self.values(ledger)
            keys = self.chance.sample(sorted(values), self.chance.randint(1, len(values)))
            op.update(ledger, self.chance.choice(known), {key: values[key] for key in keys})
        else:
            op.remove(ledger, self.chance.choice(known))


def refusal_of(desk: Desk, ref: tuple[int, int], *, partial: bool) -> UserError | None:
    """Why an undo was refused, None when it was done."""
    try:
        undo(desk, ref, partial=partial)
    except UserError as refusal:
        return refusal
    return None


@pytest.mark.parametrize("seed", range(MANY))
def test_undoing_all_gives_the_start_and_redoing_all_the_end(
    desk: Desk, tmp_path: Path, seed: int
) -> None:
    clerk = Clerk(desk, tmp_path, seed)
    for _ in range(6):
        clerk.act()
    history = [logical_dump(desk.store)]
    start = operation_rows(desk.store.reader())[-1].ref if clerk.steps else (0, 0)
    for _ in range(14):
        clerk.act()
        if (dump := logical_dump(desk.store)) != history[-1]:
            history.append(dump)
    end = history[-1]
    for earlier in reversed(history[:-1]):
        while logical_dump(desk.store) != earlier:
            found = next_undo(desk, desk.store.reader())
            assert found is not None
            assert found.ref != start
            undo(desk, found.ref)
    assert check(desk.store) == []
    while found := next_redo(desk, desk.store.reader()):
        undo(desk, found.ref)
    assert logical_dump(desk.store) == end
    while desk.store.index_waiting():
        pass
    assert check(desk.store) == []


@pytest.mark.parametrize("seed", range(100, 100 + MANY))
def test_undoing_in_any_order_never_breaks_the_books(desk: Desk, tmp_path: Path, seed: int) -> None:
    """Old steps, undos of undos, partial ones: what remains always agrees with its history."""
    clerk = Clerk(desk, tmp_path, seed)
    for _ in range(40):
        if clerk.chance.random() < 0.5:
            clerk.act()
            continue
        rows = [row for row in operation_rows(desk.store.reader()) if kinds.can_undo(row.kind)]
        if not rows:
            continue
        target, partial = clerk.chance.choice(rows), clerk.chance.random() < 0.5
        before = logical_dump(desk.store)
        refusal = refusal_of(desk, target.ref, partial=partial)
        if refusal is not None:
            assert logical_dump(desk.store) == before
        if isinstance(refusal, UndoConflict):
            assert refusal.undone.kept
            assert not partial
        elif refusal is not None:
            assert "已经撤销过了" in refusal.sentence or "没有可以撤销的" in refusal.sentence
    assert check(desk.store) == []
    assert item(desk, "case-state", "结案")
