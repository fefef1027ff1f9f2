"""Ledgers kept as tables in a Word document: its lines and tables, one under the other, as one sheet."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bureau.exchange.workbook.gridding import TableGrid
from bureau.exchange.workbook.marks import Picture
from bureau.exchange.workbook.xlsx_scan import relations

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EMBEDDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
DOCUMENT: Final = "word/document.xml"


def word_table(path: Path) -> TableGrid | None:
    """The document as one sheet; None when it has no table."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read(DOCUMENT))
        targets = relations(archive, "word/_rels/document.xml.rels", "word")
    body = root.find(f"{W}body")
    if body is None or body.find(f".//{W}tbl") is None:
        return None
    grid = TableGrid()
    media = {key: member for key, (_, member) in targets.items()}
    for part in body:
        if part.tag == f"{W}p":
            text = paragraph_text(part)
            if text:
                grid.begin_row()
                grid.add(text)
        elif part.tag == f"{W}tbl":
            add_table(grid, part, path, media)
    return grid


def add_table(grid: TableGrid, table: Element, path: Path, media: dict[str, str]) -> None:
    """The rows of one table; cells that go on from above stay blank under a merged range."""
    begun: dict[int, tuple[int, int]] = {}
    """Column → row and index in `merged` of a cell that goes on downward."""
    for row in table.iter(f"{W}tr"):
        number = grid.begin_row()
        before = row.find(f"{W}trPr/{W}gridBefore")
        if before is not None:
            grid.skip_to_column(1 + whole(before.get(f"{W}val")))
        for cell in cells_of(row):
            properties = cell.find(f"{W}tcPr")
            across, goes_on = 1, None
            if properties is not None:
                span = properties.find(f"{W}gridSpan")
                across = whole(span.get(f"{W}val")) if span is not None else 1
                merge = properties.find(f"{W}vMerge")
                goes_on = (merge.get(f"{W}val") or "continue") if merge is not None else None
            text = None if goes_on == "continue" else cell_text(cell)
            at = grid.add(text, max(across, 1))
            if goes_on == "restart":
                begun[at] = (number, max(across, 1))
            elif goes_on == "continue" and at in begun:
                lengthen(grid, begun[at], at, number)
            for blip in cell.iter(BLIP):
                member = media.get(blip.get(EMBEDDED, ""))
                if member:
                    grid.pictures.append(
                        Picture(number, at, PurePosixPath(member).name, path, member)
                    )


def lengthen(grid: TableGrid, begun: tuple[int, int], at: int, number: int) -> None:
    """Makes the merged range that began above reach down to this row."""
    first, across = begun
    grid.merged = [
        span for span in grid.merged if (span.first_row, span.first_column) != (first, at)
    ]
    grid.merge(first, at, number, at + across - 1)


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, those inside content controls too."""
    found = []
    for part in row:
        if part.tag == f"{W}tc":
            found.append(part)
        elif part.tag == f"{W}sdt":
            found += list(part.iter(f"{W}tc"))
    return found


def cell_text(cell: Element) -> str | None:
    """What is written in a cell; paragraphs stay lines."""
    lines = [text for part in cell.iter(f"{W}p") if (text := paragraph_text(part))]
    return "\n".join(lines) or None


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph without what was deleted under change tracking."""
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{W}t" and node.text:
            parts.append(node.text)
        elif node.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            parts.append(" ")
    return "".join(parts).strip()


def whole(text: str | None) -> int:
    """A number of the file, 1 where it is none."""
    return int(text) if text is not None and text.isdecimal() else 1
