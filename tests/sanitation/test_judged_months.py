"""A contractor's month from its ledgers: scores, fees and their edges, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from bureau.assessment.books import NAMED, save_rubric
from bureau.assessment.deductions import Absence
from bureau.assessment.shipped import shipped_rubrics
from bureau.calendar.periods import Period
from bureau.editing import change
from bureau.editing.faults import EditFault
from bureau.errors import UserError
from bureau.sanitation.acts import accept, contest, rule, serve, standing
from bureau.sanitation.judging import Judgement
from bureau.sanitation.ledgers import CONTRACTS, MONTHS
from bureau.sanitation.months import open_months, set_absences, set_unscored, take
from bureau.sanitation.terms import FAMILY
from bureau.storage.undo import next_undo, undo
from tests.sanitation.sanitation_books import OCTOBER, Sanitation

SEPTEMBER = Period.month(2026, 9)
NOVEMBER = Period.month(2026, 11)
ISSUE = {"issued_on": "2026-11-09", "signed_by": "李局长", "paper_number": "云城管〔2026〕21号"}


def sums(month: Judgement) -> tuple[str, int, int, int]:
    """Score, base, cut and payable in 分."""
    assert not month.fault, month.fault
    assert month.score is not None
    assert month.fee is not None
    fee = month.fee
    return str(float(month.score.total)), fee.base_fen, fee.deducted_fen, fee.payable_fen


@pytest.mark.parametrize(
    ("lost", "score", "cut"),
    [("10", "90.0", 0), ("10.01", "89.99", 3_100_000), ("20", "80.0", 3_100_000)],
)
def test_ninety_belongs_to_the_upper_tier(
    sanitation: Sanitation, lost: str, score: str, cut: int
) -> None:
    """三档: from 90 on all is paid, from 80 on 90 %."""
    sanitation.contract()
    sanitation.deduct(lost, count="1", each=lost)
    assert sums(sanitation.only()) == (score, 31_000_000, cut, 31_000_000 - cut)


def test_a_point_below_the_target_costs_a_percent(sanitation: Sanitation) -> None:
    """按分: 90 − 87.5 is 2.5 points, 2.5 % of 310,000 元 is 7,750 元."""
    sanitation.contract(rule="按分")
    sanitation.deduct("12.5")
    assert sums(sanitation.only()) == ("87.5", 31_000_000, 775_000, 30_225_000)


@pytest.mark.parametrize(
    ("month", "begins", "base"),
    [
        ((2026, 10), "2026-10-17", 15_000_000),  # 310,000 × 15 ÷ 31
        ((2026, 11), "2026-11-16", 15_500_000),  # 310,000 × 15 ÷ 30
        ((2026, 2), "2026-02-15", 15_500_000),  # 310,000 × 14 ÷ 28
    ],
)
def test_a_part_of_a_month_is_paid_by_its_days(
    sanitation: Sanitation, month: tuple[int, int], begins: str, base: int
) -> None:
    sanitation.contract(begins_on=begins)
    sanitation.deduct("1", begins)
    assert sums(sanitation.only(Period.month(*month))) == ("99.0", base, 0, base)


def test_a_supplement_changes_the_fee_in_mid_month(sanitation: Sanitation) -> None:
    """310,000 × 15 ÷ 31 and, from the 16th on, 341,000 × 16 ÷ 31: 150,000 and 176,000 元."""
    number = "HT-一标段"
    sanitation.contract()
    fixed = {"contract": number, "begins_on": "2026-10-16", "reason": "增加滨河路"}
    sanitation.add("contract-supplements", number="补-1", fee_fen="341000", **fixed)
    sanitation.deduct("1")
    month = sanitation.only()
    assert sums(month) == ("99.0", 32_600_000, 0, 32_600_000)
    assert month.fee is not None
    assert [line.fen for line in month.fee.lines if line.kind == "base"] == [15_000_000, 17_600_000]


@pytest.mark.parametrize("begins", ["2025-12-01", "2026-01-01"])
def test_a_supplement_that_holds_from_the_first_day_holds_instead_of_the_contract(
    sanitation: Sanitation, begins: str
) -> None:
    sanitation.contract()
    fixed = {"contract": "HT-一标段", "begins_on": begins, "reason": "中标价更正"}
    sanitation.add("contract-supplements", number="补-1", fee_fen="341000", **fixed)
    sanitation.deduct("1")
    assert sums(sanitation.only()) == ("99.0", 34_100_000, 0, 34_100_000)


def test_a_new_area_is_paid_at_the_old_price(sanitation: Sanitation) -> None:
    """100,000 ㎡ × 1.25 元 for 15 days, 131,000 ㎡ from the 16th on: (15 + 1.31 × 16) × 125,000 ÷ 31."""
    sanitation.contract(fee_fen="", price="1.25", area_m2="100000")
    fixed = {"contract": "HT-一标段", "begins_on": "2026-10-16", "reason": "增加面积"}
    sanitation.add("contract-supplements", number="补-1", area_m2="131000", **fixed)
    sanitation.deduct("1")
    exact = Fraction(12_500_000, 31) * (15 + Fraction(131, 100) * 16)
    assert sums(sanitation.only())[1] == int(exact + Fraction(1, 2)) == 14_500_000


def test_two_contracts_of_a_section_share_the_month(sanitation: Sanitation) -> None:
    """Each is judged by what was found while it held."""
    sanitation.contract(number="旧", ends_on="2026-10-15")
    sanitation.contract(number="新", begins_on="2026-10-16", company="新公司")
    sanitation.deduct("11", "2026-10-15")
    sanitation.deduct("3", "2026-10-16")
    months = sanitation.judged()
    assert sums(months["旧"]) == ("89.0", 15_000_000, 1_500_000, 13_500_000)
    assert sums(months["新"]) == ("97.0", 16_000_000, 0, 16_000_000)


def test_a_deduction_outside_the_contract_is_refused(sanitation: Sanitation) -> None:
    sanitation.contract(begins_on="2026-10-16")
    with pytest.raises(EditFault, match="该日无合同"):
        sanitation.deduct("1", "2026-10-15")


def test_a_month_without_inspection_is_never_full_marks(sanitation: Sanitation) -> None:
    sanitation.contract()
    month = sanitation.only()
    assert month.score is None
    assert "没有检查记录，不能当作满分" in month.fault
    (record,) = open_months(sanitation.desk, OCTOBER)
    assert month.made is not None
    choices = [Absence(block=one.key, choice="full") for one in month.made.rubric.blocks]
    set_absences(sanitation.desk, record, choices)
    assert sums(sanitation.only()) == ("100.0", 31_000_000, 0, 31_000_000)


def test_a_mark_given_as_a_whole_is_no_look_at_the_rest(sanitation: Sanitation) -> None:
    """日常 70 %, 月度检查 20 %, 综合评价 10 %: without a daily round the 70 % aren't full marks."""
    shipped = {one.key: one for one in shipped_rubrics()}
    own = replace(shipped["sanitation-composed"], key="own", title="合成", family=FAMILY + NAMED)
    save_rubric(sanitation.desk, own)
    sanitation.contract(rubric="合成")
    fixed = {"section": "一标段", "inspector": "王芳"}
    for kind, points in (("月度检查", "88"), ("综合评价", "90")):
        marked = {"inspected_on": "2026-10-28", "kind": kind, "points": points}
        sanitation.add("sanitation-rounds", **marked, **fixed)
    assert "没有检查记录，不能当作满分" in sanitation.only().fault
    sanitation.add("sanitation-rounds", inspected_on="2026-10-12", kind="日常检查", **fixed)
    # 100 × 70 % + 88 × 20 % + 90 × 10 %.
    assert sums(sanitation.only())[0] == "96.6"


def test_a_month_may_go_unscored_with_a_reason(sanitation: Sanitation) -> None:
    sanitation.contract()
    (record,) = open_months(sanitation.desk, OCTOBER)
    set_unscored(sanitation.desk, record, "首月磨合期")
    month = sanitation.only()
    assert month.score is None
    assert month.fee is not None
    assert (month.fee.payable_fen, month.unscored) == (31_000_000, "首月磨合期")


def test_events_cost_points_and_money(sanitation: Sanitation) -> None:
    """按分（另计…）: 90 points from −2 and −8; 10 % of 310,000 元 for the county's criticism."""
    sanitation.contract(rule="按分（另计投诉和通报批评）")
    sanitation.deduct("8")
    fixed = {"section": "一标段", "happened_on": "2026-10-20", "reason": "县通报"}
    sanitation.add("sanitation-events", kind="县级通报批评", **fixed)
    assert sums(sanitation.only()) == ("90.0", 31_000_000, 3_100_000, 27_900_000)


def test_an_appeal_brings_points_back_and_keeps_the_old_value(sanitation: Sanitation) -> None:
    sanitation.contract()
    record = sanitation.deduct("10.5")
    assert sums(sanitation.only())[2] == 3_100_000
    serve(sanitation.desk, [record], {"served_on": "2026-11-05"})
    contest(sanitation.desk, [record], {"appealed_on": "2026-11-09", "appeal_reason": "施工遗留"})
    assert sums(sanitation.only())[0] == "89.5"
    rule(sanitation.desk, [record], {"ruling": "减轻", "reduced_to": "6", "ruling_reason": "属实"})
    month = sanitation.only()
    assert sums(month) == ("94.0", 31_000_000, 0, 31_000_000)
    assert month.score is not None
    assert [(one.loss, one.kept) for one in month.score.kept] == [(Fraction(21, 2), Fraction(6))]


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"ruled_on": "2026-10-20"},
        {"appealed_on": "2026-10-20"},
        {"served_on": "2026-10-14", "ruled_on": "2026-10-20"},
    ],
)
def test_a_ruling_counts_though_a_day_was_left_blank(
    sanitation: Sanitation, days: dict[str, str]
) -> None:
    sanitation.contract()
    sanitation.deduct("10.5", ruling="撤销", **days)
    assert sums(sanitation.only())[0] == "100.0"


def test_what_stays_is_less_than_it_was(sanitation: Sanitation) -> None:
    sanitation.contract()
    record = sanitation.deduct("2")
    serve(sanitation.desk, [record], {"served_on": "2026-11-06"})
    contest(sanitation.desk, [record], {"appeal_reason": "施工遗留"})
    for reduced in ("2", "3"):
        with pytest.raises(EditFault, match="减轻后的扣分要小于原扣分 2"):
            rule(sanitation.desk, [record], {"ruling": "减轻", "reduced_to": reduced})
    rule(sanitation.desk, [record], {"ruling": "减轻", "reduced_to": "1.99"})
    assert sums(sanitation.only())[0] == "98.01"


def test_an_appeal_after_three_working_days_comes_too_late(sanitation: Sanitation) -> None:
    """Served on Tuesday the 3rd: until Friday the 6th; Monday the 9th is too late."""
    sanitation.contract()
    record = sanitation.deduct("2")
    serve(sanitation.desk, [record], {"served_on": "2026-11-03"})
    assert standing(sanitation.desk, [record]).late == (record,)
    contest(sanitation.desk, [record], {"appeal_reason": "晚了"})
    assert sums(sanitation.only())[0] == "98.0"
    with pytest.raises(UserError, match="没有申诉"):
        rule(sanitation.desk, [sanitation.deduct("1")], {"ruling": "维持"})


def test_a_month_is_issued_only_when_nothing_in_it_can_change(sanitation: Sanitation) -> None:
    sanitation.contract()
    record = sanitation.deduct("12")
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    with pytest.raises(EditFault, match="1 条扣分还没有送达"):
        take(sanitation.desk, "issue", [month], ISSUE)
    accept(sanitation.desk, [record], {"accepted_on": "2026-11-09"})
    take(sanitation.desk, "issue", [month], ISSUE)
    assert sanitation.only().is_issued


def test_a_month_dated_ahead_waits_for_appeals_all_the_same(sanitation: Sanitation) -> None:
    """Served on the 9th, which is today: contested until the 12th, whatever day the paper bears."""
    sanitation.contract()
    serve(sanitation.desk, [sanitation.deduct("12")], {"served_on": "2026-11-09"})
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    for day in ("2026-11-09", "2026-11-30"):
        with pytest.raises(EditFault, match="申诉期未满"):
            take(sanitation.desk, "issue", [month], {**ISSUE, "issued_on": day})


def test_an_event_is_neither_served_nor_contested_and_keeps_no_month_from_its_issue(
    sanitation: Sanitation,
) -> None:
    """100 − 10 and −2 for the county's criticism; only the deduction has to be accepted."""
    sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("10")], {"accepted_on": "2026-11-09"})
    sanitation.add(
        "sanitation-events",
        section="一标段",
        happened_on="2026-10-20",
        kind="县级通报批评",
        reason="县通报",
    )
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    take(sanitation.desk, "issue", [month], ISSUE)
    assert sanitation.only().is_issued
    assert sums(sanitation.only()) == ("88.0", 31_000_000, 3_100_000, 27_900_000)


def test_an_issued_month_says_the_same_for_ever(sanitation: Sanitation) -> None:
    """A contract's fee and its rule change afterwards: October stays, November follows."""
    contract = sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("12")])
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    take(sanitation.desk, "issue", [month], ISSUE)
    before = sums(sanitation.only())
    assert before == ("88.0", 31_000_000, 3_100_000, 27_900_000)
    values = {"fee_fen": 60_000_000, "rule": sanitation.item("pay-rule", "按分")}
    with sanitation.desk.store.operation(sanitation.desk, "改合同") as op:
        op.update("contracts", contract, values)
    assert sums(sanitation.only()) == before
    sanitation.deduct("12", "2026-11-03")
    assert sums(sanitation.only(NOVEMBER)) == ("88.0", 60_000_000, 1_200_000, 58_800_000)


def test_unlocking_judges_the_month_anew(sanitation: Sanitation) -> None:
    contract = sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("12")])
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    take(sanitation.desk, "issue", [month], ISSUE)
    take(sanitation.desk, "unlock", [month], {"remark": "合同写错", "approver": "李局长"})
    with sanitation.desk.store.operation(sanitation.desk, "改合同") as op:
        op.update("contracts", contract, {"fee_fen": 62_000_000})
    assert sums(sanitation.only()) == ("88.0", 62_000_000, 6_200_000, 55_800_000)


def test_a_month_that_is_unlocked_has_no_results_left(sanitation: Sanitation) -> None:
    """Issued again without a score it kept the one of before."""
    sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("12")])
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})

    def kept() -> list[object]:
        row = sanitation.only().month
        assert row is not None
        return [row[key] for key in ("score", "grade", "payable_fen", "paper_number")]

    take(sanitation.desk, "issue", [month], ISSUE)
    assert kept() == [8_800, "第二档", 27_900_000, ISSUE["paper_number"]]
    take(sanitation.desk, "unlock", [month], {"remark": "首月磨合", "approver": "李局长"})
    assert kept() == [None, None, None, ISSUE["paper_number"]]
    set_unscored(sanitation.desk, month, "首月磨合")
    take(sanitation.desk, "issue", [month], ISSUE)
    assert kept() == [None, None, 31_000_000, ISSUE["paper_number"]]


def test_nothing_of_an_issued_month_is_undone(sanitation: Sanitation) -> None:
    """Unlocking leaves a trace, Ctrl+Z would leave none."""
    sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("12")])
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    take(sanitation.desk, "issue", [month], ISSUE)
    before = sums(sanitation.only())
    last = next_undo(sanitation.desk, sanitation.desk.store.reader())
    assert last is not None
    with pytest.raises(UserError):
        undo(sanitation.desk, last.ref)
    assert sanitation.only().is_issued
    assert sums(sanitation.only()) == before


def test_an_adjustment_needs_its_reason_and_keeps_both_scores(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("11")
    (month,) = open_months(sanitation.desk, OCTOBER)
    with pytest.raises(EditFault, match="请填写调整理由"):
        take(sanitation.desk, "decide", [month], {"approver": "李局长", "adjust": "1"})
    answers = {"approver": "李局长", "adjust": "1", "adjust_reason": "抗洪有功"}
    take(sanitation.desk, "decide", [month], answers)
    found = sanitation.only()
    assert sums(found)[0] == "90.0"
    assert found.score is not None
    assert found.score.before_adjustment == 89


def test_a_correction_is_settled_with_the_next_month(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("1")
    fixed = {"section": "一标段", "month": "2026-09", "found_on": "2026-10-20"}
    sanitation.add("sanitation-corrections", fen="-1500.50", reason="九月多付", **fixed)
    month = sanitation.only()
    assert month.fee is not None
    assert (month.fee.settled_fen, month.fee.payable_fen) == (31_000_000, 30_849_950)


def test_two_failed_months_in_a_row_let_the_contract_end(sanitation: Sanitation) -> None:
    """三档（含…条款）: below 80 twice; 2,000 元 each time, and 30 % or 20 % less of the fee."""
    sanitation.contract(rule="三档（含警告和解除合同条款）", begins_on="2026-09-01")
    sanitation.deduct("21", "2026-09-10")
    sanitation.deduct("25", "2026-10-10")
    september, october = sanitation.only(SEPTEMBER), sanitation.only()
    assert sums(september) == ("79.0", 31_000_000, 6_400_000, 24_600_000)
    assert sums(october) == ("75.0", 31_000_000, 6_400_000, 24_600_000)
    assert october.fee is not None
    assert october.fee.failures == 2
    assert [one.clause.key for one in october.fee.applied] == ["failed", "termination"]


def test_words_that_fit_nothing_are_told(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.deduct("1", block="园林绿化", problem="草坪枯死")
    assert "有 1 条扣分" in sanitation.only().fault
    assert "“园林绿化”“草坪枯死”" in sanitation.only().fault


def test_a_rubric_that_nobody_wrote_is_no_rubric(sanitation: Sanitation) -> None:
    """A name alone came into the books as a rubric without content, which nothing could read."""
    with pytest.raises(EditFault, match="没有“环卫保洁月度考核细则”，请先在“考核办法”里"):
        sanitation.contract(rubric="环卫保洁月度考核细则")
    sanitation.contract()
    sanitation.deduct("2")
    assert sums(sanitation.only())[0] == "98.0"


def test_an_issued_month_stays_though_the_contract_is_said_to_have_ended(
    sanitation: Sanitation,
) -> None:
    contract = sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("12")])
    (month,) = open_months(sanitation.desk, OCTOBER)
    take(sanitation.desk, "decide", [month], {"approver": "李局长"})
    take(sanitation.desk, "issue", [month], ISSUE)
    change(sanitation.desk, CONTRACTS, [contract], {"ends_on": "2026-09-30"})
    assert sanitation.only().is_issued
    assert sums(sanitation.only()) == ("88.0", 31_000_000, 3_100_000, 27_900_000)
    assert sanitation.judged(NOVEMBER) == {}


def test_a_month_is_not_issued_by_typing_its_state(sanitation: Sanitation) -> None:
    """It would be locked without anything kept of it, and without who decided."""
    contract = sanitation.contract()
    sanitation.deduct("12")
    (month,) = open_months(sanitation.desk, OCTOBER)
    with pytest.raises(EditFault, match="请用“办理”里的“签发”"):
        change(sanitation.desk, MONTHS, [month], {"state": "已签发"})
    fixed = {"contract": "HT-一标段", "section": "一标段", "month": "2026-09", "state": "已签发"}
    with pytest.raises(EditFault, match="请用“办理”里的“签发”"):
        sanitation.add("sanitation-months", **fixed)
    change(sanitation.desk, MONTHS, [month], {"state": "复核"})
    assert sanitation.only().contract.record == contract


def test_a_choice_that_cannot_be_read_is_told(sanitation: Sanitation) -> None:
    """The field stands in the form of 考核台账; words in it ended in a crash report."""
    sanitation.contract()
    sanitation.deduct("2")
    (month,) = open_months(sanitation.desk, OCTOBER)
    for typed in ("按满分", "12", '{"block": "roads"}'):
        change(sanitation.desk, MONTHS, [month], {"absences": typed})
        assert "“未检查项的处理”被改得看不懂了" in sanitation.only().fault


def test_a_month_that_runs_is_not_issued(sanitation: Sanitation) -> None:
    """9 November: more may come in until the 30th."""
    sanitation.contract()
    accept(sanitation.desk, [sanitation.deduct("1", "2026-11-03")])
    records = open_months(sanitation.desk, NOVEMBER)
    take(sanitation.desk, "decide", records, {"approver": "李局长"})
    with pytest.raises(EditFault, match="考核月到 11月30日 才结束，还不能签发"):
        take(sanitation.desk, "issue", records, ISSUE)
