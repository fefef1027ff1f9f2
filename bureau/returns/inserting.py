"""Rows put into a sheet below a table that grows: everything below moves, or the form says why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.returns.references import (
    Area,
    Shift,
    area_of,
    cell_of,
    moved_area,
    moved_cell,
    moved_formula,
    moved_list,
)
from bureau.returns.sharing import write_out
from bureau.returns.workbook import FORMULA, Sheet, relations_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NEWER: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
"""Of ranges and formulas in the formats that Excel added later."""
CHARTED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART: Final = re.compile(r"xl/charts/chart\d*\.xml")
ANCHOR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def insert_rows(sheet: Sheet, first: int, after: int, count: int) -> None:
    """`count` rows after row `after` of a table that begins in row `first`, looking like that one.

    Raises UserError where what stands below can't be moved.
    """
    shift = Shift(first, after, count)
    refuse_what_cannot_move(sheet, shift)
    write_out(sheet)
    patterns = [area for area in sheet.merged if area.top == area.bottom == first]
    move_rows(sheet, shift)
    move_ranges(sheet, shift)
    move_formulas(sheet, shift)
    for row in range(after + 1, after + count + 1):
        sheet.copy_row(first, row)
    merge(sheet, [area._replace(top=row, bottom=row) for area in patterns
                  for row in range(after + 1, after + count + 1)])  # fmt: skip
    move_names(sheet, shift)
    move_charts(sheet, shift)
    sheet.book.forget_order_of_reckoning()


def refuse_what_cannot_move(sheet: Sheet, shift: Shift) -> None:
    """Raises UserError for notes, pictures, tables and formulas of many cells below."""
    related = relations_of(sheet.book.package, sheet.part)
    what = ""
    if "drawing" in related and drawn_below(sheet, related["drawing"], shift.after):
        what = "图片或图表"
    elif "comments" in related and noted_below(sheet, related["comments"], shift.after):
        what = "批注"
    elif "table" in related:
        what = "“套用表格格式”的表"
    for one in sheet.rows.iter(sheet.tag("f")):
        if one.get("t") in ("array", "dataTable") and one.get("ref"):
            area = area_of(str(one.get("ref")))
            if area.bottom > shift.after or area.bottom >= shift.first:
                what = what or "成片的公式"
    for area in sheet.merged:
        if area.top <= shift.after < area.bottom:
            what = what or "跨行合并的格"
    if what:
        raise UserError(
            f"工作表“{sheet.name}”第 {shift.after} 行以下有{what}，程序没法往下移；"
            f"请在表样里预留 {shift.after - shift.first + 1 + shift.rows} 行空行，再添加一次表样。"
        )


def drawn_below(sheet: Sheet, part: str, row: int) -> bool:
    """Whether a picture lies, even in part, below a row."""
    root = sheet.book.package.xml(part)
    return any(int(one.text or 0) >= row for one in root.iter(f"{ANCHOR}row"))


def noted_below(sheet: Sheet, part: str, row: int) -> bool:
    """Whether a note belongs to a cell below a row."""
    root = sheet.book.package.xml(part)
    noted = (one.get("ref") for one in root.iter() if str(one.tag).endswith("}comment"))
    return any(cell_of(name).row > row for name in noted if name)


def move_rows(sheet: Sheet, shift: Shift) -> None:
    """Rows and cells below get their new numbers."""
    sheet.name_cells()
    for row in sheet.rows.iterchildren(sheet.tag("row")):
        number = int(row.get("r", "0"))
        if number > shift.after:
            row.set("r", str(shift.row(number)))
            for one in row.iterchildren(sheet.tag("c")):
                one.set("r", moved_cell(one.get("r", "A1"), shift))
    sheet.renumbered()


def move_ranges(sheet: Sheet, shift: Shift) -> None:
    """Merged cells, conditional formats, choices, links, the filter and breaks of pages."""
    for kind in ("mergeCell", "autoFilter", "hyperlink", "dimension"):
        for one in sheet.root.iter(sheet.tag(kind)):
            moved = moved_area(area_of(one.get("ref", "A1")), shift, grows=kind != "mergeCell")
            one.set("ref", moved.name if ":" in one.get("ref", "") else moved.name.split(":")[0])
    for kind in ("conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"):
        for one in sheet.root.iter(sheet.tag(kind)):
            if one.get("sqref"):
                one.set("sqref", moved_list(str(one.get("sqref")), shift))
    for newer in sheet.root.iter(f"{NEWER}sqref"):
        if newer.text:
            newer.text = moved_list(newer.text, shift)
    for breaks in sheet.root.iter(sheet.tag("rowBreaks")):
        for one in breaks:
            if int(one.get("id", "0")) >= shift.after:
                one.set("id", str(int(one.get("id", "0")) + shift.rows))


def merge(sheet: Sheet, areas: list[Area]) -> None:
    """More merged ranges beside those that are there."""
    listed = sheet.root.find(sheet.tag("mergeCells"))
    if listed is None or not areas:
        return
    for area in areas:
        one: Element = listed.makeelement(sheet.tag("mergeCell"))
        one.set("ref", area.name)
        listed.append(one)
    if listed.get("count"):
        listed.set("count", str(len(listed)))


def move_formulas(sheet: Sheet, shift: Shift) -> None:
    """Formulas of the sheet, and those of others that look into it."""
    book = sheet.book
    for name, part in book.parts.items():
        if name != sheet.name and not FORMULA.search(book.package.read(part)):
            continue
        other = book.sheet(name)
        kinds = (other.tag(kind) for kind in ("f", "formula", "formula1", "formula2"))
        for one in other.root.iter(*kinds, f"{NEWER}f"):
            if not one.text:
                continue
            of_line = other is sheet and shift.first <= row_of(one) <= shift.after
            moved = moved_formula(
                one.text, shift, sheet.name, inside=other is sheet, grows=not of_line
            )
            if moved != one.text:
                one.text = moved
                other.changed = True


def row_of(formula: Element) -> int:
    """The row that a formula stands in; 0 for one of a format or a choice."""
    cell = formula.getparent()
    name = cell.get("r") if cell is not None else None
    return cell_of(name).row if name else 0


def move_charts(sheet: Sheet, shift: Shift) -> None:
    """Where charts of any sheet take their values from."""
    package = sheet.book.package
    for part in package.parts:
        if not CHART.fullmatch(part):
            continue
        root = package.xml(part)
        for one in root.iter(f"{CHARTED}f"):
            if one.text:
                one.text = moved_formula(one.text, shift, sheet.name, inside=False)
        package.put_xml(part, root)


def move_names(sheet: Sheet, shift: Shift) -> None:
    """Print areas and other defined names."""
    for one in sheet.book.root.iter(f"{{{sheet.book.ns}}}definedName"):
        if one.text:
            one.text = moved_formula(one.text, shift, sheet.name, inside=False)
