"""反弹分析: where the same problem comes back, of whose cases, and the chain of each place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.market.figures_rebounds import Rebounds, WorstPlace, read_rebounds
from bureau.market.ledgers import CASES
from bureau.market.papers_analysis import rebounds_paper
from bureau.reports.change import percent, ratio
from ui.context import Context
from ui.market.chain import ChainView
from ui.month.choice_row import ChoiceRow
from ui.month.grid import GridView
from ui.month.numbers import Cell, Grid, cell, figure_title
from ui.month.period_page import PeriodPage
from ui.paper.showing import show_paper

PLACES = "places"
SPREADS = (("unit", "责任单位"), ("category", "问题类别"), ("town", "镇街"))
CHAIN_WIDTH = 380
NOTHING = "这个时段没有反弹：同一地点、同一类别的案件结案以后没有再发生。"
HEADS = ("地点", "镇街", "问题类别", "责任单位", "本期反弹", "累计反弹", "最短间隔(天)")


def places_grid(found: Rebounds) -> Grid:
    """The worst places; the numbers open the returns and the whole chain."""
    return Grid(
        HEADS,
        tuple(place_row(place, found.period) for place in found.places),
        summed=False,
        named=4,
    )


def place_row(place: WorstPlace, period: Period) -> tuple[Cell, ...]:
    """One place."""
    words = (place.address, place.town, place.category, place.unit)
    return (
        *(Cell(text) for text in words),
        cell(place.times, CASES.name, place.where, figure_title(f"{place.address}反弹", period)),
        cell(place.so_far, CASES.name, place.returned, f"{place.address}累计反弹"),
        Cell(str(place.days)),
    )


def spread_grid(found: Rebounds, key: str, title: str) -> Grid:
    """Returns by one field, with the share of its cases."""
    rows = []
    for line in found.by(key):
        cases, back = (line.figures[one] for one in ("cases", "rebounds"))
        rows.append(
            (
                Cell(line.label),
                *(
                    cell(
                        one.count,
                        CASES.name,
                        one.where,
                        figure_title(f"{line.label}{word}", found.period),
                    )
                    for one, word in ((back, "反弹案件"), (cases, "发现案件"))
                ),
                Cell(percent(ratio(back.count, cases.count))),
            )
        )
    return Grid((title, "反弹案件", "发现案件", "反弹占比"), tuple(rows), summed=False)


class ReboundsPage(PeriodPage):
    """The table of places, or of units, classes and towns; at its side the chain of the chosen place."""

    together = False

    shown: Rebounds | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "反弹分析", parent=parent)
        self.grid = GridView(self)
        self.grid.setAccessibleName("反弹最多的地点")
        self.chain = ChainView(context, self)
        self.chain.setFixedWidth(CHAIN_WIDTH)
        self.choices = ChoiceRow("rebounds", self)
        self.choices.offer(
            tuple((key, f"按{title}") for key, title in ((PLACES, "地点"), *SPREADS))
        )
        self.choices.chosen.connect(lambda _key: self._show())
        self._arrange()
        self.grid.wanted.connect(self.wanted)
        self.grid.selectionModel().currentRowChanged.connect(self._on_row)
        self.chain.opened.connect(partial(context.news.wanted.emit, CASES.name))

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(8)
        column.addWidget(self.choices)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("反弹分析")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("card")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.grid)
        body.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)
        both = QHBoxLayout()
        both.setContentsMargins(16, 4, 16, 12)
        both.setSpacing(12)
        both.addWidget(card, 1)
        both.addWidget(self.chain)
        self.whole.addLayout(both, 1)

    # -- reading and showing -------------------------------------------------------------------

    def read(self, desk: Desk, period: Period) -> Rebounds:
        """Everything in one picture of the books."""
        with desk.store.snapshot() as conn:
            return read_rebounds(conn, period, desk.today())

    def is_empty(self, found: object) -> bool:
        """Nothing came back yet."""
        assert isinstance(found, Rebounds)
        return not found.places

    def take(self, found: object) -> None:
        """The places, and who they belong to."""
        assert isinstance(found, Rebounds)
        listed = f"，列出最多的 {len(found.places)} 处" if len(found.places) < found.chains else ""
        self.note.setText(f"{found.chains} 处反弹 {found.times} 次{listed}" if found.times else "")
        if not found.times:
            self.notice.show_notice(NOTHING, "active")
        self._show()

    def choose(self, key: str) -> None:
        """Places, or one of the fields."""
        self.choices.choose(key)

    def _show(self) -> None:
        if self.shown is None:
            return
        found = self.shown
        if self.choices.current == PLACES:
            self.grid.show_grid(places_grid(found))
            at = max(0, self.grid.currentIndex().row())
            if found.places:
                self.grid.setCurrentIndex(self.grid.model_of_grid.index(at, 0))
        else:
            by = self.choices.current
            self.grid.show_grid(spread_grid(found, by, dict(SPREADS)[by]))
        self._show_chain()

    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chain()

    def _show_chain(self) -> None:
        at = self.grid.currentIndex().row()
        places = self.shown.places if self.shown is not None else ()
        by_place = self.choices.current == PLACES
        beside = by_place and 0 <= at < len(places)
        self.chain.setVisible(by_place)
        self.chain.show_case(places[at].latest if beside else None)

    def print_page(self) -> None:
        """Ctrl+P: the places and who they belong to as a paper, in the preview."""
        desk, period = self.context.desk, self.bar.period
        name = f"{period.title}反弹分析"
        show_paper(self.context, self, name, lambda: rebounds_paper(desk, period))
