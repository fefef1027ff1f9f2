"""The import window, clicked and typed into as a clerk does: preview, mending, taking, taking back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.exchange.batches import batches
from bureau.exchange.waiting import waiting
from bureau.ledger.query import Is
from bureau.office import BY_NAME
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.exchange.difficulties.days_and_damage import days_file
from tests.exchange.ledger_sheets import CASE_HEADER, case, case_book, write_book
from tests.ui.conftest import CASES, ScriptedAsker
from tests.ui.small_bureau import cases
from ui.context import Context
from ui.exchange.import_dialog import ImportDialog
from ui.exchange.preview_model import LEADING, MENDED, NEW, REFUSED
from ui.ledger.inputs.line import LineEntry

CASE = BY_NAME["market-cases"]
GOOD = case("2026-10-8", "解放路1号")
BAD_DATE = case("2026.13.45", "解放路2号")
EARLY = case("2026-10-9", "解放路3号", due="2026-10-1")
FOUND, TOWN, PLACE, CATEGORY, HANDLING, DUE, STATE, CLOSED = range(LEADING, LEADING + 8)


def opened(qtbot: QtBot, context: Context, path: Path | None = None) -> ImportDialog:
    """The window on the screen."""
    return shown(qtbot, ImportDialog(context, CASE, path))


def shown(qtbot: QtBot, dialog: ImportDialog) -> ImportDialog:
    """The window with the keyboard; at the end of a test it closes without a question."""
    qtbot.addWidget(dialog, before_close_func=forget_mends)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def forget_mends(dialog: ImportDialog) -> None:
    """Nobody is asked whether typed corrections may go."""
    dialog.preview.model.mends.clear()


def press(dialog: ImportDialog, name: str) -> None:
    """Clicks the button of that name on the page that is seen."""
    found = [made for made in dialog.findChildren(QPushButton, name) if made.isVisible()]
    assert len(found) == 1, (name, found)
    found[0].click()


def type_into(dialog: ImportDialog, row: int, column: int, text: str) -> None:
    """Puts the cursor on a cell, types over it and presses Enter."""
    view = dialog.preview.rows
    view.setCurrentIndex(dialog.preview.model.index(row, column))
    view.edit(view.currentIndex())
    line = editor(dialog)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()


def editor(dialog: ImportDialog) -> QLineEdit:
    """The line in which a cell is typed into; those of earlier cells wait to be deleted."""
    lines = dialog.preview.rows.findChildren(LineEntry)
    return next(line for line in lines if line.isVisible())


def outcomes(dialog: ImportDialog) -> list[tuple[int, str]]:
    """Row number and outcome of every listed row."""
    model = dialog.preview.model
    found = [model.row_at(at) for at in range(model.rowCount())]
    return [(row.row, row.outcome) for row in found if row is not None]


def pills(dialog: ImportDialog) -> list[str]:
    """The counts that are seen."""
    page = dialog.preview
    shown = (page.new, page.changed, page.same, page.mended, page.refused)
    return [pill.text() for pill in shown if pill.isVisible()]


def the_case(desk: Desk, address: str) -> rows.Row:
    """The one case at that address."""
    with desk.store.snapshot() as conn:
        found = rows.ids(conn, CASE, Is("address", address), today=desk.today())
        return rows.page(conn, CASE, found, today=desk.today())[0]


def left_over(desk: Desk) -> list[Path]:
    """What stands in the staging folder."""
    return sorted(desk.store.folder.staging.iterdir())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Rows 3 and 6 are right, 4 has no such month, 5 is due before it was found."""
    return case_book(
        tmp_path / "整治台账.xlsx", GOOD, BAD_DATE, EARLY, case("2026-10-10", "解放路4号")
    )


def test_refused_rows_come_first_with_their_reasons(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    assert outcomes(dialog) == [(4, REFUSED), (5, REFUSED), (3, NEW), (6, NEW)]
    assert pills(dialog) == ["新增 2", "更新 0", "未变 0", "‼ 退回 2"]
    assert dialog.preview.confirm.text() == "导入正确的 2 行，其余 2 行放入待补"
    model, here = dialog.preview.model, dialog.preview.rows.currentIndex()
    assert (here.row(), here.column()) == (0, FOUND)
    assert dialog.preview.reason.text().startswith("第 4 行　“发现时间”：“2026.13.45”里的月份是 13")
    assert model.data(model.index(0, FOUND), Qt.ItemDataRole.BackgroundRole) is not None
    assert model.data(model.index(0, PLACE), Qt.ItemDataRole.BackgroundRole) is None


def test_right_rows_show_what_will_be_in_the_ledger(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("10月8日", "解放路1号"))
    model = opened(qtbot, context, book).preview.model
    cell = model.index(0, FOUND)
    assert model.data(cell) == "2026-10-08"
    assert model.data(cell, Qt.ItemDataRole.ToolTipRole) == "表格里写的是：10月8日"


def test_the_main_button_takes_right_rows_and_lets_the_others_wait(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    press(dialog, "confirm")
    assert cases(desk) == CASES + 2
    assert [row.row_number for row in waiting(desk)] == [4, 5]
    assert dialog.result_page.title.text() == "已导入“案件台账”2 条"
    assert dialog.result_page.text.text() == "新增 2 条，2 条放入待补，可以以后再改。"
    press(dialog, "undo-import")
    assert (cases(desk), waiting(desk), batches(desk)) == (CASES, [], [])
    assert dialog.result_page.text.text() == "撤销了 2 条。"
    press(dialog, "done")
    assert left_over(desk) == []


def test_a_row_mended_in_place_is_taken_with_the_others(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    type_into(dialog, 0, FOUND, "2026-10-13")
    assert outcomes(dialog)[0] == (4, MENDED)
    assert pills(dialog) == ["新增 3", "更新 0", "未变 0", "✓ 已改正 1", "‼ 退回 1"]
    assert dialog.preview.confirm.text() == "导入正确的 3 行，其余 1 行放入待补"
    here = dialog.preview.rows.currentIndex()
    assert (here.row(), here.column()) == (1, DUE)
    type_into(dialog, 1, DUE, "2026-10-12")
    assert dialog.preview.confirm.text() == "导入全部 4 行"
    press(dialog, "confirm")
    assert (cases(desk), waiting(desk)) == (CASES + 4, [])
    assert dialog.result_page.text.text() == "新增 4 条（就地改正的 2 行都在内）。"
    assert [batch.accepted for batch in batches(desk)] == [4]
    press(dialog, "undo-import")
    assert (cases(desk), waiting(desk)) == (CASES, [])
    assert dialog.result_page.text.text() == "撤销了 4 条。"


def test_ctrl_enter_takes_what_is_still_being_typed(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    view = dialog.preview.rows
    view.setCurrentIndex(dialog.preview.model.index(0, FOUND))
    view.edit(view.currentIndex())
    line = editor(dialog)
    line.selectAll()
    QTest.keyClicks(line, "2026-10-13")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result_page.text.text() == (
        "新增 3 条，1 条放入待补，可以以后再改（就地改正的 1 行都在内）。"
    )
    assert cases(desk) == CASES + 3


def test_a_row_mended_wrongly_says_what_is_wrong_now(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    type_into(dialog, 0, FOUND, "2026-10-40")
    assert outcomes(dialog)[0] == (4, REFUSED)
    model = dialog.preview.model
    assert "2026-10-40" in str(model.data(model.index(0, 0)))


def test_typing_the_old_value_again_is_no_mending(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    type_into(dialog, 0, FOUND, "2026-10-13")
    type_into(dialog, 0, FOUND, "2026.13.45")
    assert outcomes(dialog)[0] == (4, REFUSED)
    assert dialog.preview.model.mends == {}


def test_right_rows_cannot_be_typed_over(qtbot: QtBot, context: Context, book: Path) -> None:
    model = opened(qtbot, context, book).preview.model
    assert model.flags(model.index(0, FOUND)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(2, FOUND)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(2, FOUND), "2026-10-1")


def test_only_refused_rows_are_listed_when_asked(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    dialog.preview.only_refused.click()
    assert [row for row, _ in outcomes(dialog)] == [4, 5]


def test_closing_with_mended_rows_asks_first(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    type_into(dialog, 0, FOUND, "2026-10-13")
    asker.confirmed = [False, True]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asker.asked == ["还没有导入；就地改过的 1 行不会保存。"] * 2
    assert (cases(desk), left_over(desk)) == (CASES, [])


def test_enter_outside_a_cell_imports_nothing(
    qtbot: QtBot, context: Context, desk: Desk, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    dialog.preview.rows.setFocus()
    QTest.keyClick(dialog.preview.rows, Qt.Key.Key_Return)
    assert (cases(desk), batches(desk)) == (CASES, [])


def test_enter_while_composing_stays_in_the_cell(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    view = dialog.preview.rows
    view.setCurrentIndex(dialog.preview.model.index(0, PLACE))
    view.edit(view.currentIndex())
    line = editor(dialog)
    QApplication.sendEvent(line, QInputMethodEvent("jiefang", []))
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert line.isVisible()
    assert dialog.preview.model.mends == {}
    done = QInputMethodEvent()
    done.setCommitString("解放")
    QApplication.sendEvent(line, done)
    assert "解放" in line.text()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QApplication.processEvents()


def test_a_column_is_read_as_the_field_that_is_chosen(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    header = [*CASE_HEADER, "老王的话"]
    line = [*GOOD, "注意安全"]
    book = write_book(tmp_path / "一.xlsx", {"台账": [["2026年10月"], header, line]})
    dialog = opened(qtbot, context, book)
    assert dialog.staged is not None
    assert dialog.staged.parsed.unused == ("老王的话",)
    press(dialog, "match-老王的话")
    chooser = dialog.findChild(QLineEdit, "search")
    assert chooser is not None
    QTest.keyClicks(chooser, "bz")
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert dialog.preview.model.targets["老王的话"] == "备注"
    made = dialog.findChild(QPushButton, "match-老王的话")
    assert made is not None
    press(dialog, "confirm")
    assert the_case(desk, "解放路1号")["note"] == "注意安全"
    # The next file with this header is read the same way without asking.
    again = write_book(
        tmp_path / "二.xlsx", {"台账": [["2026年11月"], header, [*case("11-2", "人民路"), "快"]]}
    )
    assert opened(qtbot, context, again).preview.model.targets["老王的话"] == "备注"


def test_a_required_column_left_out_is_refused_and_restored(
    qtbot: QtBot, context: Context, book: Path
) -> None:
    dialog = opened(qtbot, context, book)
    dialog.correct("发现时间", "")
    assert dialog.pages.currentWidget() is dialog.refused
    assert "发现时间" in dialog.refused.sentence.text()
    press(dialog, "restore")
    assert dialog.preview.confirm.text() == "导入正确的 2 行，其余 2 行放入待补"


def test_the_month_can_be_said(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("10月8日", "解放路1号"), title="整治台账")
    dialog = opened(qtbot, context, book)
    assert outcomes(dialog) == [(3, REFUSED)]
    asker.texts = ["明年", "2025-10"]
    press(dialog, "month")
    assert asker.told == ["“明年”不是月份，请写成 2026-10，或只写年份 2026。"]
    press(dialog, "month")
    model = dialog.preview.model
    assert (outcomes(dialog), model.data(model.index(0, FOUND))) == ([(3, NEW)], "2025-10-08")


def test_a_file_of_another_ledger_offers_to_switch(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "日志.xlsx",
        {
            "十月": [
                ["2026年10月执法日志"],
                ["日期", "带班领导", "出动人员(人次)", "出动车辆(台次)", "劝导占道经营(起)"],
                ["2026-10-20", "李建国", 12, 3, 5],
            ]
        },
    )
    dialog = opened(qtbot, context, book)
    assert dialog.refused.sentence.text() == "“日志.xlsx”的表头不像“案件台账”，更像“执法日志”。"
    press(dialog, "switch-ledger")
    assert dialog.windowTitle() == "导入“执法日志”"
    assert pills(dialog)[0] == "新增 1"


def test_a_damaged_file_says_so_and_another_can_be_chosen(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, book: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 no zip")
    dialog = opened(qtbot, context, broken)
    assert "坏的.xlsx" in dialog.refused.sentence.text()
    asker.files = [book]
    press(dialog, "another-file")
    assert dialog.pages.currentWidget() is dialog.preview


def test_changed_rows_are_taken_only_when_ticked(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    first = opened(qtbot, context, case_book(tmp_path / "一.xlsx", GOOD))
    press(first, "confirm")
    press(first, "done")
    closed = case("2026-10-8", "解放路1号", state="已整改", closed="2026-10-9")
    dialog = opened(qtbot, context, case_book(tmp_path / "二.xlsx", closed))
    assert dialog.preview.confirm.text() == "没有需要导入的行"
    assert not dialog.preview.confirm.isEnabled()
    assert "完成时间：（空白） → 2026-10-09" in dialog.preview.reason.text()
    dialog.preview.update_changed.click()
    press(dialog, "confirm")
    assert dialog.result_page.text.text() == "新增 0 条，更新 1 条。"
    assert the_case(desk, "解放路1号")["closed_on"] == "2026-10-09"


def test_a_change_made_meanwhile_asks_for_another_look(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, case_book(tmp_path / "一.xlsx", GOOD))
    other = opened(qtbot, context, case_book(tmp_path / "二.xlsx", GOOD))
    press(other, "confirm")
    press(dialog, "confirm")
    assert "请重新预览" in dialog.preview.notice.sentence.text()
    again = [b for b in dialog.findChildren(QPushButton) if b.text() == "重新预览"]
    again[0].click()
    assert pills(dialog)[:3] == ["新增 0", "更新 0", "未变 1"]
    assert cases(desk) == CASES + 1


def test_the_clipboard_is_taken_as_a_table(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker
) -> None:
    dialog = opened(qtbot, context)
    QGuiApplication.clipboard().setText("")
    press(dialog, "paste")
    assert asker.told[-1].startswith("剪贴板里没有表格。")
    QGuiApplication.clipboard().setText(
        '发现时间\t地点\t问题类别\r\n2026-10-8\t"解放路1号\n东门"\t占道经营\r\n'
    )
    QTest.keyClick(dialog.pick, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pills(dialog)[0] == "新增 1"
    press(dialog, "confirm")
    assert cases(desk) == CASES + 1
    assert [batch.file for batch in batches(desk)] == ["粘贴的内容.csv"]
    press(dialog, "done")
    assert left_over(desk) == []


def test_a_block_given_by_a_table_goes_through_the_same_preview(
    qtbot: QtBot, context: Context
) -> None:
    block = [
        ["发现时间", "地点", "问题类别"],
        ["2026-10-8", "解放路1号", "占道经营"],
        ["?", "某处", ""],
    ]
    dialog = shown(qtbot, ImportDialog(context, CASE, block=block))
    assert pills(dialog) == ["新增 1", "更新 0", "未变 0", "‼ 退回 1"]


def test_a_file_can_be_dropped(qtbot: QtBot, context: Context, book: Path) -> None:
    dialog = opened(qtbot, context)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(book))])
    drop = QDropEvent(
        QPointF(QPoint(20, 20)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.pick.area.dropEvent(drop)
    assert pills(dialog)[0] == "新增 2"


def test_refused_rows_are_saved_and_come_back_mended(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, book: Path, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, book)
    asker.files = [tmp_path / "退回"]
    press(dialog, "save-rejects")
    assert (tmp_path / "退回.xlsx").exists()
    assert dialog.preview.notice.sentence.text() == "✓ 退回的 2 行已另存为“退回.xlsx”。"
    back = opened(qtbot, context, tmp_path / "退回.xlsx")
    assert pills(back)[-1] == "‼ 退回 2"


def test_undo_leaves_what_was_changed_since(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "台账.xlsx", GOOD, case("2026-10-10", "解放路4号"))
    dialog = opened(qtbot, context, book)
    press(dialog, "confirm")
    record = the_case(desk, "解放路4号")["id"]
    assert isinstance(record, int)
    with desk.store.operation(desk, "改备注") as op:
        op.update("market-cases", record, {"note": "看过"})
    press(dialog, "undo-import")
    assert dialog.result_page.text.text() == "撤销了 1 条；1 条导入以后又被改动或引用，没有撤销。"
    assert cases(desk) == CASES + 1


def test_ctrl_z_takes_back_the_last_step(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, case_book(tmp_path / "台账.xlsx", GOOD))
    press(dialog, "confirm")
    with desk.store.snapshot() as conn:
        last = next_undo(desk, conn)
    assert last is not None
    undo(desk, last.ref)
    assert cases(desk) == CASES


def test_a_question_is_answered_by_a_click(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    dialog = opened(qtbot, context, days_file(10.1)(tmp_path))
    assert outcomes(dialog) == [(3, REFUSED)]
    (asked,) = (
        made
        for made in dialog.findChildren(QPushButton)
        if made.objectName() == "ask-day:日期" and made.isVisible()
    )
    assert "还没有定" in asked.text()
    menu = dialog.preview.matching.offer(dialog.preview.matching.questions[0], asked)
    one, other = menu.actions()
    assert "10月1日" in one.text()
    other.trigger()
    assert outcomes(dialog) == [(3, NEW)]
    index = dialog.preview.model.index(0, FOUND)
    assert index.data() == "2026-10-10"
    press(dialog, "confirm")
    with context.desk.store.snapshot() as conn:
        found = rows.ids(conn, CASE, Is("address", "人民路1号"), today=context.desk.today())
        taken = rows.page(conn, CASE, found, today=context.desk.today())
    assert "2026-10-10" in {row["found_on"] for row in taken}
