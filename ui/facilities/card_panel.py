"""What the details of a facility show besides its fields: what it hangs on, its repairs, its whole story."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bureau.desk import Desk
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.register.card import Card, Moment, read_card
from bureau.ledger.query import Is, Titled
from bureau.reports.amounts import amount_text
from ui.ledger.handling import RecordPanel
from ui.ledger.moments_below import MomentsBelow
from ui.ledger.page import LedgerPage
from ui.ledger.timeline import MomentView

FIRST = 6
"""So many records are shown at first, the newest."""


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A facility as the panel shows it."""

    record: int
    card: Card


def see_card(desk: Desk, record: int) -> CardSeen | None:
    """A facility as it is now, None when it is gone."""
    with desk.store.snapshot() as conn:
        card = read_card(conn, desk.store.names(conn), record, desk.today())
    return CardSeen(record, card) if card is not None else None


def repair_words(card: Card) -> str:
    """维修 3 次，共 620.00 元；1 次未修复."""
    count = len(card.own_repairs)
    told = f"维修 {count} 次，共 {amount_text(card.cost_fen)} 元" if count else ""
    return f"{told}；{card.open_repairs} 次未修复" if card.open_repairs else told


class CardPanel(RecordPanel):
    """Above the photos: up, down and repairs as links; below the facts: what happened to it."""

    def __init__(self, page: LedgerPage) -> None:
        self.page = page
        self.seen: CardSeen | None = None
        self.head = QWidget()
        self.tail = self.story = MomentsBelow("设施履历", "条", FIRST)
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.above = self._link("card-above", "看上级设施")
        self.above.clicked.connect(self._show_above)
        self.below = self._link("card-below", "看下级设施")
        self.below.clicked.connect(self._show_below)
        self.repairs = self._link("card-repairs", "看这件设施的维修单")
        self.repairs.clicked.connect(self._show_repairs)
        for button in (self.above, self.below, self.repairs):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, name: str, tip: str) -> QPushButton:
        made = QPushButton(self.head)
        made.setObjectName(name)
        made.setProperty("role", "link")
        made.setToolTip(tip)
        return made

    def read(self, desk: Desk, record: int) -> object:
        """The card in one picture."""
        return see_card(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for a facility that is gone."""
        self.seen = found if isinstance(found, CardSeen) else None
        if self.seen is None:
            return
        card = self.seen.card
        nearest = card.above[0] if card.above else None
        up = f"上级 {nearest.code}" if nearest is not None else ""
        up += f"（{nearest.kind}）" if nearest is not None and nearest.kind else ""
        for button, words in (
            (self.above, up),
            (self.below, f"下级 {card.below_words}" if card.below else ""),
            (self.repairs, repair_words(card)),
        ):
            button.setText(words)
            button.setVisible(bool(words))

        self.head.setVisible(bool(up or card.below or card.own_repairs))
        self.story.tell(card.moments, self._write)

    def _write(self, view: MomentView, moment: Moment) -> None:
        button = QPushButton(f"{moment.day} · {moment.title}", view)
        button.setObjectName("card-moment")
        button.setProperty("role", "link")
        button.setToolTip("在它的台账里打开")
        button.clicked.connect(
            lambda: self.page.context.news.wanted.emit(moment.ledger, moment.record)
        )
        view.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        words = f"随 {moment.via}：{moment.words}" if moment.via else moment.words
        if moment.cost_fen is not None:
            words += f"，{amount_text(moment.cost_fen)} 元"
        if words:
            view.column.addWidget(view.line(words, "soft"))

    # -- what its links do ---------------------------------------------------------------------

    def _show_above(self) -> None:
        if self.seen is not None and self.seen.card.above:
            self.page.show_record(self.seen.card.above[0].record)

    def _show_below(self) -> None:
        if self.seen is not None:
            code = self.seen.card.row["code"]
            self.page.show_list(Titled(f"{code} 的下级设施", Is("parent", self.seen.record)))

    def _show_repairs(self) -> None:
        if self.seen is not None:
            code = self.seen.card.row["code"]
            where = Titled(f"{code} 的维修", Is("asset", self.seen.record))
            self.page.context.news.wanted_list.emit(REPAIRS.name, where)
