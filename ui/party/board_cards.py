"""One column of the board: the cards of a stage, painted, walked by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bureau.party.classes import CLOSED
from bureau.party.figures_task_facts import GREEN, LIGHT_SIGNS, RED, YELLOW, TaskFact
from ui import tokens
from ui.ledger.inputs.line import ENTER

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
CARD: Final = Qt.ItemDataRole.UserRole
TONES: Final = {GREEN: "good", YELLOW: "warning", RED: "danger"}
EDGE, BETWEEN, BAR = 10, 8, 4
AT_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
AT_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Card:
    """A task as its card shows it."""

    task: TaskFact
    theme: str
    unit: str

    @property
    def who(self) -> str:
        """忠诚 · 办公室 · 李明."""
        return " · ".join(filter(None, (self.theme, self.unit, self.task.person)))

    @property
    def light(self) -> str:
        """▲ 红 9月30日, or that it is done."""
        task = self.task
        if task.done:
            return "✓ 已销号" if task.state == CLOSED else "✓ 已完成"
        sign = LIGHT_SIGNS.get(task.light or 0, "")
        if sign and task.next_due is not None:
            sign += f" {task.next_due.month}月{task.next_due.day}日"
        return sign

    @property
    def urgency(self) -> int:
        """Red before yellow before green, what is done at the end."""
        return 4 if self.task.done else {RED: 0, YELLOW: 1, GREEN: 2}.get(self.task.light or 0, 3)

    @property
    def progress(self) -> str:
        """3/4 期, 40%."""
        task = self.task
        if task.periods:
            return f"{task.periods_done}/{task.periods} 期"
        return f"{task.percent}%" if task.percent is not None else ""

    @property
    def share(self) -> int:
        """How much of it is done, in percent."""
        task = self.task
        if task.done:
            return 100
        if task.periods:
            return 100 * task.periods_done // task.periods
        return min(task.percent or 0, 100)

    @property
    def told(self) -> str:
        """All of it for the pointer and for who can't see it."""
        problems = f"督查问题 {self.task.problems_open} 个未整改" if self.task.problems_open else ""
        parts = (self.task.title, self.who, self.light, self.progress, problems)
        return "\n".join(filter(None, parts))


class CardModel(QAbstractListModel):
    """The cards of one stage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Other cards."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, what is told over it, and the card itself."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.task.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.told
        return card if role == CARD else None


class CardPainter(QStyledItemDelegate):
    """Title on two lines at most, who, the light with its day, and a bar of progress."""

    def __init__(self, column: CardColumn) -> None:
        super().__init__(column)
        self.column = column

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as its lines and the bar."""
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        card = index.data(CARD)
        width = self.column.viewport().width() - 4 - 2 * EDGE
        title = two_lines(card.task.title, metrics, width) if isinstance(card, Card) else [""]
        lines = (len(title) + 2) * metrics.height()
        return QSize(120, lines + 2 * EDGE + BAR + BETWEEN + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One card."""
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state  # type: ignore[attr-defined]
        chosen = self.column.is_active and bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self.column.hasFocus()
        rect: QRect = option.rect.adjusted(2, 2, -2, 2 - BETWEEN)  # type: ignore[attr-defined]
        tone = tokens.TONES[TONES.get(card.task.light or 0, "neutral")]
        frame = tokens.FOCUS if focused else tokens.ACCENT if chosen else tokens.LINE_STRONG
        painter.setPen(QPen(QColor(frame), 2 if focused else 1))
        painter.setBrush(QColor(tokens.ACCENT_SOFT if chosen else tokens.PAPER))
        painter.drawRoundedRect(rect, tokens.RADIUS, tokens.RADIUS)
        inner = rect.adjusted(EDGE, EDGE - 2, -EDGE, -EDGE)
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        height = metrics.height()
        painter.setPen(QColor(tokens.INK))
        painter.setFont(option.font)  # type: ignore[attr-defined]
        title = two_lines(card.task.title, metrics, inner.width())
        for place, line in enumerate(title):
            painter.drawText(
                QRect(inner.left(), inner.top() + place * height, inner.width(), height),
                AT_LEFT,
                line,
            )
        below = inner.adjusted(0, len(title) * height, 0, 0)
        self._foot(painter, card, below, metrics, QColor(tone.ink))
        painter.restore()

    def _foot(
        self, painter: QPainter, card: Card, inner: QRect, metrics: QFontMetrics, ink: QColor
    ) -> None:
        height, width = metrics.height(), inner.width()
        third = QRect(inner.left(), inner.top(), width, height)
        painter.setPen(QColor(tokens.INK_FAINT))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(third, AT_LEFT, metrics.elidedText(card.who, elide, width))
        fourth = third.translated(0, height)
        painter.setPen(QColor(tokens.INK_SOFT))
        painter.drawText(fourth, AT_RIGHT, card.progress)
        left = width - metrics.horizontalAdvance(card.progress) - EDGE
        painter.setPen(ink)
        words = card.light
        if card.task.problems_open:
            words += f"　督查问题 {card.task.problems_open}"
        painter.drawText(fourth, AT_LEFT, metrics.elidedText(words, elide, left))
        bar = QRect(inner.left(), fourth.bottom() + 5, width, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.NEUTRAL_SOFT))
        painter.drawRoundedRect(bar, 2, 2)
        if card.share:
            painter.setBrush(QColor(tokens.GOOD if card.share == 100 else tokens.ACCENT))
            bar.setWidth(max(BAR, width * card.share // 100))
            painter.drawRoundedRect(bar, 2, 2)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A title on two lines at most; what is longer ends in dots."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    end = len(text)
    while end > 1 and metrics.horizontalAdvance(text[:end]) > width:
        end -= 1
    return [text[:end], metrics.elidedText(text[end:], Qt.TextElideMode.ElideRight, width)]


class CardColumn(QListView):
    """The cards of one stage; Enter opens, M moves on, the arrows to the sides change the column."""

    opened = Signal(object)
    """The id of the task."""
    moved = Signal(object)
    """The id of the task that is to go on to the next stage."""
    aside = Signal(int)
    """-1 or 1: to the column beside this one."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.is_active = False
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(CardPainter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setStyleSheet("QListView { border: 0; }")
        self.doubleClicked.connect(lambda index: self._emit_open(index))

    @property
    def card(self) -> Card | None:
        """The card that is chosen."""
        found = self.currentIndex().data(CARD)
        return found if isinstance(found, Card) else None

    def show_active(self, active: bool) -> None:
        """Only the column that is walked shows which card is chosen."""
        if active != self.is_active:
            self.is_active = active
            self.viewport().update()

    def choose(self, row: int) -> None:
        """Makes a card the current one, the last where there are fewer."""
        count = len(self.cards.cards)
        if count:
            self.setCurrentIndex(self.cards.index(min(max(row, 0), count - 1)))

    def choose_task(self, task: int) -> bool:
        """Makes the card of a task the current one."""
        for row, card in enumerate(self.cards.cards):
            if card.task.id == task:
                self.choose(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter, M, left and right; up and down are the list's own."""
        key, card = event.key(), self.card
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in ENTER and card is not None:
            self.opened.emit(card.task.id)
        elif key == Qt.Key.Key_M and not event.modifiers() and card is not None:
            self.moved.emit(card.task.id)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _emit_open(self, index: QModelIndex) -> None:
        card = index.data(CARD)
        if isinstance(card, Card):
            self.opened.emit(card.task.id)
