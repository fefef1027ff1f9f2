"""Rows between the data that name what the rows below are of: a section, a group of towns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from bureau.exchange.layout import Header, is_blank, is_number, is_sentence, is_total, squeezed
from bureau.exchange.workbook import NumberedRow, Sheet
from bureau.ledger.lenient.texts import fold, tidy

Caption = tuple[int, str]
"""The row of a caption and what it names."""
LONGEST = 40
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．:：]?")
_BEHIND = re.compile(r"[（(【\[].*|[:：].*")


def caption_texts(sheet: Sheet, header: Header) -> Iterator[tuple[int, str]]:
    """The rows under a header that hold one short text and no more than its ordinal beside it."""
    for row in sheet.rows():
        if row.number > header.last:
            text = caption_text(row)
            if text:
                yield row.number, text


def caption_text(row: NumberedRow) -> str:
    """The one text of a row; "" where it has more, or is a total or a remark."""
    found = ""
    for cell in row.cells:
        if is_blank(cell) or (found and tidy(str(cell)) == found):
            continue
        text = squeezed(cell)
        if is_number(cell) or (text and _ORDINAL.fullmatch(text)):
            continue
        if found or not isinstance(cell, str):
            return ""
        found = tidy(cell)
    if len(found) > LONGEST or is_total(squeezed(found)) or is_sentence(squeezed(found)):
        return ""
    return found


def plainly(text: str) -> tuple[str, ...]:
    """A caption as it may be meant: whole, without 一、 before it, without brackets behind it."""
    bare = _BEHIND.sub("", text).strip()
    match = _ORDINAL.match(bare)
    after = bare[match.end() :].strip() if match is not None else ""
    return tuple(dict.fromkeys(word for word in (text, bare, after) if word))


def exactly_named(text: str, words: Mapping[str, int]) -> int | None:
    """What a caption is, not only names: a town's name has 街道 in it and is no group."""
    for word in plainly(text):
        known = words.get(fold(word))
        if known is not None:
            return known
    return None


def told_at(captions: Sequence[Caption], row: int, otherwise: str) -> str:
    """What holds in a row: the caption above it, else what is told of the whole sheet."""
    at = bisect_right(captions, row, key=lambda caption: caption[0])
    return captions[at - 1][1] if at else otherwise
