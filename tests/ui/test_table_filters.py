"""The ledger page: filters, sorting, value lists, columns, and how it refreshes itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bureau.editing import change
from bureau.ledger.query import Is
from bureau.office import ledger_named
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import (
    CASES,
    CONTROL,
    SHIFT,
    Key,
    compose,
    press,
    put,
    shown_page,
    type_into,
    type_text,
    words,
)
from ui.context import Context
from ui.ledger.header import BAND
from ui.ledger.page import LedgerPage


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with 36 records, the newest first."""
    return shown_page(qtbot, context)


# -- filters -------------------------------------------------------------------------------------


def open_box(page: LedgerPage, key: str) -> QLineEdit:
    """Clicks into a filter box."""
    at = page.model.column_at(key)
    assert at is not None
    header = page.table.header_of(at)
    place = QPoint(header.sectionViewportPosition(at) + 20, BAND // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return header.box


def test_typing_in_a_filter_box_filters_and_shows_a_chip(page: LedgerPage) -> None:
    box = open_box(page, "category")
    type_into(box, "zdjy")
    assert "已筛选 18" in page.status.counts.text()
    assert {words(page, row, "category") for row in range(18)} == {"占道经营"}
    assert [chip.text() for chip in page.chips.chips] == ["问题类别：占道经营  ✕"]
    page.chips.clear.click()
    assert len(page.model.ids) == 36
    assert not page.chips.isVisible()


def test_a_filter_waits_for_what_is_being_composed(page: LedgerPage) -> None:
    box = open_box(page, "address")
    compose(box, "bin")
    assert len(page.model.ids) == 36
    compose(box, "", "滨河")
    assert len(page.model.ids) == 12


def test_words_that_mean_nothing_leave_the_rows_and_say_so(page: LedgerPage) -> None:
    box = open_box(page, "due_on")
    type_into(box, "哪天")
    assert len(page.model.ids) == 36
    assert box.property("fault") == "true"
    assert "哪天" in box.toolTip()


def test_tab_goes_to_the_next_filter_box(page: LedgerPage) -> None:
    box = open_box(page, "number")
    QTest.keyClick(box, Key.Key_Tab)
    assert page.table.headers[1].open_column == 1


def test_search_finds_and_its_cross_takes_it_away(page: LedgerPage) -> None:
    press(page, Key.Key_F, CONTROL)
    type_text(page, "建设大道3号")
    assert [words(page, row, "address") for row in range(len(page.model.ids))] == ["建设大道3号"]
    page.chips.chips[0].click()
    assert len(page.model.ids) == 36


def test_two_sort_keys_with_shift(page: LedgerPage) -> None:
    header = page.table.headers[0]
    header.sort_wanted.emit(page.model.column_at("category"), False)
    header.sort_wanted.emit(page.model.column_at("address"), True)
    assert header.sort_mark("category") == "↑1"
    assert header.sort_mark("address") == "↑2"
    # Catalogue order: 占道经营 before 户外广告; then pinyin: 滨河路 before 建设大道 before 人民路.
    assert words(page, 0, "category") == "占道经营"
    assert words(page, 0, "address") == "滨河路5号"
    header.sort_wanted.emit(page.model.column_at("address"), True)
    assert header.sort_mark("address") == "↓2"
    assert words(page, 0, "address").startswith("人民路")


def test_a_value_list_that_needs_more_room_than_there_is_below_moves_up(page: LedgerPage) -> None:
    page.filtering.open_value_list(page.model.column_at("found_on") or 0)
    shown = page.filtering.value_list
    assert shown is not None
    room = shown.screen().availableGeometry()
    # Less than its rows and buttons need, more than makes it leave its heading altogether.
    shown.show_below(QPoint(10, room.bottom() - 225))
    assert shown.height() > 225
    assert room.contains(shown.geometry())
    shown.close()


def test_a_value_list_narrows_to_what_is_searched(page: LedgerPage) -> None:
    at = page.model.column_at("town")
    assert at is not None
    page.filtering.open_value_list(at)
    shown = page.filtering.value_list
    assert shown is not None
    assert [(leaf.words, leaf.item.text(1)) for leaf in shown.leaves()] == [
        ("城东街道", "18"),
        ("河口镇", "18"),
    ]
    type_into(shown.search, "hkz")
    QTest.keyClick(shown.search, Key.Key_Return)
    assert {words(page, row, "town") for row in range(len(page.model.ids))} == {"河口镇"}
    assert page.chips.chips[0].text() == "镇街：河口镇  ✕"


def test_days_are_a_tree_and_a_whole_month_is_one_condition(page: LedgerPage) -> None:
    page.filtering.open_value_list(page.model.column_at("found_on") or 0)
    shown = page.filtering.value_list
    assert shown is not None
    year = shown.branches()[0]
    assert (year.text(0), year.text(1)) == ("2026年", "36")
    assert (year.child(0).text(0), year.child(0).text(1)) == ("10月", "36")
    first_week = [leaf for leaf in shown.leaves() if leaf.words == "2026年10月1日"]
    assert [leaf.item.text(1) for leaf in first_week] == ["2"]
    shown.none.click()
    first_week[0].item.setCheckState(0, Qt.CheckState.Checked)
    shown.take.click()
    assert len(page.model.ids) == 2
    assert page.chips.chips[0].text() == "发现时间：2026年10月1日  ✕"


def test_the_list_shows_what_is_chosen_now(page: LedgerPage) -> None:
    page.filtering.take(Is("town", page.context.desk.store.names().record("towns", "河口镇")))
    page.filtering.open_value_list(page.model.column_at("town") or 0)
    shown = page.filtering.value_list
    assert shown is not None
    checked = [
        leaf.words for leaf in shown.leaves() if leaf.item.checkState(0) == Qt.CheckState.Checked
    ]
    assert page.chips.chips[0].text() == "镇街：河口镇  ✕"
    assert checked == ["河口镇"]


def test_a_named_filter_comes_back(page: LedgerPage, asker: ScriptedAsker) -> None:
    type_into(open_box(page, "address"), "滨河")
    asker.texts.append("滨河一带")
    page.chips.save.click()
    page.filtering.clear()
    [kept] = page.layouts.saved(CASES)
    assert kept.name == "滨河一带"
    page.filtering.take(kept.where)
    assert len(page.model.ids) == 12
    assert page.chips.chips[0].text() == "地点：含“滨河”  ✕"


# -- columns -------------------------------------------------------------------------------------


def test_columns_stay_as_a_person_left_them(page: LedgerPage, qtbot: QtBot) -> None:
    page.arranging.hide("source")
    keys = [column.key for column in page.model.columns]
    keys.insert(2, keys.pop(keys.index("address")))
    page.arranging.set_order(keys)
    page.filtering.sort_by(2, False)
    again = LedgerPage(page.context, CASES)
    qtbot.addWidget(again)
    shown = [column.key for column in again.model.columns]
    assert shown == keys
    assert again.filtering.selection.sorts[0].key == "address"


def test_the_last_column_cannot_be_hidden(page: LedgerPage) -> None:
    for column in list(page.model.columns):
        page.arranging.hide(column.key)
    assert len(page.model.columns) == 1


# -- refreshing ----------------------------------------------------------------------------------


def test_a_change_from_elsewhere_shows_and_the_place_is_kept(page: LedgerPage) -> None:
    put(page, 5, "address")
    record = page.table.record
    assert record is not None
    change(page.context.desk, CASES, [record], {"found_on": "2026-10-01", "due_on": "2026-10-30"})
    assert page.table.record == record
    assert words(page, page.table.currentIndex().row(), "found_on") == "2026-10-01"
    assert page.table.currentIndex().row() > 20


def test_a_row_keeps_its_place_while_a_filtered_column_is_typed_down(page: LedgerPage) -> None:
    type_into(open_box(page, "address"), "滨河")
    press(page, Key.Key_Return)
    put(page, 0, "address")
    type_text(page, "1")
    press(page, Key.Key_Return)
    assert words(page, 0, "address") == "1"
    assert page.table.currentIndex().row() == 1
    page.refresh()
    assert len(page.model.ids) == 11


def test_renamed_names_are_seen(page: LedgerPage) -> None:
    desk = page.context.desk
    towns = ledger_named("towns")
    record = desk.store.names().record("towns", "河口镇")
    assert record is not None
    change(desk, towns, [record], {"name": "河口新镇"})
    assert {words(page, row, "town") for row in range(4)} == {"河口新镇", "城东街道"}


def test_a_record_is_shown_though_a_filter_hid_it(page: LedgerPage) -> None:
    wanted = page.model.ids[30]
    type_into(open_box(page, "address"), "不存在")
    assert page.empty.isVisible()
    page.show_record(wanted)
    assert page.table.record == wanted


def test_sums_of_the_selection(page: LedgerPage, qtbot: QtBot) -> None:
    put(page, 0, "address")
    press(page, Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: page.status.sums.text() == "计数 2")
    assert "选中 2 条" in page.status.counts.text()


def test_details_follow_the_current_record(page: LedgerPage, qtbot: QtBot) -> None:
    put(page, 3, "address")
    details = page.details
    assert details is not None
    qtbot.waitUntil(lambda: details.record == page.model.ids[3])


def test_the_menu_names_its_keys(page: LedgerPage) -> None:
    from ui.ledger.menus import cell_menu

    menu = cell_menu(page)
    lines = {action.objectName(): action.text() for action in menu.actions()}
    assert lines["fill_down"] == "向下填充\tCtrl+D"
    menu.deleteLater()
