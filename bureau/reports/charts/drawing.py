"""Draw a chart onto a matplotlib figure: bars, lines, shares; the same for screen and paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.patches import Rectangle

from bureau.reports.bundled import FOLDER, SANS, SANS_BOLD, SANS_FAMILY
from bureau.reports.charts.palette import AXIS, INK, PAPER, RULE, SOFT_INK, series_ink
from bureau.reports.paper import Chart, ChartKind, Quantity

TITLE, LABEL, SMALL = 10.0, 8.5, 8.0
EMPTY_TEXT = "本期没有数据"
RC = {
    "font.family": [SANS_FAMILY],
    "axes.unicode_minus": False,
    "text.parse_math": False,
    "hatch.linewidth": 0.6,
}
# Room in points.
MARGIN, TITLE_ROOM, LINE = 4.0, 20.0, 11.0

for _file in (SANS, SANS_BOLD):
    fontManager.addfont(FOLDER / _file)  # 1 ms; the screen draws with it, paper with its own


def draw(chart: Chart, figure: Figure) -> None:
    """Fill the figure with the chart; a chart without values says so."""
    with mpl.rc_context(RC):
        figure.clear()
        figure.set_facecolor(PAPER)
        top = _title(chart, figure)
        if chart.is_empty:
            _text(figure, 0.5, 0.45, EMPTY_TEXT, LABEL, SOFT_INK, ha="center", va="center")
            return
        KINDS[chart.kind](chart, figure, top)


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
    per_line = max(int(room / size), 2)
    if ems(label) <= per_line:
        return label
    count = min(-(-int(ems(label) + 0.99) // per_line), lines)
    even = -(-len(label) // count)
    parts = [label[n : n + even] for n in range(0, len(label), even)]
    if any(ems(part) > per_line for part in parts):
        parts = [label[n : n + per_line] for n in range(0, len(label), per_line)]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][:-1] + "…"]
    return "\n".join(parts)


def _text(
    where: Any, x: float, y: float, text: str, size: float, colour: str, **more: Any
) -> None:
    where.text(x, y, text, fontsize=size, color=colour, **more)


def _points(figure: Figure) -> tuple[float, float]:
    width, height = figure.get_size_inches()
    return float(width) * 72, float(height) * 72


def _title(chart: Chart, figure: Figure) -> float:
    """Write title and unit at the top left; returns the points they take."""
    if not chart.title and not chart.unit:
        return MARGIN
    width, height = _points(figure)
    y = 1 - (MARGIN + TITLE * 0.62) / height
    x = MARGIN / width
    _text(figure, x, y, chart.title, TITLE, INK, weight="bold", va="center")
    if chart.unit:
        x += (ems(chart.title) * TITLE + 8) / width
        _text(figure, x, y, f"单位：{chart.unit}", SMALL, SOFT_INK, va="center")
    return TITLE_ROOM


def _axes(
    figure: Figure, left: float, bottom: float, right: float, top: float
) -> tuple[Any, float, float]:
    """Axes inside these margins (points), with their width and height in points."""
    width, height = _points(figure)
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


def _base_line(axes: Any) -> None:
    axes.spines["bottom"].set_visible(True)
    axes.spines["bottom"].set_color(AXIS)
    axes.spines["bottom"].set_linewidth(0.7)
    axes.spines["bottom"].set_position(("data", 0))


def _numbers(values: Sequence[Quantity | None]) -> list[float]:
    return [float(value) if value is not None else 0.0 for value in values]


def _legend(chart: Chart, figure: Figure, top: float, *, lines: bool = False) -> float:
    """Names of several series in a row under the title; returns the new top."""
    if len(chart.series) < 2:
        return top
    width, height = _points(figure)
    x, y = MARGIN + 1, height - top - LINE * 0.5
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        needed = 14 + ems(one.name) * SMALL + 12
        if n and x + needed > width:
            x, y = MARGIN + 1, y - LINE
        if not lines:
            figure.add_artist(_swatch(x, y, width, height, n))
        else:
            figure.text(x / width, y / height, "—", color=ink.colour, fontsize=SMALL, va="center")
        _text(figure, (x + 12) / width, y / height, one.name, SMALL, INK, va="center")
        x += needed
    return height - y + LINE * 0.5 + 4


def _swatch(x: float, y: float, width: float, height: float, position: int) -> Rectangle:
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


def _category_ticks(axes: Any, labels: Sequence[str], slot: float) -> None:
    axes.set_xticks(range(len(labels)))
    step = 1
    if len(labels) > 1 and slot < SMALL * 1.6:
        step = -(-int(SMALL * 1.6) // max(int(slot), 1))
    shown = [
        wrapped(label, slot * step - 2, SMALL) if n % step == 0 else ""
        for n, label in enumerate(labels)
    ]
    axes.set_xticklabels(shown, fontsize=SMALL, color=INK, linespacing=1.15)
    axes.tick_params(axis="x", pad=3)


def _label_room(chart: Chart, slot: float) -> float:
    lines = max(wrapped(label, slot - 2, SMALL).count("\n") for label in chart.categories) + 1
    return MARGIN + 4 + lines * SMALL * 1.3


def _bars(chart: Chart, figure: Figure, top: float) -> None:
    """Upright bars; several series stand side by side in each category."""
    top = _legend(chart, figure, top)
    width, _height = _points(figure)
    slot = (width - 2 * MARGIN) / len(chart.categories)
    axes, _, _ = _axes(figure, MARGIN, _label_room(chart, slot), MARGIN, top + 8)
    count = len(chart.series)
    bar = min(0.72 / count, 34 / slot)
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        centres = [c + (n - (count - 1) / 2) * bar for c in range(len(chart.categories))]
        axes.bar(
            centres,
            _numbers(one.values),
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
    _category_ticks(axes, chart.categories, slot)
    _base_line(axes)


def _bar_values(
    axes: Any,
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


def _flat_bars(chart: Chart, figure: Figure, top: float) -> None:
    """Lying bars, first category on top, values at their ends."""
    top = _legend(chart, figure, top)
    width, _ = _points(figure)
    labels = [wrapped(label, width * 0.3, LABEL, 2) for label in chart.categories]
    longest = max(ems(part) for label in labels for part in label.split("\n"))
    room = max(
        (ems(value_text(v, chart.decimals)) for one in chart.series for v in one.values if v),
        default=1,
    )
    axes, inner, height = _axes(
        figure, MARGIN + longest * LABEL + 6, MARGIN, MARGIN + room * SMALL + 6, top
    )
    count = len(chart.series)
    bar = min(0.72 / count, 16 * len(labels) / max(height, 1))
    for n, one in enumerate(chart.series):
        ink = series_ink(n)
        rows = [c + (n - (count - 1) / 2) * bar for c in range(len(labels))]
        axes.barh(
            rows,
            _numbers(one.values),
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
    low = min(min(_numbers(one.values)) for one in chart.series)
    high = max(max(_numbers(one.values)) for one in chart.series)
    axes.set_xlim(min(low, 0), max(high, 0) or 1)
    axes.set_xticks([])
    axes.set_yticks(range(len(labels)))
    axes.set_yticklabels(labels, fontsize=LABEL, color=INK)
    axes.tick_params(axis="y", pad=4)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(AXIS)
    axes.spines["left"].set_linewidth(0.7)


def _stacked(chart: Chart, figure: Figure, top: float) -> None:
    """Bars on top of each other; `share` makes each category 100 %."""
    top = _legend(chart, figure, top)
    width, _ = _points(figure)
    slot = (width - 2 * MARGIN) / len(chart.categories)
    axes, _, height = _axes(figure, MARGIN, _label_room(chart, slot), MARGIN, top + 10)
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
    _category_ticks(axes, chart.categories, slot)
    _base_line(axes)


def _part_label(axes: Any, x: float, y: float, text: str, position: int) -> None:
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


def _lines(chart: Chart, figure: Figure, top: float) -> None:
    """Lines with markers; several are named at their ends."""
    width, _ = _points(figure)
    several = len(chart.series) > 1
    name_room = max(ems(one.name) for one in chart.series) * SMALL + 10 if several else 10
    highest = max(v for one in chart.series for v in one.values if v is not None)
    scale_room = ems(value_text(highest, chart.decimals)) * SMALL + 8
    inner = width - MARGIN - scale_room - name_room
    slot = inner / max(len(chart.categories), 1)
    axes, _, height = _axes(
        figure, MARGIN + scale_room, _label_room(chart, slot), name_room, top + 10
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
    _category_ticks(axes, chart.categories, slot)
    if several:
        _end_names(axes, ends, height, len(chart.categories) - 0.5)


def _point_values(axes: Any, chart: Chart, values: Sequence[Quantity | None]) -> None:
    for c, value in enumerate(values):
        if value is not None:
            axes.annotate(
                value_text(value, chart.decimals),
                (c, float(value)),
                (0, 4),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=SMALL - 0.5,
                color=INK,
            )


def scale_marks(low: Fraction, high: Fraction, wanted: int = 4) -> list[Fraction]:
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


def _line_scale(axes: Any, chart: Chart) -> None:
    values = [Fraction(v) for one in chart.series for v in one.values if v is not None]
    low, high = min(values), max(values)
    if 0 <= low < high * Fraction(3, 5):
        low = Fraction(0)
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


def _end_names(
    axes: Any, ends: list[tuple[float, int, str]], height: float, right: float
) -> None:
    """Names beside the last points, pushed apart so that none covers another."""
    low, high = axes.get_ylim()
    least = (high - low) * (SMALL * 1.25) / height
    floor = low
    for value, n, name in sorted(ends):
        y = max(value, floor)
        floor = y + least
        axes.text(right, y, f" {name}", fontsize=SMALL, color=series_ink(n).colour, va="center")


def _pie(chart: Chart, figure: Figure, top: float) -> None:
    """A ring with its total in the middle and a list of the parts beside it."""
    width, height = _points(figure)
    values = [Fraction(value or 0) for value in chart.series[0].values]
    total = sum(values, Fraction(0))
    side = min(height - top - MARGIN, width * 0.42)
    left = MARGIN + max(width * 0.45 - side, 0) / 2
    bottom = (height - top - side) / 2
    axes = figure.add_axes((left / width, bottom / height, side / width, side / height))
    wedges, _ = axes.pie(
        [float(value) for value in values],
        radius=1.0,
        startangle=90,
        counterclock=False,
        wedgeprops={"width": 0.4, "edgecolor": PAPER, "linewidth": 1.0},
        colors=[series_ink(n).colour for n in range(len(values))],
    )
    for n, wedge in enumerate(wedges):
        wedge.set_hatch(series_ink(n).hatch or None)
    axes.set_xlim(-1.05, 1.05)
    axes.set_ylim(-1.05, 1.05)
    middle = value_text(total, chart.decimals)
    _text(axes, 0, 0.1, middle, 13, INK, ha="center", va="center", weight="bold")
    _text(axes, 0, -0.2, "合计", SMALL, SOFT_INK, ha="center", va="center")
    _part_list(chart, figure, values, total, left + side + 14, top)


def _part_list(
    chart: Chart, figure: Figure, values: list[Fraction], total: Fraction, x: float, top: float
) -> None:
    width, height = _points(figure)
    pitch = min(16.0, (height - top - MARGIN) / len(values))
    size = min(LABEL, pitch * 0.72)
    y = (height - top) / 2 + pitch * (len(values) - 1) / 2
    numbers = [value_text(value, chart.decimals) for value in values]
    name_room = max(ems(name) for name in chart.categories) * size + 10
    number_room = max(map(ems, numbers)) * size + 8
    for n, name in enumerate(chart.categories):
        figure.add_artist(_swatch(x, y, width, height, n))
        _text(figure, (x + 13) / width, y / height, name, size, INK, va="center")
        right = (x + 13 + name_room + number_room) / width
        _text(figure, right, y / height, numbers[n], size, INK, va="center", ha="right")
        share = share_text(values[n], total)
        far = (x + 13 + name_room + number_room + size * 3.6) / width
        _text(figure, far, y / height, share, size, SOFT_INK, va="center", ha="right")
        y -= pitch


KINDS: dict[ChartKind, Callable[[Chart, Figure, float], None]] = {
    "bar": _bars,
    "hbar": _flat_bars,
    "stacked": _stacked,
    "share": _stacked,
    "line": _lines,
    "pie": _pie,
}
