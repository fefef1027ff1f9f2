"""A month as people write it in a cell or a box: 2026-10, 2026年10月, 202610, 10月, 上月."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.dates import parse_date
from bureau.ledger.lenient.numerals import read_numeral, read_year_digits
from bureau.ledger.lenient.texts import tidy

_HAN = "〇零○一二三四五六七八九"
_MONTH = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|[二一][{_HAN}]{{3}}|\d\d(?=年)) ?(?:年度?|[-./_ ]) ?)?"
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?P<word> ?月(?:份|度)?)?"
)
_RUN = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])")
_SPOKEN = {"本月": 0, "这个月": 0, "当月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_DASHES = str.maketrans("—–−―〜·", "----~.")


def parse_month(raw: Raw, *, today: date | None, year: int | None) -> date:
    """The first day of the month that `raw` names; `year` is what a month without one takes.

    `today` is what 上月 counts from, None where nobody says it today. Raises EntryFault.
    """
    if isinstance(raw, bool | time):
        raise unread(str(raw))
    if isinstance(raw, date):
        return date(raw.year, raw.month, 1)
    if isinstance(raw, float | Decimal):
        if raw != int(raw):
            raise EntryFault(
                f"“{raw}”是数字，看不出是 1 月还是 10 月", "请写成 2026-10 或 2026年10月"
            )
        raw = int(raw)
    text = tidy(str(raw)).translate(_DASHES)
    if text in _SPOKEN and today is not None:
        return month_after(today, _SPOKEN[text])
    found = _RUN.fullmatch(text) or _MONTH.fullmatch(text)
    if found is None:
        return month_of_day(raw, text, today, year)
    named = year_of(found["year"]) if found["year"] else year
    if named is None:
        raise EntryFault(f"“{text}”没有写年份", "请写成 2026-10")
    number = found["month"]
    return date(named, int(number) if number.isdecimal() else read_numeral(number) or 1, 1)


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months after the one of `day`."""
    count = 12 * day.year + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def month_of_day(raw: Raw, shown: str, today: date | None, year: int | None) -> date:
    """The month of a whole day: 2026年10月8日. Raises EntryFault."""
    try:
        day = parse_date(raw, today=today, year=year, month=None).date
    except EntryFault:
        raise unread(shown) from None
    return date(day.year, day.month, 1)


def year_of(text: str) -> int:
    """2026, 26 and 二〇二六 as a number."""
    number = int(text) if text.isdecimal() else (read_year_digits(text) or 0)
    return number + 2000 if len(text) == 2 else number


def unread(shown: str) -> EntryFault:
    """What names no month."""
    return EntryFault(f"“{shown}”看不出是哪一个月", "请写成 2026-10")
