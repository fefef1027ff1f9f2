"""The styles of a paper's form as Word knows them: an office changes one, and the whole text follows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from bureau.reports.paper import ParagraphStyle as Kind
from bureau.reports.render.faces import Role
from bureau.reports.render.theme import INK, TextStyle, Theme
from bureau.reports.render.word.elements import dress, element, put

TITLE, BODY, LEAD, NOTE, ADDRESS = "Title", "公文正文", "导语", "说明", "主送机关"
SUBTITLE, CELL, CELL_HEAD, CAPTION = "Subtitle", "表格文字", "表格栏目", "图表标题"
SIGNED, PICTURE, MAST = "落款", "图片", "表单标题"
HEADINGS: Final = ("Heading 1", "Heading 2", "Heading 3")
OF_KIND: Final[dict[Kind, str]] = {
    "body": BODY,
    "lead": LEAD,
    "note": NOTE,
    "address": ADDRESS,
    "enclosure": BODY,
}
"""The style of each kind of paragraph."""


CELL_ROOM = 1.5
"""Points above and below a line in a cell."""


def make_styles(document: Document, theme: Theme) -> None:
    """Every style that a paper uses, from the same numbers as the printed page."""
    normal = style_of(document, "Normal")
    dress(normal, replace(theme.body, indent_chars=0, space_before=0))
    for name, look in (
        (TITLE, theme.title),
        (SUBTITLE, theme.subtitle),
        (BODY, theme.body),
        (LEAD, theme.lead),
        (NOTE, theme.note),
        (ADDRESS, replace(theme.body, indent_chars=0)),
        (SIGNED, replace(theme.body, indent_chars=0)),
        (MAST, theme.title),
        *zip(HEADINGS, theme.headings, strict=True),
    ):
        dress(style_of(document, name), look)
    for name in HEADINGS:
        document.styles[name].paragraph_format.keep_with_next = True
    caption = style_of(document, CAPTION)
    dress(
        caption,
        TextStyle("heading", theme.table_size + 1, (theme.table_size + 1) * 1.6, centred=True),
    )
    caption.paragraph_format.keep_with_next = True
    roles: dict[str, Role] = {CELL: "body", CELL_HEAD: "heading"}
    for name, role in roles.items():
        cell = style_of(document, name)
        dress(cell, TextStyle(role, theme.table_size, theme.table_size * 1.35, colour=INK))
        document.styles[name].paragraph_format.space_before = Pt(CELL_ROOM)
        document.styles[name].paragraph_format.space_after = Pt(CELL_ROOM)
    document.styles[CELL_HEAD].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture = style_of(document, PICTURE)
    picture.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # A picture in a line of fixed height is cut off.
    picture.paragraph_format.line_spacing = 1.0
    picture.paragraph_format.space_before = Pt(4)
    # The grid is that of the text's lines: a table's are closer.
    for name in (CAPTION, CELL, CELL_HEAD, NOTE, PICTURE):
        put(document.styles[name].element.get_or_add_pPr(), element("w:snapToGrid", val=0))


def style_of(document: Document, name: str) -> ParagraphStyle:
    """A style by name, made where there is none."""
    styles = document.styles
    if name in styles:
        found = styles[name]
        assert isinstance(found, ParagraphStyle)
        plain(found)
        return found
    made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)
    made.base_style = styles["Normal"]
    made.quick_style = True
    return made


def plain(style: ParagraphStyle) -> None:
    """Takes away what Word's own template adds: blue headings, themed faces, a rule under the title."""
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:
        for name in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[name]
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.get_or_add_pPr().remove(borders)
    for tag in ("w:spacing", "w:kern"):
        for old in style.element.get_or_add_rPr().findall(qn(tag)):
            style.element.get_or_add_rPr().remove(old)
