"""Months in the window: the box with its year, cells, filters, and a file that is asked for its month."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.editing import add
from bureau.ledger.declaration import Field
from bureau.ledger.types import Month
from bureau.office import BY_NAME
from tests.exchange.ledger_sheets import column, write_book
from tests.ui.conftest import ScriptedAsker
from tests.ui.table_hands import focused, press, put, type_into, type_text, words
from tests.ui.typing_desk import TypingDesk, at, lists_may_rise
from ui.context import Context
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.preview_model import LEADING, REFUSED
from ui.ledger.inputs.months import HIGH, WIDE, MonthInput
from ui.ledger.page import LedgerPage

__all__ = ["lists_may_rise"]

Key = Qt.Key
SCORES = BY_NAME["town-scores"]
MONTH = Field(key="month", title="月份", type=Month())


def month_box(qtbot: QtBot, context: Context, stored: str | None = None) -> TypingDesk:
    """A month box with the keyboard."""
    return at(qtbot, context, MONTH, stored)


# -- the box ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "month", "beside"),
    [
        ("2026-9", "2026-09-01", "2026年9月"),
        ("202612", "2026-12-01", "2026年12月"),
        ("3", "2026-03-01", "2026年3月"),
        ("上月", "2026-09-01", "2026年9月"),
        ("2026-10", "2026-10-01", ""),
        ("秋天", None, ""),
    ],
)
def test_months_are_read_on_leaving(
    qtbot: QtBot, context: Context, typed: str, month: str | None, beside: str
) -> None:
    desk = month_box(qtbot, context)
    assert isinstance(desk.editor, MonthInput)
    desk.type(typed)
    assert desk.editor.raw() == typed
    assert desk.editor.current() == month
    assert desk.editor.beside.text() == beside


def test_arrows_and_ctrl_semicolon_change_the_month(qtbot: QtBot, context: Context) -> None:
    desk = month_box(qtbot, context, "2026-01-01")
    assert isinstance(desk.editor, MonthInput)
    assert desk.editor.line.text() == "2026-01"
    desk.press(Key.Key_Down)
    assert desk.editor.raw() == "2025-12"
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Up)
    assert desk.editor.raw() == "2026-02"
    desk.press(Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert (desk.editor.raw(), desk.editor.changed) == ("2026-10", True)


def test_keys_pick_a_month_and_the_box_keeps_the_focus(qtbot: QtBot, context: Context) -> None:
    desk = month_box(qtbot, context, "2026-10-01")
    editor = desk.editor
    assert isinstance(editor, MonthInput)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.has_open_list()
    for key in (Key.Key_Up, Key.Key_Left, Key.Key_PageDown):
        desk.press(key)
    assert desk.box is editor.line
    assert editor.window_below is not None
    assert editor.window_below.heading.text() == "2027年"
    desk.press(Key.Key_Return)
    assert not editor.has_open_list()
    assert editor.line.text() == "2027-05"


def test_esc_closes_the_year_first_and_letters_go_on_in_the_box(
    qtbot: QtBot, context: Context
) -> None:
    desk = month_box(qtbot, context, "2026-10-01")
    left: list[int] = []
    desk.editor.cancelled.connect(lambda: left.append(1))
    desk.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(Key.Key_Escape)
    assert (left, desk.editor.has_open_list()) == ([], False)
    desk.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.type("2026-08")
    assert not desk.editor.has_open_list()
    assert desk.editor.current() == "2026-08-01"
    desk.press(Key.Key_Escape)
    assert left == [1]


def test_a_click_takes_a_month_of_the_year_that_is_shown(qtbot: QtBot, context: Context) -> None:
    desk = month_box(qtbot, context)
    editor = desk.editor
    assert isinstance(editor, MonthInput)
    editor.button.click()
    below = editor.window_below
    assert below is not None
    before = next(b for b in below.findChildren(QPushButton) if b.accessibleName() == "上一年")
    before.click()
    seventh = QPointF(2.5 * WIDE, 1.5 * HIGH).toPoint()
    QTest.mouseClick(below.grid, Qt.MouseButton.LeftButton, pos=seventh)
    assert (editor.line.text(), editor.has_open_list()) == ("2025-07", False)


# -- the table -------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> LedgerPage:
    """The scores of two towns in three months, the newest month first."""
    for month, town in (
        ("2026-08", "河口镇"),
        ("2026-09", "河口镇"),
        ("2026-10", "河口镇"),
        ("2026-10", "城东街道"),
    ):
        add(desk, SCORES, {"month": month, "town": town})
    made = LedgerPage(context, SCORES)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(lambda: made.details is not None)
    return made


def months(page: LedgerPage) -> list[str]:
    """The column of months."""
    return [words(page, row, "month") for row in range(len(page.model.ids))]


def test_a_month_is_shown_sorted_and_typed_over_in_its_cell(page: LedgerPage) -> None:
    header, place = page.table.headers[0], page.model.column_at("month")
    header.sort_wanted.emit(place, False)
    assert months(page) == ["2026-08", "2026-09", "2026-10", "2026-10"]
    put(page, 0, "month")
    type_text(page, "7")
    press(page, Key.Key_Return)
    assert months(page)[0] == "2026-07"
    put(page, 1, "month")
    type_text(page, "13")
    press(page, Key.Key_Return)
    assert months(page)[1] == "2026-09"


def test_months_are_filtered_by_typing_and_by_ticking(page: LedgerPage) -> None:
    place = page.model.column_at("month")
    assert place is not None
    page.table.headers[1].open_box(place)
    box = focused(page)
    for text, count in (("2026-10", 2), ("9月", 1), ("2026-08至2026-09", 2), (">=2026-09", 3)):
        box.clear()  # type: ignore[attr-defined]  # a line edit
        type_into(box, text)
        assert len(page.model.ids) == count, text
    page.filtering.clear()
    page.filtering.open_value_list(place)
    shown = page.filtering.value_list
    assert shown is not None
    assert [(leaf.words, leaf.item.text(1)) for leaf in shown.leaves()] == [
        ("2026年10月", "2"),
        ("2026年9月", "1"),
        ("2026年8月", "1"),
    ]
    shown.none.click()
    shown.leaves()[0].item.setCheckState(0, Qt.CheckState.Checked)
    shown.take.click()
    assert months(page) == ["2026-10", "2026-10"]


# -- a file ----------------------------------------------------------------------------------------


def opened(qtbot: QtBot, context: Context, ledger: str, path: Path) -> ImportDialog:
    """The import window on the screen."""
    dialog = ImportDialog(context, BY_NAME[ledger], path)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.preview.model.mends.clear())
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def headers(dialog: ImportDialog) -> list[str]:
    """The headings of the preview, what they are read as below them."""
    model = dialog.preview.model
    return [
        str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())
    ]


def test_a_file_without_a_month_asks_for_it_and_is_taken(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, desk: Desk, tmp_path: Path
) -> None:
    lines: list[list[object]] = [
        ["综合考核成绩"],
        ["单位", "案件办理(30分)", "加减分"],
        ["河口镇", 28.5, "扣2分"],
    ]
    book = write_book(tmp_path / "成绩.xlsx", {"Sheet": lines})
    dialog = opened(qtbot, context, "town-scores", book)
    assert dialog.pages.currentWidget() is dialog.refused
    assert "没有写明是哪一年哪一月的" in dialog.refused.sentence.text()
    assert QApplication.focusWidget() is dialog.refused.month
    asker.texts = ["2026-10"]
    dialog.refused.month.click()
    assert dialog.pages.currentWidget() is dialog.preview
    assert headers(dialog)[LEADING] == "月份\n由“月份”选项得出"
    model = dialog.preview.model
    assert model.data(model.index(0, LEADING)) == "2026-10"
    dialog.preview.confirm.click()
    assert column(desk, "town-scores", "month") == ["2026-10"]


def test_the_preview_says_where_the_section_comes_from(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    head: list[object] = [
        "检查日期",
        "检查路段",
        "考核项目",
        "问题描述",
        "数量",
        "单项扣分",
        "扣分",
    ]
    line: list[object] = ["2026-10-8", "人民路", "道路清扫保洁", "漏扫", 1, 1, 1]
    book = write_book(tmp_path / "扣分.xlsx", {"一标段": [head, line], "明细": [head, line]})
    dialog = opened(qtbot, context, "sanitation-deductions", book)
    assert headers(dialog)[LEADING] == "标段\n由工作表名得出"
    rows = [dialog.preview.model.row_at(at) for at in range(2)]
    assert [(row.sheet, row.outcome, row.texts["标段"]) for row in rows if row] == [
        ("一标段", REFUSED, "一标段"),
        ("明细", REFUSED, ""),
    ]
    assert [row.faults[0].column for row in rows if row] == ["检查日期", "标段"]
    assert not dialog.preview.matching.findChildren(QPushButton, "match-标段")
