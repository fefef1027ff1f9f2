"""Scores by a rubric: blocks emptied at most to their floor, bonus up to its cap, nothing taken for granted."""

from dataclasses import replace
from datetime import date

import pytest

from bureau.assessment.deductions import Absence, Adjustment, Deduction, Inputs, Mark
from bureau.assessment.exact import score_text, total
from bureau.assessment.explaining import Node, explained, leaves
from bureau.assessment.rubric import Block, Item, Rubric
from bureau.assessment.scoring import score
from bureau.errors import UserError
from tests.assessment.made import f, found, inspected, rubric


def rubric_of(*blocks: Block) -> Rubric:
    return Rubric(
        key="own", title="自定细则", family="own", valid_from=date(2026, 1, 1), blocks=blocks
    )


def test_a_month_without_problems_has_full_marks() -> None:
    assert score(rubric(), inspected()).total == 100


def test_points_are_count_times_points_of_the_item() -> None:
    # 3 × 0.5 漏扫, 2 × 2 死角, 1 × 1.5 洗城, 4 × 0.2 果皮箱 = 1.5 + 4 + 1.5 + 0.8
    judged = score(
        rubric(),
        inspected(
            found("roads.litter", 3),
            found("roads.dead-corner", 2),
            found("machines.washing"),
            found("bins.state", 4),
        ),
    )
    assert judged.total == f("92.2")
    assert judged.block("roads").score == f("34.5")
    assert judged.block("bins").score == f("4.2")


def test_a_block_is_emptied_and_no_more() -> None:
    # 扣完为止: 8 missing people cost 4 of 5, an accident 5 more; 4 are spared.
    judged = score(rubric(), inspected(found("staff.absent", 8), found("staff.accident")))
    staff = judged.block("staff")
    assert (staff.score, staff.lost, staff.spared) == (f(0), f(9), f(4))
    assert judged.total == 95


def test_a_block_exactly_emptied_spares_nothing() -> None:
    judged = score(rubric(), inspected(found("estates.dirty", 5)))
    assert (judged.block("estates").score, judged.block("estates").spared) == (f(0), f(0))


def test_the_total_never_falls_below_nothing() -> None:
    everything = [found(block.items[0].key, 100) for block in rubric().blocks]
    judged = score(rubric(), inspected(*everything, found("penalty.city", 3)))
    assert judged.share == 0
    assert judged.total == 0


def test_bonus_stops_at_its_cap_and_can_lead_beyond_full_marks() -> None:
    judged = score(rubric(), inspected(found("bonus.city", 2), found("bins.state", 5)))
    assert [extra.signed for extra in judged.extras] == [3, 0]
    assert judged.total == 102
    capped = replace(rubric(), ceiling=f(100))
    assert score(capped, inspected(found("bonus.city", 2), found("bins.state", 5))).total == 100


def test_penalties_stand_outside_the_blocks_without_a_cap() -> None:
    # 县级通报 2 + 媒体曝光 5 + 3 投诉 × 0.5
    judged = score(
        rubric(),
        inspected(found("penalty.county"), found("penalty.city"), found("penalty.complaint", 3)),
    )
    assert judged.total == f("91.5")


def test_an_item_takes_at_most_its_cap() -> None:
    item = Item(key="heap", title="垃圾堆", points=f(3), cap=f(10))
    own = rubric_of(Block(key="street", title="主街", full=f(25), items=(item,)))
    judged = score(own, inspected(found("heap", 4)))
    assert (judged.total, judged.blocks[0].items[0].spared) == (f(15), f(2))


def test_a_repeated_problem_costs_double() -> None:
    again = Deduction(ref="1", item="roads.dead-corner", factor=f(2), factor_reason="重复问题加倍")
    assert score(rubric(), inspected(again)).total == 96


def test_a_department_carries_its_share_of_a_deduction_split_two_to_eight() -> None:
    split = Deduction(ref="1", item="roads.dead-corner", factor=f("0.8"))
    assert score(rubric(), inspected(split)).total == f("98.4")


def test_points_said_by_the_inspector_stay_within_the_bounds_of_the_item() -> None:
    assert score(rubric(), inspected(found("toilets.state", points="0.5"))).total == f("99.5")
    for points in ("0.4", "1.5"):
        with pytest.raises(UserError, match=r"每项至[少多]"):
            score(rubric(), inspected(found("toilets.state", points=points)))


def test_a_problem_that_no_item_names_counts_in_its_block() -> None:
    judged = score(rubric(), inspected(found("waste", 2, points="0.5")))
    assert judged.block("waste").score == 14
    with pytest.raises(UserError, match="请填写每处扣几分"):
        score(rubric(), inspected(found("waste", 2)))


def test_what_the_rubric_does_not_know_is_refused() -> None:
    with pytest.raises(UserError, match="没有扣分项“fines”"):
        score(rubric(), inspected(found("fines")))
    with pytest.raises(UserError, match="没有直接打分的“roads”"):
        score(rubric(), Inputs(inspections=1, marks=(Mark(block="roads", value=f(3)),)))


def test_the_same_record_twice_is_refused() -> None:
    one = found("roads.mud", ref="7")
    with pytest.raises(UserError, match="出现了两次"):
        score(rubric(), inspected(one, one))


@pytest.mark.parametrize("count", [0, -1])
def test_a_deduction_of_nothing_is_refused(count: int) -> None:
    with pytest.raises(UserError, match="不能是负数或 0"):
        score(rubric(), inspected(found("roads.mud", count)))


def test_the_score_is_rounded_half_up_once_and_only_for_print() -> None:
    third = Block(key="a", title="甲", full=f(100), by="mean")
    marks = tuple(Mark(block="a", value=f(v), ref=v) for v in ("89.99", "90", "89.995"))
    judged = score(rubric_of(third), Inputs(inspections=0, marks=marks))
    assert judged.total == f("269.985") / 3
    assert judged.printed == f("90.00")
    assert judged.total < 90
    assert score_text(f("94.905")) == "94.91"
    assert score_text(f("94.9049")) == "94.90"


# --- Not inspected is not full marks


def test_a_unit_that_nobody_inspected_has_no_score_by_itself() -> None:
    with pytest.raises(UserError, match="没有检查记录，不能当作满分"):
        score(rubric(), Inputs(inspections=0))


def test_a_block_left_out_is_stood_for_by_the_others() -> None:
    # 60 of 100 marks inspected, 6 lost there: 54 / 60 = 90 %.
    own = rubric_of(
        Block(key="a", title="甲", full=f(60), items=(Item(key="i", title="项", points=f(2)),)),
        Block(key="b", title="乙", full=f(40), by="given"),
    )
    judged = score(
        own,
        Inputs(
            inspections=1,
            deductions=(found("i", 3),),
            absences=(Absence(block="b", choice="leave-out", reason="停业"),),
        ),
    )
    assert (judged.counted, judged.full, judged.total) == (f(60), f(100), f(90))
    assert "按 100÷60 折算" in explained(judged).words


@pytest.mark.parametrize(
    ("choice", "value", "expected"), [("carry", "31.5", "91.5"), ("average", "36", "96")]
)
def test_a_block_not_inspected_takes_what_was_chosen(
    choice: str, value: str, expected: str
) -> None:
    absence = Absence(
        block="roads", choice="carry" if choice == "carry" else "average", value=f(value)
    )
    assert score(rubric(), Inputs(inspections=1, absences=(absence,))).total == f(expected)


def test_full_marks_for_a_block_not_inspected_are_said_in_words() -> None:
    absence = Absence(block="roads", choice="full", reason="修路封闭")
    judged = score(rubric(), Inputs(inspections=1, absences=(absence,)))
    assert judged.total == 100
    assert explained(judged).children[0].words == "未检查，经确认按满分，修路封闭 ＝ 40.00"


def test_a_choice_beside_a_found_problem_is_refused() -> None:
    absence = Absence(block="roads", choice="full")
    with pytest.raises(UserError, match="不能再按未检查处理"):
        score(
            rubric(),
            Inputs(inspections=1, deductions=(found("roads.mud"),), absences=(absence,)),
        )


def test_carrying_over_needs_the_score_that_is_carried() -> None:
    with pytest.raises(UserError, match="沿用或取平均要填得分"):
        score(rubric(), Inputs(inspections=1, absences=(Absence(block="roads", choice="carry"),)))


def test_a_unit_with_every_block_left_out_is_not_scored() -> None:
    gone = tuple(Absence(block=one.key, choice="leave-out") for one in rubric().blocks)
    with pytest.raises(UserError, match="不参评"):
        score(rubric(), Inputs(inspections=0, absences=gone))


# --- Adjustment at 审定


def test_an_adjustment_keeps_the_score_before_it() -> None:
    raised = Adjustment(ref="会议1", points=f("0.5"), reason="会审认定属不可抗力")
    judged = score(
        rubric(),
        Inputs(inspections=1, deductions=(found("roads.dead-corner"),), adjustments=(raised,)),
    )
    assert (judged.before_adjustment, judged.total) == (f(98), f("98.5"))


# --- Explanations


def values_below(node: Node) -> list[Node]:
    return [one for one in leaves(node) if one.kind == "deduction"]


def test_the_total_leads_down_to_each_deduction() -> None:
    judged = score(
        rubric(),
        inspected(
            Deduction(
                ref="2000000017",
                item="roads.litter",
                count=f(3),
                on=date(2026, 10, 20),
                place="文化街",
            ),
            found("penalty.county", ref="18"),
        ),
    )
    tree = explained(judged)
    assert tree.words == "各大项合计 98.5 － 扣分项 2 ＝ 96.50"
    roads = tree.children[0]
    assert (roads.title, roads.words) == ("道路清扫保洁", "40 － 1.5 ＝ 38.50")
    deduction = roads.children[0].children[0]
    assert (deduction.ref, deduction.title) == ("2000000017", "10月20日文化街")
    assert deduction.words == "3 × 0.5 ＝ 1.5"
    assert {one.ref for one in values_below(tree)} == {"2000000017", "18"}


def test_nothing_is_lost_on_the_way_to_the_total() -> None:
    # 100 − kept + spared − penalty: 2 + 9 kept, 4 spared, 0.5 penalty.
    judged = score(
        rubric(),
        inspected(
            found("roads.dead-corner"),
            found("staff.absent", 8),
            found("staff.accident"),
            found("penalty.complaint"),
        ),
    )
    kept = total(one.kept for one in judged.kept)
    spared = total(block.spared for block in judged.walk())
    assert (kept, spared) == (f(11), f(4))
    assert judged.full - kept + spared - f("0.5") == judged.total == f("92.5")
