"""Lines with markers, named at their ends."""

from __future__ import annotations

from fractions import Fraction

from bureau.reports.charts.frame import MARGIN, base_line, category_labels, ems, value_text
from bureau.reports.charts.palette import INK, RULE, SOFT_INK, series_ink
from bureau.reports.charts.sheet import SMALL, Point, Sheet, Upright
from bureau.reports.paper import Chart, Quantity, Series

MOST_POINT_VALUES = 14


def scale_marks(low: Fraction, high: Fraction, wanted: int = 5) -> list[Fraction]:
    """Round marks (steps of 1, 2, 2.5 or 5 times a power of ten) that span low to high."""
    least = (high - low) / wanted or Fraction(1)
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    step = next(power * n for n in (1, 2, Fraction(5, 2), 5, 10) if power * n >= least)
    first, last = low // step, -(-high // step)
    return [step * n for n in range(first, last + 1)]


def marks_of(chart: Chart) -> list[Fraction]:
    """The chart's scale: from zero unless the values lie close together far from it."""
    values = [Fraction(v) for one in chart.series for v in one.values if v is not None]
    low, high = min(values), max(values)
    if 0 <= low < high * Fraction(3, 5) or low == high > 0:
        low = Fraction(0)
    elif low == high:
        high = Fraction(0)
    return scale_marks(low, high)


def mark_texts(marks: list[Fraction]) -> list[str]:
    """The marks with as many decimals as they need."""
    decimals = 0
    while decimals < 4 and any((mark * 10**decimals).denominator > 1 for mark in marks):
        decimals += 1
    return [value_text(mark, decimals) for mark in marks]


def draw_lines(chart: Chart, sheet: Sheet, top: float) -> None:
    """Lines over the categories; several are named at their ends."""
    marks = marks_of(chart)
    texts = mark_texts(marks)
    left = MARGIN + max(map(ems, texts)) * SMALL + 6
    several = len(chart.series) > 1
    name_room = max(ems(one.name) for one in chart.series) * SMALL + 8 if several else 8.0
    right = sheet.width - name_room
    slot = (right - left) / len(chart.categories)
    bottom = category_labels(sheet, chart.categories, left, slot)
    scale = max(sheet.height - top - 12 - bottom, 10) / float(marks[-1] - marks[0])

    def height_of(value: Quantity) -> float:
        return bottom + float(Fraction(value) - marks[0]) * scale

    for mark, text in zip(marks, texts, strict=True):
        y = height_of(mark)
        sheet.line([(left, y), (right, y)], RULE, 0.5)
        sheet.write(left - 4, y, text, SMALL, SOFT_INK, across="right")
    base_line(sheet, left, right, height_of(max(min(marks[-1], Fraction(0)), marks[0])))
    ends: list[tuple[float, int]] = []
    for n, one in enumerate(chart.series):
        points = [
            None if value is None else (left + slot * (c + 0.5), height_of(value))
            for c, value in enumerate(one.values)
        ]
        _draw_series(sheet, points, n)
        drawn = [point for point in points if point is not None]
        if drawn:
            ends.append((drawn[-1][1], n))
        if chart.values_shown and n == 0 and len(points) <= MOST_POINT_VALUES:
            _point_values(sheet, chart, one, points)
    if several:
        _end_names(sheet, chart, ends, right + 3)


def _draw_series(sheet: Sheet, points: list[Point | None], position: int) -> None:
    """The line, interrupted where a value is missing."""
    ink = series_ink(position)
    stretch: list[Point] = []
    for point in (*points, None):
        if point is not None:
            stretch.append(point)
        elif stretch:
            width = 1.2 if position else 1.6
            sheet.line(stretch, ink.colour, width, ink.dash, ink.marker)
            stretch = []


def _point_values(sheet: Sheet, chart: Chart, series: Series, points: list[Point | None]) -> None:
    """Values above their points, below where a lonely line dips, so that it doesn't cross them."""
    for c, point in enumerate(points):
        value = series.values[c]
        if point is None or value is None:
            continue
        beside = [one[1] for one in (*points[max(c - 1, 0) : c], *points[c + 1 : c + 2]) if one]
        dips = len(chart.series) == 1 and len(beside) == 2 and min(beside) > point[1]
        x, y = point[0], point[1] + (-4 if dips else 4)
        upright: Upright = "top" if dips else "bottom"
        text = value_text(value, chart.decimals)
        sheet.write(x, y, text, SMALL - 0.5, INK, across="center", upright=upright)


def _end_names(sheet: Sheet, chart: Chart, ends: list[tuple[float, int]], x: float) -> None:
    """Names beside the last points, pushed apart so that none covers another."""
    free = float("-inf")
    for height, n in sorted(ends):
        y = max(height, free)
        free = y + SMALL * 1.25
        sheet.write(x, y, chart.series[n].name, SMALL, series_ink(n).writing)
