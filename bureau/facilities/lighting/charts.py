"""The charts of street lighting as data: both rates over twelve months, the roads with most dark lamps."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from bureau.facilities.lighting.figures_trend import MonthLight
from bureau.facilities.lighting.reading import RoadLine
from bureau.reports.paper import Chart, Series

FEWEST_MONTHS: Final = 3
"""A line through fewer points shows no trend."""
MOST_ROADS: Final = 10
ALL_ROADS: Final = "全部道路"
BY_NIGHTS: Final = "台账亮灯率"


def trend_chart(months: Sequence[MonthLight]) -> Chart | None:
    """抽查亮灯率 by grade and of all roads, and 台账亮灯率; None with too few patrolled months."""
    if sum(one.rate() is not None for one in months) < FEWEST_MONTHS:
        return None
    grades = dict.fromkeys(grade for one in months for grade in one.grades)
    shown = [*grades] if len(grades) > 1 else []
    series = [
        *(Series(grade, tuple(of_hundred(one.rate(grade)) for one in months)) for grade in shown),
        Series(ALL_ROADS, tuple(of_hundred(one.rate()) for one in months)),
        Series(BY_NIGHTS, tuple(of_hundred(one.nights.rate) for one in months)),
    ]
    return Chart(
        "line",
        tuple(f"{one.month.last.month}月" for one in months),
        tuple(series),
        title="近 12 个月亮灯率",
        unit="%",
        decimals=1,
        height_mm=66,
        values_shown=False,
    )


def dark_chart(roads: Sequence[RoadLine]) -> Chart | None:
    """The roads by the share that was dark, the worst first; None with fewer than two."""
    dark = [line for line in roads if line.sample.dark]
    worst = sorted(dark, key=lambda line: (line.sample.rate or Fraction(0), line.sample.road))
    worst = worst[:MOST_ROADS]
    if len(worst) < 2:
        return None
    return Chart(
        "hbar",
        tuple(line.sample.road for line in worst),
        (Series("未亮", tuple(of_hundred(unlit(line)) for line in worst)),),
        title="未亮较多的道路（占应亮）",
        unit="%",
        decimals=2,
        height_mm=22 + 6 * len(worst),
    )


def unlit(line: RoadLine) -> Fraction | None:
    """The share of a road that was dark."""
    rate = line.sample.rate
    return None if rate is None else 1 - rate


def of_hundred(share: Fraction | None) -> Fraction | None:
    """A fraction of one in percent."""
    return None if share is None else share * 100
