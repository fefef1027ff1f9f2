"""A chapter as text that a clerk writes in: headings, paragraphs, and marks where drafted tables stand.

A line is a paragraph; `## ` begins a heading, `> ` a small remark, ⟦block:案件分类统计表⟧ alone is the
place of a table or chart, which stays as it is drafted. Headings of the second level bear no numbers
here: printed, they are numbered in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bureau.reports.chapters import ORDINALS, numbered
from bureau.reports.citing import CLOSES, OPENS
from bureau.reports.paper import (
    Block,
    Chart,
    ChartRow,
    Heading,
    KeyFigures,
    Paragraph,
    ParagraphStyle,
    Photos,
    Table,
)

Kind = Literal["text", "heading", "block"]
NUMBERED: Final = 2
"""The level of headings that are numbered （一）（二）."""
STYLES: Final[Mapping[ParagraphStyle, str]] = {
    "body": "",
    "note": "> ",
    "lead": ">> ",
    "address": ">>> ",
    "enclosure": ">>>> ",
}
BLOCK: Final = re.compile(r"⟦block:([^⟦⟧|]+)⟧")
_HEADING: Final = re.compile(r"(#{2,3}) (.*)")
_STYLED: Final = re.compile(r"(>{1,4}) (.*)")
_ORDINAL: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_PERIOD: Final = re.compile(r"^\d{4}年(\d{1,2}月|第[一二三四]季度|[上下]半年|1—\d{1,2}月)?")
_RECENT: Final = re.compile(r"近\d+个月")
"""A chart of the last months has less of them in a folder that is young."""
ESCAPE: Final = "\\"
NEAR: Final = str.maketrans({OPENS: "〔", CLOSES: "〕"})
"""Brackets that would make a number or a table out of what somebody typed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of a chapter: words, a heading of a level, or the name of a drafted table or chart."""

    text: str
    kind: Kind = "text"
    level: int = NUMBERED
    style: ParagraphStyle = "body"

    def __str__(self) -> str:
        if self.kind == "block":
            return f"{OPENS}block:{self.text}{CLOSES}"
        if self.kind == "heading":
            return f"{'#' * self.level} {self.text}"
        mark = STYLES[self.style]
        plain = not mark and self.text.startswith(("#", ">", ESCAPE))
        return f"{ESCAPE if plain else mark}{self.text}"


def typed(text: str) -> str:
    """What somebody typed, with nothing in it that reads as a number or a table."""
    return text.translate(NEAR)


def passages(markup: str) -> Iterator[Passage]:
    """The lines of a chapter; empty ones say nothing."""
    styles = {mark.strip(): style for style, mark in STYLES.items()}
    for line in markup.split("\n"):
        if not line.strip():
            continue
        if found := BLOCK.fullmatch(line.strip()):
            yield Passage(found[1], "block")
        elif found := _HEADING.fullmatch(line):
            yield Passage(found[2], "heading", len(found[1]))
        elif found := _STYLED.fullmatch(line):
            yield Passage(found[2], style=styles[found[1]])
        else:
            yield Passage(line.removeprefix(ESCAPE))


def markup_of(lines: Iterable[Passage]) -> str:
    """The text that is kept."""
    return "\n".join(str(line) for line in lines)


def written(blocks: Sequence[Block]) -> str:
    """A drafted chapter as text to write in."""
    return markup_of(_passages_of(blocks))


def _passages_of(blocks: Sequence[Block]) -> Iterator[Passage]:
    called = {id(block): name for name, block in standing(blocks).items()}
    for block in blocks:
        if isinstance(block, Heading):
            text = block.text
            if block.level == NUMBERED:
                text = _ORDINAL.sub("", text, count=1)
            yield Passage(text, "heading", block.level)
        elif isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                yield Passage(line, style=block.style)
        else:
            yield Passage(called[id(block)], "block")


def standing(blocks: Sequence[Block]) -> dict[str, Block]:
    """What a chapter has beside text, under names that are the same in every period."""
    found: dict[str, Block] = {}
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            continue
        name = called(block)
        place = sum(1 for known in found if known.partition("（其")[0] == name) + 1
        found[name if place == 1 else f"{name}（其{place}）"] = block
    return found


def called(block: Block) -> str:
    """A table by its caption, else by its first columns; a chart by its title."""
    name = ""
    if isinstance(block, Table):
        heads = "、".join(one.title.replace("\n", "") for one in block.columns[:2])
        name = block.caption or f"{heads}表"
    elif isinstance(block, Chart):
        name = f"图：{block.title}" if block.title else "图"
    elif isinstance(block, ChartRow):
        name = f"图：{'、'.join(one.title for one in block.charts if one.title)}"
    elif isinstance(block, Photos):
        name = "照片"
    elif isinstance(block, KeyFigures):
        name = "主要数字"
    else:
        name = type(block).__name__
    name = typed(name).replace("|", "｜").replace("\n", "")
    return _RECENT.sub("近几个月", _PERIOD.sub("", name)) or "表"


def blocks_of(markup: str, live: Mapping[str, Block]) -> list[Block]:
    """The chapter as it is printed; a table that isn't drafted for the period is left out."""
    made: list[Block] = []
    headings = 0
    for line in passages(markup):
        if line.kind == "block":
            if line.text in live:
                made.append(live[line.text])
        elif line.kind == "heading":
            text = _ORDINAL.sub("", line.text, count=1) if line.level == NUMBERED else line.text
            if line.level == NUMBERED and headings < len(ORDINALS):
                text = numbered(headings, text, NUMBERED)
                headings += 1
            made.append(Heading(text, line.level))
        else:
            made.append(Paragraph(line.text, line.style))
    return made
