"""Deadlines of a list of tasks in words: 3月底前, 每季度, 长期坚持, 全年, 9.28."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Never
from unicodedata import normalize

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.dates import NO_YEAR, parse_date
from bureau.ledger.lenient.numerals import read_numeral
from bureau.ledger.lenient.texts import refuse_error_value, tidy

ONCE, MONTHLY, QUARTERLY, HALF_YEARLY, ONGOING = (
    "once", "monthly", "quarterly", "half-yearly", "ongoing",
)  # fmt: skip
"""How often something is to be done, by the code that the items of the catalogue have."""
OTHERWISE: Final = "，或写“3月底前”“每季度”“长期坚持”"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十元]{1,2})"
_TIMES = r"(?:(?:至少|不少于)?(?:开展|召开|组织|完成)?[\d一二两三四]{1,2}次(?:以上)?)?"
_UNTIL = r"(?:[底末]|最后一天)?(?:之?前|以前)?"
_DONE = r"(?:完成|开展|推进|坚持|进行|落实|报送|组织|实施)?"
_REPEATED: Final = tuple(
    (re.compile(rf"(?:{words}){_UNTIL}{_TIMES}{_DONE}"), often)
    for words, often in (
        (r"每个?月(?:度|份)?|月月|按月|逐月|每月\d{1,2}[日号]", MONTHLY),
        (r"每个?季度?|按季度?|逐季", QUARTERLY),
        (r"每半年|半年一次|每年两次|每年2次", HALF_YEARLY),
    )
)
_ONGOING: Final = re.compile(
    r"(?:长期|持续|经常性?|常态化?|常年|一直|日常|随时)(?:性|化)?(?:地)?"
    r"(?:坚持|推进|开展|抓好|执行|保持|落实|进行|工作|性工作)?"
)
_WHOLE_YEAR: Final = re.compile(
    r"(?:贯穿)?全年(?:性工作|工作)?(?:持续|长期|常态化?)?(?:坚持|推进|开展|落实|实施)?"
)
_END_OF_YEAR: Final = re.compile(r"年度?[底末终](?:之?前|以前)?|年度?内|每年(?:至少)?[一1]次")
_QUARTER: Final = re.compile(r"第?(?P<n>[1-4一二三四])季度?(?P<end>[底末])?(?P<before>之?前|以前)?")
_HALF: Final = re.compile(r"(?P<half>[上下])半年(?P<end>[底末])?(?P<before>之?前|以前)?")
_MONTH: Final = re.compile(
    rf"(?P<n>{_NUMBER})月份?(?P<part>[上中下]旬|[底末])?(?P<before>之?前|以前)?"
)
_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?:年度?|[-./](?=\d))")
_THIS_YEAR: Final = re.compile(r"(?:今年|本年|当年|每年)度?(?=.)")
_FINISHED: Final = re.compile(r"(?:全部|全面|基本)?(?:完成|开展完毕|完毕|到位|完成任务)$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done and how often; `due` is None where nothing but the rhythm is said.

    `year` is that of the list that the task is in.
    """

    due: date | None
    frequency: str
    year: int


def parse_deadline(raw: Raw, *, today: date | None, year: int | None) -> Deadline:
    """What a deadline means in the list of the year `year`. Raises EntryFault, and never guesses.

    The year is needed by all but whole days: a rhythm is one of a year's list too.
    """
    if not isinstance(raw, str):
        return _on(parse_date(raw, today=today, year=year, forward=True).date)
    refuse_error_value(raw)
    text = re.sub(r"\s+", "", normalize("NFKC", tidy(raw))).strip("。;,、()")
    plain = _FINISHED.sub("", text) or text
    named = _YEAR.match(plain)
    own = int(named["year"]) if named else year
    rest = plain[named.end() :] if named else plain
    if named is None and (said := _THIS_YEAR.match(plain)) and not _END_OF_YEAR.fullmatch(plain):
        rest = plain[said.end() :]
    if rest != plain and rest[:1] in "底末终内":
        rest = f"年{rest}"
    found = _worded(rest, own, raw) if rest else None
    if found is not None:
        return found
    try:
        return _on(parse_date(plain, today=today, year=year, forward=True).date)
    except EntryFault as fault:
        also = "" if fault.suggestion == NO_YEAR else OTHERWISE
        raise EntryFault(fault.reason, fault.suggestion + also) from None


def _on(day: date, frequency: str = ONCE) -> Deadline:
    """A deadline with a day."""
    return Deadline(day, frequency, day.year)


def _worded(text: str, year: int | None, raw: str) -> Deadline | None:
    """The deadline of words without a day, None where a day may be meant. Raises EntryFault."""
    for writing, often in _REPEATED:
        if writing.fullmatch(text):
            return Deadline(None, often, _known(year, raw))
    if _ONGOING.fullmatch(text):
        return Deadline(None, ONGOING, _known(year, raw))
    if _WHOLE_YEAR.fullmatch(text):
        return _on(date(_known(year, raw), 12, 31), ONGOING)
    if _END_OF_YEAR.fullmatch(text):
        return _on(date(_known(year, raw), 12, 31))
    if match := _QUARTER.fullmatch(text):
        number = int(match["n"]) if match["n"].isdecimal() else read_numeral(match["n"]) or 0
        return _end_of(_known(year, raw), number * 3, match, raw)
    if match := _HALF.fullmatch(text):
        return _end_of(_known(year, raw), 6 if match["half"] == "上" else 12, match, raw)
    if match := _MONTH.fullmatch(text):
        word = match["n"].replace("元", "一")
        number = int(word) if word.isdecimal() else read_numeral(word) or 0
        if not 1 <= number <= 12:
            raise EntryFault(f"“{_shown(raw)}”里没有这个月", "请核对月份")
        days = {"上旬": 10, "中旬": 20}.get(match["part"] or "")
        if days is not None:
            return _on(date(_known(year, raw), number, days))
        return _end_of(_known(year, raw), number, match, raw, match["part"])
    return None


def _end_of(
    year: int, month: int, match: re.Match[str], raw: str, end: str | None = None
) -> Deadline:
    """The last day of a month. Raises EntryFault for 11月前, which may mean its first or its last day."""
    if match["before"] and not (end or match.groupdict().get("end")):
        _ask(raw, "分不清是开始以前还是结束以前", f"请写成 {year}-{month:02}-{_last(year, month)}")
    return _on(date(year, month, _last(year, month)))


def _last(year: int, month: int) -> int:
    """The number of the last day of a month."""
    return monthrange(year, month)[1]


def _known(year: int | None, raw: str) -> int:
    """The year of the list. Raises EntryFault where nothing says it."""
    if year is None:
        raise EntryFault(f"“{_shown(raw)}”没有写年份", NO_YEAR)
    return year


def _ask(raw: str, why: str, how: str) -> Never:
    """Raise EntryFault: what is wrong with the words, and how to write them."""
    raise EntryFault(f"“{_shown(raw)}”{why}", how)


def _shown(raw: str) -> str:
    """The words as the clerk sees them, cut short."""
    text = raw.strip()
    return text if len(text) <= 20 else text[:19] + "…"
