"""A record's values in two columns, titles beside values; what is blank is counted, not listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import tokens
from ui.ledger.inputs.base import mark
from ui.ledger.seen import Fact
from ui.ledger.tones import marked

TITLE_WIDTH = 84
TWO_COLUMNS = 560


class FactsView(QWidget):
    """Values can be marked and copied; personal ones are shown on request."""

    reveal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells: list[tuple[QLabel, QLabel]] = []
        self._facts: list[Fact] = []
        self._all = False
        self._columns = 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID // 2)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(tokens.GRID)
        self.grid.setVerticalSpacing(tokens.GRID - 2)
        column.addLayout(self.grid)
        self.reveal_button = QPushButton("显示完整的个人信息", self)
        self.reveal_button.setObjectName("reveal")
        self.reveal_button.setProperty("role", "link")
        self.reveal_button.setToolTip("谁在什么时候看过会留下记录")
        self.reveal_button.clicked.connect(self.reveal_wanted)
        column.addWidget(self.reveal_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.blank_button = QPushButton(self)
        self.blank_button.setObjectName("blank-facts")
        self.blank_button.setProperty("role", "link")
        self.blank_button.clicked.connect(self._on_blank)
        column.addWidget(self.blank_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Shows a record's values."""
        self._facts = list(facts)
        self.reveal_button.setVisible(any(fact.masked for fact in facts))
        self._lay_out()

    def text_of(self, key: str) -> str:
        """What is shown of a field."""
        return next((fact.text for fact in self._facts if fact.key == key), "")

    def _on_blank(self) -> None:
        self._all = not self._all
        self._lay_out()

    def _lay_out(self) -> None:
        shown = [fact for fact in self._facts if fact.text or self._all]
        blank = sum(not fact.text for fact in self._facts)
        self.blank_button.setText("收起空白项" if self._all else f"还有 {blank} 项空白")
        self.blank_button.setVisible(bool(blank))
        while len(self._cells) < len(shown):
            self._cells.append(self._new_cell())
            self._place(len(self._cells) - 1)
        for place, (title, value) in enumerate(self._cells):
            visible = place < len(shown)
            title.setVisible(visible)
            value.setVisible(visible)
            if not visible:
                continue
            fact = shown[place]
            title.setText(fact.title)
            value.setObjectName(f"fact-{fact.key}")
            value.setText((marked(fact.text, fact.tone) if fact.tone else fact.text) or "—")
            mark(value, "role", fact.tone if fact.tone in ("danger", "warning") else "")
        for column in range(2):
            self.grid.setColumnStretch(column * 2 + 1, 1 if column < self._columns else 0)

    def _place(self, place: int) -> None:
        """Puts a cell where it belongs in so many columns."""
        title, value = self._cells[place]
        row, column = divmod(place, self._columns)
        self.grid.addWidget(title, row, column * 2, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(value, row, column * 2 + 1)

    def _new_cell(self) -> tuple[QLabel, QLabel]:
        title = QLabel(self)
        title.setProperty("role", "soft")
        title.setFixedWidth(TITLE_WIDTH)
        title.setWordWrap(True)
        value = QLabel(self)
        value.setWordWrap(True)
        value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return title, value

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        columns = 2 if event.size().width() >= TWO_COLUMNS else 1
        if columns != self._columns:
            self._columns = columns
            for place in range(len(self._cells)):
                self._place(place)
            self._lay_out()
