"""The big numbers in a row: each a button that opens what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import tokens
from ui.today.words import BIG, Big

if TYPE_CHECKING:
    from bureau.workflow.waiting import Waiting

HEIGHT: Final = 80
NUMBER_PIXELS: Final = 28
UNREAD: Final = "–"
SHORT: Final = 8
"""Characters of a remark that fit beside the number."""
LOOK: Final = f"""
QPushButton#big {{ background: {tokens.PAPER}; border: 1px solid {tokens.LINE};
  border-radius: {tokens.RADIUS}px; padding: 0; min-height: {HEIGHT - 2}px; }}
QPushButton#big:hover {{ border-color: {tokens.ACCENT}; }}
QPushButton#big:focus {{ border: 2px solid {tokens.FOCUS}; min-height: {HEIGHT - 4}px; }}
QPushButton#big:disabled {{ background: {tokens.PAPER}; }}
"""


class BigCount(QPushButton):
    """One number. It stands empty until it is read."""

    def __init__(self, big: Big, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("big")
        self.setStyleSheet(LOOK)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.big, self.place = big, place
        self.waiting: Waiting | None = None
        self.title, self.digit = part("soft", big.title, self), part("faint", str(place), self)
        self.digit.setToolTip(f"按数字键 {place} 打开")
        self.number = part("", "", self)
        self.hint = part("faint", "", self)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.digit)
        foot.setSpacing(tokens.GRID)
        foot.addWidget(self.number)
        foot.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(foot)
        self.show_waiting(None)

    def show_waiting(self, waiting: Waiting | None) -> None:
        """Another number, or none yet."""
        self.waiting = waiting
        self.setEnabled(waiting is not None)
        tone = waiting.tone if waiting is not None and waiting.count else "neutral"
        ink = tokens.ACCENT if tone == "neutral" else tokens.TONES[tone].ink
        if waiting is not None and not waiting.count:
            ink = tokens.INK_FAINT
        mark = f"{tokens.TONES[tone].mark} " if tone != "neutral" else ""
        self.title.setText(f"{mark}{self.big.title}")
        value, unit = (f"{waiting.count:,}", waiting.unit) if waiting else (UNREAD, "")
        self.number.setText(
            f'<span style="font-size:{NUMBER_PIXELS}px; font-weight:600; color:{ink}">{value}</span>'
            f' <span style="color:{tokens.INK_SOFT}">{unit}</span>'
        )
        hint = waiting.hint if waiting is not None and waiting.count else ""
        self.hint.setText(hint if len(hint) <= SHORT else "")
        self.setAccessibleName(f"{self.big.title} {value}{unit}")
        self.setToolTip(f"{hint}\n按 {self.place} 或回车打开".strip())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All are as wide as each other, whatever they say."""
        return QSize(120, HEIGHT)


class CountRow(QWidget):
    """All of them; `wanted` carries the Waiting of the one that was pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.counts = [BigCount(big, place, self) for place, big in enumerate(BIG, start=1)]
        for count in self.counts:
            count.clicked.connect(lambda _checked=False, count=count: self.open(count.place))
            row.addWidget(count, 1)

    def open(self, place: int) -> None:
        """The number at a place, counted from 1."""
        if 1 <= place <= len(self.counts) and (waiting := self.counts[place - 1].waiting):
            self.wanted.emit(waiting)


def part(role: str, text: str, parent: QWidget) -> QLabel:
    """A label that leaves clicks to the button it stands in."""
    made = QLabel(text, parent)
    made.setProperty("role", role)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
