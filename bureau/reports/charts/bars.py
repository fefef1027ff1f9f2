"""Bars: standing, lying, and on top of each other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bureau.reports.charts.frame import (
    LABEL,
    MARGIN,
    SMALL,
    as_floats,
    axes_inside,
    category_ticks,
    ems,
    label_room,
    legend_row,
    show_base_line,
    size_in_points,
    value_text,
    wrapped,
)
from bureau.reports.charts.palette import AXIS, INK, PAPER, series_ink
from bureau.reports.paper import Chart, Quantity


def draw_bars(chart: Chart, figure: Figure, top: float) -> None:
    """Upright bars; several series stand side by side in each category."""
    top = legend_row(chart, figure, top)
    width, _height = size_in_points(figure)
    slot = (width - 2 * MARGIN) / len(chart.categories)
    axes, _, _ = axes_inside(figure, MARGIN, label_room(chart, slot), MARGIN, top + 8)
    count = len(chart.series)
    bar = min(0.72 / count, 34 / slot)
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        centres = [c + (n - (count - 1) / 2) * bar for c in range(len(chart.categories))]
        axes.bar(
            centres,
            as_floats(one.values),
            bar * 0.92,
            color=ink.colour,
            hatch=ink.hatch or None,
            edgecolor=PAPER,
            linewidth=0,
        )
        if chart.values_shown:
            _bar_values(axes, chart, centres, one.values, slot * bar)
    axes.set_xlim(-0.5, len(chart.categories) - 0.5)
    axes.set_yticks([])
    numbers = [number for one in chart.series for number in as_floats(one.values)]
    low = min(*numbers, 0.0)
    # Below, room for the values of negative bars, so that they don't run into the categories.
    axes.set_ylim(low - (max(numbers) - low) * (0.12 if low < 0 else 0.0), max(*numbers, 0.0))
    category_ticks(axes, chart.categories, slot)
    show_base_line(axes)


def _bar_values(
    axes: Axes,
    chart: Chart,
    centres: Sequence[float],
    values: Sequence[Quantity | None],
    room: float,
) -> None:
    texts = [value_text(v, chart.decimals) if v is not None else "—" for v in values]
    widest = max(ems(text) for text in texts)
    size = min(SMALL, max(room * 1.05 / max(widest, 0.5), 5.5))
    if widest * size > room * 1.35:
        return
    for x, value, text in zip(centres, values, texts, strict=True):
        height = float(value or 0)
        up = height >= 0
        axes.annotate(
            text,
            (x, height),
            (0, 2 if up else -2),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=size,
            color=INK,
        )


def draw_flat_bars(chart: Chart, figure: Figure, top: float) -> None:
    """Lying bars, first category on top, values at their ends."""
    top = legend_row(chart, figure, top)
    width, _ = size_in_points(figure)
    labels = [wrapped(label, width * 0.3, LABEL, 2) for label in chart.categories]
    longest = max(ems(part) for label in labels for part in label.split("\n"))
    room = max(
        (ems(value_text(v, chart.decimals)) for one in chart.series for v in one.values if v),
        default=1,
    )
    axes, _, height = axes_inside(
        figure, MARGIN + longest * LABEL + 6, MARGIN, MARGIN + room * SMALL + 6, top
    )
    count = len(chart.series)
    bar = min(0.72 / count, 16 * len(labels) / max(height, 1))
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        rows = [c + (n - (count - 1) / 2) * bar for c in range(len(labels))]
        axes.barh(
            rows,
            as_floats(one.values),
            bar * 0.92,
            color=ink.colour,
            hatch=ink.hatch or None,
            edgecolor=PAPER,
            linewidth=0,
        )
        for y, value in zip(rows, one.values, strict=True):
            text = value_text(value, chart.decimals) if value is not None else "—"
            axes.annotate(
                text,
                (max(float(value or 0), 0), y),
                (3, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                color=INK,
            )
    axes.set_ylim(len(labels) - 0.5, -0.5)
    low = min(min(as_floats(one.values)) for one in chart.series)
    high = max(max(as_floats(one.values)) for one in chart.series)
    axes.set_xlim(min(low, 0), max(high, 0) or 1)
    axes.set_xticks([])
    axes.set_yticks(range(len(labels)))
    axes.set_yticklabels(labels, fontsize=LABEL, color=INK, linespacing=1.4)
    axes.tick_params(axis="y", pad=4)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(AXIS)
    axes.spines["left"].set_linewidth(0.7)


def draw_stacked(chart: Chart, figure: Figure, top: float) -> None:
    """Bars on top of each other; `share` makes each category 100 %."""
    top = legend_row(chart, figure, top)
    width, _ = size_in_points(figure)
    slot = (width - 2 * MARGIN) / len(chart.categories)
    axes, _, height = axes_inside(figure, MARGIN, label_room(chart, slot), MARGIN, top + 10)
    shares = chart.kind == "share"
    totals = [
        sum((Fraction(one.values[c] or 0) for one in chart.series), Fraction(0))
        for c in range(len(chart.categories))
    ]
    highest = 1.0 if shares else float(max(totals))
    bottoms = [0.0] * len(totals)
    bar = min(0.62, 40 / slot)
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        parts = [Fraction(value or 0) for value in one.values]
        if shares:
            parts = [p / t if t else Fraction(0) for p, t in zip(parts, totals, strict=True)]
        heights = [float(part) for part in parts]
        axes.bar(
            range(len(totals)),
            heights,
            bar,
            bottom=bottoms,
            color=ink.colour,
            hatch=ink.hatch or None,
            edgecolor=PAPER,
            linewidth=0.8,
        )
        for c, part in enumerate(heights):
            if not chart.values_shown or part / highest * height < SMALL * 1.25:
                continue
            text = (
                f"{value_text(parts[c] * 100, 1)}%"
                if shares
                else value_text(one.values[c] or 0, chart.decimals)
            )
            if ems(text) * SMALL < slot * bar * 1.1:
                _part_label(axes, c, bottoms[c] + part / 2, text, n)
        bottoms = [b + h for b, h in zip(bottoms, heights, strict=True)]
    if not shares and chart.values_shown:
        for c, total in enumerate(totals):
            axes.annotate(
                value_text(total, chart.decimals),
                (c, float(total)),
                (0, 2),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=SMALL,
                color=INK,
                weight="bold",
            )
    axes.set_xlim(-0.5, len(totals) - 0.5)
    axes.set_ylim(0, highest)
    axes.set_yticks([])
    category_ticks(axes, chart.categories, slot)
    show_base_line(axes)


def _part_label(axes: Axes, x: float, y: float, text: str, position: int) -> None:
    ink = series_ink(position)
    box = {"boxstyle": "square,pad=0.15", "facecolor": ink.colour, "edgecolor": "none"}
    axes.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        fontsize=SMALL,
        color=INK if ink.light else PAPER,
        bbox=box if ink.hatch else None,
    )
