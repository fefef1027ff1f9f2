"""The colophon (版记) of official papers, at the foot of their last page, which is an even one."""

from __future__ import annotations

from bureau.reports.paper import Colophon
from bureau.reports.render.breaking import break_lines
from bureau.reports.render.layout import TOLERANCE, Box, Placed
from bureau.reports.render.pen import Pen
from bureau.reports.render.text import Setter
from bureau.reports.render.theme import INK, MIDDLE, MM, Theme

SIZE = 14.0
"""四号; the lines begin and end one such character inside the type area."""
THICK, THIN = round(0.35 * MM, 2), round(0.25 * MM, 2)
COPIES = "抄送："


def colophon_box(colophon: Colophon, theme: Theme, width: float, setter: Setter) -> Box:
    """The lines between two thick rules, a thin one under those who get a copy (GB/T 9704)."""
    family, pitch = setter.family("body"), theme.body.leading
    issuer, day, copies = map(
        setter.readable, (colophon.issuer, f"{colophon.day}印发", colophon.copies)
    )
    label = family.width(COPIES, SIZE)
    inner = width - 2 * SIZE
    day_width = family.width(day, SIZE)

    def broken(text: str, room: float) -> list[str]:
        lines = break_lines(text, family.advances, room * 1000 / SIZE) if text else []
        return [line.text for line in lines]

    named = broken(copies, inner - label)
    issuing = broken(issuer, inner - day_width - SIZE)
    height = pitch * (len(named) + len(issuing))

    def draw(pen: Pen, x: float, top: float) -> None:
        left = x + SIZE
        baseline = top - pitch / 2 - MIDDLE * SIZE
        pen.rule(x, top, x + width, top, THICK, INK)
        if named:
            between = top - pitch * len(named)
            pen.text(left, baseline, COPIES, family, SIZE, INK)
            pen.rule(x, between, x + width, between, THIN, INK)
        for line in named:
            pen.text(left + label, baseline, line, family, SIZE, INK)
            baseline -= pitch
        for line in issuing:
            pen.text(left, baseline, line, family, SIZE, INK)
            baseline -= pitch
        pen.text(left + inner - day_width, baseline + pitch, day, family, SIZE, INK)
        pen.rule(x, top - height, x + width, top - height, THICK, INK)

    # A line of white, so that the rule doesn't seem to belong to what is above.
    return Box(height, draw, before=pitch)


def letter_end(copies: str, theme: Theme, width: float, setter: Setter) -> Box:
    """Who gets a copy of a letter (信函格式): without rules and without who printed it."""
    family, pitch = setter.family("body"), theme.body.leading
    label = family.width(COPIES, SIZE)
    room = (width - 2 * SIZE - label) * 1000 / SIZE
    named = [line.text for line in break_lines(setter.readable(copies), family.advances, room)]

    def draw(pen: Pen, x: float, top: float) -> None:
        baseline = top - pitch / 2 - MIDDLE * SIZE
        pen.text(x + SIZE, baseline, COPIES, family, SIZE, INK)
        for line in named:
            pen.text(x + SIZE + label, baseline, line, family, SIZE, INK)
            baseline -= pitch

    return Box(pitch * len(named), draw, before=pitch)


def end_with(pages: list[list[Placed]], box: Box, room: float, *, even: bool = True) -> int:
    """Puts the box at the foot of the last even page; how many pages bear a number.

    A paper that ends on an odd page, or leaves no room, gets pages more. The standard numbers
    neither the empty page before a colophon nor then the colophon's own. A letter's end stands on
    its last page, whichever that is (not `even`).
    """
    down = room - box.height
    filled = max((one.down + one.box.height for one in pages[-1] if not one.box.is_gap), default=0)
    numbered = len(pages)
    full = filled + box.before > down + TOLERANCE
    if (even and len(pages) % 2) or (full and not even):
        pages.append([])
        numbered += 1
    elif full:
        pages.extend(([], []))
    pages[-1].append(Placed(box, down))
    return numbered
