"""现场检查表 as it is signed on the spot: of a day, of chosen rounds, and blank."""

from __future__ import annotations

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.ledger.query import Everything
from bureau.month.papers import KINDS, Asked
from bureau.month.record_papers import record_paper
from bureau.reports.paper import FormTable, Masthead, Paper
from bureau.sanitation.papers_rounds import round_sheets
from tests.sanitation.paper_month import printed
from tests.sanitation.sanitation_books import OCTOBER, Sanitation


def sheets(paper: Paper) -> int:
    return sum(isinstance(block, Masthead) for block in paper.blocks)


def lines(paper: Paper) -> list[tuple[str, ...]]:
    """The rows of the tables of problems that something stands in."""
    return [
        tuple(cell.text for cell in row)
        for block in paper.blocks
        if isinstance(block, FormTable) and len(block.weights) == 7
        for row in block.rows[1:]
        if row[1].text
    ]


def test_a_day_with_a_round_or_a_deduction_has_a_sheet(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.contract("二标段")
    for road in ("人民路", "学府路"):
        sanitation.add("roads", name=road)
    fixed = {"section": "一标段", "kind": "日常检查", "inspector": "王芳"}
    sanitation.add("sanitation-rounds", inspected_on="2026-10-08", roads="人民路、学府路", **fixed)
    sanitation.deduct("1", "2026-10-12", road="人民路", place="12号门前", inspector="李强")
    sanitation.deduct("2.5", "2026-10-12", road="学府路", due_on="2026-10-13")
    sanitation.deduct("1", "2026-10-12", "二标段")
    paper = KINDS["inspection-sheet"](sanitation.desk, Asked(period=OCTOBER))
    assert sheets(paper) == 3
    text = printed(paper)
    assert "检查日期2026年10月8日检查类别日常检查" in text
    assert "没有发现扣分问题" in text
    assert "2条，共3.5分" in text
    name = "漏扫、果皮纸屑烟蒂超标"
    assert lines(paper)[:2] == [
        ("1", "人民路12号门前", "道路清扫保洁", name, "2", "1", ""),
        ("2", "学府路", "道路清扫保洁", name, "5", "2.5", "10月13日"),
    ]


def test_the_sheet_names_who_served_the_section_on_that_day(sanitation: Sanitation) -> None:
    sanitation.contract(number="旧", ends_on="2026-10-15", company="旧公司")
    sanitation.contract(number="新", begins_on="2026-10-16", company="新公司")
    sanitation.deduct("1", "2026-10-15")
    sanitation.deduct("1", "2026-10-16")
    text = printed(KINDS["inspection-sheet"](sanitation.desk, Asked(period=OCTOBER)))
    assert "承包公司旧公司检查日期2026年10月15日" in text
    assert "承包公司新公司检查日期2026年10月16日" in text


def test_chosen_rounds_are_printed_signed(sanitation: Sanitation) -> None:
    sanitation.contract()
    fixed = {"section": "一标段", "kind": "日常检查"}
    first = sanitation.add(
        "sanitation-rounds",
        inspected_on="2026-10-08",
        signed_by="赵六",
        signed_on="2026-10-08",
        **fixed,
    )
    sanitation.add("sanitation-rounds", inspected_on="2026-10-09", **fixed)
    sanitation.deduct("1", "2026-10-08", road="人民路")
    paper = round_sheets(sanitation.desk, [first])
    assert sheets(paper) == 1
    text = printed(paper)
    assert "现场负责人（签字）：赵六2026年10月8日" in text
    assert len(lines(paper)) == 1
    assert sheets(record_paper(sanitation.desk, "round-sheet", Everything())) == 2
    with pytest.raises(UserError, match="请先选中要打印的检查"):
        round_sheets(sanitation.desk, [])


def test_a_month_without_inspection_has_no_sheets(sanitation: Sanitation) -> None:
    sanitation.contract()
    with pytest.raises(UserError, match="2026年10月没有环卫检查和扣分记录"):
        KINDS["inspection-sheet"](sanitation.desk, Asked(period=OCTOBER))


def test_a_blank_sheet_brings_the_rubric_along(sanitation: Sanitation) -> None:
    sanitation.contract()
    sanitation.contract("二标段")
    paper = KINDS["inspection-blank"](sanitation.desk, Asked(period=Period.month(2026, 11)))
    assert sheets(paper) == 2
    assert lines(paper) == []
    text = printed(paper)
    assert "卫生死角、积存垃圾2分/处" in text
    assert "脏臭、设施损坏未报修、缺保洁0.5–1分/项" in text
