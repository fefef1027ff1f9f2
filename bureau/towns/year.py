"""A year of the towns: score and rank month by month, mean, and what was given, paid and settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.stored import Row, whole_of
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Between, Filter, Is, Sort
from bureau.towns.inputs import CaseSource, no_cases
from bureau.towns.judging import TownMonth, judge_month
from bureau.towns.ledgers import REWARDS
from bureau.towns.months import SETTLED
from bureau.towns.records import found

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def town_year(
    conn: Reader, names: Names, year: int, today: date, cases: CaseSource = no_cases
) -> TownYear:
    """The towns from January up to the month of `today`, as issued, else as the ledgers have it."""
    months = tuple(
        judge_month(conn, names, month, today, cases)
        for month in Period.year(year).months
        if month.first <= today
    )
    rewards = found(conn, REWARDS, within_year(year), today, Sort("month"))
    return TownYear(year, tuple(lines(months, rewards, names)))


def within_year(year: int) -> Filter:
    """Lines to settle of a year's months."""
    return Between("month", date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat())


def lines(months: Sequence[TownMonth], rewards: Iterable[Row], names: Names) -> Iterable[TownLine]:
    """A line for each town that was judged or has something to settle, in the order of the months."""
    titles: dict[int, tuple[str, str]] = {}
    for month in months:
        for one in month.judged:
            titles[one.town] = (one.title, one.group)
    settled: dict[int, list[Row]] = {}
    for row in rewards:
        town = whole_of(row, "town") or 0
        settled.setdefault(town, []).append(row)
        titles.setdefault(town, (names.label("towns", town), ""))
    for town, (title, group) in titles.items():
        points = tuple(point for month in months if (point := point_of(month, town)) is not None)
        yield TownLine(town, title, group, points, tuple(settled.get(town, ())))


def point_of(month: TownMonth, town: int) -> MonthPoint | None:
    """A town's point of the curve, None where it took no part."""
    judged = next((one for one in month.judged if one.town == town), None)
    if judged is None:
        return None
    place = month.place(town)
    return MonthPoint(
        month=month.period.first,
        score=None if judged.score is None else judged.score.printed,
        rank=None if place is None else place.rank,
        units=0 if place is None else place.units,
        fen=0 if place is None else place.fen,
        is_issued=month.is_issued,
    )


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A town in one month of the curve; without a score it wasn't ranked."""

    month: date
    score: Fraction | None
    rank: int | None
    units: int
    fen: int
    is_issued: bool


@dataclass(frozen=True, slots=True)
class TownLine:
    """A town's year. Money is that of issued months, from the lines to settle."""

    town: int
    title: str
    group: str
    points: tuple[MonthPoint, ...]
    rewards: tuple[Row, ...]

    @property
    def mean(self) -> Fraction | None:
        """The mean of its printed scores, None without any; months 不参评 don't count."""
        scores = [point.score for point in self.points if point.score is not None]
        return sum(scores, Fraction(0)) / len(scores) if scores else None

    @property
    def rewarded_fen(self) -> int:
        """Σ of rewards."""
        return sum(fen for fen in self.amounts() if fen > 0)

    @property
    def penalised_fen(self) -> int:
        """Σ of penalties, negative."""
        return sum(fen for fen in self.amounts() if fen < 0)

    @property
    def settled_fen(self) -> int:
        """Σ of what was settled, rewards less penalties."""
        return sum(self.amounts(is_settled=True))

    @property
    def open_fen(self) -> int:
        """Σ of what is still to be settled."""
        return sum(self.amounts(is_settled=False))

    def amounts(self, *, is_settled: bool | None = None) -> list[int]:
        """The amounts of its lines, of the settled or open ones where that is asked."""
        return [
            whole_of(row, "fen") or 0
            for row in self.rewards
            if is_settled is None or (row["state"] == SETTLED) == is_settled
        ]

    def behind(self, year: int) -> tuple[str, Filter]:
        """The ledger and the filter of its lines to settle."""
        return REWARDS.name, All((Is("town", self.town), within_year(year)))


@dataclass(frozen=True, slots=True)
class TownYear:
    """All towns of a year."""

    year: int
    lines: tuple[TownLine, ...]

    @property
    def rewarded_fen(self) -> int:
        """Σ of all rewards."""
        return sum(line.rewarded_fen for line in self.lines)

    @property
    def penalised_fen(self) -> int:
        """Σ of all penalties, negative."""
        return sum(line.penalised_fen for line in self.lines)

    @property
    def settled_fen(self) -> int:
        """Σ of all that was settled."""
        return sum(line.settled_fen for line in self.lines)
