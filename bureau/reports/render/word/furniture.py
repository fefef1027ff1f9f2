"""The sheet: size and margins, running head, page numbers of the standard, the watermark of a draft."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bureau.reports.paper import Paper
from bureau.reports.render.theme import MM, Theme, page_of
from bureau.reports.render.word.elements import TWENTIETHS, add_field, element, face, put, rule
from bureau.reports.render.word.official import furnish_letter
from bureau.reports.render.word.styles import CELL

FOOT, DASH = 9.0, 14.0
DASH_DOWN = 7.0
"""Millimetres from the type area to the page number (GB/T 9704)."""
WATERMARK = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" style="position:absolute;'
    "width:{width}pt;height:{height}pt;rotation:325;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#dfe3e8"'
    ' stroked="f"><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={words}/>'
    "</v:shape></w:pict>"
)


def furnish(document: Document, paper: Paper, theme: Theme) -> None:
    """Everything that stands on the sheet besides the text."""
    section = document.sections[0]
    for one in document.sections:
        sheet(one, paper, theme)
        if one.orientation == WD_ORIENT.LANDSCAPE and paper.orientation == "portrait":
            lie_down(one)
    if theme.running_head:
        running_head(section, paper, theme)
    if paper.page_numbers == "dash":
        document.settings.odd_and_even_pages_header_footer = True
        dashed(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        dashed(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    elif paper.page_numbers == "of-total":
        counted(section.footer)
    if paper.letter:
        furnish_letter(section, paper, theme)
    if paper.watermark:
        heads = [section.header]
        if paper.page_numbers == "dash":
            heads.append(section.even_page_header)
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        for head in heads:
            head.is_linked_to_previous = False
            stamp(head.paragraphs[0], paper.watermark)


def sheet(section: Section, paper: Paper, theme: Theme) -> None:
    """A4 with the form's margins; the page number stands 7 mm below the type area."""
    page = page_of(theme, paper.orientation)
    if paper.orientation == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.top_margin, section.bottom_margin = Mm(theme.top), Mm(theme.bottom)
    section.left_margin, section.right_margin = Mm(theme.left), Mm(theme.right)
    section.header_distance = Mm(theme.top / 2)
    if paper.form == "official":
        lay_lines(section, theme)
    dashed_foot = theme.bottom - DASH_DOWN - DASH / MM
    section.footer_distance = Mm(
        dashed_foot if paper.page_numbers == "dash" else theme.bottom * 0.4
    )


def lie_down(section: Section) -> None:
    """An upright section's page turned with its margins: its top lies on the left."""
    section.page_width, section.page_height = section.page_height, section.page_width
    top, right = section.top_margin, section.right_margin
    section.top_margin, section.right_margin = section.left_margin, top
    section.left_margin, section.bottom_margin = section.bottom_margin, right


def lay_lines(section: Section, theme: Theme) -> None:
    """The sheet's grid of 22 lines (GB/T 9704); the characters' pitch is that of the styles."""
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = element("w:docGrid", type="lines", linePitch=round(theme.body.leading * TWENTIETHS))
    section._sectPr.append(grid)


def running_head(section: Section, paper: Paper, theme: Theme) -> None:
    """Title left and period right above a rule, from the second page on."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.style = CELL
    right = paper.period or paper.organisation
    width = page_of(theme, paper.orientation).text_width
    line.paragraph_format.tab_stops.add_tab_stop(Pt(width), 2)
    run = line.add_run(f"{paper.title.replace(chr(10), '')}\t{right}")
    run.font.size = Pt(FOOT)
    rule(line, "bottom", 4, "A4ADB9")
    if paper.page_numbers == "of-total":
        counted(section.first_page_footer)


def counted(footer: _Footer) -> None:
    """第 1 页 共 3 页."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = CELL
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        line.add_run(text)
        if code:
            add_field(line, code)
    for run in line.runs:
        run.font.size = Pt(FOOT)


def dashed(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character inside the edge."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = CELL
    line.alignment = side
    inside = element("w:ind", rightChars=100, right=280, leftChars=100, left=280)
    put(line._p.get_or_add_pPr(), inside)
    line.add_run("— ")
    add_field(line, "PAGE")
    line.add_run(" —")
    for run in line.runs:
        face(run, "song")
        run.font.name = "宋体"
        run.font.size = Pt(DASH)


def stamp(place: Paragraph, words: str) -> None:
    """The watermark, drawn behind the text of every page."""
    height = min(120.0, 360.0 / max(len(words), 1))
    picture = WATERMARK.format(
        width=round(height * len(words)), height=round(height), words=quoteattr(words)
    )
    run = place.add_run()
    run._r.append(parse_xml(picture))
    assert run._r.find(qn("w:pict")) is not None
