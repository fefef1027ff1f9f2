"""A year's holidays and make-up days as a clerk checks them: what is arranged, what the bureau changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bureau.calendar.working import UnknownYear, WorkCalendar, statutory

WEEKDAY_NAMES = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day: worked or free, and why. `occasion` names the holiday, "" for a plain weekday.

    `arranged` says that the State Council's arrangement names the day, `own` that the bureau does.
    """

    day: date
    worked: bool
    occasion: str = ""
    arranged: bool = False
    own: bool = False

    @property
    def title(self) -> str:
        """The day in words: 10月1日 星期四 放假（国庆节）."""
        said = "上班" if self.worked else "放假"
        why = "本局另定" if self.own else self.occasion
        weekday = WEEKDAY_NAMES[self.day.weekday()]
        text = f"{self.day.month}月{self.day.day}日 星期{weekday} {said}"
        return f"{text}（{why}）" if why else text

    @property
    def mark(self) -> str:
        """休 or 班 on days that are not simply what their weekday says."""
        if not self.arranged and not self.own:
            return ""
        return "班" if self.worked else "休"


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One year. `known`: its arrangement has been published and came with the program."""

    year: int
    known: bool
    entered: bool
    days: tuple[DayPlan, ...]

    @property
    def special(self) -> list[DayPlan]:
        """The days that are not what their weekday says, and those that the bureau decided."""
        return [day for day in self.days if day.arranged or day.own]

    @property
    def sentence(self) -> str:
        """What a clerk must know about the year."""
        if self.entered:
            return f"{self.year}年的放假调休按本局录入的日子算。"
        if self.known:
            return f"{self.year}年的放假调休已按国家安排排好。"
        return (
            f"{self.year}年的放假安排还没有公布（或程序还不知道），暂按周一至周五；"
            "公布后请逐日录入，再勾选“已全部录入”。"
        )


def year_plan(calendar: WorkCalendar, year: int) -> YearPlan:
    """Every day of a year as the calendar has it."""
    plans = tuple(day_plan(calendar, day) for day in days_of(year))
    return YearPlan(year, is_known(year), year in calendar.entered_years, plans)


def day_plan(calendar: WorkCalendar, day: date) -> DayPlan:
    """One day as the calendar has it, by its weekday alone where its year isn't arranged."""
    asked = day.year not in calendar.entered_years and is_known(day.year)
    occasion = occasion_of(day) if asked else ""
    own = day in calendar.overrides
    return DayPlan(day, calendar.estimate.is_working_day(day), occasion, bool(occasion), own)


def is_arranged(calendar: WorkCalendar, year: int) -> bool:
    """Whether the holidays of a year are known, published or entered by the bureau."""
    return year in calendar.entered_years or is_known(year)


def days_of(year: int) -> Iterator[date]:
    """All days of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def is_known(year: int) -> bool:
    """Whether the arrangement of a year is known."""
    try:
        statutory(date(year, 1, 1))
    except UnknownYear:
        return False
    return True


def occasion_of(day: date) -> str:
    """The holiday for which a day is free or worked, "" for none. The year must be known."""
    if statutory(day) is None:
        return ""
    import chinese_calendar  # as in working.statutory: only when a calendar is looked at

    _free, english = chinese_calendar.get_holiday_detail(day)
    return next((one.chinese for one in chinese_calendar.Holiday if one.value == english), "")
