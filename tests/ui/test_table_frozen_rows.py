"""The frozen columns show the rows that stand beside them, whatever happens to the list."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from bureau.editing import remove
from bureau.ledger.query import Is
from tests.ui.table_hands import CASES, shown_page
from ui.context import Context
from ui.ledger.page import LedgerPage


def beside(page: LedgerPage) -> tuple[int, int, int, int]:
    """The row at the top of the table and of its frozen part, and how far down each begins."""
    table, frozen = page.table, page.table.frozen
    rows = table.rowAt(0), frozen.rowAt(0)
    return (*rows, table.rowViewportPosition(rows[0]), frozen.rowViewportPosition(rows[1]))


def add_cases(context: Context, count: int) -> None:
    """Cases from elsewhere, newer than all others."""
    desk = context.desk
    with desk.store.operation(desk, "导入") as op:
        for number in range(count):
            op.insert(
                "market-cases",
                {"number": f"ZZ-2026-{8000 + number}", "found_on": "2026-11-01", "address": "某处"},
            )


def test_rows_added_above_while_the_last_are_seen(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    page.table.walk.go(35, 0)
    qtbot.waitUntil(lambda: page.table.rowAt(0) > 0)
    before = page.model.id_at(page.table.rowAt(0))
    add_cases(context, 20)
    assert len(page.model.ids) == 56
    table_row, frozen_row, table_top, frozen_top = beside(page)
    assert (table_row, table_top) == (frozen_row, frozen_top)
    assert page.model.id_at(table_row) == before


def test_rows_added_while_the_middle_is_seen(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum() - 3)
    before = page.model.id_at(page.table.rowAt(0))
    add_cases(context, 20)
    table_row, frozen_row, table_top, frozen_top = beside(page)
    assert (table_row, table_top) == (frozen_row, frozen_top)
    assert page.model.id_at(table_row) == before


def test_rows_taken_away_while_the_last_are_seen(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    page.table.walk.go(35, 0)
    remove(context.desk, CASES, list(page.model.ids[:10]))
    table_row, frozen_row, table_top, frozen_top = beside(page)
    assert (table_row, table_top) == (frozen_row, frozen_top)


def test_frozen_columns_follow_before_they_are_laid_out(qtbot: QtBot, context: Context) -> None:
    """Qt may give the table its longer range, and the person's place in it, a moment earlier."""
    page = shown_page(qtbot, context)
    bar = page.table.verticalScrollBar()
    bar.setRange(0, 400)
    bar.setValue(350)
    assert page.table.frozen.verticalScrollBar().value() == 350
    assert bar.value() == 350


def test_nothing_found_leaves_the_frozen_headings_alone(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    frozen = page.table.frozen
    assert frozen.isVisible()
    whole = frozen.height()
    page.filtering.take(Is("number", "没有这个编号"))
    assert page.empty.isVisible()
    assert frozen.height() == page.table.horizontalHeader().height()
    page.filtering.clear()
    qtbot.waitUntil(lambda: frozen.height() == whole)


def test_what_is_wrong_with_a_frozen_cell_is_never_covered(qtbot: QtBot, context: Context) -> None:
    page = shown_page(qtbot, context)
    table = page.table
    table.bubble.say("这一格填得不对", table.visualRect(table.model().index(0, 0)))
    page.resize(1200, 600)
    parts = table.children()
    assert parts.index(table.bubble) > parts.index(table.frozen)
