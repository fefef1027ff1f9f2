"""亮灯率通报: what it says and lists, worked out by hand; a month without patrol."""

from __future__ import annotations

from io import BytesIO

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Heading, Paper, Paragraph, Table
from bureau.reports.render.pdf import render_pdf
from tests.facilities.lamp_books import OCTOBER, Lights


def bulletin(lights: Lights, period: Period = OCTOBER) -> Paper:
    return KINDS["lighting"](lights.desk, Asked(period=period))


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def printed(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def test_the_bulletin_lists_grades_and_the_worst_roads_first(lights: Lights) -> None:
    lights.lamp("A-1", heads="74", state="正常")
    lights.lamp("B-1", road="解放路", heads="37", state="正常")
    lights.lamp("C-1", road="后巷", grade="支路", heads="12", state="正常")
    lights.patrol("2026-10-12", "74", "1")
    lights.patrol("2026-10-20", "75", "2")
    lights.patrol("2026-10-20", "37", "3", road="解放路")
    lights.repair("2026-10-20", "A-1", road="人民路", source="夜间巡查", repaired_on="2026-10-21")
    paper = bulletin(lights)
    grades, roads, intact = tables(paper)
    # 180 of 186: 96.77 %, and 2 % of 186 are 3.72. 台账: 74 of 111 × 31 = 3,441 head-nights.
    assert grades.rows == [
        ("主干道", "186", "6", "96.77%", "≥98%", "97.85%", "未达标（差 3 盏）"),
        ("支路", "—", "—", "—", "≥96%", "100.00%", "未巡查"),
    ]
    assert grades.totals == (("全部道路", "186", "6", "96.77%", "", "98.06%", ""),)
    assert [row[1:] for row in roads.rows] == [
        ("解放路", "主干道", "1", "37", "3", "91.89%", "最多 2 盏", "未达标（差 1 盏）"),
        ("人民路", "主干道", "2", "149", "3", "97.99%", "最多 2 盏", "达标"),
    ]
    assert intact.rows == [("灯杆、灯具", "3", "3", "100.00%", "≥95%", "达标")]
    text = "\n".join(printed(paper))
    assert "夜间巡查道路 2 条、3 次，应亮 186 盏，未亮 6 盏，抽查亮灯率 96.77%" in text
    assert "1 条道路达标，1 条未达标：解放路。" in text
    assert "请核对：人民路巡查 149 盏、档案 148 盏。" in text
    assert "有路灯而没有夜间巡查记录的道路 1 条：后巷（12 盏）。" in text
    assert "夜间巡查报修 1 条，已全部修复。" in text
    assert "说明：抽查亮灯率＝" in text
    assert "少于 100 盏的最多 2 盏" in text


def test_a_month_without_patrol_says_so_and_still_prints(lights: Lights) -> None:
    lights.lamp("A-1")
    paper = bulletin(lights)
    text = "\n".join(printed(paper))
    assert "2026年10月没有夜间巡查记录，抽查亮灯率无法计算。" in text
    titles = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert titles == ["一、亮灯率完成情况", "二、未巡查的路段"]
    stream = BytesIO()
    assert not render_pdf(paper, stream).missing_characters
    assert stream.getvalue().startswith(b"%PDF")


def test_nothing_at_all_is_a_paper_too(lights: Lights) -> None:
    text = "\n".join(printed(bulletin(lights)))
    assert "设施档案里没有路灯，也没有夜间巡查。" in text


def test_faults_of_patrols_are_open_or_not_as_the_period_ended(lights: Lights) -> None:
    lights.patrol("2026-10-30", "74", "2")
    lights.repair("2026-10-30", "甲", source="夜间巡查", repaired_on="2026-11-02")
    lights.repair("2026-10-30", "乙", source="夜间巡查", repaired_on="2026-10-31")
    text = "\n".join(printed(bulletin(lights)))
    assert "夜间巡查报修 2 条，至10月31日还有 1 条没有修复。" in text


def test_a_month_to_come_is_not_an_office_without_lamps(lights: Lights) -> None:
    lights.lamp("A-1")
    text = "\n".join(printed(bulletin(lights, Period.month(2026, 12))))
    assert "2026年12月还没有到，没有可以统计的。" in text
    assert "没有路灯" not in text


def test_a_road_where_nothing_was_to_shine_has_not_done_well(lights: Lights) -> None:
    lights.patrol("2026-10-12", "0", "0")
    text = "\n".join(printed(bulletin(lights)))
    assert "应亮 0 盏，未亮 0 盏，抽查亮灯率 —。" in text
    assert "达标。" not in text
