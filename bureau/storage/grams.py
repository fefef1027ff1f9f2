"""Search text: how a record's words become overlapping pairs that SQLite's index can find."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

BREAKS = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    """Text as it is compared: full-width folded, lower case, runs of letters divided by one space."""
    return BREAKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def grams(text: str) -> str:
    """All overlapping pairs of normalised `text` and the last character of each run."""
    found: dict[str, None] = {}
    for run in text.split():
        for first, second in pairwise(run):
            found[first + second] = None
        found[run[-1]] = None
    return " ".join(found)


def gram_query(words: str) -> str | None:
    """The FTS5 query whose hits contain every pair of `words`; None when there is nothing to seek."""
    terms: dict[str, None] = {}
    for run in normal(words).split():
        if len(run) == 1:
            terms[f'"{run}"*'] = None
        for first, second in pairwise(run):
            terms[f'"{first}{second}"'] = None
    return " AND ".join(terms) or None
