"""Periods that figures are made for: statistical months and what is built of them, weeks, any days."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from bureau.errors import BugError, UserError

MONTH_END = 31
"""The day on which a statistical month ends when it is the calendar month."""
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MIDDLE = 3
"""Days from a week's first to its middle one, whose year and number it has (GB/T 7408, ISO 8601)."""
REPORTING_DAY = 15
"""Up to this day of a month its predecessor is the one being reported."""
QUARTERS = "一二三四"
_MONTH = re.compile(r"(\d{4})\s*(?:[-./年]\s*(\d{1,2})|(\d{2}))\s*月?(?:份)?")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")


def parse_month(text: str, month_end_day: int = MONTH_END) -> Period:
    """`2026-10`, 202610 or 2026年10月 as a period. Raises UserError."""
    return Period.month(*month_named(text), month_end_day=month_end_day)


def parse_span(first: str, last: str, month_end_day: int = MONTH_END) -> Period:
    """From and to, each a month (2026-01) or a day (2026-01-15), both included. Raises UserError.

    A quarter, half-year or year named by its months is taken for one.
    """
    if _DAY.fullmatch(plain(first)) or _DAY.fullmatch(plain(last)):
        begin = day_named(first) or Period.month(*month_named(first), month_end_day).first
        end = day_named(last) or Period.month(*month_named(last), month_end_day).last
        if begin > end:
            raise UserError(f"起始日期 {begin} 晚于截止日期 {end}，请对调或核对")
        return Period.span(begin, end, month_end_day)
    return Period.run(month_named(first), month_named(last), month_end_day)


def month_named(text: str) -> Month:
    """The year and month that `text` says. Raises UserError."""
    found = _MONTH.fullmatch(plain(text))
    if not found:
        raise UserError(f"“{text}”不是月份，请写成 2026-10 这样")
    year, month = int(found[1]), int(found[2] or found[3])
    if not 1 <= month <= 12:
        raise UserError(f"“{text}”里的月份不在 1 到 12 之间，请写成 2026-10 这样")
    if not 1990 <= year <= 2100:
        raise UserError(f"“{text}”里的年份不在 1990 到 2100 之间，请核对")
    return Month(year, month)


def day_named(text: str) -> date | None:
    """The day that `text` says, None when it says something else. Raises UserError."""
    found = _DAY.fullmatch(plain(text))
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise UserError(f"没有“{text}”这一天，请写成 2026-10-08 这样") from None
    month_named(f"{day.year}-{day.month}")
    return day


def plain(text: str) -> str:
    """`text` in half-width characters, without blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def month_holding(day: date, month_end_day: int = MONTH_END) -> Period:
    """The statistical month that `day` falls in."""
    month = Period.month(day.year, day.month, month_end_day)
    if day > month.last:
        return Period.months_long(Month(day.year, day.month).plus(1), 1, month_end_day)
    return month


def usual_month(today: date, month_end_day: int = MONTH_END) -> Period:
    """The month that a clerk most likely wants: the last one until the middle of the next."""
    month = month_holding(today, month_end_day)
    # The middle counts from the month's own first day, which need not be the 1st.
    if (today - month.first).days >= REPORTING_DAY:
        return month
    return month_holding(month.first - DAY, month_end_day)


def week_begun(day: date, starts_on: int = 0) -> date:
    """The first day of the week that holds `day`; `starts_on` is 0 for Monday to 6 for Sunday."""
    return day - (day.weekday() - starts_on) % 7 * DAY


def week_numbered(first: date) -> tuple[int, int]:
    """Year and number of a week by its first day: those of its middle day, as in ISO 8601."""
    middle = first + MIDDLE * DAY
    return middle.year, (middle.timetuple().tm_yday - 1) // 7 + 1


def same_week(first: date) -> date:
    """The first day of the week with the same number a year before; the 53rd's is the last."""
    year, number = week_numbered(first)
    found = first - 52 * WEEK
    while week_numbered(found)[0] == year:
        found -= WEEK
    return found - (week_numbered(found)[1] - number) * WEEK if number < 53 else found


def last_day(month: Month, month_end_day: int) -> date:
    """The day on which a statistical month ends, never later than the calendar month does."""
    return date(month.year, month.number, min(month_end_day, monthrange(*month)[1]))


def year_earlier(day: date, *, at_month_end: bool = False) -> date:
    """The same day a year before; the 29 February's is the 28th, a month's end stays its end."""
    longest = monthrange(day.year - 1, day.month)[1]
    if at_month_end and day == last_day(Month(day.year, day.month), MONTH_END):
        return date(day.year - 1, day.month, longest)
    return date(day.year - 1, day.month, min(day.day, longest))


class Kind(Enum):
    """What a period is, which decides its title and what it is compared with."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    RUN = "run"
    """Several months that are none of the above, 1—5月."""
    SPAN = "span"
    WEEK = "week"
    DAY = "day"


class Month(NamedTuple):
    """A month of a year. `number` is 1 to 12."""

    year: int
    number: int

    def plus(self, months: int) -> Month:
        """The month so many months later."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; `kind` says what these days are together.

    `begins` is the first of its statistical months and `length` their number (None and 0 for a
    span of days). A statistical month may end on another day than the last (`month_end_day` 25:
    from the 26th of the month before).
    """

    first: date
    last: date
    kind: Kind = Kind.SPAN
    begins: Month | None = None
    length: int = 0
    month_end_day: int = MONTH_END
    until: date | None = field(default=None, compare=False)
    """While it runs, the day up to which it is seen: its bases end on the day that answers to it."""

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise BugError(f"period from {self.first} to {self.last}")

    @classmethod
    def month(cls, year: int, month: int, month_end_day: int = MONTH_END) -> Period:
        """One statistical month. Raises UserError for a month or end day that doesn't exist."""
        return cls.months_long(Month(year, month), 1, month_end_day)

    @classmethod
    def quarter(cls, year: int, number: int, month_end_day: int = MONTH_END) -> Period:
        """One quarter (1 to 4)."""
        return cls.months_long(Month(year, number * 3 - 2), 3, month_end_day)

    @classmethod
    def half_year(cls, year: int, number: int, month_end_day: int = MONTH_END) -> Period:
        """The first (1) or second (2) half of a year."""
        return cls.months_long(Month(year, number * 6 - 5), 6, month_end_day)

    @classmethod
    def year(cls, year: int, month_end_day: int = MONTH_END) -> Period:
        """One year."""
        return cls.months_long(Month(year, 1), 12, month_end_day)

    @classmethod
    def run(
        cls, first: tuple[int, int], last: tuple[int, int], month_end_day: int = MONTH_END
    ) -> Period:
        """From one (year, month) to another; a quarter, half-year or year where it is one."""
        begin, end = Month(*first), Month(*last)
        length = (end.year - begin.year) * 12 + end.number - begin.number + 1
        if length < 1:
            raise UserError(
                f"起始月份 {begin.year}-{begin.number:02} 晚于截止月份"
                f" {end.year}-{end.number:02}，请对调或核对"
            )
        return cls.months_long(begin, length, month_end_day)

    @classmethod
    def cumulative(cls, year: int, month: int, month_end_day: int = MONTH_END) -> Period:
        """From January to `month` (1—5月), which has no 环比 base even where it fills a quarter."""
        return cls.months_long(Month(year, 1), month, month_end_day, kind=Kind.RUN)

    @classmethod
    def span(cls, first: date, last: date, month_end_day: int = MONTH_END) -> Period:
        """Any days; whole statistical months are taken for what they are."""
        if first > last:
            raise UserError(f"起始日期 {first} 晚于截止日期 {last}，请对调或核对")
        opening, closing = month_holding(first, month_end_day), month_holding(last, month_end_day)
        if opening.first == first and closing.last == last and opening.begins and closing.begins:
            return cls.run(opening.begins, closing.begins, month_end_day)
        return cls(first, last, month_end_day=month_end_day)

    @classmethod
    def week(cls, day: date, starts_on: int = 0, month_end_day: int = MONTH_END) -> Period:
        """The week that holds `day`; it starts on Monday (0) to Sunday (6)."""
        first = week_begun(day, starts_on)
        return cls(first, first + WEEK - DAY, Kind.WEEK, month_end_day=month_end_day)

    @classmethod
    def day(cls, day: date, month_end_day: int = MONTH_END) -> Period:
        """One day."""
        return cls(day, day, Kind.DAY, month_end_day=month_end_day)

    @classmethod
    def months_long(
        cls, begins: Month, length: int, month_end_day: int, kind: Kind | None = None
    ) -> Period:
        """`length` statistical months from `begins`. Raises UserError for one that doesn't exist."""
        if not (1 <= begins.number <= 12 and length >= 1):
            raise UserError(f"没有{begins.year}年{begins.number}月这样的月份，请核对")
        if not 1 <= month_end_day <= MONTH_END:
            raise UserError(f"统计月的截止日 {month_end_day} 不在 1 到 31 之间，请核对")
        return cls(
            first=last_day(begins.plus(-1), month_end_day) + DAY,
            last=last_day(begins.plus(length - 1), month_end_day),
            kind=kind or kind_of(begins, length),
            begins=begins,
            length=length,
            month_end_day=month_end_day,
        )

    @property
    def title(self) -> str:
        """The period in the words of a report: 2026年10月, 2026年第三季度, 2026年1—5月 …"""
        if self.kind is Kind.WEEK:
            return week_title(self.first, self.last)
        if self.begins is None:
            return span_title(self.first, self.last)
        year, number = self.begins
        if self.kind is Kind.YEAR:
            return f"{year}年"
        if self.kind is Kind.HALF_YEAR:
            return f"{year}年{'上' if number == 1 else '下'}半年"
        if self.kind is Kind.QUARTER:
            return f"{year}年第{QUARTERS[number // 3]}季度"
        end = self.begins.plus(self.length - 1)
        if self.length == 1:
            return f"{year}年{number}月"
        if end.year == year:
            return f"{year}年{number}—{end.number}月"
        return f"{year}年{number}月—{end.year}年{end.number}月"

    def seen_on(self, today: date) -> Period:
        """The same; while it runs, compared with as much of other periods as it has seen (同期)."""
        runs = self.first <= today < self.last
        return replace(self, until=today) if runs else self

    @property
    def previous(self) -> Period | None:
        """The period of the same length just before (环比); None for a cumulative 1—5月."""
        if self.begins is None:
            end = self.first - DAY
            return self._seen(
                Period(
                    end - (self.last - self.first),
                    end,
                    self.kind,
                    month_end_day=self.month_end_day,
                )
            )
        if self.kind is Kind.RUN and self.begins.number == 1:
            return None
        return self._seen(
            self.months_long(
                self.begins.plus(-self.length), self.length, self.month_end_day, self.kind
            )
        )

    @property
    def a_year_before(self) -> Period:
        """The same period of the year before (同比)."""
        if self.kind is Kind.WEEK:
            first = same_week(self.first)
            return self._seen(replace(self, first=first, last=first + WEEK - DAY, until=None))
        if self.begins is None:
            return self._seen(
                Period(
                    year_earlier(self.first),
                    year_earlier(self.last, at_month_end=self.kind is not Kind.DAY),
                    self.kind,
                    month_end_day=self.month_end_day,
                )
            )
        return self._seen(
            self.months_long(self.begins.plus(-12), self.length, self.month_end_day, self.kind)
        )

    def _seen(self, base: Period) -> Period:
        """A base as far as this period is seen: of months up to the same day, else as many days."""
        if self.until is None:
            return base
        if self.begins is None or base.begins is None:
            end = base.first + (self.until - self.first)
        else:
            earlier = (self.begins.year - base.begins.year) * 12
            earlier += self.begins.number - base.begins.number
            month = Month(self.until.year, self.until.month).plus(-earlier)
            end = date(*month, min(self.until.day, monthrange(*month)[1]))
        if end >= base.last:
            return base
        return Period(base.first, end, month_end_day=self.month_end_day)

    @property
    def months(self) -> list[Period]:
        """Its months in order; those that a span of days touches are cut to it."""
        if self.begins is not None:
            return [
                self.months_long(self.begins.plus(offset), 1, self.month_end_day)
                for offset in range(self.length)
            ]
        cut: list[Period] = []
        first = self.first
        while first <= self.last:
            month = month_holding(first, self.month_end_day)
            cut.append(Period.span(first, min(month.last, self.last), self.month_end_day))
            first = month.last + DAY
        return cut

    @property
    def to_date(self) -> Period:
        """From the beginning of the (statistical) year that it ends in to its own end (本年累计)."""
        if self.begins is None:
            closing = month_holding(self.last, self.month_end_day).begins
            year = closing.year if closing else self.last.year
            return Period.span(
                Period.year(year, self.month_end_day).first, self.last, self.month_end_day
            )
        if self.kind is Kind.YEAR:
            return self
        end = self.begins.plus(self.length - 1)
        return self.cumulative(end.year, end.number, self.month_end_day)

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first <= day <= self.last

    def as_of(self, today: date) -> str:
        """What a report adds while the period isn't over: 截至10月8日. Blank once it is."""
        if not self.holds(today) or today == self.last:
            return ""
        year = "" if today.year == self.last.year else f"{today.year}年"
        return f"截至{year}{today.month}月{today.day}日"


def kind_of(begins: Month, length: int) -> Kind:
    """What so many months from `begins` are together."""
    if length == 1:
        return Kind.MONTH
    if length == 3 and begins.number % 3 == 1:
        return Kind.QUARTER
    if length == 6 and begins.number % 6 == 1:
        return Kind.HALF_YEAR
    if length == 12 and begins.number == 1:
        return Kind.YEAR
    return Kind.RUN


def week_title(first: date, last: date) -> str:
    """2026年第43周（10月19日至25日）."""
    year, number = week_numbered(first)
    begin = f"{first.year}年" if first.year != year else ""
    end = f"{last.year}年" if last.year != first.year else ""
    if last.month != first.month:
        end += f"{last.month}月"
    return f"{year}年第{number}周（{begin}{first.month}月{first.day}日至{end}{last.day}日）"


def span_title(first: date, last: date) -> str:
    """A span of days in words: 2026年1月1日至3月15日."""
    begin = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月{last.day}日"
