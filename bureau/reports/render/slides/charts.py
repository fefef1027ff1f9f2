"""Charts as PowerPoint's own, with their values behind them, so that a bureau can go on editing."""

from __future__ import annotations

from typing import Final

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from bureau.reports.charts.palette import series_ink
from bureau.reports.paper import Chart, ChartKind, Column, Table
from bureau.reports.render.slides.elements import Area, colour, face

KINDS: Final[dict[ChartKind, XL_CHART_TYPE]] = {
    "bar": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "hbar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "share": XL_CHART_TYPE.BAR_STACKED_100,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "pie": XL_CHART_TYPE.PIE,
}
"""PowerPoint's kinds; it has no heat map, which becomes a table."""
LYING: Final = ("hbar", "share")
LABEL_SIZE, WORD_SIZE = 12, 14


def add_chart(shapes: SlideShapes, chart: Chart, area: Area) -> None:
    """A chart in its area, titled, its values shown as the paper shows them."""
    told = CategoryChartData(number_format=number_format(chart))
    told.categories = chart.categories
    for one in chart.series[:1] if chart.kind == "pie" else chart.series:
        # Drawn lengths only: what is read is the label, which PowerPoint rounds as told.
        told.add_series(one.name, [None if value is None else float(value) for value in one.values])
    frame = shapes.add_chart(KINDS[chart.kind], *area.emu, told)
    made = frame.chart
    made.font.size = Pt(WORD_SIZE)
    face(made.font)
    made.has_title = bool(chart.title)
    if chart.title:
        unit = f"（{chart.unit}）" if chart.unit else ""
        made.chart_title.text_frame.text = f"{chart.title}{unit}"
        face(made.chart_title.text_frame.paragraphs[0].runs[0].font)
    made.has_legend = len(chart.series) > 1 or chart.kind == "pie"
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.BOTTOM
        made.legend.include_in_layout = False
    (plot,) = made.plots
    if chart.values_shown:
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.number_format, labels.number_format_is_linked = number_format(chart), False
        labels.font.size = Pt(LABEL_SIZE)
        labels.show_value = True
        if chart.kind in ("bar", "hbar"):
            labels.position = XL_LABEL_POSITION.OUTSIDE_END
    if chart.kind == "pie":
        return
    if chart.kind in LYING:
        # As on paper: the first category stands on top.
        made.category_axis.reverse_order = True
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    for position, series in enumerate(plot.series):
        ink = colour(series_ink(position).colour)
        if chart.kind == "line":
            series.format.line.color.rgb = ink
            series.smooth = False
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = ink


def number_format(chart: Chart) -> str:
    """0.00 for two decimals."""
    return "0" if not chart.decimals else "0." + "0" * chart.decimals


def heat_table(chart: Chart) -> Table:
    """A heat map as a table of its numbers: a row for each series."""
    columns = (Column(""), *(Column(one, numeric=True, align="center") for one in chart.categories))
    rows = [
        (one.name, *("" if value is None else str(value) for value in one.values))
        for one in chart.series
    ]
    return Table(columns, rows, caption=chart.title)
