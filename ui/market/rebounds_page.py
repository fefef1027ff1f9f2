"""反弹分析: where the same problem comes back, of whose cases, and the chain of each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
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
from bureau.settings.reading import month_end_day
from ui.context import Context
from ui.market.chain import ChainView
from ui.month.grid import GridView
from ui.month.numbers import Cell, Grid, cell, figure_title
from ui.month.period_page import PeriodPage
from ui.paper.showing import show_paper

PLACES = "places"
SPREADS = (("unit", "责任单位"), ("category", "问题类别"), ("town", "镇街"))
CHAIN_WIDTH = 380
NOTHING = "这个时段没有反弹：同一地点、同一类别的案件结案以后没有再发生。"
HEADS = ("地点", "镇街", "问题类别", "责任单位", "本期反弹", "累计反弹", "最短间隔(天)")


@dataclass(frozen=True, slots=True)
class Read:
    """The returns of a period."""

    found: Rebounds
    end_day: int


def read(desk: Desk, period: Period) -> Read:
    """Everything in one picture of the books."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return Read(read_rebounds(conn, period, today), month_end_day(conn, today))


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

    shown: Read | None

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        with context.desk.store.snapshot() as conn:
            end_day = month_end_day(conn, context.desk.today())
        super().__init__(context, "反弹分析", end_day, parent=parent)
        self.choice = PLACES
        self.grid = GridView(self)
        self.grid.setAccessibleName("反弹最多的地点")
        self.chain = ChainView(context, self)
        self.chain.setFixedWidth(CHAIN_WIDTH)
        self._choices = QButtonGroup(self)
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
        choices = QHBoxLayout()
        choices.setContentsMargins(8, 0, 8, 0)
        choices.setSpacing(4)
        for place, (key, title) in enumerate(((PLACES, "地点"), *SPREADS)):
            button = QPushButton(f"按{title}", self)
            button.setObjectName(f"rebounds-{key}")
            button.setProperty("role", "page")
            button.setCheckable(True)
            button.setChecked(key == self.choice)
            button.clicked.connect(partial(self.choose, key))
            self._choices.addButton(button, place)
            choices.addWidget(button)
        choices.addStretch(1)
        column.addLayout(choices)
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

    def read(self, desk: Desk, period: Period) -> Read:
        """Everything in one picture of the books."""
        return read(desk, period)

    def is_empty(self, found: object) -> bool:
        """Nothing came back yet."""
        assert isinstance(found, Read)
        return not found.found.places

    def take(self, found: object) -> None:
        """The places, and who they belong to."""
        assert isinstance(found, Read)
        self.bar.set_month_end(found.end_day)
        told = found.found
        listed = f"，列出最多的 {len(told.places)} 处" if len(told.places) < told.chains else ""
        self.note.setText(f"{told.chains} 处反弹 {told.times} 次{listed}" if told.times else "")
        if not told.times:
            self.notice.show_notice(NOTHING, "active")
        self._show()

    def choose(self, key: str, _checked: bool = False) -> None:
        """Places, or one of the fields."""
        self.choice = key
        self._show()

    def _show(self) -> None:
        if self.shown is None:
            return
        found = self.shown.found
        if self.choice == PLACES:
            self.grid.show_grid(places_grid(found))
            at = max(0, self.grid.currentIndex().row())
            if found.places:
                self.grid.setCurrentIndex(self.grid.model_of_grid.index(at, 0))
        else:
            self.grid.show_grid(spread_grid(found, self.choice, dict(SPREADS)[self.choice]))
        self._show_chain()

    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chain()

    def _show_chain(self) -> None:
        at = self.grid.currentIndex().row()
        places = self.shown.found.places if self.shown is not None else ()
        beside = self.choice == PLACES and 0 <= at < len(places)
        self.chain.setVisible(self.choice == PLACES)
        self.chain.show_case(places[at].latest if beside else None)

    def print_page(self) -> None:
        """Ctrl+P: the places and who they belong to as a paper, in the preview."""
        desk, period = self.context.desk, self.bar.period
        name = f"{period.title}反弹分析"
        show_paper(self.context, self, name, lambda: rebounds_paper(desk, period))
