"""The few numbers of party-building that a month is judged by, beside the periods before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.calendar.words import bases_of
from bureau.ledger.query import Any, Filter, Ids
from bureau.party.figures import PartyFigures, party_figures
from bureau.party.figures_life import LifeFigures, life_figures
from bureau.party.figures_tasks import TaskFigures
from bureau.party.matrix import Line, lines_of
from bureau.reports.change import ratio

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def read_numbers(conn: Reader, names: Names, period: Period, today: date) -> MonthNumbers:
    """Those of a period, with 环比 and 同比 where the periods before have any meeting."""
    before = {word: life_figures(conn, names, base, today) for word, base in bases_of(period)}
    return MonthNumbers(
        of=party_figures(conn, names, period, today),
        before={word: life for word, life in before.items() if life.held},
    )


@dataclass(frozen=True, slots=True)
class Frequency:
    """频次达标率 of the year so far: `held` of the `required` meetings of all spans that are over."""

    required: int
    held: int
    records: tuple[int, ...]

    @property
    def rate(self) -> Fraction | None:
        """What was held of what was to be."""
        return ratio(self.held, self.required)

    @property
    def where(self) -> Filter:
        """The meetings in those spans."""
        return Ids(self.records)


def frequency_of(lines: tuple[Line, ...]) -> Frequency:
    """The sums of a matrix."""
    return Frequency(
        sum(line.required for line in lines),
        sum(line.held for line in lines),
        tuple(record for line in lines for cell in line.judged for record in cell.records),
    )


@dataclass(frozen=True, slots=True)
class MonthNumbers:
    """What the month's page shows; meetings of the periods before by 环比 and 同比."""

    of: PartyFigures
    before: Mapping[str, LifeFigures]

    @property
    def life(self) -> LifeFigures:
        """Meetings and adopted business of the period itself."""
        return self.of.life

    @property
    def tasks(self) -> TaskFigures:
        """The tasks of the year as they stand."""
        return self.of.tasks

    @property
    def frequency(self) -> Frequency:
        """频次达标率."""
        return frequency_of(lines_of(self.of.requirements))

    @property
    def held(self) -> Filter:
        """The meetings of the period, of whatever kind."""
        return Any(tuple(one.held.where for one in self.life.kinds))

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.tasks.all.count or self.life.held or self.frequency.required)
