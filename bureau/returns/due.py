"""When a form is due: the period that it reports on, and the day by which it has to be there."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from bureau.calendar.periods import DAY, Kind, Month, Period
from bureau.returns.forms import (
    HALF_YEARLY,
    MONTHLY,
    ON_DEMAND,
    QUARTERLY,
    WEEKLY,
    YEARLY,
    Form,
)

if TYPE_CHECKING:
    from collections.abc import Collection

LENGTHS: Final = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}
"""Months that one issue of a form tells of."""
State = Literal["", "due", "late", "filled", "sent"]
STATES: Final = {
    "": "本期不报",
    "due": "待填报",
    "late": "已过期",
    "filled": "已填报",
    "sent": "已报出",
}


@dataclass(frozen=True, slots=True)
class Due:
    """How a form stands in a period."""

    state: State
    by: date | None = None

    @property
    def words(self) -> str:
        """待填报（11月5日前）."""
        if self.by is None or self.state not in ("due", "late"):
            return STATES[self.state]
        return f"{STATES[self.state]}（{self.by.month}月{self.by.day}日前）"


def reported(form: Form, period: Period) -> Period | None:
    """The period that a form tells of when `period` is looked at; None where it has nothing to tell.

    A quarterly form is due with the last month of its quarter; one on demand with anything. A
    weekly one tells of a span of days, or of the last whole week of a month.
    """
    if form.period in (None, ON_DEMAND):
        return period
    if form.period == WEEKLY:
        if period.begins is None:
            return period
        monday = period.last - timedelta(days=(period.last.weekday() + 1) % 7 + 6)
        return Period.week(monday, month_end_day=period.month_end_day)
    length = LENGTHS[form.period]
    if period.begins is None:
        return None
    if period.kind is not Kind.MONTH:
        return period if period.length == length else None
    end = period.begins
    if end.number % length:
        return None
    return Period.months_long(end.plus(1 - length), length, period.month_end_day)


def due_by(form: Form, period: Period) -> date | None:
    """The day by which a period is to be reported: a day of the next month, or of the next week."""
    if form.due_day is None or form.period in (None, ON_DEMAND):
        return None
    if form.period == WEEKLY:
        return period.last + timedelta(days=min(form.due_day, 7))
    after = period.last + DAY
    month = Month(after.year, after.month)
    if period.last.day < monthrange(period.last.year, period.last.month)[1]:
        month = month.plus(1)
    return date(month.year, month.number, min(form.due_day, monthrange(*month)[1]))


def due_state(
    form: Form,
    period: Period,
    today: date,
    filled: Collection[tuple[int, date, date]],
    sent: Collection[tuple[int, date, date]],
) -> Due:
    """Whether a form is to be filled in for a period, was filled in, or was sent."""
    told = reported(form, period)
    if told is None:
        return Due("")
    key = (form.id, told.first, told.last)
    by = due_by(form, told)
    if key in sent:
        return Due("sent", by)
    if key in filled:
        return Due("filled", by)
    return Due("late" if by is not None and today > by else "due", by)
