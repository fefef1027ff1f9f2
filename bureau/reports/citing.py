"""Numbers inside a text that stay tied to the figures they came from: ⟦market.cases|183⟧.

A citation carries the key of a figure and the words that it was last written with. It survives
joining, templates and storage as text; what is printed or shown is its words alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

OPENS, PARTS, CLOSES = "⟦", "|", "⟧"
_CITED: Final = re.compile(r"⟦([^⟦⟧|]+)\|([^⟦⟧]*)⟧")
_TIEABLE: Final = re.compile(r"[^⟦⟧|]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A number in a text: the figure's key, and the words that stand for it."""

    key: str
    words: str

    def __str__(self) -> str:
        return cite(self.key, self.words)


def cite(key: str, words: str) -> str:
    """The words, tied to a figure; nothing stays nothing.

    A key that somebody named with the signs of citations themselves can't be tied.
    """
    if not words or not _TIEABLE.fullmatch(key):
        return words
    return f"{OPENS}{key}{PARTS}{words}{CLOSES}"


def pieces(text: str) -> Iterator[str | Cited]:
    """The text in order: what somebody wrote, and the numbers between."""
    at = 0
    for found in _CITED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        yield Cited(found[1], found[2])
        at = found.end()
    if at < len(text):
        yield text[at:]


def cited(text: str) -> tuple[Cited, ...]:
    """The numbers of a text."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, Cited))


def plain(text: str) -> str:
    """The text as it is read, without keys."""
    return _CITED.sub(lambda found: found[2], text) if OPENS in text else text


def rewritten(text: str, words: Callable[[Cited], str]) -> str:
    """The text with other words in place of each citation, which may be citations themselves."""
    return _CITED.sub(lambda found: words(Cited(found[1], found[2])), text)


def recited(text: str, now: Mapping[str, str]) -> str:
    """The same text with the words that each figure has now; a figure that is gone keeps its own."""
    return rewritten(text, lambda one: cite(one.key, now.get(one.key, one.words)))


def changed(text: str, now: Mapping[str, str]) -> tuple[tuple[Cited, str], ...]:
    """Citations whose figure reads otherwise now, each with its new words."""
    return tuple(
        (one, now[one.key]) for one in cited(text) if one.key in now and now[one.key] != one.words
    )
