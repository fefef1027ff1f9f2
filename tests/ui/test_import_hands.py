"""The import window worked without a mouse, with the fields' own editors, and with several files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.exchange.batches import batches
from bureau.exchange.waiting import waiting
from bureau.office import BY_NAME
from bureau.storage.undo import next_redo, next_undo, undo
from tests.exchange.ledger_sheets import case, case_book, taken, write_book
from tests.ui.conftest import CASES, ScriptedAsker
from tests.ui.small_bureau import cases
from ui.context import Context
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.preview_model import LEADING, MENDED
from ui.ledger.inputs.choice import ChoiceInput
from ui.ledger.inputs.dates import DateInput
from ui.ledger.inputs.line import LineEntry

CASE = BY_NAME["market-cases"]
FOUND, TOWN, PLACE, CATEGORY = range(LEADING, LEADING + 4)


def opened(qtbot: QtBot, context: Context, path: Path | None = None) -> ImportDialog:
    """The window with the keyboard."""
    dialog = ImportDialog(context, CASE, path)
    qtbot.addWidget(dialog, before_close_func=lambda made: made.preview.model.mends.clear())
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def line(dialog: ImportDialog) -> LineEntry:
    """The line that is being typed into."""
    found = [one for one in dialog.preview.rows.findChildren(LineEntry) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def edit(dialog: ImportDialog, row: int, column: int) -> LineEntry:
    """Opens a cell with F2."""
    view = dialog.preview.rows
    view.setCurrentIndex(dialog.preview.model.index(row, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    return line(dialog)


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(name: str, dialog: ImportDialog) -> None:
    """Clicks the button of that name that is seen."""
    (found,) = [made for made in dialog.findChildren(QPushButton, name) if made.isVisible()]
    found.click()


def drop(dialog: ImportDialog, *paths: Path) -> None:
    """Drops files on the first page."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    dialog.pick.area.dropEvent(
        QDropEvent(
            QPointF(QPoint(20, 20)),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Rows 3 to 5 have a class that nobody knows, 6 has no such month, 7 is right."""
    return case_book(
        tmp_path / "整治台账.xlsx",
        *(case("2026-10-8", f"解放路{number}号", category="占到经营") for number in (1, 2, 3)),
        case("2026.13.45", "解放路4号"),
        case("2026-10-9", "解放路5号"),
    )


def test_a_choice_is_mended_from_its_list_by_initials(
    qtbot: QtBot, context: Context, alike: Path
) -> None:
    dialog = opened(qtbot, context, alike)
    typed = edit(dialog, 0, CATEGORY)
    editor = typed.parent()
    assert isinstance(editor, ChoiceInput)
    assert editor.has_open_list()  # what can be chosen is seen without typing
    QTest.keyClicks(typed, "zdjy")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    row = dialog.preview.model.row_at(0)
    assert row is not None
    assert (row.texts["问题类别"], row.outcome) == ("占道经营", MENDED)


def test_a_cell_that_was_only_looked_at_stays_as_it_is(
    qtbot: QtBot, context: Context, alike: Path
) -> None:
    dialog = opened(qtbot, context, alike)
    typed = edit(dialog, 0, CATEGORY)
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert dialog.preview.model.mends == {}
    typed = edit(dialog, 0, PLACE)
    QTest.keyClicks(typed, "A")
    QTest.keyClick(typed, Qt.Key.Key_Escape)
    assert dialog.preview.model.mends == {}
    assert dialog.isVisible()


def test_a_date_is_mended_in_a_date_box(qtbot: QtBot, context: Context, alike: Path) -> None:
    dialog = opened(qtbot, context, alike)
    typed = edit(dialog, 3, FOUND)
    assert isinstance(typed.parent(), DateInput)
    QTest.keyClicks(typed, "10.7")
    QTest.keyClick(typed, Qt.Key.Key_Tab)
    row = dialog.preview.model.row_at(3)
    assert row is not None
    assert (row.texts["发现时间"], row.outcome) == ("2026-10-07", MENDED)
    assert dialog.preview.rows.currentIndex().column() == TOWN


def test_rows_with_the_same_wrong_word_are_mended_at_once(
    qtbot: QtBot, context: Context, desk: Desk, alike: Path
) -> None:
    dialog = opened(qtbot, context, alike)
    typed = edit(dialog, 0, CATEGORY)
    QTest.keyClicks(typed, "zdjy")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    notice = dialog.preview.notice
    assert notice.sentence.text() == "! 另有 2 行的“问题类别”也写着“占到经营”。"
    (spread,) = [
        made
        for made in notice.findChildren(QPushButton)
        if made.text() == "都改成“占道经营”（Ctrl+D）"
    ]
    spread.click()
    assert dialog.preview.confirm.text() == "导入正确的 4 行，其余 1 行放入待补"
    press("confirm", dialog)
    assert (cases(desk), [row.row_number for row in waiting(desk)]) == (CASES + 4, [6])


def test_mended_rows_go_and_come_with_undo_and_redo(
    qtbot: QtBot, context: Context, desk: Desk, alike: Path
) -> None:
    dialog = opened(qtbot, context, alike)
    typed = edit(dialog, 3, FOUND)
    QTest.keyClicks(typed, "10.7")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    press("confirm", dialog)
    assert (cases(desk), len(waiting(desk))) == (CASES + 2, 3)
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    undo(desk, last.ref)
    assert (cases(desk), len(waiting(desk)), batches(desk)) == (CASES, 0, [])
    with desk.store.snapshot() as conn:
        again = next_redo(desk, conn)
    assert again is not None
    undo(desk, again.ref)
    assert (cases(desk), len(waiting(desk)), len(batches(desk))) == (CASES + 2, 3, 1)


def test_a_mended_row_that_the_ledger_has_is_said_to_be_the_same(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    there = case("2026-10-7", "解放路4号")
    taken(desk, "market-cases", case_book(tmp_path / "先.xlsx", there))
    again = case_book(tmp_path / "后.xlsx", case("2026.13.45", "解放路4号"))
    dialog = opened(qtbot, context, again)
    typed = edit(dialog, 0, FOUND)
    QTest.keyClicks(typed, "10.7")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    assert dialog.preview.reason.text().endswith("台账里已有同样的一条，不会重复导入。")
    assert dialog.preview.confirm.text() == "没有需要导入的行"


def test_the_whole_way_without_a_mouse(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, alike: Path
) -> None:
    dialog = opened(qtbot, context)
    assert focused() is dialog.pick.choose
    asker.files = [alike]
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    view = dialog.preview.rows
    assert focused() is view
    assert view.currentIndex().column() == CATEGORY
    QTest.keyClicks(view, "z")  # typing replaces
    QTest.keyClicks(line(dialog), "djy")
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    assert focused() is view
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, CATEGORY)
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (3, FOUND)
    assert dialog.preview.confirm.text() == "导入正确的 4 行，其余 1 行放入待补"
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused() is dialog.result_page.done
    assert cases(desk) == CASES + 4
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is dialog.result_page.undo
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert cases(desk) == CASES
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_button_of_the_preview_is_reached_by_tab(
    qtbot: QtBot, context: Context, alike: Path
) -> None:
    dialog = opened(qtbot, context, alike)
    met: set[str] = set()
    for _ in range(60):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        met.add(focused().objectName())
    assert {
        "month",
        "match-问题类别",
        "only-refused",
        "rows",
        "save-rejects",
        "another-file",
        "cancel",
        "confirm",
    } <= met
    assert dialog.isVisible()


def test_several_files_come_one_after_the_other(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    one = case_book(tmp_path / "九月.xlsx", case("2026-9-8", "解放路1号"))
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 no zip")
    two = case_book(tmp_path / "十月.xlsx", case("2026-10-8", "解放路2号"))
    dialog = opened(qtbot, context)
    drop(dialog, one, broken, two)
    assert dialog.preview.title.text() == "九月.xlsx  →  案件台账（后面还有 2 个文件）"
    press("confirm", dialog)
    assert dialog.result_page.next.text() == "接着导入“坏的.xlsx”"
    press("next-file", dialog)
    assert "坏的.xlsx" in dialog.refused.sentence.text()
    press("next-file", dialog)
    assert dialog.preview.title.text() == "十月.xlsx  →  案件台账"
    press("confirm", dialog)
    assert not dialog.result_page.next.isVisible()
    assert cases(desk) == CASES + 2
    assert [batch.file for batch in batches(desk)] == ["十月.xlsx", "九月.xlsx"]


def test_a_file_whose_headings_nobody_knows_is_read_by_hand_once_and_so_ever_after(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    header = ["何时", "地点", "哪一种", "备注"]
    first = write_book(
        tmp_path / "一.xlsx", {"表": [header, ["2026-10-8", "解放路1号", "占道经营", "x"]]}
    )
    dialog = opened(qtbot, context, first)
    assert dialog.pages.currentWidget() is dialog.refused
    assert dialog.refused.lacking.text() == "还没有哪一列是“发现时间”、“问题类别”。"
    for heading, initials in (("何时", "fxsj"), ("哪一种", "wtlb")):
        press(f"match-{heading}", dialog)
        (search,) = [one for one in dialog.findChildren(QLineEdit, "search") if one.isVisible()]
        QTest.keyClicks(search, initials)
        QTest.keyClick(search, Qt.Key.Key_Return)
    press("read-so", dialog)
    assert dialog.preview.confirm.text() == "导入全部 1 行"
    press("confirm", dialog)
    assert cases(desk) == CASES + 1
    next_month = write_book(
        tmp_path / "二.xlsx", {"表": [header, ["2026-11-8", "解放路2号", "占道经营", "y"]]}
    )
    assert opened(qtbot, context, next_month).preview.confirm.text() == "导入全部 1 行"


def test_of_two_columns_for_one_field_one_is_left_out_by_hand(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    header = ["发现时间", "地点", "具体地点", "问题类别"]
    line_of_two = ["2026-10-8", "解放路1号", "东门", "占道经营"]
    book = write_book(tmp_path / "两个地点.xlsx", {"表": [header, line_of_two]})
    dialog = opened(qtbot, context, book)
    assert "两列都对应“地点”" in dialog.refused.sentence.text()
    dialog.correct("具体地点", "")
    press("read-so", dialog)
    assert dialog.preview.model.targets == {
        "发现时间": "发现时间",
        "地点": "地点",
        "问题类别": "问题类别",
    }


def test_a_pasted_block_of_5000_rows_is_previewed_taken_and_taken_back(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    lines = [["2026-10-8", f"解放路{number}号", "占道经营"] for number in range(1, 5001)]
    lines[9][2] = "占到经营"
    dialog = ImportDialog(context, CASE, block=[["发现时间", "地点", "问题类别"], *lines])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.preview.confirm.text() == "导入正确的 4,999 行，其余 1 行放入待补"
    press("confirm", dialog)
    assert cases(desk) == CASES + 4999
    press("undo-import", dialog)
    assert (cases(desk), waiting(desk)) == (CASES, [])


def test_the_rows_have_the_room_and_a_question_needs_no_full_stop(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "一.xlsx", case("2026-10-8", "解放路1号", category="占到经营"))
    dialog = opened(qtbot, context, book)
    assert dialog.preview.matching.width() <= 320
    assert dialog.preview.reason.text().endswith("？")
