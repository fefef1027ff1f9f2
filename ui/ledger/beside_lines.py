"""Links in the details to what other departments noted about a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.context import Context


@dataclass(frozen=True, slots=True)
class Beside:
    """A record of another ledger, in words."""

    ledger: str
    record: int
    words: str


class BesideLines(QWidget):
    """A link for each; nothing while there are none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.hide()

    def show_lines(self, lines: Sequence[Beside]) -> None:
        """Another record's."""
        while self.column.count():
            old = self.column.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            link = QPushButton(line.words, self)
            link.setObjectName("beside-line")
            link.setProperty("role", "link")
            link.clicked.connect(partial(self.context.news.wanted.emit, line.ledger, line.record))
            self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            link.show()
        self.setVisible(bool(lines))
