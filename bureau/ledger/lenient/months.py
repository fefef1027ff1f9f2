"""The year and month that a title, a sheet's name or a file's name says its contents are of."""

from __future__ import annotations

import re
from pathlib import PurePath
from unicodedata import normalize

from bureau.ledger.lenient.numerals import read_numeral, read_year_digits

_HAN = "〇零○一二三四五六七八九"
_YEAR = rf"(?:(?<!\d)(?:19|20)\d\d|(?<![{_HAN}])[二一][{_HAN}Oo]{{3}})"
_NUMBER = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]|[一二三四五六七八九十](?![一二三四五六七八九十]))"
_TO = r" ?(?:[-~至到、和及]|--) ?"
_MONTHS = rf"(?P<first>{_NUMBER}) ?(?:月份?)?{_TO}(?P<last>{_NUMBER}) ?月(?!\d)"
_NAMED = re.compile(
    # 2026年1-10月, 9月至10月: several months, so none
    rf"(?:(?P<span_year>{_YEAR}) ?年 ?)?(?<!\d){_MONTHS}"
    # 2026年10月, 2026-10, 2026.10.8
    rf"|(?P<year>{_YEAR}) ?(?:年度?|[-._/ ]) ?(?P<month>{_NUMBER})(?!\d)(?! ?[季期号届次])"
    # 202610, 20261008
    r"|(?<!\d)(?P<run_year>(?:19|20)\d\d)(?P<run_month>0[1-9]|1[0-2])(?:\d\d)?(?!\d)"
    # 26年10月
    r"|(?<!\d)(?P<short_year>\d\d) ?年 ?(?P<short_month>1[0-2]|0?[1-9]) ?月"
    # 2026年度, (2026)
    rf"|(?P<only_year>{_YEAR})(?!\d)"
    # 10月份, 十月份; 十月 alone might be part of a name
    r"|(?<!\d)(?P<only_month>1[0-2]|0?[1-9]) ?月"
    r"|(?P<spoken_month>十[一二]|[一二三四五六七八九十])月份"
)
_DASHES = str.maketrans("—–−―〜", "----~")


def month_named_in(text: str) -> tuple[int | None, int | None]:
    """(year, month) that `text` names; None for what it doesn't name or names twice differently.

    路灯夜巡记录-2026年10月.xlsx → (2026, 10); 10月份工作日志 → (None, 10);
    2026年度计划, 2026年1-5月汇总 → (2026, None).
    """
    plain = normalize("NFKC", text).translate(_DASHES)
    years: set[int] = set()
    months: set[int] = set()
    for match in _NAMED.finditer(plain):
        for name, found in match.groupdict().items():
            if found is None:
                continue
            if name.endswith("year"):
                years.add(_year(found))
            else:
                months.add(int(found) if found.isdecimal() else read_numeral(found) or 0)
    return _single(years), _single(months)


def month_of_file(path: PurePath) -> tuple[int | None, int | None]:
    """(year, month) that a file's name says, else what its folder's name says."""
    year, month = month_named_in(path.stem)
    if year is None:
        folder_year, folder_month = month_named_in(path.parent.name)
        return folder_year, month if month is not None else folder_month
    return year, month


def _year(text: str) -> int:
    number = int(text) if text.isdecimal() else (read_year_digits(text) or 0)
    return number + 2000 if len(text) == 2 else number


def _single(found: set[int]) -> int | None:
    return found.pop() if len(found) == 1 else None
