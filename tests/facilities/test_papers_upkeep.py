"""What the papers of hazards, permits, waterlogging and plans say."""

import pytest

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.facilities.paper_source import Source
from bureau.facilities.papers import Make
from bureau.facilities.safety.papers_hazards import hazard_list, hazard_notices, water_list
from bureau.facilities.safety.papers_permits import work_permits
from bureau.facilities.upkeep.papers import due_list, plan_year
from bureau.reports.paper import FormTable, Heading, Paper, Paragraph, Table
from tests.facilities.lamp_books import OCTOBER, Lights


def made(lights: Lights, make: Make, period: Period = OCTOBER) -> Paper:
    """A paper of a period."""
    with lights.desk.store.snapshot() as conn:
        return make(Source.of(lights.desk, conn, period), conn)


def tables(paper: Paper) -> list[Table]:
    """The tables of a paper."""
    return [block for block in paper.blocks if isinstance(block, Table)]


def cells(paper: Paper) -> list[str]:
    """All that stands in its forms."""
    forms = (block for block in paper.blocks if isinstance(block, FormTable))
    return [cell.text for form in forms for row in form.rows for cell in row]


def words(paper: Paper) -> str:
    """Its running text."""
    return "\n".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def test_the_list_has_open_hazards_first_and_the_gravest_of_them(lights: Lights) -> None:
    lights.add("hazards", found_on="2026-10-02", grade="一般", description="松动", place="人民路口",
               road="人民路", person="李工", due_on="2026-10-09")  # fmt: skip
    lights.add("hazards", found_on="2026-09-02", grade="重大", description="塌陷", watcher="县安委办",
               watched_on="2026-09-03")  # fmt: skip
    lights.add("hazards", found_on="2026-10-05", description="漏电", righted_on="2026-10-06")
    paper = made(lights, hazard_list)
    with pytest.raises(UserError, match="没有安全隐患"):
        made(lights, hazard_list, Period.month(2026, 8))
    is_open, righted = tables(paper)
    assert [(row[3], row[4], row[5], row[8], row[10]) for row in is_open.rows] == [
        ("重大隐患（挂牌）", "", "塌陷", "未定", "待整改"),
        ("一般隐患", "人民路口", "松动", "2026.10.9", "超期"),
    ]
    assert [(row[5], row[9], row[10]) for row in righted.rows] == [("漏电", "2026.10.6", "待销号")]
    assert words(paper).startswith(
        "上期结转 1 处，本期排查 2 处，完成整改 1 处，销号 0 处；期末未整改 2 处"
        "（一般隐患 1 处、重大隐患 1 处），其中超期 1 处、挂牌督办 1 处。"
    )


def test_a_notice_says_until_when_and_a_grave_one_is_signed_above(lights: Lights) -> None:
    one = lights.add("hazards", found_on="2026-10-12", description="井盖缺失", unit="市政所",
                     due_on="2026-10-13", due_time="02:30", grade="重大")  # fmt: skip
    two = lights.add("hazards", found_on="2026-10-12", description="护栏松动", place="桥头")
    paper = hazard_notices(lights.desk, [one, two])
    assert "请于2026年10月13日2时30分前整改完成" in words(paper)
    assert "请立即整改完成" in words(paper)
    assert cells(paper).count("分管领导\n意见") == 1


def test_a_permit_has_boxes_of_its_kind_and_readings(lights: Lights) -> None:
    confined = lights.add("work-permits", kind="有限空间", begins_at="2026-11-09 09:00", place="井",
                          precautions="先通风、安全交底", gas_at="2026-11-09 08:40", oxygen="20.9",
                          h2s="0")  # fmt: skip
    high = lights.add("work-permits", kind="高处作业", begins_at="2026-11-09 10:00", place="灯杆")
    one = cells(work_permits(lights.desk, [confined]))
    assert "√ 作业前安全交底\n√ 先通风再检测后作业\n□ 隔离上下游来水和管线" in one
    assert "□ 警戒围挡和警示标志\n□ 应急救援器材到位" in one
    assert [cell for cell in one if "～" in cell or "≤" in cell] == [
        "19.5～23.5",
        "≤10",
        "≤20",
        "≤10",
    ]
    assert "08:40" in one
    assert "20.90" in one
    assert "氧气(%)" in one
    two = cells(work_permits(lights.desk, [high]))
    assert "氧气(%)" not in two
    assert any("□ 安全带和安全绳" in cell for cell in two)


def test_the_year_marks_the_months_in_which_plans_fall_due(lights: Lights) -> None:
    fixed = {"kind": "控制箱", "begins_on": "2026-05-10"}
    for name, period in (("一", "每季"), ("二", "汛前"), ("三", "每周")):
        lights.add("maintenance-plans", name=name, period=period, **fixed)
    by_month, _details = tables(made(lights, plan_year))
    marks = {row[1]: list(row[4:16]) for row in by_month.rows}
    assert marks["一"] == [""] * 5 + ["●", "", "", "●", "", "", "●"]
    assert marks["二"] == [""] * 12
    # Sundays since 10 May, itself one: 10, 17, 24, 31; June has four, July four, August five.
    assert marks["三"][4:8] == ["4", "4", "4", "5"]


def test_the_due_list_names_what_is_missing(lights: Lights) -> None:
    for code in ("XB-1", "XB-2"):
        lights.add("facilities", code=code, kind="控制箱", road="人民路")
    lights.add(
        "maintenance-plans", name="月检", kind="控制箱", period="每月", begins_on="2026-10-01"
    )
    lights.add("maintenance-works", done_on="2026-10-08", plan="月检", facility="XB-1")
    paper = made(lights, due_list)
    (heading,) = [block for block in paper.blocks if isinstance(block, Heading)]
    assert heading.text == "月检（2026年10月，超期，1/2 已做）"
    assert [row[:5] for row in tables(paper)[0].rows] == [("1", "XB-2", "人民路", "", "□")]


def test_the_list_before_the_rains_takes_the_worse_depth(lights: Lights) -> None:
    lights.add("waterlogging", name="东门涵洞", depth_cm="30")
    lights.add("waterlogging", name="车站", depth_cm="60")
    lights.add("waterlogging-events", began_at="2026-10-03 14:00", depth_cm="45", spot="东门涵洞")
    (spots,) = tables(made(lights, water_list))
    assert [(row[1], row[3], row[4]) for row in spots.rows] == [
        ("东门涵洞", "1", "45.00"),
        ("车站", "", "60.00"),
    ]
