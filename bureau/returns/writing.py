"""How a figure is written into a place: a bare number, with its unit, in percent, in 万元, in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.reports.change import NONE, fixed
from bureau.reports.named import AT, VARIANTS

if TYPE_CHECKING:
    from bureau.reports.change import Quantity
    from bureau.reports.named import Named, Numbers

TEXT, NUMBER, WITH_UNIT, PERCENT, PERCENT_NUMBER, TEN_THOUSAND = range(9952, 9958)
"""Ids of the catalogue return-format."""
FEN_A_YUAN, FEN_A_WAN = 100, 1_000_000
CHANGES: Final = ("mom", "yoy")
MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Written:
    """What goes into a place: words, and the exact digits where it is a number (or a `day`'s)."""

    words: str
    digits: str = ""
    day: bool = False


def figure(
    numbers: Numbers,
    reference: str,
    manner: int | None = None,
    places: int | None = None,
    *,
    cell: bool = False,
    percent: bool = False,
) -> Written | None:
    """What `market.cases@mom` is written as; None for a figure that is gone or has no value.

    Without a `manner` a `cell` of a table takes a number, and a fraction where it shows `percent`;
    a text takes the words of papers.
    """
    key, _, variant = reference.partition(AT)
    found = numbers.get(key)
    if found is None or variant not in VARIANTS:
        return None
    if variant in CHANGES:
        return changed(found, variant, manner, places, cell=cell, percent=percent)
    value = found.value if not variant else found.others.get(variant)
    if value is None:
        return None
    if isinstance(value, str):
        return Written(value)
    return number(found, value, manner, places, cell=cell, percent=percent)


def number(
    of: Named, value: Quantity, manner: int | None, places: int | None, *, cell: bool, percent: bool
) -> Written:
    """A value of a figure."""
    said = of.said(value)
    if manner == TEXT or (manner is None and not cell):
        if places is None:
            return Written(said)
        manner = PERCENT if of.measure == "rate" else NUMBER
    if of.measure == "rate":
        return rate(Fraction(value), of, manner, places, percent=percent)
    exact = Fraction(value)
    kept = of.places
    if of.measure == "money":
        exact, kept = exact / (FEN_A_WAN if manner == TEN_THOUSAND else FEN_A_YUAN), 2
    elif manner == TEN_THOUSAND:
        exact, kept = exact / 10_000, 2
    elif of.measure == "score":
        kept = 2 if of.places is None else of.places
    digits = fixed(exact, shown_places(exact, kept if places is None else places))
    if manner == WITH_UNIT:
        unit = of.unit or {"money": "元", "score": "分"}.get(of.measure, "")
        return Written(f"{digits}{unit}")
    return Written(digits, digits)


def rate(
    share: Fraction, of: Named, manner: int | None, places: int | None, *, percent: bool
) -> Written:
    """A fraction of one: 82.5%, 82.5, or 0.825 for a cell that shows it as percent by itself."""
    kept = places if places is not None else 2 if of.places is None else of.places
    hundredfold = fixed(share * 100, kept)
    if manner == PERCENT_NUMBER or (manner == NUMBER and not percent):
        return Written(hundredfold, hundredfold)
    if percent:
        return Written(f"{hundredfold}%", fixed(share, kept + 2))
    return Written(f"{hundredfold}%")


def changed(
    of: Named, variant: str, manner: int | None, places: int | None, *, cell: bool, percent: bool
) -> Written | None:
    """环比 and 同比: in words for a text, in percent, 百分点 or 分 for a cell."""
    change = of.change(variant)
    amount = change.amount if change is not None else None
    if change is None or amount is None:
        return None
    kept = 1 if places is None else places
    if manner == TEXT or (manner is None and not cell):
        return Written(change.in_text("环比" if variant == "mom" else "同比", kept))
    if percent and change.measure == "count" and manner in (None, PERCENT):
        return Written(f"{fixed(amount, kept)}%", fixed(amount / 100, kept + 2))
    if manner in (PERCENT, WITH_UNIT) or (manner is None and not percent):
        words = change.in_table(kept)
        return None if words == NONE else Written(words)
    digits = fixed(amount, kept)
    return Written(digits, digits)


def shown_places(exact: Fraction, places: int | None) -> int:
    """The decimals that were asked for; else as many as a whole number or a rounded one needs."""
    if places is not None:
        return min(places, MOST_PLACES)
    return 0 if exact.denominator == 1 else 2


def typed(words: str) -> Written:
    """A word of the period, or fixed content: a number where it is nothing but digits."""
    whole = words.isdecimal() and words.isascii() and (words == "0" or not words.startswith("0"))
    return Written(words, words if whole and len(words) < 12 else "")
