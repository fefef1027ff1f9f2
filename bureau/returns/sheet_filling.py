"""Values into the sheets of a form: single cells, and tables that grow downward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bureau.returns.inserting import insert_rows
from bureau.returns.references import Cell, cell_of
from bureau.returns.workbook import Sheet, Workbook

if TYPE_CHECKING:
    from bureau.returns.records import Line
    from bureau.returns.writing import Written


def put(sheet: Sheet, cell: Cell, written: Written) -> None:
    """A value into a cell, as a number where it is one."""
    if written.digits and (not written.day or sheet.shows_day(cell)):
        sheet.put_number(cell, written.digits)
    else:
        sheet.put_text(cell, written.words)


def fill_cells(book: Workbook, values: Mapping[tuple[str, str], Written]) -> None:
    """Single values by sheet and cell; merged cells take it in their first one. Raises UserError."""
    for (name, cell), written in values.items():
        sheet = book.sheet(name)
        put(sheet, sheet.head_of(cell_of(cell)), written)


def fill_table(sheet: Sheet, start: Cell, lines: Sequence[Line]) -> None:
    """Lines from a cell downward; rows come in where the form has too few. Raises UserError."""
    width = max((len(line) for line in lines), default=1)
    columns = table_columns(sheet, start, width)
    room = free_rows(sheet, start.row, columns)
    if len(lines) > room:
        insert_rows(sheet, start.row, start.row + room - 1, len(lines) - room)
    for offset, line in enumerate(lines):
        for column, written in zip(columns, line, strict=False):
            if written is not None and (written.words or written.digits):
                put(sheet, Cell(start.row + offset, column), written)


def table_columns(sheet: Sheet, start: Cell, count: int) -> list[int]:
    """The columns of a table: from the first one to the right, merged ones as one."""
    found: list[int] = []
    column = start.column
    across = {
        area.left: area.right for area in sheet.merged if area.top <= start.row <= area.bottom
    }
    for _ in range(count):
        found.append(column)
        column = across.get(column, column) + 1
    return found


def free_rows(sheet: Sheet, first: int, columns: Sequence[int]) -> int:
    """How many rows from the first one on look like it and hold nothing in these columns.

    The first counts whatever it holds.
    """
    taken = {cell.row for cell in sheet.texts() if cell.column in columns}
    looks = [sheet.look(Cell(first, column)) for column in columns]
    row = first + 1
    while (
        row not in taken
        and sheet.row(row) is not None
        and [sheet.look(Cell(row, column)) for column in columns] == looks
    ):
        row += 1
    return row - first
