"""Two days in one cell: from when to when a contract runs."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal
from unicodedata import normalize

from bureau.ledger.entry import Entry, EntryFault, Raw, Spill, Value
from bureau.ledger.lenient.dates import parse_date
from bureau.ledger.lenient.numerals import read_numeral, read_year_digits
from bureau.ledger.lenient.texts import tidy

Edge = Literal["begins", "ends"]
OPEN_ENDS = frozenset(
    {
        "长期",
        "长期有效",
        "无期限",
        "无固定期限",
        "不定期",
        "未定",
        "待定",
        "至今",
        "今",
        "现在",
        "另行通知",
    }
)
"""What stands for an end that nobody knows yet."""
_BETWEEN = re.compile(r"起?(?:至|到|[—–―─－~～]+|-{1,2})")
_LASTING = re.compile(
    r"(?P<from>.+?)[日号]?(?:起|开始|生效)?[，,、（(]?(?:为?期|期限|有效期|服务期|合同期|共|计)?[：:]?"
    r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?P<unit>年|月)(?:期|整)?[)）]?"
)
_MONTH = re.compile(
    r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4}) ?(?:年|[-./]) ?"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十元]{1,2}) ?月?份?(?P<part>初|[底末])?"
)


def parse_edge(
    raw: Raw, edge: Edge, *, today: date | None = None, year: int | None, month: int | None
) -> date | None:
    """The first or last day of something: 2027年12月底, a bare month its first or last day.

    None for an end that is open (长期). Raises EntryFault.
    """
    if not isinstance(raw, str):
        return parse_date(raw, today=today, year=year, month=month).date
    text = normalize("NFKC", tidy(raw)).strip()
    if edge == "ends" and text.strip("。. ()（）") in OPEN_ENDS:
        return None
    found = of_month(text, edge)
    if found is not None:
        return found
    # 元月 is what the first month is called on contracts.
    text = text.replace("元月", "1月")
    return parse_date(text, today=today, year=year, month=month, forward=edge == "ends").date


def parse_term(raw: Raw, entry: Entry, edge: Edge, until: str) -> Value | Spill:
    """The edge of a term; behind a begin, the end that is written with it goes to the field `until`.

    None for an end that is open. Raises EntryFault.
    """
    try:
        day = parse_edge(raw, edge, today=entry.today, year=entry.year, month=entry.month)
    except EntryFault:
        span = parse_span(raw, year=entry.year) if isinstance(raw, str) else None
        if span is None:
            raise
        begins, ends = (one.isoformat() if one is not None else None for one in span)
        if edge == "ends":
            return ends
        return Spill(begins, {until: ends}) if until and ends else begins
    return None if day is None else day.isoformat()


def of_month(text: str, edge: Edge) -> date | None:
    """The first or last day of a month that a text is; 初 and 底 say themselves which."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"]) if match["year"].isdecimal() else read_year_digits(match["year"])
    word = match["month"].replace("元", "一")
    month = int(word) if word.isdecimal() else read_numeral(word)
    if year is None or month is None or not (1990 <= year <= 2100 and 1 <= month <= 12):
        return None
    last = match["part"] in ("底", "末") or (edge == "ends" and match["part"] is None)
    return date(year, month, monthrange(year, month)[1] if last else 1)


def parse_span(text: str, *, year: int | None) -> tuple[date, date | None] | None:
    """First and last day of 2025.1.1—2027.12.31 or 2025年1月1日起三年; None where a text has no two.

    An end without a year is of the year of the begin.
    """
    plain = " ".join(normalize("NFKC", tidy(text)).split()).removeprefix("自").removeprefix("从")
    for one, other in halves(plain):
        try:
            begins = parse_edge(one, "begins", year=year, month=None)
            if begins is None:
                continue
            ends = parse_edge(
                other.removesuffix("止"), "ends", year=begins.year, month=begins.month
            )
        except EntryFault:
            continue
        if ends is None or begins <= ends:
            return begins, ends
    return lasting(plain, year)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Every way to part a text where something stands for “to”; clear words before mere dashes."""
    found = list(_BETWEEN.finditer(text))
    for match in sorted(found, key=lambda one: one.group().endswith("-") and len(one.group()) == 1):
        yield text[: match.start()].strip().rstrip("起"), text[match.end() :].strip()


def lasting(text: str, year: int | None) -> tuple[date, date] | None:
    """A begin and how long it lasts: 2025年1月1日起三年 ends on 2027-12-31."""
    match = _LASTING.fullmatch(text)
    if match is None:
        return None
    number = (
        int(match["n"]) if match["n"].isdecimal() else read_numeral(match["n"].replace("两", "二"))
    )
    try:
        begins = parse_edge(match["from"], "begins", year=year, month=None)
    except EntryFault:
        return None
    if begins is None or not number:
        return None
    months = begins.year * 12 + begins.month - 1 + number * (12 if match["unit"] == "年" else 1)
    ended_year, ended_month = months // 12, months % 12 + 1
    day = min(begins.day, monthrange(ended_year, ended_month)[1])
    return begins, date(ended_year, ended_month, day) - timedelta(days=1)
