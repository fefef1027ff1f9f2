"""亮灯率 of twelve months in both definitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period, month_holding
from bureau.facilities.definitions import within
from bureau.facilities.ledgers import LIGHT_PATROLS
from bureau.facilities.lighting.figures_lamps import (
    grade_order,
    grade_title,
    read,
    read_faults,
    read_lamps,
)
from bureau.facilities.lighting.figures_lighting import together
from bureau.facilities.lighting.nights import Shone, alike, by_grade
from bureau.facilities.values import day, whole
from bureau.reports.change import ratio

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

TREND_MONTHS: Final = 12


def trend(conn: Reader, names: Names, period: Period, today: date) -> tuple[MonthLight, ...]:
    """Both rates of the twelve months up to the last of a period."""
    month: Period | None = month_holding(period.last, period.month_end_day)
    months: list[Period] = []
    while month is not None and len(months) < TREND_MONTHS:
        months.insert(0, month)
        month = month.previous
    span = Period.span(months[0].first, months[-1].last)
    lamps = read_lamps(conn, span.first, span.last, today)
    nights = lamps.nights
    faults = read_faults(conn, lamps, nights.between(None, today), today)
    found: dict[Period, dict[int | None, list[int]]] = {one: {} for one in months}
    keys = ("road", "patrolled_on", "due", "dark")
    where = within("patrolled_on", span)
    for road, on, due, dark in read(conn, LIGHT_PATROLS, keys, where, today):
        night = day(on)
        one = next((one for one in months if night is not None and one.holds(night)), None)
        if one is not None:
            grade = lamps.grades.get(whole(road))
            sums = found[one].setdefault(grade, [0, 0])
            sums[0] += whole(due)
            sums[1] += whole(dark)
    order = grade_order(names)
    after = date.fromordinal
    same = alike(lamps.lamps, lamps.due, faults.dark)
    return tuple(
        MonthLight(
            month=one,
            grades={
                grade_title(names, grade): (due, dark)
                for grade, (due, dark) in sorted(
                    found[one].items(), key=lambda pair: order.get(pair[0], order[None])
                )
            },
            nights=together(
                by_grade(
                    same, nights.between(one.first, min(after(one.last.toordinal() + 1), today))
                ).values()
            ),
        )
        for one in months
    )


@dataclass(frozen=True, slots=True)
class MonthLight:
    """One month: 应亮 and 未亮 of its patrols by grade, and its nights by the ledger."""

    month: Period
    grades: dict[str, tuple[int, int]]
    nights: Shone

    def rate(self, grade: str = "") -> Fraction | None:
        """抽查亮灯率 of a grade, of all roads without one."""
        found = [self.grades.get(grade, (0, 0))] if grade else [*self.grades.values()]
        due = sum(one for one, _ in found)
        return ratio(due - sum(dark for _, dark in found), due)
