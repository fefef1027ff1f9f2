"""A county of towns for tests: the register, sheets of scores, field checks, and months as judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.storage import rows
from bureau.towns.inputs import CaseSource, no_cases
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.ledgers import MONTHS, REWARDS
from bureau.towns.months import month_flow
from bureau.workflow import Taken, take_step
from tests.storage.offices import Clock, furnish, item, open_at

STREETS, COUNTRY = "城区街道", "乡镇"
ITEMS: Final = ("案件办理", "现场检查", "专项工作", "群众满意度", "履职与资料")
FULL: Final = (30, 40, 15, 10, 5)
OCTOBER: Final = Period.month(2026, 10)
NOVEMBER: Final = Period.month(2026, 11)
FIFTH: Final = datetime(2026, 11, 5, 9, 0)
FLOW: Final = month_flow(no_cases)


def spread(total: str) -> tuple[str, ...]:
    """Five marks that come to such a total, the first blocks full: 89.99 is 30, 40, 15, 4.99, 0."""
    left, marks = Decimal(total), []
    for full in FULL:
        marks.append(str(min(left, Decimal(full))))
        left -= min(left, Decimal(full))
    assert not left, total
    return tuple(marks)


@dataclass
class Towns:
    """A desk with a register of towns that grows as tests name them."""

    desk: Desk
    clock: Clock
    ids: dict[str, int] = field(default_factory=dict)

    def insert(self, ledger: str, values: Mapping[str, object]) -> int:
        """One record, as its own operation."""
        with self.desk.store.operation(self.desk, "登记") as op:
            return op.insert(ledger, values)

    def item(self, catalogue: str, title: str) -> int:
        """A class by its title."""
        return item(self.desk, catalogue, title)

    def town(self, name: str, group: str = COUNTRY, **values: object) -> int:
        """A town of the register, entered when it is first named."""
        if name not in self.ids:
            said = {"group": self.item("town-group", group)} if group else {}
            self.ids[name] = self.insert("towns", {"name": name, **said, **values})
        return self.ids[name]

    def score(
        self,
        name: str,
        total: str = "",
        *,
        month: Period = OCTOBER,
        marks: Mapping[str, str] | None = None,
        **values: object,
    ) -> int:
        """A row of the month's sheet: marks by item, or any five that come to a total."""
        said = marks if marks is not None else dict(zip(ITEMS, spread(total), strict=True))
        return self.insert(
            "town-scores",
            {
                "month": month.first.isoformat(),
                "town": self.town(name),
                "marks": {
                    self.item("town-score-item", key): int(Decimal(mark) * 100)
                    for key, mark in said.items()
                },
                **values,
            },
        )

    def check(
        self, name: str, what: str, points: str = "", *, day: str = "2026-10-08", **values: object
    ) -> int:
        """A line of a field check."""
        return self.insert(
            "town-checks",
            {
                "checked_on": day,
                "town": self.town(name),
                "item": self.item("town-check-item", what),
                "points": int(Decimal(points) * 100) if points else None,
                **values,
            },
        )

    def judged(self, month: Period = OCTOBER, cases: CaseSource = no_cases) -> TownMonth:
        """A month as the books have it now."""
        with self.desk.store.snapshot() as conn:
            return judge_month(conn, self.desk.store.names(conn), month, self.desk.today(), cases)

    def take(self, step: str, record: int, **answers: str) -> Taken:
        """A step of a month."""
        return take_step(self.desk, FLOW, FLOW.step(step), [record], answers)

    def issue(self, record: int, **answers: str) -> None:
        """Decides on a month and issues it, the tenth month under number 10 of its year."""
        self.take("decide", record, approver="李局长")
        with self.desk.store.snapshot() as conn:
            (row,) = rows.page(conn, MONTHS, [record], today=self.desk.today())
        year, month = str(row["month"]).split("-")[:2]
        given = {
            "issuer": "城管委",
            "paper_number": f"云城管委通〔{year}〕{int(month)}号",
            "signed_by": "张主任",
        }
        self.take("issue", record, **{**given, **answers})

    def rewards(self, month: Period = OCTOBER) -> dict[str, dict[str, object]]:
        """The lines to settle of a month by town."""
        with self.desk.store.snapshot() as conn:
            found = rows.page(
                conn,
                REWARDS,
                rows.ids(conn, REWARDS, today=self.desk.today()),
                today=self.desk.today(),
            )
        titles = {town: name for name, town in self.ids.items()}
        return {
            titles[int(str(row["town"]))]: row
            for row in found
            if row["month"] == month.first.isoformat()
        }

    def count(self, ledger: str) -> int:
        """How many records a ledger has."""
        table = self.desk.store.shapes[ledger].table
        return int(self.desk.store.reader().execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def ranking(month: TownMonth) -> list[tuple[str, int | None, int]]:
    """Town, rank and 元, in the order of the ranking."""
    return [(place.title, place.rank, place.fen // 100) for place in month.places]


@contextmanager
def open_towns(root: Path) -> Iterator[Towns]:
    """An empty county on the 5th of November, closed at the end."""
    desk = open_at(furnish(root))
    clock = desk.clock
    assert isinstance(clock, Clock)
    clock.moment = FIFTH
    try:
        yield Towns(desk, clock)
    finally:
        desk.store.close()
