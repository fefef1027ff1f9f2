"""Headers of one to three levels, and rows that are no data."""

from __future__ import annotations

import pytest

from bureau.exchange.layout import (
    Header,
    Heading,
    Passed,
    RowSorter,
    headings_of,
    possible_headers,
    shown_name,
)
from bureau.exchange.workbook import Cell, NumberedRow, Span


def row(number: int, *cells: Cell) -> NumberedRow:
    """A row of a file."""
    return NumberedRow(number, cells)


def paths(headings: tuple[Heading, ...]) -> list[str]:
    """Each column with the headings above it."""
    return ["/".join((*heading.parents, heading.leaf)) for heading in headings]


def test_merged_headings_stand_over_their_columns() -> None:
    upper = row(3, "日期", "当事人", None, "备注")
    lower = row(4, None, "姓名", "电话", None)
    spans = [Span(3, 1, 4, 1), Span(3, 2, 3, 3), Span(3, 4, 4, 4)]
    assert paths(headings_of([upper, lower], spans)) == [
        "日期",
        "当事人/姓名",
        "当事人/电话",
        "备注",
    ]


def test_without_merged_ranges_the_left_heading_stands_over_a_blank() -> None:
    upper = row(1, "日期", "当事人", None, None)
    lower = row(2, None, "姓名", "电话", None)
    assert paths(headings_of([upper, lower], [])) == ["日期", "当事人/姓名", "当事人/电话"]


def test_three_levels() -> None:
    levels = [
        row(1, "整改", None, None),
        row(2, "情况", None, "复查"),
        row(3, "状态", "时间", "时间"),
    ]
    spans = [Span(1, 1, 1, 3), Span(2, 1, 2, 2)]
    assert paths(headings_of(levels, spans)) == [
        "整改/情况/状态",
        "整改/情况/时间",
        "整改/复查/时间",
    ]


def test_a_name_is_qualified_only_where_it_is_shared() -> None:
    assert shown_name("时间", ("整改情况",), ambiguous=True) == "整改情况/时间"
    assert shown_name("时间", ("整改情况",), ambiguous=False) == "时间"
    assert shown_name("时间", (), ambiguous=True) == "时间"


def test_line_breaks_in_a_heading_are_no_part_of_its_name() -> None:
    (heading,) = headings_of([row(1, "出动\n人员")], [])
    assert heading.leaf == "出动人员"


def test_headers_are_looked_for_with_the_lines_above_them() -> None:
    rows = [row(1, "台账（2026年10月）", None), row(3, "日期", "地点"), row(4, 46000, 12)]
    found = list(possible_headers(rows, []))
    assert [(header.first, header.last) for header in found] == [(1, 1), (3, 3), (3, 4)]
    assert found[1].above == ("台账（2026年10月）",)


def sorter() -> RowSorter:
    """Over a table of 序号, 日期, 地点, 类别, 数量; date and place are required."""
    words = ("序号", "日期", "地点", "类别", "数量", "单位", "电话", "备注")
    headings = tuple(Heading(at, word, (), word) for at, word in enumerate(words))
    return RowSorter(Header(1, 1, headings, ("整治台账",)), range(1, 8), (1, 2))


def filled(*cells: Cell) -> NumberedRow:
    """A row under that header."""
    return row(5, *cells, *[None] * (8 - len(cells)))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("合计", None, None, "共80起"), Passed.TOTAL),
        (("合　计", None, None, None, 80), Passed.TOTAL),
        ((None, "小计", None, None, 8), Passed.TOTAL),
        ((None, None, "总计：", None, 8), Passed.TOTAL),
        (("本页合计", None, None, None, 8), Passed.TOTAL),
        (("城关镇小计", None, None, None, 8), Passed.TOTAL),
        (("合计：80起",), Passed.TOTAL),
        ((None, None, None, "共80起"), Passed.TOTAL),
        (("填报人：王芳", None, None, "审核人：", None, "单位负责人："), Passed.SIGNATURE),
        (("单位（盖章）",), Passed.SIGNATURE),
        (("备注：本表一式两份",), Passed.SIGNATURE),
        (("注：数字含村级",), Passed.SIGNATURE),
        (("（以下空白）",), Passed.SIGNATURE),
        (("分管领导（签字）：", None, None, "科室负责人："), Passed.SIGNATURE),
        (("报送时间：2026年10月31日",), Passed.SIGNATURE),
        (("本月共整治占道经营80起，其中服务40起。",), Passed.SIGNATURE),
        (("序号", "日期", "地点", "类别", "数量"), Passed.HEADER),
        (("整治台账",), Passed.HEADER),
        ((12,), Passed.EMPTY),
        ((12, "  "), Passed.EMPTY),
        ((3, "2026-10-8", "人民路1号", "占道"), None),
        ((3, "2026-10-8", "合计", "占道"), Passed.TOTAL),
        ((3, "2026-10-8", "小计超市门口", "占道"), None),
        ((3, None, "人民路1号", "占道"), None),
        ((3, "2026-10-8", None, "占道"), None),
        (("总计", "2026-10-8", "共计大厦", "占道", 5), Passed.TOTAL),
        ((3, "2026-10-8", "备注：桥头", "占道"), None),
        (("三", "2026-10-8", "注：东门"), None),
    ],
)
def test_what_is_no_data(cells: tuple[Cell, ...], why: Passed | None) -> None:
    found = sorter()
    line = filled(*cells)
    assert found.passed(line) is why
    if why is not None:
        assert found.suspects([line]) == [0]


def test_ordinary_rows_get_no_second_look() -> None:
    assert sorter().suspects([filled(1, "2026-10-8", "人民路1号")] * 3) == []
