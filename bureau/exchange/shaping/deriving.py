"""Columns that a sheet doesn't have and that are made of others: √ under 服务 | 管理 | 执法 is one field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bureau.exchange.layout import Header
from bureau.exchange.workbook import Cell, NumberedRow, Sheet, Span
from bureau.exchange.workbook.sheets import Grid


def rewritten(sheet: Sheet, header: Header) -> Sheet:
    """The sheet with the columns that its header is told to have besides; itself where none."""
    made = header.made
    if not made:
        return sheet

    def load() -> Grid:
        # Only rows under the header have what they are made of.
        def read() -> Iterator[tuple[int, list[Cell]]]:
            blank: list[Cell] = [None] * len(made)
            for row in sheet.rows():
                if row.number <= header.last:
                    yield row.number, [*row.cells, *blank]
                else:
                    yield row.number, [*row.cells, *(one.of(row) for one in made)]

        return Grid(sheet.width + len(made), read, sheet.merged, marks=lambda: sheet.marks)

    return Sheet(sheet.name, sheet.visible, load, sheet.file, sheet.origin)


def cut_out(
    sheet: Sheet,
    rows: range,
    columns: range | None = None,
    name: str = "",
) -> Sheet:
    """Some rows of a sheet, and of these some columns (from 0): the others are blank."""

    def load() -> Grid:
        def read() -> Iterator[tuple[int, list[Cell]]]:
            for row in sheet.rows():
                if row.number >= rows.stop:
                    return
                if row.number >= rows.start and (kept := within(row, columns)):
                    yield row.number, kept

        merged = [
            span
            for span in sheet.merged
            if span.first_row in rows and (columns is None or span.first_column - 1 in columns)
        ]
        return Grid(sheet.width, read, merged, marks=lambda: sheet.marks)

    return Sheet(name or sheet.name, sheet.visible, load, sheet.file, sheet.origin)


def within(row: NumberedRow, columns: range | None) -> list[Cell]:
    """The cells of a row that lie in some columns; nothing where they are all blank."""
    if columns is None:
        return list(row.cells)
    cells = [cell if at in columns else None for at, cell in enumerate(row.cells)]
    return cells if any(cell is not None for cell in cells) else []


def turned(sheet: Sheet, rows: Sequence[NumberedRow], corner: str = "") -> Sheet:
    """A sheet with its columns as rows: the n-th column is row n. `corner` replaces its first cell."""

    def load() -> Grid:
        last = max(row.number for row in rows)

        def read() -> Iterator[tuple[int, list[Cell]]]:
            for at in range(sheet.width):
                cells: list[Cell] = [None] * last
                for row in rows:
                    cells[row.number - 1] = row.cells[at]
                if at == 0 and corner:
                    cells[rows[0].number - 1] = corner
                if any(cell is not None for cell in cells):
                    yield at + 1, cells

        merged = sorted(
            Span(span.first_column, span.first_row, span.last_column, span.last_row)
            for span in sheet.merged
        )
        return Grid(last, read, merged)

    return Sheet(sheet.name, sheet.visible, load, sheet.file, sheet.origin)
