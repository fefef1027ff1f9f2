"""The rows of page names: groups, their siblings, and what happens where there is no room for all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.office import LEDGERS
from ui.market.tab import TAB as MARKET
from ui.tabs import TABS, page_of_ledger
from ui.widgets.name_row import NameRow
from ui.widgets.tab_strip import TabStrip


def strip_of(qtbot: QtBot, width: int) -> TabStrip:
    """The strip of the whole window."""
    made = TabStrip(TABS)
    qtbot.addWidget(made)
    made.resize(width, made.sizeHint().height())
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(row: NameRow) -> list[str]:
    """The names that are seen, the menu's button among them."""
    buttons = [*row.buttons.values(), row.more]
    return [button.text() for button in buttons if not button.isHidden()]


def test_every_ledger_of_the_department_has_a_page() -> None:
    market = {ledger.name for ledger in LEDGERS if ledger.department == "market"}
    assert {page.ledger for page in MARKET.pages if page.ledger} == market
    assert all(page_of_ledger(name) is not None for name in market)


def test_all_groups_are_seen_in_the_usual_window(qtbot: QtBot) -> None:
    strip = strip_of(qtbot, 1366)
    strip.show_page(MARKET.pages[0].key)
    assert shown(strip.groups) == [title for title, _ in MARKET.groups]


def test_siblings_stand_in_a_row_of_their_own(qtbot: QtBot) -> None:
    strip = strip_of(qtbot, 1366)
    strip.show_page("seizures")
    assert shown(strip.names) == ["处罚案件", "暂扣物品"]
    assert strip.groups.buttons["处罚暂扣"].isChecked()
    strip.show_page("hotline")
    assert strip.row.isHidden()


def test_a_group_leads_back_to_its_page_seen_last(qtbot: QtBot) -> None:
    strip = strip_of(qtbot, 1366)
    wanted: list[str] = []
    strip.wanted.connect(wanted.append)
    strip.show_page("sites")
    strip.show_page("hotline")
    QTest.mouseClick(strip.groups.buttons["监管对象"], Qt.MouseButton.LeftButton)
    assert wanted == ["sites"]


def test_without_room_the_last_names_are_in_a_menu_and_the_current_one_is_seen(
    qtbot: QtBot,
) -> None:
    strip = strip_of(qtbot, 600)
    strip.show_page("analysis")
    assert shown(strip.groups)[-2:] == ["综合分析", "更多 ▾"]
    strip.groups.menu.aboutToShow.emit()
    hidden = [line.text() for line in strip.groups.menu.actions()]
    assert "反弹分析" in hidden
    assert "案件台账" not in hidden
    wanted: list[str] = []
    strip.wanted.connect(wanted.append)
    next(line for line in strip.groups.menu.actions() if line.text() == "反弹分析").trigger()
    assert wanted == ["rebounds"]


def test_where_only_one_name_fits_it_opens_the_others(qtbot: QtBot) -> None:
    row = NameRow()
    qtbot.addWidget(row)
    row.resize(110, 32)
    row.show()
    row.show_names([("a", "餐饮油烟"), ("b", "户外广告"), ("c", "工地")], "b")
    assert shown(row) == ["户外广告 ▾"]
    row.menu.aboutToShow.emit()
    assert [line.text() for line in row.menu.actions()] == ["餐饮油烟", "工地"]
