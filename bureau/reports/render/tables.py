"""Tables as boxes: columns measured and wrapped with cached character widths, one box a row."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bureau.reports.paper import Align, Column, Table
from bureau.reports.render.breaking import break_lines, measure
from bureau.reports.render.faces import Family
from bureau.reports.render.layout import Box, tie_to_previous
from bureau.reports.render.pen import Pen
from bureau.reports.render.text import Setter, paragraph
from bureau.reports.render.theme import (
    GRID,
    GRID_STRONG,
    HEAD_FILL,
    INK,
    MIDDLE,
    SOFT_INK,
    TOTAL_FILL,
    ZEBRA_FILL,
    TextStyle,
    Theme,
)
from bureau.reports.render.widths import LINE_EM, PADDING_EM, Contents, fits, fitted

THIN, THICK = 0.4, 1.0
SMALL = 345.0
"""Points: less than half an upright page, which is what keeping such a table whole leaves empty at most."""
SAMPLE_ROWS = 100

Lines = tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Grid:
    """A table's measures once its columns are fixed, and the cells broken so far."""

    columns: tuple[Column, ...]
    widths: list[float]
    size: float
    family: Family
    bold: Family
    cells: list[dict[str, Lines]]

    @property
    def padding(self) -> float:
        """White on the left and right of a cell."""
        return self.size * PADDING_EM

    @property
    def edges(self) -> list[float]:
        """Where the vertical rules stand, from the left edge of the table."""
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        return edges

    def lines(self, column: int, text: str) -> Lines:
        """The lines of a cell of the body."""
        broken = self.cells[column].get(text)
        if broken is None:
            broken = self.cells[column][text] = self._broken(column, text)
        return broken

    def _broken(self, column: int, text: str) -> Lines:
        advances = self.family.advances
        room = (self.widths[column] - 2 * self.padding) * 1000 / self.size
        if "\n" not in text:
            width = measure(text, advances)
            if width <= room + 1:
                return ((text, width),)
        return tuple((line.text, line.width) for line in break_lines(text, advances, room + 1))


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Python's search for dead cycles rests meanwhile.

    A long table makes only what lives until it is drawn; looking through all of it again and
    again took a third of the time at 10,000 rows, and more than its share beyond.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@no_search_for_garbage()
def table_boxes(table: Table, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """Caption, unit, head, rows, totals and note of a table."""
    rows = _readable_rows(table.rows, setter)
    totals = _readable_rows(table.totals, setter)
    grid = _grid(table, rows, totals, theme, width, setter)
    head = _head_box(grid)
    boxes = _caption(table, width, grid, setter)
    boxes.append(head)
    first = len(boxes)
    for number, row in enumerate(rows):
        fill = ZEBRA_FILL if table.zebra and number % 2 else ""
        boxes.extend(_row_boxes(grid, row, head if table.repeat_head else None, fill, theme))
    for row in totals:
        boxes.extend(_row_boxes(grid, row, head, TOTAL_FILL, theme, strong=True))
    if not rows and not totals:
        boxes.append(_empty_box(grid))
    _tie_ends(boxes, first)
    if table.note:
        tie_to_previous(boxes, 1)
        boxes.extend(paragraph(table.note, theme.note, width, setter))
    return boxes


def measured(table: Table, theme: Theme, width: float, setter: Setter) -> tuple[float, list[float]]:
    """The size of a table's texts and the widths of its columns, in points, as it is printed."""
    rows, totals = (_readable_rows(part, setter) for part in (table.rows, table.totals))
    grid = _grid(table, rows, totals, theme, width, setter)
    return grid.size, grid.widths


def holds(table: Table, width: float, size: float, setter: Setter) -> bool:
    """Whether a table's numbers and shortest texts stay whole in this width at this size.

    Columns whose widths were given are as they were wanted.
    """
    if all(column.weight for column in table.columns):
        return True
    rows, totals = (_readable_rows(part, setter) for part in (table.rows, table.totals))
    family, bold = setter.family("sans"), setter.family("sans-bold")
    return fits(_contents(table.columns, rows, totals, family, bold), width, size)


def _readable_rows(rows: Sequence[Sequence[str]], setter: Setter) -> list[Sequence[str]]:
    readable = setter.readable
    return [[readable(cell) for cell in row] for row in rows]


def _tie_ends(boxes: list[Box], first: int) -> None:
    """No row stands alone under a head, and the last row takes one before it along.

    A small table isn't cut at all.
    """
    small = sum(box.height for box in boxes) <= SMALL
    for box in boxes[: -1 if small else first]:
        box.keeps_next = True
    if len(boxes) - first > 1:
        boxes[first].keeps_next = True
        boxes[-2].keeps_next = True


def _grid(
    table: Table,
    rows: Sequence[Sequence[str]],
    totals: Sequence[Sequence[str]],
    theme: Theme,
    width: float,
    setter: Setter,
) -> Grid:
    columns = tuple(
        replace(one, title=setter.readable(one.title), group=setter.readable(one.group))
        for one in table.columns
    )
    family, bold = setter.family("sans"), setter.family("sans-bold")
    size = theme.table_size if table.size == "normal" else theme.compact_size
    contents = _contents(columns, rows, totals, family, bold)
    weights = [one.weight for one in columns]
    if all(weights):
        widths = [width * weight / sum(weights) for weight in weights]
    else:
        size, widths = fitted(contents, width, size, theme.smallest_size)
    return Grid(columns, widths, size, family, bold, [{} for _ in columns])


def _contents(
    columns: tuple[Column, ...],
    rows: Sequence[Sequence[str]],
    totals: Sequence[Sequence[str]],
    family: Family,
    bold: Family,
) -> Contents:
    heads = [measure(one.title, bold.advances) for one in columns]
    return Contents(
        columns,
        [heads, *([measure(cell, bold.advances) for cell in row] for row in totals)],
        _cell_widths(len(columns), rows, family),
        [[measure(cell, family.advances) for cell in row] for row in rows[:SAMPLE_ROWS]],
    )


def _cell_widths(count: int, rows: Sequence[Sequence[str]], family: Family) -> list[int]:
    """The width of each column's widest cell; equal texts are measured once."""
    advances = family.advances
    return [
        max(
            (
                measure(part, advances)
                for cell in {row[n] for row in rows}
                for part in cell.split("\n")
            ),
            default=0,
        )
        for n in range(count)
    ]


def _caption(table: Table, width: float, grid: Grid, setter: Setter) -> list[Box]:
    if not table.caption and not table.unit:
        return []
    caption = setter.readable(table.caption)
    unit = setter.readable(table.unit)
    size = grid.size + 0.5
    style = TextStyle("sans-bold", size, size * 1.9, centred=True)
    unit_text = f"单位：{unit}" if unit else ""
    plain = setter.family("sans")
    unit_width = plain.width(unit_text, size - 1.5)
    boxes = paragraph(caption, style, width, setter) or [Box(style.leading)]
    beside = grid.bold.width(caption, size) / 2 + unit_width + size < width / 2
    if unit and caption and not beside:
        boxes.append(Box(style.leading * 0.8))
    last = boxes[-1]
    draw_caption, height = last.draw, last.height

    def draw(pen: Pen, x: float, top: float) -> None:
        draw_caption(pen, x, top)
        baseline = top - height + 0.5 * size
        pen.text(x + width - unit_width, baseline, unit_text, plain, size - 1.5, SOFT_INK)

    last.draw = draw
    boxes[0].before = 6
    return boxes


def _row_boxes(
    grid: Grid,
    row: Sequence[str],
    head: Box | None,
    fill: str,
    theme: Theme,
    *,
    strong: bool = False,
) -> list[Box]:
    """One box, or several where the row is taller than a page."""
    family = grid.bold if strong else grid.family
    if strong:
        cells = [_strong_lines(grid, n, text) for n, text in enumerate(row)]
    else:
        cells = [grid.lines(n, text) for n, text in enumerate(row)]
    tallest = max(map(len, cells))
    limit = _lines_on_a_page(grid, theme)
    if tallest <= limit:
        return [_row_box(grid, cells, family, head, fill, tallest)]
    parts = ([cell[start : start + limit] for cell in cells] for start in range(0, tallest, limit))
    return [_row_box(grid, part, family, head, fill, max(map(len, part))) for part in parts]


def _lines_on_a_page(grid: Grid, theme: Theme) -> int:
    """Lines that surely fit under the repeated head, upright or across."""
    height = (210 - theme.top - theme.bottom) * 72 / 25.4
    return max(int(height * 0.75 / (grid.size * LINE_EM)), 4)


def _strong_lines(grid: Grid, column: int, text: str) -> Lines:
    room = (grid.widths[column] - 2 * grid.padding) * 1000 / grid.size
    broken = break_lines(text, grid.bold.advances, room + 1)
    return tuple((line.text, line.width) for line in broken)


def _row_box(
    grid: Grid, cells: list[Lines], family: Family, head: Box | None, fill: str, tallest: int
) -> Box:
    size, padding = grid.size, grid.padding
    pitch = size * LINE_EM
    height = tallest * pitch + size * 0.75
    edges = grid.edges

    def draw(pen: Pen, x: float, top: float) -> None:
        if fill:
            pen.area(x, top - height, edges[-1], height, fill)
        for n, column in enumerate(grid.columns):
            lines = cells[n]
            left, right = x + edges[n] + padding, x + edges[n + 1] - padding
            down = (height - len(lines) * pitch) / 2 + pitch / 2 + MIDDLE * size
            for text, width in lines:
                start = aligned(column.alignment, left, right, width * size / 1000)
                pen.text(start, top - down, text, family, size, INK)
                down += pitch
        _rules(pen, x, top, height, edges)

    return Box(height, draw, head=head)


def aligned(align: Align, left: float, right: float, width: float) -> float:
    """Where a text of this width begins."""
    if align == "left":
        return left
    return right - width if align == "right" else (left + right - width) / 2


def _rules(pen: Pen, x: float, top: float, height: float, edges: list[float]) -> None:
    bottom = top - height
    pen.rule(x, bottom, x + edges[-1], bottom, THIN, GRID)
    for edge in edges:
        pen.rule(x + edge, top, x + edge, bottom, THIN, GRID)


def _empty_box(grid: Grid) -> Box:
    text = "（没有符合条件的记录）"
    size, height = grid.size, grid.size * 3
    width = grid.edges[-1]

    def draw(pen: Pen, x: float, top: float) -> None:
        start = x + (width - grid.family.width(text, size)) / 2
        pen.text(start, top - height / 2 - MIDDLE * size, text, grid.family, size, SOFT_INK)
        _rules(pen, x, top, height, [0.0, width])

    return Box(height, draw)


def _head_box(grid: Grid) -> Box:
    """The head; columns of one group stand under a common cell."""
    size, pitch = grid.size, grid.size * LINE_EM
    grouped = any(column.group for column in grid.columns)
    titles = [
        _head_lines(grid, column.title, grid.widths[n]) for n, column in enumerate(grid.columns)
    ]
    spans = _spans(grid.columns)
    edges = grid.edges
    group_lines = {
        span: _head_lines(grid, grid.columns[span[0]].group, edges[span[1]] - edges[span[0]])
        for span in spans
        if grid.columns[span[0]].group
    }
    upper = 0.0
    if grouped:
        upper = max(map(len, group_lines.values())) * pitch + size * 0.7
    single = [lines for n, lines in enumerate(titles) if not grid.columns[n].group]
    under = [lines for n, lines in enumerate(titles) if grid.columns[n].group]
    lower = max((len(lines) for lines in under), default=0) * pitch + size * 0.7
    tallest = max((len(lines) for lines in single), default=0) * pitch + size * 0.9
    height = max(upper + lower, tallest) if grouped else tallest
    lower = height - upper

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.area(x, top - height, edges[-1], height, HEAD_FILL)
        for n, column in enumerate(grid.columns):
            cell_top, cell = (top - upper, lower) if column.group else (top, height)
            middle = x + (edges[n] + edges[n + 1]) / 2
            _centred(pen, grid, titles[n], middle, cell_top - cell / 2)
            pen.rule(x + edges[n], cell_top, x + edges[n], top - height, THIN, GRID)
        for (start, end), lines in group_lines.items():
            _centred(pen, grid, lines, x + (edges[start] + edges[end]) / 2, top - upper / 2)
            pen.rule(x + edges[start], top, x + edges[start], top - upper, THIN, GRID)
            pen.rule(x + edges[start], top - upper, x + edges[end], top - upper, THIN, GRID)
        pen.rule(x + edges[-1], top, x + edges[-1], top - height, THIN, GRID)
        pen.rule(x, top, x + edges[-1], top, THICK, GRID_STRONG)
        pen.rule(x, top - height, x + edges[-1], top - height, THIN, GRID_STRONG)

    return Box(height, draw, keeps_next=True)


def _spans(columns: tuple[Column, ...]) -> list[tuple[int, int]]:
    """Ranges of neighbouring columns with the same group."""
    spans: list[tuple[int, int]] = []
    for n, column in enumerate(columns):
        if spans and column.group and columns[spans[-1][0]].group == column.group:
            spans[-1] = (spans[-1][0], n + 1)
        else:
            spans.append((n, n + 1))
    return spans


def _head_lines(grid: Grid, title: str, width: float) -> Lines:
    """A heading broken so that its lines are of like length: 去年 / 同月, not 去年同 / 月."""
    advances = grid.bold.advances
    room = (width - grid.padding) * 1000 / grid.size + 1
    lines = break_lines(title, advances, room)
    if 1 < len(lines) <= 3 and "\n" not in title:
        even = max(measure(title, advances) / len(lines), 1000)
        while even < room:
            balanced = break_lines(title, advances, even)
            if len(balanced) == len(lines):
                lines = balanced
                break
            even += 250
    return tuple((line.text, line.width) for line in lines)


def _centred(pen: Pen, grid: Grid, lines: Lines, middle: float, centre: float) -> None:
    pitch, size = grid.size * LINE_EM, grid.size
    baseline = centre + (len(lines) - 1) * pitch / 2 - MIDDLE * size
    for text, width in lines:
        pen.text(middle - width * size / 2000, baseline, text, grid.bold, size, INK)
        baseline -= pitch
