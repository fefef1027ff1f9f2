"""The window of one paper: made in two lanes, saved, printed, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.errors import EnvironmentFault, UserError
from bureau.files import write_whole
from bureau.reports.pages import Pages
from bureau.reports.paper import Column, Paper, Table
from tests.ui.conftest import ScriptedAsker
from tests.ui.papers_made import paper, printer_into, sizes_in_mm
from ui.context import Context
from ui.paper.dialog import PaperDialog
from ui.paper.filing import file_name
from ui.paper.print_choices import choice_for
from ui.paper.print_dialog import PrintDialog
from ui.tasks import LaneRunner

NAME = "2026年10月-测试月报"


@pytest.fixture
def printing(tmp_path: Path) -> Path:
    """Where the printer of these tests prints to."""
    return tmp_path / "打印.pdf"


def opened(
    qtbot: QtBot,
    context: Context,
    make: Callable[[], Paper] = paper,
    printers: tuple[str, ...] = ("前台打印机",),
    printing: Path = Path(),
    *,
    active: bool = True,
) -> PaperDialog:
    """The window, shown; its shortcuts work once it is active."""
    made = PaperDialog(
        context,
        "2026年10月测试月报",
        make,
        NAME,
        kind="test",
        printers=lambda: list(printers),
        make_printer=printer_into(printing),
    )
    qtbot.addWidget(made)
    made.show()
    if active:
        with qtbot.waitActive(made):
            made.activateWindow()
    return made


def test_it_shows_the_paper_at_once(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    assert dialog.view.isVisible()
    assert dialog.view.count == 3
    assert dialog.windowTitle() == "2026年10月测试月报"


def test_it_is_saved_under_its_name(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    said: list[str] = []
    context.news.said.connect(said.append)
    asker.files = [tmp_path / f"{NAME}.pdf"]
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    saved = Pages((tmp_path / f"{NAME}.pdf").read_bytes())
    assert len(saved.sizes) == 3
    saved.close()
    assert said == [f"已保存 {NAME}.pdf"]
    assert f"已保存 {NAME}.pdf" in dialog.view.notice.sentence.text()


def test_the_ending_is_added_where_it_is_missing(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [tmp_path / "一月.份"]
    dialog.save()
    assert (tmp_path / "一月.份.pdf").exists()


def test_a_locked_file_gets_another_name(
    qtbot: QtBot,
    context: Context,
    asker: ScriptedAsker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    locked = tmp_path / f"{NAME}.pdf"
    locked.write_bytes(b"old")

    def refuse(path: Path, content: bytes) -> None:
        if path == locked:
            raise EnvironmentFault(
                f"“{locked.name}”可能正被其他程序打开；请先关闭它，或另存为“{NAME}(2).pdf”。"
            )
        write_whole(path, content)

    monkeypatch.setattr("ui.paper.filing.write_whole", refuse)
    dialog = opened(qtbot, context)
    asker.files = [locked]
    asker.chosen = [f"另存为“{NAME}(2).pdf”"]
    dialog.save()
    assert locked.read_bytes() == b"old"
    assert (tmp_path / f"{NAME}(2).pdf").read_bytes().startswith(b"%PDF")


def test_where_nothing_can_be_written_another_place_is_offered(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [tmp_path / "没有" / "月报.pdf", tmp_path / "月报.pdf"]
    asker.chosen = ["换一个位置…"]
    dialog.save()
    assert (tmp_path / "月报.pdf").exists()
    assert "不存在" in asker.asked[1]


def test_cancelling_writes_nothing(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [None]
    dialog.save()
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2026年10月-市容秩序整治工作月报", "2026年10月-市容秩序整治工作月报.pdf"),
        ("甲/乙:丙?\n", "甲-乙-丙.pdf"),
        ("...", "材料.pdf"),
        ("长" * 200, "长" * 80 + ".pdf"),
    ],
)
def test_a_name_fits_every_disk(name: str, file: str) -> None:
    assert file_name(name) == file


def test_what_goes_wrong_is_said_and_can_be_tried_again(qtbot: QtBot, context: Context) -> None:
    tries: list[int] = []

    def make() -> Paper:
        tries.append(1)
        if len(tries) == 1:
            raise UserError("请先填写单位全称。")
        return paper()

    dialog = opened(qtbot, context, make)
    assert dialog.stage.text() == "请先填写单位全称。"
    assert dialog._again.isVisible()
    dialog._again.click()
    assert dialog.view.isVisible()
    assert dialog.view.count == 3


def test_printing_asks_how_and_remembers_the_printer(
    qtbot: QtBot, context: Context, printing: Path
) -> None:
    dialog = opened(qtbot, context, printers=("二楼打印机", "前台打印机"), printing=printing)
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    asked = dialog.findChild(PrintDialog)
    assert asked is not None
    asked.printer.setCurrentText("前台打印机")
    QTest.keyClicks(asked.some, "1,3")
    with qtbot.waitSignal(dialog.printed):
        asked.act.click()
    assert sizes_in_mm(printing) == [(210, 297), (210, 297)]
    assert dialog.view.notice.sentence.text().endswith("已送到打印机。")
    assert choice_for("test").printer == "前台打印机"


def test_without_a_printer_it_is_saved(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, printers=())
    asker.files = [tmp_path / "月报.pdf"]
    dialog.print_paper()
    asked = dialog.findChild(PrintDialog)
    assert asked is not None
    asked.act.click()
    assert (tmp_path / "月报.pdf").exists()


def test_the_systems_own_program_gets_the_pdf(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens: list[Path] = []
    knows_pdf = [True, False]

    def open_url(url: QUrl) -> bool:
        opens.append(Path(url.toLocalFile()))
        return knows_pdf.pop(0)

    monkeypatch.setattr("ui.paper.dialog.QDesktopServices.openUrl", open_url)
    dialog = opened(qtbot, context, printers=())
    dialog._open_outside()
    assert opens[0].name == f"{NAME}.pdf"
    assert opens[0].read_bytes().startswith(b"%PDF")
    assert asker.told == []
    dialog._open_outside()
    assert asker.told == ["系统里没有能打开 PDF 的程序；请先“保存为 PDF”，再到别的电脑上打印。"]


def test_print_soon_waits_for_the_paper(qtbot: QtBot, context: Context) -> None:
    lanes = [LaneRunner("读取"), LaneRunner("材料")]
    context.reading, context.papers = lanes
    dialog = opened(qtbot, context, active=False)
    dialog.print_soon()
    assert dialog.findChild(PrintDialog) is None
    with qtbot.waitSignal(dialog.shown):
        pass
    assert dialog.findChild(PrintDialog) is not None
    dialog.done(0)
    for lane in lanes:
        lane.close()


def test_closing_while_it_is_made_leaves_nothing(qtbot: QtBot, context: Context) -> None:
    lanes = [LaneRunner("读取"), LaneRunner("材料")]
    context.reading, context.papers = lanes
    dialog = opened(qtbot, context, active=False)
    assert dialog.stage.text() == "正在读取台账 2026年10月测试月报…"
    dialog._stop.click()
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: all(lane.idle for lane in lanes))
    assert dialog.view.pictures._held == []
    for lane in lanes:
        lane.close()


def test_it_is_saved_as_a_word_document_too(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [tmp_path / "月报"]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(dialog, Qt.Key.Key_S, both)
    saved = docx.Document(str(tmp_path / "月报.docx"))
    assert "第2段，占道经营。" in [line.text for line in saved.paragraphs]
    assert "已保存 月报.docx" in dialog.view.notice.sentence.text()


def test_tables_are_saved_as_a_workbook(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    table = Table((Column("类别"), Column("件数", numeric=True)), (("占道经营", "76"),))
    dialog = opened(qtbot, context, lambda: Paper("月报", (table,)), active=False)
    asker.files = [tmp_path / "表.xlsx"]
    dialog._tables.trigger()
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in list(sheet.rows)[-1]] == ["占道经营", 76]


def test_a_paper_without_tables_says_that_no_workbook_comes_of_it(
    qtbot: QtBot, context: Context
) -> None:
    dialog = opened(qtbot, context, active=False)
    dialog._tables.trigger()
    assert "这份材料里没有表格" in dialog.view.notice.sentence.text()
