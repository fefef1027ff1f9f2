"""What happened to a record, below its facts: the newest moments under a heading, the older ones on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import tokens
from ui.ledger.timeline import MomentView

Moment = TypeVar("Moment")


class MomentsBelow(QWidget):
    """Hidden while there is nothing to tell; `unit` counts what is older (步, 条)."""

    def __init__(self, heading: str, unit: str, first: int) -> None:
        super().__init__()
        self.heading, self.unit, self.first = heading, unit, first
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def tell(self, moments: Sequence[Moment], write: Callable[[MomentView, Moment], None]) -> None:
        """Shows moments given the newest first; `write` puts one into its view."""
        self._tell(moments, write, self.first)

    def _tell(
        self, moments: Sequence[Moment], write: Callable[[MomentView, Moment], None], most: int
    ) -> None:
        while self.column.count():
            old = self.column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self.setVisible(bool(moments))
        if not moments:
            return
        head = QLabel(self.heading, self)
        head.setProperty("role", "soft")
        head.setContentsMargins(0, 0, 0, tokens.GRID)
        self.column.addWidget(head)
        shown = moments[:most]
        for place, moment in enumerate(shown):
            view = MomentView(last=place == len(shown) - 1, parent=self)
            write(view, moment)
            self.column.addWidget(view)
        if len(moments) > most:
            more = QPushButton(f"更早的 {len(moments) - most} {self.unit}", self)
            more.setObjectName("older-moments")
            more.setProperty("role", "link")
            more.clicked.connect(lambda: self._tell(moments, write, len(moments)))
            self.column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
