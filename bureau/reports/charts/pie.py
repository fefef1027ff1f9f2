"""A ring of parts with the list of them beside it."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.figure import Figure

from bureau.reports.charts.frame import (
    LABEL,
    MARGIN,
    SMALL,
    ems,
    share_text,
    size_in_points,
    swatch,
    value_text,
    write,
)
from bureau.reports.charts.palette import INK, PAPER, SOFT_INK, series_ink
from bureau.reports.paper import Chart


def draw_pie(chart: Chart, figure: Figure, top: float) -> None:
    """A ring with its total in the middle and a list of the parts beside it."""
    width, height = size_in_points(figure)
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
    write(axes, 0, 0.1, middle, 13, INK, across="center", weight="bold")
    write(axes, 0, -0.2, "合计", SMALL, SOFT_INK, across="center")
    _part_list(chart, figure, values, total, left + side + 14, top)


def _part_list(
    chart: Chart, figure: Figure, values: list[Fraction], total: Fraction, x: float, top: float
) -> None:
    width, height = size_in_points(figure)
    pitch = min(16.0, (height - top - MARGIN) / len(values))
    size = min(LABEL, pitch * 0.72)
    y = (height - top) / 2 + pitch * (len(values) - 1) / 2
    numbers = [value_text(value, chart.decimals) for value in values]
    name_room = max(ems(name) for name in chart.categories) * size + 10
    number_room = max(map(ems, numbers)) * size + 8
    for n, name in enumerate(chart.categories):
        figure.add_artist(swatch(x, y, width, height, n))
        write(figure, (x + 13) / width, y / height, name, size, INK)
        right = (x + 13 + name_room + number_room) / width
        write(figure, right, y / height, numbers[n], size, INK, across="right")
        share = share_text(values[n], total)
        far = (x + 13 + name_room + number_room + size * 3.6) / width
        write(figure, far, y / height, share, size, SOFT_INK, across="right")
        y -= pitch
