"""Merged ranges of an .ods sheet, which the reader doesn't tell."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from bureau.exchange.workbook.sheets import Span

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read_spans(path: Path, name: str) -> list[Span]:
    """The merged ranges of the sheet called `name`, in reading order.

    Rows are forgotten as soon as they are read: a long sheet would fill the memory.
    """
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if b"-spanned=" not in content:
        return []
    spans: list[Span] = []
    row, here = 1, False
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start":
            if element.tag == TABLE + "table":
                row, here = 1, element.get(TABLE + "name") == name
        elif element.tag == TABLE + "table-row":
            if here:
                spans += row_spans(element, row)
            row += int(element.get(TABLE + "number-rows-repeated", "1"))
            element.clear()
    return spans


def row_spans(line: ElementTree.Element, row: int) -> list[Span]:
    """The merged ranges that begin in this row; a cell may stand for many equal ones."""
    spans = []
    column = 1
    for cell in line:
        wide = int(cell.get(TABLE + "number-columns-spanned", "1"))
        high = int(cell.get(TABLE + "number-rows-spanned", "1"))
        if wide > 1 or high > 1:
            spans.append(Span(row, column, row + high - 1, column + wide - 1))
        column += int(cell.get(TABLE + "number-columns-repeated", "1"))
    return spans
