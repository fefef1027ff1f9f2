"""Every table of a paper on a sheet of its own: heads, numbers and totals as a workbook has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.files import write_whole
from bureau.reports.paper import FormTable, Heading, Masthead, Paper, Table
from bureau.reports.render.sheets.cells import amount_of, wide
from bureau.reports.render.sheets.looks import Looks

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CREATOR: Final = "城管台账"
EPOCH: Final = datetime(2000, 1, 1)
A4: Final = 9
NARROWEST, WIDEST, WHITE = 6, 44, 2
UPRIGHT: Final = 96
"""Characters across that an upright sheet holds legibly; a wider table lies across."""
PITCH, TITLE_PITCH, TITLE_SCALE = 16, 28, 1.5
NAME_LIMIT: Final = 31
NO_TABLES: Final = "这份材料里没有表格，不能保存为 Excel；请保存为 PDF 或 Word。"
EMPTY: Final = "（没有符合条件的记录）"
_not_in_names = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(slots=True)
class Leaf:
    """One sheet: its caption, and the tables that stand on it one below the other."""

    caption: str
    tables: list[Table | FormTable] = field(default_factory=list)


def render_sheets(paper: Paper, target: Path) -> None:
    """Writes the workbook in one step; the same paper always gives the same bytes.

    Raises UserError for a paper without tables, and where the file can't be written.
    """
    write_whole(target, sheets_bytes(paper))


def sheets_bytes(paper: Paper) -> bytes:
    """The workbook's bytes. Raises UserError for a paper without tables."""
    leaves = leaves_of(paper)
    if not leaves:
        raise UserError(NO_TABLES)
    # Read when a workbook is made, not with the program.
    import xlsxwriter

    content = BytesIO()
    # In memory its parts bear no time of day.
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        title = plain_title(paper)
        book.set_properties(
            {
                "title": title,
                "subject": paper.subject or title,
                "author": paper.author or paper.organisation,
                "company": paper.organisation,
                "keywords": "、".join(paper.keywords),
                "comments": "",
                "category": CREATOR,
                "created": paper.made_at or EPOCH,
            }
        )
        looks = Looks(book)
        for leaf, name in zip(leaves, names_of(leaves, title), strict=True):
            SheetWriter(book.add_worksheet(name), paper, looks).write(leaf)
    return content.getvalue()


def plain_title(paper: Paper) -> str:
    """The paper's title on one line."""
    return paper.title.replace("\n", "")


def leaves_of(paper: Paper) -> list[Leaf]:
    """The sheets in the order of the paper; a joined form goes below the one before it."""
    leaves: list[Leaf] = []
    heading = ""
    for block in paper.blocks:
        match block:
            case Heading(text):
                heading = text
            case Masthead(title, number=number):
                heading = f"{title}{number}"
            case Table():
                leaves.append(Leaf(block.caption or heading, [block]))
            case FormTable() if leaves and block.joined:
                leaves[-1].tables.append(block)
            case FormTable():
                leaves.append(Leaf(heading, [block]))
            case _:
                pass
    return leaves


def names_of(leaves: Sequence[Leaf], title: str) -> list[str]:
    """What the sheets are called: by their captions, short enough, no two alike."""
    used: set[str] = set()
    names = []
    for leaf in leaves:
        wanted = _not_in_names.sub("", leaf.caption or title).strip("' 　") or "表"
        name, number = wanted[:NAME_LIMIT], 2
        while name.lower() in used:
            end = f"({number})"
            name, number = wanted[: NAME_LIMIT - len(end)] + end, number + 1
        used.add(name.lower())
        names.append(name)
    return names


class SheetWriter:
    """One sheet being filled from above."""

    def __init__(self, sheet: Worksheet, paper: Paper, looks: Looks) -> None:
        self.sheet, self.paper, self.looks = sheet, paper, looks
        self.row = 0
        self.widths: list[int] = []
        self.heads = (0, 0)
        self.notes: list[tuple[int, str, int]] = []
        """Texts over several columns, whose height no program finds out: row, text, columns."""
        self.titles: list[tuple[int, int, str, int]] = []
        """The heads of columns: row, column, title, rows."""

    def write(self, leaf: Leaf) -> None:
        """Title, caption, tables, notes, and how the sheet is printed."""
        across = max(width_of(table) for table in leaf.tables)
        self.widths = [NARROWEST] * across
        first = leaf.tables[0]
        unit = f"单位：{first.unit}" if isinstance(first, Table) and first.unit else ""
        self.line(plain_title(self.paper), "title", across)
        self.under_title(leaf, unit, across)
        for place, table in enumerate(leaf.tables):
            if isinstance(table, Table):
                self.table(table)
                if not place:
                    self.sheet.freeze_panes(self.heads[1] + 1, 0)
            else:
                self.form(table)
        self.print_set_up(isinstance(first, Table) and first.repeat_head)

    def under_title(self, leaf: Leaf, unit: str, across: int) -> None:
        """What the table is and of when on the left, the unit on the right."""
        paper = self.paper
        told = [leaf.caption, paper.period, paper.filter_note]
        left = "　".join(
            dict.fromkeys(filter(None, (*told, paper.watermark and f"【{paper.watermark}】")))
        )
        if unit and across > 1:
            self.line(left, "note", across - 1, moves_on=False)
            self.sheet.write_string(self.row, across - 1, unit, self.looks.of("unit"))
            self.widths[-1] = max(self.widths[-1], min(wide(unit), WIDEST))
        else:
            self.line("　".join(filter(None, (left, unit))), "note", across, moves_on=False)
        self.row += 1

    def line(self, text: str, look: str, across: int, *, moves_on: bool = True) -> None:
        """A text over so many columns."""
        self.span(self.row, 0, self.row, across - 1, text, look)
        self.notes.append((self.row, text, across))
        self.row += moves_on

    def span(self, top: int, left: int, bottom: int, right: int, text: str, look: str) -> None:
        """A text over a range of cells."""
        form = self.looks.of(look)
        if (top, left) == (bottom, right):
            self.sheet.write_string(top, left, text, form)
        else:
            self.sheet.merge_range(top, left, bottom, right, text, form)

    def table(self, table: Table) -> None:
        """Heads on one or two lines, rows, totals, the note."""
        self.head(table)
        columns = table.columns
        for rows, total in ((table.rows, False), (table.totals, True)):
            for row in rows:
                for place, (column, text) in enumerate(zip(columns, row, strict=True)):
                    self.cell(place, text, column.alignment, numeric=column.numeric, total=total)
                self.row += 1
        if not table.rows and not table.totals:
            self.line(EMPTY, "empty", len(columns))
        for note in table.note.split("\n") if table.note else ():
            self.line(note, "note", len(columns))

    def head(self, table: Table) -> None:
        """The titles; neighbours of one group under a common one."""
        columns = table.columns
        two = any(column.group for column in columns)
        top = self.row
        at = 0
        for group, members in groupby(columns, key=lambda column: column.group):
            several = list(members)
            if group:
                self.span(top, at, top, at + len(several) - 1, group, "head")
            for place, column in enumerate(several, start=at):
                first = top if not group else top + 1
                self.span(first, place, top + two, place, column.title, "head")
                self.titles.append((first, place, column.title, top + two - first + 1))
                share = -(-wide(column.title) // 2) if wide(column.title) > 2 * NARROWEST else 0
                self.widen(place, max(share, min(wide(column.title), 2 * NARROWEST)))
            at += len(several)
        self.heads = (top, top + two)
        self.row = top + 1 + two

    def cell(self, place: int, text: str, align: str, *, numeric: bool, total: bool) -> None:
        """A number where the column holds numbers and the text is one."""
        amount = amount_of(text) if numeric else None
        self.widen(place, wide(text))
        if amount is not None:
            form = self.looks.cell(align, total=total, shown=amount.format)
            self.sheet.write_number(self.row, place, amount.value, form)
        else:
            self.sheet.write_string(self.row, place, text, self.looks.cell(align, total=total))

    def widen(self, place: int, width: int) -> None:
        """The column holds this too."""
        self.widths[place] = max(self.widths[place], min(width, WIDEST))

    def form(self, form: FormTable) -> None:
        """The cells of a form, each over its columns."""
        whole = sum(form.weights)
        for place, weight in enumerate(form.weights):
            self.widen(place, round(UPRIGHT * weight / whole) - WHITE)
        for cells in form.rows:
            at = 0
            for cell in cells:
                text = "\n".join(filter(None, (cell.text, cell.foot)))
                look = "label" if cell.label else f"filled-{cell.alignment}"
                self.span(self.row, at, self.row, at + cell.span - 1, text, look)
                at += cell.span
            lines = max(cell.lines + bool(cell.foot) + cell.text.count("\n") for cell in cells)
            self.sheet.set_row(self.row, 18 * lines + 6)
            self.row += 1

    def print_set_up(self, repeats: bool) -> None:
        """A4, one sheet wide, heads on every sheet, its number below."""
        sheet = self.sheet
        for place, width in enumerate(self.widths):
            sheet.set_column(place, place, width + WHITE)
        for row, text, across in self.notes:
            room = sum(self.widths[:across]) + WHITE * across
            lines = -(-wide(text) * (TITLE_SCALE if not row else 1) // room)
            sheet.set_row(row, max(lines, 1) * (TITLE_PITCH if not row else PITCH))
        heads: dict[int, float] = {}
        for row, place, title, rows in self.titles:
            lines = -(-wide(title) // self.widths[place])
            for one in range(row, row + rows):
                heads[one] = max(heads.get(one, 0), (lines * PITCH + 4) / rows, PITCH + 4)
        for row, height in heads.items():
            sheet.set_row(row, height)
        sheet.set_paper(A4)
        if sum(self.widths) + WHITE * len(self.widths) > UPRIGHT:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&9第 &P 页 共 &N 页")
        if repeats:
            sheet.repeat_rows(*self.heads)
        sheet.print_area(0, 0, self.row - 1, len(self.widths) - 1)


def width_of(table: Table | FormTable) -> int:
    """How many columns a table has."""
    return len(table.columns if isinstance(table, Table) else table.weights)
