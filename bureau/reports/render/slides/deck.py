"""A paper of the form `slides` as a .pptx file: a cover, then a slide after each page break."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import pptx
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.shapes.shapetree import SlideShapes
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Mm, Pt

from bureau.files import write_whole
from bureau.reports.paper import (
    Align,
    Block,
    Chart,
    ChartRow,
    Gap,
    Heading,
    KeyFigures,
    PageBreak,
    Paper,
    Paragraph,
    Photos,
    Table,
)
from bureau.reports.render.pictures import for_print
from bureau.reports.render.slides.charts import add_chart, heat_table
from bureau.reports.render.slides.elements import Area, colour, face
from bureau.reports.render.theme import (
    ACCENT,
    HEAD_FILL,
    INK,
    SLIDES,
    SOFT_INK,
    TOTAL_FILL,
    TextStyle,
    page_of,
)

CREATOR: Final = "城管台账"
EPOCH: Final = datetime(2000, 1, 1)
BEIJING: Final = timedelta(hours=8)
TITLE_ONLY: Final = 5
"""The layout of the plain template that has a title and nothing else."""
TITLE_HEIGHT: Final = 48.0
BETWEEN: Final = 14.0
ALIGNMENTS: Final[dict[Align, PP_ALIGN]] = {
    "left": PP_ALIGN.LEFT,
    "center": PP_ALIGN.CENTER,
    "right": PP_ALIGN.RIGHT,
}


def render_deck(paper: Paper, target: Path) -> None:
    """Writes the slides to a path in one step.

    Raises UserError or EnvironmentFault when the file can't be written; the old one is untouched.
    """
    write_whole(target, deck_bytes(paper))


def deck_bytes(paper: Paper) -> bytes:
    """The file's content."""
    shown = pptx.Presentation()
    page = page_of(SLIDES, "landscape")
    shown.slide_width, shown.slide_height = Pt(page.width), Pt(page.height)
    cover(shown, paper)
    for number, blocks in enumerate(slides_of(paper.blocks), 2):
        add_slide(shown, blocks, number, paper.watermark)
    about = shown.core_properties
    about.title, about.author = paper.title.replace("\n", ""), paper.author or paper.organisation
    about.last_modified_by, about.category = about.author, CREATOR
    about.created = about.modified = (paper.made_at or EPOCH) - BEIJING
    content = BytesIO()
    shown.save(content)
    return content.getvalue()


def slides_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """What stands on each slide."""
    slides: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, PageBreak):
            slides.append([])
        elif not isinstance(block, Gap):
            slides[-1].append(block)
    return [slide for slide in slides if slide]


def new_slide(shown: Presentation, title: str, area: Area, look: TextStyle) -> Slide:
    """A slide with its title as PowerPoint's outline lists it."""
    slide: Slide = shown.slides.add_slide(shown.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    assert place is not None
    place.left, place.top, place.width, place.height = area.emu
    place.text_frame.word_wrap = True
    say(place.text_frame, [(title, look)], align="center" if look.centred else "left")
    return slide


def cover(shown: Presentation, paper: Paper) -> None:
    """Title in the middle, who shows it and of when below, on a tinted edge."""
    page = page_of(SLIDES, "landscape")
    upper = Area(page.left, page.height * 0.26, page.text_width, 130)
    slide = new_slide(shown, paper.title, upper, SLIDES.title)
    bar(slide.shapes, Area(0, 0, page.width, 16))
    said = [one for one in (paper.subtitle, paper.organisation, paper.period) if one]
    lines = [(one, SLIDES.subtitle) for one in said]
    write(slide.shapes, lines, upper.below(150).upper(40 * len(said) or 1), align="center")


def add_slide(shown: Presentation, blocks: Sequence[Block], number: int, watermark: str) -> None:
    """Title, rule, then what it shows from above; charts and photos share what room is left."""
    page = page_of(SLIDES, "landscape")
    head = next((one for one in blocks if isinstance(one, Heading)), Heading(""))
    top = Area(page.left, page.top - 8, page.text_width, TITLE_HEIGHT)
    slide = new_slide(shown, head.text, top, SLIDES.heading(1))
    bar(slide.shapes, Area(page.left, top.top + TITLE_HEIGHT, page.text_width, 2))
    room = Area(
        page.left,
        top.top + TITLE_HEIGHT + BETWEEN,
        page.text_width,
        page.text_height - TITLE_HEIGHT - BETWEEN + 8,
    )
    rest = [one for one in blocks if one is not head]
    fixed = sum(height_of(one) + BETWEEN for one in rest)
    growing = sum(not height_of(one) for one in rest)
    share = max(room.height - fixed, 80) / growing - BETWEEN if growing else 0
    for block in rest:
        height = height_of(block) or share
        add(slide.shapes, block, room.upper(height))
        room = room.below(height + BETWEEN)
    foot = Area(page.left, page.height - 30, page.text_width, 20)
    small = TextStyle("sans", 10, 14, colour=SOFT_INK)
    words = " · ".join(filter(None, (watermark, str(number))))
    write(slide.shapes, [(words, small)], foot, align="right")


def height_of(block: Block) -> float:
    """Points that a block needs, 0 for one that takes what is left."""
    match block:
        case Heading(_, level):
            return SLIDES.heading(level).leading
        case Paragraph(text, style):
            look = look_of(style)
            per_line = page_of(SLIDES, "landscape").text_width / look.size
            lines = sum(-(-max(len(one), 1) // int(per_line)) for one in text.split("\n"))
            return lines * look.leading + look.space_before
        case Table():
            rows = len(block.rows) + len(block.totals) + 1 + any(one.group for one in block.columns)
            caption = SLIDES.note.leading if block.caption or block.unit else 0
            return rows * row_height(block) + caption
        case KeyFigures():
            return 96.0
    return 0.0


def row_height(block: Table) -> float:
    """Of one line in a table."""
    return (SLIDES.table_size if block.size == "normal" else SLIDES.compact_size) * 1.9


def look_of(style: str) -> TextStyle:
    """The look of a kind of paragraph."""
    return {"lead": SLIDES.lead, "note": SLIDES.note}.get(style, SLIDES.body)


def add(shapes: SlideShapes, block: Block, area: Area) -> None:
    """One block in its area."""
    match block:
        case Heading(text, level):
            write(shapes, [(text, SLIDES.heading(level))], area)
        case Paragraph(text, style):
            write(shapes, [(line, look_of(style)) for line in text.split("\n")], area)
        case Table():
            add_table(shapes, block, area)
        case Chart():
            add_charts(shapes, (block,), area)
        case ChartRow(charts):
            add_charts(shapes, charts, area)
        case Photos():
            add_photos(shapes, block, area)
        case KeyFigures(figures):
            for figure, part in zip(figures, area.columns(len(figures), BETWEEN), strict=True):
                big = TextStyle("sans-bold", 32, 42, colour=ACCENT)
                small = TextStyle("sans", 14, 20, colour=SOFT_INK)
                told = [(f"{figure.value}{figure.unit}", big), (figure.label, small)]
                write(shapes, [*told, (figure.change, small)], part, align="center")


def add_charts(shapes: SlideShapes, charts: Sequence[Chart], area: Area) -> None:
    """Charts beside each other."""
    drawn = [one for one in charts if not one.is_empty]
    for chart, part in zip(drawn, area.columns(max(len(drawn), 1), BETWEEN), strict=False):
        if chart.kind == "heat":
            add_table(shapes, heat_table(chart), part)
        else:
            add_chart(shapes, chart, part)


def add_table(shapes: SlideShapes, block: Table, area: Area) -> None:
    """A table of PowerPoint's own; its caption and unit above."""
    if block.caption or block.unit:
        unit = f"单位：{block.unit}" if block.unit else ""
        words = "　".join(filter(None, (block.caption, unit)))
        write(shapes, [(words, SLIDES.note)], area.upper(SLIDES.note.leading))
        area = area.below(SLIDES.note.leading)
    rows = [tuple(title_of(one.group, one.title) for one in block.columns)]
    rows += [tuple(row) for row in (*block.rows, *block.totals)]
    high = row_height(block)
    frame = shapes.add_table(len(rows), len(block.columns), *area.upper(high * len(rows)).emu)
    table = frame.table
    size = SLIDES.table_size if block.size == "normal" else SLIDES.compact_size
    shares = [
        float(column.weight) or 1 + min(max(len(row[at]) for row in rows), 14)
        for at, column in enumerate(block.columns)
    ]
    for at, share in enumerate(shares):
        table.columns[at].width = Pt(area.width * share / sum(shares))
    for number, texts in enumerate(rows):
        table.rows[number].height = Pt(high)
        total = bool(block.totals) and number > len(block.rows)
        fill = HEAD_FILL if not number else TOTAL_FILL if total else "#ffffff"
        for cell, column, text in zip(table.rows[number].cells, block.columns, texts, strict=True):
            bold = not number or total
            look = TextStyle("sans-bold" if bold else "sans", size, size * 1.3, colour=INK)
            fill_cell(cell, text, look, "center" if not number else column.alignment, fill)


def title_of(group: str, title: str) -> str:
    """A column's title with its upper one."""
    return f"{group}\n{title}" if group else title


def fill_cell(cell: _Cell, text: str, look: TextStyle, align: Align, fill: str) -> None:
    """What a cell says, on its ground."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Pt(5)
    cell.margin_top = cell.margin_bottom = Pt(2)
    say(cell.text_frame, [(line, look) for line in text.split("\n")], align=align)


def add_photos(shapes: SlideShapes, block: Photos, area: Area) -> None:
    """Photos beside each other with their words; an empty frame says only its words."""
    words = SLIDES.note.leading + 4
    across = min(block.per_row, len(block.photos)) or 1
    for photo, part in zip(block.photos, area.columns(across, BETWEEN), strict=False):
        place = part.upper(part.height - words)
        made = None
        if photo.path is not None:
            made = for_print(photo.path, place.width, place.height, photo.turn)
        if made is None:
            frame = shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu)
            frame.fill.solid()
            frame.fill.fore_color.rgb = colour("#f1f5fa")
            frame.line.color.rgb = colour("#a4adb9")
        else:
            content, wide, high = made
            left = place.left + (place.width - wide) / 2
            top = place.top + (place.height - high) / 2
            shapes.add_picture(BytesIO(content), *Area(left, top, wide, high).emu)
        below = part.below(part.height - words)
        write(shapes, [(photo.caption, SLIDES.note)], below, align="center")


def bar(shapes: SlideShapes, area: Area) -> None:
    """A coloured strip."""
    made = shapes.add_shape(MSO_SHAPE.RECTANGLE, *area.emu)
    made.fill.solid()
    made.fill.fore_color.rgb = colour(ACCENT)
    made.line.fill.background()


def write(
    shapes: SlideShapes,
    lines: Sequence[tuple[str, TextStyle]],
    area: Area,
    *,
    align: Align = "left",
) -> None:
    """Lines of text in an area of their own."""
    box = shapes.add_textbox(*area.emu)
    box.text_frame.word_wrap = True
    for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
        setattr(box.text_frame, side, Mm(0))
    say(box.text_frame, lines, align=align)


def say(frame: TextFrame, lines: Sequence[tuple[str, TextStyle]], *, align: Align) -> None:
    """The lines, one paragraph each."""
    for number, (text, look) in enumerate(lines):
        line = frame.paragraphs[0] if not number else frame.add_paragraph()
        line.alignment = ALIGNMENTS[align]
        line.line_spacing = Pt(look.leading)
        for part, words in enumerate(text.split("\n")):
            if part:
                line.add_line_break()
            run = line.add_run()
            run.text = words
            run.font.size = Pt(look.size)
            run.font.bold = look.role == "sans-bold"
            run.font.color.rgb = colour(look.colour)
            face(run.font)
