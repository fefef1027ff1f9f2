"""Cases on a street for tests of their workflow: made at a desk whose clock is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bureau.desk import Desk
from bureau.market.ledgers import CASES, STEPS
from bureau.storage.rows import Row, ids, page
from tests.storage.offices import Clock, furnish, opened

STREET, SMOKE, RUBBISH = 1050, 1150, 1550
OFFICE_KIND, SQUAD_KIND = 3001, 3002


@dataclass
class Street:
    """An office with one squad (二中队) and one room (法规股), and whatever cases a test makes."""

    desk: Desk
    squad: int = 0
    room: int = 0

    def furnish(self) -> None:
        """Makes the two units."""
        with self.desk.store.operation(self.desk, "登记单位") as op:
            self.squad = op.insert("units", {"name": "二中队", "kind": SQUAD_KIND})
            self.room = op.insert("units", {"name": "法规股", "kind": OFFICE_KIND})

    def case(self, state: int | None = 2201, **more: object) -> int:
        """One case, found this morning unless said otherwise."""
        values: dict[str, object] = {
            "found_on": "2026-10-08",
            "address": "人民路1号",
            "category": STREET,
            "state": state,
            **more,
        }
        with self.desk.store.operation(self.desk, "登记案件") as op:
            count = len(ids(op.conn, CASES, today=self.desk.today()))
            return op.insert("market-cases", {"number": f"ZZ-2026-{count + 1:04}", **values})

    def row(self, record: int) -> Row:
        """A case as it is now, computed fields too."""
        conn = self.desk.store.reader()
        return page(conn, CASES, [record], today=self.desk.today())[0]

    def steps(self, record: int) -> list[Row]:
        """The steps of a case, oldest first."""
        conn, today = self.desk.store.reader(), self.desk.today()
        rows = page(conn, STEPS, ids(conn, STEPS, today=today), today=today)
        return [row for row in rows if row["case"] == record]

    def at(self, text: str) -> None:
        """Sets the clock."""
        assert isinstance(self.desk.clock, Clock)
        self.desk.clock.moment = datetime.fromisoformat(text)

    def pass_minutes(self, minutes: int) -> None:
        """Moves the clock on."""
        assert isinstance(self.desk.clock, Clock)
        self.desk.clock.pass_minutes(minutes)


@contextmanager
def open_street(folder: Path) -> Iterator[Street]:
    """王芳's desk on Thursday 8 October 2026, 9:00: the first working day after National Day."""
    with opened(furnish(folder)) as desk:
        street = Street(desk)
        street.furnish()
        yield street
