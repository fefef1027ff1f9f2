"""The page of 统计月报: a period, each department's figures, what is still open, the papers made of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from bureau.calendar.periods import Period
from bureau.calendar.words import base_words
from bureau.errors import BureauError
from bureau.market.charts import class_chart, handling_chart, town_chart, trend_chart
from bureau.market.figures import MarketFigures
from bureau.month.offered import Offer
from bureau.month.overview import Overview, read_overview
from bureau.month.papers import KINDS, Asked
from ui.context import Context
from ui.month.cards import CardRow
from ui.month.choice_row import ChoiceRow
from ui.month.facility_cards import facility_cards
from ui.month.grid import GridView
from ui.month.judged_grids import contract_grid, town_grid
from ui.month.numbers import breakdowns, cards, grid, nothing_said
from ui.month.offers import OFFERS, OfferList
from ui.month.party_cards import party_cards
from ui.month.period_page import COUNTING, PeriodPage, statistical_end
from ui.month.warning_list import FEW, MOST, WarningList
from ui.paper.batch import PaperJob, open_batch
from ui.paper.charts import ChartView
from ui.paper.dialog import PaperDialog
from ui.paper.filing import save_paper
from ui.paper.making import Made, MakePaper, PaperMaker
from ui.tasks import Ticket, Work

SIDE_WIDTH = 356
NARROW = 1040
"""Pixels: the table with its numbers and the side need so much beside each other."""
FAILED = "统计没有做出来，数据没有改动；请按 F5 再试一次。"
STOPPED = "已停止统计；按 F5 重新统计。"


class MonthPage(PeriodPage):
    """Everything of one period; a number opens the records behind it."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "统计月报", parent=parent)
        self.dialog: PaperDialog | None = None
        self.as_of = self.note
        self.as_of.setObjectName("month-as-of")
        self.stop = QPushButton("停止", self)
        self.stop.setObjectName("stop-counting")
        self.stop.setProperty("role", "link")
        self.stop.setAccessibleName("停止统计")
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.top.insertWidget(1, self.stop)
        self.cards, self.facility_cards, self.party_cards = (CardRow(self) for _ in range(3))
        self.contracts, self.towns = (
            judged_table(name, title, self)
            for name, title in (("month-contracts", "环卫考核"), ("month-towns", "镇街考核"))
        )
        self.rows: dict[str, QWidget] = {
            "市容秩序": self.cards,
            "环卫考核": on_card(self.contracts, self),
            "镇街考核": on_card(self.towns, self),
            "路灯市政": self.facility_cards,
            "党建任务": self.party_cards,
        }
        self.titles = {name: row_title(name, self) for name in self.rows}
        self.grid = GridView(self)
        self.remark = QLabel(self)
        self.remark.setProperty("role", "faint")
        self.remark.setWordWrap(True)
        self.warnings = WarningList(self)
        self.offers = OfferList(self)
        self.choices = ChoiceRow("month", self)
        self.charts = {
            name: ChartView(context, self) for name in ("class", "trend", "handling", "town")
        }
        self._frames = {name: on_card(chart, self, 12) for name, chart in self.charts.items()}
        self._table = on_card(self.choices, self)
        self._main, self._side = QWidget(self), QWidget(self)
        self._both = QHBoxLayout()
        self._maker = PaperMaker(context, self)
        self._saving: Offer | None = None
        self._arrange()
        self._maker.made.connect(self._save)
        self._maker.failed.connect(self.complain)
        self.offers.asked.connect(self._make)
        self.offers.batch.connect(self._make_several)
        self.choices.chosen.connect(lambda _key: self._show_grid())
        self.warnings.wanted_page.connect(context.news.wanted_page)
        self.warnings.printed.connect(self._print_warnings)
        for shown in (
            *(self.cards, self.contracts, self.towns, self.facility_cards, self.party_cards),
            *(self.grid, self.warnings),
        ):
            shown.wanted.connect(self.wanted)

    # -- how it is built ------------------------------------------------------------------------

    def _arrange(self) -> None:
        body = self.scrolled()
        left = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._main)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        for name, row in self.rows.items():
            left.addWidget(self.titles[name])
            left.addWidget(row)
        table = self._table.layout()
        assert table is not None
        self.remark.setContentsMargins(8, 0, 8, 0)
        table.addWidget(self.grid)
        table.addWidget(self.remark)
        for part in (self._table, self._frames["class"], self._frames["trend"]):
            left.addWidget(part)
        left.addStretch(1)
        right = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        for part in (self.warnings, self.offers, self._frames["handling"], self._frames["town"]):
            right.addWidget(part)
        right.addStretch(1)
        self._both.setSpacing(12)
        self._both.addWidget(self._main, 1)
        self._both.addWidget(self._side)
        body.addLayout(self._both)
        body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the side has no room beside the figures it stands below them, but what is open first."""
        super().resizeEvent(event)
        wide = event.size().width()
        narrow = wide < NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._both.direction() or not self._side.maximumWidth():
            home = (self._main if narrow else self._side).layout()
            assert isinstance(home, QBoxLayout)
            home.insertWidget(0, self.warnings)
            self.warnings.show_most(FEW if narrow else MOST)
        self._both.setDirection(way)
        self._side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
        self._side.setMaximumWidth(wide if narrow else SIDE_WIDTH)

    # -- what it reads --------------------------------------------------------------------------

    @property
    def figures(self) -> MarketFigures | None:
        """What is shown of market order, None until it has been read."""
        return self.shown.order if isinstance(self.shown, Overview) else None

    def choose(self, period: Period) -> None:
        """Shows another period."""
        self._begun = True
        self.bar.choose(period)

    def lane_work(self) -> Work:
        """All departments, telling how far it is."""
        desk = self.context.desk
        period = self.period.seen_on(desk.today())
        self.note.setText(COUNTING)
        self.stop.show()
        self.offers.show_period(period)

        def read(ticket: Ticket) -> object:
            return read_overview(desk, period, ticket.step), statistical_end(desk)

        return read

    def show_progress(self, done: int, of: int) -> None:
        """正在统计 3/6…"""
        if self.stop.isVisible() and of:
            self.note.setText(f"正在统计 {done}/{of}…")

    def _stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        self.stop.hide()
        self.note.setText(STOPPED)

    def is_empty(self, found: object) -> bool:
        """Nothing entered yet, though there were cases in the months before."""
        assert isinstance(found, Overview)
        entered = found.others or not nothing_said(found.order)
        return not entered and any(month.cases for month in found.order.trend)

    def take(self, found: object) -> None:
        """Shows the figures of the period."""
        assert isinstance(found, Overview)
        figures = found.order
        self.stop.hide()
        told = (found.period.as_of(figures.today), base_words(found.period, figures.today))
        self.as_of.setText("，".join(filter(None, told)))
        self.cards.show_cards(cards(figures))
        self.facility_cards.show_cards(facility_cards(found.lights))
        self.party_cards.show_cards(party_cards(found.party))
        self.contracts.show_grid(contract_grid(found.contracts))
        self.towns.show_grid(town_grid(found.towns))
        self._name_rows(found)
        self.warnings.show_concerns(found.concerns)
        offered = [(key, title) for key, title, _ in breakdowns(figures)]
        self.choices.offer(offered)
        self._table.setVisible(bool(offered))
        self._show_grid()
        # Numbers first; the charts are drawn once they are painted, so that neither holds up the window.
        QTimer.singleShot(0, self, self._show_charts)
        nothing = "" if found.lights.any or found.party.life.held else nothing_said(figures)
        if nothing:
            self.notice.show_notice(nothing, "active")

    def _show_charts(self) -> None:
        figures = self.figures
        if figures is None:
            return
        self.charts["class"].show_chart(class_chart(figures) if figures.now["cases"] else None)
        self.charts["handling"].show_chart(handling_chart(figures) if figures.now.handled else None)
        self.charts["trend"].show_chart(trend_chart(figures))
        self.charts["town"].show_chart(town_chart(figures))
        for name, chart in self.charts.items():
            self._frames[name].setVisible(chart.chart is not None)

    def _name_rows(self, found: Overview) -> None:
        """A row for each department that has anything, named where it isn't the only one."""
        judged = {
            "环卫考核": {line.month for line in found.contracts},
            "镇街考核": {line.month for line in found.towns},
        }
        there = {
            "市容秩序": True,
            **{name: bool(months) for name, months in judged.items()},
            "路灯市政": found.lights.any,
            "党建任务": found.party.any,
        }
        for name, row in self.rows.items():
            row.setVisible(there[name])
            self.titles[name].setVisible(there[name] and sum(there.values()) > 1)
        for name, months in judged.items():
            # Of several months the last one is judged by.
            said = "、".join(month.title for month in months if month != found.period)
            self.titles[name].setText(f"{name}（{said}）" if said else name)

    def _show_grid(self) -> None:
        figures, chosen = self.figures, self.choices.current
        if figures is None or not chosen:
            return
        head = next(head for key, _, head in breakdowns(figures) if key == chosen)
        shown = grid(figures, chosen, head)
        self.grid.show_grid(shown)
        self.remark.setText(shown.note)
        self.remark.setVisible(bool(shown.note))

    def complain(self, error: BaseException) -> None:
        """Tells why there are no figures, or no paper."""
        self._saving = None
        self.stop.hide()
        self.note.setText("")
        sentence = error.sentence if isinstance(error, BureauError) else FAILED
        self.notice.show_notice(sentence, "danger")

    # -- papers ---------------------------------------------------------------------------------

    def print_page(self) -> None:
        """The bureau's own report of the period."""
        self._make(self.offers.shown[0], "print")

    def _print_warnings(self) -> None:
        self._make(next(one for one in OFFERS if one.kind == "month-warnings"), "preview")

    def _make(self, offer: Offer, act: str) -> None:
        if act == "save":
            self._saving = offer
            self._maker.make(self._paper_of(offer), offer.title(self.period))
            return
        dialog = self.dialog = PaperDialog(
            self.context,
            f"{self.period.title}{offer.title(self.period)}",
            self._paper_of(offer),
            offer.file_name(self.period),
            kind=offer.kind,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()
        if act == "print":
            dialog.print_soon()

    def _make_several(self) -> None:
        """All papers of the period, to be ticked."""
        jobs = [
            PaperJob(
                one.kind, one.title(self.period), one.file_name(self.period), self._paper_of(one)
            )
            for one in self.offers.shown
        ]
        open_batch(self.context, self, jobs, f"{self.period.title}材料")

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _paper_of(self, offer: Offer) -> MakePaper:
        """Of the period that is shown now, whatever is shown by then."""
        desk, asked = self.context.desk, Asked(period=self.period)
        return lambda: KINDS[offer.kind](desk, asked)

    def _save(self, made: Made) -> None:
        offer, self._saving = self._saving, None
        if offer is not None:
            name = offer.file_name(self.period)
            save_paper(self.context, self, made.content, name, self._saved)

    def _saved(self, path: Path) -> None:
        self.notice.show_notice(f"已保存 {path.name}（{path.parent}）", "good")


def judged_table(name: str, title: str, parent: QWidget) -> GridView:
    """A table of what was judged, as high as its lines."""
    made = GridView(parent)
    made.setObjectName(name)
    made.setAccessibleName(title)
    return made


def row_title(words: str, parent: QWidget) -> QLabel:
    """The department that a row is of."""
    made = QLabel(words, parent)
    made.setProperty("role", "heading")
    return made


def on_card(inside: QWidget, parent: QWidget, margin: int = 1) -> QFrame:
    """White ground with a thin border."""
    frame = QFrame(parent)
    frame.setObjectName("card")
    box = QBoxLayout(QBoxLayout.Direction.TopToBottom, frame)
    box.setContentsMargins(margin, max(margin, 6), margin, max(margin, 6))
    box.setSpacing(8)
    box.addWidget(inside)
    return frame
