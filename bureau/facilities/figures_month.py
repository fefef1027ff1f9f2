"""The few numbers of street lights and facilities that a month is judged by, beside the periods before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.calendar.words import bases_of
from bureau.facilities.definitions import within
from bureau.facilities.ledgers import LIGHT_PATROLS
from bureau.facilities.lighting.figures_lamps import read
from bureau.facilities.repairs.figures_repairs import RepairFigures, repair_figures
from bureau.facilities.values import whole
from bureau.ledger.query import All, Blank, Filter, Not
from bureau.reports.change import ratio

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


def read_numbers(conn: Reader, period: Period, today: date) -> MonthNumbers:
    """Those of a period, with 环比 and 同比 where the periods before have anything."""
    bases = bases_of(period)
    repairs = {word: repair_figures(conn, base, today) for word, base in bases}
    lit = {word: patrolled(conn, base, today) for word, base in bases}
    return MonthNumbers(
        repairs=repair_figures(conn, period, today),
        lit=patrolled(conn, period, today),
        repairs_before={word: figures for word, figures in repairs.items() if figures.any},
        lit_before={word: patrols for word, patrols in lit.items() if patrols.patrols},
    )


def patrolled(conn: Reader, period: Period, today: date) -> Patrolled:
    """应亮 and 未亮 of the night patrols that name their road, as 抽查亮灯率 takes them."""
    where = All((within("patrolled_on", period), Not(Blank("road"))))
    found = read(conn, LIGHT_PATROLS, ("due", "dark"), where, today)
    return Patrolled(
        patrols=len(found),
        due=sum(whole(due) for due, _ in found),
        dark=sum(whole(dark) for _, dark in found),
        where=where,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Patrolled:
    """The night patrols of a period."""

    patrols: int
    due: int
    dark: int
    where: Filter

    @property
    def rate(self) -> Fraction | None:
        """抽查亮灯率."""
        return ratio(self.due - self.dark, self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthNumbers:
    """What the month's page shows; the periods before by 环比 and 同比."""

    repairs: RepairFigures
    lit: Patrolled
    repairs_before: Mapping[str, RepairFigures]
    lit_before: Mapping[str, Patrolled]

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return self.repairs.any or bool(self.lit.patrols)

    @property
    def entered(self) -> bool:
        """Whether anything of the period itself is there, not only what was open before."""
        repairs = self.repairs
        return bool(repairs.reported.count or repairs.done.count or self.lit.patrols)
