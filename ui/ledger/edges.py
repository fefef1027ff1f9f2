"""Ctrl and an arrow: to the edge of what is filled in, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from bureau.ledger.query import Blank
from bureau.storage import rows
from ui.ledger.model import LedgerModel

MOST_ROWS = 200_000
"""Of more rows the blank ones aren't looked for: the last row is the edge."""


def edge(filled: Callable[[int], bool], at: int, step: int, last: int) -> int:
    """Where a run of filled places ends; from its end, or from a blank, where the next one begins."""
    end = last if step > 0 else 0
    if at == end:
        return at
    inside = filled(at) and filled(at + step)
    place = at + step
    while place != end and filled(place + step if inside else place) == inside:
        place += step
    return place


def edge_across(model: LedgerModel, row: int, column: int, step: int) -> int:
    """The column of the edge in this row."""
    last = len(model.columns) - 1
    return edge(lambda at: bool(model.text(row, at)), column, step, last)


def edge_along(model: LedgerModel, row: int, column: int, step: int) -> int:
    """The row of the edge in this column."""
    last = len(model.ids) - 1
    if last >= MOST_ROWS:
        return last if step > 0 else 0
    desk, ledger, key = model.context.desk, model.ledger, model.columns[column].key
    with desk.store.snapshot() as conn:
        blank = set(rows.ids(conn, ledger, Blank(key), today=desk.now()))
    return edge(lambda at: model.ids[at] not in blank, row, step, last)
