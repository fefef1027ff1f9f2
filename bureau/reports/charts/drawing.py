"""Draw a chart onto a matplotlib figure; the same drawing serves screen and paper."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from bureau.reports.bundled import FOLDER, SANS, SANS_BOLD, SANS_FAMILY
from bureau.reports.charts.bars import draw_bars, draw_flat_bars, draw_shares, draw_stacked
from bureau.reports.charts.frame import title_row
from bureau.reports.charts.heat import draw_heat
from bureau.reports.charts.lines import draw_lines
from bureau.reports.charts.palette import PAPER, SOFT_INK
from bureau.reports.charts.pie import draw_pie
from bureau.reports.charts.sheet import LABEL, Sheet
from bureau.reports.paper import Chart, ChartKind

EMPTY_TEXT = "本期没有数据"
SETTINGS = {
    "font.family": [SANS_FAMILY],
    "axes.unicode_minus": False,
    "text.parse_math": False,
    "hatch.linewidth": 0.6,
}
KINDS: dict[ChartKind, Callable[[Chart, Sheet, float], None]] = {
    "bar": draw_bars,
    "hbar": draw_flat_bars,
    "stacked": draw_stacked,
    "share": draw_shares,
    "line": draw_lines,
    "pie": draw_pie,
    "heat": draw_heat,
}

for _file in (SANS, SANS_BOLD):
    fontManager.addfont(FOLDER / _file)  # 1 ms; the screen draws with it, paper with its own


def draw(chart: Chart, figure: Figure) -> None:
    """Fill the figure with the chart; a chart without values says so."""
    with mpl.rc_context(SETTINGS):
        figure.clear()
        figure.set_facecolor(PAPER)
        sheet = Sheet(figure)
        top = title_row(chart, sheet)
        if chart.is_empty:
            middle = (sheet.height - top) / 2
            sheet.write(sheet.width / 2, middle, EMPTY_TEXT, LABEL, SOFT_INK, across="center")
            return
        KINDS[chart.kind](chart, sheet, top)
