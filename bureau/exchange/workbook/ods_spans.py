"""Merged ranges of an .ods sheet, which the reader doesn't tell."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from bureau.exchange.workbook.sheets import Span

TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read_spans(path: Path, name: str) -> list[Span]:
    """The merged ranges of the sheet called `name`, in reading order."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    if b"-spanned=" not in content:
        return []
    for table in ElementTree.fromstring(content).iter(TABLE + "table"):
        if table.get(TABLE + "name") == name:
            return table_spans(table)
    return []


def table_spans(table: ElementTree.Element) -> list[Span]:
    """Walk the rows; a row or cell may stand for many equal ones."""
    spans = []
    row = 1
    for line in table.iter(TABLE + "table-row"):
        column = 1
        for cell in line:
            wide = int(cell.get(TABLE + "number-columns-spanned", "1"))
            high = int(cell.get(TABLE + "number-rows-spanned", "1"))
            if wide > 1 or high > 1:
                spans.append(Span(row, column, row + high - 1, column + wide - 1))
            column += int(cell.get(TABLE + "number-columns-repeated", "1"))
        row += int(line.get(TABLE + "number-rows-repeated", "1"))
    return spans
