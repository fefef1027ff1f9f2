"""Where a person is in the table, so that a new list of rows doesn't take them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from ui.ledger.model import LedgerModel
from ui.ledger.view import LedgerTable

Flag = QItemSelectionModel.SelectionFlag
MOST_KEPT = 5_000
"""Selected rows that are found again; of larger selections the current cell is."""


@dataclass(frozen=True)
class Block:
    """Selected records of neighbouring columns."""

    records: tuple[int, ...]
    left: str
    right: str


@dataclass(frozen=True)
class Place:
    """Current cell, selection and scrolling, all by record and column, not by number."""

    record: int | None
    row: int
    column: str
    blocks: tuple[Block, ...]
    top: int | None
    top_row: int
    across: int


def place_of(table: LedgerTable) -> Place:
    """Where the person is now."""
    model = table.ledger_model
    at = table.currentIndex()
    column = model.columns[at.column()].key if at.isValid() else ""
    top = max(0, table.verticalScrollBar().value())
    return Place(
        record=table.record,
        row=at.row(),
        column=column,
        blocks=tuple(selected_blocks(table)),
        top=model.id_at(top),
        top_row=top,
        across=table.horizontalScrollBar().value(),
    )


def selected_blocks(table: LedgerTable) -> Sequence[Block]:
    """The selection by records, when it is small enough to be found again."""
    model = table.ledger_model
    ranges = table.ranges()
    if sum(bottom - top + 1 for top, _left, bottom, _right in ranges) > MOST_KEPT:
        return []
    return [
        Block(tuple(model.ids[top : bottom + 1]), model.columns[left].key, model.columns[right].key)
        for top, left, bottom, right in ranges
        if bottom < len(model.ids)
    ]


def return_to(table: LedgerTable, place: Place, *, scroll: bool = True) -> None:
    """Goes back to where the person was; a record that has gone leaves its neighbour current."""
    model = table.ledger_model
    if not model.ids or not model.columns:
        return
    found = model.place_of(place.record) if place.record is not None else None
    row = found if found is not None else min(max(place.row, 0), len(model.ids) - 1)
    column = model.column_at(place.column) or 0
    selection = table.selectionModel()
    chosen = QItemSelection()
    for block in place.blocks:
        left, right = model.column_at(block.left), model.column_at(block.right)
        if left is None or right is None:
            continue
        for first, last in runs(model, block.records):
            chosen.select(model.index(first, left), model.index(last, right))
    target = model.index(row, column)
    if chosen.isEmpty():
        chosen.select(target, target)
    selection.select(chosen, Flag.ClearAndSelect)
    selection.setCurrentIndex(target, Flag.NoUpdate)
    if scroll:
        top = model.place_of(place.top) if place.top is not None else None
        table.verticalScrollBar().setValue(place.top_row if top is None else top)
        table.horizontalScrollBar().setValue(place.across)


def runs(model: LedgerModel, records: Sequence[int]) -> list[tuple[int, int]]:
    """The rows of these records as runs, first and last."""
    found: list[tuple[int, int]] = []
    for at in model.places_of(records):
        if found and at == found[-1][1] + 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
