"""Charts on the screen: the paper's drawing, in Qt's own paths and text."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from bureau.reports.charts.palette import SERIES
from bureau.reports.paper import Chart, Series
from ui.context import Context
from ui.paper.charts import ChartView, draw_chart, in_words
from ui.tasks import LaneRunner

CHART = Chart(
    "bar",
    ("占道经营", "户外广告"),
    (Series("本月", (3, 1)), Series("上月", (2, None))),
    title="各类案件数量",
    unit="件",
    height_mm=50,
)


def share_of(image: QImage, colour: str) -> float:
    """The share of pixels in exactly this colour."""
    wanted = QColor(colour).rgb()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixel(x, y) == wanted for x, y in points) / len(points)


def shown(qtbot: QtBot, context: Context, chart: Chart) -> ChartView:
    """The chart, 480 pixels wide."""
    view = ChartView(context)
    qtbot.addWidget(view)
    view.resize(480, 200)
    view.show_chart(chart)
    view.show()
    return view


def test_bars_are_drawn_in_the_colours_of_paper(qtbot: QtBot, context: Context) -> None:
    view = shown(qtbot, context, CHART)
    image = view.grab().toImage()
    first, second = (share_of(image, ink.colour) for ink in SERIES[:2])
    # 3 + 1 against 2 of equal width: twice the area, less what rims and labels take.
    assert 1.7 < first / second < 2.3


def test_its_height_is_that_of_paper(qtbot: QtBot, context: Context) -> None:
    # 50 mm are 141.7 points, at 4/3 pixels each.
    assert shown(qtbot, context, CHART).height() == 189


def test_it_is_drawn_anew_for_another_width(qtbot: QtBot, context: Context) -> None:
    view = shown(qtbot, context, CHART)
    assert view._drawn is not None
    assert view._drawn.width == 360
    view.resize(600, 189)
    assert view._drawn.width == 450


def test_a_reader_hears_every_value(qtbot: QtBot, context: Context) -> None:
    assert in_words(CHART) == "本月：占道经营 3件，户外广告 1件；上月：占道经营 2件"
    assert shown(qtbot, context, CHART).accessibleName() == "各类案件数量"


def test_every_kind_is_drawn(qtbot: QtBot, context: Context) -> None:
    one = (Series("发现", (3, 5, 4, 6)), Series("整改", (2, 5, 3, 6)))
    for kind in ("bar", "hbar", "stacked", "share", "line", "pie"):
        chart = Chart(kind, ("1月", "2月", "3月", "4月"), one, title=kind)
        image = shown(qtbot, context, chart).grab().toImage()
        assert share_of(image, SERIES[0].colour) > 0.001, kind


def test_clips_end_where_they_began() -> None:
    hatched = Chart("stacked", ("1月",), tuple(Series(name, (2,)) for name in "甲乙丙丁戊己"))
    depth = 0

    class Counting:
        """A brush that only counts clips."""

        painter: Counting

        def path(self, *_rest: object) -> None: ...
        def text(self, *_rest: object) -> None: ...

        def clip(self, *_rest: object) -> None:
            nonlocal depth
            depth += 1

        def restore(self) -> None:
            nonlocal depth
            depth -= 1
            assert depth >= 0

    brush = Counting()
    brush.painter = brush
    for mark in draw_chart(hatched, 300, 200).marks:
        mark(brush)  # type: ignore[arg-type]
    assert depth == 0


def test_a_hidden_chart_is_not_waited_for(qtbot: QtBot, context: Context) -> None:
    lane = LaneRunner("材料")
    context.papers = lane
    view = shown(qtbot, context, CHART)
    view.hide()
    qtbot.waitUntil(lambda: lane.idle)
    assert view._drawn is None
    view.show()
    qtbot.waitUntil(lambda: view._drawn is not None)
    lane.close()
