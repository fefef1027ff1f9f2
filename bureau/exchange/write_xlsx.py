"""Any table as .xlsx: streamed, with dates as dates, codes as text, a frozen header and arrows."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Final, TypeVar

from bureau.errors import UserError
from bureau.exchange.export_column import ExportColumn, ExportValue, Progress, batches
from bureau.exchange.xlsx_cells import column_cells, column_letters, text_cell
from bureau.exchange.xlsx_parts import DECLARATION, MAIN, OFFICE, Style, fixed_parts, sheet_name
from bureau.files import replacing

ROW_LIMIT: Final = 1_048_576
# Beyond it the archive needs ZIP64, over which Excel offers to repair the file.
SIZE_LIMIT: Final = 2_000_000_000
# Sheets of repeated words shrink to a tenth even so, in a third of the time of level 6.
COMPRESSION: Final = 1
NOTES_SHEET: Final = "说明"

Row = TypeVar("Row")
# A batch of rows and the number of its first row → one string of cells a row.
Draw = Callable[[Sequence[Row], int], Iterable[str]]


def write_xlsx(
    path: Path,
    columns: Sequence[ExportColumn],
    rows: Iterable[Sequence[ExportValue]],
    *,
    title: str = "",
    name: str = "台账",
    notes: Sequence[str] = (),
    frozen_columns: int = 0,
    progress: Progress | None = None,
) -> int:
    """Write `rows` under `columns` to `path`, whole or not at all; returns how many there were.

    `title` stands above the header over all columns, `notes` line by line on a sheet 说明.
    `progress` hears the rows written so far; whatever it raises stops the writing, and the file
    that stood at `path` before is untouched. UserError for more rows than a sheet can hold.
    """
    letters = [column_letters(number) for number in range(1, len(columns) + 1)]

    def draw(batch: Sequence[Sequence[ExportValue]], first: int) -> Iterable[str]:
        by_column = zip(*batch, strict=True)
        cells = [
            column_cells(values, column, letter, first)
            for values, column, letter in zip(by_column, columns, letters, strict=True)
        ]
        return map("".join, zip(*cells, strict=True))

    table = Table(columns, title, frozen_columns)
    with replacing(path) as file:
        return write_package(file, table, rows, draw, name, notes, progress)


class Table:
    """The parts of the sheet around its rows."""

    def __init__(self, columns: Sequence[ExportColumn], title: str, frozen_columns: int) -> None:
        if not columns:
            raise UserError("没有可以导出的列，请至少选择一列。")
        self.columns = columns
        self.title = title
        self.frozen_columns = frozen_columns
        self.header_row = 2 if title else 1
        self.last_letters = column_letters(len(columns))

    def opening(self) -> str:
        """Everything up to the first row below the header."""
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{column.shown_width}" customWidth="1"/>'
            for n, column in enumerate(self.columns, start=1)
        )
        heads = "".join(
            text_cell(column.title, f"{column_letters(n)}{self.header_row}", Style.HEADER)
            for n, column in enumerate(self.columns, start=1)
        )
        title_row = ""
        if self.title:
            title_row = (
                f'<row r="1" ht="30" customHeight="1">{text_cell(self.title, "A1", Style.TITLE)}'
                "</row>"
            )
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">'
            '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            f'<sheetView tabSelected="1" workbookViewId="0">{self.pane()}</sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>{title_row}'
            f'<row r="{self.header_row}" ht="24" customHeight="1">{heads}</row>'
        )

    def pane(self) -> str:
        """The frozen header, and the frozen first columns where any are."""
        corner = f"{column_letters(self.frozen_columns + 1)}{self.header_row + 1}"
        if self.frozen_columns:
            split, active = f'xSplit="{self.frozen_columns}" ', "bottomRight"
        else:
            split, active = "", "bottomLeft"
        return (
            f'<pane {split}ySplit="{self.header_row}" topLeftCell="{corner}"'
            f' activePane="{active}" state="frozen"/>'
        )

    def filtered(self, count: int) -> str:
        """The range under the filter arrows."""
        return f"A{self.header_row}:{self.last_letters}{self.header_row + count}"

    def closing(self, count: int) -> str:
        """Filter, merged title, page set-up; codes stored as text are no mistake."""
        merged = ""
        if self.title and len(self.columns) > 1:
            merged = (
                f'<mergeCells count="1"><mergeCell ref="A1:{self.last_letters}1"/></mergeCells>'
            )
        return (
            f'</sheetData><autoFilter ref="{self.filtered(count)}"/>{merged}'
            '<printOptions horizontalCentered="1" gridLines="1"/>'
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>"
            f'<ignoredErrors><ignoredError sqref="{self.filtered(count)}" numberStoredAsText="1"/>'
            "</ignoredErrors></worksheet>"
        )


def write_package(
    file: IO[bytes],
    table: Table,
    rows: Iterable[Row],
    draw: Draw[Row],
    name: str,
    notes: Sequence[str],
    progress: Progress | None,
) -> int:
    """The whole archive: the streamed sheet first, then what had to wait for its length."""
    names = [sheet_name(name)]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(table.opening().encode())
            count = write_rows(sheet, table, rows, draw, progress)
            sheet.write(table.closing(count).encode())
        if notes:
            names.append(sheet_name(NOTES_SHEET, names))
            write_part(archive, "xl/worksheets/sheet2.xml", notes_xml(notes))
        parts = fixed_parts(names, table.header_row, table.filtered(count))
        for part, xml in parts.items():
            write_part(archive, part, xml)
    return count


def write_part(archive: zipfile.ZipFile, part: str, xml: str) -> None:
    """One small part. Opened by name it carries no time: the same table gives the same file."""
    with archive.open(part, "w") as file:
        file.write(xml.encode())


def write_rows(
    sheet: IO[bytes],
    table: Table,
    rows: Iterable[Row],
    draw: Draw[Row],
    progress: Progress | None,
) -> int:
    """Stream the rows in batches; returns their number."""
    first = table.header_row + 1
    size = 0
    for batch in batches(rows):
        if first + len(batch) - 1 > ROW_LIMIT:
            raise UserError(
                f"超过 Excel 一张表能放的 {ROW_LIMIT - table.header_row} 行，"
                "请先按月份或单位筛选，分几次导出。"
            )
        lines = [
            f'<row r="{number}">{cells}</row>'
            for number, cells in enumerate(draw(batch, first), first)
        ]
        size += sheet.write("".join(lines).encode())
        if size > SIZE_LIMIT:
            raise UserError("内容太多，Excel 一个文件放不下，请先按月份或单位筛选，分几次导出。")
        first += len(batch)
        if progress:
            progress(first - table.header_row - 1)
    return first - table.header_row - 1


def notes_xml(notes: Sequence[str]) -> str:
    """The sheet 说明: one wide column of wrapped lines."""
    lines = "".join(
        f'<row r="{n}">{text_cell(note, f"A{n}", Style.LONG_TEXT)}</row>'
        for n, note in enumerate(notes, start=1)
    )
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetFormatPr defaultRowHeight="15"/>'
        '<cols><col min="1" max="1" width="100" customWidth="1"/></cols>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )
