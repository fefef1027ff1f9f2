"""The page of 统计月报: a period, its figures, its charts, the papers made of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.errors import BureauError
from bureau.facilities.figures_month import MonthNumbers as FacilityNumbers
from bureau.facilities.figures_month import read_numbers as read_facility_numbers
from bureau.market.charts import class_chart, handling_chart, town_chart, trend_chart
from bureau.market.figures import MarketFigures, market_figures
from bureau.month.papers import KINDS, Asked
from bureau.party.figures_month import MonthNumbers as PartyNumbers
from bureau.party.figures_month import read_numbers as read_party_numbers
from bureau.settings.reading import month_end_day
from ui.context import Context
from ui.month.cards import CardRow
from ui.month.choice_row import ChoiceRow
from ui.month.facility_cards import facility_cards
from ui.month.grid import GridView
from ui.month.numbers import Card, breakdowns, cards, grid, nothing_said
from ui.month.offers import OFFERS, Offer, OfferList
from ui.month.party_cards import party_cards
from ui.month.period_bar import PeriodBar
from ui.paper.charts import ChartView
from ui.paper.dialog import PaperDialog
from ui.paper.filing import save_paper
from ui.paper.making import Made, MakePaper, PaperMaker
from ui.tasks import Ticket
from ui.widgets.bars import NoticeBar

SIDE_WIDTH = 376
NARROW = 1040
"""Pixels: the table with its numbers and the side need so much beside each other."""
COUNTING = "正在统计…"
FAILED = "统计没有做出来，数据没有改动；请按 F5 再试一次。"


class MonthPage(QWidget):
    """Everything of one period; a number opens the records behind it."""

    wanted = Signal(str, object)
    """A ledger's name and the filter that selects the records."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._figures: MarketFigures | None = None
        self._ticket: Ticket | None = None
        self._stale = True
        self._begun = False
        self.dialog: PaperDialog | None = None
        today = context.desk.today()
        with context.desk.store.snapshot() as conn:
            end_day = month_end_day(conn, today)
        self.bar = PeriodBar(today, end_day, self)
        self.as_of = QLabel(self)
        self.as_of.setObjectName("month-as-of")
        self.as_of.setProperty("role", "soft")
        self.notice = NoticeBar(self)
        self.cards = CardRow(self)
        self.facility_cards = CardRow(self)
        self.party_cards = CardRow(self)
        self.rows = {
            "市容秩序": self.cards,
            "路灯市政": self.facility_cards,
            "党建任务": self.party_cards,
        }
        self.titles = {name: row_title(name, self) for name in self.rows}
        self.grid = GridView(self)
        self.note = QLabel(self)
        self.note.setProperty("role", "faint")
        self.note.setWordWrap(True)
        self.offers = OfferList(self)
        self.choices = ChoiceRow("month", self)
        self.charts = {
            name: ChartView(context, self) for name in ("class", "trend", "handling", "town")
        }
        self._frames = {name: chart_card(chart, self) for name, chart in self.charts.items()}
        self._table = card(self)
        self._both = QHBoxLayout()
        self._side = QWidget(self)
        self._maker = PaperMaker(context, self)
        self._saving: Offer | None = None
        self._arrange()
        self.bar.changed.connect(self._new_period)
        self.offers.asked.connect(self._make)
        self._maker.made.connect(self._save)
        self._maker.failed.connect(self._fail)
        self.choices.chosen.connect(lambda _key: self._show_grid())
        self.grid.wanted.connect(self.wanted)
        for row in self.rows.values():
            row.wanted.connect(self.wanted)
        context.news.changed.connect(self._changed)

    # -- how it is built ------------------------------------------------------------------------

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 4)
        top.setSpacing(16)
        top.addWidget(self.bar)
        top.addWidget(self.as_of)
        top.addStretch(1)
        inner = QWidget(self)
        inner.setObjectName("ground")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(12)
        for name, row in self.rows.items():
            column.addWidget(self.titles[name])
            column.addWidget(row)
        self._both.setSpacing(12)
        self._both.addLayout(self._left(), 1)
        self._side.setLayout(self._right())
        self._both.addWidget(self._side)
        column.addLayout(self._both)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName("统计月报")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.notice)
        whole.addWidget(area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the side has no room beside the table it stands below it."""
        super().resizeEvent(event)
        wide = event.size().width()
        narrow = wide < NARROW
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)
        self._side.setMinimumWidth(0 if narrow else SIDE_WIDTH)
        self._side.setMaximumWidth(wide if narrow else SIDE_WIDTH)

    def _left(self) -> QVBoxLayout:
        inside = QVBoxLayout(self._table)
        inside.setContentsMargins(1, 8, 1, 8)
        inside.setSpacing(8)
        self.note.setContentsMargins(8, 0, 8, 0)
        inside.addWidget(self.choices)
        inside.addWidget(self.grid)
        inside.addWidget(self.note)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._table)
        left.addWidget(self._frames["class"])
        left.addWidget(self._frames["trend"])
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.offers)
        for name in ("handling", "town"):
            right.addWidget(self._frames[name])
        right.addStretch(1)
        return right

    # -- what it shows --------------------------------------------------------------------------

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.bar.period

    @property
    def figures(self) -> MarketFigures | None:
        """What is shown, None until it has been read."""
        return self._figures

    def choose(self, period: Period) -> None:
        """Shows another period."""
        self._begun = True
        self.bar.choose(period)

    def _new_period(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Reads the figures anew, in the lane of reading; the newest wish wins."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        desk, period = self._context.desk, self.period
        today = desk.today()
        self.offers.show_period(period)
        self.as_of.setText(COUNTING)

        def read(ticket: Ticket) -> object:
            ticket.step(0)
            with desk.store.snapshot() as conn:
                return (
                    market_figures(conn, period, today=today),
                    read_facility_numbers(conn, period, today),
                    read_party_numbers(conn, desk.store.names(conn), period, today),
                    month_end_day(conn, today),
                )

        self._ticket = self._context.reading.run(read, self._take, self._fail)

    def _take(self, result: object) -> None:
        assert isinstance(result, tuple)
        read, lights, party, end_day = result
        assert isinstance(read, MarketFigures)
        assert isinstance(lights, FacilityNumbers)
        assert isinstance(party, PartyNumbers)
        figures = self._figures = read
        if not self._begun:
            self._begun = True
            before = figures.previous
            # A new month in which nobody has entered anything yet is not what one comes for.
            nothing_yet = nothing_said(figures) and not (lights.entered or party.life.held)
            if nothing_yet and before is not None and before["cases"]:
                self.bar.choose(before.period)
                return
        self.as_of.setText(figures.period.as_of(figures.today) or "")
        self._show_rows(cards(figures), facility_cards(lights), party_cards(party))
        self._offer_breakdowns(figures)
        self._show_grid()
        self.charts["class"].show_chart(class_chart(figures) if figures.now["cases"] else None)
        self.charts["handling"].show_chart(handling_chart(figures) if figures.now.handled else None)
        self.charts["trend"].show_chart(trend_chart(figures))
        self.charts["town"].show_chart(town_chart(figures))
        for name, chart in self.charts.items():
            self._frames[name].setVisible(chart.chart is not None)
        nothing = "" if lights.any or party.life.held else nothing_said(figures)
        self.notice.hide()
        if nothing:
            self.notice.show_notice(nothing, "active")
        self.bar.set_month_end(end_day)

    def _show_rows(self, *departments: Sequence[Card]) -> None:
        """A row of cards each, named where it isn't the only one; who has no cards isn't seen."""
        several = sum(map(bool, departments)) > 1
        for (name, row), shown in zip(self.rows.items(), departments, strict=True):
            row.show_cards(shown)
            row.setVisible(bool(shown))
            self.titles[name].setVisible(several and bool(shown))

    def _offer_breakdowns(self, figures: MarketFigures) -> None:
        """One button for each breakdown that has anything."""
        offered = [(key, title) for key, title, _ in breakdowns(figures)]
        self.choices.offer(offered)
        self._table.setVisible(bool(offered))

    def _show_grid(self) -> None:
        figures, chosen = self._figures, self.choices.current
        if figures is None or not chosen:
            return
        head = next(head for key, _, head in breakdowns(figures) if key == chosen)
        shown = grid(figures, chosen, head)
        self.grid.show_grid(shown)
        self.note.setText(shown.note)
        self.note.setVisible(bool(shown.note))

    def _changed(self) -> None:
        self.refresh()

    def _fail(self, error: object) -> None:
        self._saving = None
        self.as_of.setText("")
        sentence = error.sentence if isinstance(error, BureauError) else FAILED
        self.notice.show_notice(sentence, "danger")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when it is looked at, not before."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for figures that aren't seen."""
        super().hideEvent(event)
        if self._ticket is not None and self._figures is None:
            self._ticket.cancel()
            self._stale = True

    # -- papers ---------------------------------------------------------------------------------

    def print_page(self) -> None:
        """The bureau's own report of the period."""
        self._make(OFFERS[0], "print")

    def _make(self, offer: Offer, act: str) -> None:
        if act == "save":
            self._saving = offer
            self._maker.make(self._paper_of(offer), offer.title(self.period))
            return
        dialog = self.dialog = PaperDialog(
            self._context,
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

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _paper_of(self, offer: Offer) -> MakePaper:
        """Of the period that is shown now, whatever is shown by then."""
        desk, asked = self._context.desk, Asked(period=self.period)
        return lambda: KINDS[offer.kind](desk, asked)

    def _save(self, made: Made) -> None:
        offer, self._saving = self._saving, None
        if offer is not None:
            name = offer.file_name(self.period)
            save_paper(self._context, self, made.content, name, self._saved)

    def _saved(self, path: Path) -> None:
        self.notice.show_notice(f"已保存 {path.name}（{path.parent}）", "good")


def row_title(words: str, parent: QWidget) -> QLabel:
    """The department that a row of cards is of."""
    made = QLabel(words, parent)
    made.setProperty("role", "heading")
    return made


def card(parent: QWidget) -> QFrame:
    """White ground with a thin border."""
    frame = QFrame(parent)
    frame.setObjectName("card")
    return frame


def chart_card(chart: ChartView, parent: QWidget) -> QFrame:
    """A chart on a card of its own."""
    frame = card(parent)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(12, 12, 12, 12)
    inside.addWidget(chart)
    return frame
