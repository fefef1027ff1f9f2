"""Exact numbers of judging: read, written down and rounded half up, never as floats."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor, trunc

from bureau.reports.change import fixed

ZERO = Fraction(0)
HUNDRED = Fraction(100)
PLACES = 2
"""Decimals of a printed score."""
MOST_DECIMALS = 6
"""Decimals up to which a value is written as a decimal; beyond them it is written as a ratio."""


def half_up(value: Fraction, places: int = PLACES) -> Fraction:
    """The value rounded to so many decimals, halves away from zero."""
    return Fraction(fixed(value, places))


def whole(value: Fraction) -> int:
    """An amount in 分 rounded to whole 分, halves up, so that adding whole 分 never matters."""
    return floor(value + Fraction(1, 2))


def total(values: Iterable[Fraction]) -> Fraction:
    """The exact sum."""
    return sum(values, ZERO)


def decimals_of(value: Fraction) -> int | None:
    """Decimals that the value needs, None where no decimal says it exactly or briefly enough."""
    return next(
        (n for n in range(MOST_DECIMALS + 1) if (value * 10**n).denominator == 1),
        None,
    )


def written(value: Fraction) -> str:
    """The value exactly, as `Fraction` reads it back: 24.5, 3, 49/3."""
    places = decimals_of(value)
    return str(value) if places is None else fixed(value, places)


def short(value: Fraction) -> str:
    """The value in words of a formula: exact where a decimal says it, else cut off: 91.0833…"""
    places = decimals_of(value)
    return cut_off(value) if places is None else fixed(value, places)


def cut_off(value: Fraction) -> str:
    """The first four decimals. Not rounded: 89.99999 must not read 90."""
    return f"{fixed(Fraction(trunc(value * 10**4), 10**4), 4)}…"


def score_text(value: Fraction) -> str:
    """A score as printed: two decimals."""
    return fixed(value, PLACES)


def yuan(fen: Fraction | int) -> str:
    """An amount in 分 as 元: two decimals, more where 分 don't say it exactly."""
    exact = Fraction(fen) / 100
    places = decimals_of(exact)
    return cut_off(exact) if places is None else fixed(exact, max(places, 2))
