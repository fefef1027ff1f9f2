"""环比 and 同比: exact rounding, the words of text and tables, and what can't be said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.reports.change import Change, Quantity, fixed, percent, ratio


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(63, 76) * 100, 2, "82.89"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("-0.125"), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(1, 3), 0, "0"),
        (Decimal("2.5"), 0, "3"),
        (1184, 0, "1184"),
        (7, 2, "7.00"),
        (Fraction(5, 100), 1, "0.1"),
        (Fraction(3749, 4000) * 100, 2, "93.73"),  # 93.725 exactly: half goes up, not to even
        (Fraction(3751, 4000) * 100, 2, "93.78"),  # 93.775
        (10**20 + Fraction(1, 2), 0, "100000000000000000001"),
    ],
)
def test_rounding_is_half_away_from_zero(value: Quantity, places: int, text: str) -> None:
    assert fixed(value, places) == text


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 4))
def test_rounding_errs_by_at_most_half_a_unit(above: int, below: int, places: int) -> None:
    value = Fraction(above, below)
    assert abs(Fraction(fixed(value, places)) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("now", "before", "text", "table"),
    [
        (76, 63, "环比上升20.6%", "20.6%"),
        (63, 76, "环比下降17.1%", "−17.1%"),
        (5, 5, "环比持平", "0.0%"),
        (10001, 10000, "环比基本持平", "0.0%"),
        (9999, 10000, "环比基本持平", "0.0%"),
        (0, 4, "环比下降100.0%", "−100.0%"),
        (3, 0, "", "—"),
        (0, 0, "", "—"),
        (3, None, "", "—"),
        (None, 3, "", "—"),
        (Decimal("36.5"), Decimal("73"), "环比下降50.0%", "−50.0%"),
    ],
)
def test_counts_change_in_percent_of_the_base(
    now: Quantity | None, before: Quantity | None, text: str, table: str
) -> None:
    change = Change(now, before)
    assert (change.in_text("环比"), change.in_table()) == (text, table)


def test_rates_differ_in_points_and_scores_in_marks() -> None:
    rate = Change(ratio(63, 76), ratio(50, 63), "rate")
    assert rate.in_text("环比", 2) == "环比上升3.53个百分点"  # 82.8947 - 79.3651 = 3.5297
    assert rate.in_figures() == "3.53"
    assert Change(Fraction(0), Fraction(1, 2), "rate").in_table() == "−50.0个百分点"
    score = Change(Decimal("88.5"), Decimal("90"), "score")
    assert score.in_text("同比") == "同比下降1.5分"
    assert score.in_figures() == "-1.50"


def test_a_rate_without_a_base_is_no_rate() -> None:
    assert ratio(0, 0) is None
    assert percent(ratio(0, 0)) == "—"
    assert percent(ratio(2, 3)) == "66.67%"
    assert percent(ratio(0, 3)) == "0.00%"
    assert percent(ratio(3749, 4000)) == "93.73%"
    assert Change(ratio(1, 2), ratio(0, 0), "rate").in_text("环比") == ""


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_text_never_carries_a_sign(now: int, before: int) -> None:
    text = Change(now, before).in_text("同比")
    assert "-" not in text
    assert "−" not in text
    assert ("下降" in text) <= (now < before)
    assert ("上升" in text) <= (now > before)
