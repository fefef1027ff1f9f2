"""A form as a clerk sees it to point at: a grid of cells with their words, merged ones as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.exchange.xlsx_cells import column_letters
from bureau.returns import word
from bureau.returns.references import Area, Cell
from bureau.returns.workbook import SHOWN_COLUMNS, SHOWN_ROWS, Workbook

if TYPE_CHECKING:
    from bureau.returns.forms import Form
    from bureau.returns.package import Package

Spot = tuple[str, str]
"""Where a place is: sheet and cell, or nothing and a placeholder or a spot of a document."""
USUAL_WIDTH, TEXT_WIDTH = 9.0, 60.0
"""Characters that a column is wide that says nothing; those of all columns of a document."""
MOST_SPACE = 8
"""Columns right of the last one that is written down."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A cell of the picture: what it says, where it is, and which placeholders it holds."""

    spot: Spot
    words: str = ""
    formula: bool = False
    number: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """One sheet, or a whole document; rows and columns from 0."""

    name: str
    patches: Mapping[tuple[int, int], Patch]
    rows: int
    widths: tuple[float, ...]
    merged: tuple[Area, ...] = ()
    heads: bool = True
    """Whether rows and columns have names of their own (A, B, 1, 2)."""


def pictures(form: Form, package: Package) -> tuple[Picture, ...]:
    """Every sheet that is shown, or the document. Raises UserError."""
    if form.kind == "docx":
        return (document(package),)
    book = Workbook(package)
    return tuple(sheet(book, name) for name in book.sheets)


def sheet(book: Workbook, name: str) -> Picture:
    """A sheet as far as anything stands in it."""
    one = book.sheet(name)
    texts = one.texts()
    merged = [area for area in one.merged if area.top <= SHOWN_ROWS and area.left <= SHOWN_COLUMNS]
    cells = [*texts, *(cell for cell, _ in one.cells()), *(Cell(a.bottom, a.right) for a in merged)]
    rows = min(max((cell.row for cell in cells), default=1) + 1, SHOWN_ROWS)
    columns = min(max((cell.column for cell in cells), default=1) + 1, SHOWN_COLUMNS)
    patches = {
        (cell.row - 1, cell.column - 1): Patch(
            (name, cell.name),
            shown.text or ("（公式）" if shown.formula else ""),
            shown.formula,
            shown.number,
        )
        for cell, shown in texts.items()
        if cell.row <= rows and cell.column <= columns
    }
    widths = one.widths
    return Picture(
        name,
        patches,
        rows,
        tuple(widths.get(column, USUAL_WIDTH) for column in range(1, columns + 1)),
        tuple(
            Area(a.top - 1, a.left - 1, min(a.bottom, rows) - 1, min(a.right, columns) - 1)
            for a in merged
        ),
    )


def document(package: Package) -> Picture:
    """Paragraphs over the whole width, tables with their cells."""
    blocks = word.outline(package)
    width = max(
        (sum(spot.span for spot in row) for block in blocks for row in block.rows), default=1
    )
    patches: dict[tuple[int, int], Patch] = {}
    merged: list[Area] = []
    row = 0
    for block in blocks:
        for spots in block.rows:
            column = 0
            for spot in spots:
                span = spot.span if block.table else width
                names = tuple(found[1] for found in word.MARK.finditer(spot.text))
                names += tuple(found[3] for found in word.TURN.finditer(spot.text) if found[3])
                patches[row, column] = Patch(("", spot.key), spot.text, names=names)
                if span > 1:
                    merged.append(Area(row, column, row, min(column + span, width) - 1))
                column += span
            row += 1
    each = max(TEXT_WIDTH / width, 8.0)
    return Picture("正文", patches, max(row, 1), (each,) * width, tuple(merged), heads=False)


def spot_at(picture: Picture, row: int, column: int) -> Spot | None:
    """What a clerk points at; in a document only what is there."""
    for area in picture.merged:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            row, column = area.top, area.left
    patch = picture.patches.get((row, column))
    if patch is not None:
        return patch.spot
    return (picture.name, f"{column_letters(column + 1)}{row + 1}") if picture.heads else None
