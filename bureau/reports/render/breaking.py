"""Break Chinese text into lines: no forbidden line start or end, no number or word torn apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# After GB/T 15834 and W3C's requirements for Chinese text layout.
NEVER_FIRST = "，。、；：？！）》」』】〕〉〗］｝”’…—～·％‰℃℉,.;:?!)]}>%°々〻ー"
NEVER_LAST = "（《「『【〔〈〖［｛“‘([{<￥¥＄$№＃#"
# Their right half is white, so at the end of a line they may stand half outside.
HALF_WHITE = "，。、；：）》」』】〕〉〗］｝"

_opening = f"[{re.escape(NEVER_LAST)}]"
_closing = f"[{re.escape(NEVER_FIRST)}]"
_letter = r"[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u045f０-９Ａ-Ｚａ-ｚ]"
_word = rf"[+\-−±]?{_letter}+(?:[.,:/\-_@&+'’~=\\．](?={_letter}){_letter}+)*"
_cluster = re.compile(
    rf"\ +|\n|{_opening}+(?:\n|$)|{_opening}*(?:{_word}|[^\n])[\u0300-\u036f]*{_closing}*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its width in 1/1000 em, and whether it ends its paragraph."""

    text: str
    width: int
    ends_paragraph: bool


def measure(text: str, advances: Mapping[str, int]) -> int:
    """Width of the text in 1/1000 em."""
    return sum(map(advances.__getitem__, text))


def break_lines(
    text: str,
    advances: Mapping[str, int],
    width: float,
    first_indent: float = 0,
    *,
    squeezes: bool = False,
) -> list[Line]:
    """Lines no wider than `width` (1/1000 em); each paragraph's first is shorter by `first_indent`.

    A closing mark may stand half its width outside. Text that will be justified `squeezes`: a
    line may be wider by what its punctuation can give. What is wider than a whole line is torn.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        _break_paragraph(paragraph, advances, width, first_indent, squeezes, lines)
    return lines


def _break_paragraph(
    text: str,
    advances: Mapping[str, int],
    width: float,
    first_indent: float,
    squeezes: bool,
    lines: list[Line],
) -> None:
    room = width - first_indent
    text = text.rstrip(" ")
    whole = measure(text, advances)
    if whole <= room:
        lines.append(Line(text, whole, True))
        return
    current, used = "", 0
    for cluster in _cluster.findall(text):
        wide = measure(cluster, advances)
        give = _overhang(cluster, advances)
        if squeezes:
            give += squeezable(current + cluster, advances)
        if used + wide <= room + give:
            current += cluster
            used += wide
            continue
        if cluster.isspace():
            continue  # a space that doesn't fit is the line's end
        if current:
            lines.append(_line(current, advances))
            room = width
        pieces = _torn(cluster, advances, room)
        for piece in pieces[:-1]:
            lines.append(_line(piece, advances))
            room = width
        current = pieces[-1]
        used = measure(current, advances)
    lines.append(Line(current.rstrip(" "), measure(current.rstrip(" "), advances), True))


def _line(text: str, advances: Mapping[str, int]) -> Line:
    text = text.rstrip(" ")
    return Line(text, measure(text, advances), False)


def squeezable(text: str, advances: Mapping[str, int]) -> int:
    """How much narrower the punctuation inside the line can be set, in 1/1000 em."""
    return sum(advances[mark] // 4 for mark in text[:-1] if mark in HALF_WHITE)


def _overhang(cluster: str, advances: Mapping[str, int]) -> int:
    last = cluster[-1]
    return advances[last] // 2 if last in HALF_WHITE else 0


def _torn(cluster: str, advances: Mapping[str, int], room: float) -> list[str]:
    """The cluster in pieces that fit; forbidden starts and ends are avoided while possible."""
    pieces = []
    rest = cluster
    while len(rest) > 1 and measure(rest, advances) > room + _overhang(rest, advances):
        fits, used = 0, 0
        for character in rest:
            used += advances[character]
            if used > room:
                break
            fits += 1
        fits = max(fits, 1)
        cut = fits
        while cut > 1 and (rest[cut] in NEVER_FIRST or rest[cut - 1] in NEVER_LAST):
            cut -= 1
        if rest[cut] in NEVER_FIRST or rest[cut - 1] in NEVER_LAST:
            cut = fits
        pieces.append(rest[:cut])
        rest = rest[cut:]
    pieces.append(rest)
    return pieces
