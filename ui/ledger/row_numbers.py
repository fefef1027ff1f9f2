"""The rows' numbers at the left of a table: as wide as its last number needs, however many there are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ui import tokens

LOOK = f"""
QHeaderView::section {{ background: {tokens.PAPER}; color: {tokens.INK_FAINT}; border: none;
  border-right: 1px solid {tokens.LINE}; border-bottom: 1px solid {tokens.LINE}; padding: 0 6px; }}
"""
RESHAPING = {QEvent.Type.FontChange, QEvent.Type.StyleChange}


class RowNumbers(QHeaderView):
    """Knows its width by the number of digits: Qt would ask for the words of two hundred rows
    whenever a list changes, which takes longer than painting them.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._digits = -1
        self._hint = QSize()
        self.setObjectName("row-numbers")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(LOOK)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Asked of Qt anew when there is one digit more or less."""
        rows = self.count()
        digits = len(str(rows)) if rows else 0
        if digits != self._digits:
            self._digits = digits
            self._hint = super().sizeHint()
        return self._hint

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Other type, other widths."""
        if event.type() in RESHAPING:
            self._digits = -1
        super().changeEvent(event)
