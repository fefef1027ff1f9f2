"""设施分析: repairs of a period in figures, work done, what they are made of, what breaks again; charts; printed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.facilities import wording
from bureau.facilities.charts import (
    breakdown_chart,
    circuit_chart,
    cost_chart,
    month_chart,
    spent_chart,
)
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis, read_analysis
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.facilities.analysis_grids import (
    breakdown_grid,
    circuit_grid,
    figure_grid,
    open_grid,
    repeat_grid,
    time_grid,
    work_grid,
)
from ui.month.choice_row import ChoiceRow
from ui.month.figures_page import FiguresPage
from ui.month.numbers import Grid
from ui.month.period_page import titled_card
from ui.paper.chart_card import ChartCard

MOST_LINES = 15
PADDING = 30
"""Pixels around the widest text of a column."""
NOTHING = "{}没有登记维修和养护；请换一个时段，或先在“维修台账”里登记、导入。"
CHARTS = ("chosen", "spent", "months", "costs", "circuits")


class FacilityAnalysisPage(FiguresPage):
    """Figures and work on top, a chosen dimension with its charts, what breaks again, the trend."""

    shown: FacilityAnalysis | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "设施分析", parent=parent)
        self.figures = self.line_grid("facility-figures", "主要指标", MOST_LINES)
        self.open = self.line_grid("facility-open", "未修复和重复故障", MOST_LINES)
        self.work = self.line_grid("facility-work", "维修养护工作量", MOST_LINES)
        self.times = self.line_grid("facility-times", "修复用时", MOST_LINES)
        self.parts = self.line_grid("facility-parts", "报修构成", MOST_LINES)
        self.repeats = self.line_grid("facility-repeats", "重复故障的设施", MOST_LINES)
        self.circuits = self.line_grid("facility-circuits", "故障较多的回路", MOST_LINES)
        self.notes = {
            grid: self.faint()
            for grid in (self.work, self.times, self.parts, self.repeats, self.circuits)
        }
        self.choices = ChoiceRow("facilities-by", self)
        self.choices.chosen.connect(lambda _key: self._show_part())
        self.charts = {name: ChartCard(context, name, self) for name in CHARTS}
        self.cards: dict[LineGrid, QFrame] = {}
        self._arrange()
        self.setFocusProxy(self.figures)

    def _arrange(self) -> None:
        body = self.scrolled()
        body.addLayout(
            self.beside(
                (self._card("主要指标", self.figures), 3),
                (self._card("未修复和重复故障", self.open), 2),
            )
        )
        body.addWidget(self._card("维修养护工作量", self.work))
        chosen = QVBoxLayout()
        chosen.setSpacing(12)
        for name in ("chosen", "spent"):
            chosen.addWidget(self.charts[name])
        chosen.addStretch(1)
        side = QWidget(self)
        side.setLayout(chosen)
        chosen.setContentsMargins(0, 0, 0, 0)
        made_of = titled_card(
            "报修构成", self.choices, self.parts, self.notes[self.parts], parent=self
        )
        self.cards[self.parts] = made_of
        body.addLayout(self.beside((made_of, 3), (side, 2)))
        body.addWidget(self._card("修复用时", self.times))
        body.addLayout(
            self.beside(
                (self._card("重复故障的设施", self.repeats), 1),
                (self._card("故障较多的回路", self.circuits), 1),
            )
        )
        body.addLayout(self.beside((self.charts["months"], 1), (self.charts["costs"], 1)))
        body.addWidget(self.charts["circuits"])
        body.addStretch(1)

    def _card(self, title: str, grid: LineGrid) -> QFrame:
        below = (self.notes[grid],) if grid in self.notes else ()
        card = self.cards[grid] = titled_card(title, grid, *below, parent=self)
        return card

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> FacilityAnalysis:
        """Everything in one picture of the books."""
        today = desk.today()
        with desk.store.snapshot() as conn:
            return read_analysis(conn, desk.store.names(conn), period, today)

    def is_empty(self, found: object) -> bool:
        """Nothing was reported yet."""
        assert isinstance(found, FacilityAnalysis)
        return not (found.repairs.reported.count or found.repairs.done.count)

    def take(self, found: object) -> None:
        """The tables and their charts."""
        assert isinstance(found, FacilityAnalysis)
        if wording.nothing_known(found):
            self.notice.show_notice(NOTHING.format(found.period.title), "active")
        self._show(self.figures, figure_grid(found), 1)
        self._show(self.open, open_grid(found), 1)
        self._show(self.work, work_grid(found), 2)
        self._show(self.times, time_grid(found), 1)
        self._show(self.repeats, repeat_grid(found), 2)
        self._show(self.circuits, circuit_grid(found), 1)
        offered = [
            (breakdown.key, f"按{breakdown.title}")
            for breakdown in found.breakdowns.values()
            if breakdown.lines
        ]
        self.choices.offer(offered)
        self.cards[self.parts].setVisible(bool(offered))
        self._show_part()
        self.charts["months"].show_chart(month_chart(found))
        self.charts["costs"].show_chart(cost_chart(found))
        self.charts["circuits"].show_chart(circuit_chart(found))
        self.note.setText(headline(found))
        self._order_stops()

    def _show(self, grid: LineGrid, shown: Grid, named: int) -> None:
        """The words to the left, the numbers to the right; a table of nothing goes."""
        numbers = range(named, len(shown.heads))
        measure = grid.fontMetrics().horizontalAdvance
        widths = [
            max(measure(text) for text in (head, *(row[place].text for row in shown.rows)))
            + PADDING
            for place, head in enumerate(shown.heads)
        ]
        grid.show_lines(shown, numbers, widths, 0)
        if grid in self.notes:
            self.notes[grid].setText(shown.note)
            self.notes[grid].setVisible(bool(shown.note))
        if grid is not self.parts:
            self.cards[grid].setVisible(bool(shown.rows))

    def _show_part(self) -> None:
        analysis, key = self.shown, self.choices.current
        if analysis is None or not key:
            for name in ("chosen", "spent"):
                self.charts[name].show_chart(None)
            return
        self._show(self.parts, breakdown_grid(analysis, analysis.breakdowns[key]), 1)
        self.charts["chosen"].show_chart(breakdown_chart(analysis, key))
        self.charts["spent"].show_chart(spent_chart(analysis, key))

    def _order_stops(self) -> None:
        """Tab goes down the page as it is read."""
        above: Iterable[QWidget] = (self.bar.on, self.figures, self.open, self.work)
        below = (self.parts, self.times, self.repeats, self.circuits)
        for before, stop in pairwise((*above, *self.choices.buttons, *below)):
            QWidget.setTabOrder(before, stop)

    def print_page(self) -> None:
        """Ctrl+P: what stands here as a paper, in the preview."""
        self.show_kind("facilities-analysis", "设施维修分析")


def headline(analysis: FacilityAnalysis) -> str:
    """Beside the period: how long mending took."""
    told = wording.took_words(analysis.times.all)
    return f"平均修复用时 {told}" if told else ""
