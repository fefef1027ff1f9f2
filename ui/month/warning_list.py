"""月结核对 on the page of the month: what is still open, each line opening its list or page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.month.warnings import Concern
from ui import tokens

MOST: Final = 8
FEW: Final = 3
NOTHING: Final = "没有发现问题，可以出材料了。"
READING: Final = "正在核对…"


class WarningLine(QWidget):
    """One warning: how many of what, and below it more about them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.hint = QLabel(self)
        self.hint.setProperty("role", "faint")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(22, 0, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.hint)

    def show_concern(self, concern: Concern, place: int) -> None:
        """Another warning takes the place."""
        matter = concern.matter
        tone = tokens.TONES[matter.tone]
        self.button.setObjectName(f"concern-{matter.key}")
        self.button.setText(f"{tone.mark} {matter.words}")
        self.button.setStyleSheet(f"color: {tone.ink};")
        self.button.setAccessibleName(f"第 {place} 条，{concern.department}，{concern.words}")
        self.button.setToolTip(f"{concern.department}：点击查看（回车）")
        self.hint.setText(matter.hint)
        self.hint.setVisible(bool(matter.hint))


class WarningList(QFrame):
    """The gravest first, the others behind 全部 N 条; `printed` asks for the sheet."""

    wanted = Signal(str, object)
    wanted_page = Signal(str)
    printed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName("月结核对")
        self.concerns: tuple[Concern, ...] = ()
        self.lines: list[WarningLine] = []
        self._all = False
        self._most = MOST
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(2)
        top = QHBoxLayout()
        heading = QLabel("月结核对", self)
        heading.setProperty("role", "title")
        self.sheet = QPushButton("核对单…", self)
        self.sheet.setObjectName("print-warnings")
        self.sheet.setProperty("role", "link")
        self.sheet.clicked.connect(lambda: self.printed.emit())
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.sheet)
        column.addLayout(top)
        # Nothing is said to be in order before it was looked at.
        self.nothing = QLabel(READING, self)
        self.nothing.setProperty("role", "soft")
        self.nothing.setWordWrap(True)
        column.addWidget(self.nothing)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self.more = QPushButton(self)
        self.more.setObjectName("all-warnings")
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self._turn)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        column.addLayout(row)
        self._list()

    def show_concerns(self, concerns: Sequence[Concern]) -> None:
        """The warnings of a period."""
        self.concerns = tuple(concerns)
        self.nothing.setText(NOTHING)
        self._list()

    def _list(self) -> None:
        shown = self.concerns if self._all else self.concerns[: self._most]
        while len(self.lines) < len(shown):
            self._add_line()
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(shown))
            if place < len(shown):
                line.show_concern(shown[place], place + 1)
        self.nothing.setVisible(not self.concerns)
        self.sheet.setVisible(bool(self.concerns))
        self.more.setVisible(len(self.concerns) > self._most)
        self.more.setText("只看前几条" if self._all else f"全部 {len(self.concerns)} 条")

    def show_most(self, most: int) -> None:
        """How many are seen at once: fewer where the figures would be pushed out of sight."""
        if most != self._most:
            self._most = most
            self._list()

    def _add_line(self) -> None:
        place, line = len(self.lines), WarningLine(self)
        line.button.clicked.connect(lambda: self._open(place))
        self.lines.append(line)
        self._lines.addWidget(line)

    def _turn(self) -> None:
        self._all = not self._all
        self._list()

    def _open(self, place: int) -> None:
        matter = self.concerns[place].matter
        if matter.where is not None:
            self.wanted.emit(matter.ledger, matter.where)
        else:
            self.wanted_page.emit(matter.page)
