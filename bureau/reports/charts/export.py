"""A chart as a file of its own: PNG for a message, SVG and PDF that stay sharp at any size."""

from __future__ import annotations

from io import BytesIO
from typing import Final, Literal, get_args

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from bureau.reports.charts.drawing import SETTINGS, draw
from bureau.reports.paper import Chart, Paper

Format = Literal["png", "pdf", "svg"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
WIDTH_MM, MM_PER_INCH = 160, 25.4
DOTS_PER_INCH = 300
SALT = "chart"
"""Makes the inner names of an SVG the same each time."""


def chart_file(chart: Chart, form: Format) -> bytes:
    """The content of the file, the same bytes each time."""
    if form == "pdf":
        return pdf(chart)
    size = (WIDTH_MM / MM_PER_INCH, chart.height_mm / MM_PER_INCH)
    figure = Figure(figsize=size, dpi=72)
    draw(chart, figure)
    content = BytesIO()
    with mpl.rc_context({**SETTINGS, "svg.hashsalt": SALT}):
        if form == "png":
            figure.set_dpi(DOTS_PER_INCH)
            FigureCanvasAgg(figure).print_png(content, metadata={"Software": None})
        else:
            FigureCanvasSVG(figure).print_svg(content, metadata={"Date": None, "Creator": None})
    return content.getvalue()


def pdf(chart: Chart) -> bytes:
    """A page of the bureau's own papers with the chart on it, its fonts embedded."""
    from bureau.reports.render.pdf import render_pdf  # knows charts itself

    content = BytesIO()
    paper = Paper(title=chart.title, blocks=(chart,), page_numbers="none")
    render_pdf(paper, content)
    return content.getvalue()
