"""Titles, sentences and paragraphs as every report of the bureau writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, Paragraph

ONE_LINE = 20
"""Characters of a title that stand on one line."""


def title_of(letterhead: Letterhead, name: str) -> str:
    """Bureau and name, on two lines where one would break in the middle of a date."""
    between = "\n" if len(letterhead.bureau) + len(name) > ONE_LINE else ""
    return f"{letterhead.bureau}{between}{name}"


def sentence(parts: Iterable[str]) -> str:
    """The parts that say something, with commas between and a full stop at the end."""
    said = [part for part in parts if part]
    return f"{'，'.join(said)}。" if said else ""


def paragraphs(texts: Sequence[str]) -> list[Block]:
    """Body text, without the paragraphs that have nothing to say."""
    return [Paragraph(text) for text in texts if text]
