"""The table of a month's contracts: selecting a line shows how it came about, a double click its records."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.assessment.line_grid import LineGrid
from ui.month.numbers import Grid
from ui.sanitation.month_words import NUMBERS

MOST_LINES = 8
WIDTHS = (76, 190, 104, 76, 82, 128, 112, 128)
"""Pixels of the columns; the last one takes what is left."""


class MonthGrid(LineGrid):
    """One line a contract."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(MOST_LINES, parent)
        self.setObjectName("sanitation-months")
        self.setAccessibleName("各标段本月考核")

    def show_months(self, grid: Grid) -> None:
        """Shows the lines."""
        self.show_lines(grid, NUMBERS, WIDTHS)
