"""The charts of repairs as data: by month, by type and fault, cost, roads, the worst circuits."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from bureau.calendar.words import names_of
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_breakdowns import Breakdown, Line
from bureau.reports.paper import Chart, Series

FEWEST_MONTHS: Final = 3
"""A row of fewer months shows no trend."""
MOST_BARS: Final = 8
FEN: Final = 100


def month_labels(analysis: FacilityAnalysis) -> tuple[str, ...]:
    """2026年1月, 2月 …: the year at the first month and at each January."""
    return tuple(
        f"{line.month.last.year}年{line.month.last.month}月"
        if place == 0 or line.month.last.month == 1
        else f"{line.month.last.month}月"
        for place, line in enumerate(analysis.months)
    )


def month_chart(analysis: FacilityAnalysis) -> Chart | None:
    """Repairs reported by month, those of lamps and the others; None without a few months."""
    if sum(1 for line in analysis.months if line.reported) < FEWEST_MONTHS:
        return None
    return Chart(
        "stacked",
        month_labels(analysis),
        (
            Series("路灯", tuple(line.lighting for line in analysis.months)),
            Series("市政设施", tuple(line.reported - line.lighting for line in analysis.months)),
        ),
        title="各月报修数",
        unit="件",
        height_mm=66,
    )


def cost_chart(analysis: FacilityAnalysis) -> Chart | None:
    """What was spent by month of mending, in 元."""
    if sum(1 for line in analysis.months if line.cost_fen) < FEWEST_MONTHS:
        return None
    costs = tuple(Fraction(line.cost_fen, FEN) for line in analysis.months)
    return Chart(
        "bar",
        month_labels(analysis),
        (Series("维修费用", costs),),
        title="各月维修费用",
        unit="元",
        height_mm=60,
    )


def breakdown_chart(analysis: FacilityAnalysis, key: str) -> Chart | None:
    """One way of taking the repairs apart, beside the period before; None with nothing filled in."""
    breakdown = analysis.breakdowns[key]
    lines = [line for line in breakdown.named if line.reported or line.before][:MOST_BARS]
    if not lines:
        return None
    this, that, _ = names_of(analysis.period)
    series = [Series(this, tuple(line.reported for line in lines))]
    if any(line.before for line in lines):
        series.append(Series(that, tuple(line.before for line in lines)))
    return lying(breakdown, lines, tuple(series), "报修", "件")


def spent_chart(analysis: FacilityAnalysis, key: str) -> Chart | None:
    """What was spent by the values of one field, the most first; None with fewer than two."""
    breakdown = analysis.breakdowns[key]
    lines = sorted(
        (line for line in breakdown.named if line.cost_fen), key=lambda one: -one.cost_fen
    )
    lines = lines[:MOST_BARS]
    if len(lines) < 2:
        return None
    costs = tuple(Fraction(line.cost_fen, FEN) for line in lines)
    return lying(breakdown, lines, (Series("维修费用", costs),), "维修费用", "元")


def lying(
    breakdown: Breakdown, lines: list[Line], series: tuple[Series, ...], what: str, unit: str
) -> Chart:
    """Lying bars with the names beside them."""
    most = f"（前{MOST_BARS}）" if len(breakdown.named) > len(lines) == MOST_BARS else ""
    return Chart(
        "hbar",
        tuple(line.label for line in lines),
        series,
        title=f"按{breakdown.title}{what}{most}",
        unit=unit,
        height_mm=22 + (6 if len(series) == 1 else 9) * len(lines),
    )


def circuit_chart(analysis: FacilityAnalysis) -> Chart | None:
    """The circuits with most faults per 100 lamps; None with fewer than two."""
    worst = [one for one in analysis.circuits if one.per_hundred][:MOST_BARS]
    if len(worst) < 2:
        return None
    return Chart(
        "hbar",
        tuple(one.name for one in worst),
        (Series("百盏故障", tuple(one.per_hundred for one in worst)),),
        title="故障较多的回路",
        unit="件/百盏",
        decimals=1,
        height_mm=22 + 6 * len(worst),
    )
