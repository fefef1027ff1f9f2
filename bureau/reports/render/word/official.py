"""What only official papers have, in Word: red heads of documents and letters, and the colophon (版记)."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.section import Section
from docx.shared import Length, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from bureau.reports.paper import Colophon, Paper
from bureau.reports.render.colophon import COPIES
from bureau.reports.render.red_head import (
    ISSUER_DOWN,
    LETTER_DOWN,
    LETTER_FOOT,
    LETTER_RULE,
    SIGNED_BY,
    UNDER_RULE,
    issuer_size,
)
from bureau.reports.render.theme import A4_SHORT, MM, RED, Theme
from bureau.reports.render.word.elements import (
    TWENTIETHS,
    element,
    face,
    fix_widths,
    put,
    rule,
    rules,
)
from bureau.reports.render.word.styles import PICTURE, SIGNED

RED_INK: Final = RED.lstrip("#").upper()
RIGHT_TAB: Final = 2
RED_EIGHTHS, DOUBLE_EIGHTHS, THICK, THIN = 12, 36, 8, 6
"""Thickness of the red rule, of a letter's double rule, of those of the colophon, in eighths."""
TO_RULE: Final = 5
"""From the number's line to the red rule, so that they are 4 mm apart."""
TO_DOUBLE: Final = 11
"""The same under a letter's issuer: 4 mm."""
COLOPHON_SIZE: Final = 14


def add_red_head(document: Document, paper: Paper, theme: Theme, width: float) -> None:
    """Marks, issuer, number (and who signed) and the red rule, or those of a letter; two lines."""
    if paper.letter:
        letter_lines(document, paper, theme, width)
    else:
        document_lines(document, paper, theme, width)
    for _ in range(2):
        document.add_paragraph(style=SIGNED)


def document_lines(document: Document, paper: Paper, theme: Theme, width: float) -> None:
    """The issuer 35 mm below the type area's top, its number, a red rule 4 mm under that."""
    for text in paper.marks:
        mark(document.add_paragraph(style=SIGNED), text)
    issuer = document.add_paragraph(style=PICTURE)
    above = ISSUER_DOWN - len(paper.marks) * theme.body.leading
    name_issuer(issuer, paper, issuer_size(len(paper.issuer), width, letter=False))
    issuer.paragraph_format.space_before = Pt(above)
    for _ in range(2):
        document.add_paragraph(style=SIGNED)
    number = document.add_paragraph(style=SIGNED)
    if paper.signer:
        em = theme.body.size
        # The rule is as wide as the type area, so the line isn't indented: spaces keep its ends off.
        number.paragraph_format.tab_stops.add_tab_stop(Pt(width - em), RIGHT_TAB)
        number.add_run(f"　{paper.number}\t{SIGNED_BY}")
        face(number.add_run(paper.signer), "kai")
    else:
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        number.add_run(paper.number)
    rule(number, "bottom", RED_EIGHTHS, RED_INK, space=TO_RULE)


def letter_lines(document: Document, paper: Paper, theme: Theme, width: float) -> None:
    """Marks on the left and the number on the right, from the first line under the double rule."""
    texts = paper.marks or ("",)
    for at, text in enumerate(texts):
        line = document.add_paragraph(style=SIGNED)
        mark(line, text)
        if at == 0:
            # The rule ends the head of the sheet; exact lines have half their white above already.
            white = (theme.body.leading - theme.body.size) / 2
            line.paragraph_format.space_before = Pt(max(theme.body.size * UNDER_RULE - white, 0))
            line.paragraph_format.tab_stops.add_tab_stop(Pt(width), RIGHT_TAB)
            line.add_run(f"\t{paper.number}")


def furnish_letter(section: Section, paper: Paper, theme: Theme) -> None:
    """A letter's first page: issuer and double rule as its head, another double rule as its foot."""
    section.different_first_page_header_footer = True
    section.header_distance = Pt(LETTER_DOWN)
    head, foot = section.first_page_header, section.first_page_footer
    head.is_linked_to_previous = foot.is_linked_to_previous = False
    issuer = head.paragraphs[0]
    issuer.style = PICTURE
    size = issuer_size(len(paper.issuer), A4_SHORT - (theme.left + theme.right) * MM, letter=True)
    name_issuer(issuer, paper, size)
    issuer.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    issuer.paragraph_format.line_spacing = Pt(size)
    issuer.paragraph_format.space_before = Pt(0)
    reach_out(issuer, theme)
    double(issuer, "bottom", "thickThinSmallGap", TO_DOUBLE)
    lower = foot.paragraphs[0]
    thin_line(lower)
    reach_out(lower, theme)
    double(lower, "bottom", "thinThickSmallGap", 0)
    # The rule is nearer to the edge than the numbers of the pages that follow.
    down = section.footer_distance or 0
    for numbers in (section.footer, section.even_page_footer):
        numbers.paragraphs[0].paragraph_format.space_after = Length(max(down - Pt(LETTER_FOOT), 0))
    section.footer_distance = Pt(LETTER_FOOT)
    # Heads of the other pages stand at the same height: a line of text would push these down.
    for other in (section.header, section.even_page_header):
        other.is_linked_to_previous = False
        thin_line(other.paragraphs[0])


def name_issuer(line: Paragraph, paper: Paper, size: float) -> None:
    """发文机关标志 in red."""
    run = line.add_run(paper.issuer)
    face(run, "title")
    run.font.size = Pt(size)
    run.font.color.rgb = RGBColor.from_string(RED_INK)


def mark(line: Paragraph, text: str) -> None:
    """密级 or 紧急程度, in 黑体."""
    if text:
        face(line.add_run(text), "heading")


def thin_line(line: Paragraph) -> None:
    """A line that takes no room."""
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    line.paragraph_format.line_spacing = Pt(1)


def reach_out(line: Paragraph, theme: Theme) -> None:
    """As wide as a letter's rules, which reach over the type area on both sides."""
    side = (A4_SHORT - LETTER_RULE) / 2
    left, right = (
        round((theme_side * MM - side) * TWENTIETHS) for theme_side in (theme.left, theme.right)
    )
    put(line._p.get_or_add_pPr(), element("w:ind", left=-left, right=-right))


def double(line: Paragraph, side: str, kind: str, space: int) -> None:
    """A thick and a thin line beside each other."""
    rule(line, side, DOUBLE_EIGHTHS, RED_INK, kind=kind, space=space)


def add_colophon(document: Document, colophon: Colophon, width: float, *, letter: bool) -> None:
    """版记 at the foot of the last page: who else gets it, who prints it and when, between rules.

    A letter's has no rules and doesn't say who prints it.
    """
    if letter and not colophon.copies:
        return
    table = document.add_table(bool(colophon.copies) + (not letter), 1)
    fix_widths(table, [width])
    at_foot(table)
    if colophon.copies:
        named = table.cell(0, 0).paragraphs[0]
        write(named, f"{COPIES}{colophon.copies}")
        label, em = len(COPIES), COLOPHON_SIZE * TWENTIETHS
        inside = element("w:ind", left=(1 + label) * em, right=em, hanging=label * em)
        put(named._p.get_or_add_pPr(), inside)
    if not letter:
        last = table.rows[-1].cells[0].paragraphs[0]
        last.paragraph_format.tab_stops.add_tab_stop(Pt(width - COLOPHON_SIZE), RIGHT_TAB)
        write(last, f"　{colophon.issuer}\t{colophon.day}印发")
        rules(table, {"top": THICK, "insideH": THIN, "bottom": THICK})
    # A table that floats hangs on the line after it.
    thin_line(document.add_paragraph(style=SIGNED))


def write(line: Paragraph, text: str) -> None:
    """A line of the colophon, in 四号."""
    line.style = SIGNED
    line.add_run(text).font.size = Pt(COLOPHON_SIZE)


def at_foot(table: Table) -> None:
    """Lets a table stand at the foot of its page's type area, wherever the text before it ends."""
    place = element(
        "w:tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="margin",
        horzAnchor="margin",
        tblpXSpec="left",
        tblpYSpec="bottom",
    )
    put(table._tbl.tblPr, place)
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    put(table._tbl.tblPr, margins)
