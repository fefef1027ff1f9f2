"""The months of both departments by keys: F8 opens the next step, Ctrl+Shift+C takes the table along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.editing import EditFault, change_cells
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.sanitation.months import open_months, take
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from tests.ui.town_desk import dialog_over, shown, three_streets
from ui.context import Context
from ui.sanitation.month_page import SanitationMonthPage
from ui.towns.month_page import TownMonthPage

OCTOBER, SEPTEMBER, AUGUST = (Period.month(2026, number) for number in (10, 9, 8))
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def books(context: Context) -> Sanitation:
    """On 2026-10-08, without a contract."""
    return Sanitation(context.desk, Clock(context.desk.now()))


def sanitation_page(qtbot: QtBot, context: Context) -> SanitationMonthPage:
    """The page as a clerk turns to it."""
    page = SanitationMonthPage(context)
    with qtbot.waitActive(page):
        shown(qtbot, page)
    page.setFocus()
    return page


def test_f8_and_enter_begin_the_month_and_open_its_next_step(
    qtbot: QtBot, context: Context, books: Sanitation
) -> None:
    books.contract("一标段")
    books.deduct("12", "2026-09-10")
    page = sanitation_page(qtbot, context)
    assert page.grid.hasFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_F8)
    QTest.keyClick(page.handle_menu, Qt.Key.Key_Return)
    assert page.line is not None
    assert page.line.record is not None
    QTest.keyClick(page.grid, Qt.Key.Key_F8)
    QTest.keyClick(page.handle_menu, Qt.Key.Key_Return)
    assert dialog_over(page).windowTitle() == "征求意见"


def test_f8_leads_to_the_next_step_of_the_towns(qtbot: QtBot, context: Context) -> None:
    three_streets(context)
    page = TownMonthPage(context)
    with qtbot.waitActive(page):
        shown(qtbot, page)
    page.setFocus()
    for _ in range(2):
        QTest.keyClick(page.grid, Qt.Key.Key_F8)
        QTest.keyClick(page.handle_menu, Qt.Key.Key_Return)
    assert dialog_over(page).windowTitle() == "征求意见"


def test_the_whole_table_goes_to_a_spreadsheet(
    qtbot: QtBot, context: Context, books: Sanitation
) -> None:
    books.contract("一标段")
    books.deduct("12", "2026-09-10")
    page = sanitation_page(qtbot, context)
    QTest.keyClick(page.grid, Qt.Key.Key_C, CONTROL | SHIFT)
    heads, line = QGuiApplication.clipboard().text().splitlines()
    assert heads.split("\t")[:5] == ["标段", "公司", "状态", "得分", "档次"]
    assert line.split("\t")[:5] == ["一标段", "一标段公司", "○ 未开始", "88.00", "第二档"]
    QTest.keyClick(page.grid, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "一标段"


def test_an_empty_month_gives_way_to_what_is_entered(
    qtbot: QtBot, context: Context, books: Sanitation
) -> None:
    page = sanitation_page(qtbot, context)
    assert page.bar.period == OCTOBER
    books.contract("一标段")
    books.deduct("12", "2026-09-10")
    page.refresh()
    assert page.bar.period == SEPTEMBER
    # From now on it is the clerk who chooses.
    books.deduct("1", "2026-10-02")
    page.bar.choose(AUGUST)
    page.refresh()
    assert page.bar.period == AUGUST


def test_of_a_locked_deduction_nothing_but_the_lock_is_said(
    context: Context, books: Sanitation
) -> None:
    books.contract("一标段")
    record = books.deduct("12", "2026-09-10", served_on="2026-09-11", accepted_on="2026-09-11")
    months = open_months(context.desk, SEPTEMBER)
    take(context.desk, "decide", months, {"approver": "李局长"})
    take(context.desk, "issue", months, {"signed_by": "李局长"})
    # Nine pieces at half a point aren't twelve points either, which nobody can mend now.
    with pytest.raises(EditFault) as refusal:
        change_cells(context.desk, DEDUCTIONS, {(record, "count"): "9"})
    assert [fault.field for fault in refusal.value.faults] == ["count"]
    assert "2026年9月已经签发" in refusal.value.sentence
