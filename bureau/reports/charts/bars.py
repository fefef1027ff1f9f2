"""Bars: standing, lying, and on top of each other."""

from __future__ import annotations

from fractions import Fraction

from bureau.reports.charts.frame import (
    MARGIN,
    as_floats,
    base_line,
    category_labels,
    ems,
    legend_row,
    value_text,
    wrapped,
)
from bureau.reports.charts.palette import AXIS, INK, PAPER, series_ink
from bureau.reports.charts.sheet import LABEL, SMALL, Sheet
from bureau.reports.paper import Chart, Quantity

NO_VALUE = "—"
SMALLEST = 5.5
WIDEST_BAR, WIDEST_STACK, HIGHEST_BAR, HIGHEST_SHARE = 34.0, 40.0, 16.0, 24.0


def _shown(value: Quantity | None, decimals: int) -> str:
    return NO_VALUE if value is None else value_text(value, decimals)


def draw_bars(chart: Chart, sheet: Sheet, top: float) -> None:
    """Upright bars; several series stand side by side in each category."""
    top = legend_row(chart, sheet, top) + 10
    slot = (sheet.width - 2 * MARGIN) / len(chart.categories)
    bottom = category_labels(sheet, chart.categories, MARGIN, slot)
    numbers = [number for one in chart.series for number in as_floats(one.values)]
    high, low = max(*numbers, 0.0), min(*numbers, 0.0)
    if low < 0:
        bottom += SMALL + 2  # for the values under negative bars
    scale = max(sheet.height - top - bottom, 10) / (high - low)
    zero = bottom - low * scale
    count = len(chart.series)
    pitch = min(0.72 * slot / count, WIDEST_BAR)
    for n, one in enumerate(chart.series):
        size = _value_size([_shown(v, chart.decimals) for v in one.values], pitch)
        for c, (value, number) in enumerate(zip(one.values, as_floats(one.values), strict=True)):
            x = MARGIN + slot * (c + 0.5) + (n - (count - 1) / 2) * pitch
            if number:
                y, height = min(zero, zero + number * scale), abs(number * scale)
                sheet.bar(x - pitch * 0.46, y, pitch * 0.92, height, series_ink(n))
            if chart.values_shown and size:
                _bar_value(sheet, x, zero, number * scale, _shown(value, chart.decimals), size)
    base_line(sheet, MARGIN, sheet.width - MARGIN, zero)


def _value_size(texts: list[str], pitch: float) -> float:
    """Size at which the values stand beside each other, or 0 where they can't."""
    widest = max(map(ems, texts))
    size = min(SMALL, max(pitch * 1.05 / max(widest, 0.5), SMALLEST))
    return size if widest * size <= pitch * 1.35 else 0.0


def _bar_value(sheet: Sheet, x: float, zero: float, height: float, text: str, size: float) -> None:
    if height < 0:
        sheet.write(x, zero + height - 2, text, size, across="center", upright="top")
    else:
        sheet.write(x, zero + height + 2, text, size, across="center", upright="bottom")


def draw_flat_bars(chart: Chart, sheet: Sheet, top: float) -> None:
    """Lying bars, first category on top, values at their ends."""
    top = legend_row(chart, sheet, top)
    labels = [wrapped(label, sheet.width * 0.3, LABEL, 2) for label in chart.categories]
    longest = max(ems(part) for label in labels for part in label.split("\n"))
    texts = [[_shown(v, chart.decimals) for v in one.values] for one in chart.series]
    value_room = max(ems(text) for row in texts for text in row) * SMALL + 6
    left = MARGIN + longest * LABEL + 6
    numbers = [number for one in chart.series for number in as_floats(one.values)]
    high, low = max(*numbers, 0.0), min(*numbers, 0.0)
    scale = max(sheet.width - left - MARGIN - value_room, 10) / (high - low)
    zero = left - low * scale
    slot = (sheet.height - top - MARGIN) / len(labels)
    pitch = min(0.76 * slot / len(chart.series), HIGHEST_BAR)
    for c, label in enumerate(labels):
        middle = sheet.height - top - slot * (c + 0.5)
        sheet.write(left - 5, middle, label, LABEL, across="right")
        for n, one in enumerate(chart.series):
            y = middle - (n - (len(chart.series) - 1) / 2) * pitch
            number = float(one.values[c] or 0)
            if number:
                start, length = min(zero, zero + number * scale), abs(number * scale)
                sheet.bar(start, y - pitch * 0.46, length, pitch * 0.92, series_ink(n))
            sheet.write(zero + max(number, 0.0) * scale + 3, y, texts[n][c], SMALL)
    sheet.line([(zero, MARGIN), (zero, sheet.height - top)], AXIS, 0.7)


def draw_stacked(chart: Chart, sheet: Sheet, top: float) -> None:
    """Upright bars on top of each other, their totals above."""
    top = legend_row(chart, sheet, top) + 12
    slot = (sheet.width - 2 * MARGIN) / len(chart.categories)
    bottom = category_labels(sheet, chart.categories, MARGIN, slot)
    parts = [[Fraction(value or 0) for value in one.values] for one in chart.series]
    totals = [sum(column, Fraction(0)) for column in zip(*parts, strict=True)]
    scale = max(sheet.height - top - bottom, 10) / float(max(totals))
    wide = min(0.62 * slot, WIDEST_STACK)
    for c, total in enumerate(totals):
        middle = MARGIN + slot * (c + 0.5)
        y = bottom
        for n, values in enumerate(parts):
            height = float(values[c]) * scale
            if height:
                sheet.bar(middle - wide / 2, y, wide, height, series_ink(n), edge=0.8)
            text = value_text(values[c], chart.decimals)
            if chart.values_shown and height > SMALL * 1.25 and ems(text) * SMALL < wide * 1.1:
                _part_value(sheet, middle, y + height / 2, text, n)
            y += height
        if chart.values_shown:
            text = value_text(total, chart.decimals)
            sheet.write(middle, y + 2, text, SMALL, across="center", upright="bottom", bold=True)
    base_line(sheet, MARGIN, sheet.width - MARGIN, bottom)


def draw_shares(chart: Chart, sheet: Sheet, top: float) -> None:
    """Lying bars of equal length, each category divided into its shares of 100 %."""
    top = legend_row(chart, sheet, top)
    labels = [wrapped(label, sheet.width * 0.3, LABEL, 2) for label in chart.categories]
    left = MARGIN + max(ems(part) for label in labels for part in label.split("\n")) * LABEL + 6
    long = max(sheet.width - left - MARGIN, 10)
    slot = (sheet.height - top - MARGIN) / len(labels)
    high = min(0.64 * slot, HIGHEST_SHARE)
    for c, label in enumerate(labels):
        middle = sheet.height - top - slot * (c + 0.5)
        sheet.write(left - 5, middle, label, LABEL, across="right")
        total = sum((Fraction(one.values[c] or 0) for one in chart.series), Fraction(0))
        x = left
        if not total:
            sheet.write(x + 3, middle, NO_VALUE, SMALL)
            continue
        for n, one in enumerate(chart.series):
            part = Fraction(one.values[c] or 0) / total
            wide = float(part) * long
            if wide:
                sheet.bar(x, middle - high / 2, wide, high, series_ink(n), edge=0.8)
            text = f"{value_text(part * 100, 1)}%"
            if chart.values_shown and ems(text) * SMALL + 4 < wide and high > SMALL * 1.1:
                _part_value(sheet, x + wide / 2, middle, text, n)
            x += wide


def _part_value(sheet: Sheet, x: float, y: float, text: str, position: int) -> None:
    ink = series_ink(position)
    if ink.hatch:
        sheet.plate(x, y, ems(text) * SMALL + 3, SMALL * 1.25, ink.colour)
    sheet.write(x, y, text, SMALL, INK if ink.light else PAPER, across="center")
