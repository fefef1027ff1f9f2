"""Putting cells that cover several columns or rows in their places, as web pages and Word mean them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bureau.exchange.workbook.cells import Cell
from bureau.exchange.workbook.marks import ByCell, Marks, Picture
from bureau.exchange.workbook.sheets import Grid, Span

WIDEST = 1_000
"""A table with more columns is damaged, whatever its spans say."""


@dataclass
class TableGrid:
    """Rows by number from 1; a cell stands in the first column that nothing above covers."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    pictures: list[Picture] = field(default_factory=list)
    notes: dict[int, dict[int, str]] = field(default_factory=dict)
    row: int = 0
    column: int = 1
    _covered: dict[int, int] = field(default_factory=dict)
    """Column → last row that a cell above covers."""

    def begin_row(self, *, hidden: bool = False) -> int:
        """The next row; its number."""
        self.row += 1
        self.column = 1
        self.rows[self.row] = {}
        if hidden:
            self.hidden.add(self.row)
        return self.row

    def skip_to_row(self, number: int) -> None:
        """The row that begins next has this number."""
        self.row = max(self.row, number - 1)

    def skip_to_column(self, number: int) -> None:
        """The next cell stands in this column."""
        self.column = max(self.column, min(number, WIDEST))

    def add(self, cell: Cell, across: int = 1, down: int = 1) -> int:
        """Puts a cell in the next free place; its column."""
        while self._covered.get(self.column, 0) >= self.row:
            self.column += 1
        at = self.column
        if at > WIDEST:
            return at
        across = min(across, WIDEST - at + 1)
        if cell is not None:
            self.rows[self.row][at] = cell
        if across > 1 or down > 1:
            self.merge(self.row, at, self.row + down - 1, at + across - 1)
        if down > 1:
            for column in range(at, at + across):
                self._covered[column] = self.row + down - 1
        self.column = at + across
        return at

    def merge(self, first_row: int, first: int, last_row: int, last: int) -> None:
        """Notes a merged range."""
        self.merged.append(Span(first_row, first, last_row, last))

    @property
    def width(self) -> int:
        """The last column that holds anything."""
        ends = [span.last_column for span in self.merged]
        return max((*(max(cells, default=0) for cells in self.rows.values()), *ends), default=0)

    def loaded(self) -> Grid:
        """As the other readers give a sheet."""
        width = self.width
        last = max(self.rows, default=0)
        merged = sorted(
            Span(one.first_row, one.first_column, min(one.last_row, last), one.last_column)
            for one in self.merged
        )
        notes: ByCell = self.notes
        marks = Marks(hidden=frozenset(self.hidden), notes=notes, pictures=self.pictures)
        return Grid(width, lambda: self.read(width), merged, marks=lambda: marks)

    def read(self, width: int) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that hold anything."""
        for number, cells in self.rows.items():
            if cells:
                yield number, [cells.get(column) for column in range(1, width + 1)]
