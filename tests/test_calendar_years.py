"""A year as the clerk checks it: 2026 as the State Council arranged it, 2027 not yet published."""

from __future__ import annotations

from datetime import date

from bureau.calendar.working import WorkCalendar
from bureau.calendar.years import year_plan


def test_2026_has_its_holidays_and_make_up_days_by_name() -> None:
    plan = year_plan(WorkCalendar(), 2026)
    days = {day.day: day for day in plan.days}
    assert len(plan.days) == 365
    assert plan.known
    assert days[date(2026, 10, 1)].title == "10月1日 星期四 放假（国庆节）"
    # Saturday the 10th of October makes up for the week of the National Day.
    assert days[date(2026, 10, 10)].title == "10月10日 星期六 上班（国庆节）"
    assert days[date(2026, 10, 12)].title == "10月12日 星期一 上班"
    assert days[date(2026, 10, 17)].title == "10月17日 星期六 放假"
    assert "已按国家安排" in plan.sentence


def test_a_year_not_yet_published_says_so_and_goes_by_weekdays() -> None:
    plan = year_plan(WorkCalendar(), 2027)
    assert not plan.known
    assert plan.special == []
    assert "还没有公布" in plan.sentence
    # 2027 begins on a Friday: 261 days from Monday to Friday.
    assert sum(day.worked for day in plan.days) == 261


def test_days_of_the_bureau_go_before_the_arrangement() -> None:
    calendar = WorkCalendar(overrides={date(2026, 10, 1): True, date(2026, 10, 12): False})
    plan = year_plan(calendar, 2026)
    own = {day.day: day for day in plan.days if day.own}
    assert own[date(2026, 10, 1)].title == "10月1日 星期四 上班（本局另定）"
    assert own[date(2026, 10, 12)].title == "10月12日 星期一 放假（本局另定）"
    assert len(own) == 2


def test_an_entered_year_forgets_the_arrangement() -> None:
    calendar = WorkCalendar(overrides={date(2026, 10, 1): False}, entered_years=frozenset({2026}))
    plan = year_plan(calendar, 2026)
    assert [day.day for day in plan.special] == [date(2026, 10, 1)]
    assert "本局录入" in plan.sentence
