"""A desk of the street-light office for tests: roads with graded lamps, patrols, repairs as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.editing.writing import add
from bureau.facilities.figures import FacilityFigures, facility_figures
from bureau.ledger.query import Filter
from bureau.office import ledger_named
from bureau.storage import rows
from tests.storage.offices import Clock, furnish, item, opened

OCTOBER: Final = Period.month(2026, 10)
NINTH: Final = datetime(2026, 11, 9, 9, 0)
"""A Monday."""


@dataclass
class Lights:
    """A desk whose register grows as tests name lamps."""

    desk: Desk
    clock: Clock

    def add(self, ledger: str, **typed: str) -> int:
        """A record as a clerk types it."""
        return add(self.desk, ledger_named(ledger), dict(typed))

    def lamp(self, code: str, road: str = "人民路", grade: str = "主干道", **typed: str) -> int:
        """A lamp of one head, unless said otherwise."""
        fixed = {"code": code, "kind": "路灯", "road": road, "road_grade": grade, "heads": "1"}
        return self.add("facilities", **{**fixed, **typed})

    def patrol(self, day: str, due: str, dark: str, road: str = "人民路", **typed: str) -> int:
        """A night patrol of a road."""
        return self.add("light-patrols", patrolled_on=day, road=road, due=due, dark=dark, **typed)

    def repair(self, day: str, facility: str, **typed: str) -> int:
        """A fault: the lamp doesn't shine, unless said otherwise."""
        fixed = {"reported_on": day, "facility": facility, "fault": "灯不亮"}
        return self.add("repairs", **{**fixed, **typed})

    def item(self, catalogue: str, title: str) -> int:
        """A class by its title."""
        return item(self.desk, catalogue, title)

    def row(self, ledger: str, record: int) -> Mapping[str, object]:
        """A record as it is stored now."""
        with self.desk.store.snapshot() as conn:
            return rows.page(conn, ledger_named(ledger), [record], today=self.desk.today())[0]

    def all(self, ledger: str) -> list[Mapping[str, object]]:
        """All records of a ledger by id."""
        with self.desk.store.snapshot() as conn:
            found = rows.ids(conn, ledger_named(ledger), today=self.desk.today())
            return list(
                rows.page(conn, ledger_named(ledger), sorted(found), today=self.desk.today())
            )

    def records(self, ledger: str, where: Filter) -> list[int]:
        """The records that a filter lets through, in the order of their ids."""
        with self.desk.store.snapshot() as conn:
            found = rows.ids(conn, ledger_named(ledger), where, today=self.desk.today())
        return sorted(found)

    def figures(self, period: Period = OCTOBER) -> FacilityFigures:
        """A period as the books have it now."""
        with self.desk.store.snapshot() as conn:
            return facility_figures(conn, self.desk.store.names(conn), period, self.desk.today())


@contextmanager
def open_lights(root: Path) -> Iterator[Lights]:
    """An office without a lamp, on 9 November 2026."""
    with opened(furnish(root)) as desk:
        desk.clock = clock = Clock(NINTH)
        yield Lights(desk, clock)
