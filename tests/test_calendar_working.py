"""Working days and hours: deadlines across weekends, holidays and make-up days, worked out by hand.

Arrangements of the State Council that the cases lean on: 2025 off 1 to 8 October, worked on Sunday
28 September and Saturday 11 October; 2026 off 15 to 23 February, 25 to 27 September and 1 to 7
October, worked on Saturdays 14 and 28 February, Sunday 20 September and Saturday 10 October.
"""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.calendar.working import LIMIT_UNITS, UnknownYear, WorkCalendar, add_round_the_clock
from bureau.errors import UserError

OFFICE = WorkCalendar()


def at(text: str) -> datetime:
    """A moment from ISO text."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-09-20", True),
        ("2026-09-25", False),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2025-09-28", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2025-10-12", False),
        ("2026-10-17", False),
    ],
)
def test_working_days_by_the_published_arrangement(day: str, worked: bool) -> None:
    assert OFFICE.is_working_day(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("moment", "hours", "deadline"),
    [
        # Within a morning, over lunch, over the evening.
        ("2026-10-14 09:00", 2, "2026-10-14 11:00"),
        ("2026-10-14 11:30", 1, "2026-10-14 15:00"),
        ("2026-10-14 16:30", 2, "2026-10-15 09:30"),
        # Running out exactly at closing ends there.
        ("2026-10-14 10:00", 2, "2026-10-14 12:00"),
        ("2026-10-14 15:30", 2, "2026-10-14 17:30"),
        # Outside working hours the next opening counts.
        ("2026-10-14 08:00", 2, "2026-10-14 10:30"),
        ("2026-10-14 12:00", 1, "2026-10-14 15:30"),
        ("2026-10-14 13:10", 1, "2026-10-14 15:30"),
        ("2026-10-14 17:30", 1, "2026-10-15 09:30"),
        ("2026-10-16 18:00", 1, "2026-10-19 09:30"),
        ("2026-10-17 10:00", 4, "2026-10-19 15:00"),
        # Seconds are kept.
        ("2026-10-14 17:29:30", 1, "2026-10-15 09:29:30"),
        # National Day 2026: half an hour on the 30th, the rest on Thursday 8 October.
        ("2026-09-30 17:00", 2, "2026-10-08 10:00"),
        # Friday to the worked Saturday, and from there to Monday.
        ("2026-10-09 16:00", 4, "2026-10-10 11:00"),
        ("2026-10-10 16:00", 4, "2026-10-12 11:00"),
        # National Day 2025: an hour on the 30th, three on Thursday 9 October.
        ("2025-09-30 16:30", 4, "2025-10-09 11:30"),
        # 13 hours are two days of six and a half.
        ("2026-10-14 08:30", 13, "2026-10-15 17:30"),
    ],
)
def test_working_hours(moment: str, hours: int, deadline: str) -> None:
    assert OFFICE.add_working_hours(at(moment), hours) == at(deadline)


def test_half_an_hour_and_none() -> None:
    assert OFFICE.add_working_hours(at("2026-10-14 11:45"), Fraction(1, 2)) == at(
        "2026-10-14 14:45"
    )
    assert OFFICE.add_working_hours(at("2026-10-14 12:00"), 0) == at("2026-10-14 14:30")
    with pytest.raises(UserError, match="负数"):
        OFFICE.add_working_hours(at("2026-10-14 12:00"), -1)


@pytest.mark.parametrize(
    ("moment", "days", "deadline"),
    [
        ("2026-10-14 09:00", 1, "2026-10-15 17:30"),
        ("2026-10-14 23:00", 1, "2026-10-15 17:30"),
        ("2026-10-16 09:00", 1, "2026-10-19 17:30"),
        ("2026-10-17 09:00", 1, "2026-10-19 17:30"),
        ("2026-09-30 10:00", 1, "2026-10-08 17:30"),
        ("2026-09-30 10:00", 3, "2026-10-10 17:30"),
        ("2026-09-30 10:00", 4, "2026-10-12 17:30"),
        ("2026-10-03 10:00", 1, "2026-10-08 17:30"),
        ("2025-09-30 10:00", 3, "2025-10-11 17:30"),
        ("2025-09-30 10:00", 4, "2025-10-13 17:30"),
        # Spring Festival 2026: Saturday 14, then 24 to 28 February, then Monday 2 March.
        ("2026-02-13 10:00", 1, "2026-02-14 17:30"),
        ("2026-02-13 10:00", 2, "2026-02-24 17:30"),
        ("2026-02-13 10:00", 6, "2026-02-28 17:30"),
        ("2026-02-13 10:00", 7, "2026-03-02 17:30"),
        # 15 working days from Thursday 15 October 2026 end on Thursday 5 November.
        ("2026-10-15 10:00", 15, "2026-11-05 17:30"),
    ],
)
def test_working_days(moment: str, days: int, deadline: str) -> None:
    assert OFFICE.add_working_days(at(moment), days) == at(deadline)


@pytest.mark.parametrize(
    ("value", "unit", "deadline"),
    [
        (6, "紧急工作时", "2026-10-01 04:00"),
        (2, "工作时", "2026-10-08 10:30"),
        (1, "工作日", "2026-10-08 17:30"),
        (3, "自然日", "2026-10-03 23:59"),
    ],
)
def test_each_unit_of_a_limit(value: int, unit: str, deadline: str) -> None:
    assert OFFICE.deadline(at("2026-09-30 22:00"), value, unit) == at(deadline)


def test_a_unit_with_hours_of_its_own() -> None:
    late_shift = WorkCalendar(hours=(("14:30", "17:30"), ("20:00", "23:30")))
    assert late_shift.deadline(at("2026-10-14 17:00"), 2, "工作时") == at("2026-10-14 21:30")
    assert late_shift.deadline(at("2026-10-14 17:00"), 1, "工作日") == at("2026-10-15 23:30")


def test_a_limit_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(UserError, match="时限单位“刻”不认识，请用紧急工作时、工作时"):
        OFFICE.deadline(at("2026-10-14 09:00"), 1, "刻")
    for unit in LIMIT_UNITS:
        with pytest.raises(UserError, match="1 以上的整数"):
            OFFICE.deadline(at("2026-10-14 09:00"), 0, unit)


def test_round_the_clock_ignores_nights_and_holidays() -> None:
    assert add_round_the_clock(at("2026-09-30 22:30"), 36) == at("2026-10-02 10:30")


@pytest.mark.parametrize(
    ("begin", "end", "hours"),
    [
        ("2026-10-14 09:00", "2026-10-14 11:00", Fraction(2)),
        ("2026-10-14 11:30", "2026-10-14 15:00", Fraction(1)),
        ("2026-10-14 12:00", "2026-10-14 14:30", Fraction(0)),
        ("2026-10-14 09:00", "2026-10-14 09:20", Fraction(1, 3)),
        ("2026-09-30 17:00", "2026-10-08 09:00", Fraction(1)),
        # October 2026 has 22 weekdays, 5 of them free, and one worked Saturday: 18 × 6.5 hours.
        ("2026-10-01 00:00", "2026-11-01 00:00", Fraction(117)),
        ("2026-10-15 09:00", "2026-10-14 09:00", Fraction(0)),
        ("2026-10-14 11:00", "2026-10-14 09:00", Fraction(0)),
    ],
)
def test_hours_between(begin: str, end: str, hours: Fraction) -> None:
    assert OFFICE.working_hours_between(at(begin), at(end)) == hours


def test_days_between() -> None:
    assert OFFICE.working_days_between(date(2026, 10, 1), date(2026, 10, 31)) == 18
    assert OFFICE.working_days_between(date(2026, 10, 10), date(2026, 10, 10)) == 1
    assert OFFICE.working_days_between(date(2026, 10, 10), date(2026, 10, 9)) == 0


def test_a_year_without_published_holidays_is_not_guessed() -> None:
    with pytest.raises(UnknownYear) as refused:
        OFFICE.is_working_day(date(2090, 1, 4))
    assert refused.value.year == 2090
    assert refused.value.sentence == (
        "还没有2090年的放假调休安排，算不出期限；请在“工作日历”里录入2090年的放假和调休日后再算"
    )
    with pytest.raises(UnknownYear):
        OFFICE.deadline(at("2090-01-04 09:00"), 1, "工作日")
    # What doesn't depend on holidays is still computed.
    assert OFFICE.deadline(at("2090-01-04 09:00"), 2, "自然日") == at("2090-01-06 23:59")


def test_an_estimate_takes_the_weekdays() -> None:
    # 4 January 2090 is a Wednesday; the 7th and 8th are a weekend.
    estimate = OFFICE.estimate
    assert estimate.deadline(at("2090-01-04 09:00"), 3, "工作日") == at("2090-01-09 17:30")
    assert not estimate.is_working_day(date(2026, 10, 1))


def test_a_bureau_enters_a_year_itself() -> None:
    entered = WorkCalendar(
        overrides={date(2090, 1, 5): False, date(2090, 1, 7): True},
        entered_years=frozenset({2090}),
    )
    assert entered.add_working_days(at("2090-01-04 09:00"), 2) == at("2090-01-07 17:30")


def test_a_bureau_overrides_single_days() -> None:
    duty = WorkCalendar(overrides={date(2026, 10, 1): True, date(2026, 10, 8): False})
    assert duty.add_working_days(at("2026-09-30 09:00"), 2) == at("2026-10-09 17:30")


def test_a_six_day_week_keeps_the_holidays() -> None:
    six_days = WorkCalendar(weekdays=frozenset(range(6)))
    assert six_days.is_working_day(date(2026, 10, 17))
    assert not six_days.is_working_day(date(2026, 10, 3))


@pytest.mark.parametrize(
    ("hours", "fault"),
    [
        ((), "没有上下班时间"),
        ((("8点半", "12:00"),), "看不懂"),
        ((("12:00", "08:30"),), "不早于"),
        ((("08:30", "12:00"), ("11:30", "17:30")), "重叠"),
    ],
)
def test_office_hours_that_make_no_sense_are_refused(
    hours: tuple[tuple[str, str], ...], fault: str
) -> None:
    with pytest.raises(UserError, match=fault):
        WorkCalendar(hours=hours)


def test_a_week_without_working_days_is_refused() -> None:
    with pytest.raises(UserError, match="一周里没有"):
        WorkCalendar(weekdays=frozenset())
    closed = WorkCalendar(
        weekdays=frozenset({0}),
        entered_years=frozenset(range(2026, 2040)),
        overrides={date(2026, 1, 5) + timedelta(weeks=week): False for week in range(700)},
    )
    with pytest.raises(UserError, match="十年内没有"):
        closed.next_opening(at("2026-01-05 09:00"))
    with pytest.raises(UserError, match="十年内没有"):
        closed.add_working_days(at("2026-01-05 09:00"), 1)


MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2025, 6, 30)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(MOMENTS, st.integers(1, 120))
def test_hours_added_are_the_hours_between(moment: datetime, hours: int) -> None:
    end = OFFICE.add_working_hours(moment, hours)
    assert OFFICE.working_hours_between(moment, end) == hours


@given(MOMENTS, st.integers(1, 60), st.integers(1, 60))
def test_hours_can_be_added_in_two_steps(moment: datetime, first: int, second: int) -> None:
    once = OFFICE.add_working_hours(moment, first + second)
    assert OFFICE.add_working_hours(OFFICE.add_working_hours(moment, first), second) == once


@given(MOMENTS, st.integers(1, 60))
def test_days_added_are_the_days_between(moment: datetime, days: int) -> None:
    end = OFFICE.add_working_days(moment, days).date()
    assert OFFICE.working_days_between(moment.date() + timedelta(days=1), end) == days
    assert OFFICE.is_working_day(end)
