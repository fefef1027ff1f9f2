"""A paper as a .docx file: the same blocks as on the printed page, in styles that an office edits."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Pt

from bureau.files import write_whole
from bureau.reports.charts.export import chart_file
from bureau.reports.paper import (
    Anchor,
    Block,
    Chart,
    ChartRow,
    Contents,
    FormCell,
    FormTable,
    Gap,
    Heading,
    KeyFigures,
    Masthead,
    PageBreak,
    Paper,
    Paragraph,
    Photos,
    SealPlace,
    Signatures,
    Table,
)
from bureau.reports.render.faces import bundled_faces
from bureau.reports.render.forms import CONTENTS_HEADS, CONTENTS_WIDTHS
from bureau.reports.render.front import balanced
from bureau.reports.render.tables import measured
from bureau.reports.render.text import Setter, label_of
from bureau.reports.render.theme import MM, THEMES, Theme, page_of
from bureau.reports.render.turned import needs_turning, pointer
from bureau.reports.render.word.elements import (
    TWENTIETHS,
    add_bookmark,
    add_field,
    element,
    instead_of_missing,
    put,
    rule,
)
from bureau.reports.render.word.furniture import furnish
from bureau.reports.render.word.official import add_colophon, add_red_head
from bureau.reports.render.word.styles import (
    BODY,
    CELL,
    HEADINGS,
    MAST,
    NOTE,
    OF_KIND,
    SIGNED,
    SUBTITLE,
    TITLE,
    make_styles,
)
from bureau.reports.render.word.tables import (
    add_form,
    add_key_figures,
    add_photos,
    add_pictures,
    add_signatures,
    add_table,
    ems,
)

CREATOR = "城管台账"
EPOCH = datetime(2000, 1, 1)
BEIJING = timedelta(hours=8)
SEAL_INSET = 4
"""Characters between the day under a seal and the right edge (GB/T 9704)."""


def render_word(paper: Paper, target: Path) -> None:
    """Writes the paper to a path in one step; the same paper always gives the same bytes.

    Raises UserError or EnvironmentFault when the file can't be written; the old one is untouched.
    """
    write_whole(target, word_bytes(paper))


def word_bytes(paper: Paper) -> bytes:
    """The file's content."""
    theme = THEMES[paper.form]
    document = docx.Document()
    make_styles(document, theme)
    instead_of_missing(document)
    written = Written(document, paper, theme)
    written.front()
    for block in paper.blocks:
        written.add(block)
    if paper.colophon is not None:
        written.stand_up()
        add_colophon(document, paper.colophon, written.width, letter=paper.letter)
    furnish(document, paper, theme)
    describe(document, paper)
    drop_thumbnail(document)
    content = BytesIO()
    document.save(content)
    return undated(content.getvalue(), paper.made_at or EPOCH)


def describe(document: Document, paper: Paper) -> None:
    """What the file says about itself."""
    about = document.core_properties
    title = paper.title.replace("\n", "")
    about.title, about.subject = title, paper.subject or title
    about.author = about.last_modified_by = paper.author or paper.organisation
    about.keywords, about.comments = "、".join(paper.keywords), ""
    about.category, about.language = CREATOR, "zh-CN"
    # The file's own clock is that of Greenwich.
    about.created = about.modified = (paper.made_at or EPOCH) - BEIJING
    about.revision = 1


def drop_thumbnail(document: Document) -> None:
    """The picture of the empty sheet that every new document begins with."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RT.THUMBNAIL]:
        del relations[key]


def undated(content: bytes, made_at: datetime) -> bytes:
    """The same file with the paper's own date on every part, not the computer's."""
    packed = BytesIO()
    stamp = max(made_at, datetime(1980, 1, 1)).timetuple()[:6]
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, stamp)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()


class Written:
    """A document being written, block after block."""

    def __init__(self, document: Document, paper: Paper, theme: Theme) -> None:
        self.document = document
        self.paper = paper
        self.theme = theme
        self.page = page_of(theme, paper.orientation)
        self.width = self.page.text_width
        self.setter = Setter(bundled_faces())
        self.marks = 0
        self.begins_page = False
        self.lies = False

    def line(self, text: str, style: str) -> object:
        """A paragraph; the first one after a page break begins its page."""
        made = self.document.add_paragraph(text, style=style)
        if self.begins_page:
            made.paragraph_format.page_break_before = True
            self.begins_page = False
        return made

    def front(self) -> None:
        """Issuer in red with its number and rule, title, who and when, which rows a list holds."""
        paper, document = self.paper, self.document
        if paper.form == "form":
            return
        if paper.issuer:
            add_red_head(document, paper, self.theme, self.width)
        for part in balanced(paper.title, self.theme.title, self.width, self.setter).split("\n"):
            document.add_paragraph(part, style=TITLE)
        if paper.subtitle:
            document.add_paragraph(paper.subtitle, style=SUBTITLE)
        if paper.form == "official":
            document.add_paragraph(style=BODY)
        elif paper.organisation or paper.period:
            told = document.add_paragraph(style=CELL)
            told.paragraph_format.tab_stops.add_tab_stop(Pt(self.width), 2)
            told.add_run(f"{paper.organisation}\t{paper.period}")
            rule(told, "bottom", 8, "1F4E8C")
        if paper.filter_note:
            document.add_paragraph(paper.filter_note, style=NOTE)

    def add(self, block: Block) -> None:
        """One block after what is there."""
        document, width = self.document, self.width
        self.stand_up()
        if not isinstance(block, Heading | Paragraph | Masthead | PageBreak):
            self.begin_page()
        match block:
            case Heading(text, level):
                self.line(text, HEADINGS[min(max(level, 1), 3) - 1])
            case Paragraph(text, "enclosure"):
                self.enclosure(text)
            case Paragraph(text, style):
                for part in text.split("\n"):
                    self.line(part, OF_KIND[style])
            case Table() if needs_turning(block, self.theme, self.page, self.setter):
                self.turned(block)
            case Table():
                add_table(document, block, *measured(block, self.theme, width, self.setter))
            case Chart():
                self.charts((block,))
            case ChartRow(charts):
                self.charts(charts)
            case Photos():
                add_photos(document, block, width)
            case KeyFigures():
                add_key_figures(document, block, width)
            case Signatures():
                add_signatures(document, block, width)
            case Masthead():
                self.masthead(block)
            case FormTable():
                add_form(document, block, width)
                self.part_tables()
            case SealPlace():
                self.seal(block)
            case Anchor(name):
                self.marks += 1
                add_bookmark(document.add_paragraph(style=CELL), name, self.marks)
            case Contents():
                self.contents(block)
            case Gap(height):
                gap = document.add_paragraph(style=CELL)
                gap.paragraph_format.line_spacing = Pt(max(height * MM, 1))
            case PageBreak():
                self.begins_page = True

    def turned(self, block: Table) -> None:
        """A table too wide for an upright page, in a section of its own that lies on its side."""
        last = self.document.paragraphs[-1]
        if last.style is not None and last.style.name in HEADINGS:
            self.document.add_paragraph(pointer(block), style=BODY)
        self.document.add_section(WD_SECTION.NEW_PAGE).orientation = WD_ORIENT.LANDSCAPE
        self.lies = True
        width = self.page.text_height
        add_table(self.document, block, *measured(block, self.theme, width, self.setter))

    def stand_up(self) -> None:
        """What follows a turned page stands upright again."""
        if self.lies:
            self.document.add_section(WD_SECTION.NEW_PAGE).orientation = WD_ORIENT.PORTRAIT
            self.lies = self.begins_page = False

    def enclosure(self, text: str) -> None:
        """附件说明: further lines under the name; with the text before it and what follows."""
        for before in self.document.paragraphs[-3:]:
            before.paragraph_format.keep_with_next = True
        made = self.document.add_paragraph(text, style=BODY)
        made.paragraph_format.keep_with_next = True
        label, em = ems(label_of(text)), self.theme.body.size * TWENTIETHS
        left, hanging = self.theme.body.indent_chars + label, label
        inside = element(
            "w:ind",
            leftChars=round(left * 100),
            left=round(left * em),
            hangingChars=round(hanging * 100),
            hanging=round(hanging * em),
        )
        put(made._p.get_or_add_pPr(), inside)

    def begin_page(self) -> None:
        """A page break before what is no paragraph."""
        if self.begins_page:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            self.begins_page = False

    def part_tables(self) -> None:
        """A hair of room: Word makes one table of two that touch."""
        between = self.document.add_paragraph(style=CELL)
        between.paragraph_format.line_spacing = Pt(1)

    def charts(self, charts: tuple[Chart, ...]) -> None:
        """Charts beside each other, as pictures."""
        drawn = [(chart_file(chart, "png"), "") for chart in charts if not chart.is_empty]
        if drawn:
            add_pictures(self.document, drawn, len(drawn), self.width, 120 * MM)

    def masthead(self, block: Masthead) -> None:
        """Bureau, title, number on the right, a rule below."""
        for text, style in ((block.copy, CELL), (block.organisation, SUBTITLE)):
            if text:
                made = self.document.add_paragraph(text, style=style)
                if style == CELL:
                    made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if self.begins_page:
                    made.paragraph_format.page_break_before = True
                    self.begins_page = False
        self.line(block.title, MAST)
        number = self.document.add_paragraph(block.number, style=CELL)
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        rule(number, "bottom", 8)
        self.part_tables()

    def seal(self, block: SealPlace) -> None:
        """Name in the middle over the day, four characters from the edge, room for the seal above."""
        for text, before in ((block.hint, 30.0), (block.name, 0.0), (block.day, 0.0)):
            line = self.document.add_paragraph(text, style=SIGNED)
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.space_before = Pt(before)
            line.paragraph_format.keep_with_next = text != block.day
            off = max(SEAL_INSET + (ems(block.day) - ems(text)) / 2, 0)
            right = round(off * self.theme.body.size * TWENTIETHS)
            inside = element("w:ind", rightChars=round(off * 100), right=right)
            put(line._p.get_or_add_pPr(), inside)

    def contents(self, block: Contents) -> None:
        """The lines of a table of contents, their pages as fields."""
        heads = tuple(FormCell(head, label=True) for head in CONTENTS_HEADS)
        rows = [heads]
        rows += [
            (
                FormCell(str(number), label=True),
                FormCell(line.title),
                FormCell(line.number),
                FormCell(line.day, align="center"),
                FormCell(),
            )
            for number, line in enumerate(block.lines, 1)
        ]
        add_form(self.document, FormTable(CONTENTS_WIDTHS, tuple(rows)), self.width)
        table = self.document.tables[-1]
        for row, line in zip(table.rows[1:], block.lines, strict=True):
            place = row.cells[-1].paragraphs[0]
            place.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_field(place, f"PAGEREF {line.anchor}")
        self.part_tables()
