"""Habits of spreadsheet hands on the ledger page: edges, filling, fitting, row heights, jumping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from bureau.ledger.query import Contains
from bureau.ledger.spelled import SpelledSort
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import CASES, CONTROL, SHIFT, Key, press, put, shown_page, stored, words
from ui.context import Context
from ui.ledger.edges import edge
from ui.ledger.header import BAND
from ui.ledger.page import LedgerPage
from ui.ledger.wrapping import lines_in, row_height, wrapped

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with 36 records, the newest first."""
    return shown_page(qtbot, context)


def menu_of(page: LedgerPage, name: str) -> QMenu:
    """The menu that is open under that name."""
    return next(
        menu for menu in page.findChildren(QMenu, name) if menu.isVisible() or menu.actions()
    )


def choose(menu: QMenu, start: str) -> None:
    """Takes the line that begins so."""
    line = next(action for action in menu.actions() if action.text().startswith(start))
    line.trigger()


def below(menu: QMenu, title: str) -> QMenu:
    """The menu behind a line."""
    return next(part for part in menu.findChildren(QMenu) if part.title() == title)


# -- Enter ---------------------------------------------------------------------------------------


def test_enter_goes_down_and_with_control_stays(page: LedgerPage) -> None:
    page.table.walk.go(0, 4)
    press(page, Key.Key_Return)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, 4)
    press(page, Key.Key_Return, CONTROL)
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, 4)


# -- going to edges ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "step", "found"),
    [(0, 1, 2), (1, 1, 2), (2, 1, 5), (3, 1, 5), (5, 1, 6), (6, 1, 7), (7, 1, 7), (5, -1, 2)],
)
def test_an_edge_is_the_end_of_a_run_or_where_the_next_begins(
    at: int, step: int, found: int
) -> None:
    filled = "###..##."
    assert edge(lambda place: filled[place] == "#", at, step, 7) == found


def test_control_arrows_stop_at_blanks(page: LedgerPage) -> None:
    # Every third case is put right: rows 0..2 are 28, 27 and 26 October.
    filled = [at for at in range(36) if words(page, at, "closed_on")]
    first_blank = next(at for at in range(36) if at not in filled)
    put(page, first_blank, "closed_on")
    press(page, Key.Key_Down, CONTROL)
    assert page.table.currentIndex().row() == next(at for at in filled if at > first_blank)
    put(page, 0, "number")
    press(page, Key.Key_Down, CONTROL)
    assert page.table.currentIndex().row() == 35


# -- filling -------------------------------------------------------------------------------------


def drag_handle(page: LedgerPage, rows: int) -> None:
    """Drags the square at the selection's corner down by so many rows."""
    handle = page.fill_handle
    assert handle.isVisible()
    down = QPoint(3, 3 + rows * page.table.row_height)
    QTest.mousePress(handle, LEFT, pos=QPoint(3, 3))
    QTest.mouseMove(handle, down)
    QTest.mouseRelease(handle, LEFT, pos=down)


def test_the_handle_fills_the_rows_it_is_dragged_over(page: LedgerPage) -> None:
    put(page, 0, "unit")
    records = [page.model.ids[at] for at in range(4)]
    first = stored(page, records[0], "unit")
    untouched = stored(page, records[3], "unit")
    assert stored(page, records[1], "unit") != first
    drag_handle(page, 2)
    assert [stored(page, record, "unit") for record in records[:3]] == [first] * 3
    assert stored(page, records[3], "unit") == untouched
    press(page, Key.Key_Z, CONTROL)
    assert stored(page, records[1], "unit") != first


def test_several_rows_are_repeated(page: LedgerPage) -> None:
    at = page.model.column_at("unit") or 0
    records = [page.model.ids[row] for row in range(4)]
    pair = [stored(page, record, "unit") for record in records[:2]]
    put(page, 0, "unit")
    page.table.walk.go(1, at, extend=True)
    drag_handle(page, 2)
    assert [stored(page, record, "unit") for record in records] == pair + pair


def test_a_frozen_column_has_its_handle_too(page: LedgerPage) -> None:
    put(page, 0, "found_on")
    assert page.fill_handle.isVisible()
    assert page.fill_handle.geometry().right() <= page.table.frozen.geometry().right() + 4


def test_the_handle_is_there_from_the_start(page: LedgerPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.fill_handle.isVisible)
    page.resize(1200, 500)
    put(page, 30, "unit")
    qtbot.waitUntil(page.fill_handle.isVisible)
    cell = page.table.visualRect(page.table.currentIndex())
    corner = page.table.viewport().mapTo(page.table, cell.bottomRight())
    assert page.fill_handle.geometry().contains(corner)


def test_a_second_click_opens_the_cell(page: LedgerPage, qtbot: QtBot) -> None:
    put(page, 3, "unit")
    index = page.model.index(2, page.model.column_at("address") or 0)
    place = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), LEFT, pos=place)
    assert page.table.currentIndex() == index
    assert not page.table.editors()
    QTest.mouseClick(page.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: bool(page.table.editors()))


def test_the_last_filters_are_listed(page: LedgerPage) -> None:
    put(page, 0, "town")
    page.filtering.same_as_cell()
    page.filtering.clear()
    menu = page._tools.saved_menu
    menu.aboutToShow.emit()
    recent = menu.actions()[-1]
    assert recent.text().startswith("镇街：")
    recent.trigger()
    assert len(page.model.ids) == 18


def test_what_is_computed_has_no_handle(page: LedgerPage) -> None:
    put(page, 0, "overdue_days")
    assert not page.fill_handle.isVisible()


# -- the look of rows and columns ----------------------------------------------------------------


def test_row_heights_are_chosen_and_remembered(page: LedgerPage, qtbot: QtBot) -> None:
    choose(below_more(page, "行高"), "两行")
    assert page.table.rowHeight(0) == page.table.frozen.rowHeight(0) == row_height(2)
    again = LedgerPage(page.context, CASES)
    qtbot.addWidget(again)
    assert again.table.row_height == row_height(2)


def below_more(page: LedgerPage, title: str) -> QMenu:
    """A menu behind 更多."""
    menu = page._tools.more_menu
    menu.aboutToShow.emit()
    return below(menu, title)


@pytest.mark.parametrize(("height", "lines"), [(30, 1), (49, 1), (50, 2), (70, 3)])
def test_a_row_has_as_many_lines_as_its_height(height: int, lines: int) -> None:
    assert lines_in(height) == lines


def test_long_text_is_broken_and_the_last_line_cut(page: LedgerPage) -> None:
    font = page.table.font()
    five = QFontMetrics(font).horizontalAdvance("人民路东段")
    assert wrapped("人民路东段农贸市场", font, five, 2) == ("人民路东段", "农贸市场")
    cut = wrapped("人民路东段农贸市场北门外流动摊贩", font, five, 2)
    assert cut[0] == "人民路东段"
    assert cut[1].startswith("农贸市")
    assert cut[1].endswith("…")


def test_only_text_that_is_cut_has_a_tool_tip(page: LedgerPage) -> None:
    at = page.model.column_at("address") or 0
    delegate, font = page.table.itemDelegate(), page.table.font()
    index, text = page.model.index(0, at), words(page, 0, "address")
    assert delegate.cut_text(index, QRect(0, 0, 40, 30), font) == text  # type: ignore[attr-defined]
    assert delegate.cut_text(index, QRect(0, 0, 400, 30), font) == ""  # type: ignore[attr-defined]
    assert delegate.cut_text(index, QRect(0, 0, 60, 70), font) == ""  # type: ignore[attr-defined]


def test_a_double_click_on_the_border_fits_the_column(page: LedgerPage) -> None:
    at = page.model.column_at("town") or 0
    header = page.table.header_of(at)
    page.table.setColumnWidth(at, 300)
    edge_at = header.sectionViewportPosition(at) + header.sectionSize(at) - 1
    place = QPoint(edge_at, BAND + 10)
    QTest.mouseClick(header.viewport(), LEFT, pos=place)
    QTest.mouseDClick(header.viewport(), LEFT, pos=place)
    assert page.table.columnWidth(at) < 150
    assert page.filtering.selection.sorts == ()


def test_a_column_that_was_hidden_keeps_its_width_when_it_is_moved(page: LedgerPage) -> None:
    page.arranging.hide("note", hidden=False)
    at = page.model.column_at("note") or 0
    wide = page.table.columnWidth(at)
    assert wide == page.model.columns[at].width
    keys = [column.key for column in page.model.columns if column.key != "note"]
    page.arranging.set_order([*keys[:3], "note", *keys[3:]])
    assert page.model.columns[3].key == "note"
    assert page.table.columnWidth(3) == wide
    assert set(page.arranging.layout.widths.values()) <= set(range(16, 2000))


def test_freezing_is_chosen_in_the_heading_and_remembered(page: LedgerPage, qtbot: QtBot) -> None:
    put(page, 0, "town")
    press(page, Key.Key_Up, ALT)
    choose(menu_of(page, "column-menu"), "冻结到这一列")
    count = (page.model.column_at("town") or 0) + 1
    assert page.table.frozen_count == count
    again = LedgerPage(page.context, CASES)
    qtbot.addWidget(again)
    assert again.table.frozen_count == count
    put(page, 0, "town")
    press(page, Key.Key_Up, ALT)
    choose(menu_of(page, "column-menu"), "取消冻结")
    assert page.table.frozen_count == 0


# -- order ---------------------------------------------------------------------------------------


def test_names_sort_by_their_place_or_by_pinyin(page: LedgerPage) -> None:
    at = page.model.column_at("category") or 0
    page.filtering.sort_by(at, False)
    # The catalogue has 占道经营 before 户外广告, the alphabet the other way round.
    assert words(page, 0, "category") == "占道经营"
    put(page, 0, "category")
    press(page, Key.Key_Up, ALT)
    choose(below(menu_of(page, "column-menu"), "按什么排"), "拼音")
    assert words(page, 0, "category") == "户外广告"
    page.filtering.sort_by(page.model.column_at("category") or 0, False)
    assert page.filtering.selection.sorts == (SpelledSort("category", True),)
    assert words(page, 0, "category") == "占道经营"
    assert page.layouts.get(CASES).sorts == (SpelledSort("category", True),)


# -- going to records ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "number"),
    [("3", "ZZ-2026-0026"), ("0012", "ZZ-2026-0012"), ("zz-2026-0007", "ZZ-2026-0007")],
)
def test_a_record_is_gone_to_by_place_or_number(
    page: LedgerPage, asker: ScriptedAsker, answer: str, number: str
) -> None:
    asker.texts = [answer]
    press(page, Key.Key_G, CONTROL)
    row = page.table.currentIndex().row()
    assert words(page, row, "number") == number


def test_a_number_that_many_have_lists_them_and_one_that_nobody_has_is_told(
    page: LedgerPage, asker: ScriptedAsker
) -> None:
    asker.texts = ["2026-000", "9999"]
    press(page, Key.Key_G, CONTROL)
    assert len(page.model.ids) == 9
    assert page.chips.chips[0].text() == "案件编号：含“2026-000”  ✕"
    press(page, Key.Key_G, CONTROL)
    assert asker.told == ["没有案件编号含“9999”的记录，请核对。"]


def test_recent_records_are_one_click_away(page: LedgerPage, asker: ScriptedAsker) -> None:
    asker.texts = ["0005"]
    press(page, Key.Key_G, CONTROL)
    put(page, 2, "due_on")
    press(page, Key.Key_Delete)
    page.table.walk.go(0, 0)
    press(page, Key.Key_G, CONTROL | SHIFT)
    menu = menu_of(page, "recent-menu")
    assert [action.text()[:12] for action in menu.actions()] == ["ZZ-2026-0026", "ZZ-2026-0005"]
    choose(menu, "ZZ-2026-0005")
    assert words(page, page.table.currentIndex().row(), "number") == "ZZ-2026-0005"


def test_the_row_number_has_the_menu_of_its_row(page: LedgerPage) -> None:
    rows = page.table.verticalHeader()
    middle = page.table.rowViewportPosition(4) + 10
    rows.customContextMenuRequested.emit(QPoint(5, middle))
    assert page.table.selected_rows() == [(4, 4)]
    assert page.table.ranges()[0][3] == len(page.model.columns) - 1
    assert menu_of(page, "cell-menu").actions()


def test_f5_reads_anew(page: LedgerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(page.listing, "ask", lambda *_given, **_more: asked.append(1))
    press(page, Key.Key_F5)
    assert asked == [1]


# -- filters without a mouse ---------------------------------------------------------------------


def test_a_value_list_is_worked_by_keys_alone(page: LedgerPage, qtbot: QtBot) -> None:
    put(page, 0, "town")
    press(page, Key.Key_Down, ALT)
    shown = page.filtering.value_list
    assert shown is not None
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown.search, Key.Key_N, ALT)
    QTest.keyClick(shown.search, Key.Key_Down)
    assert shown.tree.currentItem().text(0) == "城东街道"
    QTest.keyClick(shown.tree, Key.Key_Down)
    QTest.keyClick(shown.tree, Key.Key_Space)
    QTest.keyClick(shown.tree, Key.Key_Return)
    assert [chip.text() for chip in page.chips.chips] == ["镇街：河口镇  ✕"]
    assert len(page.model.ids) == 18
    put(page, 0, "town")
    press(page, Key.Key_L, CONTROL | ALT)
    assert len(page.model.ids) == 36


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("zz", "没有含“zz”的值，请改一改要找的字。"), ("", "一个值也没有勾选，请至少勾选一个。")],
)
def test_a_list_without_any_chosen_value_stays_and_says_so(
    page: LedgerPage, typed: str, sentence: str
) -> None:
    put(page, 0, "town")
    press(page, Key.Key_Down, ALT)
    shown = page.filtering.value_list
    assert shown is not None
    shown.none.click()
    QTest.keyClicks(shown.search, typed)
    QTest.keyClick(shown.search, Key.Key_Return)
    assert shown.isVisible()
    assert shown.fault.text() == sentence
    assert len(page.model.ids) == 36


def test_a_number_is_found_though_nothing_is_listed(page: LedgerPage, asker: ScriptedAsker) -> None:
    page.filtering.take(Contains("address", "没有这个地方"))
    assert not page.model.ids
    asker.texts = ["0007"]
    page.table.setFocus()
    press(page, Key.Key_G, CONTROL)
    assert words(page, page.table.currentIndex().row(), "number") == "ZZ-2026-0007"


def test_letters_in_the_list_go_on_in_its_search_box(page: LedgerPage) -> None:
    put(page, 0, "town")
    press(page, Key.Key_Down, ALT)
    shown = page.filtering.value_list
    assert shown is not None
    QTest.keyClick(shown.search, Key.Key_Down)
    QTest.keyClicks(shown.tree, "h")
    assert shown.search.text() == "h"
    assert [leaf.words for leaf in shown.leaves() if not leaf.hidden] == ["河口镇"]
    QTest.keyClick(shown.search, Key.Key_Down)
    QTest.keyClick(shown.tree, Key.Key_Up)
    assert shown.focusWidget() is shown.search


def test_chips_are_reached_and_taken_away_by_keys(page: LedgerPage) -> None:
    for key in ("town", "category"):
        put(page, 0, key)
        page.filtering.same_as_cell()
    page.focus_search()
    page.next_area()
    first = page.chips.chips[0]
    assert page.focusWidget() is first
    QTest.keyClick(first, Key.Key_Delete)
    assert [chip.place for chip in page.chips.chips] == ["category"]
    focused: QWidget = page.chips.chips[0]
    assert page.focusWidget() is focused
    QTest.keyClick(focused, Key.Key_Space)
    assert not page.filtering.selection.filtered
    assert page.focusWidget() is page.table


def test_a_chip_has_a_menu(page: LedgerPage) -> None:
    for key in ("town", "category"):
        put(page, 0, key)
        page.filtering.same_as_cell()
    page.chips.chips[1].customContextMenuRequested.emit(QPoint(4, 4))
    menu = menu_of(page, "chip-menu")
    assert "清除全部筛选\tCtrl+Shift+L" in [action.text() for action in menu.actions()]
    choose(menu, "只留这个筛选")
    assert [chip.place for chip in page.chips.chips] == ["category"]


def test_a_heading_says_what_is_cut_off(page: LedgerPage) -> None:
    put(page, 0, "town")
    page.filtering.same_as_cell()
    at = page.model.column_at("town") or 0
    page.filtering.sort_by(at, False)
    said = page.table.header_of(at).told(at).split("\n")
    assert said[0] == "镇街 ↑"
    assert said[-1].startswith("正在筛选：")


def test_a_narrow_window_keeps_printing_and_export_under_more(page: LedgerPage) -> None:
    tools = page._tools
    assert not tools.print.isHidden()
    tools.resize(640, tools.height())
    assert tools.print.isHidden()
    tools.more_menu.aboutToShow.emit()
    lines = [action.text() for action in tools.more_menu.actions()]
    assert "打印…\tCtrl+P" in lines
    assert "导出…\tCtrl+E" in lines
