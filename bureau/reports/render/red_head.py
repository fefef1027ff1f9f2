"""The red head of official papers: of a document (文件格式) or of a letter (信函格式)."""

from __future__ import annotations

from bureau.reports.paper import Paper
from bureau.reports.render.layout import Box
from bureau.reports.render.pen import Pen
from bureau.reports.render.text import Setter
from bureau.reports.render.theme import A4_LONG, A4_SHORT, INK, MM, RED, Theme

ISSUER_SIZE, LETTER_SIZE = 48.0, 36.0
"""Of a short name; a longer one is as large as one line of it can be."""
ISSUER_DOWN, RULE_DOWN = 35 * MM, 4 * MM
"""From the top of the type area to the issuer, from the number to the rule (GB/T 9704)."""
LETTER_DOWN, LETTER_FOOT, LETTER_RULE = 30 * MM, 20 * MM, 170 * MM
"""From the sheet's edges to a letter's issuer and to its lower rule, and how wide its rules are."""
RED_RULE = 1.4
DOUBLE, FINE = 2.2, 0.7
"""The lines of a double rule; their middles are `APART`."""
APART = 3.0
UNDER_RULE = 7 / 8
"""From a letter's upper rule to its first line, in characters of the text."""
SIGNED_BY = "签发人："
ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.12
"""How far a character reaches over and below its baseline, in em."""


def issuer_size(issuer_width: float, room: float, *, letter: bool) -> float:
    """The size of the issuer's name, which is `issuer_width` em wide, on one line."""
    return min(LETTER_SIZE if letter else ISSUER_SIZE, room / max(issuer_width, 1))


def red_head(paper: Paper, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """What stands above the title, and two lines of white."""
    head = _letter_head if paper.letter else _document_head
    return [head(paper, theme, width, setter), Box(2 * theme.body.leading, is_gap=True)]


def _document_head(paper: Paper, theme: Theme, width: float, setter: Setter) -> Box:
    """The issuer on one line, its number two lines below, a rule 4 mm under that."""
    family = setter.family("title")
    issuer = setter.readable(paper.issuer)
    size = issuer_size(family.width(issuer, 1), width, letter=False)
    number_down = ISSUER_DOWN + size + 2.5 * theme.body.leading + theme.body.size / 2
    height = number_down + RULE_DOWN

    def draw(pen: Pen, x: float, top: float) -> None:
        _marks(pen, paper.marks, x, top - theme.body.leading, theme, setter)
        start = x + (width - family.width(issuer, size)) / 2
        pen.text(start, top - ISSUER_DOWN - size * ABOVE_BASELINE, issuer, family, size, RED)
        foot = theme.body.size * BELOW_BASELINE
        _number(pen, paper, x, top - number_down + foot, width, theme, setter)
        pen.rule(x, top - height, x + width, top - height, RED_RULE, RED)

    return Box(height, draw)


def _letter_head(paper: Paper, theme: Theme, width: float, setter: Setter) -> Box:
    """The issuer 30 mm below the sheet's edge over a double rule, marks and number beneath.

    Another double rule stands 20 mm above the lower edge. Both are wider than the type area.
    """
    family, body = setter.family("title"), setter.family(theme.body.role)
    issuer, number = setter.readable(paper.issuer), setter.readable(paper.number)
    size = issuer_size(family.width(issuer, 1), width, letter=True)
    rule_down = LETTER_DOWN + size + RULE_DOWN
    line_down = rule_down + theme.body.size * (UNDER_RULE + 1)
    lines = max(len(paper.marks), 1)
    height = line_down - theme.top * MM + (lines - 1) * theme.body.leading

    def draw(pen: Pen, x: float, _top: float) -> None:
        start = (A4_SHORT - family.width(issuer, size)) / 2
        above = A4_LONG - LETTER_DOWN - size * ABOVE_BASELINE
        pen.text(start, above, issuer, family, size, RED)
        left, right = (A4_SHORT - LETTER_RULE) / 2, (A4_SHORT + LETTER_RULE) / 2
        for y, other in ((A4_LONG - rule_down, -APART), (LETTER_FOOT, APART)):
            pen.rule(left, y, right, y, DOUBLE, RED)
            pen.rule(left, y + other, right, y + other, FINE, RED)
        foot = A4_LONG - line_down
        _marks(pen, paper.marks, x, foot, theme, setter)
        wide = body.width(number, theme.body.size)
        baseline = foot + theme.body.size * BELOW_BASELINE
        pen.text(x + width - wide, baseline, number, body, theme.body.size, INK)

    return Box(height, draw)


def _marks(
    pen: Pen, marks: tuple[str, ...], x: float, foot: float, theme: Theme, setter: Setter
) -> None:
    """密级 and 紧急程度 below each other, the first with its lower edge at `foot`."""
    family, size = setter.family("heading"), theme.body.size
    for number, mark in enumerate(marks):
        baseline = foot - number * theme.body.leading + size * BELOW_BASELINE
        pen.text(x, baseline, setter.readable(mark), family, size, INK)


def _number(
    pen: Pen, paper: Paper, x: float, baseline: float, width: float, theme: Theme, setter: Setter
) -> None:
    """The number in the middle; one character inside, opposite who signed, where it goes upwards."""
    family, size = setter.family(theme.body.role), theme.body.size
    number = setter.readable(paper.number)
    if not paper.signer:
        start = x + (width - family.width(number, size)) / 2
        pen.text(start, baseline, number, family, size, INK)
        return
    pen.text(x + size, baseline, number, family, size, INK)
    kai, name = setter.family("kai"), setter.readable(paper.signer)
    start = x + width - size - kai.width(name, size)
    pen.text(start, baseline, name, kai, size, INK)
    pen.text(start - family.width(SIGNED_BY, size), baseline, SIGNED_BY, family, size, INK)
