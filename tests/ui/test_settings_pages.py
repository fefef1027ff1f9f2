"""The 系统 tab as a person uses it: forms, the year, classifications, fonts."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from bureau.layouts import Layouts
from bureau.settings.declared import BUREAU_NAME, MONTH_END_DAY
from bureau.settings.saving import save
from tests.ui.conftest import ScriptedAsker
from tests.ui.settings_hands import cell, click, line, on_screen, retype, settings
from ui.context import Context
from ui.ledger.page import LedgerPage
from ui.settings.about_page import AboutPage
from ui.settings.bureau_page import BureauPage
from ui.settings.calendar_page import CalendarPage
from ui.settings.catalogue_page import CataloguePage
from ui.settings.class_tree import NAME, STATE, SYNONYMS
from ui.settings.fonts_page import FontsPage
from ui.settings.keeping_page import KeepingPage
from ui.settings.page import SettingsPage
from ui.settings.year_view import months_across
from ui.widgets.work_bar import WorkBar

# -- the bureau's form ---------------------------------------------------------------------------


def test_a_changed_setting_is_saved_and_said(context: Context, qtbot: QtBot) -> None:
    page = BureauPage(context)
    qtbot.addWidget(page)
    assert not page.form.save_button.isEnabled()
    box = line(page, "bureau-name-line")
    box.setText("")
    QTest.keyClicks(box, "Yunling")
    assert page.form.state.text() == "改动了 1 项，还没有保存"
    click(page, "save-settings")
    assert settings(context).value(BUREAU_NAME) == "Yunling"
    assert page.notice.sentence.text() == "✓ 已保存：单位全称。"
    assert not page.form.save_button.isEnabled()


def test_a_wrong_value_is_said_beside_the_field_and_nothing_is_saved(
    context: Context, qtbot: QtBot
) -> None:
    page = BureauPage(context)
    qtbot.addWidget(page)
    retype(line(page, "month-end-day-line"), "32")
    note = page.form.notes["month-end-day"]
    assert note.text() == "要在 1 到 31 之间，请核对。"
    assert note.property("role") == "danger"
    assert line(page, "month-end-day-line").property("fault") == "true"
    click(page, "save-settings")
    assert settings(context).texts == {}
    retype(line(page, "month-end-day-line"), "25")
    assert note.property("role") == "faint"
    click(page, "save-settings")
    assert settings(context).value(MONTH_END_DAY) == 25


def test_dropping_changes_shows_what_is_stored(context: Context, qtbot: QtBot) -> None:
    save(context.desk, {"bureau-phone": "0797-3812345"})
    page = BureauPage(context)
    qtbot.addWidget(page)
    retype(line(page, "bureau-phone-line"), "1")
    click(page, "drop-changes")
    assert line(page, "bureau-phone-line").text() == "0797-3812345"


def test_news_from_elsewhere_comes_in_unless_something_is_typed(
    context: Context, qtbot: QtBot
) -> None:
    page = BureauPage(context)
    qtbot.addWidget(page)
    save(context.desk, {"bureau-name": "甲县城市管理局"})
    assert line(page, "bureau-name-line").text() == "甲县城市管理局"
    retype(line(page, "bureau-phone-line"), "123")
    save(context.desk, {"bureau-name": "乙县城市管理局"})
    assert line(page, "bureau-phone-line").text() == "123"
    click(page, "save-settings")
    assert settings(context).value(BUREAU_NAME) == "乙县城市管理局"


def test_shares_show_their_sum(context: Context, qtbot: QtBot) -> None:
    page = BureauPage(context)
    qtbot.addWidget(page)
    retype(line(page, "share-服务"), "60")
    sums = [label.text() for label in page.form.inputs["handling-shares"].findChildren(QLabel)]
    assert "合计 90%" in sums
    assert page.form.notes["handling-shares"].text() == "合计是 90，要等于 100，请核对。"


def test_every_input_has_an_accessible_name(context: Context, qtbot: QtBot) -> None:
    page = BureauPage(context)
    qtbot.addWidget(page)
    assert all(box.accessibleName() for box in page.findChildren(QLineEdit))


# -- the year ------------------------------------------------------------------------------------


def test_a_day_is_chosen_with_the_mouse_and_made_free(context: Context, qtbot: QtBot) -> None:
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.resize(1150, 640)
    page.show()
    assert page.year == 2026
    day = date(2026, 10, 12)
    at = page.view.cell_of(day).center().toPoint()
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=at)
    assert page.day_said.text() == "10月12日 星期一 上班"
    assert not page.work.isEnabled()
    click(page, "day-free")
    assert settings(context).overrides == {day: False}
    assert page.day_said.text() == "10月12日 星期一 放假（本局另定）"
    click(page, "day-plain")
    assert settings(context).overrides == {}


def test_arrow_keys_walk_over_the_year(context: Context, qtbot: QtBot) -> None:
    page = CalendarPage(context)
    qtbot.addWidget(page)
    page.view.choose(date(2026, 9, 30))
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.view.day == date(2026, 10, 1)
    assert "放假（国庆节）" in page.view.accessibleName()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.day == date(2026, 10, 8)
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    assert page.view.day == date(2026, 9, 30)


def test_a_year_that_is_not_published_is_said_to_be(context: Context, qtbot: QtBot) -> None:
    page = CalendarPage(context)
    qtbot.addWidget(page)
    assert page.entered.isHidden()
    click(page, "year-after")
    assert page.sentence.text().startswith("2027年的放假安排还没有公布")
    assert page.sentence.property("role") == "warning"
    assert not page.entered.isHidden()
    page.entered.click()
    assert page.sentence.text() == "2027年的放假调休按本局录入的日子算。"


def test_months_stand_as_many_side_by_side_as_fit() -> None:
    assert months_across(1114) == 6
    assert months_across(760) == 4
    assert months_across(100) == 1


# -- classifications -----------------------------------------------------------------------------


def row_named(page: CataloguePage, title: str) -> None:
    """Makes a class the chosen one."""
    found = page.tree.findItems(
        title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, NAME
    )
    assert len(found) == 1, title
    page.tree.setCurrentItem(found[0])


def test_a_class_is_renamed_where_it_stands(context: Context, qtbot: QtBot) -> None:
    page = CataloguePage(context)
    on_screen(qtbot, page)
    assert page.catalogue == "market-category"
    row_named(page, "户外广告")
    page.tree.editItem(page.tree.currentItem(), NAME)
    editor = page.tree.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    # As an input method gives it: composed first, then committed in one piece.
    for event in (QInputMethodEvent("hu wai", []), QInputMethodEvent("", [])):
        if not event.preeditString():
            event.setCommitString("广告设施")
        QApplication.sendEvent(editor, event)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt commits an editor after the key has been dealt with
    names = context.desk.store.names()
    renamed = names.item("market-category", "户外广告")
    assert renamed is not None
    assert renamed.title == "广告设施"
    assert page.tree.currentItem().text(NAME) == "广告设施"
    assert "户外广告" in page.tree.currentItem().text(SYNONYMS)


def test_a_refused_name_is_taken_back_and_said(context: Context, qtbot: QtBot) -> None:
    page = CataloguePage(context)
    qtbot.addWidget(page)
    row_named(page, "户外广告")
    page.tree.currentItem().setText(NAME, "占道经营")
    assert page.tree.currentItem().text(NAME) == "户外广告"
    assert page.notice.sentence.text() == "‼ 已经有“占道经营”，请换一个名称。"


def test_a_class_is_retired_and_restored(context: Context, qtbot: QtBot) -> None:
    page = CataloguePage(context)
    qtbot.addWidget(page)
    row_named(page, "户外广告")
    click(page, "retire-class")
    assert page.tree.currentItem().text(STATE) == "已停用"
    assert page.retire.text() == "恢复"
    click(page, "retire-class")
    assert page.tree.currentItem().text(STATE) == ""


def test_a_new_class_is_asked_for_by_name(
    context: Context, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    page = CataloguePage(context)
    qtbot.addWidget(page)
    asker.texts = ["无人机乱飞", None]
    click(page, "add-class")
    assert context.desk.store.names().item("market-category", "无人机乱飞") is not None
    row_named(page, "无人机乱飞")
    click(page, "add-below")
    assert asker.asked[-1] == "“无人机乱飞”下面新增小类的名称"


def test_a_name_from_an_import_is_confirmed(context: Context, qtbot: QtBot) -> None:
    desk = context.desk
    with desk.store.operation(desk, "导入") as op:
        op.insert(
            "catalogue-items",
            {"catalogue": "market-category", "title": "新叫法", "active": 1, "provisional": 1},
        )
    page = CataloguePage(context)
    qtbot.addWidget(page)
    row_named(page, "新叫法")
    assert page.tree.currentItem().text(STATE) == "待核"
    click(page, "confirm-class")
    assert page.tree.currentItem().text(STATE) == ""
    assert page.confirm.isHidden()


def test_a_class_is_merged_into_the_one_that_is_named(
    context: Context, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    page = CataloguePage(context)
    on_screen(qtbot, page)
    asker.texts = ["摆摊子", "占道经营"]
    click(page, "add-class")
    row_named(page, "摆摊子")
    assert page.merge.isVisible()
    click(page, "merge-class")
    merged = context.desk.store.names().item("market-category", "摆摊子")
    assert merged is not None
    assert merged.title == "占道经营"


def test_classes_are_moved_by_keys(context: Context, qtbot: QtBot) -> None:
    page = CataloguePage(context)
    on_screen(qtbot, page)
    row_named(page, "户外广告")
    before = page.tree.indexOfTopLevelItem(page.tree.currentItem())
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.tree.indexOfTopLevelItem(page.tree.currentItem()) == before - 1
    assert page.tree.currentItem().text(NAME) == "户外广告"


def test_the_catalogue_of_states_offers_no_more_and_no_less(context: Context, qtbot: QtBot) -> None:
    page = CataloguePage(context)
    qtbot.addWidget(page)
    page.names.setCurrentRow(list(page.titles).index("case-state"))
    assert not page.add.isEnabled()
    assert "不能增减" in page.fixed.text()


# -- fonts, about, the tab itself ----------------------------------------------------------------


def test_fonts_are_listed_and_missing_characters_found(context: Context, qtbot: QtBot) -> None:
    desk = context.desk
    with desk.store.operation(desk, "新增商户") as op:
        op.insert("shops", {"name": "王\ue123小吃"})
    page = FontsPage(context)
    qtbot.addWidget(page)
    assert page.faces.rowCount() == 7
    click(page, "find-missing")
    assert cell(page.missing, 0, 1) == "U+E123"
    assert cell(page.missing, 0, 2) == "王\ue123小吃"
    assert page.result.text().startswith("有 1 个字印不出来")


def test_about_shows_licences_in_full(context: Context, qtbot: QtBot) -> None:
    page = AboutPage(context)
    qtbot.addWidget(page)
    assert "MIT License" in page.text.toPlainText()
    page.licences.selectRow(1)
    assert "SIL OPEN FONT LICENSE" in page.text.toPlainText().upper()


def test_rooms_are_walked_with_the_keys(context: Context, qtbot: QtBot) -> None:
    page = SettingsPage(context, Layouts("王芳"))
    on_screen(qtbot, page)
    rooms = page.findChild(QListWidget, "rooms")
    assert rooms is not None
    assert isinstance(page.current, BureauPage)
    QTest.keyClick(rooms, Qt.Key.Key_Down)
    assert isinstance(page.current, CalendarPage)
    assert page.help_anchor == "settings#工作日历"


def test_the_counts_of_a_register_stand_in_the_bar_of_the_window(
    context: Context, qtbot: QtBot
) -> None:
    page = SettingsPage(context, Layouts("王芳"))
    on_screen(qtbot, page)
    bar = WorkBar(page)
    bar.show()
    bar.show_status(page.status)
    towns = page.show_room("towns")
    assert isinstance(towns, LedgerPage)
    assert bar.isAncestorOf(towns.status)
    assert towns.status.counts.text().startswith("共 2 条")
    roads = page.show_room("roads")
    assert isinstance(roads, LedgerPage)
    assert [towns.status.isVisible(), roads.status.isVisible()] == [False, True]
    page.show_room("bureau")
    assert not roads.status.isVisible()


def test_a_reader_cannot_change_anything(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.desk.store, "writable", False)
    calendar, classes, keeping = (
        CalendarPage(context),
        CataloguePage(context),
        KeepingPage(context),
    )
    for page in (calendar, classes, keeping):
        qtbot.addWidget(page)
    calendar.view.choose(date(2026, 10, 12))
    row_named(classes, "户外广告")
    assert not calendar.free.isEnabled()
    assert not classes.retire.isEnabled()
    assert not keeping.rebuild_button.isEnabled()


@pytest.mark.parametrize("width", [1366, 911])
def test_no_text_is_cut(context: Context, qtbot: QtBot, width: int) -> None:
    save(context.desk, {"month-end-day": "25"})
    page = SettingsPage(context, Layouts("王芳"))
    page.resize(width, 644)
    on_screen(qtbot, page)
    cut = []
    for key, room in page.rooms.items():
        if not room.module.startswith("ui.settings."):
            continue
        shown = page.show_room(key)
        QApplication.processEvents()
        for part in shown.findChildren(QPushButton):
            if part.isVisible() and part.width() < part.sizeHint().width():
                cut.append((key, part.text()))
        for label in shown.findChildren(QLabel):
            wide = label.fontMetrics().horizontalAdvance(label.text())
            if label.isVisible() and not label.wordWrap() and label.width() < wide:
                cut.append((key, label.text()))
    assert cut == []
