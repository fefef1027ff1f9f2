"""A rule tried on a score, and the composed templates, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bureau.assessment.books import TEMPLATE
from bureau.assessment.deductions import Inputs, Mark
from bureau.assessment.rules import RingFenced, Rule, YuanPerProblem
from bureau.assessment.scoring import score
from bureau.assessment.shipped import shipped_rubrics
from bureau.assessment.trying import counts_problems, try_rule
from tests.assessment.made import f, found, rubric, rule

FEE = 10_000_000
"""100,000 元 in 分."""


def paid(of: Rule, scored: str, problems: int = 0) -> int:
    """What 100,000 元 come to, in 分."""
    return try_rule(of, FEE, f(scored), problems).payable_fen


@pytest.mark.parametrize(
    ("key", "scored", "payable"),
    [
        ("tiers-three", "90", 10_000_000),
        ("tiers-three", "89.99", 9_000_000),
        ("tiers-six", "59.99", 7_000_000),
        # 1.5 points × 1 %.
        ("percent-per-point", "88.5", 9_850_000),
        # 1.5 points count as two: 2 × 1,000 元.
        ("yuan-per-point", "88.5", 9_800_000),
        # 11.5 % of the tenth that is at stake.
        ("ring-fenced", "88.5", 9_885_000),
        # 90 % and, below 80 for the first time, 2,000 元.
        ("tiers-warning", "79", 7_800_000),
    ],
)
def test_a_score_is_paid_as_the_rule_says(key: str, scored: str, payable: int) -> None:
    assert paid(rule(key), scored) == payable


def test_problems_cost_their_price_up_to_the_cap() -> None:
    by_problem = rule("yuan-per-problem")
    assert counts_problems(by_problem)
    assert not counts_problems(rule("tiers-three"))
    assert paid(by_problem, "100", 12) == FEE - 12 * 10_000
    assert paid(by_problem, "100", 1000) == FEE * 70 // 100


def test_a_part_is_judged_by_the_problems_of_its_block() -> None:
    """Ten at 100 元 come to 1,000 元, which the part of 1 % just holds; eleven cost no more."""
    fenced = RingFenced(percent=f(1), inner=YuanPerProblem(fen=10_000), block="roads")
    own = replace(rule("tiers-three"), charges=(fenced,))
    assert paid(own, "95", 10) == FEE - 100_000
    assert paid(own, "95", 11) == FEE - 100_000
    assert paid(own, "95", 4) == FEE - 40_000


def test_events_are_tried_too() -> None:
    """One complaint takes 2 %, a criticism by the county 10 %."""
    tried = try_rule(
        rule("percent-per-point-events"), FEE, f(95), events=(("complaint", 1), ("county", 1))
    )
    assert tried.payable_fen == 8_800_000


# -- templates -------------------------------------------------------------------------------------


def test_templates_judge_nothing_by_themselves() -> None:
    families = {one.key: one.family for one in shipped_rubrics()}
    assert families["sanitation-composed"] == families["sanitation-weighted"]
    assert families["sanitation-composed"] == f"sanitation{TEMPLATE}"
    assert [key for key, family in families.items() if family == "sanitation"] == [
        "sanitation-default"
    ]


def test_daily_check_and_evaluation_make_a_month() -> None:
    """Daily 100 − 6 = 94, check (90 + 85) ÷ 2 = 87.5, evaluation 96: 65.8 + 17.5 + 9.6 = 92.9."""
    made = score(
        rubric("sanitation-composed"),
        Inputs(
            inspections=4,
            deductions=(found("roads.dead-corner", 3),),
            marks=(
                Mark(block="check", value=f(90), ref="1"),
                Mark(block="check", value=f(85), ref="2"),
                Mark(block="evaluation", value=f(96), ref="3"),
            ),
        ),
    )
    assert made.block("daily").score == 94
    assert made.total == f("92.9")


def test_the_daily_part_has_the_blocks_of_the_default() -> None:
    assert rubric("sanitation-composed").blocks[0].parts == rubric().blocks
    assert rubric("sanitation-composed").extras == rubric().extras


def test_blocks_out_of_100_are_weighted() -> None:
    """Roads 96 × 45 %, facilities 97 × 25 %, toilets 100 × 15 %, records 99 × 5 %, 90 × 10 %."""
    made = score(
        rubric("sanitation-weighted"),
        Inputs(
            inspections=4,
            deductions=(
                found("roads.dead-corner", 2),
                found("waste.mixing", 3),
                found("records.rework", 1),
            ),
            marks=(Mark(block="evaluation", value=f(90), ref="1"),),
        ),
    )
    assert made.total == f("43.2") + f("24.25") + 15 + f("4.95") + 9 == f("96.4")


def test_every_item_of_the_default_is_in_the_weighted_one() -> None:
    weighted = {item for block in rubric("sanitation-weighted").blocks for item in block.items}
    assert weighted == {item for block in rubric().blocks for item in block.items}
