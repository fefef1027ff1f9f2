"""Stack boxes into pages: what belongs together stays together, table heads repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bureau.reports.render.pen import Pen

# Draws with the left edge of the type area and the top of the box, in points from below.
Drawing = Callable[[Pen, float, float], None]

# A hair of room against rounding when heights are added up.
TOLERANCE = 0.01


def draw_nothing(_pen: Pen, _left: float, _top: float) -> None:
    """An empty box."""


@dataclass(slots=True)
class Box:
    """Something that isn't cut: its height, the gap before it, and how it is drawn.

    `keeps_next` ties it to the following box. `head` is drawn again when a page begins with
    this box. `bookmark` is (level, text); `anchor` names the place for a table of contents.
    """

    height: float
    draw: Drawing = draw_nothing
    before: float = 0
    keeps_next: bool = False
    head: Box | None = None
    bookmark: tuple[int, str] | None = None
    begins_page: bool = False
    is_gap: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and how far its top is from the top of the type area."""

    box: Box
    down: float


def tie_to_previous(boxes: Sequence[Box], rows: int = 2) -> None:
    """Make what follows stay with the last `rows` boxes (gaps are tied too, not counted)."""
    for box in reversed(boxes):
        if rows == 0 or box.begins_page:
            return
        box.keeps_next = True
        rows -= not box.is_gap


def paginate(boxes: Sequence[Box], room: float) -> list[list[Placed]]:
    """The boxes on pages of height `room`; a tied group moves on as a whole when it can."""
    pages: list[list[Placed]] = [[]]
    down = 0.0
    at = 0
    while at < len(boxes):
        end = at
        while boxes[end].keeps_next and end + 1 < len(boxes) and not boxes[end + 1].begins_page:
            end += 1
        group = boxes[at : end + 1]
        at = end + 1
        head = group[0].head.height if group[0].head else 0.0
        wanted = sum(box.height + box.before for box in group)
        fits_a_page = wanted - group[0].before + head <= room + TOLERANCE
        overflows = fits_a_page and down + wanted > room + TOLERANCE
        if pages[-1] and (overflows or group[0].begins_page):
            pages.append([])
            down = 0.0
        for box in group:
            gap = box.before if pages[-1] else 0.0
            if pages[-1] and down + gap + box.height > room + TOLERANCE:
                pages.append([])
                down = gap = 0.0
            if not pages[-1]:
                if box.is_gap:
                    continue
                if box.head is not None and len(pages) > 1:
                    pages[-1].append(Placed(box.head, 0.0))
                    down = box.head.height
            pages[-1].append(Placed(box, down + gap))
            down += gap + box.height
    return pages


def anchored(pages: list[list[Placed]]) -> dict[str, int]:
    """The page, counted from 1, of each anchor."""
    return {
        placed.box.anchor: number
        for number, page in enumerate(pages, 1)
        for placed in page
        if placed.box.anchor
    }
