"""Forms as boxes: mastheads, tables to be filled in, the place of the seal, tables of contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bureau.reports.paper import Contents, FormCell, FormTable, Masthead, SealPlace
from bureau.reports.render.breaking import break_lines
from bureau.reports.render.front import balanced
from bureau.reports.render.layout import Box, Drawing
from bureau.reports.render.pen import Pen
from bureau.reports.render.tables import aligned
from bureau.reports.render.text import Setter, paragraph
from bureau.reports.render.theme import INK, MIDDLE, SOFT_INK, Theme

THIN, THICK = 0.6, 1.2
CELL_SIZE, CELL_PITCH, CELL_ROOM = 12.0, 18.0, 6.0
"""Type of a form's cells, from line to line, and white left and right of it."""
CELL_WHITE = 10.0
"""White above and below the lines of a cell, together."""
MOST_LINES = 30
"""A row with more lines is cut: so many surely fit on a page."""
NUMBER_SIZE, COPY_SIZE = 14.0, 10.5
SEAL_HEIGHT, SEAL_INSET = 82.0, 4
"""Room for a seal of 42 mm over name and day; the day stands so many characters from the edge."""
CONTENTS_WIDTHS = (10, 38, 36, 18, 10)
CONTENTS_HEADS = ("序号", "材料名称", "文号", "日期", "页次")


# -- masthead --------------------------------------------------------------------------------------


def masthead_boxes(block: Masthead, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """Bureau, title, number on the right, a rule below; tied to what follows."""
    boxes: list[Box] = [_copy_box(block, width, setter)] if block.copy else []
    boxes += paragraph(block.organisation, theme.subtitle, width, setter)
    title = balanced(setter.readable(block.title), theme.title, width, setter)
    boxes += paragraph(title, theme.title, width, setter)
    boxes.append(_number_box(block, width, setter))
    boxes[0].bookmark = (0, " ".join(filter(None, (block.title, block.number))))
    for box in boxes:
        box.keeps_next = True
    return boxes


def _copy_box(block: Masthead, width: float, setter: Setter) -> Box:
    family = setter.family("kai")
    text = setter.readable(block.copy)

    def draw(pen: Pen, x: float, top: float) -> None:
        start = x + width - family.width(text, COPY_SIZE)
        pen.text(start, top - COPY_SIZE, text, family, COPY_SIZE, SOFT_INK)

    return Box(COPY_SIZE * 1.4, draw)


def _number_box(block: Masthead, width: float, setter: Setter) -> Box:
    family = setter.family("body")
    text = setter.readable(block.number)
    height = NUMBER_SIZE * 1.9 if text else 8.0

    def draw(pen: Pen, x: float, top: float) -> None:
        start = x + width - family.width(text, NUMBER_SIZE)
        baseline = top - height / 2 - MIDDLE * NUMBER_SIZE
        pen.text(start, baseline, text, family, NUMBER_SIZE, INK)
        pen.rule(x, top - height, x + width, top - height, THICK, INK)

    return Box(height + 8.0, draw)


# -- tables to be filled in ------------------------------------------------------------------------


def form_boxes(block: FormTable, width: float, setter: Setter) -> list[Box]:
    """A box a row; rows with more lines than a page holds are cut."""
    whole = sum(block.weights)
    edges = [0.0]
    for weight in block.weights:
        edges.append(edges[-1] + width * weight / whole)
    boxes: list[Box] = []
    for row in block.rows:
        boxes += _form_row([_Cell(cell, edges, at, setter) for cell, at in _placed(row)])
    if boxes and not block.joined:
        # The first row draws its own upper rule, later ones share that of the row before.
        inner = boxes[0].draw

        def draw(pen: Pen, x: float, top: float) -> None:
            inner(pen, x, top)
            pen.rule(x, top, x + width, top, THIN, INK)

        boxes[0].draw = draw
        boxes[0].before = 4.0
    for box in boxes:
        box.head = Box(0, _upper_rule(width))
    for box in boxes[:-1] if block.whole else boxes[: len(boxes) > 1]:
        box.keeps_next = True
    return boxes


def _upper_rule(width: float) -> Drawing:
    """What a row draws above itself when a page begins with it."""

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.rule(x, top, x + width, top, THIN, INK)

    return draw


def _placed(row: Sequence[FormCell]) -> Iterator[tuple[FormCell, int]]:
    """Each cell with the column that it begins in."""
    at = 0
    for cell in row:
        yield cell, at
        at += cell.span


class _Cell:
    """A cell with its place and its broken lines."""

    def __init__(self, cell: FormCell, edges: Sequence[float], column: int, setter: Setter) -> None:
        self.cell = cell
        self.left, self.right = edges[column], edges[column + cell.span]
        self.family = setter.family("body")
        room = (self.right - self.left - 2 * CELL_ROOM) * 1000 / CELL_SIZE
        text = setter.readable(cell.text)
        broken = break_lines(text, self.family.advances, room + 1)
        self.lines = [(line.text, line.width * CELL_SIZE / 1000) for line in broken]
        self.foot = setter.readable(cell.foot)
        self.count = max(len(self.lines) + bool(self.foot), cell.lines)

    def draw(self, pen: Pen, x: float, top: float, height: float, start: int) -> None:
        """The lines from `start` on; the foot in the last part."""
        lines = self.lines[start : start + MOST_LINES]
        centred = self.cell.label or (self.cell.lines == 1 and not self.foot)
        down = (height - len(lines) * CELL_PITCH) / 2 if centred else CELL_WHITE / 2
        down += CELL_PITCH / 2 + MIDDLE * CELL_SIZE
        inner, outer = x + self.left + CELL_ROOM, x + self.right - CELL_ROOM
        for text, wide in lines:
            start_x = aligned(self.cell.alignment, inner, outer, wide)
            pen.text(start_x, top - down, text, self.family, CELL_SIZE, INK)
            down += CELL_PITCH
        if self.foot and start + MOST_LINES >= self.count:
            begin = outer - self.family.width(self.foot, CELL_SIZE)
            baseline = top - height + CELL_WHITE / 2 + CELL_PITCH / 2 - MIDDLE * CELL_SIZE
            pen.text(begin, baseline, self.foot, self.family, CELL_SIZE, INK)
        pen.rule(x + self.left, top, x + self.left, top - height, THIN, INK)


def _form_row(cells: Sequence[_Cell]) -> list[Box]:
    """One row as a box, or several where it is taller than a page."""
    tallest = max(cell.count for cell in cells)
    end = cells[-1].right

    def part(start: int) -> Box:
        height = min(tallest - start, MOST_LINES) * CELL_PITCH + CELL_WHITE

        def draw(pen: Pen, x: float, top: float) -> None:
            for cell in cells:
                cell.draw(pen, x, top, height, start)
            pen.rule(x + end, top, x + end, top - height, THIN, INK)
            pen.rule(x, top - height, x + end, top - height, THIN, INK)

        return Box(height, draw)

    return [part(start) for start in range(0, tallest, MOST_LINES)]


# -- seal and contents -----------------------------------------------------------------------------


def seal_box(block: SealPlace, theme: Theme, width: float, setter: Setter) -> Box:
    """Name centred over the day, the day four characters from the edge (GB/T 9704, with a seal)."""
    family, size, pitch = setter.family("body"), theme.body.size, theme.body.leading
    name, day, hint = map(setter.readable, (block.name, block.day, block.hint))

    def draw(pen: Pen, x: float, top: float) -> None:
        right = x + width - SEAL_INSET * size
        wide = family.width(day, size)
        middle = min(right - wide / 2, x + width - family.width(name, size) / 2)
        baseline = top - SEAL_HEIGHT + pitch + 8
        pen.text(middle - family.width(name, size) / 2, baseline, name, family, size, INK)
        pen.text(middle - wide / 2, baseline - pitch, day, family, size, INK)
        start = middle - family.width(hint, COPY_SIZE) / 2
        pen.text(start, baseline + pitch * 0.9, hint, family, COPY_SIZE, SOFT_INK)

    # Who signs for it below must not stand on a page without it.
    return Box(SEAL_HEIGHT, draw, keeps_next=True)


def contents_boxes(
    block: Contents, width: float, setter: Setter, pages_of: Mapping[str, int]
) -> list[Box]:
    """The lines of a table of contents; the pages are looked up when they are drawn."""
    heads = tuple(FormCell(head, label=True) for head in CONTENTS_HEADS)
    boxes = form_boxes(FormTable(CONTENTS_WIDTHS, (heads,)), width, setter)
    whole = sum(CONTENTS_WIDTHS)
    last = width * (whole - CONTENTS_WIDTHS[-1] / 2) / whole
    for number, line in enumerate(block.lines, 1):
        cells = (
            FormCell(str(number), label=True),
            FormCell(line.title),
            FormCell(line.number),
            FormCell(line.day, align="center"),
            FormCell(),
        )
        (row,) = form_boxes(FormTable(CONTENTS_WIDTHS, (cells,), joined=True), width, setter)
        row.draw = _with_page(row, line.anchor, last, setter, pages_of)
        boxes.append(row)
    return boxes


def _with_page(
    box: Box, anchor: str, middle: float, setter: Setter, pages_of: Mapping[str, int]
) -> Drawing:
    inner, height = box.draw, box.height
    family = setter.family("body")

    def draw(pen: Pen, x: float, top: float) -> None:
        inner(pen, x, top)
        text = str(pages_of[anchor]) if anchor in pages_of else ""
        start = x + middle - family.width(text, CELL_SIZE) / 2
        pen.text(start, top - height / 2 - MIDDLE * CELL_SIZE, text, family, CELL_SIZE, INK)

    return draw
