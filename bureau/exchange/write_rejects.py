"""The refused rows of an import as a workbook: mended there, it can be imported as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from bureau.exchange.export_column import ExportColumn, Kind, Progress
from bureau.exchange.workbook import Cell, CellError
from bureau.exchange.write_xlsx import Table, write_package
from bureau.exchange.xlsx_cells import column_letters, serial, text_cell
from bureau.exchange.xlsx_parts import Style
from bureau.files import replacing

REASON_COLUMNS: Final = (
    ExportColumn("行号", Kind.INTEGER),
    ExportColumn("出错的列", Kind.TEXT, 16),
    ExportColumn("原因", Kind.LONG_TEXT, 36),
    ExportColumn("建议", Kind.LONG_TEXT, 36),
)
NARROWEST: Final = 8
WIDEST: Final = 40


@dataclass(frozen=True)
class Rejected:
    """One fault of one row. `row` is the file's own number, `cells` the row as it was read.

    `at` is the position of the faulty cell in `cells`, None where the fault is the row's;
    `column` its header, `value` what stood there.
    """

    row: int
    cells: Sequence[Cell]
    at: int | None
    column: str
    value: str
    reason: str
    suggestion: str = ""


def write_rejects_xlsx(
    path: Path,
    header_cells: Sequence[str],
    rejected: Iterable[Rejected],
    *,
    title: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the refused rows with their original columns and, at the right, why.

    Faults of the same row that follow each other share a line; faulty cells are coloured. Columns
    beyond the header are kept. Returns the number of lines.
    """
    faults = list(rejected)
    lines = [list(group) for _, group in groupby(faults, key=lambda fault: fault.row)]
    width = max([len(header_cells), *(len(line[0].cells) for line in lines)])
    titles = [*header_cells, *[""] * (width - len(header_cells))]
    columns = [
        ExportColumn(title, Kind.TEXT, max(NARROWEST, min(2 * len(title) + 4, WIDEST)))
        for title in titles
    ]
    table = Table([*columns, *REASON_COLUMNS], title, frozen_columns=0)

    def draw(batch: Sequence[list[Rejected]], first: int) -> Iterator[str]:
        for number, line in enumerate(batch, first):
            yield line_xml(line, width, number)

    with replacing(path) as file:
        return write_package(file, table, lines, draw, "待补", (), progress)


def line_xml(line: Sequence[Rejected], width: int, number: int) -> str:
    """The cells of one refused row and of its faults."""
    faulty = {fault.at for fault in line}
    cells = "".join(
        original_cell(cell, f"{column_letters(at + 1)}{number}", at in faulty)
        for at, cell in enumerate(line[0].cells)
    )
    missing = "".join(
        f'<c r="{column_letters(at + 1)}{number}" s="{Style.FAULT}"/>'
        for at in sorted(at for at in faulty if at is not None)
        if len(line[0].cells) <= at < width
    )
    texts = (
        "、".join(unique(fault.column for fault in line)),
        "；".join(unique(fault.reason for fault in line)),
        "；".join(unique(fault.suggestion for fault in line)),
    )
    reasons = "".join(
        text_cell(text, f"{column_letters(at)}{number}", Style.LONG_TEXT) if text else ""
        for at, text in enumerate(texts, start=width + 2)
    )
    row_cell = (
        f'<c r="{column_letters(width + 1)}{number}" s="{Style.INTEGER}"><v>{line[0].row}</v></c>'
    )
    return f"{cells}{missing}{row_cell}{reasons}"


def unique(texts: Iterable[str]) -> list[str]:
    """Each text once, in order, without blanks."""
    return [text for text in dict.fromkeys(texts) if text]


def original_cell(cell: Cell, reference: str, faulty: bool) -> str:
    """A cell as it was: number, date or text."""
    if cell is None:
        return f'<c r="{reference}" s="{Style.FAULT}"/>' if faulty else ""
    if isinstance(cell, bool):
        style = Style.FAULT if faulty else Style.PLAIN
        return f'<c r="{reference}" s="{style}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        style = Style.FAULT if faulty else Style.NUMBER
        return f'<c r="{reference}" s="{style}"><v>{cell!r}</v></c>'
    if isinstance(cell, date):
        timed = isinstance(cell, datetime)
        number = serial(cell, timed)
        if number is not None:
            style = (
                (Style.FAULT_DATETIME if timed else Style.FAULT_DATE)
                if faulty
                else (Style.DATETIME if timed else Style.DATE)
            )
            return f'<c r="{reference}" s="{style}"><v>{number}</v></c>'
    return text_cell(as_text(cell), reference, Style.FAULT if faulty else Style.TEXT)


def as_text(cell: str | date | time | timedelta | CellError) -> str:
    """What has no cell type of its own, as the text an import reads the same way."""
    if isinstance(cell, timedelta):
        minutes = cell.days * 1440 + cell.seconds // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(cell, time):
        return cell.isoformat("seconds" if cell.second else "minutes")
    return str(cell)
