"""Cells by their names: C5 as row and column, ranges, and the same in formulas after rows moved."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bureau.exchange.xlsx_cells import column_letters

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_PARTS: Final = re.compile(r"(?P<column>\$?)[A-Za-z]{1,3}(?P<row>\$?)[0-9]+")
# A name of a function or of another kind may look like a cell: LOG10(, 表1!, _A1.
_IN_FORMULA: Final = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"""
    r"""(?<![\w.$])(?P<first>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})"""
    r"""(?::(?P<last>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}))?(?![\w.(!])"""
)


class Cell(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """C5."""
        return f"{column_letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A rectangle of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """A1:C2."""
        return f"{Cell(self.top, self.left).name}:{Cell(self.bottom, self.right).name}"

    def holds(self, cell: Cell) -> bool:
        """Whether a cell lies in it."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right


class Shift(NamedTuple):
    """So many `rows` come in after row `after`; the table that grows begins in row `first`."""

    first: int
    after: int
    rows: int

    def row(self, row: int) -> int:
        """Where a row stands then."""
        return row + self.rows if row > self.after else row

    def end(self, bottom: int) -> int:
        """Where a range ends then: one that ends with the table grows with it."""
        return bottom + self.rows if bottom == self.after else self.row(bottom)


def cell_of(name: str) -> Cell:
    """C5 or $C$5. Raises ValueError."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return Cell(int(found[2]), column)


def area_of(name: str) -> Area:
    """A1:C2, or one cell alone. Raises ValueError."""
    first, _, last = name.partition(":")
    top, bottom = cell_of(first), cell_of(last or first)
    return Area(top.row, top.column, bottom.row, bottom.column)


def moved_area(area: Area, shift: Shift, *, grows: bool = True) -> Area:
    """A range after rows came in."""
    bottom = shift.end(area.bottom) if grows else shift.row(area.bottom)
    return area._replace(top=shift.row(area.top), bottom=bottom)


def moved_list(areas: str, shift: Shift) -> str:
    """A list of ranges, divided by blanks (sqref)."""
    return " ".join(
        moved_area(area_of(one), shift).name if ":" in one else moved_cell(one, shift)
        for one in areas.split()
    )


def moved_cell(name: str, shift: Shift) -> str:
    """One cell after rows came in; its dollar signs stay."""
    found = re.fullmatch(r"(\$?[A-Za-z]{1,3}\$?)(\d+)", name)
    assert found is not None, name
    return f"{found[1]}{shift.row(int(found[2]))}"


def moved_formula(
    formula: str, shift: Shift, sheet: str, *, inside: bool, grows: bool = True
) -> str:
    """A formula after rows came into the sheet named so; `inside`: the formula stands in it.

    What reckons over the whole table grows with it; a line of the table doesn't.
    """

    def moved(found: re.Match[str]) -> str:
        if found["text"] is not None:
            return found[0]
        named = found["sheet"] or ""
        if (unquoted(named[:-1]) != sheet) if named else not inside:
            return found[0]
        first, last = found["first"], found["last"]
        if not last:
            return named + moved_cell(first, shift)
        bottom = cell_of(last).row
        letters = re.match(r"\$?[A-Za-z]+\$?", last)
        assert letters is not None
        end = shift.end(bottom) if grows else shift.row(bottom)
        return f"{named}{moved_cell(first, shift)}:{letters[0]}{end}"

    return _IN_FORMULA.sub(moved, formula)


def copied_formula(formula: str, rows: int, columns: int = 0) -> str:
    """A formula as it reads in a cell so many rows below and columns to the right."""

    def cell(name: str) -> str:
        found = _PARTS.fullmatch(name)
        assert found is not None, name
        at = cell_of(name)
        column = at.column if found["column"] else at.column + columns
        row = at.row if found["row"] else at.row + rows
        return f"{found['column']}{column_letters(column)}{found['row']}{row}"

    def copied(found: re.Match[str]) -> str:
        if found["text"] is not None:
            return found[0]
        ends = [cell(one) for one in (found["first"], found["last"]) if one]
        return (found["sheet"] or "") + ":".join(ends)

    return _IN_FORMULA.sub(copied, formula)


def unquoted(sheet: str) -> str:
    """A sheet's name as it is called: '10月'  is 10月."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
