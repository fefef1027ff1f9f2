"""What every chart shares: title, legend, category labels, and values as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from bureau.reports.charts.palette import AXIS, SOFT_INK, series_ink
from bureau.reports.charts.sheet import SMALL, TITLE, Sheet
from bureau.reports.paper import Chart, Quantity

# Room in points.
MARGIN, TITLE_ROOM, LINE = 4.0, 20.0, 11.0
LABEL_PITCH = 1.4


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
    """The label on at most `lines` lines within `room` points; the rest becomes …."""
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


def as_floats(values: Sequence[Quantity | None]) -> list[float]:
    """Heights to draw; a gap has none."""
    return [float(value) if value is not None else 0.0 for value in values]


def title_row(chart: Chart, sheet: Sheet) -> float:
    """Write title and unit at the top left; returns the points they take."""
    if not chart.title and not chart.unit:
        return MARGIN
    x, y = MARGIN, sheet.height - MARGIN - TITLE * 0.62
    if chart.title:
        sheet.write(x, y, chart.title, TITLE, bold=True)
        x += ems(chart.title) * TITLE + 8
    if chart.unit:
        sheet.write(x, y, f"单位：{chart.unit}", SMALL, SOFT_INK)
    return TITLE_ROOM


def legend_row(chart: Chart, sheet: Sheet, top: float) -> float:
    """Names of several series in a row under the title; returns the new top."""
    if len(chart.series) < 2:
        return top
    x, y = MARGIN + 1, sheet.height - top - LINE * 0.5
    for n, one in enumerate(chart.series):
        needed = 14 + ems(one.name) * SMALL + 12
        if n and x + needed > sheet.width:
            x, y = MARGIN + 1, y - LINE
        swatch(sheet, x, y, n)
        sheet.write(x + 12, y, one.name, SMALL)
        x += needed
    return sheet.height - y + LINE * 0.5 + 4


def swatch(sheet: Sheet, x: float, y: float, position: int) -> None:
    """A small patch in the look of the series at this position."""
    sheet.bar(x, y - 3.5, 8, 7, series_ink(position))


def category_labels(sheet: Sheet, labels: Sequence[str], left: float, slot: float) -> float:
    """Write the categories at the bottom, every n-th where they are many; returns their room."""
    step = max(-(-int(SMALL * 1.6) // max(int(slot), 1)), 1) if slot < SMALL * 1.6 else 1
    shown = [wrapped(label, slot * step - 0.5, SMALL) for label in labels[::step]]
    lines = max(label.count("\n") for label in shown) + 1
    room = MARGIN + 4 + lines * SMALL * LABEL_PITCH
    for n, label in enumerate(shown):
        x = left + slot * (n * step + 0.5)
        sheet.write(x, room - 4, label, SMALL, across="center", upright="top")
    return room


def base_line(sheet: Sheet, left: float, right: float, y: float) -> None:
    """The line that bars stand on."""
    sheet.line([(left, y), (right, y)], AXIS, 0.7)
