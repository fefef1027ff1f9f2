"""Paragraphs and headings as boxes: broken into lines, justified, indented by characters."""

from __future__ import annotations

import re

from bureau.reports.render.breaking import Line, break_lines
from bureau.reports.render.faces import Faces, Family, Role
from bureau.reports.render.layout import Box, Drawing
from bureau.reports.render.pen import Pen
from bureau.reports.render.theme import MIDDLE, TextStyle

# A line is stretched by at most this much of an em between two characters, else left ragged.
LARGEST_STRETCH = 0.3

_western = re.compile(r"[!-~\u00a1-\u02ff\u0370-\u045f]+")


class Setter:
    """The fonts of one document, and the characters that no face had."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.missing: set[str] = set()

    def family(self, role: Role) -> Family:
        """The family that prints this role."""
        return self.faces.family(role)

    def readable(self, text: str) -> str:
        """The text with every unprintable character named instead."""
        return self.faces.readable(text, self.missing)


def stretch_runs(text: str, slack: float, limit: float) -> list[tuple[str, float]]:
    """Cut `text` so that `slack` is shared between Chinese characters, never inside a word."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for word in _western.finditer(text):
        if word.start() > at:
            runs.append((text[at : word.start()], True))
        if word.end() - word.start() > 1:
            runs.append((text[word.start() : word.end() - 1], False))
        runs.append((text[word.end() - 1 : word.end()], True))
        at = word.end()
    if at < len(text):
        runs.append((text[at:], True))
    gaps = sum(len(run) for run, stretches in runs if stretches) - 1
    if gaps < 1 or slack / gaps > limit:
        return [(text, 0.0)]
    share = slack / gaps
    return [(run, share if stretches else 0.0) for run, stretches in runs]


def paragraph(
    text: str, style: TextStyle, width: float, setter: Setter, *, indent: bool = True
) -> list[Box]:
    """A box for each line; the first two and the last two lines stay together."""
    family = setter.family(style.role)
    text = setter.readable(text).strip("\n")
    if not text.strip():
        return []
    em = style.size + style.tracking
    indent_chars = style.indent_chars if indent else 0
    boxes: list[Box] = []
    for part in text.split("\n"):
        lines = break_lines(part, family.advances, width / em * 1000, indent_chars * 1000)
        for number, line in enumerate(lines):
            inset = indent_chars * em if number == 0 else 0.0
            box = Box(style.leading, _line_drawing(line, inset, width, family, style))
            box.keeps_next = len(lines) > 1 and number in (0, len(lines) - 2)
            boxes.append(box)
    boxes[0].before = style.space_before
    return boxes


def _line_drawing(
    line: Line, indent: float, width: float, family: Family, style: TextStyle
) -> Drawing:
    natural = line.width * style.size / 1000
    left = indent
    runs = [(line.text, style.tracking)]
    if style.centred:
        left = (width - natural) / 2
    elif not line.ends_paragraph:
        slack = width - indent - natural
        runs = stretch_runs(line.text, slack, LARGEST_STRETCH * style.size)
    down = style.leading / 2 + MIDDLE * style.size

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.spaced_text(x + left, top - down, runs, family, style.size, style.colour)

    return draw


def heading(text: str, level: int, style: TextStyle, width: float, setter: Setter) -> list[Box]:
    """The lines of a heading, tied to what follows and entered in the bookmarks."""
    boxes = paragraph(text, style, width, setter)
    for box in boxes:
        box.keeps_next = True
    if boxes:
        boxes[0].bookmark = (level, text.strip())
    return boxes
