"""分类目录: limits, codes and units edited where they stand; classes deleted only while unused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from bureau.register.actions import add_item
from bureau.register.attributes import LIMIT as LIMITS
from bureau.register.attributes import set_attribute, shown_attributes
from tests.storage.offices import item, open_at
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import click, on_screen
from ui.context import Context
from ui.settings.catalogue_page import CataloguePage
from ui.settings.class_tree import FIRST_ATTRIBUTE, INHERITED, NAME, SYNONYMS

CATEGORY = "market-category"
LIMIT = FIRST_ATTRIBUTE


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> CataloguePage:
    shown = CataloguePage(context)
    shown.resize(1150, 640)
    on_screen(qtbot, shown)
    return shown


def row_named(page: CataloguePage, title: str) -> QTreeWidgetItem:
    """Makes a class the chosen one."""
    found = page.tree.findItems(
        title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, NAME
    )
    assert len(found) == 1, title
    page.tree.setCurrentItem(found[0])
    return found[0]


def editor(page: CataloguePage) -> QLineEdit:
    # Editors that were closed wait for their deletion.
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    assert page.tree.isAncestorOf(found)
    return found


def show_catalogue(page: CataloguePage, title: str) -> None:
    (entry,) = page.names.findItems(title, Qt.MatchFlag.MatchExactly)
    page.names.setCurrentItem(entry)


def limit_of(context: Context, title: str) -> str:
    record = item(context.desk, CATEGORY, title)
    return shown_attributes(context.desk, CATEGORY)[record]["limit"].own


def press(page: CataloguePage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(editor(page), key)
        QApplication.processEvents()  # Qt commits an editor after the key has been dealt with


def test_columns_are_those_of_the_catalogue(page: CataloguePage) -> None:
    def titles() -> list[str]:
        header = page.tree.header()
        at = [header.logicalIndex(place) for place in range(header.count())]
        head = page.tree.headerItem()
        return [head.text(column) for column in at if not page.tree.isColumnHidden(column)]

    assert titles() == ["名称", "处置时限", "归类", "反弹窗口", "同义词", "状态"]
    page.codes.click()
    assert titles()[4:7] == ["本地代码", "新标准代码", "旧标准代码"]
    show_catalogue(page, "执法工作量")
    assert titles() == ["名称", "单位", "小数位", "处置方式", "同义词", "状态"]
    assert not page.codes.isVisible()
    show_catalogue(page, "问题来源")
    assert titles() == ["名称", "同义词", "状态"]


def test_a_limit_is_edited_where_it_stands(context: Context, page: CataloguePage) -> None:
    row = row_named(page, "占道经营")
    below = row.child(0)
    assert (row.text(LIMIT), below.text(LIMIT)) == ("2 工作时", "")
    assert below.data(LIMIT, INHERITED) == "2 工作时"
    page.tree.editItem(row, LIMIT)
    editor(page).selectAll()
    QTest.keyClicks(editor(page), "3")
    press(page, Qt.Key.Key_Return)
    # A limit without its unit means nothing: refused, said, and taken back from the screen.
    assert "时限要写数字和单位" in page.notice.sentence.text()
    assert page.tree.currentItem().text(LIMIT) == "2 工作时"
    page.tree.currentItem().setText(LIMIT, "3工作日")
    assert limit_of(context, "占道经营") == "3 工作日"
    assert page.tree.currentItem().text(LIMIT) == "3 工作日"
    assert page.tree.currentItem().child(0).data(LIMIT, INHERITED) == "3 工作日"
    assert page.tree.currentItem().child(0).toolTip(LIMIT) == "随大类：3 工作日"
    assert page.notice.isHidden()


def test_tab_goes_along_the_row_and_keeps_what_was_typed(
    context: Context, page: CataloguePage
) -> None:
    show_catalogue(page, "执法工作量")
    record = add_item(context.desk, "daily-count", "清理积水")
    row = row_named(page, "清理积水")
    page.tree.editItem(row, NAME)
    press(page, Qt.Key.Key_Tab)
    QTest.keyClicks(editor(page), "m2")
    press(page, Qt.Key.Key_Tab)
    editor(page).selectAll()
    QTest.keyClicks(editor(page), "1")
    press(page, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert page.tree.currentColumn() == SYNONYMS
    press(page, Qt.Key.Key_Tab)
    # The state is not to be typed: the row ends there.
    assert QApplication.focusWidget() is page.tree
    texts = shown_attributes(context.desk, "daily-count")[record]
    assert (texts["unit"].own, texts["scale"].own) == ("m2", "1")


def test_news_from_elsewhere_leaves_what_is_being_typed(
    context: Context, page: CataloguePage
) -> None:
    below = row_named(page, "流动摊贩")
    page.tree.editItem(below, LIMIT)
    QTest.keyClicks(editor(page), "4")
    page.show_items()
    set_attribute(context.desk, item(context.desk, CATEGORY, "占道经营"), LIMITS, "3 工作日")
    assert below.data(NAME, Qt.ItemDataRole.DisplayRole) == "流动摊贩"
    assert editor(page).text() == "4"


def test_shift_tab_goes_back(page: CataloguePage) -> None:
    row = row_named(page, "占道经营")
    page.tree.editItem(row, LIMIT)
    press(page, Qt.Key.Key_Backtab)
    assert page.tree.currentColumn() == NAME


def test_a_class_that_nothing_uses_is_deleted_after_a_question(
    context: Context, page: CataloguePage, asker: ScriptedAsker
) -> None:
    record = add_item(context.desk, CATEGORY, "无人机乱飞")
    row_named(page, "无人机乱飞")
    asker.confirmed = [True]
    click(page, "delete-class")
    assert context.desk.store.names().item_by_id(record) is None
    assert not page.tree.findItems("无人机乱飞", Qt.MatchFlag.MatchExactly, NAME)


def test_a_class_in_use_is_kept_and_the_way_out_is_said(
    context: Context, page: CataloguePage, asker: ScriptedAsker
) -> None:
    desk = context.desk
    record = add_item(desk, CATEGORY, "无人机乱飞")
    case = int(
        desk.store.reader().execute("SELECT min(id) AS id FROM market_cases").fetchone()["id"]
    )
    with desk.store.operation(desk, "修改案件") as op:
        op.update("market-cases", case, {"category": record})
    row_named(page, "无人机乱飞")
    asker.confirmed = [True]
    click(page, "delete-class")
    assert "“案件台账” 1 条" in page.notice.sentence.text()
    assert "请停用它" in page.notice.sentence.text()


def test_fixed_catalogues_neither_grow_nor_shrink(page: CataloguePage) -> None:
    show_catalogue(page, "处置方式")
    row_named(page, "服务")
    assert not page.fixed.isHidden()
    assert not any(one.isEnabled() for one in (page.add, page.retire, page.merge, page.delete))


def test_nothing_is_edited_in_a_folder_open_for_reading(
    context: Context, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    reading = open_at(context.desk.store.folder.root, writable=False)
    page = CataloguePage(Context(reading, asker))
    on_screen(qtbot, page)
    row = row_named(page, "占道经营")
    assert not row.flags() & Qt.ItemFlag.ItemIsEditable
    assert not page.delete.isEnabled()
    reading.store.close()
