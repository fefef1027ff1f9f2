"""The front of a paper: title, who and when, and which rows a list holds."""

from __future__ import annotations

from dataclasses import replace

from bureau.reports.paper import Paper
from bureau.reports.render.breaking import break_lines
from bureau.reports.render.layout import Box
from bureau.reports.render.pen import Pen
from bureau.reports.render.red_head import red_head
from bureau.reports.render.text import Setter, paragraph
from bureau.reports.render.theme import (
    ACCENT,
    MIDDLE,
    MM,
    SOFT_INK,
    TextStyle,
    Theme,
)
from bureau.reports.render.titles import title_lines

COVER_DOWN = 40 * MM
"""From the top of the type area to the title of a cover."""


def front_boxes(paper: Paper, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """Title, subtitle and the line below; tied to what follows. Forms have mastheads instead."""
    if paper.form == "form":
        return []
    if paper.form == "slides":
        return _cover(paper, theme, width, setter)
    head = red_head(paper, theme, width, setter) if paper.issuer else []
    boxes = _title(paper, theme, width, setter)
    if boxes:
        boxes[0].bookmark = (0, paper.title.replace("\n", ""))
    if paper.subtitle:
        boxes.extend(paragraph(paper.subtitle, theme.subtitle, width, setter))
    if paper.form == "official":
        boxes.append(Box(theme.body.leading, is_gap=True))
    elif paper.organisation or paper.period:
        boxes.append(_imprint(paper, theme, width, setter))
    if paper.filter_note:
        boxes.extend(paragraph(paper.filter_note, theme.note, width, setter))
    boxes = [*head, *boxes]
    for box in boxes:
        box.keeps_next = True
    return boxes


def _cover(paper: Paper, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """The first slide: title and subtitle in the middle, who shows it and of when below."""
    boxes: list[Box] = [Box(COVER_DOWN), *_title(paper, theme, width, setter)]
    boxes[1].bookmark = (0, paper.title.replace("\n", ""))
    for text in filter(None, (paper.subtitle, paper.organisation, paper.period)):
        boxes.extend(paragraph(text, theme.subtitle, width, setter))
    return boxes


def _title(paper: Paper, theme: Theme, width: float, setter: Setter) -> list[Box]:
    """The title, its lines of like length so that it reads as a block."""
    text = setter.readable(paper.title)
    return paragraph(balanced(text, theme.title, width, setter), theme.title, width, setter)


def balanced(text: str, style: TextStyle, width: float, setter: Setter) -> str:
    """The text with line feeds added so that lines of like length break, between words if possible."""
    if "\n" in text:
        return "\n".join(balanced(part, style, width, setter) for part in text.split("\n"))
    advances = setter.family(style.role).advances
    room = width / style.size * 1000
    lines = break_lines(text, advances, room)
    if len(lines) < 2:
        return text
    if (worded := title_lines(text, len(lines), advances, room)) is not None:
        return "\n".join(worded)
    narrow = sum(line.width for line in lines) / len(lines)
    while narrow < room:
        tried = break_lines(text, advances, narrow)
        if len(tried) == len(lines):
            return "\n".join(line.text for line in tried)
        narrow += 500
    return text


def _imprint(paper: Paper, theme: Theme, width: float, setter: Setter) -> Box:
    """The issuing bureau on the left, the period on the right, above a rule."""
    style = replace(theme.subtitle, size=min(theme.subtitle.size, 12))
    family = setter.family(style.role)
    left, right = setter.readable(paper.organisation), setter.readable(paper.period)
    height = style.size * 2
    ruled = paper.form == "report"

    def draw(pen: Pen, x: float, top: float) -> None:
        baseline = top - height / 2 - MIDDLE * style.size
        pen.text(x, baseline, left, family, style.size, SOFT_INK)
        start = x + width - family.width(right, style.size)
        pen.text(start, baseline, right, family, style.size, SOFT_INK)
        if ruled:
            pen.rule(x, top - height, x + width, top - height, 1.2, ACCENT)

    return Box(height, draw, before=6 if ruled else 0)
