"""A filled folder and all that it holds, for the tests of the sample county."""

from __future__ import annotations

import random  # noqa: TID251 - each county of these tests has a seed of its own
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bureau.calendar.periods import Month
from bureau.demo import Filled, fill
from bureau.desk import Desk
from bureau.opening import open_desk

UNTIL = Month(2026, 3)
MONTHS = 6
FIRST_OWN_ID = 10**9
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Sample:
    """A filled folder, what `fill` said of it, and all that its ledgers hold, by id."""

    root: Path
    filled: Filled
    held: dict[str, Rows]

    def rows(self, ledger: str) -> Rows:
        """The records of one ledger."""
        return self.held[ledger]


def filled_folder(root: Path, *, seed: int = 7, months: int = 1, until: Month = UNTIL) -> Sample:
    """A new folder with the county in it."""

    def clock() -> datetime:
        return datetime(until.plus(1).year, until.plus(1).number, 1, 8, 30)

    chance = random.Random(seed)
    with open_desk(root, writable=True, actor="示例", clock=clock, chance=chance) as desk:
        filled = fill(desk, until=until, months=months)
        return Sample(root, filled, everything(desk))


def everything(desk: Desk) -> dict[str, Rows]:
    """All records of all ledgers, child rows included."""
    reader = desk.store.reader()
    return {
        name: [
            dict(row)
            for row in reader.execute(
                f"SELECT * FROM {shape.table} WHERE id >= {FIRST_OWN_ID} ORDER BY id"
            )
        ]
        for name, shape in desk.store.shapes.items()
    }
