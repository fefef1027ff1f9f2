"""The month with which 月度考核 opens: the one that is being judged."""

from __future__ import annotations

from datetime import datetime

import pytest

from bureau.calendar.periods import Period
from bureau.sanitation.months import month_to_judge, open_months, take
from tests.sanitation.sanitation_books import Sanitation

AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (Period.month(2026, number) for number in (8, 9, 10, 11))


def opens_with(books: Sanitation, day: int) -> Period:
    """The month that the page opens with on a day of November."""
    books.clock.moment = datetime(2026, 11, day, 9, 0)
    with books.desk.store.snapshot() as conn:
        return month_to_judge(conn, books.desk.today())


def issue(books: Sanitation, month: Period) -> None:
    """Issues a month of every contract."""
    records = open_months(books.desk, month)
    for step, answers in (
        ("decide", {"approver": "李局长"}),
        ("issue", {"signed_by": "李局长"}),
    ):
        take(books.desk, step, records, answers)


def test_without_anything_to_judge_the_month_of_today(sanitation: Sanitation) -> None:
    assert opens_with(sanitation, 9) == NOVEMBER
    sanitation.contract()
    assert opens_with(sanitation, 9) == NOVEMBER
    assert opens_with(sanitation, 20) == NOVEMBER


def test_the_latest_month_with_a_deduction(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("12", "2026-08-31")
    assert opens_with(sanitation, 20) == AUGUST
    sanitation.deduct("1", "2026-09-01")
    assert opens_with(sanitation, 20) == SEPTEMBER


def test_a_round_without_a_problem_or_a_begun_month_is_enough(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.add("sanitation-rounds", inspected_on="2026-08-05", section="一标段")
    assert opens_with(sanitation, 20) == AUGUST
    open_months(sanitation.desk, SEPTEMBER)
    assert opens_with(sanitation, 20) == SEPTEMBER


def test_until_the_middle_of_a_month_the_one_before_comes_first(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("2", "2026-10-30")
    sanitation.clock.moment = datetime(2026, 11, 15, 9, 0)
    sanitation.deduct("2", "2026-11-02")
    assert opens_with(sanitation, 15) == OCTOBER
    assert opens_with(sanitation, 16) == NOVEMBER


def test_a_month_issued_for_all_contracts_is_done(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("2", "2026-08-10", accepted_on="2026-08-11", served_on="2026-08-11")
    sanitation.deduct("2", "2026-10-10", accepted_on="2026-10-11", served_on="2026-10-11")
    issue(sanitation, OCTOBER)
    assert opens_with(sanitation, 9) == AUGUST
    sanitation.contract("二标段")
    assert opens_with(sanitation, 9) == OCTOBER


def test_a_month_without_a_contract_cannot_be_judged(sanitation: Sanitation) -> None:
    sanitation.contract(begins_on="2026-09-01")
    sanitation.deduct("2", "2026-10-10")
    assert opens_with(sanitation, 20) == OCTOBER
    with sanitation.desk.store.snapshot() as conn:
        assert month_to_judge(conn, datetime(2026, 9, 20).date()) == SEPTEMBER


@pytest.mark.parametrize("day", [9, 20])
def test_a_part_of_the_contracts_keeps_a_month_open(sanitation: Sanitation, day: int) -> None:
    sanitation.contract()
    sanitation.deduct("2", "2026-10-10", accepted_on="2026-10-11", served_on="2026-10-11")
    issue(sanitation, OCTOBER)
    assert opens_with(sanitation, day) == NOVEMBER
    sanitation.contract("二标段", rule="按分")
    assert opens_with(sanitation, day) == OCTOBER
