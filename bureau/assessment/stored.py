"""Stored rows of both departments as their judgements read them: days, exact numbers, calendar months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from bureau.calendar.periods import Period

Row = Mapping[str, object]


def day_of(row: Row, key: str) -> date | None:
    """A stored day, None where the field is blank."""
    text = row[key]
    return date.fromisoformat(text[:10]) if isinstance(text, str) else None


def whole_of(row: Row, key: str) -> int | None:
    """A stored whole number, None where the field is blank."""
    number = row[key]
    return number if isinstance(number, int) else None


def exact_of(row: Row, key: str, decimals: int = 2) -> Fraction | None:
    """A stored decimal exactly, None where the field is blank."""
    number = row[key]
    return Fraction(number, 10**decimals) if isinstance(number, int) else None


def ref_of(ledger: str, row: Row) -> str:
    """What leads from a line of a sheet back to its record."""
    return f"{ledger}:{row['id']}"


def month_text(first: date) -> str:
    """YYYY-MM."""
    return first.isoformat()[:7]


def next_month(first: date) -> date:
    """The first day of the month after."""
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def months_within(period: Period) -> tuple[Period, ...]:
    """The calendar months that lie in a period as a whole; of a part of one, that month."""
    months: list[Period] = []
    year, month = period.last.year, period.last.month
    while (year, month) >= (period.first.year, period.first.month):
        one = Period.month(year, month)
        if one.first >= period.first or not months:
            months.append(one)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(reversed(months))
