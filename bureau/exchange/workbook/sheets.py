"""Workbook and sheet as an import sees them; a sheet is loaded when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bureau.exchange.workbook.cells import Cell, CellError
from bureau.exchange.workbook.marks import NO_MARKS, Marks


class Span(NamedTuple):
    """A merged range, both corners included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class NumberedRow(NamedTuple):
    """One row with the file's own number; the n-th cell stands in column n."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """A loaded sheet: `read` gives the rows with their numbers, every one `width` cells wide."""

    width: int
    read: Callable[[], Iterator[tuple[int, list[Cell]]]]
    merged: Sequence[Span] = ()
    # Row number → column → error: the readers of cells show these as blank.
    errors: Mapping[int, Mapping[int, CellError]] = field(default_factory=dict)
    marks: Callable[[], Marks] = lambda: NO_MARKS


class Sheet:
    """One sheet of a `file`; `visible` is False for sheets that Excel doesn't show.

    A part of a sheet, or one that was turned, has its `origin`, which is the sheet as it looks.
    """

    def __init__(
        self,
        name: str,
        visible: bool,
        load: Callable[[], Grid],
        file: Path,
        origin: Sheet | None = None,
    ) -> None:
        self.name = name
        self.visible = visible
        self.file = file
        self.origin: Sheet = self if origin is None else origin
        self._load = load

    @cached_property
    def _grid(self) -> Grid:
        return self._load()

    @property
    def width(self) -> int:
        """How many cells every row has."""
        return self._grid.width

    @property
    def merged(self) -> Sequence[Span]:
        """The merged ranges; their value stands in the first cell, the others are None."""
        return self._grid.merged

    @cached_property
    def marks(self) -> Marks:
        """What the sheet shows beside its values."""
        return self._grid.marks()

    def rows(self) -> Iterator[NumberedRow]:
        """The rows that hold anything, in order; blank rows are passed over but counted."""
        grid = self._grid
        for number, cells in grid.read():
            if number in grid.errors:
                for column, error in grid.errors[number].items():
                    cells[column - 1] = error
            yield NumberedRow(number, tuple(cells))

    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return next(self.rows(), None) is None


@dataclass(frozen=True)
class Workbook:
    """All sheets that have cells, hidden ones included, in the file's order."""

    sheets: Sequence[Sheet]
