"""The ledger, the period and the conditions that a command's options name."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period, parse_month, parse_span
from bureau.errors import UserError
from bureau.ledger.conditions import condition
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Entry
from bureau.ledger.query import All, Between, Filter
from bureau.office import ledger_named

if TYPE_CHECKING:
    from bureau.desk import Desk


def listable(name: str) -> Ledger:
    """A ledger that clerks keep. Raises UserError for one that the program keeps for itself."""
    ledger = ledger_named(name)
    if ledger.internal:
        raise UserError(f"“{ledger.title}”由程序自己管理，不能在这里列出。")
    return ledger


def period_of(called: argparse.Namespace, desk: Desk) -> Period | None:
    """The period of --month or --from … --to in the bureau's own statistical months.

    None when neither is given. Raises UserError.
    """
    if called.month and (called.first or called.last):
        raise UserError("--month 和 --from/--to 只能用一种。")
    if called.month:
        return parse_month(called.month, month_ends(desk))
    if called.first or called.last:
        if not (called.first and called.last):
            raise UserError("--from 和 --to 要一起用，如 --from 2026-01 --to 2026-05。")
        return parse_span(called.first, called.last, month_ends(desk))
    return None


def month_ends(desk: Desk) -> int:
    """The last day of the bureau's statistical month (统计月)."""
    from bureau.settings.reading import month_end_day

    with desk.store.snapshot() as conn:
        return month_end_day(conn, desk.today())


def period_needed(called: argparse.Namespace, desk: Desk) -> Period:
    """The period. Raises UserError when none is given."""
    period = period_of(called, desk)
    if period is None:
        raise UserError("请说明哪个月：--month 2026-10，或 --from 2026-01 --to 2026-05。")
    return period


def filter_of(called: argparse.Namespace, desk: Desk, ledger: Ledger) -> Filter:
    """What --where and the period let through."""
    entry = Entry(desk.today(), desk.store.names(), desk.today().year)
    parts = [condition(ledger, text, entry) for text in called.where]
    period = period_of(called, desk)
    if period is not None:
        if not ledger.date:
            raise UserError(f"“{ledger.title}”不按月份记录，不能用 --month。")
        parts.append(Between(ledger.date, period.first.isoformat(), period.last.isoformat()))
    return All(tuple(parts))
