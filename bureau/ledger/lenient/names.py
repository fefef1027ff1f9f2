"""Names that differ only in words that come and go: 第一标段, 一标 and 标段1; with and without 有限公司."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bureau.ledger.lenient.numerals import read_numeral
from bureau.ledger.lenient.texts import fold


def bare_name(text: str, words: Sequence[str]) -> str:
    """A name folded and without these words at its ends, its numeral as digits; "" for nothing left."""
    return _bare(text, tuple(words))


@lru_cache(maxsize=8192)
def _bare(text: str, words: tuple[str, ...]) -> str:
    name, before = fold(text), ""
    while name != before:
        before = name
        for word in words:
            name = name.removeprefix(word).removesuffix(word)
    number = int(name) if name.isdecimal() else read_numeral(name)
    return name if number is None else str(number)


def bare_names(named: Iterable[tuple[str, int]], words: Sequence[str]) -> dict[str, int | None]:
    """Records by their bare names; None where several records share one."""
    found: dict[str, int | None] = {}
    for text, record in named:
        bare = bare_name(text, words)
        if bare:
            found[bare] = record if found.get(bare, record) == record else None
    return found
