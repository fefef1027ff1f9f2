"""Days in the many ways that people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Never
from unicodedata import normalize

from bureau.ledger.entry import EntryFault, Raw
from bureau.ledger.lenient.clock import PART_OF_DAY, parse_time, read_clock, time_of_fraction
from bureau.ledger.lenient.numerals import read_numeral, read_year_digits
from bureau.ledger.lenient.texts import refuse_error_value, tidy

NO_YEAR = "请在标题、文件名或“月份”里写明年份"

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range((date(1990, 1, 1) - _EXCEL_EPOCH).days, (date(2101, 1, 1) - _EXCEL_EPOCH).days)
_YEARS = range(1900, 2101)
_HALF_YEAR = timedelta(days=183)
_DAYS_AWAY = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
_YEARS_AWAY = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_MONTHS_AWAY = {"上个月": -1, "上月": -1, "本月": 0, "这个月": 0, "当月": 0, "下个月": 1, "下月": 1}

_HAN = "〇零○◯一二三四五六七八九"
_YEAR = rf"(?P<year>\d{{4}}|\d\d|[{_HAN}Oo]{{4}}|[{_HAN}]{{2}})"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_MONTH, _DAY = rf"(?P<month>{_PART})", rf"(?P<day>{_PART})(?!\d)"
_WRITINGS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR} ?(?:年|(?P<mark>[-./])) ?{_MONTH} ?(?:月份?|[-./]) ?{_DAY} ?[日号]?",
        r"(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=\d{4}(?:\d\d)?$|\D|$)",
        r"(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)(?!\d)",
        r"(?P<month>0[1-9]|1[0-2])(?P<day>\d\d)(?!\d)",
        rf"{_MONTH} ?(?:月份?|[-./]) ?{_DAY} ?[日号]?",
        rf"{_DAY} ?[日号]",
    )
)
_MONTH_ONLY = re.compile(
    rf"(?:{_YEAR}(?:年|[-./]))?{_PART}月份?|(?:19|20)\d\d[-./]?(?:0?[1-9]|1[0-2])"
)
_TAIL = re.compile(
    r",?(?:\(?(?:星期|周|礼拜)[一二三四五六日天1-7]\)?)?"
    rf"(?:T?(?P<clock>[^()]*?\d[^()]*?|[^()]*?[点时][^()]*?)|(?:{PART_OF_DAY}))?"
    r"(?P<note>\([^()\d]*\)|补[报录登记]?)?",
    re.I,
)
_INEXACT = re.compile("左右|前后|大概|大约|约|估|农历|阴历|旧历|不详|期间")


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A day, and which of its parts were not written but taken from the surroundings."""

    date: date
    inferred_year: bool = False
    inferred_month: bool = False


def parse_date(
    raw: Raw,
    *,
    today: date | None,
    year: int | None,
    month: int | None = None,
    forward: bool = False,
    after: date | None = None,
    decimal_is_month_day: bool = False,
) -> ParsedDate:
    """The day that `raw` means. Raises EntryFault with the reason and how to write it.

    `year` and `month` are taken where the text has none (8日 needs `month`); None says that
    nothing names them. `today` is what 今天 and +3 count from; None, as for a file written some
    other day, refuses them. `forward` is for deadlines: 10月8日前 is that day, and a day without
    a year that lies before `after` belongs to the next year when that is under half a year away
    (found 28 December, due 1月5日). A number such as 10.1 stands for both 10.1 and 10.10 in a
    spreadsheet; `decimal_is_month_day` takes the first.
    """
    reading = _Reading(raw, today, year, month, forward, after, decimal_is_month_day)
    # A ledger has few different days in many rows.
    return (_moment_of_text(reading) if isinstance(raw, str) else reading.moment())[0]


def parse_datetime(
    raw: Raw,
    *,
    today: date | None,
    year: int | None,
    month: int | None = None,
    on: date | None = None,
) -> tuple[date, time | None]:
    """Day and time of `raw`; the time is None where only a day is written.

    A time alone (8:30, 下午3点半) is of the day `on`, else of `today`. Raises EntryFault.
    """
    clock = _time_alone(raw)
    if clock is not None:
        day = on or today
        if day is None:
            raise EntryFault(f"“{raw}”只有时刻，没有日期", "请写成 2026-10-08 09:30")
        return day, clock
    reading = _Reading(raw, today, year, month)
    parsed, found = _moment_of_text(reading) if isinstance(raw, str) else reading.moment()
    return parsed.date, found


def _time_alone(raw: Raw) -> time | None:
    """The time that a value without any day means, None when it has a day."""
    if isinstance(raw, time) or (isinstance(raw, float) and 0 < raw < 1):
        return parse_time(raw)
    return read_clock(_plain(raw).replace(" ", "")) if isinstance(raw, str) else None


def _plain(text: str) -> str:
    """The text with half-width signs, one kind of dash and stop, and single spaces."""
    plain = normalize("NFKC", tidy(text)).translate(_SIGNS)
    return " ".join(plain.split())


_SIGNS = str.maketrans("。·—–−―─\\", "..-----/")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One value being read, with its surroundings; see parse_date."""

    raw: Raw
    today: date | None
    year: int | None
    month: int | None = None
    forward: bool = False
    after: date | None = None
    decimal_is_month_day: bool = False

    def moment(self) -> tuple[ParsedDate, time | None]:
        """The day and, where one is written, the time of day."""
        raw = self.raw
        if isinstance(raw, datetime):
            clock = raw.time().replace(microsecond=0, tzinfo=None)
            # Spreadsheets hold a bare day as its midnight.
            return self.plausible(raw.date()), clock if clock != time() else None
        if isinstance(raw, date):
            return self.plausible(raw), None
        if isinstance(raw, str):
            return self.text(_plain(raw))
        if isinstance(raw, bool | time) or raw is None:
            self.refuse("不是日期")
        return self.number(Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw))

    def plausible(self, day: date) -> ParsedDate:
        """A day that was a real date already."""
        if day.year not in _YEARS:
            self.refuse(f"的年份是 {day.year} 年，请核对")
        return ParsedDate(day)

    def number(self, number: Decimal) -> tuple[ParsedDate, time | None]:
        """A day held as a number: a spreadsheet's serial, 20261008, 261008, 1008, 10.8."""
        if not number.is_finite() or number < 0:
            self.refuse("不是日期")
        whole = int(number)
        if whole in _SERIALS:
            clock = time_of_fraction(number - whole) if number != whole else None
            return ParsedDate(_EXCEL_EPOCH + timedelta(days=whole)), clock
        if number != whole:
            return self.month_point_day(number), None
        if 101 <= whole <= 1231:
            return self.text(f"{whole:04d}")
        return self.text(str(whole))

    def month_point_day(self, number: Decimal) -> ParsedDate:
        """10.8 held as a number, where 10.1 and 10.10 have become the same."""
        text = format(number.normalize(), "f")
        month, _, days = text.partition(".")
        candidates = [days] if len(days) == 2 else [days, days + "0"]
        if len(days) > 2 or not month.isdecimal() or not 1 <= int(month) <= 12:
            self.refuse("不是日期")
        longest = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[int(month) - 1]
        possible = [day for day in candidates if 1 <= int(day) <= longest]
        if len(possible) > 1 and not self.decimal_is_month_day:
            first, second = (f"{month}月{int(day)}日" for day in possible)
            self.refuse(f"分不清是{first}还是{second}")
        return self.day(None, int(month), int((possible or candidates)[0]))

    def text(self, text: str) -> tuple[ParsedDate, time | None]:
        """A day in writing, with what may stand behind it."""
        refuse_error_value(text)
        if not text:
            self.refuse("没有日期", "")
        counted = self.counted_from_today(text)
        if counted is not None:
            return counted
        text = self.named_from_today(text)
        for writing in _WRITINGS:
            match = writing.match(text)
            if match:
                clock = self.tail(text[match.end() :])
                return self.written(match.groupdict()), clock
        if self.month and text.isdecimal() and len(text) <= 2:
            return self.day(None, self.month, int(text), inferred_month=True), None
        return self.unreadable(text)

    def written(self, parts: dict[str, str | None]) -> ParsedDate:
        """The day whose year, month and day were found in the text."""
        year, month, day = parts.get("year"), parts.get("month"), _two_digits(parts["day"])
        if year and len(year) == 2 and parts.get("mark") and year <= "12":
            # 10/8/26 is what an American spreadsheet writes for 2026-10-08, 10.8.9 may be two days.
            self.refuse("分不清哪个数是年份")
        if month is None and self.month is None:
            self.refuse("只有日，没有月份")
        number = _year_number(year) if year else None
        if month is not None:
            return self.day(number, _two_digits(month), day)
        return self.day(number, self.month or 0, day, inferred_month=True)

    def day(
        self, year: int | None, month: int, day: int, *, inferred_month: bool = False
    ) -> ParsedDate:
        """The day of these numbers; a missing year is taken from the surroundings."""
        if not 1 <= month <= 12:
            self.refuse(f"里的月份是 {month}，没有这个月")
        inferred = year is None
        year = self.year if year is None else year
        if year is None:
            if _existing(2000, month, day) is None:
                self.refuse(f"里没有这一天：{month}月没有{day}日")
            raise EntryFault(f"“{self.shown()}”没有写年份", NO_YEAR)
        if year not in _YEARS:
            self.refuse(f"的年份是 {year} 年，请核对")
        found = _existing(year, month, day)
        if found is None:
            self.refuse(f"里没有这一天：{year}年{month}月没有{day}日")
        if inferred and self.forward and self.after and found < self.after:
            later = _existing(year + 1, month, day)
            if later and later - self.after < _HALF_YEAR:
                found = later
        return ParsedDate(found, inferred, inferred_month)

    def counted_from_today(self, text: str) -> tuple[ParsedDate, time | None] | None:
        """今天, 昨天下午3点, +3, -2, 3天后; None for everything else."""
        tail, away = "", None
        for word, days in _DAYS_AWAY.items():
            if text.startswith(word):
                tail, away = text[len(word) :], days
        signed = re.fullmatch(r"([+-]) ?(\d{1,3}) ?[天日]?", text)
        spoken = re.fullmatch(r"(\d{1,3}) ?[天日]之?([后前])", text)
        if signed:
            away = int(signed[2]) * (1 if signed[1] == "+" else -1)
        elif spoken and not (self.forward and "日前" in text):
            away = int(spoken[1]) * (1 if spoken[2] == "后" else -1)
        if away is None:
            return None
        clock = self.tail(tail)
        return ParsedDate(self.known_today() + timedelta(days=away)), clock

    def named_from_today(self, text: str) -> str:
        """去年12月30日 and 本月8日 with the year and month they mean written out."""
        for word, away in _YEARS_AWAY.items():
            if text.startswith(word):
                return f"{self.known_today().year + away}年{text[len(word) :].lstrip()}"
        for word, away in _MONTHS_AWAY.items():
            if text.startswith(word):
                months = self.known_today().year * 12 + self.known_today().month - 1 + away
                return f"{months // 12}年{months % 12 + 1}月{text[len(word) :].lstrip()}"
        return text

    def known_today(self) -> date:
        """Today, refused where the value was written on another day."""
        if self.today is None:
            self.refuse("要看是哪一天写的")
        return self.today

    def tail(self, text: str) -> time | None:
        """What stands behind the day: weekday, time, note. Raises EntryFault for anything else."""
        tail = text.replace(" ", "").lstrip("日")
        if self.forward:
            tail = re.sub(r"(?:之前|以前|前|止|截止|为止)$", "", tail)
        if re.fullmatch(r"\d{4}(?:\d\d)?", tail):
            tail = ":".join((tail[:2], tail[2:4], tail[4:] or "00"))
        match = _TAIL.fullmatch(tail)
        if match is None or (match["note"] and _INEXACT.search(match["note"])):
            self.refuse("看不出是哪一天")
        clock = match["clock"]
        found = read_clock(clock) if clock else None
        if clock and found is None:
            self.refuse("看不出是哪一天")
        return found

    def unreadable(self, text: str) -> Never:
        """Refuse a text that has no day in it, saying what it lacks."""
        if _MONTH_ONLY.fullmatch(text.replace(" ", "")):
            self.refuse("只有月份，没有日")
        if re.fullmatch(r"(?:19|20)\d\d ?年?度?", text):
            self.refuse("只有年份，没有月和日")
        self.refuse("不是日期")

    def shown(self) -> str:
        """The value as the clerk sees it, cut short."""
        text = str(self.raw).strip()
        return text if len(text) <= 20 else text[:19] + "…"

    def refuse(self, why: str, shown: str | None = None) -> Never:
        """Raise EntryFault: the value, what is wrong with it, and an example of how to write it."""
        year = self.year or (self.today.year if self.today else 2026)
        value = f"“{self.shown()}”" if shown is None else shown
        raise EntryFault(f"{value}{why}", f"请写成 {year}-10-08")


@lru_cache(maxsize=4096)
def _moment_of_text(reading: _Reading) -> tuple[ParsedDate, time | None]:
    """The moment of a reading whose value is text; two equal ones mean the same."""
    return reading.moment()


def _two_digits(text: str | None) -> int:
    """A month or day in digits or in Chinese: 08, 十一; 0 for a numeral that is none."""
    if not text:
        return 0
    return int(text) if text.isdecimal() else (read_numeral(text) or 0)


def _year_number(text: str) -> int:
    """A year of two or four digits, Chinese ones included; 26 is 2026."""
    number = int(text) if text.isdecimal() else (read_year_digits(text) or 0)
    return number + 2000 if len(text) == 2 else number


def _existing(year: int, month: int, day: int) -> date | None:
    """The day when the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
