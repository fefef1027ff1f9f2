"""How a number changed against another period (环比, 同比), in the words of tables and of text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Quantity = int | Decimal | Fraction
Measure = Literal["count", "rate", "score"]
"""What differs: counts in percent of the base, rates in 百分点, scores in 分."""

NONE = "—"
"""Printed where there is nothing to compare with, or where the base is 0."""
MINUS = "−"
UNITS: dict[Measure, str] = {"count": "%", "rate": "个百分点", "score": "分"}


def fixed(value: Quantity, places: int) -> str:
    """The value with exactly so many decimals, rounded half away from zero; never -0.00."""
    exact = Fraction(value)
    scaled = int(abs(exact) * 10**places + Fraction(1, 2))
    sign = "-" if exact < 0 and scaled else ""
    whole, rest = divmod(scaled, 10**places)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def ratio(part: Quantity, whole: Quantity) -> Fraction | None:
    """The part as a fraction of one; None where the whole is 0."""
    return Fraction(part) / Fraction(whole) if whole else None


def percent(share: Fraction | None, places: int = 2) -> str:
    """A fraction of one as 82.89%, a dash where there is none."""
    return NONE if share is None else f"{fixed(share * 100, places)}%"


@dataclass(frozen=True, slots=True)
class Change:
    """From `before` to `now`; None is a period that isn't there or a rate without a base.

    环比 = (本期 − 上期) ÷ 上期, 同比 = (本期 − 去年同期) ÷ 去年同期. Rates are fractions of one.
    """

    now: Quantity | None
    before: Quantity | None
    measure: Measure = "count"

    @property
    def amount(self) -> Fraction | None:
        """The change in percent, 百分点 or 分; None where it can't be said."""
        if self.now is None or self.before is None:
            return None
        difference = Fraction(self.now) - Fraction(self.before)
        if self.measure == "score":
            return difference
        if self.measure == "rate":
            return difference * 100
        return difference * 100 / Fraction(self.before) if self.before else None

    def in_table(self, places: int = 1) -> str:
        """−12.5%, 3.0个百分点, or a dash."""
        amount = self.amount
        if amount is None:
            return NONE
        return fixed(amount, places).replace("-", MINUS) + UNITS[self.measure]

    def in_text(self, word: str, places: int = 1) -> str:
        """环比下降12.5%, 环比上升3.0个百分点, 环比持平; blank where it can't be said.

        `word` is 环比 or 同比. A fall has no minus sign.
        """
        amount = self.amount
        if amount is None:
            return ""
        if not amount:
            return f"{word}持平"
        size = fixed(abs(amount), places)
        if not size.strip("0."):
            return f"{word}基本持平"
        return f"{word}{'上升' if amount > 0 else '下降'}{size}{UNITS[self.measure]}"

    def in_figures(self, places: int = 2) -> str | None:
        """The bare number for JSON with a plain minus sign; None where it can't be said."""
        amount = self.amount
        return None if amount is None else fixed(amount, places)
