"""整改前后对比: all cases of a period with photos from before and after, a few at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.errors import BureauError
from bureau.market.definitions import CaseFigures
from bureau.market.figures_analysis import read_pairs
from bureau.market.ledgers import CASES
from bureau.reports.photo_pairs import PhotoPair
from bureau.storage.rows import count
from ui.context import Context
from ui.ledger.photos.pictures import Tile, tiles_of
from ui.ledger.photos.strip import PhotoStrip
from ui.market.numbers import number_button
from ui.tasks import Ticket

ACROSS = 3
"""Pairs that stand beside each other: one page of them."""
Pairs = tuple[PhotoPair, ...]


def read_page(desk: Desk, period: Period, page: int) -> tuple[Pairs, int]:
    """The pairs of one page, and how many there are in all."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        return (
            read_pairs(conn, period, today, ACROSS, page * ACROSS),
            count(conn, CASES, CaseFigures(period, today).paired, today=today),
        )


class PairCard(QFrame):
    """The first photo from before and the last from after, side by side, with the case below."""

    wanted = Signal(object)

    def __init__(
        self, context: Context, pair: PhotoPair, tiles: tuple[Tile, Tile], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        both = QHBoxLayout()
        for title, tile in zip(("整改前", "整改后"), tiles, strict=True):
            strip = PhotoStrip(title, context, self)
            strip.read_only = True
            strip.show_photos([tile.photo])
            strip.opened.connect(lambda _place: self.wanted.emit(pair.record))
            both.addWidget(strip, 1)
        column.addLayout(both)
        words = f"{pair.number} · {pair.category} · {pair.place}"
        button = number_button(words, self)
        button.setToolTip(f"发现 {pair.found_on}，完成 {pair.closed_on}；点击看这件案件")
        button.clicked.connect(lambda: self.wanted.emit(pair.record))
        column.addWidget(button)


class PairsPanel(QWidget):
    """The pairs of a period, paged; without any it is hidden."""

    wanted = Signal(object)
    """The case of a pair."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.period: Period | None = None
        self.page = 0
        self.total = 0
        self.cards: list[PairCard] = []
        self._ticket: Ticket | None = None
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.place = QLabel(self)
        self.place.setProperty("role", "soft")
        self.back = self._turner("‹ 上一页", "pairs-back", -1)
        self.forth = self._turner("下一页 ›", "pairs-forth", 1)
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        for part in (self.back, self.place, self.forth):
            top.addWidget(part)
        self.row = QHBoxLayout()
        self.row.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(self.row)
        self.hide()

    def _turner(self, words: str, name: str, step: int) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setProperty("role", "link")
        made.clicked.connect(lambda: self.turn(self.page + step))
        return made

    @property
    def pages(self) -> int:
        """So many pages there are."""
        return -(-self.total // ACROSS)

    def show_period(self, period: Period) -> None:
        """The pairs of a period; the page stays where it is the same period."""
        same = self.period == period
        self.period = period
        self.turn(self.page if same else 0)

    def turn(self, page: int) -> None:
        """Another page, read in the lane of reading; the newest wish wins."""
        period, desk = self.period, self.context.desk
        if period is None:
            return
        if self._ticket is not None:
            self._ticket.cancel()

        def take(found: object) -> None:
            assert isinstance(found, tuple)
            pairs, self.total = found
            last = max(self.pages - 1, 0)
            if page > last:
                # Pairs went away meanwhile.
                self.turn(last)
                return
            self.page = page
            self._show(pairs)

        self._ticket = self.context.reading.run(
            lambda _ticket: read_page(desk, period, page), take, self._fail
        )

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, BureauError):
            raise error
        self.heading.setText(error.sentence)
        self.show()

    def _show(self, pairs: Pairs) -> None:
        while self.row.count():
            old = self.row.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.cards = []
        for pair in pairs:
            before, after = tiles_of(self.context.desk, (pair.before, pair.after))
            card = PairCard(self.context, pair, (before, after), self)
            card.wanted.connect(self.wanted)
            self.row.addWidget(card, 1)
            self.cards.append(card)
        for _ in range(ACROSS - len(pairs)):
            # The last page keeps the width of its pictures.
            self.row.addStretch(1)
        self.heading.setText(f"整改前后对比（{self.total:,} 件，最近办结的在前）")
        self.place.setText(f"第 {self.page + 1} / {self.pages} 页")
        for part in (self.back, self.place, self.forth):
            part.setVisible(self.pages > 1)
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page + 1 < self.pages)
        self.setVisible(bool(self.total))
