"""Limits that are counted in days: 3日内 and 当天 from the day of the finding, 3工 in working days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.terms import days_after, days_of_limit, working_days_of_limit
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.types import Date
from bureau.settings.reading import read_settings

if TYPE_CHECKING:
    from bureau.calendar.working import WorkCalendar
    from bureau.ledger.declaration import Field
    from bureau.storage.connection import Reader

Calendar = Callable[[], "WorkCalendar"]
"""Gives the office's calendar, which is read only when a limit needs it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The day that a limit ends on, as ISO text, and how it was counted ('' for plain days)."""

    day: str
    said: str = ""


def office_calendar(conn: Reader, today: date) -> Calendar:
    """The office's calendar as `conn` sees it."""
    return cache(lambda: read_settings(conn, today).office_calendar)


def is_limit(field: Field) -> bool:
    """Whether a field holds the day by which something must be done."""
    return isinstance(field.type, Date) and field.type.limit


def counted(typed: str, anchor: str | None, today: date, calendar: Calendar) -> Counted | None:
    """What 3日内, 3个工作日 or +3工 comes to; None for everything else.

    Both count from `anchor`, the day of the finding; a + counts from today, as +3 does, and so
    do working days where there is no anchor. Raises EntryFault where the holidays of the year
    are not known.
    """
    text = tidy(typed)
    working = working_days_of_limit(text)
    if working is None:
        days = days_of_limit(text) if anchor else None
        return Counted(days_after(anchor, days)) if anchor and days is not None else None
    number, from_today = working
    start = date.fromisoformat(anchor[:10]) if anchor and not from_today else today
    try:
        end = calendar().add_working_days(datetime.combine(start, time()), number).date()
    except UserError as error:
        reason, _, advice = error.sentence.partition("；")
        raise EntryFault(reason, advice) from None
    return Counted(end.isoformat(), f"{start.month}月{start.day}日起第 {number} 个工作日")
