"""The parts of WordprocessingML that python-docx leaves to its users: faces, fields, borders, widths."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bureau.reports.render.faces import Role
from bureau.reports.render.theme import TextStyle

WESTERN = "Times New Roman"
FACES: dict[Role, str] = {
    "title": "方正小标宋简体",
    "heading": "黑体",
    "body": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "song": "宋体",
    "sans": "黑体",
    "sans-bold": "黑体",
}
"""The faces that offices have for official papers."""
INSTEAD = {
    "方正小标宋简体": "华文中宋",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
}
"""What a PC without one of them takes: Windows has these."""
TWENTIETHS = 20
ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"),
        *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "snapToGrid", "spacing", "ind"),
        *("contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "strike", "snapToGrid", "vanish"),
        *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "lang"),
    ),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"),
    "tblPr": (
        "tblStyle",
        "tblpPr",
        "tblW",
        "jc",
        "tblInd",
        "tblBorders",
        "tblLayout",
        "tblCellMar",
        "tblLook",
    ),
}
"""In which order Word wants the properties of a paragraph, a run, a cell, a table."""
TRACKED = -5
"""Twentieths of a point less after each character, so that 28 of 16 points fill 156 mm."""


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of the main namespace: element("w:jc", val="center")."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(properties: BaseOxmlElement, made: BaseOxmlElement) -> None:
    """Adds a property in its place, instead of an older one of its kind."""
    order = ORDER[properties.tag.partition("}")[2]]
    kind = made.tag.partition("}")[2]
    for old in properties.findall(made.tag):
        properties.remove(old)
    properties.insert_element_before(
        made, *(f"w:{name}" for name in order[order.index(kind) + 1 :])
    )


def face(target: Run | ParagraphStyle, role: Role) -> None:
    """Sets Chinese in the face of a role, Latin and digits in the one that goes with it."""
    target.font.name = WESTERN
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), FACES[role])


def instead_of_missing(document: Document) -> None:
    """Names the faces that stand in where a PC hasn't got one."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            fonts = parse_xml(part.blob)
            for name, other in INSTEAD.items():
                font = element("w:font", name=name)
                font.append(element("w:altName", val=other))
                fonts.append(font)
            part._blob = serialize_part_xml(fonts)


def dress(style: ParagraphStyle, look: TextStyle) -> None:
    """Face, size, line pitch, indent and the room before, as the printed paper has them."""
    face(style, look.role)
    style.font.size = Pt(look.size)
    style.font.bold = False
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#").upper())
    space = style.paragraph_format
    space.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    space.line_spacing = Pt(look.leading)
    space.space_before, space.space_after = Pt(look.space_before), Pt(0)
    properties = style.element.get_or_add_pPr()
    indent = element("w:ind", firstLineChars=100 * look.indent_chars)
    indent.set(qn("w:firstLine"), str(round(look.indent_chars * look.size * TWENTIETHS)))
    put(properties, indent)
    if look.centred:
        put(properties, element("w:jc", val="center"))
    if look.tracking:
        put(style.element.get_or_add_rPr(), element("w:spacing", val=TRACKED))


def add_field(paragraph: Paragraph, code: str, shown: str = "1") -> Run:
    """A field that Word fills: PAGE, NUMPAGES, PAGEREF name."""
    run = paragraph.add_run()
    for kind in ("begin", "", "separate"):
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
            continue
        instruction = element("w:instrText")
        instruction.text = f" {code} "
        run._r.append(instruction)
    text = element("w:t")
    text.text = shown
    run._r.append(text)
    run._r.append(element("w:fldChar", fldCharType="end"))
    return run


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A mark that a PAGEREF field finds."""
    paragraph._p.append(element("w:bookmarkStart", id=number, name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def rule(
    paragraph: Paragraph,
    side: str,
    size: int,
    colour: str = "000000",
    *,
    kind: str = "single",
    space: int = 1,
) -> None:
    """A line above or below a paragraph, `size` in eighths of a point, `space` points off."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        put(properties, borders)
    borders.append(element(f"w:{side}", val=kind, sz=size, space=space, color=colour))


SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def border(table: Table, size: int = 4, colour: str = "auto", *, only: str = "") -> None:
    """Rules around and between all cells; `only` names the sides that get one."""
    rules(table, {side: size for side in SIDES if not only or side in only.split()}, colour)


def rules(table: Table, sizes: Mapping[str, int], colour: str = "auto") -> None:
    """Rules of these thicknesses in eighths of a point by side, none on the others."""
    borders = element("w:tblBorders")
    for side in SIDES:
        kind = "single" if side in sizes else "nil"
        size = sizes.get(side, 0)
        borders.append(element(f"w:{side}", val=kind, sz=size, space=0, color=colour))
    put(table._tbl.tblPr, borders)


def shade(cell: _Cell, colour: str) -> None:
    """Fills a cell."""
    ground = element("w:shd", val="clear", color="auto", fill=colour.lstrip("#").upper())
    put(cell._tc.get_or_add_tcPr(), ground)


def fix_widths(table: Table, widths: list[float]) -> None:
    """Columns of these widths in points, whatever stands in them."""
    table.autofit = False
    grid = table._tbl.tblGrid
    for column, width in zip(grid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * TWENTIETHS)))
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            span = cell.grid_span
            cell.width = Pt(sum(widths[at : at + span]))
            at += span


def repeat_as_head(row: BaseOxmlElement) -> None:
    """The row stands on top of every page that the table goes on to."""
    row.get_or_add_trPr().append(element("w:tblHeader"))


def keep_whole(row: BaseOxmlElement) -> None:
    """The row isn't cut between two pages."""
    row.get_or_add_trPr().append(element("w:cantSplit"))
