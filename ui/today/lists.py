"""What waits, department by department: a line a matter, each a button that opens its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import tokens
from ui.today.counts import part

if TYPE_CHECKING:
    from bureau.month.today import Part
    from bureau.workflow.waiting import Waiting

LINE_HEIGHT: Final = 30
NARROW: Final = 560
"""Pixels: two columns of lists need so much."""
LOOK: Final = f"""
QPushButton#matter {{ border: none; background: transparent; text-align: left; padding: 0;
  min-height: {LINE_HEIGHT}px; border-radius: {tokens.RADIUS}px; }}
QPushButton#matter:hover {{ background: {tokens.ACCENT_SOFT}; }}
QPushButton#matter:focus {{ border: 2px solid {tokens.FOCUS}; min-height: {LINE_HEIGHT - 4}px; }}
"""


class MatterLine(QPushButton):
    """案件超期 … 10 件."""

    def __init__(self, waiting: Waiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matter")
        self.setStyleSheet(LOOK)
        self.setFixedHeight(LINE_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.waiting = waiting
        tone = tokens.TONES[waiting.tone]
        mark = part("", tone.mark if waiting.tone != "neutral" else "", self)
        mark.setFixedWidth(16)
        mark.setStyleSheet(f"color: {tone.ink}; font-weight: 600;")
        self.count = part("", f"{waiting.count:,} {waiting.unit}", self)
        self.count.setStyleSheet(f"color: {tone.ink}; font-weight: 600;")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(mark)
        row.addWidget(part("", waiting.title, self), 1)
        row.addWidget(self.count)
        self.setAccessibleName(waiting.words)
        self.setAccessibleDescription(waiting.hint)
        self.setToolTip(waiting.hint or "打开这些记录（回车）")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its card lets it be."""
        return QSize(200, LINE_HEIGHT)


class PartCard(QFrame):
    """One department."""

    wanted = Signal(object)

    def __init__(self, part_of: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(part_of.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(0)
        title = QLabel(part_of.title, self)
        title.setProperty("role", "heading")
        title.setContentsMargins(8, 0, 8, 4)
        column.addWidget(title)
        self.lines = [MatterLine(one, self) for one in part_of.matters]
        for line in self.lines:
            line.clicked.connect(
                lambda _checked=False, waiting=line.waiting: self.wanted.emit(waiting)
            )
            column.addWidget(line)


class Lists(QWidget):
    """The cards in two columns as even as can be, in one where it is narrow."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for column in self._columns:
            column.setSpacing(12)
            self._row.addLayout(column, 1)
        self._ends = [QWidget(self), QWidget(self)]
        for column, end in zip(self._columns, self._ends, strict=True):
            end.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
            column.addWidget(end)
        self.cards: list[PartCard] = []
        self._shown: Sequence[Part] | None = None
        self.nothing = QLabel("今天没有到期、超期和待办的事项。", self)
        self.nothing.setProperty("role", "soft")
        self.nothing.hide()
        self._columns[0].insertWidget(0, self.nothing)

    def show_parts(self, parts: Sequence[Part], *, quiet: bool = False) -> None:
        """Other matters; cards that say the same stay, with the keyboard in them. A `quiet` office has
        nothing to be praised for."""
        self.nothing.setVisible(not parts and not quiet)
        if parts == self._shown:
            return
        self._shown = parts
        focused = next((name for name, line in self._lines() if line.hasFocus()), "")
        for card in self.cards:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.cards = [PartCard(one, self) for one in parts]
        heights = [0, 0]
        for card, one in zip(self.cards, parts, strict=True):
            card.wanted.connect(self.wanted)
            at = 0 if heights[0] <= heights[1] else 1
            heights[at] += len(one.matters) + 2
            column = self._columns[at]
            column.insertWidget(column.count() - 1, card)
        for name, line in self._lines():
            if name == focused:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self) -> list[tuple[str, MatterLine]]:
        return [(line.waiting.key, line) for card in self.cards for line in card.lines]

    @property
    def lines(self) -> dict[str, MatterLine]:
        """Every line by the key of its matter."""
        return dict(self._lines())

    def set_narrow(self, narrow: bool) -> None:
        """One column or two."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
