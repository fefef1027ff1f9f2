"""Periods: their days, titles and bases of comparison, worked out by hand from the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.periods import (
    Kind,
    Month,
    Period,
    month_holding,
    parse_month,
    parse_span,
    week_numbered,
)
from bureau.calendar.words import base_words, bases_of, names_of, report_name
from bureau.errors import BugError, UserError

JAN_TO_MAY = Period.run((2026, 1), (2026, 5))
WINTER = Period.run((2025, 11), (2026, 1))
DAYS = Period.span(date(2026, 1, 1), date(2026, 3, 15))


def ends(period: Period | None) -> tuple[str, str] | None:
    """First and last day as ISO text."""
    return (period.first.isoformat(), period.last.isoformat()) if period else None


@pytest.mark.parametrize(
    ("period", "first", "last", "title"),
    [
        (Period.month(2026, 10), "2026-10-01", "2026-10-31", "2026年10月"),
        (Period.month(2026, 2), "2026-02-01", "2026-02-28", "2026年2月"),
        (Period.month(2024, 2), "2024-02-01", "2024-02-29", "2024年2月"),
        (Period.month(2026, 10, 25), "2026-09-26", "2026-10-25", "2026年10月"),
        (Period.month(2026, 1, 25), "2025-12-26", "2026-01-25", "2026年1月"),
        (Period.month(2024, 3, 29), "2024-03-01", "2024-03-29", "2024年3月"),
        (Period.month(2026, 3, 30), "2026-03-01", "2026-03-30", "2026年3月"),
        (Period.month(2026, 2, 30), "2026-01-31", "2026-02-28", "2026年2月"),
        (Period.quarter(2026, 3), "2026-07-01", "2026-09-30", "2026年第三季度"),
        (Period.quarter(2026, 1, 25), "2025-12-26", "2026-03-25", "2026年第一季度"),
        (Period.half_year(2026, 1), "2026-01-01", "2026-06-30", "2026年上半年"),
        (Period.half_year(2026, 2), "2026-07-01", "2026-12-31", "2026年下半年"),
        (Period.year(2026), "2026-01-01", "2026-12-31", "2026年"),
        (Period.year(2026, 25), "2025-12-26", "2026-12-25", "2026年"),
        (JAN_TO_MAY, "2026-01-01", "2026-05-31", "2026年1—5月"),
        (WINTER, "2025-11-01", "2026-01-31", "2025年11月—2026年1月"),
        (DAYS, "2026-01-01", "2026-03-15", "2026年1月1日至3月15日"),
        (
            Period.span(date(2025, 12, 30), date(2026, 1, 2)),
            "2025-12-30",
            "2026-01-02",
            "2025年12月30日至2026年1月2日",
        ),
        (
            Period.span(date(2026, 10, 8), date(2026, 10, 8)),
            "2026-10-08",
            "2026-10-08",
            "2026年10月8日",
        ),
    ],
)
def test_days_and_title(period: Period, first: str, last: str, title: str) -> None:
    assert ends(period) == (first, last)
    assert period.title == title


def test_months_that_make_a_quarter_half_or_year_are_taken_for_it() -> None:
    assert Period.run((2026, 4), (2026, 6)) == Period.quarter(2026, 2)
    assert Period.run((2026, 7), (2026, 12)) == Period.half_year(2026, 2)
    assert Period.run((2026, 1), (2026, 12)) == Period.year(2026)
    assert Period.run((2026, 10), (2026, 10)) == Period.month(2026, 10)
    assert Period.run((2026, 2), (2026, 4)).kind is Kind.RUN


def test_days_that_make_whole_months_are_taken_for_them() -> None:
    assert Period.span(date(2026, 10, 1), date(2026, 10, 31)) == Period.month(2026, 10)
    assert Period.span(date(2026, 9, 26), date(2026, 10, 25), 25) == Period.month(2026, 10, 25)
    assert Period.span(date(2026, 9, 26), date(2026, 10, 25)).kind is Kind.SPAN


@pytest.mark.parametrize(
    ("period", "previous", "a_year_before"),
    [
        (Period.month(2026, 10), Period.month(2026, 9), Period.month(2025, 10)),
        (Period.month(2026, 1), Period.month(2025, 12), Period.month(2025, 1)),
        (Period.month(2026, 1, 25), Period.month(2025, 12, 25), Period.month(2025, 1, 25)),
        (Period.quarter(2026, 1), Period.quarter(2025, 4), Period.quarter(2025, 1)),
        (Period.half_year(2026, 1), Period.half_year(2025, 2), Period.half_year(2025, 1)),
        (Period.year(2026), Period.year(2025), Period.year(2025)),
        (JAN_TO_MAY, None, Period.run((2025, 1), (2025, 5))),
        (
            Period.run((2026, 2), (2026, 4)),
            Period.run((2025, 11), (2026, 1)),
            Period.run((2025, 2), (2025, 4)),
        ),
    ],
)
def test_bases_of_comparison(
    period: Period, previous: Period | None, a_year_before: Period
) -> None:
    assert period.previous == previous
    assert period.a_year_before == a_year_before


def test_base_of_february_in_and_after_a_leap_year() -> None:
    assert ends(Period.month(2025, 2).a_year_before) == ("2024-02-01", "2024-02-29")
    assert ends(Period.month(2024, 2).a_year_before) == ("2023-02-01", "2023-02-28")
    assert ends(Period.month(2024, 3).previous) == ("2024-02-01", "2024-02-29")


def test_a_span_of_days_compares_with_as_many_days_before_and_the_same_a_year_before() -> None:
    # 31 + 28 + 15 = 74 days; 74 days before 1 January 2026 begin on 19 October 2025 (13 + 30 + 31).
    assert DAYS.days == 74
    assert ends(DAYS.previous) == ("2025-10-19", "2025-12-31")
    assert ends(DAYS.a_year_before) == ("2025-01-01", "2025-03-15")
    to_february = Period.span(date(2025, 1, 10), date(2025, 2, 28))
    assert ends(to_february.a_year_before) == ("2024-01-10", "2024-02-29")
    from_leap_day = Period.span(date(2024, 2, 29), date(2024, 3, 9))
    assert ends(from_leap_day.a_year_before) == ("2023-02-28", "2023-03-09")


def test_the_year_to_date() -> None:
    assert Period.month(2026, 10).to_date.title == "2026年1—10月"
    assert Period.quarter(2026, 1).to_date.title == "2026年1—3月"
    assert Period.quarter(2026, 1).to_date.previous is None
    assert Period.month(2026, 1).to_date.title == "2026年1月"
    assert Period.year(2026).to_date == Period.year(2026)
    assert ends(Period.month(2026, 10, 25).to_date) == ("2025-12-26", "2026-10-25")
    assert ends(WINTER.to_date) == ("2026-01-01", "2026-01-31")
    span = Period.span(date(2026, 2, 10), date(2026, 3, 15))
    assert ends(span.to_date) == ("2026-01-01", "2026-03-15")
    assert ends(Period.span(date(2026, 12, 27), date(2026, 12, 28), 25).to_date) == (
        "2026-12-26",
        "2026-12-28",
    )


def test_the_months_of_a_period() -> None:
    assert [month.title for month in Period.quarter(2026, 3).months] == [
        "2026年7月",
        "2026年8月",
        "2026年9月",
    ]
    assert [month.title for month in DAYS.months] == [
        "2026年1月",
        "2026年2月",
        "2026年3月1日至3月15日",
    ]
    assert Period.month(2026, 10, 25).months == [Period.month(2026, 10, 25)]
    assert len(Period.year(2026).months) == 12


def test_the_statistical_month_of_a_day() -> None:
    assert month_holding(date(2026, 10, 25), 25) == Period.month(2026, 10, 25)
    assert month_holding(date(2026, 10, 26), 25) == Period.month(2026, 11, 25)
    assert month_holding(date(2026, 12, 26), 25) == Period.month(2027, 1, 25)
    assert month_holding(date(2026, 10, 31)) == Period.month(2026, 10)
    assert month_holding(date(2026, 3, 31), 30) == Period.month(2026, 4, 30)


def test_an_unfinished_period_says_up_to_when() -> None:
    october = Period.month(2026, 10)
    assert october.as_of(date(2026, 10, 8)) == "截至10月8日"
    assert october.as_of(date(2026, 10, 31)) == ""
    assert october.as_of(date(2026, 11, 3)) == ""
    assert WINTER.as_of(date(2025, 12, 3)) == "截至2025年12月3日"
    assert october.holds(date(2026, 10, 1))
    assert not october.holds(date(2026, 9, 30))


@pytest.mark.parametrize(
    "text",
    ["2026-10", "2026.10", "2026/10", " 202610 ", "2026年10月", "２０２６－１０", "2026年10月份"],
)
def test_a_month_as_people_write_it(text: str) -> None:
    assert parse_month(text) == Period.month(2026, 10)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("十月", "“十月”不是月份，请写成 2026-10 这样"),
        ("", "“”不是月份，请写成 2026-10 这样"),
        ("2026-13", "“2026-13”里的月份不在 1 到 12 之间，请写成 2026-10 这样"),
        ("2026-10-08", "“2026-10-08”不是月份，请写成 2026-10 这样"),
        ("0026-10", "“0026-10”里的年份不在 1990 到 2100 之间，请核对"),
    ],
)
def test_what_is_no_month_is_refused_with_advice(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_month(text)
    assert refused.value.sentence == sentence


def test_from_and_to() -> None:
    assert parse_span("2026-01", "2026-05") == JAN_TO_MAY
    assert parse_span("2026-01-01", "2026-03-15") == DAYS
    assert parse_span("2026-01", "2026年3月15日") == DAYS
    assert parse_span("2026-10-01", "2026-10") == Period.month(2026, 10)
    assert parse_span("2026-10", "2026-10", 25) == Period.month(2026, 10, 25)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-05", "2026-01", "起始月份 2026-05 晚于截止月份 2026-01，请对调或核对"),
        ("2026-05-02", "2026-05-01", "起始日期 2026-05-02 晚于截止日期 2026-05-01，请对调或核对"),
        ("2026-02-30", "2026-05", "没有“2026-02-30”这一天，请写成 2026-10-08 这样"),
        ("昨天", "2026-05", "“昨天”不是月份，请写成 2026-10 这样"),
    ],
)
def test_what_is_no_span_is_refused_with_advice(first: str, last: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_span(first, last)
    assert refused.value.sentence == sentence


def test_an_end_day_outside_the_month_is_refused() -> None:
    with pytest.raises(UserError, match="不在 1 到 31 之间"):
        Period.month(2026, 10, 0)
    with pytest.raises(UserError, match="2026年13月"):
        Period.month(2026, 13)
    with pytest.raises(BugError):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_months_are_counted_across_years() -> None:
    assert Month(2026, 12).plus(1) == (2027, 1)
    assert Month(2026, 1).plus(-1) == (2025, 12)
    assert Month(2026, 5).plus(-29) == (2023, 12)


@pytest.mark.parametrize(
    ("day", "starts_on", "first", "title"),
    [
        (date(2026, 10, 21), 0, "2026-10-19", "2026年第43周（10月19日至25日）"),
        (date(2026, 10, 25), 0, "2026-10-19", "2026年第43周（10月19日至25日）"),
        (date(2026, 10, 1), 0, "2026-09-28", "2026年第40周（9月28日至10月4日）"),
        # 1 January 2026 is a Thursday: its week is the first, and the year has 53 of them.
        (date(2026, 1, 1), 0, "2025-12-29", "2026年第1周（2025年12月29日至2026年1月4日）"),
        (date(2027, 1, 3), 0, "2026-12-28", "2026年第53周（12月28日至2027年1月3日）"),
        # From Saturday to Friday: its Tuesday says which week it is.
        (date(2026, 10, 21), 5, "2026-10-17", "2026年第42周（10月17日至23日）"),
        (date(2026, 10, 17), 5, "2026-10-17", "2026年第42周（10月17日至23日）"),
        (date(2026, 10, 25), 6, "2026-10-25", "2026年第43周（10月25日至31日）"),
    ],
)
def test_a_week_by_one_of_its_days(day: date, starts_on: int, first: str, title: str) -> None:
    week = Period.week(day, starts_on)
    assert week.first.isoformat() == first
    assert (week.days, week.kind, week.title) == (7, Kind.WEEK, title)
    assert report_name(week) == "周报"


def test_a_week_compares_with_the_week_before_and_the_same_number_a_year_before() -> None:
    week = Period.week(date(2026, 10, 21))
    assert ends(week.previous) == ("2026-10-12", "2026-10-18")
    assert ends(week.a_year_before) == ("2025-10-20", "2025-10-26")
    assert week.previous is not None
    assert week.previous.kind is week.a_year_before.kind is Kind.WEEK
    first = Period.week(date(2027, 1, 4))
    assert ends(first.previous) == ("2026-12-28", "2027-01-03")
    # 2025 has 52 weeks: the 53rd of 2026 is held against the last.
    assert ends(Period.week(date(2026, 12, 31)).a_year_before) == ("2025-12-22", "2025-12-28")
    assert ends(Period.week(date(2027, 10, 20)).a_year_before) == ("2026-10-12", "2026-10-18")


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)))
def test_weeks_are_numbered_as_in_iso_8601(day: date) -> None:
    first = Period.week(day).first
    assert week_numbered(first) == tuple(day.isocalendar())[:2]


def test_a_day_compares_with_the_day_before_and_the_same_day_a_year_before() -> None:
    day = Period.day(date(2026, 3, 1))
    assert (day.title, day.days) == ("2026年3月1日", 1)
    assert ends(day.previous) == ("2026-02-28", "2026-02-28")
    assert ends(day.a_year_before) == ("2025-03-01", "2025-03-01")
    assert ends(Period.day(date(2024, 2, 29)).a_year_before) == ("2023-02-28", "2023-02-28")
    assert names_of(day) == ("当日", "前一日", "去年同日")


@pytest.mark.parametrize(
    ("period", "today", "before", "ago"),
    [
        (
            Period.month(2026, 10),
            date(2026, 10, 8),
            ("2026-09-01", "2026-09-08"),
            ("2025-10-01", "2025-10-08"),
        ),
        # February is over before the 30th: all of it.
        (
            Period.month(2026, 3),
            date(2026, 3, 30),
            ("2026-02-01", "2026-02-28"),
            ("2025-03-01", "2025-03-30"),
        ),
        (
            Period.month(2026, 10, 25),
            date(2026, 9, 28),
            ("2026-08-26", "2026-08-28"),
            ("2025-09-26", "2025-09-28"),
        ),
        (
            Period.quarter(2026, 4),
            date(2026, 11, 23),
            ("2026-07-01", "2026-08-23"),
            ("2025-10-01", "2025-11-23"),
        ),
        (
            Period.year(2026),
            date(2026, 11, 23),
            ("2025-01-01", "2025-11-23"),
            ("2025-01-01", "2025-11-23"),
        ),
        (Period.cumulative(2026, 10), date(2026, 10, 8), None, ("2025-01-01", "2025-10-08")),
        # Monday to Wednesday.
        (
            Period.week(date(2026, 10, 21)),
            date(2026, 10, 21),
            ("2026-10-12", "2026-10-14"),
            ("2025-10-20", "2025-10-22"),
        ),
        # Over: with whole ones.
        (
            Period.month(2026, 9),
            date(2026, 10, 8),
            ("2026-08-01", "2026-08-31"),
            ("2025-09-01", "2025-09-30"),
        ),
        (
            Period.month(2026, 10),
            date(2026, 10, 31),
            ("2026-09-01", "2026-09-30"),
            ("2025-10-01", "2025-10-31"),
        ),
    ],
)
def test_a_period_that_runs_compares_with_as_much_of_others(
    period: Period, today: date, before: tuple[str, str] | None, ago: tuple[str, str]
) -> None:
    seen = period.seen_on(today)
    assert seen == period, "it is the same period"
    assert ends(seen.previous) == before
    assert ends(seen.a_year_before) == ago


def test_what_runs_is_said_to_compare_with_the_same_days() -> None:
    today, october = date(2026, 10, 8), Period.month(2026, 10)
    seen = october.seen_on(today)
    assert names_of(october) == ("本月", "上月", "去年同月")
    assert names_of(seen) == ("本月", "上月同期", "去年同期")
    assert names_of(Period.year(2026).seen_on(today)) == ("本年", "上年同期", "上年同期")
    assert [word for word, _ in bases_of(Period.year(2026).seen_on(today))] == ["同比"]
    assert base_words(october, today) == "与上月同期（9月1日至8日）、去年同期比较"
    assert base_words(Period.month(2026, 10, 25), date(2026, 10, 8)) == (
        "与上月同期（8月26日至9月8日）、去年同期比较"
    )
    assert base_words(Period.cumulative(2026, 10), today) == "与去年同期比较"
    assert base_words(Period.month(2026, 9), today) == ""


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)), st.integers(1, 31))
def test_statistical_months_leave_no_day_out_and_none_twice(day: date, end_day: int) -> None:
    month = month_holding(day, end_day)
    assert month.holds(day)
    before = month.previous
    assert before is not None
    assert before.last + timedelta(days=1) == month.first
    assert 28 <= month.days <= 31


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)), st.integers(0, 900), st.integers(1, 31))
def test_the_months_of_a_span_are_its_days(first: date, length: int, end_day: int) -> None:
    period = Period.span(first, first + timedelta(days=length), end_day)
    assert sum(month.days for month in period.months) == period.days == length + 1
    assert (period.months[0].first, period.months[-1].last) == (period.first, period.last)
