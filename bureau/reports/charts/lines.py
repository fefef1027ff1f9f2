"""Lines with markers, named at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bureau.reports.charts.frame import (
    MARGIN,
    SMALL,
    axes_inside,
    category_ticks,
    ems,
    label_room,
    size_in_points,
    value_text,
)
from bureau.reports.charts.palette import AXIS, INK, RULE, SOFT_INK, series_ink
from bureau.reports.paper import Chart, Quantity


def draw_lines(chart: Chart, figure: Figure, top: float) -> None:
    """Lines with markers; several are named at their ends."""
    width, _ = size_in_points(figure)
    several = len(chart.series) > 1
    name_room = max(ems(one.name) for one in chart.series) * SMALL + 10 if several else 10
    highest = max(v for one in chart.series for v in one.values if v is not None)
    scale_room = ems(value_text(highest, chart.decimals)) * SMALL + 8
    inner = width - MARGIN - scale_room - name_room
    slot = inner / max(len(chart.categories), 1)
    axes, _, height = axes_inside(
        figure, MARGIN + scale_room, label_room(chart, slot), name_room, top + 10
    )
    positions = range(len(chart.categories))
    ends: list[tuple[float, int, str]] = []
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        values = [float(v) if v is not None else float("nan") for v in one.values]
        (line,) = axes.plot(
            positions,
            values,
            color=ink.colour,
            linewidth=1.6 if n == 0 else 1.2,
            marker=ink.marker,
            markersize=3.6,
            markeredgewidth=0,
            clip_on=False,
        )
        if ink.dash:
            line.set_dashes(ink.dash)
        last = max((c for c, v in enumerate(one.values) if v is not None), default=None)
        if last is not None:
            ends.append((values[last], n, one.name))
        if chart.values_shown and n == 0 and len(positions) <= 14:
            _point_values(axes, chart, one.values)
    _line_scale(axes, chart)
    axes.set_xlim(-0.5, len(chart.categories) - 0.5)
    category_ticks(axes, chart.categories, slot)
    if several:
        _end_names(axes, ends, height, len(chart.categories) - 0.5)


def _point_values(axes: Axes, chart: Chart, values: Sequence[Quantity | None]) -> None:
    """Values above their points, below where the line dips, so that it doesn't cross them."""
    for c, value in enumerate(values):
        if value is None:
            continue
        beside = [v for v in (*values[max(c - 1, 0) : c], *values[c + 1 : c + 2]) if v is not None]
        dips = len(chart.series) == 1 and len(beside) == 2 and min(beside) > value
        axes.annotate(
            value_text(value, chart.decimals),
            (c, float(value)),
            (0, -4 if dips else 4),
            textcoords="offset points",
            ha="center",
            va="top" if dips else "bottom",
            fontsize=SMALL - 0.5,
            color=INK,
        )


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


def _line_scale(axes: Axes, chart: Chart) -> None:
    values = [Fraction(v) for one in chart.series for v in one.values if v is not None]
    low, high = min(values), max(values)
    if 0 <= low < high * Fraction(3, 5) or low == high > 0:
        low = Fraction(0)
    elif low == high:
        high = Fraction(0)
    marks = scale_marks(low, high)
    axes.set_ylim(float(marks[0]), float(marks[-1]))
    decimals = chart.decimals
    while decimals < 3 and any((mark * 10**decimals).denominator > 1 for mark in marks):
        decimals += 1
    while decimals and all((mark * 10 ** (decimals - 1)).denominator == 1 for mark in marks):
        decimals -= 1
    axes.set_yticks([float(mark) for mark in marks])
    texts = [value_text(mark, decimals) for mark in marks]
    axes.set_yticklabels(texts, fontsize=SMALL, color=SOFT_INK)
    axes.tick_params(axis="y", pad=3)
    axes.grid(axis="y", color=RULE, linewidth=0.5)
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(AXIS)
    axes.spines["bottom"].set_linewidth(0.7)


def _end_names(axes: Axes, ends: list[tuple[float, int, str]], height: float, right: float) -> None:
    """Names beside the last points, pushed apart so that none covers another."""
    low, high = axes.get_ylim()
    least = (high - low) * (SMALL * 1.25) / height
    floor = low
    for value, n, name in sorted(ends):
        y = max(value, floor)
        floor = y + least
        axes.text(right, y, f" {name}", fontsize=SMALL, color=series_ink(n).writing, va="center")
