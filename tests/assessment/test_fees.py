"""Fees by every shape of rule, worked by hand: boundaries, part months, supplements, events, caps."""

from dataclasses import replace
from datetime import date

import pytest

from bureau.assessment.appeals import Ruling
from bureau.assessment.charges import judged_by, not_judged
from bureau.assessment.deductions import Deduction
from bureau.assessment.fees import Correction, Event, Fee, Stage, Terms, in_force
from bureau.assessment.rules import (
    EventKind,
    PercentPerPoint,
    RingFenced,
    Rule,
    Tier,
    Tiers,
    YuanPerPoint,
    YuanPerProblem,
    check_rule,
)
from bureau.assessment.scoring import score
from bureau.errors import UserError
from tests.assessment.made import (
    MILLION_YUAN,
    OCTOBER,
    appealed,
    f,
    found,
    inspected,
    month_fee,
    rubric,
    rule,
    terms,
)


def kinds(made: Fee) -> list[str]:
    return [line.kind for line in made.lines]


def words(made: Fee, kind: str) -> list[str]:
    return [line.words for line in made.lines if line.kind == kind]


# --- Tiers


@pytest.mark.parametrize(
    ("points", "payable"),
    [
        ("100", 100_000_000),
        ("90", 100_000_000),
        ("89.99", 90_000_000),
        ("89.999999", 90_000_000),
        ("80", 90_000_000),
        ("79.99", 80_000_000),
        ("70", 80_000_000),
        ("69.99", 70_000_000),
        ("0", 70_000_000),
        ("103", 100_000_000),
    ],
)
def test_three_tiers_with_inclusive_lower_bounds(points: str, payable: int) -> None:
    assert month_fee(terms("tiers-three"), points).payable_fen == payable


@pytest.mark.parametrize(
    ("points", "percent"),
    [
        ("95", 100),
        ("94.99", 98),
        ("85", 98),
        ("84.99", 95),
        ("75", 95),
        ("74.99", 90),
        ("65", 90),
        ("64.99", 80),
        ("60", 80),
        ("59.99", 70),
    ],
)
def test_six_tiers(points: str, percent: int) -> None:
    assert month_fee(terms("tiers-six"), points).payable_fen == percent * 1_000_000


def test_a_score_that_is_printed_as_90_but_is_less_gets_less_and_the_sheet_says_why() -> None:
    # 5.0016… problems of 2 points: 89.9966…, printed 90.00
    deduction = Deduction(ref="1", item="roads.dead-corner", count=f("3001/600"))
    judged = judged_by(score(rubric(), inspected(deduction)))
    assert judged.score == f("53998/600")
    made = month_fee(terms("tiers-three"), judged)
    assert made.payable_fen == 90_000_000
    assert words(made, "score") == ["90.00 分（未取整 89.9966…）"]


def test_a_tier_says_its_bounds_and_its_cut() -> None:
    made = month_fee(terms("tiers-three", fen=42_421_467), "75.5")
    assert words(made, "charge") == [
        "（70 分及以上、不满 80 分）支付 80%，424214.67 元 × 20% ＝ 84842.934 元"
    ]


# --- Percent a point, 元 a point, 元 a problem, a part of the fee


@pytest.mark.parametrize(
    ("points", "payable"),
    [("95", 100_000_000), ("90", 100_000_000), ("89", 99_000_000), ("84.5", 94_500_000)],
)
def test_each_point_below_ninety_costs_one_percent(points: str, payable: int) -> None:
    assert month_fee(terms("percent-per-point"), points).payable_fen == payable


def test_five_percent_a_point_never_takes_more_than_the_fee() -> None:
    # 90 − 60 = 30 points × 5 % = 150 %
    made = month_fee(terms("percent-per-point-events"), "60")
    assert (made.cut, made.payable_fen) == (f(100_000_000), 0)
    assert words(made, "cap") == ["扣减 1500000.00 元超过基数的 100%，以 1000000.00 元为限"]


@pytest.mark.parametrize(
    ("points", "cut"),
    [("90", 0), ("89.99", 100_000), ("89", 100_000), ("88.5", 200_000), ("85.2", 500_000)],
)
def test_begun_points_count_as_whole_ones_where_the_contract_says_so(points: str, cut: int) -> None:
    assert month_fee(terms("yuan-per-point"), points).deducted_fen == cut


@pytest.mark.parametrize(("points", "cut"), [("89.01", 0), ("88.5", 100_000), ("85", 500_000)])
def test_only_full_points_count_where_the_contract_says_so(points: str, cut: int) -> None:
    charge = YuanPerPoint(fen=100_000, target=f(90), points="down")
    own = Rule(key="own", title="自定", charges=(charge,))
    assert month_fee(terms(own), points).deducted_fen == cut


def test_begun_points_are_explained() -> None:
    made = month_fee(terms("yuan-per-point"), "85.2")
    assert words(made, "charge") == ["比 90 分低 4.8 分（按 5 分计），1000.00 元 × 5 ＝ 5000.00 元"]


def test_problems_cost_by_their_kind() -> None:
    # 3 dead corners at 500, 4 litter and 2 mud at 100: 1500 + 600 元
    judged = judged_by(
        score(
            rubric(),
            inspected(
                found("roads.dead-corner", 3), found("roads.litter", 4), found("roads.mud", 2)
            ),
        )
    )
    made = month_fee(terms("yuan-per-problem"), judged)
    assert made.deducted_fen == 210_000
    assert words(made, "charge") == [
        "3 处 × 500.00 元 ＝ 1500.00 元",
        "6 处 × 100.00 元 ＝ 600.00 元",
    ]


def test_a_problem_that_an_appeal_took_back_costs_nothing() -> None:
    # Three corners at 500 元; 6 points reduced to 2: a third of three problems stays.
    rulings: tuple[tuple[Ruling, str, int], ...] = (
        ("upheld", "", 150_000),
        ("reduced", "2", 50_000),
        ("quashed", "", 0),
    )
    for ruling, reduced_to, cut in rulings:
        judged = judged_by(score(rubric(), inspected(appealed(ruling, reduced_to))))
        assert month_fee(terms("yuan-per-problem"), judged).deducted_fen == cut


def test_problems_take_at_most_three_tenths_of_the_fee() -> None:
    judged = judged_by(score(rubric(), inspected(found("staff.accident", 100))))
    assert month_fee(terms("yuan-per-problem"), judged).payable_fen == 70_000_000


def test_a_tenth_of_the_fee_is_at_stake() -> None:
    # 8 points lost of 100: 8 % of 100,000 元
    made = month_fee(terms("ring-fenced"), "92")
    assert made.deducted_fen == 800_000
    assert "；".join(words(made, "charge")).split("；") == [
        "考核部分 1000000.00 元 × 10% ＝ 100000.00 元",
        "比 100 分低 8 分，100000.00 元 × 1% × 8 ＝ 8000.00 元",
    ]
    assert month_fee(terms("ring-fenced"), "0").deducted_fen == 10_000_000


def test_a_part_of_the_fee_never_loses_more_than_itself() -> None:
    part = RingFenced(percent=f(10), inner=PercentPerPoint(target=f(90), percent=f(5)))
    own = Rule(key="own", title="自定", charges=(part,))
    made = month_fee(terms(own), "50")
    assert made.deducted_fen == 10_000_000
    assert words(made, "charge")[0].endswith("，以 100000.00 元为限")


def test_a_part_of_the_fee_is_judged_by_its_own_block() -> None:
    # toilets 7 of 10 = 70 out of a hundred: 80 % of a fifth of the fee is paid.
    part = RingFenced(
        percent=f(20),
        block="toilets",
        title="公厕部分",
        inner=Tiers(
            tiers=(
                Tier(at_least=f(90), pay=f(100)),
                Tier(at_least=f(70), pay=f(80)),
                Tier(at_least=f(0), pay=f(50)),
            )
        ),
    )
    own = Rule(key="own", title="自定", charges=(part,))
    judged = judged_by(score(rubric(), inspected(found("toilets.state", 3))))
    assert month_fee(terms(own), judged).deducted_fen == 4_000_000


def test_several_charges_add_up() -> None:
    tiers = rule("tiers-three").charges
    own = Rule(key="own", title="自定", charges=(*tiers, YuanPerProblem(fen=10_000)))
    judged = judged_by(score(rubric(), inspected(found("roads.dead-corner", 6))))
    # 88 points: 10 % of a million, and 6 × 100 元
    assert month_fee(terms(own), judged).deducted_fen == 10_000_000 + 60_000


# --- Part months and supplements


@pytest.mark.parametrize(
    ("days", "base"),
    [
        # 13/28, 15/30 and 16/31 of a million 元
        ((date(2026, 2, 1), date(2026, 2, 28)), 46_428_571),
        ((date(2026, 4, 1), date(2026, 4, 30)), 50_000_000),
        ((date(2026, 10, 1), date(2026, 10, 31)), 51_612_903),
    ],
)
def test_a_contract_from_the_sixteenth(days: tuple[date, date], base: int) -> None:
    begins = days[0].replace(day=16)
    made = month_fee(terms("tiers-three", begins=begins), "95", days=days)
    assert made.base_fen == made.payable_fen == base


def test_a_contract_until_the_tenth() -> None:
    ended = replace(terms("tiers-three"), ends=date(2026, 10, 10))
    made = month_fee(ended, "95")
    # 10/31: 322580.645… 元
    assert made.payable_fen == 32_258_065
    assert words(made, "base") == ["1000000.00 元 × 10 ÷ 31 天 ＝ 322580.6451… 元"]


def test_a_single_day_counts() -> None:
    begins = date(2026, 10, 31)
    assert month_fee(terms("tiers-three", begins=begins), "95").base == f("100000000/31")


def test_a_statistical_month_has_its_own_days() -> None:
    # 26 September to 25 October: 30 days, 10 of them served
    days = (date(2026, 9, 26), date(2026, 10, 25))
    begins = date(2026, 10, 16)
    made = month_fee(terms("tiers-three", begins=begins), "95", days=days)
    assert made.base == MILLION_YUAN // 3 + f("1/3")


@pytest.mark.parametrize("begins", [date(2026, 11, 1), date(2027, 1, 1)])
def test_a_month_before_the_contract_has_no_fee(begins: date) -> None:
    with pytest.raises(UserError, match="没有生效的合同"):
        month_fee(terms("tiers-three", begins=begins), "95")


def test_a_day_outside_the_contract_is_known() -> None:
    own = replace(terms("tiers-three", begins=date(2026, 10, 16)), ends=date(2027, 12, 31))
    assert not in_force(own, date(2026, 10, 15))
    assert in_force(own, date(2026, 10, 16))
    assert in_force(own, date(2027, 12, 31))
    assert not in_force(own, date(2028, 1, 1))


def test_a_supplement_changes_the_fee_in_mid_month() -> None:
    # 15 days at 31,000 and 16 at 62,000 元 a month: 15,000 + 32,000
    own = Terms(
        begins=date(2025, 1, 1),
        stages=(
            Stage(begins=date(2026, 10, 16), fee_fen=6_200_000, reason="补充协议一"),
            Stage(begins=date(2025, 1, 1), fee_fen=3_100_000),
        ),
        rule=rule("tiers-three"),
    )
    made = month_fee(own, "85")
    assert (made.base_fen, made.payable_fen) == (4_700_000, 4_230_000)
    assert [line.title for line in made.lines[:2]] == ["计费基数", "计费基数（补充协议一）"]


def test_a_supplement_changes_the_area_in_mid_month() -> None:
    # 356,000 ㎡ at 0.31 元: 110,360; 387,000 ㎡ from the 22nd: 119,970; 21/31 and 10/31
    # = 74,760 + 38,700
    price = f(31)
    own = Terms(
        begins=date(2025, 1, 1),
        stages=(
            Stage(begins=date(2025, 1, 1), area=f(356_000), price_fen=price),
            Stage(begins=date(2026, 10, 22), area=f(387_000), price_fen=price, reason="增加滨河路"),
        ),
        rule=rule("tiers-three"),
    )
    made = month_fee(own, "95")
    assert made.payable_fen == 7_476_000 + 3_870_000
    assert words(made, "base")[1] == "387000 ㎡ × 0.31 元 × 10 ÷ 31 天 ＝ 38700.00 元"


def test_a_supplement_of_a_later_month_does_not_touch_this_one() -> None:
    later = Stage(begins=date(2026, 11, 1), fee_fen=1)
    own = terms("tiers-three")
    assert month_fee(replace(own, stages=(*own.stages, later)), "95").payable_fen == MILLION_YUAN


# --- Events and caps


def event(kind: str, day: int = 8, count: int = 1, ref: str = "") -> Event:
    return Event(ref=ref or f"{kind}{day}", kind=kind, on=date(2026, 10, day), count=count)


def test_events_cost_percent_of_the_base_each() -> None:
    # 1 point × 5 %, two complaints × 2 %, county 10 %, city 20 % = 39 %
    made = month_fee(
        terms("percent-per-point-events"),
        "89",
        events=(event("city", 20), event("complaint", 3, 2), event("county", 9)),
    )
    assert made.payable_fen == 61_000_000
    assert words(made, "event") == [
        "10月3日，2 次 × 1000000.00 元 × 2% ＝ 40000.00 元",
        "10月9日，1000000.00 元 × 10% ＝ 100000.00 元",
        "10月20日，1000000.00 元 × 20% ＝ 200000.00 元",
    ]


def test_events_of_a_sum_and_a_rate() -> None:
    own = replace(
        rule("tiers-three"),
        events=(EventKind(key="media", title="媒体曝光", percent=f(1), fen=500_000),),
    )
    made = month_fee(terms(own), "95", events=(event("media", count=2),))
    assert made.deducted_fen == 2 * (1_000_000 + 500_000)


def test_events_and_score_together_stop_at_the_cap() -> None:
    own = replace(rule("percent-per-point-events"), cap=f(20))
    made = month_fee(terms(own), "88", events=(event("county"), event("county", 9)))
    # 10 % + 20 % asked, 20 % taken
    assert made.payable_fen == 80_000_000
    assert kinds(made) == ["base", "score", "charge", "event", "event", "cap", "due"]


def test_an_event_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UserError, match="没有“media”这类事件"):
        month_fee(terms("tiers-three"), "95", events=(event("media"),))


# --- A month without a score


def test_a_month_not_judged_is_paid_in_full_and_says_so() -> None:
    made = month_fee(terms("tiers-three"), not_judged("本月停工整改，考核办同意不参评"))
    assert made.payable_fen == MILLION_YUAN
    assert words(made, "score") == ["不参评：本月停工整改，考核办同意不参评"]


def test_a_month_not_judged_needs_a_reason() -> None:
    with pytest.raises(UserError, match="不参评的原因"):
        not_judged("")


# --- Rounding and lines


def test_half_a_cent_goes_up() -> None:
    # 0.05 元 less 10 %: 0.045; 0.03 元 less 50 %: 0.015
    assert month_fee(terms("tiers-three", fen=5), "85").payable_fen == 5
    own = Rule(
        key="own",
        title="自定",
        charges=(Tiers(tiers=(Tier(at_least=f(0), pay=f(50)),)),),
    )
    assert month_fee(terms(own, fen=3), "85").payable_fen == 2


def test_lines_sum_to_what_is_payable_even_where_each_has_fractions() -> None:
    # base 1/31 of 1.00 元 in two stages, 2 events of 2 %, 1 point of 5 %
    own = Terms(
        begins=date(2026, 10, 29),
        stages=(
            Stage(begins=date(2026, 10, 29), fee_fen=100),
            Stage(begins=date(2026, 10, 30), fee_fen=1001),
        ),
        rule=rule("percent-per-point-events"),
    )
    made = month_fee(own, "88.7", events=(event("complaint", 30), event("county", 31)))
    lines = sum(line.fen or 0 for line in made.lines if line.adds)
    assert lines == made.payable_fen
    assert sum(line.fen or 0 for line in made.lines if line.kind == "base") == made.base_fen
    # base 100/31 + 2002/31 = 67.806 分; cut 6.5 + 2 + 10 = 18.5 %; payable 55.262
    assert (made.base_fen, made.payable_fen, made.deducted_fen) == (68, 55, 13)


# --- Corrections of issued months


def test_a_correction_is_paid_with_the_next_month() -> None:
    back = Correction(ref="77", month="2026-09", fen=150_000, reason="申诉成立，补付")
    made = month_fee(terms("tiers-three"), "85", corrections=(back,))
    assert (made.settled_fen, made.payable_fen) == (90_000_000, 90_150_000)
    assert [line.title for line in made.lines if line.kind == "correction"] == ["更正（2026-09）"]


def test_a_correction_beyond_the_fee_is_carried_on() -> None:
    taken = Correction(ref="78", month="2026-09", fen=-100_000_050, reason="重复支付")
    made = month_fee(terms("tiers-three"), "95", corrections=(taken,))
    assert (made.payable_fen, made.carried_fen) == (0, -50)
    assert sum(line.fen or 0 for line in made.lines if line.adds) == 0


# --- Rules that can't be


@pytest.mark.parametrize(
    ("charge", "said"),
    [
        (Tiers(tiers=(Tier(at_least=f(90), pay=f(100)),)), "最低一档的下限要是 0 分"),
        (
            Tiers(tiers=(Tier(at_least=f(0), pay=f(70)), Tier(at_least=f(90), pay=f(100)))),
            "从高分到低分",
        ),
        (
            Tiers(tiers=(Tier(at_least=f(90), pay=f(80)), Tier(at_least=f(0), pay=f(90)))),
            "低分档不能比高分档高",
        ),
        (PercentPerPoint(target=f(90), percent=f(0)), "要大于 0"),
        (YuanPerPoint(fen=0), "要大于 0"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    charge: Tiers | PercentPerPoint | YuanPerPoint, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        check_rule(Rule(key="own", title="自定", charges=(charge,)))


def test_october_has_thirty_one_days() -> None:
    assert (OCTOBER[1] - OCTOBER[0]).days == 30
