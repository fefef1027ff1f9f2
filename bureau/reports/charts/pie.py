"""A ring of parts with the list of them beside it."""

from __future__ import annotations

from fractions import Fraction

from bureau.reports.charts.frame import MARGIN, ems, share_text, swatch, value_text
from bureau.reports.charts.palette import SOFT_INK, series_ink
from bureau.reports.charts.sheet import LABEL, SMALL, Sheet
from bureau.reports.paper import Chart

HOLE = 0.6
TOTAL_SIZE = 13.0


def draw_pie(chart: Chart, sheet: Sheet, top: float) -> None:
    """Parts clockwise from the top, their total in the middle."""
    values = [Fraction(value or 0) for value in chart.series[0].values]
    total = sum(values, Fraction(0))
    radius = min(sheet.height - top - MARGIN, sheet.width * 0.42) / 2
    centre = (MARGIN + max(sheet.width * 0.225, radius), (sheet.height - top + MARGIN) / 2)
    turned = Fraction(90)
    for n, value in enumerate(values):
        end = turned - 360 * value / total
        if value:
            sheet.slice(centre, radius, radius * HOLE, (float(end), float(turned)), series_ink(n))
        turned = end
    text = value_text(total, chart.decimals)
    size = min(TOTAL_SIZE, radius * HOLE * 1.7 / max(ems(text), 1))
    sheet.write(centre[0], centre[1] + 4, text, size, across="center", bold=True)
    sheet.write(centre[0], centre[1] - 9, "合计", SMALL, SOFT_INK, across="center")
    _part_list(chart, sheet, values, total, centre[0] + radius + 14, centre[1])


def _part_list(
    chart: Chart, sheet: Sheet, values: list[Fraction], total: Fraction, x: float, middle: float
) -> None:
    """Name, number and share of each part, in columns."""
    pitch = min(16.0, 2 * (sheet.height - middle) / (len(values) + 1))
    numbers = [value_text(value, chart.decimals) for value in values]
    widest = max(ems(name) for name in chart.categories)
    widest_number = max(map(ems, numbers))
    room = sheet.width - x - MARGIN
    size = min(LABEL, pitch * 0.72, room / (widest + widest_number + 7.2))
    y = middle + pitch * (len(values) - 1) / 2
    number_end = x + 13 + (widest + widest_number + 2) * size
    for n, name in enumerate(chart.categories):
        swatch(sheet, x, y, n)
        sheet.write(x + 13, y, name, size)
        sheet.write(number_end, y, numbers[n], size, across="right")
        share = share_text(values[n], total)
        sheet.write(number_end + size * 3.7, y, share, size, SOFT_INK, across="right")
        y -= pitch
