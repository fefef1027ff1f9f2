"""Several papers at once: made in turn, printed in one go, merged, saved; a failure stops none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bureau.errors import UserError
from bureau.reports.paper import Paper
from tests.ui.conftest import ScriptedAsker
from tests.ui.papers_made import paper, printer_into, sizes_in_mm
from ui.context import Context
from ui.paper.batch import BatchDialog, in_order
from ui.paper.batch_making import PaperJob
from ui.paper.print_dialog import PrintDialog
from ui.paper.printing import PrintOrder


def refuse() -> Paper:
    raise UserError("这个月还没有考核，请先打分。")


def job(name: str, make: Callable[[], Paper]) -> PaperJob:
    return PaperJob("test", name, f"2026年10月-{name}", make)


THREE = (
    job("月报", lambda: paper(3)),
    job("通报", refuse),
    job("清单", lambda: paper(1)),
)


def opened(
    qtbot: QtBot,
    context: Context,
    printing: Path = Path(),
    printers: tuple[str, ...] = ("前台打印机",),
    jobs: tuple[PaperJob, ...] = THREE,
) -> BatchDialog:
    made = BatchDialog(
        context, jobs, printers=lambda: list(printers), make_printer=printer_into(printing)
    )
    qtbot.addWidget(made)
    made.show()
    return made


def states(dialog: BatchDialog) -> list[tuple[str, str]]:
    items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [(item.text(1), item.text(2)) for item in items if item is not None]


def printing_dialog(dialog: BatchDialog) -> PrintDialog:
    dialog.print_all()
    (found,) = dialog.findChildren(PrintDialog)
    return found


def test_one_that_fails_is_told_in_its_row_and_the_rest_are_made(
    qtbot: QtBot, context: Context
) -> None:
    dialog = opened(qtbot, context)
    assert states(dialog) == [
        ("3", "已生成"),
        ("", "这个月还没有考核，请先打分。"),
        ("1", "已生成"),
    ]
    assert dialog.told.text() == "已选 2 份，共 4 页，1 份没有做成，不在其中"


def test_without_a_tick_nothing_is_offered(qtbot: QtBot, context: Context) -> None:
    dialog = opened(qtbot, context)
    for row in range(3):
        item = dialog.list.topLevelItem(row)
        assert item is not None
        item.setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.told.text() == "请勾选要打印或保存的材料。"
    assert not dialog._print.isEnabled()


def test_failed_ones_are_made_again(qtbot: QtBot, context: Context) -> None:
    answers: list[Callable[[], Paper]] = [refuse, paper]
    dialog = opened(qtbot, context, jobs=(job("通报", lambda: answers.pop(0)()),))
    assert dialog._again.isVisible()
    dialog._again.click()
    assert states(dialog) == [("3", "已生成")]
    assert not dialog._again.isVisible()


def test_they_become_one_pdf_with_bookmarks(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    asker.files = [tmp_path / "合订.pdf"]
    dialog._merge.click()
    reader = PdfReader(tmp_path / "合订.pdf")
    assert len(reader.pages) == 4
    assert [one["/Title"] for one in reader.outline if not isinstance(one, list)] == [
        "月报",
        "清单",
    ]


def test_they_are_saved_into_a_folder(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context)
    dialog._format.setCurrentIndex(3)
    asker.files = [tmp_path]
    dialog._save.click()
    assert sorted(path.name for path in tmp_path.glob("2026*")) == [
        "2026年10月-月报.docx",
        "2026年10月-月报.pdf",
        "2026年10月-清单.docx",
        "2026年10月-清单.pdf",
    ]
    assert f"已保存 4 个文件到“{tmp_path}”" in dialog.notice.sentence.text()


def test_a_paper_without_tables_fails_alone_as_excel(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, jobs=THREE[:1])
    dialog._format.setCurrentIndex(2)
    asker.files = [tmp_path]
    dialog._save.click()
    assert states(dialog)[0][1].startswith("这份材料里没有表格")
    assert "1 份没有保存" in dialog.notice.sentence.text()


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("替换", ["2026年10月-月报.pdf"]),
        ("换个名字，都留着", ["2026年10月-月报(2).pdf", "2026年10月-月报.pdf"]),
    ],
)
def test_files_of_the_same_name_are_asked_about(
    qtbot: QtBot,
    context: Context,
    asker: ScriptedAsker,
    tmp_path: Path,
    answer: str,
    names: list[str],
) -> None:
    (tmp_path / "2026年10月-月报.pdf").write_bytes(b"")
    dialog = opened(qtbot, context, jobs=THREE[:1])
    asker.files, asker.chosen = [tmp_path], [answer]
    dialog._save.click()
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == names
    assert (tmp_path / names[0]).stat().st_size > 1000


def test_all_are_printed_in_one_job_each_on_a_new_sheet(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    """Three pages and one: on both sides the first takes two sheets, so an empty page is added."""
    target = tmp_path / "打印.pdf"
    dialog = opened(qtbot, context, target)
    order = printing_dialog(dialog)
    order.sides.setCurrentIndex(1)
    assert order.told.text() == "共 4 页 × 1 份，用 3 张 A4 纸"
    with qtbot.waitSignal(dialog.printed):
        order.act.click()
    assert len(sizes_in_mm(target)) == 6


def test_a_pc_without_a_printer_gets_one_pdf(
    qtbot: QtBot, context: Context, asker: ScriptedAsker, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, printers=())
    asker.files = [tmp_path / "合订.pdf"]
    printing_dialog(dialog).act.click()
    assert len(PdfReader(tmp_path / "合订.pdf").pages) == 4


def test_copies_are_set_by_set_or_paper_by_paper() -> None:
    order = PrintOrder("x", (), copies=2)
    assert in_order(order, [2, 1]) == PrintOrder("x", (0, 1, 2), copies=2)
    by_paper = in_order(PrintOrder("x", (), copies=2, collate=False), [2, 1])
    assert (by_paper.pages, by_paper.copies) == ((0, 1, 0, 1, 2, 2), 1)
