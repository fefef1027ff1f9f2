"""How wide a column must be for what is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.ledger.header import ARROW, EDGE

if TYPE_CHECKING:
    from ui.ledger.view import LedgerTable

FIT_ROWS = 200
"""Rows looked at when a column is fitted to its words."""
NARROWEST, WIDEST = 48, 640
ROOM = 30
"""What words need around them: edges, and the mark of a pill."""
TITLE_ROOM = EDGE + ARROW + 18
"""What a title needs besides its words: an arrow, and the mark of an order."""


def fitting_width(table: LedgerTable, column: int) -> int:
    """The width at which the title and the words of the rows in sight are whole."""
    metrics, model = table.fontMetrics(), table.ledger_model
    first = max(0, table.rowAt(0))
    last = min(first + FIT_ROWS, len(model.ids))
    widest = max(
        (metrics.horizontalAdvance(model.text(at, column)) for at in range(first, last)), default=0
    )
    title = metrics.horizontalAdvance(model.columns[column].title)
    return max(NARROWEST, min(max(widest + ROOM, title + TITLE_ROOM), WIDEST))
