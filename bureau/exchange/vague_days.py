"""Cells that name several days where one is wanted: 10.8-10.10, 10月上旬."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from bureau.ledger.lenient.texts import tidy

FIRST, LAST, REFUSE = "first", "last", "refuse"
_DAY: Final = r"(?:(?:\d{4}|\d\d)\s*[年./-]\s*)?\d{1,2}\s*[月./]\s*\d{1,2}\s*[日号]?"
_SPAN: Final = re.compile(
    rf"(?P<first>{_DAY}|\d{{1,2}}[日号])\s*(?:[-~—–－～至到]|--)+\s*(?P<last>{_DAY}|\d{{1,2}}[日号]?)"
)
_THIRD: Final = re.compile(
    r"(?P<year>\d{4}年)?(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?P<part>上旬|中旬|下旬|初|中|底|末)"
)
_PARTS: Final = {
    "上旬": ("1", "10"), "初": ("1", "10"), "中旬": ("11", "20"), "中": ("11", "20"),
    "下旬": ("21", ""), "底": ("21", ""), "末": ("21", ""),
}  # fmt: skip
_LONGEST: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HAN: Final = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last of several days, as texts; `exact` where both were written."""

    first: str
    last: str
    exact: bool


def several_days(raw: object) -> Days | None:
    """The days that a cell names; None where it doesn't name several."""
    if not isinstance(raw, str):
        return None
    text = normalize("NFKC", tidy(raw)).replace(" ", "").replace("—", "-").replace("–", "-")
    match = _SPAN.fullmatch(text)
    if match is not None:
        first, last = match["first"], match["last"]
        if re.fullmatch(r"\d{1,2}[日号]?", last) and not re.fullmatch(r"\d{1,2}[日号]", first):
            # 10月8日-10日 ends in its own month.
            last = re.sub(r"\d{1,2}[日号]?$", last.rstrip("日号") + "日", first)
        return Days(first, last, exact=True)
    third = _THIRD.fullmatch(text)
    if third is None:
        return None
    month = month_number(third["month"])
    if not 1 <= month <= 12:
        return None
    begin, end = _PARTS[third["part"]]
    year = third["year"] or ""
    end = end or str(_LONGEST[month - 1])
    return Days(f"{year}{month}月{begin}日", f"{year}{month}月{end}日", exact=False)


def month_number(text: str) -> int:
    """10 and 十 are ten."""
    if text.isdecimal():
        return int(text)
    if text.startswith("十"):
        return 10 + (_HAN.find(text[1]) + 1 if len(text) > 1 else 0)
    return _HAN.find(text) + 1
