"""Ranks, ties, movement and money by place, in groups of every size."""

from dataclasses import replace

import pytest

from bureau.assessment.ranking import Awards, Contender, Place, moved, place_amounts, rank
from bureau.assessment.shipped import shipped_awards
from bureau.errors import UserError
from tests.assessment.made import f

AWARDS = shipped_awards()[0]
WAN = 1_000_000
"""One 万元 in 分."""


def group(*scores: str, name: str = "乡镇", second: tuple[str, ...] = ()) -> list[Contender]:
    """Units named by their place in the list: 1, 2, 3 …; a blank score doesn't take part."""
    return [
        Contender(
            key=f"{name}{n}",
            title=f"{name}{n}",
            group=name,
            score=f(score) if score else None,
            second=f(second[n - 1]) if second else None,
            reason="" if score else "本月未安排检查",
        )
        for n, score in enumerate(scores, start=1)
    ]


def by_unit(contenders: list[Contender], awards: Awards = AWARDS) -> dict[str, Place]:
    return {place.key.removeprefix("乡镇"): place for place in rank(contenders, awards)}


def ranks_and_money(*scores: str, awards: Awards = AWARDS) -> list[tuple[int | None, float]]:
    """Rank and 万元 by unit, in the order given."""
    placed = by_unit(group(*scores), awards)
    return [(placed[key].rank, placed[key].fen / WAN) for key in sorted(placed, key=int)]


@pytest.mark.parametrize(
    ("units", "amounts"),
    [
        (1, [0]),
        (2, [3, 0]),
        (3, [3, 0, -1]),
        (4, [3, 2, 0, -1]),
        (5, [3, 2, 0, 0, -1]),
        (6, [3, 2, 1, 0, -0.5, -1]),
        (7, [3, 2, 1, 0, 0, -0.5, -1]),
        (8, [3, 2, 1, 0, 0, 0, -0.5, -1]),
    ],
)
def test_amounts_by_place_in_groups_of_every_size(units: int, amounts: list[float]) -> None:
    assert [fen / WAN for fen in place_amounts(units, AWARDS)] == amounts


def test_no_place_is_both_rewarded_and_penalised() -> None:
    everyone = replace(AWARDS, rewarded_share=f(1))
    assert place_amounts(3, everyone) == [3 * WAN, 2 * WAN, WAN]
    assert place_amounts(4, everyone) == [3 * WAN, 2 * WAN, WAN, -WAN]


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    assert [one for one, _ in ranks_and_money("95", "93", "93", "90")] == [1, 2, 2, 4]


def test_a_tie_at_the_top_shares_both_amounts() -> None:
    assert ranks_and_money("92.15", "92.15", "88.29", "87.99") == [
        (1, 2.5), (1, 2.5), (3, 0), (4, -1),
    ]  # fmt: skip


def test_a_tie_across_the_line_of_reward_shares_what_there_is() -> None:
    # places 2 and 3 of 4: 2 万 and nothing
    assert ranks_and_money("95", "93", "93", "90") == [(1, 3), (2, 1), (2, 1), (4, -1)]


def test_a_tie_at_the_bottom_shares_the_penalty() -> None:
    # of 8: places 7 and 8 pay 0.5 and 1; of 4: places 3 and 4 pay nothing and 1
    eight = ranks_and_money("98", "97", "96", "95", "94", "93", "90", "90")
    assert eight[-2:] == [(7, -0.75), (7, -0.75)]
    assert ranks_and_money("95", "94", "90", "90")[-2:] == [(3, -0.5), (3, -0.5)]


def test_a_tie_of_three_over_the_middle_and_the_bottom() -> None:
    # places 3 to 5 of 5: nothing, nothing, −1 万: 333333.33 分 each
    placed = by_unit(group("95", "94", "90", "90", "90"))
    assert [placed[key].fen for key in "345"] == [-333_333] * 3


def test_all_equal() -> None:
    # (3 + 2 + 0 − 1) / 4
    assert ranks_and_money("90", "90", "90", "90") == [(1, 1)] * 4
    assert ranks_and_money("90", "90") == [(1, 1.5)] * 2


def test_a_shared_amount_says_so() -> None:
    placed = by_unit(group("92", "92", "88", "87"))
    assert placed["1"].tied
    assert placed["1"].reason == "2 个单位并列，平分 30000.00 元、20000.00 元"
    assert not placed["3"].tied


def test_scores_are_compared_as_they_are_printed() -> None:
    assert [one for one, _ in ranks_and_money("90.004", "90.001", "89.99")] == [1, 1, 3]


def test_field_checks_decide_among_equals_where_the_bureau_says_so() -> None:
    strict = replace(AWARDS, ties="second")
    units = group("92", "92", "88", "88", second=("37", "38", "36", "36"))
    placed = by_unit(units, strict)
    assert [placed[key].rank for key in "1234"] == [2, 1, 3, 3]
    assert [placed[key].fen / WAN for key in "1234"] == [2, 3, -0.5, -0.5]
    with pytest.raises(UserError, match="现场检查得分"):
        rank(group("92", "91"), strict)


def test_no_reward_below_a_score_and_no_penalty_above_one() -> None:
    bound = replace(AWARDS, reward_from=f(80), no_penalty_from=f(95))
    low = by_unit(group("79.99", "79", "78"), bound)
    assert (low["1"].fen, low["1"].reason) == (0, "得分低于 80，不予奖励")
    assert low["3"].fen == -WAN
    high = by_unit(group("98", "96", "95"), bound)
    assert high["1"].fen == 3 * WAN
    assert (high["3"].fen, high["3"].reason) == (0, "得分达到 95，不予扣罚")
    assert by_unit(group("98", "96", "94.99"), bound)["3"].fen == -WAN
    assert by_unit(group("80", "79", "78"), bound)["1"].fen == 3 * WAN


def test_groups_are_ranked_apart_and_all_together_besides() -> None:
    units = [*group("90", "95", name="城区街道"), *group("99", "80", name="乡镇")]
    places = rank(units, AWARDS)
    assert [(one.key, one.rank, one.overall) for one in places] == [
        ("城区街道2", 1, 2),
        ("城区街道1", 2, 3),
        ("乡镇1", 1, 1),
        ("乡镇2", 2, 4),
    ]


def test_a_unit_that_takes_no_part_has_no_rank_and_makes_its_group_smaller() -> None:
    placed = by_unit(group("95", "", "90", "85"))
    assert (placed["2"].rank, placed["2"].fen, placed["2"].reason) == (None, 0, "本月未安排检查")
    # three ranked: only the first is rewarded
    assert [placed[key].fen / WAN for key in "134"] == [3, 0, -1]
    assert placed["1"].units == 3


def test_no_score_without_a_reason_is_refused() -> None:
    with pytest.raises(UserError, match="不参评的原因"):
        rank([Contender(key="1", title="河口镇", group="乡镇", score=None)], AWARDS)


def test_movement_against_the_month_before() -> None:
    before = {"乡镇1": 3, "乡镇2": 1, "乡镇3": 2}
    places = rank(group("95", "94", "93", "92"), AWARDS, before)
    assert [(one.key, one.movement) for one in places] == [
        ("乡镇1", 2), ("乡镇2", -1), ("乡镇3", -1), ("乡镇4", None),
    ]  # fmt: skip


def test_what_an_appeal_changes_in_a_ranking() -> None:
    before = rank(group("95", "93", "90"), AWARDS)
    after = rank(group("95", "93", "96"), AWARDS)
    changed = {
        old.key: (old.rank, new.rank, new.fen - old.fen) for old, new in moved(before, after)
    }
    assert changed == {"乡镇1": (1, 2, -3 * WAN), "乡镇2": (2, 3, -WAN), "乡镇3": (3, 1, 4 * WAN)}


def test_a_unit_twice_is_refused() -> None:
    with pytest.raises(UserError, match="出现了两次"):
        rank([*group("90"), *group("91")], AWARDS)


def test_the_amounts_of_shaoyang() -> None:
    # streets: +3, +2, +1, … −0.5, −1; three units: +3, +1, −1
    assert place_amounts(8, replace(AWARDS, rewarded_share=f(1)))[:4] == [3 * WAN, 2 * WAN, WAN, 0]
    three = replace(AWARDS, rewards=(3 * WAN, WAN), rewarded_share=f("2/3"))
    assert place_amounts(3, three) == [3 * WAN, WAN, -WAN]
