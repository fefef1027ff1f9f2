"""The table of a month's contracts: selecting a line shows how it came about, a double click its records."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.assessment.line_grid import LineGrid
from ui.month.numbers import Grid
from ui.sanitation.month_words import NUMBERS

MOST_LINES = 8
WIDTHS = (76, 190, 104, 72, 78, 116, 104, 116)
"""Pixels of the columns; the last one takes what is left."""
COMPANY, COMPANY_LEAST, LAST_LEAST = 1, 96, 110
"""The column of the company gives way in a narrow window, so that what is to be done stays in sight."""


class MonthGrid(LineGrid):
    """One line a contract."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(MOST_LINES, parent)
        self.setObjectName("sanitation-months")
        self.setAccessibleName("各标段本月考核")

    def show_months(self, grid: Grid) -> None:
        """Shows the lines."""
        self.show_lines(grid, NUMBERS, WIDTHS)
        self._fit()

    def _fit(self) -> None:
        others = sum(WIDTHS) - WIDTHS[COMPANY] + LAST_LEAST
        room = self.viewport().width() - others
        width = max(COMPANY_LEAST, min(WIDTHS[COMPANY], room))
        if self.model_of_grid.columnCount() > COMPANY:
            self.horizontalHeader().resizeSection(COMPANY, width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another room for the company's name."""
        super().resizeEvent(event)
        self._fit()
