"""Search text: how a record's words become overlapping pairs that SQLite's index can find."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from operator import add

BREAKS = re.compile(r"[\W_]+")
REMEMBERED = 20_000
LONGEST_REMEMBERED = 40
"""Names of towns, classes and units come again and again; long texts hardly ever do."""


def normal(text: str) -> str:
    """Text as it is compared: full-width folded, lower case, runs of letters divided by one space."""
    parts = [
        known_normal(part) if len(part) <= LONGEST_REMEMBERED else plain_normal(part)
        for part in text.split(" ")
    ]
    return " ".join([part for part in parts if part])


def plain_normal(text: str) -> str:
    """The same, thought out anew."""
    return BREAKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


known_normal = lru_cache(REMEMBERED)(plain_normal)


def grams(text: str) -> str:
    """All overlapping pairs of normalised `text` and the last character of each run.

    Pairs that come twice are named twice; the index keeps them once.
    """
    return " ".join(
        [known_pairs(run) if len(run) <= LONGEST_REMEMBERED else pairs(run) for run in text.split()]
    )


def pairs(run: str) -> str:
    """The pairs of one run and its last character."""
    return " ".join([*map(add, run, run[1:]), run[-1]])


known_pairs = lru_cache(REMEMBERED)(pairs)


def gram_query(words: str) -> str | None:
    """The FTS5 query whose hits contain every pair of `words`; None when there is nothing to seek."""
    terms: dict[str, None] = {}
    for run in normal(words).split():
        if len(run) == 1:
            terms[f'"{run}"*'] = None
        for first, second in pairwise(run):
            terms[f'"{first}{second}"'] = None
    return " AND ".join(terms) or None
