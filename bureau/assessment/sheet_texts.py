"""Sheets that a clerk types 考核办法 into: every cell a text, read as exact numbers, days and choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from bureau.assessment.exact import written
from bureau.assessment.misfits import Misfit
from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.dates import parse_date
from bureau.ledger.lenient.numbers import parse_decimal, parse_money_fen
from bureau.ledger.lenient.texts import tidy
from bureau.reports.change import fixed

Line = dict[str, str]
"""One row of a table by column; `key` says which row it is."""
LONGEST = 64


def shown(value: Fraction | None) -> str:
    """A number as it is typed; "" for none."""
    return "" if value is None else written(value)


def shown_day(day: date | None) -> str:
    """A day as it is typed; "" for none."""
    return "" if day is None else day.isoformat()


def shown_yuan(fen: int) -> str:
    """An amount as it is typed: 元, without decimals where there are none; "" for nothing."""
    return fixed(Fraction(fen, 100), 0 if fen % 100 == 0 else 2) if fen else ""


def text_of(line: Mapping[str, str], field: str, title: str) -> str:
    """A text that must be there. Raises Misfit."""
    text = tidy(line.get(field, ""))
    if not text:
        raise Misfit(f"请填写“{title}”。", line.get("key", ""), field)
    if len(text) > LONGEST:
        raise Misfit(f"“{title}”最多 {LONGEST} 个字，请写短些。", line.get("key", ""), field)
    return text


def number_of(line: Mapping[str, str], field: str, title: str) -> Fraction | None:
    """An exact number, None where nothing is typed. 1/3 and 5% are read too. Raises Misfit."""
    text = tidy(line.get(field, ""))
    if not text:
        return None
    upper, stroke, lower = text.partition("/")
    try:
        if stroke:
            return Fraction(parse_decimal(upper)) / Fraction(parse_decimal(lower))
        return Fraction(parse_decimal(text, unit="分", percent=True))
    except EntryFault as fault:
        raise Misfit(f"“{title}”：{spoken(fault)}", line.get("key", ""), field) from None
    except ZeroDivisionError:
        raise Misfit(f"“{title}”不能除以 0，请核对。", line.get("key", ""), field) from None


def needed(line: Mapping[str, str], field: str, title: str) -> Fraction:
    """A number that must be there. Raises Misfit."""
    number = number_of(line, field, title)
    if number is None:
        raise Misfit(f"请填写“{title}”。", line.get("key", ""), field)
    return number


def whole_number_of(line: Mapping[str, str], field: str, title: str) -> int:
    """A whole number that must be there. Raises Misfit."""
    number = needed(line, field, title)
    if number.denominator != 1:
        raise Misfit(f"“{title}”要填整数，请核对。", line.get("key", ""), field)
    return int(number)


def fen_of(line: Mapping[str, str], field: str, title: str) -> int:
    """An amount typed in 元, in 分; nothing typed is 0. Raises Misfit."""
    text = tidy(line.get(field, ""))
    if not text:
        return 0
    try:
        return parse_money_fen(text)
    except EntryFault as fault:
        raise Misfit(f"“{title}”：{spoken(fault)}", line.get("key", ""), field) from None


def day_of(line: Mapping[str, str], field: str, title: str) -> date | None:
    """A day, None where nothing is typed. Raises Misfit."""
    text = tidy(line.get(field, ""))
    if not text:
        return None
    try:
        return parse_date(text, today=None, year=None).date
    except EntryFault as fault:
        raise Misfit(f"“{title}”：{spoken(fault)}", line.get("key", ""), field) from None


def needed_day(line: Mapping[str, str], field: str, title: str) -> date:
    """A day that must be there. Raises Misfit."""
    day = day_of(line, field, title)
    if day is None:
        raise Misfit(f"请填写“{title}”。", line.get("key", ""), field)
    return day


def spoken(fault: EntryFault) -> str:
    """Why a cell can't be taken, and what to do, as one sentence."""
    return f"{fault.reason}，{fault.suggestion or '请核对'}。"


def free_key(taken: Iterable[str], stem: str) -> str:
    """stem-1, stem-2 …: the first that nothing else is called."""
    used = set(taken)
    number = 1
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"
