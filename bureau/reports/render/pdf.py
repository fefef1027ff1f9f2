"""Render a paper as PDF: A4, every font embedded and subset, bookmarks, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import cos, radians, sin
from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from bureau.files import write_whole
from bureau.reports.paper import (
    Anchor,
    Chart,
    ChartRow,
    Contents,
    FormTable,
    Gap,
    Heading,
    KeyFigures,
    Masthead,
    PageBreak,
    Paper,
    Paragraph,
    Photo,
    Photos,
    SealPlace,
    Signatures,
    Table,
)
from bureau.reports.render.colophon import colophon_box, end_with, letter_end
from bureau.reports.render.embedding import Embedding
from bureau.reports.render.faces import Faces, bundled_faces
from bureau.reports.render.forms import contents_boxes, form_boxes, masthead_boxes, seal_box
from bureau.reports.render.front import front_boxes
from bureau.reports.render.furniture import (
    PhotoDrawer,
    key_figures_box,
    photo_boxes,
    signatures_box,
)
from bureau.reports.render.layout import Box, Placed, anchored, paginate, tie_to_previous
from bureau.reports.render.pen import Pen, rgb
from bureau.reports.render.pictures import for_print
from bureau.reports.render.plots import charts_box
from bureau.reports.render.tables import table_boxes
from bureau.reports.render.text import Setter, enclosure, heading, paragraph
from bureau.reports.render.theme import (
    GRID,
    INK,
    MIDDLE,
    MM,
    SOFT_INK,
    THEMES,
    WATERMARK_INK,
    Page,
    Theme,
    page_of,
)
from bureau.reports.render.turned import needs_turning, turned_boxes

CREATOR = "城管台账"
INITIAL_FONT = "chengguan-initial"
EPOCH = datetime(2000, 1, 1)
FOOT_SIZE, HEAD_SIZE, DASH_SIZE = 9.0, 8.5, 14.0
MIDDLE_OF_DASH = DASH_SIZE * MIDDLE
# ReportLab would write streams as base-85 text: a quarter larger and slower, for 7-bit mail.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class RenderNotes:
    """What is worth telling after rendering: `missing_characters` like `U+20BB7 𠮷`."""

    pages: int
    missing_characters: tuple[str, ...]
    fonts_used: tuple[str, ...]


def render_pdf(paper: Paper, target: Path | BinaryIO, *, faces: Faces | None = None) -> RenderNotes:
    """Write the paper to a path (in one step) or a stream.

    `faces` are the bundled ones unless given. Raises UserError or EnvironmentFault when the file
    can't be written; the old file is then untouched.
    """
    content, notes = pdf_bytes(paper, faces or bundled_faces())
    if isinstance(target, Path):
        write_whole(target, content)
    else:
        target.write(content)
    return notes


def pdf_bytes(paper: Paper, faces: Faces) -> tuple[bytes, RenderNotes]:
    """The file's bytes and what is worth telling about them."""
    setter, embedding = Setter(faces), Embedding()
    theme = THEMES[paper.form]
    page = page_of(theme, paper.orientation)
    canvas = _open_canvas(paper, page, setter, embedding)
    boxes = front_boxes(paper, theme, page.text_width, setter)
    pages_of: dict[str, int] = {}
    for block in paper.blocks:
        _append(boxes, block, theme, page, setter, embedding, canvas, pages_of)
    pages = paginate(boxes, page.text_height)
    pages_of.update(anchored(pages))
    numbered = len(pages)
    if paper.colophon is not None:
        if not paper.letter:
            last = colophon_box(paper.colophon, theme, page.text_width, setter)
            numbered = end_with(pages, last, page.text_height)
        elif paper.colophon.copies:
            last = letter_end(paper.colophon.copies, theme, page.text_width, setter)
            numbered = end_with(pages, last, page.text_height, even=False)
    _Sheets(paper, theme, page, setter, embedding, canvas).draw(pages, numbered)
    content: bytes = canvas.getpdfdata()
    missing = tuple(f"U+{ord(one):04X} {one}" for one in sorted(setter.missing))
    return content, RenderNotes(len(pages), missing, embedding.names())


def _open_canvas(paper: Paper, page: Page, setter: Setter, embedding: Embedding) -> Canvas:
    first = embedding.of(setter.family("sans").main)
    first.fontName = INITIAL_FONT  # else ReportLab lists Helvetica, not embedded
    pdfmetrics.registerFont(first)
    canvas = Canvas(
        BytesIO(),
        pagesize=(page.width, page.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 5),
        initialFontName=INITIAL_FONT,
        lang="zh-CN",
    )
    embedding.attach(canvas._doc)
    made_at = paper.made_at or EPOCH
    stamp = f"D:{made_at:%Y%m%d%H%M%S}+08'00'"
    canvas.setDateFormatter(lambda *_: stamp)
    canvas.setTitle(paper.title.replace("\n", ""))
    canvas.setAuthor(paper.author or paper.organisation)
    canvas.setSubject(
        paper.subject or " ".join(filter(None, (paper.title.replace("\n", ""), paper.period)))
    )
    canvas.setKeywords("、".join(paper.keywords))
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _append(
    boxes: list[Box],
    block: object,
    theme: Theme,
    page: Page,
    setter: Setter,
    embedding: Embedding,
    canvas: Canvas,
    pages_of: Mapping[str, int],
) -> None:
    """Add the boxes of one block; `pages_of` its anchors is known only when all is drawn."""
    width = page.text_width
    match block:
        case Heading(text, level):
            boxes.extend(heading(text, level, theme.heading(level), width, setter))
        case Paragraph(text, "note"):
            boxes.extend(paragraph(text, theme.note, width, setter))
        case Paragraph(text, "enclosure"):
            tie_to_previous(boxes)
            boxes.extend(enclosure(text, theme.body, width, setter))
        case Paragraph(text, style):
            chosen = theme.lead if style == "lead" else theme.body
            boxes.extend(paragraph(text, chosen, width, setter, indent=style != "address"))
        case Table() if needs_turning(block, theme, page, setter):
            boxes.extend(turned_boxes(block, theme, page, setter, boxes))
        case Table():
            boxes.extend(table_boxes(block, theme, width, setter))
        case Chart():
            boxes.append(charts_box((block,), width, setter, embedding, theme.chart_scale))
        case ChartRow(charts):
            boxes.append(charts_box(charts, width, setter, embedding, theme.chart_scale))
        case Photos():
            drawer = _photo_drawer(canvas)
            boxes.extend(photo_boxes(block, width, setter, drawer))
        case KeyFigures():
            boxes.append(key_figures_box(block, width, setter))
        case Signatures():
            tie_to_previous(boxes)
            boxes.append(signatures_box(block, theme, width, setter))
        case Masthead():
            boxes.extend(masthead_boxes(block, theme, width, setter))
        case FormTable():
            if block.joined and block.whole:
                tie_to_previous(boxes)
            boxes.extend(form_boxes(block, width, setter))
        case SealPlace():
            tie_to_previous(boxes)
            boxes.append(seal_box(block, theme, width, setter))
        case Anchor(name):
            boxes.append(Box(0, keeps_next=True, anchor=name))
        case Contents():
            boxes.extend(contents_boxes(block, width, setter, pages_of))
        case Gap(height):
            boxes.append(Box(height * MM, is_gap=True))
        case PageBreak():
            boxes.append(Box(0, begins_page=True, keeps_next=True))


def _photo_drawer(canvas: Canvas) -> PhotoDrawer:
    def draw(pen: Pen, photo: Photo, x: float, y: float, width: float, height: float) -> bool:
        picture = for_print(photo.path, width, height, photo.turn) if photo.path else None
        if picture is None:
            return False
        content, wide, high = picture
        left, bottom = x + (width - wide) / 2, y + (height - high) / 2
        before = len(canvas._code)
        canvas.drawImage(ImageReader(BytesIO(content)), left, bottom, wide, high)
        pen.operators("\n".join(canvas._code[before:]))
        del canvas._code[before:]
        return True

    return draw


class _Sheets:
    """Draws the laid-out pages with head, foot, watermark and bookmarks."""

    def __init__(
        self,
        paper: Paper,
        theme: Theme,
        page: Page,
        setter: Setter,
        embedding: Embedding,
        canvas: Canvas,
    ) -> None:
        self._paper = paper
        self._theme = theme
        self._page = page
        self._setter = setter
        self._embedding = embedding
        self._canvas = canvas
        self._level = -1
        self._bookmarks = 0

    def draw(self, pages: list[list[Placed]], numbered: int) -> None:
        """Every page in turn; those after the first `numbered` bear no number."""
        for number, placed in enumerate(pages, 1):
            self._draw_page(placed, number, numbered)
            self._canvas.showPage()
        if self._bookmarks > 1:
            self._canvas.showOutline()

    def _draw_page(self, placed: list[Placed], number: int, total: int) -> None:
        pen = Pen(self._embedding)
        page = self._page
        top = page.height - page.top
        if self._paper.watermark:
            self._watermark(pen)
        for one in placed:
            y = top - one.down
            if one.box.bookmark is not None:
                self._bookmark(*one.box.bookmark, y)
            one.box.draw(pen, page.left, y)
        if number > 1 and self._theme.running_head:
            self._running_head(pen)
        # The first page of a letter bears a double rule instead.
        if number <= total and not (self._paper.letter and number == 1):
            self._page_number(pen, number, total)
        pen.onto(self._canvas)

    def _bookmark(self, level: int, text: str, y: float) -> None:
        self._level = min(level, self._level + 1)
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(y + 6, 2), zoom=0)
        self._canvas.addOutlineEntry(text, key, self._level, closed=False)

    def _running_head(self, pen: Pen) -> None:
        family = self._setter.family("sans")
        page = self._page
        y = page.height - page.top + 10
        right = self._setter.readable(self._paper.period or self._paper.organisation)
        room = page.text_width - family.width(right, HEAD_SIZE) - 20
        title = self._setter.readable(self._paper.title.replace("\n", ""))
        while title and family.width(title, HEAD_SIZE) > room:
            title = title[:-2] + "…"
        pen.text(page.left, y, title, family, HEAD_SIZE, SOFT_INK)
        end = page.left + page.text_width
        pen.text(end - family.width(right, HEAD_SIZE), y, right, family, HEAD_SIZE, SOFT_INK)
        pen.rule(page.left, y - 4, end, y - 4, 0.4, GRID)

    def _page_number(self, pen: Pen, number: int, total: int) -> None:
        page = self._page
        bottom = page.height - page.top - page.text_height
        if self._paper.page_numbers == "of-total":
            family = self._setter.family("sans")
            text = f"第 {number} 页 共 {total} 页"
            x = page.left + (page.text_width - family.width(text, FOOT_SIZE)) / 2
            pen.text(x, bottom - min(20.0, bottom * 0.6), text, family, FOOT_SIZE, SOFT_INK)
        elif self._paper.page_numbers == "dash":
            family = self._setter.family("song")
            text = f"— {number} —"
            x = page.left + DASH_SIZE
            if number % 2:
                x = page.left + page.text_width - DASH_SIZE - family.width(text, DASH_SIZE)
            pen.text(x, bottom - 7 * MM - MIDDLE_OF_DASH, text, family, DASH_SIZE, INK)

    def _watermark(self, pen: Pen) -> None:
        family = self._setter.family("sans-bold")
        text = self._setter.readable(self._paper.watermark)
        page = self._page
        size = min(120.0, page.text_width * 0.8 / max(family.width(text, 1), 0.1))
        a, b = cos(radians(35)), sin(radians(35))
        half = family.width(text, size) / 2
        x = page.width / 2 - a * half + b * size * 0.38
        y = page.height / 2 - b * half - a * size * 0.38
        parts = [f"BT {rgb(WATERMARK_INK)} rg {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x:.2f} {y:.2f} Tm"]
        for face, run in family.runs(text):
            embedded = self._embedding.of(face)
            parts.append(f"/{embedded.internal_name} {size:.2f} Tf <{embedded.encoded(run)}> Tj")
        pen.backdrop(" ".join([*parts, "ET"]))
