"""Limits of cases, worked out by hand on the calendar of the State Council for 2026.

Off 1 to 7 October, worked on Saturday 10 October; weekends of October 2026: 17/18, 24/25. The office
works 8:30 to 12:00 and 14:30 to 17:30, crews 6:00 to 22:00 every day, holidays too.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bureau.market.actions import propose_limit
from bureau.market.deadlines import Deadline, due_when_found, proposed_due
from bureau.settings.saving import save, set_day
from tests.market.street import STREET, Street

STALL = 1051
"""流动摊贩, a sub-class of 占道经营."""


def limit(street: Street, value: int | None, unit: str | None, item: int = STREET) -> None:
    """Sets the limit of a class."""
    with street.desk.store.operation(street.desk, "改时限") as op:
        op.update("catalogue-items", item, {"limit_value": value, "limit_unit": unit})


def due(street: Street, moment: str, **more: object) -> str:
    """The limit as one text, or the sentence why there is none."""
    values = {"category": STREET, **more}
    found = proposed_due(street.desk.store.reader(), values, datetime.fromisoformat(moment))
    return f"{found.on} {found.time}".strip() if isinstance(found, Deadline) else found


@pytest.mark.parametrize(
    ("value", "unit", "moment", "expected"),
    [
        # Set at 16:45 with 45 minutes left that day.
        (2, "工作时", "2026-10-14 16:45", "2026-10-15 09:45"),
        # Over a weekend: Friday to Monday.
        (2, "工作时", "2026-10-16 16:45", "2026-10-19 09:45"),
        (4, "工作时", "2026-10-17 10:00", "2026-10-19 15:00"),
        # Friday to the make-up Saturday, and from there to Monday.
        (4, "工作时", "2026-10-09 16:45", "2026-10-10 11:45"),
        (2, "工作时", "2026-10-10 16:30", "2026-10-12 09:30"),
        # Over National Day: 45 minutes on the 30th, the rest on Thursday the 8th.
        (4, "工作时", "2026-09-30 16:45", "2026-10-08 11:45"),
        # At night, at noon, exactly to closing.
        (2, "工作时", "2026-10-14 23:10", "2026-10-15 10:30"),
        (1, "工作时", "2026-10-14 12:40", "2026-10-14 15:30"),
        (2, "工作时", "2026-10-14 15:30", "2026-10-14 17:30"),
        # Working days: the day itself never counts.
        (1, "工作日", "2026-10-14 09:00", "2026-10-15 17:30"),
        (3, "工作日", "2026-09-29 09:00", "2026-10-09 17:30"),
        (3, "工作日", "2026-10-08 09:00", "2026-10-12 17:30"),
        (1, "工作日", "2026-10-17 09:00", "2026-10-19 17:30"),
        # 8, 9, 10 (make-up), 12, 13, 14, 15 October.
        (7, "工作日", "2026-09-30 23:30", "2026-10-15 17:30"),
        # Urgent hours run through night and holiday.
        (6, "紧急工作时", "2026-09-30 20:00", "2026-10-01 02:00"),
        (24, "紧急工作时", "2026-10-02 10:15", "2026-10-03 10:15"),
        # Natural days end with their last day, free or not.
        (3, "自然日", "2026-09-29 16:45", "2026-10-02"),
    ],
)
def test_limits_of_the_office(
    street: Street, value: int, unit: str, moment: str, expected: str
) -> None:
    limit(street, value, unit)
    assert due(street, moment, unit=street.room) == expected
    assert due(street, moment) == expected  # without a unit the office's calendar counts


@pytest.mark.parametrize(
    ("value", "unit", "moment", "expected"),
    [
        # 1 October is a day like any other.
        (2, "工作时", "2026-10-01 09:00", "2026-10-01 11:00"),
        (2, "工作时", "2026-10-01 21:00", "2026-10-02 07:00"),
        (2, "工作时", "2026-10-03 23:10", "2026-10-04 08:00"),
        (2, "工作时", "2026-10-17 04:00", "2026-10-17 08:00"),
        (17, "工作时", "2026-10-17 06:00", "2026-10-18 07:00"),
        (1, "工作日", "2026-10-01 09:00", "2026-10-02 22:00"),
        (6, "紧急工作时", "2026-10-01 21:00", "2026-10-02 03:00"),
        # No holiday of an unknown year concerns them.
        (2, "工作时", "2027-01-01 09:00", "2027-01-01 11:00"),
    ],
)
def test_limits_of_crews(street: Street, value: int, unit: str, moment: str, expected: str) -> None:
    limit(street, value, unit)
    assert due(street, moment, unit=street.squad) == expected


@pytest.mark.parametrize(
    ("value", "unit", "moment"),
    [(2, "工作时", "2026-12-31 17:00"), (1, "工作日", "2026-12-31 09:00")],
)
def test_a_year_without_its_holidays_gives_a_sentence(
    street: Street, value: int, unit: str, moment: str
) -> None:
    limit(street, value, unit)
    assert due(street, moment) == (
        "还没有2027年的放假调休安排，算不出期限；请在“工作日历”里录入2027年的放假和调休日后再算"
    )


def test_what_needs_no_calendar_is_counted_in_any_year(street: Street) -> None:
    limit(street, 3, "自然日")
    assert due(street, "2026-12-30 10:00") == "2027-01-02"
    limit(street, 24, "紧急工作时")
    assert due(street, "2026-12-31 10:00") == "2027-01-01 10:00"


def test_the_bureau_itself_says_that_a_saturday_is_worked(street: Street) -> None:
    limit(street, 1, "工作日")
    set_day(street.desk, date(2026, 10, 17), True)
    assert due(street, "2026-10-16 09:00") == "2026-10-17 17:30"


def test_hours_are_settings_of_the_bureau(street: Street) -> None:
    save(street.desk, {"hours-office": "8:30-17:30", "hours-crews": "07:00-11:30 14:00-18:30"})
    assert due(street, "2026-10-14 11:30", unit=street.room) == "2026-10-14 13:30"
    assert due(street, "2026-10-14 11:00", unit=street.squad) == "2026-10-14 15:30"


def test_which_units_are_crews_is_a_setting_of_the_bureau(street: Street) -> None:
    assert due(street, "2026-10-17 10:00", unit=street.squad) == "2026-10-17 12:00"
    save(street.desk, {"kinds-crews": "所，公司"})
    assert due(street, "2026-10-17 10:00", unit=street.squad) == "2026-10-19 10:30"
    save(street.desk, {"kinds-crews": "所、执法中队"})
    assert due(street, "2026-10-17 10:00", unit=street.squad) == "2026-10-17 12:00"


def test_a_sub_class_has_its_own_limit_or_that_of_its_class(street: Street) -> None:
    limit(street, 1, "工作日")
    limit(street, None, None, STALL)
    assert due(street, "2026-10-14 09:00", subcategory=STALL) == "2026-10-15 17:30"
    limit(street, 1, "工作时", STALL)
    assert due(street, "2026-10-14 09:00", subcategory=STALL) == "2026-10-14 10:00"


def test_no_class_and_no_limit_give_a_sentence(street: Street) -> None:
    limit(street, None, None)
    assert due(street, "2026-10-14 09:00") == (
        "“占道经营”没有设处置时限，请直接填整改期限，或在分类目录里设时限"
    )
    assert due(street, "2026-10-14 09:00", category=None) == "先选问题类别，才能算整改期限"


def test_it_says_how_it_was_counted(street: Street) -> None:
    conn = street.desk.store.reader()
    moment = datetime(2026, 10, 14, 16, 45, 30)
    assert proposed_due(conn, {"category": STREET}, moment) == Deadline(
        "2026-10-15", "09:45", "“占道经营”2 工作时（机关作息），从10月14日 16:45 起算"
    )


# -- from the finding ------------------------------------------------------------------------------


def found(street: Street, **values: object) -> str:
    """The limit from the finding as one text."""
    given = {"category": STREET, **values}
    got = due_when_found(street.desk.store.reader(), given, street.desk.now())
    return f"{got.on} {got.time}" if isinstance(got, Deadline) else got


def test_a_case_counts_from_the_moment_of_its_finding(street: Street) -> None:
    assert found(street, found_on="2026-09-30", found_time="16:45") == "2026-10-08 09:45"


def test_what_was_found_today_without_a_time_counts_from_now(street: Street) -> None:
    street.at("2026-10-08 10:20")
    assert found(street, found_on="2026-10-08") == "2026-10-08 14:50"


def test_what_was_found_another_day_counts_from_its_opening(street: Street) -> None:
    assert found(street, found_on="2026-09-30") == "2026-09-30 10:30"
    limit(street, 6, "紧急工作时")
    assert "要有发现时刻才能算" in found(street, found_on="2026-09-30")
    assert found(street, found_on=None) == "先填发现时间，才能算整改期限"


def test_the_form_proposes_what_is_typed_so_far(street: Street) -> None:
    typed = {"found_on": "10.8 9:30", "category": "占道", "unit": "二中队", "address": ""}
    assert propose_limit(street.desk, typed) == Deadline(
        "2026-10-08", "11:30", "“占道经营”2 工作时（作业队作息），从10月8日 09:30 起算"
    )
    case = street.case(found_time="09:30")
    later = propose_limit(street.desk, {"found_on": "10.8 10:00"}, case)
    assert isinstance(later, Deadline)
    assert (later.on, later.time) == ("2026-10-08", "12:00")
