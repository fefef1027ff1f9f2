"""A number of facilities or repairs with the filter that finds its records, and one as a share of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.ledger.query import Filter
from bureau.reports.change import fixed, ratio
from bureau.storage.rows import count

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader


def counted(conn: Reader, ledger: Ledger, title: str, where: Filter, today: date) -> Counted:
    """How many records of a ledger a filter lets through."""
    return Counted(title, count(conn, ledger, where, today=today), where)


def hundredths(share: Fraction | None) -> str | None:
    """A fraction of one in percent with two decimals: 98.88."""
    return None if share is None else fixed(share * 100, 2)


@dataclass(frozen=True, slots=True)
class Counted:
    """One number, and the filter that finds the records behind it."""

    title: str
    count: int
    where: Filter


@dataclass(frozen=True, slots=True)
class Share:
    """One number as a share of another."""

    part: Counted
    whole: Counted

    @property
    def rate(self) -> Fraction | None:
        """The part as a fraction of one; None where the whole is 0."""
        return ratio(self.part.count, self.whole.count)
