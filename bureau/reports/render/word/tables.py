"""Tables, forms, key figures, signatures and photos as Word tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as UPRIGHT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from bureau.reports.paper import (
    Align,
    Column,
    FormCell,
    FormTable,
    KeyFigures,
    Photo,
    Photos,
    Signatures,
    Table,
)
from bureau.reports.render.pictures import for_print
from bureau.reports.render.theme import ACCENT, HEAD_FILL, MM, PANEL_FILL, TOTAL_FILL, ZEBRA_FILL
from bureau.reports.render.widths import LINE_EM, PADDING_EM
from bureau.reports.render.word.elements import (
    TWENTIETHS,
    border,
    element,
    face,
    fix_widths,
    keep_whole,
    put,
    repeat_as_head,
    shade,
)
from bureau.reports.render.word.styles import CAPTION, CELL, CELL_HEAD, NOTE, PICTURE

if TYPE_CHECKING:
    from docx.document import Document

ALIGNMENTS: Final[dict[Align, WD_ALIGN_PARAGRAPH]] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
ONE_PIECE = 12
"""Rows that a table may have to be kept on one page."""
CELL_PITCH, CELL_WHITE = 18.0, 10.0
EMPTY = "（无）"


def add_table(document: Document, block: Table, size: float, widths: list[float]) -> None:
    """Caption, unit, heads that repeat, rows that aren't cut, totals in bold, the note below.

    Texts of `size` in columns of `widths`, both in points.
    """
    if block.caption:
        document.add_paragraph(block.caption, style=CAPTION)
    if block.unit:
        above = document.add_paragraph(f"单位：{block.unit}", style=CELL)
        above.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        above.paragraph_format.keep_with_next = True
    heads = 2 if any(column.group for column in block.columns) else 1
    rows = [*block.rows, *block.totals] or [[EMPTY, *[""] * (len(block.columns) - 1)]]
    table = ruled(document, heads + len(rows), len(block.columns))
    fill_heads(table, block.columns, heads)
    for number, texts in enumerate(rows):
        row = table.rows[heads + number]
        keep_whole(row._tr)
        is_total = number >= len(block.rows) and bool(block.totals)
        for cell, column, text in zip(row.cells, block.columns, texts, strict=True):
            fill(cell, text, CELL_HEAD if is_total else CELL, column.alignment)
            if is_total:
                shade(cell, TOTAL_FILL)
            elif block.zebra and number % 2:
                shade(cell, ZEBRA_FILL)
    if block.repeat_head:
        for row in table.rows[:heads]:
            repeat_as_head(row._tr)
    # The heads stay with the first row, the last row with the one before it.
    held = table.rows[:-1] if len(rows) <= ONE_PIECE else (*table.rows[:heads], table.rows[-2])
    for row in held:
        for paragraph in lines_of(row):
            paragraph.paragraph_format.keep_with_next = True
    usual = document.styles[CELL].font.size
    if usual is None or usual.pt != size:
        for row in table.rows:
            for paragraph in lines_of(row):
                smaller(paragraph, size)
    fix_widths(table, widths)
    document.add_paragraph(block.note, style=NOTE)


def lines_of(row: _Row) -> Iterator[Paragraph]:
    """Every paragraph in a row."""
    for cell in row.cells:
        yield from cell.paragraphs


def smaller(paragraph: Paragraph, size: float) -> None:
    """Text of another size than its style has, its lines accordingly."""
    paragraph.paragraph_format.line_spacing = Pt(size * LINE_EM)
    for run in paragraph.runs:
        run.font.size = Pt(size)


def fill_heads(table: WordTable, columns: Sequence[Column], heads: int) -> None:
    """The titles; neighbours of one group under a common one, the others through both lines."""
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        several = list(members)
        if heads == 2 and group:
            upper = table.cell(0, at).merge(table.cell(0, at + len(several) - 1))
            fill(upper, group, CELL_HEAD, "center")
            shade(upper, HEAD_FILL)
        for place, column in enumerate(several, start=at):
            cell = table.cell(heads - 1, place)
            if heads == 2 and not group:
                cell = table.cell(0, place).merge(cell)
            fill(cell, column.title, CELL_HEAD, "center")
            shade(cell, HEAD_FILL)
        at += len(several)


def ems(text: str) -> float:
    """How many Chinese characters a text is wide, its longest line."""
    lines = text.split("\n")
    return max(sum(1 if ord(one) > 0x2E7F else 0.55 for one in line) for line in lines)


def add_form(document: Document, block: FormTable, width: float) -> None:
    """A form to be filled in: cells over columns of relative widths, with room to write."""
    table = ruled(document, len(block.rows), len(block.weights))
    whole = sum(block.weights)
    widths = [width * weight / whole for weight in block.weights]
    for row, cells in zip(table.rows, block.rows, strict=True):
        keep_whole(row._tr)
        lines = max(cell.lines + bool(cell.foot) for cell in cells)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Pt(lines * CELL_PITCH + CELL_WHITE)
        places = list(row.cells)
        at = 0
        for cell in cells:
            place = places[at]
            if cell.span > 1:
                place = place.merge(places[at + cell.span - 1])
            fill_form(place, cell)
            at += cell.span
    fix_widths(table, widths)


def fill_form(place: _Cell, cell: FormCell) -> None:
    """What a cell says, and at its lower right who signs and when."""
    fill(place, cell.text, CELL, cell.alignment)
    if cell.foot:
        foot = place.add_paragraph(cell.foot, style=CELL)
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    centred = cell.label or (cell.lines == 1 and not cell.foot)
    place.vertical_alignment = UPRIGHT.CENTER if centred else UPRIGHT.TOP


def add_key_figures(document: Document, block: KeyFigures, width: float) -> None:
    """Big numbers beside each other on a tinted ground."""
    if not block.figures:
        return
    table = ruled(document, 1, len(block.figures))
    border(table, 4, "FFFFFF")
    for cell, figure in zip(table.rows[0].cells, block.figures, strict=True):
        shade(cell, PANEL_FILL)
        first = cell.paragraphs[0]
        first.style = PICTURE
        number = first.add_run(figure.value)
        face(number, "heading")
        number.font.size = Pt(20)
        number.font.color.rgb = RGBColor.from_string(ACCENT.lstrip("#").upper())
        first.add_run(figure.unit).font.size = Pt(9)
        for text in filter(None, (figure.label, figure.change)):
            line = cell.add_paragraph(text, style=CELL)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fix_widths(table, [width / len(block.figures)] * len(block.figures))
    document.add_paragraph(style=CELL)


def add_signatures(document: Document, block: Signatures, width: float) -> None:
    """Labels to be signed beside, what is known after them."""
    texts = [f"{label}：{block.value_of(at)}" for at, label in enumerate(block.labels)]
    across = min(block.per_line, len(texts))
    table = document.add_table(-(-len(texts) // across), across)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, text in enumerate(texts):
        cell = table.cell(at // across, at % across)
        fill(cell, text, CELL, "left")
        cell.paragraphs[0].paragraph_format.space_before = Pt(14)
    fix_widths(table, [width / across] * across)


def add_pictures(
    document: Document,
    pictures: Sequence[tuple[bytes | None, str]],
    across: int,
    width: float,
    height: float,
) -> None:
    """Pictures beside each other, the words of each below it; an empty frame says only its words."""
    table = document.add_table(-(-len(pictures) // across), across)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for at, (content, words) in enumerate(pictures):
        cell = table.cell(at // across, at % across)
        keep_whole(table.rows[at // across]._tr)
        place = cell.paragraphs[0]
        place.style = PICTURE
        if content is not None:
            shape = place.add_run().add_picture(BytesIO(content), width=Pt(width / across - 12))
            if shape.height > Pt(height):
                shape.width = round(shape.width * Pt(height) / shape.height)
                shape.height = Pt(height)
        if words:
            line = cell.add_paragraph(words, style=CELL)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fix_widths(table, [width / across] * across)
    document.add_paragraph(style=CELL)


def add_photos(document: Document, block: Photos, width: float) -> None:
    """The photos in rows, upright, in the size that paper needs."""
    if block.photos:
        height = block.height_mm * MM
        pictures = [(content_of(photo, width, height), photo.caption) for photo in block.photos]
        add_pictures(document, pictures, block.per_row, width, height)


def content_of(photo: Photo, width: float, height: float) -> bytes | None:
    """The picture as it is put in; None without a readable file."""
    path: Path | None = photo.path
    made = for_print(path, width, height, photo.turn) if path is not None else None
    return made[0] if made is not None else None


def ruled(document: Document, rows: int, columns: int) -> WordTable:
    """A table with thin rules, its texts as close to them as on the printed page."""
    table: WordTable = document.add_table(rows, columns)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    border(table)
    size = document.styles[CELL].font.size
    assert size is not None
    room = round(size.pt * PADDING_EM * TWENTIETHS)
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=room, type="dxa"))
    put(table._tbl.tblPr, margins)
    return table


def fill(cell: _Cell, text: str, style: str, align: Align) -> None:
    """A cell's text, one paragraph a line."""
    first, *others = text.split("\n")
    cell.vertical_alignment = UPRIGHT.CENTER
    for number, line in enumerate((first, *others)):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
        paragraph.style = style
        paragraph.alignment = ALIGNMENTS[align]
        paragraph.add_run(line)
