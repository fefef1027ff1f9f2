"""A field of cells: a row for each series, darker where the number is larger, so also in grey."""

from __future__ import annotations

from fractions import Fraction

from bureau.reports.charts.frame import MARGIN, ems, value_text, wrapped
from bureau.reports.charts.palette import INK, PAPER, RULE, SeriesInk
from bureau.reports.charts.sheet import LABEL, SMALL, Sheet
from bureau.reports.paper import Chart

LIGHTEST, DARKEST = (244, 246, 250), (31, 78, 140)
"""Ends of the scale; the dark one is the palette's first colour."""
WRITING_TURNS = Fraction(2, 3)
"""From this depth on the number is written in white."""
GAP = 1.0


def depth_colour(depth: Fraction) -> str:
    """The colour of a cell between nothing (0) and the largest number (1)."""
    parts = (
        round(light + (dark - light) * depth) for light, dark in zip(LIGHTEST, DARKEST, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def draw_heat(chart: Chart, sheet: Sheet, top: float) -> None:
    """Rows from above; the number stands in each cell that has room for it."""
    names = [wrapped(one.name, sheet.width * 0.2, LABEL, 2) for one in chart.series]
    left = MARGIN + max(ems(part) for name in names for part in name.split("\n")) * LABEL + 6
    wide = (sheet.width - left - MARGIN) / len(chart.categories)
    heads = [wrapped(category, wide - 1, SMALL) for category in chart.categories]
    head_room = (max(head.count("\n") for head in heads) + 1) * SMALL * 1.4 + 3
    high = (sheet.height - top - head_room - MARGIN) / len(chart.series)
    first = sheet.height - top - head_room
    for column, head in enumerate(heads):
        x = left + wide * (column + 0.5)
        sheet.write(x, first + 3, head, SMALL, across="center", upright="bottom")
    largest = max(Fraction(value or 0) for one in chart.series for value in one.values)
    for row, (name, one) in enumerate(zip(names, chart.series, strict=True)):
        bottom = first - high * (row + 1)
        sheet.write(left - 5, bottom + high / 2, name, LABEL, across="right")
        for column, value in enumerate(one.values):
            depth = max(Fraction(value or 0), Fraction(0)) / largest
            ink = SeriesInk(depth_colour(depth), INK, light=True, hatch="", marker="", dash=())
            x = left + wide * column
            sheet.bar(x, bottom, wide - GAP, high - GAP, ink)
            text = value_text(value, chart.decimals) if value else ""
            if text and chart.values_shown and ems(text) * SMALL < wide and high > SMALL * 1.1:
                colour = PAPER if depth > WRITING_TURNS else INK
                middle = (x + (wide - GAP) / 2, bottom + (high - GAP) / 2)
                sheet.write(*middle, text, SMALL, colour, across="center")
    edge = [(left, first), (left, first - high * len(chart.series))]
    sheet.line(edge, RULE, 0.5)
