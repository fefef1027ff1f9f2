"""The months of a year for its summary: figures as they were issued, and how a year's own number comes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from bureau.bulletin.approved import approved_of, with_approved
from bureau.bulletin.comparing import issued_numbers
from bureau.bulletin.editions import edition_in_force
from bureau.month.books import Books
from bureau.month.numbers import numbers_of
from bureau.reports.change import NONE, fixed, ratio
from bureau.reports.named import Measure, Named, Numbers

if TYPE_CHECKING:
    from datetime import date

    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Whole = Literal["sum", "mean", "last", "ratio", ""]
"""How a year's number comes of its months: their sum, the mean of the printed scores, the last of them,
one sum ÷ another, or not at all."""


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month with its figures. `edition` is that which they were issued in; 0: as the books are now.

    `over` says that its days are over; `approved` are the keys of those figures that were approved otherwise.
    """

    period: Period
    numbers: Numbers
    edition: int
    approved: frozenset[str]
    over: bool = True

    @property
    def head(self) -> str:
        """10月, with a star while it isn't issued."""
        return f"{self.period.last.month}月{'' if self.edition else '*'}"

    def text(self, key: str) -> str:
        """A figure as papers print it; a dash where the month has none."""
        found = self.numbers.get(key)
        if found is None:
            return NONE
        return f"{found.text}※" if key in self.approved else found.text


@dataclass(frozen=True, slots=True)
class YearLine:
    """One figure through the year: its words, its key, its unit and how the year's number is made.

    A ratio is that of the `parts`, their sums over the year: the first, less the third where there is
    one, ÷ the second.
    """

    title: str
    key: str
    whole: Whole
    unit: str = ""
    parts: tuple[str, ...] = ()


def months_of(desk: Desk, conn: Reader, period: Period, today: date) -> tuple[YearMonth, ...]:
    """The months of a period that have begun. `conn` is inside a snapshot."""
    return tuple(
        month_of(desk, conn, month, today) for month in period.months if month.first <= today
    )


def month_of(desk: Desk, conn: Reader, month: Period, today: date) -> YearMonth:
    """As it was issued; a month that isn't issued as the books are now."""
    edition = edition_in_force(conn, month)
    approvals = approved_of(conn, month, today)
    counted = numbers_of(Books(desk, conn, month)) if edition is None else None
    numbers = issued_numbers(edition.named) if edition is not None else counted or Numbers()
    return YearMonth(
        month,
        with_approved(numbers, approvals),
        0 if edition is None else edition.number,
        frozenset(one.key for one in approvals),
        month.last < today,
    )


def year_text(line: YearLine, months: Sequence[YearMonth]) -> str:
    """The year's own number as papers print it; a dash where it can't be said."""
    found = [one for month in months if (one := month.numbers.get(line.key)) is not None]
    if not found or not line.whole:
        return NONE
    made = MAKES[line.whole](line, months)
    if made is None:
        return NONE
    measure: Measure = "rate" if line.whole == "ratio" else found[-1].measure
    return Named(
        key=line.key, title=line.title, value=made, measure=measure, places=found[-1].places
    ).text


def total(line: YearLine, months: Sequence[YearMonth]) -> Fraction | None:
    """The sum over the months."""
    return summed(line.key, months)


def mean(line: YearLine, months: Sequence[YearMonth]) -> Fraction | None:
    """The mean of what was printed; months without a score don't count."""
    return mean_of(scores(line.key, months))


def latest(line: YearLine, months: Sequence[YearMonth]) -> Fraction | None:
    """What the last month has."""
    return exact(months[-1].numbers.get(line.key)) if months else None


def share(line: YearLine, months: Sequence[YearMonth]) -> Fraction | None:
    """One sum of the year as a share of another."""
    part, whole, *less = (summed(key, months) for key in line.parts)
    if part is None or whole is None:
        return None
    return ratio(part - sum((one for one in less if one is not None), Fraction(0)), whole)


MAKES: Final[dict[str, Callable[[YearLine, Sequence[YearMonth]], Fraction | None]]] = {
    "sum": total,
    "mean": mean,
    "last": latest,
    "ratio": share,
}


def exact(one: Named | None) -> Fraction | None:
    """Its value as a number; None for words and for nothing."""
    if one is None or one.value is None or isinstance(one.value, str):
        return None
    return Fraction(one.value)


def summed(key: str, months: Iterable[YearMonth]) -> Fraction | None:
    """A figure over the months that have it."""
    found = [value for month in months if (value := exact(month.numbers.get(key))) is not None]
    return sum(found, Fraction(0)) if found else None


def scores(key: str, months: Iterable[YearMonth]) -> list[Fraction]:
    """The scores of the months as printed, to two decimals."""
    found = (month.numbers.get(key) for month in months)
    return [Fraction(one.text) for one in found if exact(one) is not None and one is not None]


def mean_of(found: Sequence[Fraction]) -> Fraction | None:
    """Their mean."""
    return sum(found, Fraction(0)) / len(found) if found else None


def ranks(means: dict[str, Fraction | None]) -> dict[str, int]:
    """Places by the mean to two decimals, the highest first; equal ones share a place."""
    rounded = {key: Fraction(fixed(value, 2)) for key, value in means.items() if value is not None}
    return {
        key: 1 + sum(other > value for other in rounded.values()) for key, value in rounded.items()
    }


def subjects(months: Iterable[YearMonth], pattern: str) -> dict[str, str]:
    """What the figures are broken down by, `{}` of the pattern: keys with titles, in their order."""
    before, _, after = pattern.partition("{}")
    shape = re.compile(rf"{re.escape(before)}([^.]+){re.escape(after)}")
    found: dict[str, str] = {}
    for month in months:
        for key, one in month.numbers.items():
            if named := shape.fullmatch(key):
                found[named[1]] = one.group[-1] if one.group else one.title
    return found
