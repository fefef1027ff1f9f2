"""How tables of street lights and party-building begin, and that a chosen line keeps its colours."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from bureau.ledger.declaration import Ledger
from bureau.office import LEDGERS
from ui import tokens
from ui.assessment.line_grid import LineGrid
from ui.context import Context
from ui.ledger.columns import columns_of, usual
from ui.month.numbers import Cell, Grid

LEAST = 5
"""A table tells less than its records with fewer columns in sight."""


@pytest.mark.parametrize(
    "ledger",
    [one for one in LEDGERS if one.department in ("facilities", "party")],
    ids=lambda ledger: ledger.name,
)
def test_a_table_begins_with_enough_columns(context: Context, ledger: Ledger) -> None:
    columns = columns_of(ledger, context.desk.store.names())
    _order, hidden = usual(ledger, columns)
    assert len(columns) - len(hidden) >= LEAST


def test_what_is_overdue_stays_red_in_the_chosen_line(qtbot: QtBot) -> None:
    grid = LineGrid(4)
    qtbot.addWidget(grid)
    cells = (Cell("检修"), Cell("▲▲▲▲ 超期", tone="danger"))
    grid.show_lines(Grid(("计划", "结论"), (cells,), summed=False, named=2), (), (120, 200))
    grid.resize(400, 120)
    grid.show()
    qtbot.waitExposed(grid)
    grid.setCurrentIndex(grid.model_of_grid.index(0, 0))
    picture = grid.viewport().grab().toImage()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert QColor(tokens.DANGER).name() in seen
    assert QColor(tokens.ACCENT_SOFT).name() in seen
