"""Search text: how a record's words become overlapping pairs and fours that SQLite's index finds."""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Sequence
from itertools import pairwise
from operator import add

BREAKS = re.compile(r"[\W_]+")
BREAKS_IN_LINE = re.compile(r" *[^\w\n ][^\w\n]*| {2,}")
STRETCHES = re.compile("[0-9a-z]{4,}")
STOPS = "，。、；：？！（）_"
"""What Chinese sentences are divided by; folding would do it too, at thirty times the cost."""
POINTS = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
"""Code points as whole numbers of four bytes, in the order of this machine."""


def normal(text: str) -> str:
    """Text as it is compared: full-width folded, lower case, runs of letters divided by one space."""
    return BREAKS.sub(" ", folded(text)).strip()


def folded(text: str) -> str:
    """One form for what is the same word; most texts have it already but for the case."""
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def normal_all(texts: Sequence[str]) -> list[str]:
    """`normal` of many texts; the steps that can are taken over all their characters at once."""
    joined = "\n".join([text.replace("\n", " ") for text in texts])
    for stop in STOPS:
        joined = joined.replace(stop, " ")
    lines = "\n".join([folded(line) for line in joined.split("\n")])
    words = BREAKS_IN_LINE.sub(" ", lines.replace("_", " "))
    return [line.strip() for line in words.split("\n")][: len(texts)]


def grams(text: str) -> str:
    """What normalised `text` is found by: all overlapping pairs, and the last character of each run.

    Numbers are made of ten digits only, so that pairs of them meet in many records that hold
    another number; stretches of digits and Latin letters are found by fours as well. What comes
    twice is named twice; the index keeps it once.
    """
    pairs = [" ".join([*map(add, run, run[1:]), run[-1]]) for run in text.split()]
    return " ".join([*pairs, *fours(text)])


def fours(text: str) -> list[str]:
    """All overlapping fours of digits and Latin letters."""
    return [
        stretch[start : start + 4]
        for stretch in STRETCHES.findall(text)
        for start in range(len(stretch) - 3)
    ]


def grams_all(texts: Sequence[str]) -> list[str]:
    """`grams` of many normalised texts, but for the number of spaces, in one go.

    Each character is written down with its successor and a space: `ab cd` as `ab`, `b `, ` c`,
    `cd`, `d `. So what follows three spaces, or begins a line, is the first character of a run by
    itself, which goes out again.
    """
    points = array("I", f"\n{chr(10).join(texts)}".encode(POINTS))
    written = array("I", " ".encode(POINTS)) * (3 * len(points))
    written[0::3] = points
    written[1:-3:3] = points[1:]
    lines = written.tobytes().decode(POINTS).split("\n")[1::2]
    return [
        " ".join([*[run[1:] for run in line.split("   ")], *fours(text)])
        for line, text in zip(lines, texts, strict=False)
    ]


def gram_query(words: str) -> str | None:
    """The FTS5 query whose hits contain every pair or four of `words`; None when there is nothing to seek."""
    terms: dict[str, None] = {}
    for run in normal(words).split():
        if len(run) == 1:
            terms[f'"{run}"*'] = None
        by_fours = [found.span() for found in STRETCHES.finditer(run)]
        for four in fours(run):
            terms[f'"{four}"'] = None
        for start, (first, second) in enumerate(pairwise(run)):
            if not any(left <= start < right - 1 for left, right in by_fours):
                terms[f'"{first}{second}"'] = None
    return " AND ".join(terms) or None
