"""Chinese order and pinyin initials from shipped tables; pypinyin itself is not needed to run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bureau.ledger.lenient.texts import tidy

_TABLES = Path(__file__).resolve().parents[2] / "resources" / "chinese"
_FIRST_KEY = 0x3000
"""Keys are the code points from here to the surrogates: three bytes each in the database."""


def sort_key(text: str) -> str:
    """A key that sorts `text` by pinyin, tone and strokes under plain binary comparison.

    Runs of digits sort by their value (9号 before 10号), capitals like small letters, and both
    before Chinese; a few phrases and surnames are read as they are spoken (重庆, 单小明).
    """
    text = as_spoken(text)
    if _DIGITS.search(text) is not None:
        text = _DIGITS.sub(_digit_key, text)
    return text.translate(_order())


def initials(text: str) -> str:
    """The first letters of the pinyin: 占道经营 → zdjy. Digits and Latin letters stay."""
    return as_spoken(text).translate(_initials())


def matches_initials(query: str, text: str) -> bool:
    """Whether typing `query` can mean `text`: its characters, initials or pinyin, in a row.

    zdjy, djy, zhandao and zhandjy all find 占道经营; a character of several readings is found
    under each of them.
    """
    wanted = tidy(query).casefold().replace(" ", "").replace("'", "")
    if not wanted:
        return True
    plain = tidy(text).casefold()
    if wanted in plain:
        return True
    if not wanted.isascii():
        return False
    spoken = [letters for letters in map(_spellings, plain) if letters]
    return any(_spelled(wanted, spoken[start:]) for start in range(len(spoken)))


def as_spoken(text: str) -> str:
    """`text` with characters that are read otherwise here than alone replaced by stand-ins."""
    readings = _readings()
    if readings.suspects.search(text) is None:
        return text
    if len(text) <= 3 and text[0] in readings.surnames and not readings.no_name.match(text):
        return readings.surnames[text[0]] + text[1:]
    return readings.phrase.sub(lambda match: readings.phrases[match[0]], text)


_DIGITS = re.compile("[0-9０-９]+")


def _digit_key(match: re.Match[str]) -> str:
    """A run of digits with its length before it, so that it sorts by value."""
    digits = match[0]
    if not digits.isascii():
        digits = digits.translate(_order())
    digits = digits.lstrip("0") or "0"
    return f"0{chr(0x30 + min(len(digits), 60))}{digits}"


@dataclass(frozen=True, slots=True)
class _Readings:
    """Phrases and surnames whose characters are read otherwise than alone."""

    suspects: re.Pattern[str]
    surnames: dict[str, str]
    no_name: re.Pattern[str]
    phrases: dict[str, str]
    phrase: re.Pattern[str]
    also: dict[str, tuple[str, ...]]


@cache
def _readings() -> _Readings:
    """readings.txt, read once."""
    surnames: dict[str, str] = {}
    no_names: list[str] = []
    phrases: dict[str, str] = {}
    also: dict[str, tuple[str, ...]] = {}
    for line in (_TABLES / "readings.txt").read_text(encoding="utf-8").splitlines():
        kind, first, *rest = line.split(" ")
        if kind == "surname":
            surnames = {pair[0]: pair[1] for pair in (first, *rest)}
        elif kind == "noname":
            no_names = [first, *rest]
        elif kind == "phrase":
            phrases[first] = rest[0]
        else:
            also[first] = tuple(rest)
    changed = {
        plain
        for phrase, key in phrases.items()
        for plain, stand_in in zip(phrase, key, strict=True)
        if plain != stand_in
    }
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return _Readings(
        suspects=re.compile(f"[{''.join(sorted(changed | set(surnames)))}]"),
        surnames=surnames,
        no_name=re.compile("|".join(no_names)),
        phrases=phrases,
        phrase=re.compile("|".join(longest_first)),
        also=also,
    )


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    """order.txt as (syllable, characters) in order."""
    text = (_TABLES / "order.txt").read_text(encoding="utf-8")
    pairs = (line.split(" ") for line in text.splitlines())
    return tuple((syllable[:-1], letters) for syllable, letters in pairs)


@cache
def _order() -> dict[int, int]:
    """Code point → code point of its sort key."""
    letters = "".join(group for _, group in _lines())
    table = dict(zip(map(ord, letters), range(_FIRST_KEY, _FIRST_KEY + len(letters)), strict=True))
    table.update(_half_width())
    return table


@cache
def _initials() -> dict[int, str | int | None]:
    """Code point → first letter of its pinyin; signs and blanks → nothing."""
    table: dict[int, str | int | None] = {}
    for syllable, letters in _lines():
        table.update(dict.fromkeys(map(ord, letters), syllable[:1]))
    table.update(_half_width())
    signs = {code for code in range(0x80) if not chr(code).isalnum()}
    wide = {code for code, plain in _half_width().items() if plain in signs}
    table.update(dict.fromkeys(signs | wide | set(range(0x2000, 0x2070))))
    return table


def _half_width() -> dict[int, int]:
    """Capitals, full-width signs and Chinese stops → the plain small sign they sort with."""
    table = {ord(capital): ord(capital.lower()) for capital in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    table |= {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)}
    table |= {
        ord(sign): ord(plain)
        for sign, plain in zip("　、。〔〕《》「」『』【】", " ,.()<>[]{}[]", strict=True)
    }
    return table


@cache
def _syllables() -> dict[str, str]:
    """Character → its syllable without tone."""
    table: dict[str, str] = {}
    for syllable, letters in _lines():
        table.update(dict.fromkeys(letters, syllable))
    return table


def _spellings(letter: str) -> tuple[str, ...]:
    """How one character may be typed; empty for blanks and signs."""
    syllable = _syllables().get(letter)
    if not syllable:
        return (letter,) if letter.isalnum() else ()
    return (syllable, *_readings().also.get(letter, ()))


def _spelled(wanted: str, spoken: list[tuple[str, ...]]) -> bool:
    """Whether `wanted` spells the beginning of `spoken`, each by its initial or in full.

    The last one may be typed in part: zhand finds 占道.
    """
    if not wanted:
        return True
    if not spoken:
        return False
    return any(
        spelling.startswith(wanted)
        or (wanted.startswith(spelling) and _spelled(wanted[len(spelling) :], spoken[1:]))
        or (wanted[0] == spelling[0] and _spelled(wanted[1:], spoken[1:]))
        for spelling in spoken[0]
    )
