"""月报 and 设施分析 of street lights and facilities, and what the bureau's monthly report says of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Chart, Heading, KeyFigures, Paper, Paragraph, Photos, Table
from bureau.reports.render.pdf import render_pdf
from bureau.storage.photos import add_photo
from tests.facilities.lamp_books import OCTOBER, Lights


def paper(lights: Lights, kind: str, period: Period = OCTOBER) -> Paper:
    """As it is asked for."""
    return KINDS[kind](lights.desk, Asked(period=period))


def texts(of: Paper) -> str:
    """All that it says in sentences."""
    return "\n".join(block.text for block in of.blocks if isinstance(block, Paragraph))


def headings(of: Paper, level: int = 1) -> list[str]:
    """Its chapters."""
    return [
        block.text for block in of.blocks if isinstance(block, Heading) and block.level == level
    ]


def table(of: Paper, caption: str) -> Table:
    """One of its tables."""
    return next(
        block for block in of.blocks if isinstance(block, Table) and block.caption == caption
    )


def october(lights: Lights) -> None:
    """Five reports, four mended, one of them late; a road below its target; a hazard past its day."""
    lights.add("facilities", code="XB-01", kind="控制箱", road="人民路", state="正常")
    for number in (1, 2):
        lights.lamp(f"A-{number}", cabinet="XB-01", circuit="1", state="正常")
    lights.patrol("2026-10-08", "300", "9")
    light = {"road": "人民路", "team": "一班", "item": "更换光源"}
    lights.repair("2026-10-05 08:00", "A-1", due_on="2026-10-06", quantity="1", labour_fen="60",
                  repaired_on="2026-10-05 13:00", **light)  # fmt: skip
    lights.repair("2026-10-15", "A-1", due_on="2026-10-16", repaired_on="2026-10-18", **light)
    work = {"road": "解放路", "fault": "坑槽", "item": "修补沥青路面", "repaired_on": "2026-10-09"}
    lights.repair("2026-10-08", "", place="桥头", quantity="12.5", quantity_unit="平方米", **work)
    lights.repair("2026-10-08", "", place="桥尾", quantity="3", quantity_unit="㎡",
                  stated_fen="1500", **work)  # fmt: skip
    lights.repair("2026-10-20", "A-2", due_on="2026-10-21", road="人民路")
    lights.repair("2026-09-20", "A-2", repaired_on="2026-09-21", road="人民路")
    lights.add("hazards", found_on="2026-10-10", road="人民路", description="井盖缺失",
               due_on="2026-10-12")  # fmt: skip


def test_the_monthly_report_says_what_was_done(lights: Lights) -> None:
    october(lights)
    of = paper(lights, "facilities")
    said = texts(of)
    assert "受理路灯和市政设施报修5件，环比上升400.0%" in said
    assert "修复4件（含往期报修），支出维修费用1,560.00元" in said
    # Limits of the 6th, 16th and 21st: one kept.
    assert "时限在本月内届满的3件，及时修复1件，修复及时率33.33%" in said
    assert "平均修复用时5.0小时（1件），只记日期的3件平均1.7天。" in said
    assert "至10月31日还有1件未修复，其中超时1件。" in said
    assert "路灯维修：更换光源1盏（另1处未填数量）。" in said
    assert "市政设施维修：修补沥青路面15.5平方米。" in said
    assert "主干道亮灯率97.00%，低于指标98.00%，差3盏。" in said
    assert "安全隐患超期未整改1处。" in said
    assert headings(of)[1:4] == ["一、路灯管护", "二、维修养护工作量", "三、报修和修复"]
    assert table(of, "维修养护工作量").rows[1][:3] == ("修补沥青路面", "㎡", "15.5")
    figures = next(block for block in of.blocks if isinstance(block, KeyFigures)).figures
    assert [one.value for one in figures] == ["97.00", "5", "33.33", "1,560.00"]
    assert figures[0].change == "主干道未达标"
    written = BytesIO()
    render_pdf(of, written)
    assert written.getvalue().startswith(b"%PDF")


def test_the_bureau_report_has_its_chapter_and_problems(lights: Lights) -> None:
    october(lights)
    of = paper(lights, "monthly")
    assert headings(of) == ["总体情况", "一、路灯和市政设施", "二、存在问题", "三、下一步打算"]
    what, next_steps = headings(of, 2)[:2], headings(of, 2)[2:]
    assert what == ["（一）路灯管护", "（二）市政设施维修"]
    assert next_steps == ["（一）路灯管护", "（二）市政设施管理"]
    said = texts(of)
    assert "路灯抽查亮灯率97.00%，受理路灯和市政设施报修5件，修复及时率33.33%。" in said
    assert "期末超时未修复1件" in said


def test_an_office_without_street_lights_has_no_such_chapter(lights: Lights) -> None:
    assert headings(paper(lights, "monthly")) == ["总体情况", "一、存在问题"]
    assert "没有登记维修" in texts(paper(lights, "facilities"))
    assert "没有登记维修和养护" in texts(paper(lights, "facilities-analysis"))


def test_the_analysis_of_a_cumulative_period(lights: Lights) -> None:
    october(lights)
    of = paper(lights, "facilities-analysis", Period.cumulative(2026, 10))
    kinds = table(of, "按设施类型")
    # January to October has nothing to stand beside it.
    assert [column.title for column in kinds.columns][:3] == ["设施类型", "本期报修", "修复"]
    assert kinds.totals[0][:3] == ("合计", "6", "5")
    assert table(of, "重复故障的设施").rows[0][0] == "A-2"
    assert any(isinstance(block, Chart) for block in of.blocks)


def test_photos_of_before_and_after_close_the_report(lights: Lights, tmp_path: Path) -> None:
    for name in ("before", "after"):
        Image.new("RGB", (80, 60), (200, 90, 160 if name == "after" else 20)).save(
            tmp_path / f"{name}.jpg"
        )
    repair = lights.repair("2026-10-05", "A-1", road="人民路", repaired_on="2026-10-06")
    lights.repair("2026-10-07", "A-2", road="人民路", repaired_on="2026-10-08")
    with lights.desk.store.operation(lights.desk, "照片") as op:
        before, after = (
            add_photo(op, lights.desk.store.folder, tmp_path / f"{name}.jpg")
            for name in ("before", "after")
        )
        op.update("repairs", repair, {"photos": f'["{before}"]', "photos_after": f'["{after}/90"]'})
    of = paper(lights, "facilities")
    (shown,) = (block for block in of.blocks if isinstance(block, Photos))
    assert [one.caption for one in shown.photos] == [
        "维修前（2026-10-05 报修）",
        "维修后（2026-10-06 修复）",
    ]
    assert shown.photos[1].turn == 90
    assert "附：维修前后对比" in headings(of)
    assert headings(of, 3) == ["1. WX-2026-0001　人民路 A-1　灯不亮"]


def test_materials_drawn_are_told_with_their_worth(lights: Lights) -> None:
    lights.add("materials", name="LED光源", unit="盏", price_fen="85", low="10")
    for way, quantity in (("入库", "12"), ("出库", "3")):
        lights.add("stock-moves", moved_on="2026-10-05", material="LED光源", way=way,
                   quantity=quantity, price_fen="85")  # fmt: skip
    said = texts(paper(lights, "facilities"))
    # 3 × 85 went out, 9 × 85 are left, and 9 is below 10.
    expected = "领用材料1种、255.00元（LED光源 3盏），期末库存765.00元，库存低于提醒线的1种。"
    assert expected in said


def test_what_was_brought_back_was_not_drawn_and_low_is_as_of_the_period(lights: Lights) -> None:
    lights.add("materials", name="LED光源", unit="盏", price_fen="85", low="10")
    lights.add("materials", name="接触器", unit="个", price_fen="35", low="1")
    lights.add("materials", name="没进过的", unit="个", low="1")
    lights.lamp("A-1")
    lights.repair("2026-10-05", "A-1")
    number = "WX-2026-0001"
    for day, name, way, quantity, repair in (
        ("2026-10-01", "LED光源", "入库", "20", ""), ("2026-10-05", "LED光源", "出库", "3", number),
        ("2026-10-06", "LED光源", "入库", "1", number), ("2026-10-07", "接触器", "入库", "5", ""),
        ("2026-10-08", "接触器", "出库", "2", number), ("2026-10-08", "接触器", "入库", "2", number),
        ("2026-11-02", "LED光源", "出库", "9", ""),
    ):  # fmt: skip
        lights.add("stock-moves", moved_on=day, material=name, way=way, quantity=quantity,
                   price_fen="85" if name == "LED光源" else "35", repair=repair)  # fmt: skip
    # 3 − 1 went out; 18 were left in October, 9 of at most 10 on 9 November.
    said = texts(paper(lights, "facilities"))
    assert "领用材料1种、170.00元（LED光源 2盏），期末库存1,705.00元。" in said
    month = texts(paper(lights, "facilities", Period.month(2026, 11)))
    assert "领用材料1种、765.00元（LED光源 9盏），期末库存940.00元，库存低于提醒线的2种。" in month
    sheet = next(b for b in paper(lights, "material-sheet").blocks if isinstance(b, Table))
    assert sheet.totals[0][5] == "170.00"


def test_one_measure_is_one_line_however_its_months_write_it(lights: Lights) -> None:
    work = {"road": "解放路", "fault": "坑槽", "item": "更换井盖"}
    for day, quantity, unit in (("2026-09-09", "4", "m"), ("2026-10-09", "3", "米")):
        lights.repair(day, "", place=day, quantity=quantity, quantity_unit=unit, repaired_on=day,
                      **work)  # fmt: skip
    lights.repair("2026-09-10", "", place="桥头", road="解放路", fault="坑槽", item="修补沥青路面",
                  quantity="8", quantity_unit="㎡", repaired_on="2026-09-10")  # fmt: skip
    lights.repair("2026-10-10", "", place="桥尾", road="解放路", fault="坑槽", item="修补沥青路面",
                  repaired_on="2026-10-10")  # fmt: skip
    rows = table(paper(lights, "facilities-analysis"), "维修养护工作量").rows
    assert [row for row in rows if row[0] == "更换井盖"] == [
        ("更换井盖", "米", "3", "4", "−25.0%", "")
    ]
    # Nobody noted how much: that isn't a fall of 100 %.
    assert [row for row in rows if row[0] == "修补沥青路面"] == [
        ("修补沥青路面", "㎡", "—", "8", "—", "1")
    ]
