"""Months below the line in a row, and what the contract then allows."""

import pytest

from bureau.assessment.clauses import failures_in_a_row
from tests.assessment.made import f, month_fee, past, terms


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (("79", "78"), 2),
        (("79", "80", "78"), 1),
        (("79", "78", "90"), 0),
        (("79", "79.99", "60"), 3),
        (("", "79"), 1),
        (("79", "", "78"), 2),
    ],
)
def test_a_passing_month_begins_anew_and_an_unscored_one_does_not(
    scores: tuple[str, ...], expected: int
) -> None:
    row = [f(one) if one else None for one in scores]
    assert failures_in_a_row(f(80), row) == expected


def keys(score: str, *before: str) -> list[tuple[str, int]]:
    made = month_fee(terms("tiers-warning"), score, history=past(*before))
    return [(one.clause.key, one.count) for one in made.applied]


def test_a_good_month_has_no_clause() -> None:
    assert keys("90", "79", "79") == []


def test_a_first_warning_costs_nothing_more() -> None:
    assert keys("85") == [("warned", 1)]
    assert month_fee(terms("tiers-warning"), "85").deducted_fen == 10_000_000


def test_two_warnings_in_a_row_cost_two_thousand_yuan() -> None:
    assert keys("85", "89.99") == [("warned", 2), ("warned-twice", 2)]
    made = month_fee(terms("tiers-warning"), "85", history=past("89.99"))
    assert made.deducted_fen == 10_000_000 + 200_000
    line = next(one for one in made.lines if one.kind == "clause")
    assert (line.title, line.words) == ("连续两次警告", "连续第 2 次，扣 2000.00 元")


def test_a_month_of_ninety_between_two_warnings_begins_anew() -> None:
    assert keys("85", "85", "90") == [("warned", 1)]


def test_a_failed_month_costs_two_thousand_and_two_allow_the_end_of_the_contract() -> None:
    assert keys("79.99") == [("failed", 1)]
    assert keys("79.99", "80") == [("failed", 1)]
    assert keys("79.99", "79") == [("failed", 2), ("termination", 2)]
    made = month_fee(terms("tiers-warning"), "79.99", history=past("79"))
    assert (made.failures, made.deducted_fen) == (2, 20_000_000 + 200_000)


def test_a_failed_month_is_no_warning() -> None:
    assert keys("85", "79") == [("warned", 1)]


def yearly(score: str, *before: str) -> list[tuple[str, int]]:
    made = month_fee(terms("yuan-per-point"), score, history=past(*before))
    return [(one.clause.key, one.count) for one in made.applied]


def test_three_failures_within_a_year_need_not_be_in_a_row() -> None:
    assert yearly("69", "69", "95", "69.99", "95") == [("termination-year", 3)]
    assert yearly("69", "69", "69") == [("termination-row", 3), ("termination-year", 3)]


def test_failures_of_the_year_before_count_in_a_row_only() -> None:
    # ten months: December and January to September
    before = ("69", "69", "95", "95", "95", "95", "95", "95", "95", "69")
    assert yearly("69", *before) == [("termination-year", 3)]
    before = ("69", "95", "69", "95", "95", "95", "95", "95", "95", "95")
    assert yearly("69", *before) == []


def test_months_that_come_later_do_not_count() -> None:
    later = past("79", "79", until=(2026, 12))
    made = month_fee(terms("tiers-warning"), "79", history=later)
    assert made.failures == 1


def test_a_month_settled_again_counts_once() -> None:
    again = past("79", "79", until=(2026, 10))
    made = month_fee(terms("tiers-warning"), "79", history=again)
    assert [one.count for one in made.applied] == [2, 2]
    assert made.failures == 2


def test_the_order_of_the_history_does_not_matter() -> None:
    months = past("79", "85", "79")
    for history in (months, months[::-1]):
        assert month_fee(terms("tiers-warning"), "79", history=history).failures == 2
