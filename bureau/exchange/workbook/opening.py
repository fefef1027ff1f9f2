"""Opening a spreadsheet: recognise it, then hand each sheet to the reader of its family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bureau.errors import UserError
from bureau.exchange.workbook.cells import Cell, CellError, tidy_row
from bureau.exchange.workbook.chat import chat_records
from bureau.exchange.workbook.content import (
    DAMAGE,
    Content,
    damaged,
    protected,
    recognise,
    unreadable,
)
from bureau.exchange.workbook.gridding import TableGrid
from bureau.exchange.workbook.ods_spans import read_spans
from bureau.exchange.workbook.sheets import Grid, Sheet, Span, Workbook
from bureau.exchange.workbook.text import is_table, read_records, read_text
from bureau.exchange.workbook.web import spreadsheet_xml, web_tables
from bureau.exchange.workbook.word import word_table
from bureau.exchange.workbook.xlsx_marks import read_marks
from bureau.exchange.workbook.xlsx_scan import prepare_sheet, sheet_parts

Read = TypeVar("Read")


def open_workbook(path: Path) -> Workbook:
    """The workbook at `path`; UserError or EnvironmentFault where it can't be read or is blank."""
    content = recognise(path)
    sheets = sheets_of(path, content)
    if all(sheet.is_blank() for sheet in sheets):
        raise UserError(f"“{path.name}”里没有任何内容，请检查是否选错了文件。")
    return Workbook(sheets)


def sheets_of(path: Path, content: Content) -> list[Sheet]:
    """The sheets of a file of that family."""
    if content is Content.TEXT:
        return [text_sheet(path)]
    if content is Content.WORD:
        return [word_sheet(path)]
    if content in (Content.WEB, Content.XML):
        return markup_sheets(path, content)
    return calamine_sheets(path, content)


def word_sheet(path: Path) -> Sheet:
    """The tables of a Word document as one sheet, named after the file."""
    table = guarded(path, lambda: word_table(path))
    if table is None:
        raise UserError(f"“{path.name}”里没有表格；请把台账做成 Word 表格，或用 Excel 表格导入。")
    return Sheet(path.stem, visible=True, load=table.loaded, file=path)


def markup_sheets(path: Path, content: Content) -> list[Sheet]:
    """The tables of a web page or of XML that calls itself a spreadsheet."""
    read = spreadsheet_xml if content is Content.XML else web_tables
    found = guarded(path, lambda: read(path, path.read_bytes()))
    named: dict[str, TableGrid] = {}
    for name, table in found:
        own = name or (path.stem if len(found) == 1 else f"{path.stem}（{len(named) + 1}）")
        named[own if own not in named else f"{own}（{len(named) + 1}）"] = table
    return [
        Sheet(name, visible=True, load=table.loaded, file=path) for name, table in named.items()
    ]


def text_sheet(path: Path) -> Sheet:
    """A text table as a workbook of one sheet, named after the file as Excel does.

    A report pasted from a chat becomes the table that it means.
    """

    def load() -> Grid:
        records = read_records(path)
        if not is_table(text := read_text(path)):
            records = chat_records(text) or records
        width = max(map(len, records), default=0)

        def read() -> Iterator[tuple[int, list[Cell]]]:
            for number, row in enumerate(records, start=1):
                if any(row):
                    yield number, row + [None] * (width - len(row))

        return Grid(width, read)

    return Sheet(path.stem, visible=True, load=load, file=path)


def calamine_sheets(path: Path, content: Content) -> list[Sheet]:
    """The sheets with cells; charts and macro sheets are left out."""
    # From memory, because the reader goes by the extension when it is given a path.
    workbook = guarded(path, lambda: CalamineWorkbook.from_filelike(BytesIO(path.read_bytes())))
    parts = guarded(path, lambda: sheet_parts(path)) if content is Content.XLSX else {}

    def loader(name: str) -> Callable[[], Grid]:
        if name in parts:
            return lambda: guarded(path, lambda: xlsx_grid(path, workbook, name, parts[name]))
        if content is Content.ODS:
            return lambda: guarded(path, lambda: ods_grid(path, workbook, name))
        return lambda: guarded(path, lambda: grid(workbook.get_sheet_by_name(name)))

    return [
        Sheet(sheet.name, sheet.visible == SheetVisibleEnum.Visible, loader(sheet.name), path)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def xlsx_grid(path: Path, workbook: CalamineWorkbook, name: str, part: str) -> Grid:
    """A sheet of .xlsx, looked through first for what the reader would choke on or not show."""
    prepared = prepare_sheet(path, name, part)
    if prepared.reduced is not None:
        workbook = CalamineWorkbook.from_filelike(prepared.reduced)
    found = grid(workbook.get_sheet_by_name(name), errors=prepared.errors)
    return replace(found, marks=lambda: guarded(path, lambda: read_marks(path, part)))


def ods_grid(path: Path, workbook: CalamineWorkbook, name: str) -> Grid:
    """A sheet of .ods; its merged ranges are read apart, the reader doesn't tell them."""
    return grid(workbook.get_sheet_by_name(name), merged=read_spans(path, name))


def grid(
    sheet: CalamineSheet,
    merged: list[Span] | None = None,
    errors: dict[int, dict[int, CellError]] | None = None,
) -> Grid:
    """What the reader found, with the blank columns before the first cell put back."""
    errors = errors or {}
    _, left = sheet.start or (0, 0)
    right = max((column for row in errors.values() for column in row), default=0)
    width = max(left + sheet.width if sheet.start else 0, right)
    before: list[Cell] = [None] * left
    after: list[Cell] = [None] * (width - left - sheet.width)

    blank = [""] * sheet.width

    def read() -> Iterator[tuple[int, list[Cell]]]:
        number = 0
        for raw in sheet.iter_rows() if sheet.start else ():
            number += 1
            if raw != blank or number in errors:
                cells = tidy_row(raw)
                yield number, before + cells + after if left or after else cells
        # An error in a row below the last value is still something a clerk must see.
        for number in sorted(row for row in errors if row > number):
            yield number, [None] * width

    if merged is None:
        merged = sorted(
            Span(top + 1, first + 1, bottom + 1, end + 1)
            for (top, first), (bottom, end) in sheet.merged_cell_ranges or []
        )
    return Grid(width, read, merged, errors)


def guarded(path: Path, read: Callable[[], Read]) -> Read:
    """Run `read`; whatever a damaged file makes the reader do becomes one sentence."""
    try:
        return read()
    except PasswordError:
        raise protected(path) from None
    except (CalamineError, ElementTree.ParseError, *DAMAGE):
        raise damaged(path) from None
    except OSError as fault:
        raise unreadable(path, fault) from fault
    except BaseException as fault:
        # A panic of the reader written in Rust can't be named otherwise; all else goes on.
        if type(fault).__name__ == "PanicException":
            raise damaged(path) from None
        raise
