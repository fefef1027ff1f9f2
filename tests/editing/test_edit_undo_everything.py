"""Whatever is edited by hand, undoing all of it gives the start again, and the books are sound."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test's own number

import pytest

from bureau.desk import Desk
from bureau.editing import EditFault, Inputs, add, change, clear_cells, remove
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import ROADS, TOWNS
from bureau.storage.check import check
from bureau.storage.dump import logical_dump
from bureau.storage.history import bring_back, removed
from bureau.storage.undo import next_redo, next_undo, undo

STEPS = 40
WORDS = {
    "found_on": ["10.8", "10.9 9:30", "昨天", "13.1", ""],
    "address": ["人民路1号", "解放路2号", ""],
    "category": ["占道经营", "没有这类"],
    "town": ["城东街道", "青石镇", ""],
    "due_on": ["3日内", "10.20", "10.1", ""],
    "closed_on": ["10.12", ""],
    "state": ["整改中", "已整改", ""],
    "number": ["A-1", "A-2", ""],
    "note": ["甲", "乙", ""],
    "name": ["人民路", "城东街道", "青石镇"],
    "date": ["10.8", "10.9"],
    "unit": ["一中队", "二中队", ""],
    "length_m": ["1.5", "一百米", ""],
}


class Hands:
    """A clerk who tries anything."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.kinds = [item.id for item in desk.store.names().items("daily-count")][:3]

    def inputs(self, ledger: Ledger, share: float) -> Inputs:
        found: dict[str, str] = {
            key: self.chance.choice(WORDS[key])
            for key in ledger.by_key
            if key in WORDS and self.chance.random() < share
        }
        if ledger is DAILY:
            found[f"counts.{self.chance.choice(self.kinds)}"] = self.chance.choice(["3", "", "x"])
        return found

    def some(self, ledger: Ledger) -> list[int]:
        rows = self.desk.store.reader().execute(f"SELECT id FROM {ledger.table}")
        known = [row["id"] for row in rows]
        return self.chance.sample(known, min(len(known), self.chance.randint(1, 3)))

    def step(self) -> None:
        ledger = self.chance.choice([CASES, CASES, DAILY, ROADS, TOWNS])
        match self.chance.randrange(7):
            case 0 | 1 | 2:
                add(self.desk, ledger, self.inputs(ledger, 0.8))
            case 3 | 4:
                change(self.desk, ledger, self.some(ledger), self.inputs(ledger, 0.3))
            case 5:
                keys = list(self.inputs(ledger, 0.2))
                clear_cells(self.desk, ledger, [(r, k) for r in self.some(ledger) for k in keys])
            case _:
                remove(self.desk, ledger, self.some(ledger))
                gone = removed(self.desk.store.reader(), self.desk.store.shapes, ledger)
                if gone and self.chance.random() < 0.5:
                    bring_back(self.desk, ledger, gone[0].record)


@pytest.mark.parametrize("seed", range(3))
def test_everything_can_be_taken_back(desk: Desk, seed: int) -> None:
    hands = Hands(desk, seed)
    start, conn = logical_dump(desk.store), desk.store.reader()
    done = 0
    for _ in range(STEPS):
        before = logical_dump(desk.store)
        try:
            hands.step()
            done += 1
        except EditFault:
            assert logical_dump(desk.store) == before
        except UserError:
            continue
    assert done > STEPS // 4
    assert check(desk.store) == []
    end = logical_dump(desk.store)
    while (found := next_undo(desk, conn)) is not None:
        undo(desk, found.ref)
    assert logical_dump(desk.store) == start
    while (found := next_redo(desk, conn)) is not None:
        undo(desk, found.ref)
    assert logical_dump(desk.store) == end
    assert check(desk.store) == []
