"""The key figures as a row of cards; each opens the records behind its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import tokens
from ui.month.numbers import Card

NUMBER_PIXELS = 28
LOOK = f"""
QFrame#card {{ background: {tokens.PAPER}; border: 1px solid {tokens.LINE};
  border-radius: {tokens.RADIUS}px; }}
QFrame#card:hover {{ border-color: {tokens.ACCENT}; }}
QFrame#card:focus {{ border: 2px solid {tokens.FOCUS}; }}
"""


class CardView(QFrame):
    """One card. It takes the focus; Enter, Space or a click opens it."""

    wanted = Signal(str, object)

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setStyleSheet(LOOK)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击查看这些记录（回车）")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        # All cards are as wide as each other, whatever they say.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label = label("soft", self)
        self.number = QLabel(self)
        self._note = label("faint", self)
        self._changes = label("faint", self)
        for one in (self._note, self._changes):
            one.setWordWrap(True)
        for one in (self._label, self.number, self._note, self._changes):
            column.addWidget(one)
        column.addStretch(1)
        self.show_card(card)

    def show_card(self, card: Card) -> None:
        """Another period's number."""
        self.card = card
        ink = tokens.TONES[card.tone].ink if card.tone != "neutral" else tokens.ACCENT
        mark = f"{tokens.TONES[card.tone].mark} " if card.tone != "neutral" else ""
        self._label.setText(f"{mark}{card.label}")
        self.number.setText(
            f'<span style="font-size:{NUMBER_PIXELS}px; font-weight:600; color:{ink}">'
            f'{card.value}</span> <span style="color:{tokens.INK_SOFT}">{card.unit}</span>'
        )
        self._changes.setText("\n".join(card.changes))
        self._note.setText(card.note)
        self.setAccessibleName(f"{card.label} {card.value}{card.unit}")
        self.setAccessibleDescription("，".join((*card.changes, card.note)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click opens the records."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.wanted.emit(*self.card.behind)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(*self.card.behind)
            event.accept()
            return
        super().keyPressEvent(event)


class CardRow(QWidget):
    """All cards, side by side."""

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: dict[str, CardView] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """The numbers of a period."""
        for card in cards:
            if card.key in self.views:
                self.views[card.key].show_card(card)
                continue
            view = self.views[card.key] = CardView(card, self)
            view.wanted.connect(self.wanted)
            self._row.addWidget(view, 1)


def label(role: str, parent: QWidget) -> QLabel:
    """A line of text in one of the program's roles."""
    made = QLabel(parent)
    made.setProperty("role", role)
    return made
