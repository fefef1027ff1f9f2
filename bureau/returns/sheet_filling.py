"""Values into the sheets of a form: single cells, and tables that grow downward."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
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
    own = [n for n, column in enumerate(columns) if any(n < len(a) and a[n] for a in lines)]
    running = running_numbers(sheet, start.row, columns)
    room = free_rows(sheet, start.row, columns, {columns[n] for n in own})
    if len(lines) > room:
        insert_rows(sheet, start.row, start.row + room - 1, len(lines) - room)
        for column, first in running.items():
            for offset in range(room, len(lines)):
                sheet.put_number(Cell(start.row + offset, column), str(first + offset))
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


def running_numbers(sheet: Sheet, first: int, columns: Sequence[int]) -> dict[int, int]:
    """The columns where the form itself numbers its rows 1, 2 …, with the first of the numbers."""
    texts = sheet.texts()
    found = {}
    for column in columns:
        one, two = (texts.get(Cell(row, column)) for row in (first, first + 1))
        if one is not None and two is not None and one.text.isdecimal() and not one.formula:
            number = int(one.text)
            if two.text == str(number + 1) and not two.formula:
                found[column] = number
    return found


def free_rows(sheet: Sheet, first: int, columns: Sequence[int], own: Container[int]) -> int:
    """How many rows from the first one on look like it and hold nothing in these columns.

    The first counts whatever it holds; numbers of the rows, and formulas in columns that take nothing
    (all but its `own`), don't take a row.
    """
    running = running_numbers(sheet, first, columns)
    taken = {
        cell.row
        for cell, shown in sheet.texts().items()
        if cell.column in columns
        and not (shown.formula and cell.column not in own)
        and not (
            cell.column in running and shown.text == str(running[cell.column] + cell.row - first)
        )
    }
    looks = [sheet.look(Cell(first, column)) for column in columns]
    row = first + 1
    while (
        row not in taken
        and sheet.row(row) is not None
        and [sheet.look(Cell(row, column)) for column in columns] == looks
    ):
        row += 1
    return row - first
