"""Strips that every page may use: a sentence with buttons, a page that says what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.tokens import GRID, TONES

Act = tuple[str, Callable[[], object]]
"""A button's text and what it does."""
NARROW = 480
"""Pixels: below it a sentence beside its buttons would be a column of single words."""


class NoticeBar(QFrame):
    """A sentence across the page: its tone's colour and mark, and buttons that act on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        self._whole.setSpacing(GRID)
        self.sentence = QLabel()
        self.sentence.setObjectName("notice-sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._whole.addWidget(self.sentence, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(GRID)
        self._row.addStretch(1)
        self._whole.addLayout(self._row)
        self._buttons: list[QPushButton] = []
        self.hide()

    def show_notice(self, text: str, tone: str = "neutral", acts: Sequence[Act] = ()) -> None:
        """Says `text`, a plain note unless a tone is named.

        Every act closes the strip, and 关闭 alone does nothing else.
        """
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()
        self.setProperty("tone", tone)
        self.style().polish(self)
        # A plain note is nothing to be marked.
        self.sentence.setText(text if tone == "neutral" else f"{TONES[tone].mark} {text}")
        for title, act in (*acts, ("关闭", lambda: None)):
            button = QPushButton(title)
            button.setProperty("role", "quiet")
            button.clicked.connect(lambda _checked=False, act=act: self._act(act))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow pane the buttons stand below the sentence, which keeps the whole width."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self._whole.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _act(self, act: Callable[[], object]) -> None:
        self.hide()
        act()


class EmptyPage(QWidget):
    """A page without content: what it is, and what to do next."""

    def __init__(
        self, title: str, text: str, acts: Sequence[Act] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        self.heading, self.said = QLabel(title), QLabel(text)
        for label, role in ((self.heading, "title"), (self.said, "soft")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for place, (name, act) in enumerate(acts):
            button = QPushButton(name)
            button.setProperty("role", "main" if not place else "")
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Something else that is missing."""
        self.heading.setText(title)
        self.said.setText(text)
