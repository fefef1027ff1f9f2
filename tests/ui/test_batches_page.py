"""The list of imports and the list of waiting rows, worked as a clerk does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.exchange.waiting import waiting
from bureau.ledger.query import Is
from bureau.office import BY_NAME
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.exchange.ledger_sheets import case, case_book, taken
from tests.ui.conftest import CASES, ScriptedAsker
from tests.ui.small_bureau import cases
from ui.context import Context
from ui.exchange.batches_page import BatchesPage
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.waiting_page import WaitingPage, WaitingWindow
from ui.ledger.inputs.line import LineEntry

CASE = BY_NAME["market-cases"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Rows 3 and 5 are right, 4 has no such month, 6 has no place."""
    return case_book(
        tmp_path / "整治台账.xlsx",
        case("2026-10-8", "解放路1号"),
        case("2026.13.45", "解放路2号"),
        case("2026-10-9", "解放路3号"),
        case("2026-10-9", ""),
    )


def batches_page(qtbot: QtBot, context: Context) -> BatchesPage:
    """The page on the screen."""
    page = BatchesPage(context)
    qtbot.addWidget(page)
    page.show()
    return page


def waiting_page(qtbot: QtBot, context: Context) -> WaitingPage:
    """The page on the screen, with the keyboard."""
    page = WaitingPage(context)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def say(line: QLineEdit, words: str) -> None:
    """Words that an input method commits."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(line, event)


def line_of(page: WaitingPage, heading: str) -> LineEntry:
    """Where a cell of the current row is typed."""
    line = page.form.cells[heading].focusProxy()
    assert isinstance(line, LineEntry)
    return line


def texts(page: BatchesPage | WaitingPage) -> list[tuple[str, ...]]:
    """The list as it is seen."""
    return [tuple(line) for line in page.table.list.texts]


def test_nothing_imported_yet_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    page = batches_page(qtbot, context)
    assert page.pages.currentWidget() is page.empty
    assert not page.undo.isVisible()


def test_imports_are_listed_as_they_come_and_taken_back(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, book: Path
) -> None:
    page = batches_page(qtbot, context)
    taken(desk, "market-cases", book, skip=True)
    assert texts(page) == [
        ("2026-10-08 09:00", "案件台账", "2", "0", "0", "2", "王芳", "整治台账.xlsx")
    ]
    asker.confirmed = [False, True]
    page.undo.click()
    assert cases(desk) == CASES + 2
    page.undo.click()
    assert asker.asked[0].startswith(
        "撤销 2026-10-08 09:00 导入的“整治台账.xlsx”？新增的 2 条会去掉"
    )
    assert (cases(desk), waiting(desk), texts(page)) == (CASES, [], [])
    assert page.notice.sentence.text() == "✓ 已撤销“整治台账.xlsx”：撤销 2 条。"


def test_taking_back_says_how_many_stay(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    page = batches_page(qtbot, context)
    with desk.store.snapshot() as conn:
        record = rows.ids(conn, CASE, Is("address", "解放路3号"), today=desk.today())[0]
    with desk.store.operation(desk, "改备注") as op:
        op.update("market-cases", record, {"note": "看过"})
    asker.confirmed = [True]
    page.undo.click()
    assert page.notice.sentence.text() == (
        "✓ 已撤销“整治台账.xlsx”：撤销 1 条，保留 1 条（导入以后又被改动或引用）。"
    )
    assert cases(desk) == CASES + 1


def test_waiting_rows_are_mended_one_after_the_other(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    page = waiting_page(qtbot, context)
    assert page.caption.text() == "待补 2 行"
    assert [line[:2] for line in texts(page)] == [("案件台账", "4"), ("案件台账", "6")]
    line = line_of(page, "发现时间")
    assert line.text() == "2026.13.45"
    assert line.property("fault") == "true"
    line.selectAll()
    QTest.keyClicks(line, "2026-10-13")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.notice.sentence.text() == "✓ 第 4 行已收下。"
    assert page.form.row is not None
    assert page.form.row.row_number == 6
    say(line_of(page, "地点"), "解放路4号")
    page.take.click()
    assert (cases(desk), waiting(desk)) == (CASES + 4, [])
    assert page.pages.currentIndex() == 1
    assert not page.take.isVisible()


def test_a_row_that_is_still_wrong_keeps_what_was_typed(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    page = waiting_page(qtbot, context)
    line_of(page, "地点").setText("解放路20号")
    line_of(page, "发现时间").setText("2026-10-40")
    page.take.click()
    assert line_of(page, "地点").text() == "解放路20号"
    assert line_of(page, "发现时间").text() == "2026-10-40"
    assert "2026-10-40" in line_of(page, "发现时间").accessibleDescription()
    assert (cases(desk), len(waiting(desk))) == (CASES + 2, 2)


def test_enter_goes_to_the_next_line_and_takes_nothing(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    page = waiting_page(qtbot, context)
    line = line_of(page, "发现时间")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line_of(page, "镇街") is QApplication.focusWidget()
    assert len(waiting(desk)) == 2


def test_a_row_that_is_dropped_comes_back_by_undo(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    taken(desk, "market-cases", book, skip=True)
    page = waiting_page(qtbot, context)
    page.drop.click()
    assert [line[1] for line in texts(page)] == ["6"]
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    undo(desk, last.ref)
    assert [line[1] for line in texts(page)] == ["4", "6"]


def test_the_result_of_an_import_leads_to_its_waiting_rows(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = ImportDialog(context, CASE, book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.preview.confirm.click()
    dialog.result_page.mend.click()
    window = dialog.findChild(WaitingWindow)
    assert window is not None
    assert window.page.caption.text() == "待补 2 行"
    # Not at a button: a hasty Enter would drop the row.
    assert window.page.form.isAncestorOf(window.focusWidget())
    window.close()


def test_the_result_tells_how_many_rows_wait_after_some_were_mended(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = ImportDialog(context, CASE, book)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.preview.confirm.click()
    said = []
    for _ in range(2):
        dialog.result_page.mend.click()
        (window,) = [one for one in dialog.findChildren(WaitingWindow) if one.isVisible()]
        window.page.drop.click()
        window.close()
        said.append(dialog.result_page.text.text().partition("，")[2])
    assert said == ["2 条放入待补，还有 1 条等着补。", "2 条放入待补，都已处理。"]
    assert not dialog.result_page.mend.isVisible()


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Rows 3 to 5 have a class that nobody knows, 6 has no such month."""
    return case_book(
        tmp_path / "整治台账.xlsx",
        *(case("2026-10-8", f"解放路{number}号", category="占到经营") for number in (1, 2, 3)),
        case("2026.13.45", "解放路4号"),
    )


def test_rows_with_the_same_fault_are_mended_in_one_step(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, alike: Path
) -> None:
    taken(desk, "market-cases", alike, skip=True)
    page = waiting_page(qtbot, context)
    for row in (1, 2):
        page.table.selectionModel().select(
            page.table.list.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert page.take.text() == "改好了，收下 3 行"
    line = line_of(page, "问题类别")
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "zdjy")
    asker.confirmed = [False, True]
    page.take.click()
    assert (cases(desk), len(waiting(desk))) == (CASES, 4)
    page.take.click()
    assert asker.asked == ["选中的 3 行都把“问题类别”改为“占道经营”，再收下？"] * 2
    assert (cases(desk), [row.row_number for row in waiting(desk)]) == (CASES + 3, [6])
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    assert last.label == "待补：收下 3 行"
    undo(desk, last.ref)
    assert (cases(desk), len(waiting(desk))) == (CASES, 4)


def test_of_several_rows_the_right_ones_are_taken(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, alike: Path
) -> None:
    taken(desk, "market-cases", alike, skip=True)
    page = waiting_page(qtbot, context)
    page.table.selectAll()
    line_of(page, "问题类别").clear()
    say(line_of(page, "问题类别"), "占道经营")
    asker.confirmed = [True]
    page.take.click()
    assert page.notice.sentence.text() == "! 已收下 3 行；1 行还有问题，仍在待补。"
    assert (cases(desk), len(waiting(desk))) == (CASES + 3, 1)


def test_several_rows_are_dropped_in_one_step(
    qtbot: QtBot, context: Context, desk: Desk, alike: Path
) -> None:
    taken(desk, "market-cases", alike, skip=True)
    page = waiting_page(qtbot, context)
    page.table.selectAll()
    page.drop.click()
    assert page.notice.sentence.text() == "✓ 4 行不收了；Ctrl+Z 可以找回。"
    assert waiting(desk) == []


def test_what_was_typed_is_there_when_the_row_is_shown_again(
    qtbot: QtBot, context: Context, desk: Desk, alike: Path
) -> None:
    taken(desk, "market-cases", alike, skip=True)
    page = waiting_page(qtbot, context)
    line_of(page, "地点").setText("解放路100号")
    page.table.selectRow(1)
    assert line_of(page, "地点").text() == "解放路2号"
    page.table.selectRow(0)
    assert line_of(page, "地点").text() == "解放路100号"
