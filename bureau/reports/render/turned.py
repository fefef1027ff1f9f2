"""Tables too wide for an upright page, on pages of their own that are turned (GB/T 9704).

The head stands on the left: on odd pages that is the binding edge, on even ones the cutting edge.
The sheet and its number stay upright.
"""

from __future__ import annotations

from collections.abc import Sequence

from bureau.reports.paper import Table
from bureau.reports.render.layout import Box, Drawing, Placed, paginate
from bureau.reports.render.pen import Pen
from bureau.reports.render.tables import holds, table_boxes
from bureau.reports.render.text import Setter, paragraph
from bureau.reports.render.theme import Page, Theme

LEGIBLE = 9.0
"""小五: smaller than that nothing is set upright that fits when turned."""


def needs_turning(table: Table, theme: Theme, page: Page, setter: Setter) -> bool:
    """Whether a table is legible only when the page is turned."""
    if page.width > page.height or holds(table, page.text_width, LEGIBLE, setter):
        return False
    return holds(table, page.text_height, theme.smallest_size, setter)


def pointer(table: Table) -> str:
    """What stands where the table would: 各镇街考核成绩见下页。"""
    return f"{table.caption or '表格'}见下页。"


def turned_boxes(
    table: Table, theme: Theme, page: Page, setter: Setter, boxes: Sequence[Box]
) -> list[Box]:
    """One box for each turned page; a heading that would stay behind alone is followed by a line."""
    made: list[Box] = []
    if boxes and boxes[-1].keeps_next:
        made += paragraph(pointer(table), theme.body, page.text_width, setter)
    laid = paginate(table_boxes(table, theme, page.text_height, setter), page.text_width)
    for placed in laid:
        made.append(Box(page.text_height, _turned(placed, page), begins_page=True))
    return made


def _turned(placed: Sequence[Placed], page: Page) -> Drawing:
    def draw(pen: Pen, left: float, top: float) -> None:
        flat = pen.blank()
        for one in placed:
            one.box.draw(flat, 0, -one.down)
        move = f"0 1 -1 0 {left:.2f} {top - page.text_height:.2f} cm"
        pen.operators("\n".join(("q", move, *flat.code(), "Q")))

    return draw
