"""The department's papers: what stands in them, with much, little and nothing to report."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bureau.calendar.periods import Period
from bureau.market.papers import monthly_paper
from bureau.reports.citing import plain
from bureau.reports.letterhead import LABELS, Letterhead
from bureau.reports.paper import Chart, Heading, KeyFigures, Paper, Paragraph, Signatures, Table
from bureau.reports.rewriting import changed
from tests.market.market_books import (
    OCTOBER,
    PEOPLE,
    SERVICE,
    SIGN,
    VOID,
    WASTE,
    Books,
)

HEAD = Letterhead(bureau="云岭县城市管理局", made_at=datetime(2026, 11, 5, 9, 0))


def table(paper: Paper, caption: str) -> Table:
    """The table of that caption."""
    (found,) = [
        block for block in paper.blocks if isinstance(block, Table) and block.caption == caption
    ]
    return changed(found, plain)


def headings(paper: Paper) -> list[str]:
    """The paper's headings."""
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def test_title_signatures_and_metadata(books: Books) -> None:
    paper = monthly_paper(books.figures(), HEAD)
    assert paper.title.replace("\n", "") == "云岭县城市管理局2026年10月市容秩序整治工作月报"
    assert (paper.organisation, paper.period) == ("云岭县城市管理局", "2026年10月")
    signed = paper.blocks[-1]
    assert isinstance(signed, Signatures)
    assert signed.labels == LABELS
    assert signed.value_of(0) == "云岭县城市管理局"
    assert paper.made_at == HEAD.made_at


@pytest.mark.parametrize(
    ("period", "name"),
    [
        (Period.quarter(2026, 3), "2026年第三季度市容秩序整治工作季报"),
        (Period.half_year(2026, 1), "2026年上半年市容秩序整治工作半年报"),
        (Period.year(2026), "2026年市容秩序整治工作年报"),
        (Period.cumulative(2026, 5), "2026年1—5月市容秩序整治工作情况报告"),
    ],
)
def test_each_period_has_its_report(books: Books, period: Period, name: str) -> None:
    assert name in monthly_paper(books.figures(period), HEAD).title


def test_a_month_without_anything_is_one_short_page(books: Books) -> None:
    paper = monthly_paper(books.figures(), HEAD)
    assert headings(paper) == ["总体情况", "一、存在问题"]
    assert not [block for block in paper.blocks if isinstance(block, Table | Chart)]


def test_classes_stand_beside_last_month_last_year_and_the_year(books: Books) -> None:
    for day in ("2026-10-01", "2026-10-02", "2026-10-03", "2026-09-01", "2026-09-02"):
        books.case(day)
    books.case("2026-10-01", WASTE)
    books.case("2025-10-01", SIGN)
    books.case("2026-01-01", SIGN)
    shown = table(monthly_paper(books.figures(), HEAD), "案件分类统计表")
    heads = [column.title for column in shown.columns]
    assert heads == ["问题类别", "本月", "上月", "环比", "去年同月", "同比", "本年累计"]
    assert [tuple(row) for row in shown.rows] == [
        ("占道经营", "3", "2", "50.0%", "0", "—", "5"),
        ("户外广告", "0", "0", "—", "1", "−100.0%", "1"),
        ("环境卫生", "1", "0", "—", "0", "—", "1"),
    ]
    assert [tuple(row) for row in shown.totals] == [
        ("合计", "4", "2", "100.0%", "1", "300.0%", "7")
    ]
    assert shown.note == ""


def test_void_cases_are_told_so_that_the_ledger_can_be_reconciled(books: Books) -> None:
    books.case("2026-10-01")
    books.case("2026-10-01", state=VOID)
    books.case("2026-09-01")
    books.case("2025-10-01")
    note = table(monthly_paper(books.figures(), HEAD), "案件分类统计表").note
    assert note == "本月另有作废案件1件，未计入。"


def test_missing_bases_and_unfinished_months_are_said(books: Books) -> None:
    books.case("2026-10-01")
    figures = books.figures(today=date(2026, 10, 8))
    paper = monthly_paper(figures, HEAD)
    assert paper.period == "2026年10月（截至10月8日）"
    assert table(paper, "案件分类统计表").note == (
        "本月数据截至10月8日，与之比较的时段为整期数据。上月、去年同月没有登记记录，不作比较。"
    )


def test_a_cumulative_report_has_no_column_of_the_period_before(books: Books) -> None:
    books.case("2026-03-01")
    shown = table(monthly_paper(books.figures(Period.cumulative(2026, 5)), HEAD), "案件分类统计表")
    assert [column.title for column in shown.columns] == ["问题类别", "本期", "去年同期", "同比"]


def test_rates_of_the_month_in_their_table(books: Books) -> None:
    books.case("2026-10-01", due_on="2026-10-03", closed_on="2026-10-03")
    books.case("2026-10-01", due_on="2026-10-03")
    books.case("2026-10-01")
    shown = table(monthly_paper(books.figures(), HEAD), "案件办理情况表")
    assert tuple(shown.rows[0]) == (
        *("本月", "3", "1", "33.33%"),
        *("2", "1", "50.00%"),
        *("2", "1", "50.00%"),
    )


def test_handling_beside_what_is_aimed_at(books: Books) -> None:
    for _ in range(3):
        books.case("2026-10-01", handling=SERVICE)
    books.case("2026-10-01")
    shown = table(monthly_paper(books.figures(), HEAD), "处置方式统计表")
    assert tuple(shown.rows[0]) == ("服务劝导", "3", "100.00%", "70%", "30.00个百分点")
    assert tuple(shown.rows[1]) == ("管理规范", "0", "0.00%", "20%", "−20.00个百分点")
    assert tuple(shown.totals[0])[:2] == ("合计", "3")
    assert shown.note == "未填写处置方式的1件不计入占比。"


def test_places_add_up_and_keep_what_has_no_place(books: Books) -> None:
    books.case("2026-10-01", town="北苑街道", closed_on="2026-10-02")
    books.case("2026-10-01", town="北苑街道")
    books.case("2026-10-01", town="石桥镇")
    books.case("2026-10-01")
    books.case("2026-09-01", town="柳塘镇")
    shown = table(monthly_paper(books.figures(), HEAD), "镇街案件统计表")
    assert [tuple(row) for row in shown.rows] == [
        ("北苑街道", "2", "50.00%", "1", "50.00%", "0", "—"),
        ("石桥镇", "1", "25.00%", "0", "0.00%", "0", "—"),
        ("柳塘镇", "0", "0.00%", "0", "—", "1", "−100.0%"),
        ("未填", "1", "25.00%", "0", "0.00%", "0", "—"),
    ]
    assert tuple(shown.totals[0]) == ("合计", "4", "100.00%", "1", "25.00%", "1", "300.0%")


@pytest.mark.parametrize("squads", [1, 2, 12])
def test_daily_work_by_squad_fits_however_many_there_are(books: Books, squads: int) -> None:
    for number in range(squads):
        books.log("2026-10-01", {PEOPLE: 1000, 3207: 150}, f"{number + 1}中队")
    paper = monthly_paper(books.figures(), HEAD)
    whole = table(paper, "执法日志统计表")
    assert tuple(whole.rows[0])[:3] == ("出动人员", "人次", str(10 * squads))
    captions = [block.caption for block in paper.blocks if isinstance(block, Table)]
    if squads == 1:
        assert captions == ["执法日志统计表"]
    elif squads == 2:
        shown = table(paper, "各中队工作量")
        assert tuple(shown.rows[1]) == ("拆除面积", "㎡", "1.50", "1.50", "3")
    else:
        shown = table(paper, "各中队主要工作量")
        assert len(shown.rows) == 12
        assert tuple(shown.totals[0]) == ("合计", "120", "18")


def test_only_the_longest_overdue_are_listed_and_the_rest_are_counted(books: Books) -> None:
    for _ in range(23):
        books.case("2026-10-01", due_on="2026-10-03", party_name="王小明", phone="13800001234")
    paper = monthly_paper(books.figures(), HEAD)
    shown = table(paper, "超期未整改案件")
    assert len(shown.rows) == 20
    assert shown.note == "另有3件超期未整改，见案件台账。"
    assert "王小明" not in repr(paper)
    assert "1380000" not in repr(paper)


def test_charts_draw_what_the_tables_say(books: Books) -> None:
    for month in ("2026-08", "2026-09", "2026-10"):
        books.case(f"{month}-01", town="甲镇", closed_on=f"{month}-02")
        books.case(f"{month}-01", SIGN, town="乙镇", handling=SERVICE)
    books.case("2026-10-01", town="乙镇")
    paper = monthly_paper(books.figures(), HEAD)
    charts = {block.title: block for block in paper.blocks if isinstance(block, Chart)}
    classes = charts["各类案件数量"]
    assert classes.categories == ("占道经营", "户外广告")
    assert [(one.name, one.values) for one in classes.series] == [
        ("本月", (2, 1)),
        ("上月", (1, 1)),
    ]
    assert [one.values for one in charts["处置方式占比"].series] == [(1, 70), (0, 20), (0, 10)]
    assert charts["各镇街案件数量"].categories == ("乙镇", "甲镇")
    trend = charts["近3个月案件发现与整改"]
    assert trend.categories == ("2026年8月", "9月", "10月")
    assert [one.values for one in trend.series] == [(2, 2, 3), (1, 1, 1), (0, 1, 1)]


def test_key_figures_name_the_change(books: Books) -> None:
    books.case("2026-09-01", closed_on="2026-09-02")
    books.case("2026-10-01", closed_on="2026-10-02")
    books.case("2026-10-01")
    (shown,) = [
        block
        for block in monthly_paper(books.figures(), HEAD).blocks
        if isinstance(block, KeyFigures)
    ]
    told = [changed(one, plain) for one in shown.figures]
    assert [(one.label, one.value + one.unit, one.change, one.tone) for one in told] == [
        ("发现案件", "2件", "环比上升100.0%", "plain"),
        ("整改率", "50.00%", "环比下降50.0个百分点", "worse"),
        ("按期整改率", "—", "", "plain"),
        ("超期未整改", "0件", "未整改共1件", "plain"),
    ]


def test_every_paragraph_says_something(books: Books) -> None:
    books.case("2026-10-01")
    paper = monthly_paper(books.figures(OCTOBER), HEAD)
    assert all(block.text for block in paper.blocks if isinstance(block, Paragraph))
