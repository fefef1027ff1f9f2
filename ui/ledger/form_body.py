"""The fields of a form under their headings, in one column or two as the width allows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from bureau.ledger.declaration import Ledger
from bureau.ledger.types import Photos
from ui import tokens
from ui.context import Context
from ui.ledger.form_plan import Group, groups, takes_width
from ui.ledger.form_row import FieldRow

TWO_COLUMNS = 620
"""From this width on fields stand in two columns."""


class FormBody(QWidget):
    """All rows of a form, by field key in the order of Tab."""

    def __init__(
        self,
        context: Context,
        ledger: Ledger,
        parent: QWidget | None = None,
        *,
        photos: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.rows: dict[str, FieldRow] = {}
        self._grids: list[tuple[QGridLayout, Group]] = []
        self._columns = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.GRID * 2, tokens.GRID, tokens.GRID * 2, tokens.GRID * 2)
        column.setSpacing(tokens.GRID)
        for group in groups(ledger):
            if not photos and isinstance(group.fields[0].type, Photos):
                continue
            if group.title:
                heading = QLabel(group.title, self)
                heading.setProperty("role", "heading")
                heading.setContentsMargins(0, tokens.GRID, 0, 0)
                column.addWidget(heading)
            grid = QGridLayout()
            grid.setHorizontalSpacing(tokens.GRID * 2)
            grid.setVerticalSpacing(tokens.GRID)
            column.addLayout(grid)
            self._grids.append((grid, group))
            for field in group.fields:
                self.rows[field.key] = FieldRow(field, context, self)
        column.addStretch(1)
        self.arrange(1)

    def arrange(self, columns: int) -> None:
        """Puts the rows in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for grid, group in self._grids:
            place = 0
            for field in group.fields:
                row = self.rows[field.key]
                grid.removeWidget(row)
                pair = isinstance(field.type, Photos)
                width = columns if takes_width(field) else 1
                across = 2 if pair else columns
                if place % across + width > across:
                    place += across - place % across
                top = Qt.AlignmentFlag.AlignTop
                if pair:
                    grid.addWidget(row, place // 2, place % 2, 1, 1)
                else:
                    grid.addWidget(row, place // across, place % across, 1, width, top)
                place += width
            for number in range(2):
                grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.arrange(2 if event.size().width() >= TWO_COLUMNS else 1)
