"""Paragraphs and headings as boxes: broken into lines, justified, indented by characters."""

from __future__ import annotations

import re

from bureau.reports.render.breaking import HALF_WHITE, Line, break_lines
from bureau.reports.render.faces import Faces, Family, Role
from bureau.reports.render.layout import Box, Drawing
from bureau.reports.render.pen import Pen
from bureau.reports.render.theme import MIDDLE, TextStyle

# A line is stretched by at most this much of an em between two characters, else left ragged:
# wider gaps look loose, and programs that read PDFs take them for spaces inside words.
LARGEST_STRETCH = 0.09

_punctuation = re.compile(f"([{re.escape(HALF_WHITE)}])")
_label = re.compile(r"(附件：|　　　)(\d+[.．])?")
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
    """Share `slack` (points) so that the line ends at the margin: [(run, space after each)].

    Stretched between Chinese characters, never inside a word, and not by more than `limit`;
    squeezed after punctuation only, where there is white to give.
    """
    runs = _stretchable(text) if slack > 0 else _squeezable(text)
    gaps = sum(len(run) for run, gives in runs if gives)
    if runs and runs[-1][1]:
        gaps -= 1  # nothing stands after the last character
    if gaps < 1 or slack / gaps > limit:
        return [(text, 0.0)]
    share = slack / gaps
    return [(run, share if gives else 0.0) for run, gives in runs]


def _stretchable(text: str) -> list[tuple[str, bool]]:
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
    return runs


def _squeezable(text: str) -> list[tuple[str, bool]]:
    return [(part, part[0] in HALF_WHITE) for part in _punctuation.split(text) if part]


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
        room, inset = width / em * 1000, indent_chars * 1000
        squeezes = not style.centred
        lines = break_lines(part, family.advances, room, inset, squeezes=squeezes)
        for number, line in enumerate(lines):
            indent_width = indent_chars * em if number == 0 else 0.0
            box = Box(style.leading, _line_drawing(line, indent_width, width, family, style))
            box.keeps_next = len(lines) > 1 and number in (0, len(lines) - 2)
            boxes.append(box)
    boxes[0].before = style.space_before
    return boxes


def label_of(text: str) -> str:
    """What stands before the name of an enclosure: 附件：, 附件：1. or the room of it and 2."""
    found = _label.match(text)
    return found[0] if found is not None else ""


def enclosure(text: str, style: TextStyle, width: float, setter: Setter) -> list[Box]:
    """The name of an enclosure after its label, further lines under it; tied to what follows."""
    family, em = setter.family(style.role), style.size + style.tracking
    text = setter.readable(text)
    label = label_of(text)
    begin = style.indent_chars * em
    inset = begin + family.width(label, style.size) + style.tracking * len(label)
    down = style.leading / 2 + MIDDLE * style.size
    boxes: list[Box] = []
    for line in break_lines(text[len(label) :], family.advances, (width - inset) / em * 1000):
        box = Box(style.leading, _line_drawing(line, inset, width, family, style), keeps_next=True)
        boxes.append(box)
    if boxes:
        rest = boxes[0].draw

        def draw(pen: Pen, x: float, top: float) -> None:
            runs = [(label, style.tracking)]
            pen.spaced_text(x + begin, top - down, runs, family, style.size, style.colour)
            rest(pen, x, top)

        boxes[0].draw = draw
    return boxes


def _line_drawing(
    line: Line, indent: float, width: float, family: Family, style: TextStyle
) -> Drawing:
    natural = line.width * style.size / 1000
    left = indent
    runs = [(line.text, style.tracking)]
    if style.centred:
        left = (width - natural) / 2
    elif not line.ends_paragraph or natural > width - indent:
        slack = width - indent - natural - style.tracking * (len(line.text) - 1)
        if slack < 0 and line.text[-1] in HALF_WHITE:
            slack = min(slack + family.advances[line.text[-1]] * style.size / 2000, 0.0)
        spaced = stretch_runs(line.text, slack, LARGEST_STRETCH * style.size)
        runs = [(run, extra + style.tracking) for run, extra in spaced]
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
