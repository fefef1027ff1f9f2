"""Small papers for the tests of preview and printing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from bureau.reports.pages import Pages
from bureau.reports.paper import Block, Heading, Orientation, PageBreak, Paper, Paragraph
from ui.paper.making import set_paper
from ui.paper.printing import MakePrinter, PrintOrder


def paper(pages: int = 3, orientation: Orientation = "portrait", extra: str = "") -> Paper:
    """A paper whose page n says 第n段 and 占道经营."""
    blocks: list[Block] = []
    for number in range(1, pages + 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks += [Heading(f"第{number}节"), Paragraph(f"第{number}段，占道经营{extra}。")]
    return Paper(title="测试材料", blocks=tuple(blocks), orientation=orientation)


@cache
def content(pages: int = 3, orientation: Orientation = "portrait") -> bytes:
    """The same as PDF."""
    return set_paper(paper(pages, orientation)).content


def printer_into(path: Path) -> MakePrinter:
    """A printer that writes a PDF."""

    def make(_order: PrintOrder) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make


def sizes_in_mm(path: Path) -> list[tuple[int, int]]:
    """Width and height of each page that was printed."""
    pages = Pages(path.read_bytes())
    found = [(round(width * 25.4 / 72), round(height * 25.4 / 72)) for width, height in pages.sizes]
    pages.close()
    return found
