"""What the analysis says in words and pictures: what changed most, worst roads, charts, photo pairs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bureau.calendar.words import names_of
from bureau.ledger.query import Filter
from bureau.market.figures_analysis import Analysis, Dimension, Heat, Line
from bureau.reports.change import Change
from bureau.reports.paper import Chart, Series

COMPARED = ("category", "subcategory", "town", "road", "place_kind", "unit", "source")
"""Dimensions that what changed is looked for in."""
LEAST_CHANGE = 3
"""Cases more or fewer that are worth a sentence."""
MOST_CHANGES = 8
MOST_BARS = 12
MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about a line of a dimension, and the cases behind it."""

    text: str
    dimension: str
    line: Line

    @property
    def where(self) -> Filter | None:
        """The cases of the period, those of the one before where this one has none."""
        return self.line.where if self.line.cases else self.line.where_before


def most_changed(analysis: Analysis, most: int = MOST_CHANGES) -> tuple[Finding, ...]:
    """What changed most against the period before, the most striking first.

    Ranked by difference² ÷ sum, so that 2 → 14 stands before 200 → 212 and before 0 → 3. A sub-class
    that changed as its whole class did isn't told twice.
    """
    if not analysis.before:
        return ()
    found = [
        (dimension, line)
        for key in COMPARED
        for dimension in (analysis.dimensions[key],)
        for line in dimension.named
        if abs(line.cases - line.before) >= LEAST_CHANGE
    ]
    found.sort(key=lambda one: -weight(one[1]))
    told: list[Finding] = []
    for dimension, line in found:
        if not any(repeats(line, other.line) for other in told):
            told.append(Finding(change_text(analysis, dimension, line), dimension.key, line))
    return tuple(told[:most])


def weight(line: Line) -> Fraction:
    """How striking a change is."""
    return Fraction((line.cases - line.before) ** 2, line.cases + line.before)


def repeats(line: Line, other: Line) -> bool:
    """Whether both say the same of a class and its sub-class."""
    same = (line.cases, line.before) == (other.cases, other.before)
    return same and (line.label.startswith(other.label) or other.label.startswith(line.label))


def change_text(analysis: Analysis, dimension: Dimension, line: Line) -> str:
    """问题类别“占道经营”32件，比上月增加12件（上升60.0%）."""
    that = names_of(analysis.period)[1]
    difference = line.cases - line.before
    word = "增加" if difference > 0 else "减少"
    head = f"{dimension.title}“{line.label}”{line.cases}件，比{that}{word}{abs(difference)}件"
    if not line.before:
        return f"{head}（{that}没有）。"
    return f"{head}（{Change(line.cases, line.before).in_text('')}）。"


def note(analysis: Analysis) -> str:
    """What to bear in mind when comparing; blank when there is nothing."""
    this, that, _ = names_of(analysis.period)
    if analysis.before is None:
        return f"{this}没有可以环比的时段。"
    if not analysis.before:
        return f"{that}没有登记案件，不作比较。"
    as_of = analysis.period.as_of(analysis.today)
    return f"{this}数据{as_of}，{that}为整期数据，比较时请留意。" if as_of else ""


def worst_roads(analysis: Analysis, most: int = MOST_PLACES) -> tuple[Line, ...]:
    """The roads with most cases, the worst first."""
    return tuple(line for line in analysis.dimensions["road"].named if line.cases)[:most]


# -- charts ----------------------------------------------------------------------------------------


def dimension_chart(analysis: Analysis, key: str) -> Chart | None:
    """One dimension with the period before; lying bars where there are many lines or long names."""
    dimension = analysis.dimensions[key]
    lines = list(dimension.named)
    if not lines:
        return None
    rest = max(len(lines) - MOST_BARS, 0)
    if key not in ("weekday", "hour"):
        lines = lines[:MOST_BARS]
    this, that, _ = names_of(analysis.period)
    series = [Series(this, tuple(line.cases for line in lines))]
    if analysis.before:
        series.append(Series(that, tuple(line.before for line in lines)))
    lying = key in ("road", "subcategory", "unit", "place_kind")
    shown = f"（前{MOST_BARS}）" if rest and len(lines) == MOST_BARS else ""
    return Chart(
        "hbar" if lying else "bar",
        tuple(line.label for line in lines),
        tuple(series),
        title=f"按{dimension.title}{shown}",
        unit="件",
        height_mm=24 + 5 * len(lines) * len(series) if lying else 66,
    )


def time_chart(analysis: Analysis) -> Chart | None:
    """When cases are found: day of the week by hour."""
    return heat_chart(analysis.by_time, "发现时间分布")


def place_chart(analysis: Analysis) -> Chart | None:
    """Where which problems are found: town by category."""
    return heat_chart(analysis.by_place, "镇街与问题类别")


def heat_chart(heat: Heat, title: str) -> Chart | None:
    """A field of cells, darker where there are more cases."""
    if not heat.rows or not heat.columns:
        return None
    return Chart(
        "heat",
        heat.columns,
        tuple(Series(name, row) for name, row in zip(heat.rows, heat.numbers, strict=True)),
        title=title,
        unit="件",
        height_mm=26 + 6 * len(heat.rows),
    )
