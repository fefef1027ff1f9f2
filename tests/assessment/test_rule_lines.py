"""A rule of payment as a contract's own sheet states it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bureau.assessment.rule_lines import rule_of_lines, says_the_same, with_lines
from bureau.assessment.rules import PercentPerPoint, RingFenced, Tier, Tiers, YuanPerPoint
from bureau.assessment.shipped import shipped_rules
from bureau.assessment.stored import Row
from bureau.errors import UserError

FIELDS = (
    "title",
    "at_least",
    "pay",
    "target",
    "percent",
    "point_fen",
    "problem_fen",
    "cap",
    "passing",
)
SHIPPED = {rule.key: rule for rule in shipped_rules()}


def line(**given: int | str) -> Row:
    """One record of 扣费规则明细; numbers at their scale."""
    return {key: given.get(key) for key in FIELDS}


THREE = [
    line(at_least=0, pay=7000),
    line(at_least=9000, pay=10000),
    line(at_least=7000, pay=8000),
    line(at_least=8000, pay=9000),
]


def test_lines_that_say_what_ships_leave_it() -> None:
    shipped = SHIPPED["tiers-three"]
    assert says_the_same(rule_of_lines("x", "三档", THREE), shipped)
    assert with_lines(shipped, "x", "三档", THREE) is shipped
    assert with_lines(shipped, "x", "三档", []) is shipped
    assert with_lines(None, "x", "九档", []) is None


def test_lines_that_say_otherwise_count() -> None:
    other = [line(at_least=8500, pay=10000), line(at_least=0, pay=6000, title="差")]
    found = with_lines(SHIPPED["tiers-three"], "lines-1", "三档", other)
    assert found is not None
    assert found.charges == (
        Tiers(
            tiers=(
                Tier(at_least=Fraction(85), pay=Fraction(100)),
                Tier(at_least=Fraction(0), pay=Fraction(60), title="差"),
            )
        ),
    )


def test_shares_of_one_are_percent() -> None:
    lines = [line(at_least=9000, pay=100), line(at_least=0, pay=80)]
    (tiers,) = rule_of_lines("x", "两档", lines).charges
    assert isinstance(tiers, Tiers)
    assert [tier.pay for tier in tiers.tiers] == [100, 80]


def test_points_below_a_target_cost_percent_or_money() -> None:
    rule = rule_of_lines(
        "x", "按分", [line(target=9000, percent=150, cap=3000), line(point_fen=50000, passing=7000)]
    )
    assert rule.charges == (
        PercentPerPoint(target=Fraction(90), percent=Fraction(3, 2)),
        YuanPerPoint(target=Fraction(100), fen=50000),
    )
    assert (rule.cap, rule.passing) == (Fraction(30), Fraction(70))
    assert not any(isinstance(charge, RingFenced) for charge in rule.charges)


@pytest.mark.parametrize(
    "lines",
    [
        [line(at_least=9000, pay=10000)],
        [line(at_least=9000)],
        [line(at_least=9000, pay=8000), line(at_least=0, pay=10000)],
        [line(target=9000)],
    ],
)
def test_lines_by_which_nothing_can_be_paid_are_refused(lines: list[Row]) -> None:
    with pytest.raises(UserError, match="三档"):
        rule_of_lines("x", "三档", lines)
