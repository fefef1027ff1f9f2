"""What every chart shares: its fonts and sizes, title, legend, axes, and values as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bureau.reports.charts.palette import AXIS, INK, PAPER, SOFT_INK, series_ink
from bureau.reports.paper import Chart, Quantity

TITLE, LABEL, SMALL = 10.0, 8.5, 8.0
# Room in points.
MARGIN, TITLE_ROOM, LINE = 4.0, 20.0, 11.0


def value_text(value: Quantity, decimals: int) -> str:
    """The value as it is printed, rounded half away from zero, with thousands separated."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    digits = f"{whole // 10**decimals:,}"
    if decimals:
        digits += f".{whole % 10**decimals:0{decimals}d}"
    return f"−{digits}" if value < 0 and whole else digits


def share_text(part: Quantity, total: Quantity) -> str:
    """The part of the total in percent with one decimal."""
    return f"{value_text(Fraction(part) * 100 / Fraction(total), 1)}%"


def ems(text: str) -> float:
    """Roughly how many characters' width the text takes."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrapped(label: str, room: float, size: float, lines: int = 3) -> str:
    """The label on at most `lines` lines within `room` points; the rest becomes ….

    >>> wrapped("店外经营", 20, 8)
    '店外\\n经营'
    """
    if ems(label) * size <= room:
        return label
    per_line = max(int(room / size), 2)
    count = min(-(-int(ems(label) + 0.99) // per_line), lines)
    even = -(-len(label) // count)
    parts = [label[n : n + even] for n in range(0, len(label), even)]
    if any(ems(part) > per_line for part in parts):
        parts = [label[n : n + per_line] for n in range(0, len(label), per_line)]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][:-1] + "…"]
    return "\n".join(parts)


def write(
    where: Figure | Axes,
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str,
    *,
    across: str = "left",
    upright: str = "center",
    weight: str = "normal",
) -> None:
    """Write in the figure's or the axes' own coordinates."""
    where.text(x, y, text, fontsize=size, color=colour, ha=across, va=upright, weight=weight)


def size_in_points(figure: Figure) -> tuple[float, float]:
    width, height = figure.get_size_inches()
    return float(width) * 72, float(height) * 72


def title_row(chart: Chart, figure: Figure) -> float:
    """Write title and unit at the top left; returns the points they take."""
    if not chart.title and not chart.unit:
        return MARGIN
    width, height = size_in_points(figure)
    y = 1 - (MARGIN + TITLE * 0.62) / height
    x = MARGIN / width
    write(figure, x, y, chart.title, TITLE, INK, weight="bold")
    if chart.unit:
        x += (ems(chart.title) * TITLE + 8) / width
        write(figure, x, y, f"单位：{chart.unit}", SMALL, SOFT_INK)
    return TITLE_ROOM


def axes_inside(
    figure: Figure, left: float, bottom: float, right: float, top: float
) -> tuple[Axes, float, float]:
    """Axes inside these margins (points), with their width and height in points."""
    width, height = size_in_points(figure)
    box = (
        left / width,
        bottom / height,
        max(width - left - right, 10) / width,
        max(height - top - bottom, 10) / height,
    )
    axes = figure.add_axes(box)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    return axes, box[2] * width, box[3] * height


def show_base_line(axes: Axes) -> None:
    axes.axhline(0, color=AXIS, linewidth=0.7)


def as_floats(values: Sequence[Quantity | None]) -> list[float]:
    return [float(value) if value is not None else 0.0 for value in values]


def legend_row(chart: Chart, figure: Figure, top: float, *, lines: bool = False) -> float:
    """Names of several series in a row under the title; returns the new top."""
    if len(chart.series) < 2:
        return top
    width, height = size_in_points(figure)
    x, y = MARGIN + 1, height - top - LINE * 0.5
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        needed = 14 + ems(one.name) * SMALL + 12
        if n and x + needed > width:
            x, y = MARGIN + 1, y - LINE
        if not lines:
            figure.add_artist(swatch(x, y, width, height, n))
        else:
            figure.text(x / width, y / height, "—", color=ink.colour, fontsize=SMALL, va="center")
        write(figure, (x + 12) / width, y / height, one.name, SMALL, INK)
        x += needed
    return height - y + LINE * 0.5 + 4


def swatch(x: float, y: float, width: float, height: float, position: int) -> Rectangle:
    ink = series_ink(position)
    return Rectangle(
        (x / width, (y - 3.5) / height),
        8 / width,
        7 / height,
        facecolor=ink.colour,
        hatch=ink.hatch or None,
        edgecolor=PAPER,
        linewidth=0,
    )


def category_ticks(axes: Axes, labels: Sequence[str], slot: float) -> None:
    axes.set_xticks(range(len(labels)))
    step = 1
    if len(labels) > 1 and slot < SMALL * 1.6:
        step = -(-int(SMALL * 1.6) // max(int(slot), 1))
    shown = [
        wrapped(label, slot * step - 0.5, SMALL) if n % step == 0 else ""
        for n, label in enumerate(labels)
    ]
    axes.set_xticklabels(shown, fontsize=SMALL, color=INK, linespacing=1.15)
    axes.tick_params(axis="x", pad=3, labelsize=SMALL, labelcolor=INK)


def label_room(chart: Chart, slot: float) -> float:
    lines = max(wrapped(label, slot - 0.5, SMALL).count("\n") for label in chart.categories) + 1
    return MARGIN + 4 + lines * SMALL * 1.3
