"""Printing through QPrinter: which pages, on which sheets, how often; without a printer, a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.reports.pages import Pages
from tests.ui.papers_made import content, printer_into, sizes_in_mm
from ui.context import Context
from ui.paper.print_choices import PrintChoice, choice_for, remember
from ui.paper.print_dialog import PrintDialog
from ui.paper.printing import PrintOrder, PrintRun
from ui.tasks import LaneRunner

# Of the pixels with ink, so many may look otherwise: a raster's edges fall between the pixels.
LIKE = 0.2


def printed(
    context: Context, target: Path, order: PrintOrder, pdf: bytes | None = None
) -> list[str]:
    """Prints into a file; gives what was told."""
    told: list[str] = []
    run = PrintRun(context.papers, pdf or content(3), order, printer_into(target))
    run.done.connect(lambda: told.append("done"))
    run.failed.connect(lambda error: told.append(error.sentence))
    run.moved.connect(lambda sent, of: told.append(f"{sent}/{of}"))
    run.start()
    return told


def dialog(qtbot: QtBot, printers: list[str], choice: PrintChoice | None = None) -> PrintDialog:
    """The dialog for a paper of five pages, the third being looked at."""
    made = PrintDialog(
        None,
        title="测试材料",
        printers=printers,
        count=5,
        current=2,
        choice=choice or PrintChoice(),
    )
    qtbot.addWidget(made)
    made.show()
    return made


def differing(pdf: bytes, page: int, target: Path) -> float:
    """How many pixels of the first sheet differ plainly from a page, for each that has ink."""
    ours, theirs = Pages(pdf), Pages(target.read_bytes())
    one, other = ours.picture(page, 400), theirs.picture(0, 400)
    ours.close()
    theirs.close()
    assert abs(one.height - other.height) <= 1
    inked = plainly = 0
    for y in range(min(one.height, other.height)):
        for x in range(400):
            here = one.pixels[y * one.stride + x * 4]
            there = other.pixels[y * other.stride + x * 4]
            inked += here < 128
            plainly += abs(here - there) > 96
    return plainly / inked


def test_the_pages_asked_for_are_printed_on_a4(context: Context, tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    told = printed(context, target, PrintOrder("x", (0, 2)))
    assert told == ["0/2", "1/2", "2/2", "done"]
    assert sizes_in_mm(target) == [(210, 297), (210, 297)]


def test_a_page_across_is_printed_across_and_a3_is_filled(context: Context, tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    printed(context, target, PrintOrder("x", (0,), paper="A3"), content(1, "landscape"))
    assert sizes_in_mm(target) == [(420, 297)]
    # Larger by √2, nothing else: at the same width in pixels both look the same.
    assert differing(content(1, "landscape"), 0, target) < LIKE


def test_what_is_printed_is_the_page_itself(context: Context, tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    printed(context, target, PrintOrder("x", (1,)))
    assert differing(content(3), 1, target) < LIKE
    assert differing(content(3), 0, target) > LIKE, "another page would not be noticed"


def test_a_driver_without_copies_gets_the_pages_again(context: Context, tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    told = printed(context, target, PrintOrder("x", (0, 1), copies=2))
    assert told[-1] == "done"
    assert len(sizes_in_mm(target)) == 4


def test_a_printer_that_does_not_answer_is_named(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "isValid", lambda _self: False)
    told = printed(context, tmp_path / "打印.pdf", PrintOrder("前台打印机", (0,)))
    assert told == [
        "打印机“前台打印机”没有响应，没有打印；请检查它是否开机、联机，或先保存为 PDF。"
    ]


def test_a_print_can_be_stopped_between_pages(qtbot: QtBot, tmp_path: Path) -> None:
    lane = LaneRunner("材料")
    run = PrintRun(
        lane, content(8), PrintOrder("x", tuple(range(8))), printer_into(tmp_path / "打印.pdf")
    )
    done: list[None] = []
    run.done.connect(lambda: done.append(None))
    run.moved.connect(lambda sent, _of: run.cancel() if sent == 1 else None)
    with qtbot.waitSignal(run.moved):
        run.start()
    qtbot.waitUntil(lambda: run._ended and run._pages is None)
    lane.close()
    assert run._sent == 1
    assert done == []


def test_the_dialog_says_how_much_paper_it_takes(qtbot: QtBot) -> None:
    made = dialog(qtbot, ["前台打印机", "二楼打印机"])
    assert made.told.text() == "共 5 页 × 1 份，用 5 张 A4 纸"
    made.sides.setCurrentIndex(1)
    made.copies.setValue(2)
    # Five pages on both sides are three sheets, twice.
    assert made.told.text() == "共 5 页 × 2 份，用 6 张 A4 纸"
    made.paper.setCurrentIndex(1)
    assert made.told.text() == "共 5 页 × 2 份，用 6 张 A3 纸"


def test_the_order_says_what_was_chosen(qtbot: QtBot) -> None:
    made = dialog(qtbot, ["前台打印机", "二楼打印机"])
    orders: list[PrintOrder] = []
    made.ordered.connect(orders.append)
    made.printer.setCurrentIndex(1)
    QTest.keyClicks(made.some, "2-3,5")
    made.act.click()
    assert orders == [PrintOrder("二楼打印机", (1, 2, 4), title="测试材料")]
    assert not made.isVisible()


def test_a_wrong_range_is_told_beside_it_and_nothing_is_printed(qtbot: QtBot) -> None:
    made = dialog(qtbot, ["前台打印机"])
    QTest.keyClicks(made.some, "4-9")
    assert "一共 5 页" in made.told.text()
    assert not made.act.isEnabled()
    made._range.button(1).click()
    assert made.told.text() == "共 1 页 × 1 份，用 1 张 A4 纸"
    assert made._pages() == (2,)


def test_a_pc_without_a_printer_offers_a_file(qtbot: QtBot) -> None:
    made = dialog(qtbot, [])
    wanted: list[str] = []
    made.file_wanted.connect(lambda: wanted.append("file"))
    made.act.click()
    assert wanted == ["file"]


def test_the_printer_of_each_kind_of_paper_is_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "设置"
    assert choice_for("monthly", path) == PrintChoice()
    order = PrintOrder("二楼打印机", (0,), copies=3, sides="long-edge", paper="A3")
    remember("monthly", order, path)
    remember("ledger", PrintOrder("前台打印机", (0,)), path)
    assert choice_for("monthly", path) == PrintChoice("二楼打印机", "long-edge", "A3")
    assert choice_for("ledger", path).printer == "前台打印机"
    made = dialog(qtbot, ["前台打印机", "二楼打印机"], choice_for("monthly", path))
    assert made.printer.currentText() == "二楼打印机"
    assert made.sides.currentText() == "双面，沿长边翻"


def test_a_printer_that_is_gone_or_a_damaged_memory_does_no_harm(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "printing.json"
    path.write_text('{"format": 1, "monthly": {"sides": "三面", "printer": 5', "utf-8")
    assert choice_for("monthly", tmp_path) == PrintChoice()
    path.write_text('{"format": 1, "monthly": {"sides": "三面"}, "ledger": 7}', "utf-8")
    assert choice_for("monthly", tmp_path) == PrintChoice()
    assert choice_for("ledger", tmp_path) == PrintChoice()
    made = dialog(qtbot, ["前台打印机"], PrintChoice("卖掉的打印机"))
    assert made.printer.currentText() == "前台打印机"


def test_a_printer_that_stops_is_told_with_the_page(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "newPage", lambda _self: False)
    told = printed(context, tmp_path / "打印.pdf", PrintOrder("前台打印机", (0, 1)))
    assert told[-1].startswith("打印到第 1 页时打印机“前台打印机”不再响应")
