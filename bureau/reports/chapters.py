"""The chapters of a paper: those that have something to say, numbered 一、二、… in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bureau.reports.paper import Block, Heading

ORDINALS: Final = (*"一二三四五六七八九十", "十一", "十二")


def numbered(position: int, title: str, level: int) -> str:
    """一、 at level 1, （一） at level 2."""
    ordinal = ORDINALS[position]
    return f"{ordinal}、{title}" if level == 1 else f"（{ordinal}）{title}"


def sections(parts: Sequence[tuple[str, Sequence[Block]]], level: int) -> list[Block]:
    """Titles with their blocks under a level, numbered in turn."""
    return [
        block
        for position, (title, blocks) in enumerate(parts)
        for block in (Heading(numbered(position, title, level), level), *blocks)
    ]


def numbered_chapters(parts: Sequence[tuple[str, list[Block]]]) -> list[Block]:
    """Titles with their blocks; a part without blocks is left out and takes no number."""
    return sections([(title, blocks) for title, blocks in parts if blocks], 1)
