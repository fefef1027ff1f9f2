"""Which month a page of assessment opens with: the one that is being judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bureau.calendar.periods import DAY, Period, usual_month


def month_to_judge(today: date, begins: date | None, is_open: Callable[[Period], bool]) -> Period:
    """The latest month since `begins` that is open: entered into or begun, and not issued.

    Until the middle of a month the one before comes first, since it is judged while the next
    one's rounds are already being entered. The month of today where none is open.
    """
    this = Period.month(today.year, today.month)
    usual = usual_month(today)
    if is_open(usual):
        return usual
    month = this
    while begins is not None and month.last >= begins:
        if is_open(month):
            return month
        before = month.first - DAY
        month = Period.month(before.year, before.month)
    return this
