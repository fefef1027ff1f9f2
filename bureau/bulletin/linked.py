"""The numbers of a written text beside the figures as they are: changed, gone, typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bureau.bulletin.passages import BLOCK
from bureau.reports.change import NONE
from bureau.reports.citing import Cited, cite, pieces, rewritten
from bureau.reports.named import AT, VARIANTS

if TYPE_CHECKING:
    from bureau.reports.named import Numbers

TYPED: Final = "="
"""The key of a number that stands as it was typed, which somebody has looked at."""
State = Literal["same", "changed", "silent", "gone", "typed", "unlinked"]
STATES: Final = {
    "changed": "数字有变化",
    "silent": "本期没有可比的数",
    "gone": "本期没有这个数",
    "unlinked": "没有关联数字",
}
"""What is told of a number, for those that somebody has to look at."""
NEEDS_LOOK: Final = frozenset(STATES)
_DIGITS: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?[%％‰]?")
_ENUMERATED: Final = re.compile(r"^\s*[（(]?\d{1,2}[）)．.、]")
_ENDS: Final = ("，", "。", "；", "、")


@dataclass(frozen=True, slots=True)
class Finding:
    """A number of a text that somebody has to look at; `now` is what its figure reads."""

    state: State
    key: str
    title: str
    words: str
    now: str = ""


def state_of(one: Cited, numbers: Numbers) -> tuple[State, str]:
    """How a linked number stands, and what its figure reads now."""
    if one.key == TYPED:
        return "typed", one.words
    now = numbers.text(one.key)
    if now is None:
        return "gone", ""
    if not now:
        return "silent", ""
    return ("same" if now == one.words else "changed"), now


def title_of(reference: str, numbers: Numbers) -> str:
    """市容秩序·发现案件（环比）, for a figure by its key."""
    key, _, variant = reference.partition(AT)
    found = numbers.get(key)
    if found is None:
        return reference
    place = "·".join((*found.group[:1], found.title))
    return f"{place}（{VARIANTS[variant]}）" if VARIANTS.get(variant) and variant else place


def digits(text: str) -> Iterator[tuple[int, str]]:
    """Numbers written as plain text, each with its place; the number of a list's line is none."""
    begins = found.end() if (found := _ENUMERATED.match(text)) else 0
    for number in _DIGITS.finditer(text, begins):
        yield number.start(), number[0].rstrip(",，")


def findings(markup: str, numbers: Numbers, *, taken: bool) -> list[Finding]:
    """What of a text somebody has to look at; plain numbers only where it was `taken` over."""
    found: list[Finding] = []
    for line in markup.split("\n"):
        if BLOCK.fullmatch(line.strip()):
            continue
        for piece in pieces(line):
            if isinstance(piece, Cited):
                state, now = state_of(piece, numbers)
                if state in NEEDS_LOOK:
                    title = title_of(piece.key, numbers)
                    found.append(Finding(state, piece.key, title, piece.words, now))
            elif taken:
                found += [Finding("unlinked", "", "", words) for _, words in digits(piece)]
    return found


def updated(markup: str, numbers: Numbers) -> str:
    """The text with what its figures read now; one that has gone or can't be said keeps its words."""
    return rewritten(
        markup,
        lambda one: str(one) if one.key == TYPED else cite(one.key, reads(one, numbers)),
    )


def reads(one: Cited, numbers: Numbers) -> str:
    """What a number's figure reads now, its own words where there is nothing."""
    return numbers.text(one.key) or one.words


def carried(markup: str, numbers: Numbers) -> str:
    """A text of another period as a pattern: its linked numbers are this period's, those typed plain."""
    return rewritten(
        markup,
        lambda one: one.words if one.key == TYPED else cite(one.key, reads(one, numbers)),
    )


def settled(text: str, numbers: Numbers) -> str:
    """A text as it is printed: every linked number is that of its figure.

    A change that can't be said takes its comma along; what has no figure is a dash, never a number
    of another time.
    """
    parts = [
        (one, *state_of(one, numbers)) if isinstance(one, Cited) else one for one in pieces(text)
    ]
    made: list[str] = []
    drops_comma = False
    for place, part in enumerate(parts):
        if isinstance(part, str):
            made.append(part.removeprefix("，") if drops_comma else part)
            drops_comma = False
            continue
        one, state, now = part
        if state == "typed":
            made.append(one.words)
        elif now:
            made.append(cite(one.key, now))
        else:
            after = parts[place + 1] if place + 1 < len(parts) else ""
            before = made[-1] if made else ""
            ends = isinstance(after, str) and after.startswith(_ENDS)
            if state == "silent" and ends and before.endswith("，"):
                made[-1] = before.removesuffix("，")
            elif state == "silent" and ends and isinstance(after, str) and after.startswith("，"):
                drops_comma = True
            else:
                made.append(NONE)
    return "".join(made)
