"""A page of tables and charts of one period: line tables, notes below them, cards that stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QMenu, QPushButton, QWidget

from bureau.calendar.periods import Kind
from ui.assessment.line_grid import LineGrid
from ui.assessment.papers import Titled, fill_papers, open_paper
from ui.context import Context
from ui.month.period_bar import EVERY_KIND
from ui.month.period_page import PeriodPage

NARROW = 1080
"""Pixels: below it tables and charts stand under each other."""


class FiguresPage(PeriodPage):
    """What such pages share; each says itself what it reads and shows."""

    narrow = NARROW
    together = False

    def __init__(
        self,
        context: Context,
        title: str,
        end_day: int | None = None,
        kinds: Collection[Kind] = EVERY_KIND,
        parent: QWidget | None = None,
    ) -> None:
        self._rows: list[QBoxLayout] = []
        super().__init__(context, title, end_day, kinds, parent)

    def line_grid(self, name: str, title: str, most: int) -> LineGrid:
        """A table whose figures open their records; of more lines than `most`, some are scrolled to."""
        made = LineGrid(most, self)
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.wanted.connect(self.wanted)
        return made

    def faint(self, words: str = "") -> QLabel:
        """A note below a table."""
        made = QLabel(words, self)
        made.setProperty("role", "faint")
        made.setWordWrap(True)
        made.setContentsMargins(12, 0, 12, 0)
        return made

    def button(self, name: str, words: str, act: Callable[[], None], role: str = "") -> QPushButton:
        """An act of the page; where it stands is said elsewhere."""
        made = QPushButton(words, self)
        made.setObjectName(name)
        if role:
            made.setProperty("role", role)
        made.clicked.connect(lambda: act())
        return made

    def papers_menu(self, name: str, titles: Sequence[Titled]) -> QMenu:
        """打印 on top: each paper of the period that is shown by then."""
        button = QPushButton("打印", self)
        button.setObjectName(name)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill_papers(menu, self.context, self, self.period, titles))
        button.setMenu(menu)
        self.top.addWidget(button)
        return menu

    def stacked(self, *parts: QWidget) -> QBoxLayout:
        """Parts below each other, as high as they need be."""
        box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        box.setSpacing(12)
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
        return box

    def beside(self, *parts: tuple[QWidget | QBoxLayout, int]) -> QBoxLayout:
        """Parts with their shares of the width, below each other where it is narrow."""
        box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        box.setSpacing(12)
        for part, share in parts:
            if isinstance(part, QWidget):
                box.addWidget(part, share)
            else:
                box.addLayout(part, share)
        self._rows.append(box)
        return box

    def show_kind(self, kind: str, name: str) -> None:
        """The paper of that kind for the period that is shown, in the preview."""
        open_paper(self.context, self, kind, name, self.period)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other only where the columns have room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < self.narrow
        for pair in self._rows:
            pair.setDirection(way.TopToBottom if narrow else way.LeftToRight)
