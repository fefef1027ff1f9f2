"""A chart as a file of its own: PNG for a message, SVG and PDF that stay sharp at any size."""

from __future__ import annotations

from io import BytesIO
from typing import Final, Literal, get_args

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from bureau.reports.charts.drawing import SETTINGS, draw
from bureau.reports.paper import Chart

Format = Literal["png", "pdf", "svg"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
WIDTH_MM, MM_PER_INCH = 160, 25.4
DOTS_PER_INCH = 300
UNDATED = {"CreationDate": None, "Creator": None, "Producer": None}
SALT = "chart"
"""Makes the inner names of an SVG the same each time."""


def chart_file(chart: Chart, form: Format) -> bytes:
    """The content of the file, the same bytes each time; its text stays text in PDF."""
    size = (WIDTH_MM / MM_PER_INCH, chart.height_mm / MM_PER_INCH)
    figure = Figure(figsize=size, dpi=72)
    draw(chart, figure)
    content = BytesIO()
    with mpl.rc_context({**SETTINGS, "svg.hashsalt": SALT, "pdf.fonttype": 42}):
        if form == "png":
            figure.set_dpi(DOTS_PER_INCH)
            FigureCanvasAgg(figure).print_png(content, metadata={"Software": None})
        elif form == "svg":
            FigureCanvasSVG(figure).print_svg(content, metadata={"Date": None, "Creator": None})
        else:
            FigureCanvasPdf(figure).print_pdf(content, metadata=UNDATED)
    return content.getvalue()
