"""The ledger page in a clerk's hands: keys, typing, blocks, deleting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bureau.storage.changes import ChangeSet
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import (
    CASES,
    CONTROL,
    SHIFT,
    Key,
    compose,
    focused,
    press,
    put,
    shown_page,
    stored,
    type_text,
    words,
)
from ui.context import Context
from ui.ledger.page import LedgerPage


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with 36 records, the newest first."""
    return shown_page(qtbot, context)


# -- listing ------------------------------------------------------------------------------------


def test_the_newest_cases_come_first(page: LedgerPage) -> None:
    assert page.status.counts.text().startswith("共 36 条")
    assert words(page, 0, "found_on") == "2026-10-28"
    assert words(page, 35, "found_on") == "2026-10-01"


def test_the_model_is_a_proper_one(page: LedgerPage) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.filtering.clear()


def test_personal_values_are_masked(page: LedgerPage) -> None:
    assert words(page, 0, "phone") == "138****0027"


# -- keys ----------------------------------------------------------------------------------------


def test_enter_goes_down_and_shift_enter_up(page: LedgerPage) -> None:
    put(page, 0, "address")
    press(page, Key.Key_Return)
    press(page, Key.Key_Return)
    press(page, Key.Key_Return, SHIFT)
    assert page.table.currentIndex().row() == 1


def test_enter_after_tabs_returns_to_the_column_they_began_in(page: LedgerPage) -> None:
    put(page, 0, "town")
    start = page.table.currentIndex().column()
    press(page, Key.Key_Tab)
    press(page, Key.Key_Tab)
    assert page.table.currentIndex().column() == start + 2
    press(page, Key.Key_Return)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, start)


def test_control_end_and_home(page: LedgerPage) -> None:
    put(page, 3, "town")
    press(page, Key.Key_End, CONTROL)
    at = page.table.currentIndex()
    assert (at.row(), at.column()) == (35, len(page.model.columns) - 1)
    press(page, Key.Key_Home, CONTROL)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (0, 0)


def test_shift_arrows_select_a_block_from_where_they_began(page: LedgerPage) -> None:
    put(page, 2, "town")
    left = page.table.currentIndex().column()
    press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_Right, SHIFT)
    assert page.table.ranges() == [(2, left, 3, left + 1)]


def test_whole_rows_columns_and_everything(page: LedgerPage) -> None:
    last = len(page.model.columns) - 1
    put(page, 2, "town")
    at = page.table.currentIndex().column()
    press(page, Key.Key_Space, SHIFT)
    assert page.table.ranges() == [(2, 0, 2, last)]
    put(page, 2, "town")
    press(page, Key.Key_Space, CONTROL)
    assert page.table.ranges() == [(0, at, 35, at)]
    press(page, Key.Key_A, CONTROL)
    assert page.table.ranges() == [(0, 0, 35, last)]


# -- typing --------------------------------------------------------------------------------------


def test_typing_replaces_and_enter_commits_and_goes_down(page: LedgerPage) -> None:
    put(page, 0, "address")
    record = page.table.record
    assert record is not None
    type_text(page, "9号")
    press(page, Key.Key_Return)
    assert stored(page, record, "address") == "9号"
    assert page.table.currentIndex().row() == 1
    assert not page.table.editors()
    assert focused(page) is page.table


def test_f2_keeps_what_is_there(page: LedgerPage) -> None:
    put(page, 0, "address")
    record, before = page.table.record, words(page, 0, "address")
    assert record is not None
    press(page, Key.Key_F2)
    press(page, Key.Key_End)
    type_text(page, "A")
    press(page, Key.Key_Tab)
    assert stored(page, record, "address") == before + "A"


def test_escape_leaves_the_cell_as_it_was(page: LedgerPage) -> None:
    put(page, 0, "address")
    before = words(page, 0, "address")
    type_text(page, "x")
    press(page, Key.Key_Escape)
    assert words(page, 0, "address") == before
    assert not page.table.editors()


def test_a_frozen_cell_is_typed_into_where_it_is_seen(page: LedgerPage) -> None:
    put(page, 0, "found_on")
    record = page.table.record
    assert record is not None
    type_text(page, "10.5")
    [(_delegate, editor)] = page.table.editors()
    assert editor.parentWidget() is page.table.frozen.viewport()
    press(page, Key.Key_Return)
    assert "早于" not in page.table.bubble.text()
    assert stored(page, record, "found_on") == "2026-10-05"


def test_what_cannot_be_taken_stays_and_says_why(page: LedgerPage) -> None:
    put(page, 0, "due_on")
    record = page.table.record
    assert record is not None
    before = stored(page, record, "due_on")
    type_text(page, "13.45")
    press(page, Key.Key_Return)
    assert page.table.editors()
    assert page.table.bubble.isVisible()
    assert stored(page, record, "due_on") == before
    press(page, Key.Key_Escape)
    assert not page.table.editors()
    assert not page.table.bubble.isVisible()


def test_a_click_elsewhere_keeps_what_cannot_be_taken(page: LedgerPage) -> None:
    put(page, 0, "due_on")
    type_text(page, "13.45")
    target = page.table.visualRect(page.model.index(4, page.model.column_at("address") or 0))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=target.center())
    [(_delegate, editor)] = page.table.editors()
    line = editor.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "13.45"
    assert not page.finish_editing()


def test_finishing_commits_an_open_cell(page: LedgerPage) -> None:
    put(page, 0, "address")
    record = page.table.record
    assert record is not None
    type_text(page, "9号")
    assert page.finish_editing()
    assert stored(page, record, "address") == "9号"


@pytest.mark.parametrize("key", ["address", "number", "unit"])
def test_the_first_key_reaches_the_input_method(page: LedgerPage, key: str) -> None:
    put(page, 0, key)
    record = page.table.record
    assert record is not None
    before = page.table.currentIndex()
    compose(focused(page), "zhi")
    [(delegate, editor)] = page.table.editors()
    line = delegate.open[editor].keys
    assert isinstance(line, QLineEdit)
    for pressed in (Key.Key_Return, Key.Key_Space, Key.Key_Escape, Key.Key_1, Key.Key_Tab):
        QTest.keyClick(focused(page), pressed)
    assert page.table.editors()
    assert page.table.currentIndex() == before
    compose(focused(page), "", "执法二中队")
    assert line.text() == "执法二中队"
    assert line.hasFocus()
    press(page, Key.Key_Return)
    assert words(page, 0, key) == "执法二中队"
    assert page.table.currentIndex().row() == 1
    press(page, Key.Key_F2)
    assert isinstance(focused(page), QLineEdit)


def test_delete_clears_cells_and_undo_brings_them_back(page: LedgerPage) -> None:
    put(page, 0, "town")
    record = page.table.record
    assert record is not None
    before = stored(page, record, "town")
    press(page, Key.Key_Delete)
    assert stored(page, record, "town") is None
    press(page, Key.Key_Z, CONTROL)
    assert stored(page, record, "town") == before


def test_today_with_control_semicolon(page: LedgerPage) -> None:
    put(page, 35, "due_on")
    record = page.table.record
    assert record is not None
    press(page, Key.Key_Semicolon, CONTROL)
    assert stored(page, record, "due_on") == "2026-10-08"


# -- blocks --------------------------------------------------------------------------------------


def clip() -> str:
    """What is on the clipboard."""
    return QGuiApplication.clipboard().text()


def test_a_copied_block_with_titles(page: LedgerPage) -> None:
    put(page, 0, "number")
    press(page, Key.Key_Right, SHIFT)
    press(page, Key.Key_C, CONTROL | SHIFT)
    assert clip() == "案件编号\t发现时间\r\nZZ-2026-0028\t2026-10-28\r\n"


def test_one_value_fills_a_selection(page: LedgerPage) -> None:
    QGuiApplication.clipboard().setText("滨河路旁")
    put(page, 0, "address")
    press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_V, CONTROL)
    assert [words(page, row, "address") for row in range(4)] == [
        *["滨河路旁"] * 3,
        words(page, 3, "address"),
    ]


def test_a_pasted_block_is_one_operation(page: LedgerPage, asker: ScriptedAsker) -> None:
    before = [words(page, row, "address") for row in range(2)]
    QGuiApplication.clipboard().setText("甲地\n乙地\n")
    put(page, 0, "address")
    press(page, Key.Key_V, CONTROL)
    assert [words(page, row, "address") for row in range(2)] == ["甲地", "乙地"]
    assert len(page.table.selected_rows()) == 1
    press(page, Key.Key_Z, CONTROL)
    assert [words(page, row, "address") for row in range(2)] == before
    assert asker.told == []


def test_a_block_of_another_size_asks_first(page: LedgerPage, asker: ScriptedAsker) -> None:
    QGuiApplication.clipboard().setText("甲\n乙\n丙\n")
    put(page, 0, "address")
    third = words(page, 2, "address")
    press(page, Key.Key_Down, SHIFT)
    asker.chosen.append("只粘贴到选中的 2 行 × 1 列")
    press(page, Key.Key_V, CONTROL)
    assert [words(page, row, "address") for row in range(3)] == ["甲", "乙", third]


def test_a_faulty_cell_keeps_the_whole_block_out(page: LedgerPage, asker: ScriptedAsker) -> None:
    before = [words(page, row, "due_on") for row in range(2)]
    QGuiApplication.clipboard().setText("10.30\n哪天\n")
    put(page, 0, "due_on")
    press(page, Key.Key_V, CONTROL)
    assert [words(page, row, "due_on") for row in range(2)] == before
    assert len(asker.told) == 1
    assert "第 2 行“整改期限”" in asker.told[0]


def test_computed_columns_refuse_typing(page: LedgerPage, asker: ScriptedAsker) -> None:
    QGuiApplication.clipboard().setText("5")
    put(page, 0, "overdue_days")
    press(page, Key.Key_V, CONTROL)
    assert "不能直接填写" in asker.told[0]
    type_text(page, "5")
    assert not page.table.editors()


def test_rows_beyond_the_end_go_to_the_import(page: LedgerPage, asker: ScriptedAsker) -> None:
    wanted: list[object] = []
    page.hands.import_wanted.disconnect()
    page.hands.import_wanted.connect(wanted.append)
    QGuiApplication.clipboard().setText("甲地\n乙地\n")
    put(page, 35, "address")
    asker.chosen.append("作为新记录（先预览）")
    press(page, Key.Key_V, CONTROL)
    assert wanted == [[["地点"], ["甲地"], ["乙地"]]]


def test_fill_down_copies_the_first_selected_row(page: LedgerPage) -> None:
    put(page, 0, "unit")
    first = words(page, 0, "unit")
    assert words(page, 1, "unit") != first
    for _ in range(3):
        press(page, Key.Key_Down, SHIFT)
    press(page, Key.Key_D, CONTROL)
    assert {words(page, row, "unit") for row in range(4)} == {first}


def test_deleting_rows_is_confirmed_and_can_be_undone(
    page: LedgerPage, asker: ScriptedAsker
) -> None:
    put(page, 0, "address")
    press(page, Key.Key_Down, SHIFT)
    asker.confirmed.append(False)
    press(page, Key.Key_Delete, CONTROL)
    assert len(page.model.ids) == 36
    asker.confirmed.append(True)
    press(page, Key.Key_Delete, CONTROL)
    assert len(page.model.ids) == 34
    assert "2 条" in asker.asked[-1]
    press(page, Key.Key_Z, CONTROL)
    assert len(page.model.ids) == 36


# -- a page that can't be made -------------------------------------------------------------------


def test_half_a_page_is_taken_down_before_its_fault_is_told(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[LedgerPage] = []

    def fail(_context: Context, _table: object, page: LedgerPage) -> None:
        begun.append(page)
        raise ZeroDivisionError

    monkeypatch.setattr("ui.ledger.page.Hands", fail)
    with pytest.raises(ZeroDivisionError):
        LedgerPage(context, CASES)
    assert not isValid(begun[0])
    context.news.changed.emit(ChangeSet(records={CASES.name: None}))
