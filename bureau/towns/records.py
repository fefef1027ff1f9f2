"""The records that a month of the towns is judged from, and the filters that find them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.stored import Row
from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Sort
from bureau.storage import rows
from bureau.towns.ledgers import CHECKS, MONTHS, SCORES

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


def month_record(conn: Reader, first: date, today: date) -> Row | None:
    """The record of a month, None while nothing was decided."""
    return next(iter(found(conn, MONTHS, of_month(first), today)), None)


def of_month(first: date) -> Filter:
    """Records of the month that begins on that day."""
    return Is("month", first.isoformat())


def found(conn: Reader, ledger: Ledger, where: Filter, today: date, *sorts: Sort) -> Sequence[Row]:
    """The records that a filter lets through, in order."""
    ids = rows.ids(conn, ledger, where, sorts or (Sort("id"),), today=today)
    return rows.page(conn, ledger, ids, today=today)


def told_with(period: Period) -> Filter:
    """更正 that say so, and those entered in the month that don't say with which one."""
    first, last = period.first.isoformat(), period.last.isoformat()
    entered_now = All((Blank("with_month"), Between("found_on", first, last)))
    return Any((Is("with_month", first), entered_now))


def scores_of(conn: Reader, period: Period, today: date) -> Sequence[Row]:
    """The rows of the month's sheet as they were entered."""
    return found(conn, SCORES, of_month(period.first), today)


def checks_of(conn: Reader, period: Period, today: date) -> Sequence[Row]:
    """The field checks of the month, in the order of their days."""
    return found(conn, CHECKS, checked_in(period), today, Sort("checked_on"))


def checked_in(period: Period) -> Filter:
    """Field checks of the month."""
    return Between("checked_on", period.first.isoformat(), period.last.isoformat())
