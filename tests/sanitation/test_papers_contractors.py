"""Fee sheets, deductions, bulletin, notices and payment approvals of contractors, worked out by hand."""

from __future__ import annotations

import pytest

from bureau.assessment.deductions import Absence
from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Colophon
from bureau.sanitation.months import open_months, set_absences, set_unscored, take
from bureau.sanitation.papers import PAPERS
from bureau.settings.saving import save
from tests.sanitation.paper_month import NUMBER, Month, october, printed, tables
from tests.sanitation.sanitation_books import OCTOBER, Sanitation

NOVEMBER = Period.month(2026, 11)


@pytest.fixture
def month(sanitation: Sanitation) -> Month:
    return october(sanitation)


# -- 费用核算表 --------------------------------------------------------------------------------------


def test_a_fee_sheet_derives_every_amount(month: Month) -> None:
    first, second = tables(month.paper("fee-sheets"))
    assert [row[1:] for row in first.rows] == [
        ("计费基数", "310000.00 元，全月", "310,000.00"),
        ("考核得分", "89.00 分", "—"),
        (
            "考核扣减",
            "（80 分及以上、不满 90 分）支付 90%，310000.00 元 × 10% ＝ 31000.00 元",
            "−31,000.00",
        ),
    ]
    assert first.totals == [("", "应付金额", "各项合计 ＝ 279000.00 元", "279,000.00")]
    assert [row[3] for row in second.rows] == ["65,000.00", "—", "−1,625.00"]
    assert second.rows[0][2] == "155000.00 元 × 13 ÷ 31 天 ＝ 65000.00 元"
    assert second.totals[0][3] == "63,375.00"


def test_a_fee_sheet_says_the_amount_in_capitals_and_who_signs(month: Month) -> None:
    text = printed(month.paper("fee-sheets"))
    assert "人民币贰拾柒万玖仟元整" in text
    assert "人民币陆万叁仟叁佰柒拾伍元整" in text
    assert "13天（10月19日至31日，当月31天）" in text
    signers = ("检查员", "环卫所", "考核办", "分管领导", "局长", "项目经理", "财务")
    places = [text.index(one) for one in signers]
    assert places == sorted(places)


def test_a_sheet_says_that_its_month_is_not_issued(month: Month) -> None:
    draft = month.paper("fee-sheets")
    assert draft.watermark == "未签发"
    assert "初评，未签发，数字仅供核对" in printed(draft)
    month.issue()
    final = month.paper("fee-sheets")
    assert final.watermark == ""
    text = printed(final)
    assert "未签发" not in text
    assert NUMBER in text


def test_an_issued_month_prints_the_same_for_ever(month: Month) -> None:
    """Rounds, names of roads and the fee of the contract change afterwards; the papers don't."""
    month.issue()
    kinds = ("fee-sheets", "deductions", "contractor-bulletin")
    before = [printed(month.paper(kind)) for kind in kinds]
    desk = month.bureau.desk
    with desk.store.operation(desk, "改路名") as op:
        road = op.conn.execute("SELECT id FROM roads WHERE name = '人民路'").fetchone()[0]
        op.update("roads", road, {"name": "人民大道"})
    assert [printed(month.paper(kind)) for kind in kinds] == before


def test_what_was_chosen_for_a_block_is_printed(sanitation: Sanitation) -> None:
    """Nobody inspected: every block needs a choice, and each is told."""
    sanitation.contract()
    (record,) = open_months(sanitation.desk, OCTOBER)
    fault = KINDS["fee-sheets"](sanitation.desk, Asked(period=OCTOBER))
    assert "还不能核算" in printed(fault)
    made = sanitation.only().made
    assert made is not None
    choices = [
        Absence(block=one.key, choice="full", reason="汛期停检") for one in made.rubric.blocks
    ]
    set_absences(sanitation.desk, record, choices)
    text = printed(KINDS["fee-sheets"](sanitation.desk, Asked(period=OCTOBER)))
    assert "公厕与转运站：本月未检查，经确认按满分10.00分（汛期停检）" in text
    assert "人民币叁拾壹万元整" in text


def test_a_month_that_is_not_judged_says_why(sanitation: Sanitation) -> None:
    sanitation.contract()
    (record,) = open_months(sanitation.desk, OCTOBER)
    set_unscored(sanitation.desk, record, "汛期抢险")
    text = printed(KINDS["fee-sheets"](sanitation.desk, Asked(period=OCTOBER)))
    assert "不参评原因汛期抢险" in text
    assert "310,000.00" in text


def test_an_adjustment_shows_both_values(month: Month) -> None:
    answers = {"approver": "李局长", "adjust": "1.5", "adjust_reason": "创文保障突出"}
    take(month.bureau.desk, "decide", month.months[:1], answers)
    text = printed(month.paper("fee-sheets"))
    assert "审定调整＋1.5分（创文保障突出）：89.00分调整为90.50分" in text
    assert "人民币叁拾壹万元整" in text


def test_clauses_and_failures_in_a_row_are_named(sanitation: Sanitation) -> None:
    """75 in September and 79 in October: the second month below 80."""
    sanitation.contract(rule="三档（含警告和解除合同条款）", begins_on="2026-09-01")
    sanitation.deduct("25", "2026-09-10")
    sanitation.deduct("21", "2026-10-10")
    text = printed(KINDS["fee-sheets"](sanitation.desk, Asked(period=OCTOBER)))
    assert "第2次连续不合格（低于80分）" in text
    assert "适用条款：连续两个月不满80分，可以解除合同，不予补偿（连续第2次）" in text


def test_a_correction_stands_on_the_sheet_of_its_month(month: Month) -> None:
    month.issue()
    month.bureau.add(
        "sanitation-corrections", found_on="2026-11-09", section="一标段", month="2026-10",
        fen="-500", reason="漏算一处扣分",
    )  # fmt: skip
    month.bureau.deduct("1", "2026-11-05")
    month.bureau.deduct("1", "2026-11-05", "二标段")
    first, _ = tables(month.paper("fee-sheets", NOVEMBER))
    assert first.rows[-1][1:] == ("更正（2026-10）", "漏算一处扣分", "−500.00")
    assert first.totals[0][3] == "309,500.00"
    assert "更正（2026-10）：漏算一处扣分，−500.00元" in printed(
        month.paper("contractor-bulletin", NOVEMBER)
    )


def test_papers_of_one_contract(month: Month) -> None:
    second = month.bureau.judged()["HT-二标段"].contract.record
    (only,) = tables(month.paper("fee-sheets", OCTOBER, second))
    assert only.totals[0][3] == "63,375.00"


@pytest.mark.parametrize("kind", PAPERS)
def test_a_month_without_a_contract_has_no_papers(sanitation: Sanitation, kind: str) -> None:
    with pytest.raises(UserError, match="2026年10月没有生效的环卫合同，请先登记合同"):
        KINDS[kind](sanitation.desk, Asked(period=OCTOBER))


# -- 扣分明细 ----------------------------------------------------------------------------------------


def test_deductions_keep_the_old_value_beside_the_ruling(month: Month) -> None:
    roads, waste, scores, *_ = tables(month.paper("deductions"))
    assert roads.caption == "道路清扫保洁（满分 40 分，扣 9 分，得 31.00 分）"
    assert [row[:7] for row in roads.rows] == [
        ("1", "10月5日", "人民路", "漏扫、果皮纸屑烟蒂超标", "6 处", "0.5", "3"),
        ("2", "10月12日", "学府路", "卫生死角、积存垃圾", "4 处", "2", "8"),
    ]
    ruled = "10月8日申诉：当日已清理。10月12日裁决减轻，3 → 1：照片证明部分属实"
    assert [row[7:9] for row in roads.rows] == [(ruled, "1"), ("—", "8")]
    assert roads.totals[0][3:9] == ("2 条", "", "", "11", "", "9")
    assert [row[0] for row in waste.rows] == ["3"]
    assert scores.rows[0] == ("道路清扫保洁", "40", "11", "9", "31.00", "40 － 9 ＝ 31.00")
    assert scores.totals[0][:5] == ("总分", "100", "13", "11", "89.00")
    text = printed(month.paper("deductions"))
    assert "本月检查3天，扣分3条，初评扣13分，申诉后核定扣11分；考核得分89.00分。" in text


# -- 通报, 通知书 ------------------------------------------------------------------------------------


def test_the_bulletin_ranks_the_sections(month: Month) -> None:
    paper = month.paper("contractor-bulletin")
    ranks, losses, roads = tables(paper)
    assert [row[:4] for row in ranks.rows] == [
        ("1", "一标段", "一标段公司", "89.00"),
        ("2", "二标段", "二标段公司", "87.50"),
    ]
    assert ranks.totals[0][5:] == ("32,625.00", "342,375.00")
    assert losses.rows[0] == ("道路清扫保洁", "9", "12.5", "21.5")
    assert losses.totals[0] == ("合计", "11", "12.5", "23.5")
    assert [row[1:] for row in roads.rows] == [
        ("滨河路", "二标段", "25", "12.5"),
        ("学府路", "一标段", "6", "10"),
        ("人民路", "一标段", "6", "1"),
    ]
    text = printed(paper)
    assert "平均得分88.25分" in text
    assert "道路清扫保洁扣21.5分，占91.49%" in text
    assert paper.title.endswith("通报（初评稿）")


def test_the_bulletin_is_an_official_paper_once_issued(month: Month) -> None:
    month.issue()
    paper = month.paper("contractor-bulletin")
    assert paper.title == "关于2026年10月环卫服务考核情况的通报"
    assert (paper.form, paper.issuer, paper.number) == ("official", "县城市管理局文件", NUMBER)
    text = printed(paper)
    assert text.startswith(f"县城市管理局文件{NUMBER}关于2026年10月环卫服务考核情况的通报")
    assert "县城市管理局2026年11月9日" in text
    assert text.endswith("县城市管理局2026年11月9日印发—4—")


def test_the_bulletin_names_who_gets_a_copy_once_issued(month: Month) -> None:
    desk = month.bureau.desk
    save(desk, {"bulletin-copies": "县委办公室，县政府办公室"})
    assert month.paper("contractor-bulletin").colophon is None
    month.issue()
    paper = month.paper("contractor-bulletin")
    assert paper.colophon == Colophon("县城市管理局", "2026年11月9日", "县委办公室，县政府办公室。")
    assert "抄送：县委办公室，县政府办公室。县城市管理局2026年11月9日印发" in printed(paper)


def test_the_bulletin_bears_the_name_that_was_chosen(month: Month) -> None:
    desk = month.bureau.desk
    with desk.store.operation(desk, "设置") as op:
        op.insert("settings", {"name": "bureau-name", "value": "云岭县城市管理局"})
    month.issue(issuer="城市管理委员会办公室")
    paper = month.paper("contractor-bulletin")
    assert paper.issuer == "云岭县城市管理委员会办公室文件"
    assert "云岭县城市管理委员会办公室2026年11月9日" in printed(paper)


def test_equal_scores_share_a_place(sanitation: Sanitation) -> None:
    for section, lost in (("一标段", "5"), ("二标段", "3"), ("三标段", "5")):
        sanitation.contract(section)
        sanitation.deduct(lost, section=section)
    paper = KINDS["contractor-bulletin"](sanitation.desk, Asked(period=OCTOBER))
    assert [(row[0], row[1]) for row in tables(paper)[0].rows] == [
        ("1", "二标段"),
        ("2", "一标段"),
        ("2", "三标段"),
    ]
    assert "最低的是一标段、三标段（95.00分）" in printed(paper)


def test_the_score_curve_needs_three_months(sanitation: Sanitation) -> None:
    sanitation.contract(begins_on="2026-08-01")
    for day in ("2026-09-10", "2026-10-10"):
        sanitation.deduct("4", day)
    asked = Asked(period=OCTOBER)
    assert "得分变化" not in printed(KINDS["contractor-bulletin"](sanitation.desk, asked))
    sanitation.deduct("6", "2026-08-10")
    paper = KINDS["contractor-bulletin"](sanitation.desk, asked)
    assert "得分变化" in printed(paper)
    assert tables(paper)[0].rows[0][4] == "0.00"


def test_a_notice_lists_what_is_to_be_put_right(month: Month) -> None:
    first = month.bureau.judged()["HT-一标段"].contract.record
    paper = month.paper("contractor-notice", OCTOBER, first)
    (problems,) = tables(paper)
    assert [row[1:] for row in problems.rows] == [
        ("10月5日", "人民路", "漏扫、果皮纸屑烟蒂超标", "6 处", "1", "—"),
        ("10月12日", "学府路", "卫生死角、积存垃圾", "4 处", "8", "10月15日"),
        ("10月20日", "学府路", "日产日清不到位、满溢", "2 处", "2", "—"),
    ]
    text = printed(paper)
    assert "环卫考核初评结果和整改通知书" in text
    assert "3个工作日内书面申诉" in text
    assert "应付279,000.00元（人民币贰拾柒万玖仟元整）" in text
    month.issue()
    final = printed(month.paper("contractor-notice", OCTOBER, first))
    assert "初评" not in final
    assert "申诉" not in final


# -- 付款审批表 --------------------------------------------------------------------------------------


def pay(month: Month, amount: str, **typed: str) -> None:
    fixed = {"contract": "HT-一标段", "kind": "月度服务费", "first_month": "2026-10"}
    month.bureau.add(
        "sanitation-payments", **{**fixed, "amount_fen": amount, "paid_on": "2026-11-09", **typed}
    )


def test_only_issued_months_are_approved_for_payment(month: Month) -> None:
    text = printed(month.paper("payment-approval"))
    assert "有未签发的月份，未计入应付" in text
    assert "本次应付0.00元（人民币零元整）" in text


def test_what_was_paid_is_taken_off(month: Month) -> None:
    """279,000 due, 79,000 paid; a deposit is no payment of a fee."""
    month.issue()
    pay(month, "79000")
    pay(month, "50000", kind="履约保证金收取")
    text = printed(month.paper("payment-approval"))
    assert "应付合计279,000.00元已付合计79,000.00元" in text
    assert "200,000.00元（人民币贰拾万元整）" in text
    assert "应收80,000.00元，在押50,000.00元" in text
    assert "2026年11月9日付79,000.00元（月度服务费2026-10）" in text


def test_a_payment_of_more_months_pays_the_earliest_first(month: Month) -> None:
    """500,000 for October to December: 279,000 are October's, the rest stands with later months."""
    month.issue()
    pay(month, "500000", kind="季度服务费", last_month="2026-12")
    paper = month.paper("payment-approval")
    assert tables(paper)[0].rows[0][5:] == ("279,000.00", "279,000.00", "已签发")
    text = printed(paper)
    assert "付500,000.00元（季度服务费2026-10至2026-12）" in text
    assert "本次应付0.00元（人民币零元整）" in text


def test_what_was_paid_in_advance_takes_nothing_off_an_open_month(month: Month) -> None:
    """79,000 of October's 279,000; 50,000 for December, which isn't issued."""
    month.issue()
    pay(month, "79000")
    pay(month, "50000", first_month="2026-12")
    text = printed(month.paper("payment-approval", Period.quarter(2026, 4)))
    assert "已付合计129,000.00元，其中50,000.00元属未签发的月份" in text
    assert "本次应付200,000.00元" in text


def test_more_paid_than_due_is_no_payment(month: Month) -> None:
    month.issue()
    pay(month, "280000")
    assert "已付超过应付1,000.00元，本次不付，请核对" in printed(month.paper("payment-approval"))


def test_a_quarter_lists_its_months(month: Month) -> None:
    month.issue()
    quarter = month.paper("payment-approval", Period.quarter(2026, 4))
    due = tables(quarter)[0]
    assert [row[0] for row in due.rows] == ["2026-10", "2026-11", "2026-12"]
    assert due.totals[0][5] == "279,000.00"


# -- 月报 --------------------------------------------------------------------------------------------


def test_the_monthly_report_has_a_chapter_of_sanitation(month: Month) -> None:
    text = printed(month.paper("monthly"))
    assert "环卫管理2026年10月，对2个环卫标段进行了考核" in text
    assert "一标段、二标段的考核结果还没有签发，以签发的为准" in text


def test_a_quarter_counts_each_section_once(month: Month) -> None:
    """November has no inspection, so only October's scores count."""
    text = printed(month.paper("sanitation", Period.quarter(2026, 4)))
    assert "2026年第四季度，对2个环卫标段进行了考核" in text
    assert "平均得分88.25分" in text


def test_work_stands_beside_its_plan(month: Month) -> None:
    """Seven times a week are 31 in October, of which 28 were done; 12.5 t in 3 trips."""
    bureau = month.bureau
    bureau.add("road-work-plans", road="学府路", way="洗扫", per_week="7", begins_on="2026-01-01")
    for day in range(1, 29):
        bureau.add("road-work", worked_on=f"2026-10-{day:02d}", road="学府路", way="洗扫")
    bureau.add("waste-days", date="2026-10-09", weight_t="12.5", trips="3")
    for kind in ("sanitation", "monthly"):
        paper = month.paper(kind)
        text = printed(paper)
        assert "按计划完成90.32%" in text
        assert "收运垃圾12.50吨、3车次。" in text
        assert "洗扫131.02890.32%" in text
