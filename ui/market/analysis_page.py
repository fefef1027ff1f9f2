"""综合分析: the cases of a period taken apart, what changed, charts, photo pairs; numbers open their records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.calendar.words import names_of
from bureau.desk import Desk
from bureau.market.analysis import (
    Finding,
    dimension_chart,
    most_changed,
    note,
    place_chart,
    time_chart,
)
from bureau.market.charts import means_chart
from bureau.market.figures_analysis import (
    Analysis,
    read_analysis,
)
from bureau.market.figures_work import Work, read_work
from bureau.market.ledgers import CASES
from bureau.month.papers import FRESH, Asked
from ui.context import Context
from ui.market.analysis_grids import dimension_grid, means_grid, rates_grid
from ui.market.numbers import number_button
from ui.market.photo_pairs import PairsPanel
from ui.month.choice_row import ChoiceRow
from ui.month.figures_page import FiguresPage
from ui.month.grid import GridView
from ui.month.period_page import titled_card
from ui.paper.chart_card import ChartCard
from ui.paper.showing import show_paper

FIRST = "category"
"""The dimension that is shown first."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of a period."""

    analysis: Analysis
    work: Work


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(
            read_analysis(conn, period, today=today),
            read_work(conn, period, today),
        )


class AnalysisPage(FiguresPage):
    """One period: what changed, the rates, a chosen dimension as table and chart, photo pairs."""

    narrow = 1240
    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "综合分析", parent=parent)
        self.grid = GridView(self)
        self.grid_note = self.faint()
        self.rates = GridView(self)
        self.rates.setAccessibleName("办理指标")
        self.means = GridView(self)
        self.means.setAccessibleName("服务、管理、执法")
        self.means_note = self.faint()
        self.pairs = PairsPanel(context, self)
        self.charts = {
            name: ChartCard(context, name, self) for name in ("means", "chosen", "time", "place")
        }
        self.choices = ChoiceRow("by", self, FIRST)
        self.choices.chosen.connect(lambda _key: self._show_dimension())
        self._findings: list[QPushButton] = []
        self._arrange()
        for grid in (self.rates, self.means, self.grid):
            grid.wanted.connect(self.wanted)
        self.pairs.wanted.connect(partial(context.news.wanted.emit, CASES.name))

    # -- how it is built -----------------------------------------------------------------------

    def _arrange(self) -> None:
        body = self.scrolled()
        self.findings = QGridLayout()
        self.findings_card = self._card("变化最大的", self.findings, body)
        body.addLayout(self._worked())
        table = QFrame(self)
        table.setObjectName("card")
        column = QVBoxLayout(table)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(8)
        column.addWidget(self.choices)
        column.addWidget(self.grid)
        column.addWidget(self.grid_note)
        column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(table, 3)
        both.addWidget(self.charts["chosen"], 2)
        body.addLayout(both)
        heats = QHBoxLayout()
        heats.setSpacing(12)
        for name in ("time", "place"):
            heats.addWidget(self.charts[name], 1)
        body.addLayout(heats)
        body.addWidget(self.pairs)
        body.addStretch(1)

    def _worked(self) -> QBoxLayout:
        """The rates beside 服务/管理/执法; below each other where it is narrow."""
        means = QVBoxLayout()
        means.setSpacing(12)
        card = titled_card("服务、管理、执法", self.means, self.means_note, parent=self)
        means.addWidget(card, 1)
        means.addWidget(self.charts["means"])
        rates = titled_card("办理指标", self.rates, parent=self)
        return self.beside((rates, 4), (means, 5))

    def _card(self, title: str, inside: QGridLayout, body: QVBoxLayout) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(2)
        heading = QLabel(title, frame)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        inside.setSpacing(2)
        inside.setColumnStretch(0, 1)
        inside.setColumnStretch(1, 1)
        column.addLayout(inside)
        body.addWidget(frame)
        return frame

    # -- reading -------------------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def is_empty(self, found: object) -> bool:
        """Nothing was found yet."""
        assert isinstance(found, Read)
        return not found.analysis.cases and bool(found.analysis.before)

    def take(self, found: object) -> None:
        """What changed, the rates, the chosen dimension, the charts."""
        assert isinstance(found, Read)
        analysis = found.analysis
        if not analysis.cases and not analysis.before:
            this = names_of(analysis.period)[0]
            self.notice.show_notice(f"{this}没有登记案件，请换一个时段。", "active")
        self.note.setText(" · ".join(filter(None, (f"发现 {analysis.cases:,} 件", note(analysis)))))
        self._show_findings(most_changed(analysis) if analysis.cases else ())
        self._offer_dimensions(analysis)
        self._order_stops()
        self._show_dimension()
        self.charts["time"].show_chart(time_chart(analysis))
        self.charts["place"].show_chart(place_chart(analysis))
        self._show_work(found.work)
        self.pairs.show_period(analysis.period)

    # -- showing -------------------------------------------------------------------------------

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        for old in self._findings:
            self.findings.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._findings = []
        for place, finding in enumerate(findings):
            button = number_button(f"{place + 1}. {finding.text}", self)
            where = finding.where
            if where is not None:
                button.clicked.connect(partial(self.wanted.emit, CASES.name, where))
            self.findings.addWidget(button, place // 2, place % 2)
            self._findings.append(button)
        self.findings_card.setVisible(bool(findings))

    def _offer_dimensions(self, analysis: Analysis) -> None:
        offered = [one for one in analysis.dimensions.values() if one.lines]
        self.choices.offer([(one.key, one.title) for one in offered])

    def _order_stops(self) -> None:
        """Tab goes down the page as it is read."""
        stops = (*self._findings, self.rates, self.means, *self.choices.buttons, self.grid)
        for before, stop in pairwise((self.bar.last, *stops)):
            QWidget.setTabOrder(before, stop)

    def choose(self, key: str) -> None:
        """Takes the cases apart in another way."""
        self.choices.choose(key)

    def _show_dimension(self) -> None:
        if self.shown is None:
            return
        analysis = self.shown.analysis
        key = self.choices.current or FIRST
        grid = dimension_grid(analysis, analysis.dimensions[key])
        self.grid.show_grid(grid)
        self.grid_note.setText(grid.note)
        self.grid_note.setVisible(bool(grid.note))
        self.charts["chosen"].show_chart(dimension_chart(analysis, key))

    def _show_work(self, work: Work) -> None:
        self.rates.show_grid(rates_grid(work, self.context.desk.today()))
        grid = means_grid(work)
        self.means.show_grid(grid)
        self.means_note.setText(grid.note)
        self.charts["means"].show_chart(means_chart(work) if work.now.means.total else None)

    def print_page(self) -> None:
        """Ctrl+P: what stands here as a paper, in the preview."""
        desk, period = self.context.desk, self.period
        name = f"{period.title}案件综合分析"
        show_paper(self.context, self, name, lambda: FRESH["analysis"](desk, Asked(period=period)))
