"""成绩录入: typed, pasted, refused at once, saved as one."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.editing.removing import remove
from bureau.storage.undo import next_undo, undo
from bureau.towns.ledgers import SCORES
from tests.towns.town_books import STREETS, Towns
from tests.ui.conftest import ScriptedAsker
from tests.ui.town_desk import shown, three_streets
from ui.context import Context
from ui.ledger.inputs.line import LineEntry
from ui.towns.entry_page import TownEntryPage

ENTER, TAB, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@pytest.fixture
def towns(context: Context) -> Towns:
    """Three streets with 95, 90 and 85 in October."""
    return three_streets(context)


@pytest.fixture
def page(qtbot: QtBot, context: Context, towns: Towns) -> TownEntryPage:
    """October, a fourth street without scores among them."""
    towns.town("北街街道", STREETS, position=4)
    made = TownEntryPage(context)
    made.bar.choose(Period.month(2026, 10))
    shown(qtbot, made)
    made.activateWindow()
    made.grid.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(made.grid.hasFocus)
    return made


def typing_into() -> QWidget:
    """What has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def keys(text: str, *after: Qt.Key) -> None:
    """Types where the keyboard is."""
    QTest.keyClicks(typing_into(), text[:1])
    QTest.keyClicks(typing_into(), text[1:])
    for key in after:
        QTest.keyClick(typing_into(), key)


def cell(page: TownEntryPage, row: int, title: str) -> str:
    """What a cell shows."""
    heads = [one.title.split("\n")[0] for one in page.grid.sheet_model.columns]
    index = page.grid.sheet_model.index(row, heads.index(title))
    return str(index.data() or "")


def go_to(page: TownEntryPage, row: int, title: str) -> None:
    """Makes a cell the current one."""
    heads = [one.title.split("\n")[0] for one in page.grid.sheet_model.columns]
    page.grid.setCurrentIndex(page.grid.sheet_model.index(row, heads.index(title)))


def test_every_town_of_the_register_has_a_row_and_heads_say_full_marks(page: TownEntryPage) -> None:
    titles = [row.title for row in page.grid.sheet_model.rows]
    assert titles == ["东街街道", "西街街道", "南街街道", "北街街道"]
    assert page.grid.sheet_model.columns[3].title == "现场检查\n满分 40"
    assert cell(page, 3, "要办的事").startswith("本月没有成绩")
    assert page.sum.text() == "4 个镇街，已能计分 3 个"


def test_typing_goes_down_by_enter_and_right_by_tab(page: TownEntryPage) -> None:
    go_to(page, 2, "案件办理")
    keys("28", ENTER)
    assert cell(page, 2, "案件办理") == "28"
    assert page.grid.currentIndex().row() == 3
    keys("29.5", TAB)
    keys("38", TAB)
    keys("14", TAB)
    keys("9", TAB)
    keys("5", TAB)
    assert [row.title for row in page.typed] == ["南街街道", "北街街道"]
    # 29.5 + 38 + 14 + 9 + 5
    assert cell(page, 3, "总分") == "95.50"
    assert cell(page, 3, "组内名次") == "1"
    assert cell(page, 0, "组内名次") == "2"
    # 85 − 30 + 28
    assert cell(page, 2, "总分") == "83.00"
    assert page.save_button.text() == "保存 2 行"


def test_more_than_full_marks_is_refused_at_once(page: TownEntryPage) -> None:
    go_to(page, 3, "专项工作")
    keys("15.5", ENTER)
    editor = page.grid.delegate.editor
    assert editor is not None
    assert editor.isVisible()
    assert "北街街道的“专项工作”满分 15，不能填 15.5" in page.grid.bubble.text()
    assert not page.typed
    editor.setText("15")
    keys("", ENTER)
    assert page.grid.delegate.editor is None
    assert page.grid.bubble.isHidden()
    assert cell(page, 3, "专项工作") == "15"


def test_escape_leaves_the_cell_as_it_was(page: TownEntryPage) -> None:
    go_to(page, 0, "案件办理")
    keys("1", ESCAPE)
    assert cell(page, 0, "案件办理") == "30"
    assert not page.typed


def test_words_are_composed_from_the_first_key_on(page: TownEntryPage) -> None:
    go_to(page, 0, "加减分事由")
    QApplication.sendEvent(typing_into(), QInputMethodEvent("f", []))
    QApplication.sendEvent(typing_into(), QInputMethodEvent("fangxun", []))
    done = QInputMethodEvent()
    done.setCommitString("防汛")
    QApplication.sendEvent(typing_into(), done)
    editor = page.grid.delegate.editor
    assert editor is not None
    assert editor.text() == "防汛"
    QTest.keyClick(editor, ENTER)
    assert cell(page, 0, "加减分事由") == "防汛"
    assert page.grid.currentIndex().row() == 1


def test_a_block_from_excel_is_pasted_and_a_wrong_one_refused_as_a_whole(
    page: TownEntryPage,
) -> None:
    go_to(page, 2, "案件办理")
    QGuiApplication.clipboard().setText("20\t30\t10\t8\t4\r\n21\t31\t11\t7\t3\r\n")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    # 20 + 30 + 10 + 8 + 4, 21 + 31 + 11 + 7 + 3
    assert [cell(page, row, "总分") for row in (2, 3)] == ["72.00", "73.00"]
    QGuiApplication.clipboard().setText("1\t2\n3\t41\n")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [cell(page, row, "总分") for row in (2, 3)] == ["72.00", "73.00"]
    assert "没有粘贴：北街街道的“现场检查”满分 40" in page.notice.sentence.text()


def test_saving_is_one_operation_and_one_undo(
    page: TownEntryPage, context: Context, towns: Towns
) -> None:
    before = towns.count("town-scores")
    go_to(page, 3, "案件办理")
    for mark in ("28", "36", "13", "9", "4"):
        keys(mark, TAB)
    go_to(page, 0, "加减分")
    keys("1", TAB)
    QTest.keyClick(page.grid, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert not page.typed
    assert towns.count("town-scores") == before + 1
    assert cell(page, 3, "总分") == "90.00"
    assert cell(page, 0, "总分") == "96.00"
    with context.desk.store.snapshot() as conn:
        last = next_undo(context.desk, conn)
    assert last is not None
    assert last.label == "录入2026年10月镇街成绩(2 个)"
    undo(context.desk, last.ref)
    assert towns.count("town-scores") == before
    assert cell(page, 0, "总分") == "95.00"
    assert cell(page, 3, "总分") == ""


def test_what_was_typed_stays_while_others_change_something(
    page: TownEntryPage, towns: Towns
) -> None:
    go_to(page, 0, "案件办理")
    keys("25", ENTER)
    towns.score("北街街道", "70")
    assert cell(page, 0, "案件办理") == "25"
    assert cell(page, 3, "总分") == "70.00"
    assert [row.title for row in page.typed] == ["东街街道"]


def test_what_changed_while_a_cell_was_open_is_read_when_it_is_left(
    page: TownEntryPage, towns: Towns
) -> None:
    go_to(page, 0, "案件办理")
    keys("25")
    towns.score("北街街道", "70")
    assert cell(page, 3, "总分") == ""
    keys("", ENTER)
    assert cell(page, 3, "总分") == "70.00"
    assert cell(page, 0, "案件办理") == "25"
    assert [row.title for row in page.typed] == ["东街街道"]


def test_a_cell_that_is_open_goes_with_its_sheet(page: TownEntryPage) -> None:
    go_to(page, 0, "案件办理")
    keys("99", ENTER)
    grid = page.grid
    assert grid.findChildren(LineEntry)
    sheet = grid.sheet_model.sheet
    assert sheet is not None
    grid.show_sheet(sheet, sheet.rows)
    assert grid.delegate.editor is None
    assert page.grid.bubble.isHidden()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.finish_editing()


def test_nothing_is_typed_into_a_sheet_that_is_being_saved(
    page: TownEntryPage, go_on: threading.Event, qtbot: QtBot
) -> None:
    go_to(page, 0, "加减分")
    keys("1", TAB)
    for _ in range(2):
        QTest.keyClick(page.grid, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert not page.grid.isEnabled()
    page.bar.choose(Period.month(2026, 9))
    assert page.bar.period == Period.month(2026, 10)
    # Who leaves meanwhile loses nothing.
    assert page.finish_editing()
    go_on.set()
    qtbot.waitUntil(page.grid.hasFocus)
    assert not page.typed
    assert cell(page, 0, "总分") == "96.00"
    keys("2", TAB)
    assert [row.title for row in page.typed] == ["东街街道"]


def test_a_sheet_that_was_refused_can_be_typed_into_again(
    page: TownEntryPage, context: Context, go_on: threading.Event, qtbot: QtBot
) -> None:
    go_to(page, 0, "加减分")
    keys("1", TAB)
    QTest.keyClick(page.grid, ENTER, Qt.KeyboardModifier.ControlModifier)
    record = page.grid.sheet_model.rows[0].record
    assert record is not None
    remove(context.desk, SCORES, [record])
    go_on.set()
    qtbot.waitUntil(page.grid.hasFocus)
    assert "东街街道的成绩已经被删除" in page.notice.sentence.text()
    assert [row.title for row in page.typed] == ["东街街道"]


def test_leaving_the_month_asks_about_what_is_not_saved(
    page: TownEntryPage, asker: ScriptedAsker
) -> None:
    go_to(page, 0, "案件办理")
    keys("25", ENTER)
    asker.confirmed = [False]
    page.bar.choose(Period.month(2026, 9))
    assert page.bar.period == Period.month(2026, 10)
    assert cell(page, 0, "案件办理") == "25"
    asker.confirmed = [True]
    page.bar.choose(Period.month(2026, 9))
    assert page.bar.period == Period.month(2026, 9)
    assert not page.typed
    assert asker.asked[-1] == "成绩录入里还有 1 行没有保存，放弃吗？"


def test_an_unscored_town_needs_a_reason_and_no_marks(page: TownEntryPage) -> None:
    row = page.grid.sheet_model.rows[3]
    column = next(
        at for at, one in enumerate(page.grid.sheet_model.columns) if one.key == "unscored"
    )
    page.grid.sheet_model.take(3, column, "创建验收")
    assert page.grid.sheet_model.rows[3] != row
    assert cell(page, 3, "要办的事") == "不参评：创建验收"
    assert cell(page, 3, "组内名次") == ""


def test_field_checks_fill_a_blank_mark_faintly(page: TownEntryPage, towns: Towns) -> None:
    marks = {"案件办理": "28", "专项工作": "14", "群众满意度": "9", "履职与资料": "5"}
    towns.score("北街街道", marks=marks)
    assert cell(page, 3, "现场检查") == ""
    for what in ("环境卫生", "市容秩序", "农贸市场", "河道与背街小巷", "扬尘渣土", "户外广告"):
        towns.check("北街街道", what, "1")
    # 40 less one point for each of the six parts.
    assert cell(page, 3, "现场检查") == "34.00"
    assert cell(page, 3, "总分") == "90.00"


def test_an_issued_month_cannot_be_typed_into(page: TownEntryPage, towns: Towns) -> None:
    page.grid.sheet_model.take(3, 2, "")
    towns.score("北街街道", "80")
    record = towns.insert("town-months", {"label": "2026年10月", "month": "2026-10-01"})
    towns.issue(record)
    assert "已经签发" in page.notice.sentence.text()
    go_to(page, 0, "案件办理")
    keys("1")
    assert page.grid.delegate.editor is None
    assert not page.typed
