"""A bureau's branches, meetings and tasks for tests, and the figures made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.ledger.query import Filter
from bureau.office import BY_NAME
from bureau.party.figures import PartyFigures, Requirement, party_figures
from tests.storage.offices import furnish, item, opened

TODAY = date(2026, 11, 23)


@dataclass
class Party:
    """A desk, with short ways to enter what party-building records."""

    desk: Desk

    def insert(self, ledger: str, values: Mapping[str, object]) -> int:
        """One record, as its own operation."""
        with self.desk.store.operation(self.desk, "登记") as op:
            return op.insert(ledger, values)

    def branch(self, name: str, **values: object) -> int:
        """A branch that was founded long ago."""
        return self.insert("branches", {"name": name, "founded_on": "2019-05-08", **values})

    def meeting(self, branch: int | None, kind: str, day: str, **values: object) -> int:
        """One meeting of a kind."""
        of = item(self.desk, "party-meeting-kind", kind)
        return self.insert(
            "party-meetings", {"branch": branch, "kind": of, "held_on": day, **values}
        )

    def rule(self, kind: str, period: str, count: int, scope: str) -> int:
        """A rule of the bureau's own."""
        return self.insert(
            "party-rules",
            {
                "kind": item(self.desk, "party-meeting-kind", kind),
                "period": item(self.desk, "party-period", period),
                "count": count,
                "scope": item(self.desk, "party-scope", scope),
            },
        )

    def task(self, title: str, theme: str = "忠诚", state: str = "", **values: object) -> int:
        """A task of 2026 unless another year is given."""
        said = {"state": item(self.desk, "party-task-state", state)} if state else {}
        of = item(self.desk, "party-theme", theme)
        return self.insert(
            "party-tasks", {"year": 2026, "title": title, "theme": of, **said, **values}
        )

    def figures(self, period: Period | None = None, today: date = TODAY) -> PartyFigures:
        """The figures of a month, October 2026 unless another is given."""
        with self.desk.store.snapshot() as conn:
            names = self.desk.store.names(conn)
            return party_figures(conn, names, period or Period.month(2026, 10), today)

    def requirement(self, name: str, period: Period | None = None) -> Requirement:
        """The figures of one branch and kind."""
        return next(one for one in self.figures(period).requirements if one.name == name)

    def records(self, ledger: str, where: Filter) -> list[int]:
        """The ids that a filter finds."""
        declared = BY_NAME[ledger]
        condition, parameters = where.sql(declared)
        found = self.desk.store.reader().execute(
            f"SELECT t.id FROM {declared.table} t WHERE {condition} ORDER BY t.id", parameters
        )
        return [row["id"] for row in found]


@contextmanager
def open_party(root: Path) -> Iterator[Party]:
    """A bureau without a branch."""
    with opened(furnish(root)) as desk:
        yield Party(desk)
