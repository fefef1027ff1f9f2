"""Limits that are counted from another date: 3日内, 当天, and days without a year beside one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from bureau.ledger.lenient.numerals import read_numeral

AT_ONCE: Final = frozenset(
    {"当天", "当日", "即日", "即时", "立即", "当场", "现场", "立行立改", "即知即改"}
)
HALF_YEAR: Final = timedelta(days=183)
_TERM: Final = re.compile(
    r"(?:限期?|自发现之?日起)?(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
    r"(?:(?:天|个?自然日)(?:以?内|之内)?|日(?:以内|之内|内)|(?P<hours>个?小时)(?:以?内|之内)?)"
    r"(?:整改)?(?:完成|到位|完毕)?"
)

_WORKING: Final = re.compile(
    r"(?:限期?|自发现之?日起)?(?P<sign>\+ ?)?(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}) ?"
    r"个?工作?[日天]?(?:以?内|之内)?(?:整改)?(?:完成|到位|完毕)?"
)


def days_of_limit(text: str) -> int | None:
    """Days that a limit gives: 3天, 三日内, 48小时 → 2, 当天 → 0; working days are not counted here."""
    if text.removesuffix("整改") in AT_ONCE:
        return 0
    match = _TERM.fullmatch(text)
    if match is None:
        return None
    number = int(match["n"]) if match["n"].isdecimal() else read_numeral(match["n"])
    if number is None or not match["hours"]:
        return number
    return number // 24 if number % 24 == 0 else None


def working_days_of_limit(text: str) -> tuple[int, bool] | None:
    """Working days that a limit gives, and whether a + counts them from today: 3工, +5个工作日."""
    match = _WORKING.fullmatch(text)
    number = match and (int(match["n"]) if match["n"].isdecimal() else read_numeral(match["n"]))
    return (number, bool(match["sign"])) if match and number else None


def days_after(anchor: str, days: int) -> str:
    """The ISO day so many days after the anchor."""
    return (date.fromisoformat(anchor[:10]) + timedelta(days=days)).isoformat()


def year_near(anchor: str, day_in: Callable[[int], str | None]) -> int:
    """The year of a day without one that stays on or after `anchor`.

    The next year only when that is under half a year away; `day_in` gives the day in a year.
    """
    year = int(anchor[:4])
    this = day_in(year)
    if this is not None and this[:10] >= anchor[:10]:
        return year
    later = day_in(year + 1)
    if later is None:
        return year
    away = date.fromisoformat(later[:10]) - date.fromisoformat(anchor[:10])
    return year + 1 if away < HALF_YEAR else year
