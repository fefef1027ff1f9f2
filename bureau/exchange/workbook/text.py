"""Reading .csv, .txt and .tsv: the encoding, the delimiter, the records with their numbers."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path
from typing import Final

from bureau.errors import UserError
from bureau.exchange.workbook.cells import Cell
from bureau.exchange.workbook.content import unreadable

DELIMITERS: Final = (",", "\t", ";", "|")
SNIFFED_LINES: Final = 50
FIELD_LIMIT: Final = 1_000_000


def read_records(path: Path) -> list[list[Cell]]:
    """All records of a text table; blank cells are None, everything else is text.

    The n-th record is row n, as Excel would number it, blank lines included and a quoted cell
    with line breaks counted once.
    """
    text = read_text(path)
    csv.field_size_limit(FIELD_LIMIT)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text))
    try:
        return [[plain_cell(cell) for cell in record] for record in records]
    except csv.Error:
        raise UserError(
            f"“{path.name}”第 {records.line_num} 行附近的双引号没有成对，请改正后再导入。"
        ) from None


def read_text(path: Path) -> str:
    """The text of a file. Raises UserError or EnvironmentFault."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from fault
    return decode(path, content).rstrip("\x1a")


def decode(path: Path, content: bytes) -> str:
    """Byte order mark first, then strict UTF-8, then GB18030, which Excel in China writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(
        f"“{path.name}”的文字编码无法识别，请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    )


def sniff_delimiter(text: str) -> str:
    """The delimiter that most lines agree on; a comma where nothing is certain.

    What stands between double quotes doesn't count: line breaks and commas occur there.
    """
    lines = unquoted_lines(text)
    best = (0, 0, ",")
    for delimiter in DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines)
        del counts[0]
        if counts:
            per_line, agreeing = max(counts.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (agreeing, per_line, delimiter), key=lambda found: found[:2])
    return best[2]


def is_table(text: str) -> bool:
    """Whether most lines fall into the same number of cells, two at least."""
    lines = unquoted_lines(text)
    delimiter = sniff_delimiter(text)
    counts = Counter(line.count(delimiter) for line in lines)
    del counts[0]
    return bool(counts) and 2 * max(counts.values()) >= len(lines)


def unquoted_lines(text: str) -> list[str]:
    """The first lines that aren't blank, with quoted stretches taken out."""
    start = text[: SNIFFED_LINES * 2000]
    outside = "".join(start.split('"')[::2])
    return [line for line in outside.splitlines() if line.strip()][:SNIFFED_LINES]


def plain_cell(cell: str) -> Cell:
    """Blank as None; text without what other programs put around it against Excel's eagerness.

    `="007"` keeps the zeros, an apostrophe before = + - @ keeps text from running as a formula.
    """
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 3:
        return cell[2:-1]
    if cell.startswith(("'=", "'+", "'-", "'@")):
        return cell[1:]
    return cell or None
