"""The chapters of a paper: those that have something to say, numbered 一、二、… in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bureau.reports.paper import Block, Heading

ORDINALS: Final = (*"一二三四五六七八九十", "十一", "十二")


def numbered_chapters(parts: Sequence[tuple[str, list[Block]]]) -> list[Block]:
    """Titles with their blocks; a part without blocks is left out and takes no number."""
    written = [(title, blocks) for title, blocks in parts if blocks]
    return [
        block
        for ordinal, (title, blocks) in zip(ORDINALS, written, strict=False)
        for block in (Heading(f"{ordinal}、{title}"), *blocks)
    ]
