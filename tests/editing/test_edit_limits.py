"""Limits counted in days: natural ones from the finding, working days by the bureau's own calendar."""

from __future__ import annotations

from datetime import date

import pytest

from bureau.desk import Desk
from bureau.editing import EditFault, add, change_cells, read
from bureau.ledger.lenient.terms import working_days_of_limit
from bureau.market.ledgers import CASES
from bureau.settings.saving import set_day, set_year_entered

CASE = {"address": "人民路12号", "category": "占道经营"}
# 2026: 10 October is a Saturday that is worked, 11 October a free Sunday; the desk's day is 8 October.


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3个工作日", (3, False)),
        ("三个工作日内", (3, False)),
        ("限5个工作日内整改完成", (5, False)),
        ("3工", (3, False)),
        ("3 工作日", (3, False)),
        ("+3工", (3, True)),
        ("+10个工作日", (10, True)),
        ("3天", None),
        ("0工", None),
        ("3个工作时", None),
        ("工作日", None),
    ],
)
def test_what_means_working_days(text: str, wanted: tuple[int, bool] | None) -> None:
    assert working_days_of_limit(text) == wanted


@pytest.mark.parametrize(
    ("found_on", "typed", "due"),
    [
        ("2026-10-08", "3个工作日", "2026-10-12"),  # 9, 10 (worked Saturday), 12 October
        ("2026-09-29", "３个工作日", "2026-10-09"),  # 30 September, 8 and 9 October
        ("2026-09-29", "+1工", "2026-10-09"),  # from today
        ("2026-09-29", "3日内", "2026-10-02"),
    ],
)
def test_working_days_skip_holidays(desk: Desk, found_on: str, typed: str, due: str) -> None:
    draft = read(desk, CASES, {**CASE, "found_on": found_on, "due_on": typed})
    assert (draft.values["due_on"], draft.faults) == (due, [])


def test_the_bureaus_own_days_count(desk: Desk) -> None:
    set_day(desk, date(2026, 10, 9), worked=False)
    record = add(desk, CASES, {**CASE, "found_on": "10.8", "due_on": "1工"})
    draft = read(desk, CASES, {"due_on": "2工"}, record)
    assert draft.values["due_on"] == "2026-10-12"
    assert draft.said == ["整改期限 2026-10-12 是10月8日起第 2 个工作日"]


def test_a_year_that_nobody_arranged_says_so(desk: Desk) -> None:
    record = add(desk, CASES, {**CASE, "found_on": "2026-10-08"})
    cells = {(record, "found_on"): "2030-01-07", (record, "due_on"): "3个工作日"}
    with pytest.raises(EditFault) as caught:
        change_cells(desk, CASES, cells)
    assert caught.value.faults[0].field == "due_on"
    assert "2030年的放假调休安排" in caught.value.faults[0].reason
    assert "工作日历" in caught.value.faults[0].suggestion
    set_year_entered(desk, 2030, entered=True)
    change_cells(desk, CASES, cells)
    assert read(desk, CASES, {"due_on": "2030-01-10"}, record).values == {}


def test_other_dates_are_not_counted_in_working_days(desk: Desk) -> None:
    draft = read(desk, CASES, {**CASE, "found_on": "3工"})
    assert [fault.field for fault in draft.faults] == ["found_on"]
