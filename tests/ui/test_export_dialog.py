"""The export window: rows, columns, kinds of file, personal data, a file that is open elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from bureau.access.rights import ROLES, Rights
from bureau.desk import Desk
from bureau.errors import EnvironmentFault
from bureau.exchange.export import export_ledger
from bureau.ledger.query import Contains, Filter, Sort
from bureau.office import BY_NAME
from bureau.storage import rows
from bureau.storage.undo import operation_rows
from tests.ui.conftest import CASES, ScriptedAsker
from ui.context import Context
from ui.exchange import export_dialog
from ui.exchange.export_dialog import ExportDialog

CASE = BY_NAME["market-cases"]
RENMIN: Filter = Contains("address", "人民路")
"""Every third case: 12 of 36."""


def opened(
    qtbot: QtBot,
    context: Context,
    where: Filter | None = None,
    selected: tuple[int, ...] = (),
    keys: tuple[str, ...] = (),
) -> ExportDialog:
    """The window on the screen."""
    dialog = ExportDialog(
        context, CASE, where, (Sort("number"),), keys, "筛选：人民路", selected=selected
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def answers(dialog: ExportDialog) -> list[str]:
    """The answers that can be seen, the marked ones with a star."""
    return [
        f"{made.text()}{'*' if made.isChecked() else ''}"
        for made in dialog.findChildren(QRadioButton)
        if made.isVisible()
    ]


def click(dialog: ExportDialog, name: str) -> None:
    """Clicks what is seen under that name."""
    found = [
        made
        for kind in (QPushButton, QRadioButton)
        for made in dialog.findChildren(kind, name)
        if made.isVisible()
    ]
    assert len(found) == 1, name
    found[0].click()


def say(line: QLineEdit, words: str) -> None:
    """Words that an input method commits."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(line, event)


def lines_of(path: Path) -> list[list[object]]:
    """The cells of a written workbook that are filled in, by line."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell for cell in line if cell is not None] for line in sheet.values]


def test_everything_is_offered_where_nothing_is_filtered(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    assert answers(dialog) == [
        f"整个台账（{CASES} 条）*",
        "全部列*",
        "Excel 表格（.xlsx）*",
        "CSV 文件（.csv，只有文字）",
    ]


def test_the_filter_and_the_selection_are_two_choices(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    with desk.store.snapshot() as conn:
        two = tuple(rows.ids(conn, CASE, today=desk.today(), limit=2))
    dialog = opened(qtbot, context, RENMIN, two, ("number", "address"))
    assert answers(dialog)[:5] == [
        "当前筛选全部（12 条）",
        f"整个台账（{CASES} 条）",
        "仅选中（2 条）*",
        "和屏幕上一样（2 列，次序也一样）*",
        "全部列",
    ]


def test_the_row_under_the_cursor_is_no_selection(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    with desk.store.snapshot() as conn:
        one = tuple(rows.ids(conn, CASE, today=desk.today(), limit=1))
    assert answers(opened(qtbot, context, RENMIN, one))[0] == "当前筛选全部（12 条）*"
    assert answers(opened(qtbot, context, None, one))[0] == f"整个台账（{CASES} 条）*"


def test_what_is_filtered_is_written_with_the_columns_that_are_seen(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, RENMIN, keys=("number", "address"))
    asker.files = [tmp_path / "人民路.xlsx"]
    click(dialog, "export-go")
    assert dialog.done_title.text() == "已导出 12 条"
    found = lines_of(tmp_path / "人民路.xlsx")
    assert ["案件编号", "地点"] in found
    numbers = [line[0] for line in found if str(line[0]).startswith("ZZ-")] if found else []
    assert numbers == [f"ZZ-2026-{3 * index + 1:04}" for index in range(12)]


def test_only_the_selection_is_written(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    with desk.store.snapshot() as conn:
        two = tuple(rows.ids(conn, CASE, None, [Sort("number")], today=desk.today(), limit=2))
    dialog = opened(qtbot, context, RENMIN, two)
    click(dialog, "kind-csv")
    asker.files = [tmp_path / "两条"]
    click(dialog, "export-go")
    lines = (tmp_path / "两条.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["ZZ-2026-0001", "ZZ-2026-0002"]


def test_personal_values_are_masked_unless_a_reason_is_written(
    qtbot: QtBot, context: Context, desk: Desk, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, keys=("number", "phone"))
    asker.files = [tmp_path / "一.xlsx"]
    click(dialog, "export-go")
    assert ["ZZ-2026-0001", "138****0000"] in lines_of(tmp_path / "一.xlsx")
    dialog = opened(qtbot, context, keys=("number", "phone"))
    dialog.unmasked.click()
    assert not dialog.go.isEnabled()
    assert dialog.fault.text() == "不遮盖个人信息要先写明用途。"
    say(dialog.reason, "移送司法机关")
    asker.files = [tmp_path / "二.xlsx"]
    click(dialog, "export-go")
    assert ["ZZ-2026-0001", "13800000000"] in lines_of(tmp_path / "二.xlsx")
    with desk.store.snapshot() as conn:
        last = operation_rows(conn)[-1]
    assert (last.kind, last.label) == (
        "export-personal",
        "导出“案件台账”未遮盖的个人信息：移送司法机关",
    )


def test_personal_values_are_offered_by_right(qtbot: QtBot, context: Context, desk: Desk) -> None:
    for role, may in (("leader", True), ("section", True), ("viewer", False)):
        desk.rights = Rights(ROLES[role], frozenset({"market"}))
        assert opened(qtbot, context).unmasked.isEnabled() is may
    desk.rights = Rights(ROLES["section"], frozenset({"party"}))
    assert not opened(qtbot, context).unmasked.isEnabled()


def test_a_file_open_elsewhere_is_saved_under_another_name(
    qtbot: QtBot,
    context: Context,
    asker: ScriptedAsker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken = tmp_path / "台账.xlsx"
    taken.write_bytes(b"open in WPS")

    def locked(*given: object, **more: object) -> int:
        if taken in given:
            raise EnvironmentFault("“台账.xlsx”可能正被 Excel 或 WPS 打开，没有保存。")
        return export_ledger(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(export_dialog, "export_ledger", locked)
    dialog = opened(qtbot, context)
    asker.files = [taken]
    click(dialog, "export-go")
    assert "正被 Excel 或 WPS 打开" in dialog.fault.text()
    assert dialog.rename.text() == "另存为“台账(2).xlsx”"
    click(dialog, "rename")
    assert dialog.done_text.text().splitlines()[0] == "台账(2).xlsx"
    assert (tmp_path / "台账(2).xlsx").exists()
    assert taken.read_bytes() == b"open in WPS"


def test_leaving_the_file_dialog_writes_nothing(
    qtbot: QtBot, context: Context, asker: ScriptedAsker
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [None]
    click(dialog, "export-go")
    assert dialog.pages.currentWidget() is dialog.form
