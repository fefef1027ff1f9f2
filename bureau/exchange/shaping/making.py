"""What columns of a header mean together, or one column means twice.

√ under 服务 | 管理 | 执法 is one field; 中队/队员 over 一中队/王伟 is two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bureau.exchange.layout import Header, Heading, Made, is_blank
from bureau.exchange.workbook import Cell, NumberedRow
from bureau.ledger.lenient.texts import fold, tidy
from bureau.ledger.types import Choice

if TYPE_CHECKING:
    from bureau.exchange.matching import Vocabulary

TICKS: Final = frozenset("√✓✔☑■●○Ⅴ▲★vV对是") | {"1", "打勾", "有"}
CROSSES: Final = frozenset(
    {"×", "✗", "✘", "☐", "□", "x", "X", "/", "\\", "-", "—", "否", "0", "无"}
)
FEWEST: Final = 2
_BOTH: Final = re.compile(
    r"(?P<one>[^/／、及和与（(]{2,})(?:[/／、及和与]|[（(])(?P<other>[^/／、及和与（()）]{2,})[)）]?"
)
_PARTED: Final = re.compile(r"\s*(?:[/／、;；\n]|[（(])\s*")


def with_made(
    header: Header, below: Sequence[NumberedRow], vocabulary: Vocabulary, width: int
) -> Header:
    """The header with the columns that can be made of its own, told by what stands under them."""
    rows = [row for row in below if row.number > header.last]
    made: list[Made] = []
    for found in (
        *tick_groups(header, rows, vocabulary, width),
        *doubled(header, rows, vocabulary),
    ):
        at = width + len(made)
        made.append(replace(found, heading=replace(found.heading, at=at)))
    if not made:
        return header
    return replace(header, headings=placed(header.headings, made), made=tuple(made))


def placed(headings: Sequence[Heading], made: Sequence[Made]) -> tuple[Heading, ...]:
    """The made headings before the first of those that they are made of."""
    found: list[Heading] = []
    for heading in headings:
        found += [one.heading for one in made if one.parts[0] == heading.at]
        found.append(heading)
    return tuple(found)


# -- ticks --------------------------------------------------------------------------------------------


def tick_groups(
    header: Header, rows: Sequence[NumberedRow], vocabulary: Vocabulary, width: int
) -> Iterator[Made]:
    """Columns beside each other that are called as items of one catalogue and hold ticks."""
    named = {heading.at: item_fields(heading, vocabulary) for heading in header.headings}
    taken: set[str] = set()
    for declared in vocabulary.fields:
        if not isinstance(declared.type, Choice) or declared.key in taken:
            continue
        runs = groupby(
            (heading for heading in header.headings if not is_gap(heading)),
            key=lambda heading: declared.key in named.get(heading.at, {}),
        )
        for wanted, run in runs:
            group = list(run)
            if not wanted or len(group) < FEWEST or not all_ticks(group, rows):
                continue
            taken.add(declared.key)
            words = {one.at: named[one.at][declared.key] for one in group}
            shown = f"{'/'.join(one.leaf for one in group)}（打√）"
            heading = Heading(width, declared.title, group[0].parents, shown)
            yield Made(heading, tuple(words), ticked(words))
            break


def is_gap(heading: Heading) -> bool:
    """Whether a heading is blank."""
    return not heading.leaf


def item_fields(heading: Heading, vocabulary: Vocabulary) -> dict[str, str]:
    """Choice fields of whose catalogues a heading is an item, with the item's title."""
    found = {}
    for declared in vocabulary.fields:
        if isinstance(declared.type, Choice):
            item = vocabulary.names.item(declared.type.catalogue, heading.leaf)
            if item is not None:
                found[declared.key] = item.title
    return found


def all_ticks(group: Sequence[Heading], rows: Sequence[NumberedRow]) -> bool:
    """Whether the cells of these columns hold ticks only, and some of them do."""
    some = False
    for row in rows:
        filled = [tidy(str(row.cells[one.at])) for one in group if not is_blank(row.cells[one.at])]
        if len(filled) == len(group) and all(
            fold(text) == fold(one.leaf) for text, one in zip(filled, group, strict=True)
        ):
            continue  # The headings printed once more.
        for text in filled:
            if not is_tick(text) and text not in CROSSES:
                return False
            some = some or is_tick(text)
    return some


def is_tick(text: str) -> bool:
    """Whether a cell is ticked: √, 1, √√."""
    return text in TICKS or (bool(text) and set(text) <= TICKS)


def ticked(words: dict[int, str]) -> Callable[[NumberedRow], Cell]:
    """What is ticked in a row; several, which no single choice can be, are all named."""

    def of(row: NumberedRow) -> Cell:
        found = [
            word
            for at, word in words.items()
            if not is_blank(row.cells[at]) and is_tick(tidy(str(row.cells[at])))
        ]
        return "、".join(found) or None

    return of


# -- one column for two fields --------------------------------------------------------------------------


def doubled(header: Header, rows: Sequence[NumberedRow], vocabulary: Vocabulary) -> Iterator[Made]:
    """Columns whose heading names two fields and whose cells fall in two as well."""
    known = {**vocabulary.synonyms, **vocabulary.titles}
    for heading in header.headings:
        if fold(heading.leaf) in known:
            continue
        match = _BOTH.fullmatch(heading.leaf.strip())
        if match is None:
            continue
        words = (match["one"].strip(), match["other"].strip())
        keys = [known.get(fold(word)) for word in words]
        if not all(keys) or keys[0] == keys[1]:
            continue
        cells = [row.cells[heading.at] for row in rows]
        if not any(len(halves(cell)) == len(words) for cell in cells):
            continue
        for number, word in enumerate(words):
            shown = f"{heading.shown}（{'前' if number == 0 else '后'}）"
            own = Heading(heading.at, word, (), shown)
            yield Made(own, (heading.at,), half(heading.at, number))


def halves(cell: Cell) -> list[str]:
    """一中队/王伟 and 一中队（王伟） in their parts."""
    if not isinstance(cell, str):
        return []
    return [part for part in _PARTED.split(tidy(cell).rstrip("）)"), maxsplit=1) if part]


def half(at: int, number: int) -> Callable[[NumberedRow], Cell]:
    """One part of a cell; one that doesn't fall apart is all in the first."""

    def of(row: NumberedRow) -> Cell:
        cell = row.cells[at]
        parts = halves(cell)
        if len(parts) == FEWEST:
            return parts[number]
        return cell if number == 0 else None

    return of
