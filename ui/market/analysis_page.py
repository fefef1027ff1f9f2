"""综合分析: the cases of a period taken apart, what changed, charts, photo pairs; numbers open their records."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.errors import BureauError
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
from bureau.market.papers_analysis import analysis_paper
from bureau.market.wording import names_of
from bureau.settings.reading import month_end_day
from ui.context import Context
from ui.market.analysis_grids import dimension_grid, means_grid, rates_grid
from ui.market.chart_card import ChartCard
from ui.market.numbers import number_button
from ui.market.photo_pairs import PairsPanel
from ui.month.grid import GridView
from ui.month.period_bar import PeriodBar
from ui.paper.showing import show_paper
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar

NARROW = 1240
"""Pixels: the rates have room beside 服务/管理/执法 from here on."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows of a period."""

    analysis: Analysis
    work: Work
    end_day: int


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(
            read_analysis(conn, period, today=today),
            read_work(conn, period, today),
            month_end_day(conn, today),
        )


class AnalysisPage(QWidget):
    """One period: what changed, the rates, a chosen dimension as table and chart, photo pairs."""

    wanted = Signal(str, object)

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("综合分析")
        self.context = context
        self.shown: Read | None = None
        self.dimension = "category"
        self._ticket: Ticket | None = None
        self._stale = True
        self._begun = False
        today = context.desk.today()
        with context.desk.store.snapshot() as conn:
            end_day = month_end_day(conn, today)
        self.bar = PeriodBar(today, end_day, self)
        self.note = QLabel(self)
        self.note.setProperty("role", "soft")
        self.notice = NoticeBar(self)
        self.grid = GridView(self)
        self.grid_note = QLabel(self)
        self.grid_note.setProperty("role", "faint")
        self.rates = GridView(self)
        self.rates.setAccessibleName("办理指标")
        self.means = GridView(self)
        self.means.setAccessibleName("服务、管理、执法")
        self.means_note = QLabel(self)
        self.pairs = PairsPanel(context, self)
        self.charts = {
            name: ChartCard(context, name, self) for name in ("means", "chosen", "time", "place")
        }
        self._choices = QButtonGroup(self)
        self._findings: list[QPushButton] = []
        self._arrange()
        self.bar.changed.connect(lambda _period: self.refresh())
        for grid in (self.rates, self.means, self.grid):
            grid.wanted.connect(self.wanted)
        self.pairs.wanted.connect(partial(context.news.wanted.emit, CASES.name))
        self.wanted.connect(context.news.wanted_list)
        context.news.changed.connect(lambda _changes: self.refresh())

    # -- how it is built -----------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 6, 16, 4)
        top.setSpacing(16)
        top.addWidget(self.bar)
        top.addWidget(self.note, 1)
        inner = QWidget(self)
        inner.setObjectName("ground")
        body = QVBoxLayout(inner)
        body.setContentsMargins(16, 4, 16, 16)
        body.setSpacing(12)
        self.findings = QGridLayout()
        self.findings_card = self._card("变化最大的", self.findings, body)
        body.addLayout(self._worked())
        table = QFrame(inner)
        table.setObjectName("card")
        column = QVBoxLayout(table)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(8)
        self.choice_row = QHBoxLayout()
        self.choice_row.setContentsMargins(8, 0, 8, 0)
        self.choice_row.setSpacing(2)
        self.choice_row.addStretch(1)
        column.addLayout(self.choice_row)
        column.addWidget(self.grid)
        self.grid_note.setContentsMargins(12, 0, 12, 0)
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
        area = QScrollArea(self)
        area.setAccessibleName("综合分析")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)

    def _worked(self) -> QBoxLayout:
        """The rates beside 服务/管理/执法; below each other where it is narrow."""
        self.work_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.work_row.setSpacing(12)
        self.means_note.setProperty("role", "faint")
        self.means_note.setContentsMargins(12, 0, 12, 0)
        for title, grid, below, stretch in (
            ("办理指标", self.rates, (), 4),
            ("服务、管理、执法", self.means, (self.means_note,), 5),
        ):
            card = QFrame(self)
            card.setObjectName("card")
            column = QVBoxLayout(card)
            column.setContentsMargins(1, 10, 1, 8)
            column.setSpacing(6)
            heading = QLabel(title, card)
            heading.setProperty("role", "heading")
            heading.setContentsMargins(12, 0, 12, 0)
            for part in (heading, grid, *below):
                column.addWidget(part)
            column.addStretch(1)
            beside = QVBoxLayout()
            beside.setSpacing(12)
            beside.addWidget(card, 1)
            if grid is self.means:
                beside.addWidget(self.charts["means"])
            self.work_row.addLayout(beside, stretch)
        return self.work_row

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two tables beside each other only where their columns have room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self.work_row.setDirection(way.TopToBottom if narrow else way.LeftToRight)

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

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.bar.period

    def refresh(self) -> None:
        """Reads anew, in the lane of reading; the newest wish wins."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        self.note.setText("正在统计…")
        desk, period = self.context.desk, self.period
        self._ticket = self.context.reading.run(
            lambda _ticket: read(desk, period), self._take, self._fail
        )

    def _take(self, found: object) -> None:
        assert isinstance(found, Read)
        self.shown = found
        analysis = found.analysis
        self.notice.hide()
        if not self._begun:
            self._begun = True
            # A new month in which nobody has entered anything yet is not what one comes for.
            previous = analysis.period.previous
            if not analysis.cases and analysis.before and previous is not None:
                self.bar.choose(previous)
                return
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
        self.bar.set_month_end(found.end_day)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.note.setText("")
        self.notice.show_notice(error.sentence, "danger")

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
        names = [f"by-{one.key}" for one in offered]
        if [button.objectName() for button in self._choices.buttons()] != names:
            for button in self._choices.buttons():
                self._choices.removeButton(button)
                button.hide()
                button.deleteLater()
            for place, one in enumerate(offered):
                button = QPushButton(one.title, self)
                button.setObjectName(names[place])
                button.setProperty("role", "page")
                button.setCheckable(True)
                button.clicked.connect(partial(self.choose, one.key))
                self._choices.addButton(button, place)
                self.choice_row.insertWidget(place, button)
        if offered and self.dimension not in analysis.dimensions:
            self.dimension = offered[0].key
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == f"by-{self.dimension}")

    def _order_stops(self) -> None:
        """Tab goes down the page as it is read."""
        stops = (*self._findings, self.rates, self.means, *self._choices.buttons(), self.grid)
        for before, stop in pairwise((self.bar.last, *stops)):
            QWidget.setTabOrder(before, stop)

    def choose(self, key: str, _checked: bool = False) -> None:
        """Takes the cases apart in another way."""
        self.dimension = key
        for button in self._choices.buttons():
            button.setChecked(button.objectName() == f"by-{key}")
        self._show_dimension()

    def _show_dimension(self) -> None:
        if self.shown is None:
            return
        analysis = self.shown.analysis
        grid = dimension_grid(analysis, analysis.dimensions[self.dimension])
        self.grid.show_grid(grid)
        self.grid_note.setText(grid.note)
        self.grid_note.setVisible(bool(grid.note))
        self.charts["chosen"].show_chart(dimension_chart(analysis, self.dimension))

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
        show_paper(self.context, self, name, lambda: analysis_paper(desk, period))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when it is looked at, not before."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for figures that aren't seen."""
        super().hideEvent(event)
        if self._ticket is not None and self.shown is None:
            self._ticket.cancel()
            self._stale = True
