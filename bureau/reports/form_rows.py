"""Rows that forms are made of: label and value, two of them side by side, boxes to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import Final

from bureau.reports.paper import FormCell, FormTable

Cells = tuple[FormCell, ...]
QUARTERS: Final = (17, 33, 17, 33)
"""Label, value, label, value."""
SIXTHS: Final = (14, 19, 14, 19, 14, 20)
DAY_TO_WRITE: Final = "年　　月　　日"
DAY_TO_SIGN: Final = "年　月　日"


def quarter(first: tuple[str, str], second: tuple[str, str]) -> Cells:
    """A row of two labels with their values."""
    return (
        FormCell(first[0], label=True),
        FormCell(first[1]),
        FormCell(second[0], label=True),
        FormCell(second[1]),
    )


def wide(label: str, value: str, lines: int = 1, foot: str = "") -> Cells:
    """A row with one long value, and at its foot who signs."""
    return FormCell(label, label=True), FormCell(value, span=3, lines=lines, foot=foot)


def signing(labels: Sequence[str], known: Sequence[str] = (), lines: int = 2) -> FormTable:
    """Boxes to be signed in turn, three a row, each with room for the day; goes on under a form.

    `known` are names that are already there, by place.
    """
    cells = [
        (FormCell(label, label=True), FormCell(name, lines=lines, foot=DAY_TO_SIGN))
        for label, name in zip_longest(labels, known[: len(labels)], fillvalue="")
    ]
    empty = (FormCell(label=True), FormCell())
    rows = zip_longest(cells[::3], cells[1::3], cells[2::3], fillvalue=empty)
    return FormTable(SIXTHS, tuple(tuple(chain(*row)) for row in rows), joined=True, whole=True)
