"""考核问题分析: what stands on each slide, worked out by hand; the same as PowerPoint's own parts."""

from __future__ import annotations

from io import BytesIO

import pptx
import pytest
from PIL import Image
from pptx.presentation import Presentation

from bureau.calendar.periods import Period
from bureau.errors import UserError
from bureau.reports.paper import Chart, Heading, Paper, Paragraph, Photos, Table
from bureau.reports.render.slides.deck import deck_bytes, slides_of
from bureau.storage.photo_lists import listed
from bureau.storage.photos import add_photo
from tests.towns.bulletin_month import Month, october
from tests.towns.town_books import Towns


@pytest.fixture
def month(towns: Towns) -> Month:
    return october(towns)


def titles(paper: Paper) -> list[str]:
    """The title of each slide after the cover."""
    return [
        next(one.text for one in slide if isinstance(one, Heading))
        for slide in slides_of(paper.blocks)
    ]


def table_of(paper: Paper, title: str) -> Table:
    """The table on the slide of that title."""
    (found,) = (
        one
        for slide in slides_of(paper.blocks)
        if isinstance(slide[0], Heading) and slide[0].text == title
        for one in slide
        if isinstance(one, Table)
    )
    return found


def shown(paper: Paper) -> Presentation:
    return pptx.Presentation(BytesIO(deck_bytes(paper)))


def test_slides_follow_the_meeting(month: Month) -> None:
    paper = month.paper("town-slides")
    assert paper.title == "2026年10月\n城市管理综合考核问题分析"
    assert paper.watermark == "初评稿"
    assert titles(paper) == [
        *("本月总体", "城区街道考核成绩", "乡镇考核成绩", "名次变化", "名次变化", "失分在哪里"),
        *("失分结构", "失分结构", "现场检查发现问题 5 处", "问题在哪些镇街"),
        *("反复出现的问题（1 处）", "超期未整改的问题（1 处）", "各镇街失分前三项"),
        *("表彰和表态", "奖罚兑现", "整改要求"),
    ]


def test_problems_are_counted_by_item_and_by_town(month: Month) -> None:
    """环境卫生: three in 东街道 and 40 ㎡ that are one; 市容秩序: one."""
    charts = [
        block
        for block in month.paper("town-slides").blocks
        if isinstance(block, Chart) and block.kind == "hbar"
    ]
    by_item, by_town = ((one.categories, one.series[0].values) for one in charts)
    assert by_item == (("环境卫生", "市容秩序"), (4, 1))
    assert by_town == (("东街道", "河口镇"), (4, 1))


def test_what_cost_each_town_most_stands_first(month: Month) -> None:
    """南街道 92.50 fills 30, 40, 15, 7.5: 5 lost of the last item, 2.5 of the fourth."""
    rows = {
        row[0]: tuple(row[1:])
        for row in table_of(month.paper("town-slides"), "各镇街失分前三项").rows
    }
    assert rows["南街道"] == ("日常履职与资料 5 分", "群众满意度 2.5 分", "—")


def test_what_is_found_again_and_what_is_late_is_listed(month: Month) -> None:
    paper = month.paper("town-slides")
    (again,) = table_of(paper, "反复出现的问题（1 处）").rows
    assert (again[2], again[3], again[5]) == ("东街道", "学府路", "占道经营（重复问题，扣分加倍）")
    (late,) = table_of(paper, "超期未整改的问题（1 处）").rows
    assert (late[2], late[5]) == ("东街道", "垃圾桶满溢（3 处）")


def test_a_problem_with_photos_gets_a_slide_of_its_own(month: Month) -> None:
    towns = month.towns
    picture = BytesIO()
    Image.new("RGB", (80, 60), "green").save(picture, "JPEG")
    desk = towns.desk
    check = {
        "checked_on": "2026-10-08",
        "town": towns.town("青山乡"),
        "item": towns.item("town-check-item", "市容秩序"),
        "points": 300,
        "problem": "店外经营",
        "place": "老街",
        "due_on": "2026-12-01",
    }
    with desk.store.operation(desk, "检查") as op:
        digest = add_photo(op, desk.store.folder, picture.getvalue())
        op.insert("town-checks", {**check, "photos": listed([digest])})
    paper = month.paper("town-slides")
    slide = next(one for one in slides_of(paper.blocks) if isinstance(one[1], Photos))
    assert slide[0] == Heading("典型问题 1：店外经营")
    pair, facts = slide[1], slide[2]
    assert isinstance(pair, Photos)
    assert isinstance(facts, Table)
    assert [one.caption for one in pair.photos] == ["整改前", "整改后：没有照片"]
    assert pair.photos[0].path is not None
    assert facts.rows == (("青山乡", "老街", "市容秩序", "3", "12月1日"),)
    pictures = [
        shape for one in shown(paper).slides for shape in one.shapes if shape.shape_type == 13
    ]
    assert len(pictures) == 1


def test_powerpoint_gets_titles_tables_and_charts_of_its_own(month: Month) -> None:
    paper = month.paper("town-slides")
    deck = shown(paper)
    said = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert said[0] == "2026年10月\x0b城市管理综合考核问题分析"
    assert said[1:] == titles(paper)
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    by_title = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    chart = next(one.chart for one in by_title["问题在哪些镇街"].shapes if one.has_chart)
    assert list(chart.plots[0].categories) == ["东街道", "河口镇"]
    assert list(chart.plots[0].series[0].values) == [4, 1]
    table = next(one.table for one in by_title["各镇街失分前三项"].shapes if one.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["镇街", "失分第一", "失分第二", "失分第三"]
    assert len(cells) == 9


def test_nothing_stands_outside_a_slide(month: Month) -> None:
    deck = shown(month.paper("town-slides"))
    assert deck.slide_width is not None
    assert deck.slide_height is not None
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height, slide.shapes.title.text_frame.text


def test_a_long_list_goes_on_on_the_next_slide(month: Month) -> None:
    for number in range(11):
        month.towns.check("东街道", "市容秩序", "1", problem=f"问题{number}", repeated=1)
    paper = month.paper("town-slides")
    parts = [title for title in titles(paper) if title.startswith("反复")]
    assert parts == ["反复出现的问题（12 处）", "反复出现的问题（12 处）（续）"]
    assert len(table_of(paper, parts[0]).rows) == 9
    assert len(table_of(paper, parts[1]).rows) == 3


def test_demands_are_those_that_were_written(month: Month) -> None:
    last = slides_of(month.paper("town-slides").blocks)[-1]
    assert last[0] == Heading("整改要求")
    assert all(isinstance(one, Paragraph) for one in last[1:])
    assert len(last) == 3


def test_several_months_are_refused(month: Month) -> None:
    with pytest.raises(UserError, match="请只选一个月"):
        month.paper("town-slides", Period.year(2026))
