"""Days of which only the month or the year is known: 入党时间 1998.7, 安装时间 2016年11月, 2020年."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from unicodedata import normalize

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.numerals import read_numeral, read_year_digits
from bureau.ledger.lenient.texts import tidy

_YEARS = range(1900, 2101)
_HAN = "〇零○一二三四五六七八九十元"
_MONTH = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[{_HAN}]{{4}})(?:年|[-./])(?P<month>\d{{1,2}}|[{_HAN}]{{1,2}})月?份?"
)
_YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d|[{_HAN}]{{4}}(?=年))(?:年度?)?")
_SIX = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])")


def first_day(raw: Raw) -> date | None:
    """The first day of a month or a year that stands alone, None for all else.

    Raises EntryFault for 1999.1 held as a number, which 1999.10 is too, and for 200105, which may
    be a day of 2020.
    """
    if isinstance(raw, bool | date | datetime):
        return None
    if isinstance(raw, float | Decimal) and raw != int(raw):
        return _of_number(Decimal(repr(raw)) if isinstance(raw, float) else raw)
    if not isinstance(raw, str | int | float | Decimal):
        return None
    text = re.sub(
        r"\s+", "", normalize("NFKC", tidy(str(raw if isinstance(raw, str) else int(raw))))
    )
    if match := _SIX.fullmatch(text):
        day = int(text[4:])
        if int(text[2:4]) in range(1, 13) and 1 <= day <= 31:
            raise EntryFault(
                f"“{text}”分不清是{text[:4]}年{day}月还是20{text[:2]}年{int(text[2:4])}月{day}日",
                f"请写成 {text[:4]}年{day}月",
            )
        return date(int(match["year"]), int(match["month"]), 1)
    if match := _MONTH.fullmatch(text):
        return _first(match["year"], match["month"])
    if match := _YEAR.fullmatch(text):
        return _first(match["year"], "1")
    return None


def _of_number(number: Decimal) -> date | None:
    """1970.01 held as a number; 1999.7 can be July only."""
    year, _, month = format(number.normalize(), "f").partition(".")
    if not year.isdecimal() or int(year) not in _YEARS or len(month) > 2:
        return None
    if month == "1":
        raise EntryFault(
            f"“{year}.1”分不清是{year}年1月还是{year}年10月", f"请写成 {year}年1月或 {year}年10月"
        )
    return date(int(year), int(month), 1) if 1 <= int(month) <= 12 else None


def _first(year: str, month: str) -> date | None:
    """The first day of a month in digits or Chinese numerals, None where there is none."""
    y = int(year) if year.isdecimal() and year.isascii() else read_year_digits(year)
    word = month.replace("元", "一")
    m = int(word) if word.isascii() else read_numeral(word)
    if y is None or m is None or y not in _YEARS or not 1 <= m <= 12:
        return None
    return date(y, m, 1)
