"""A paper's tables as a workbook: numbers as numbers, two-level heads, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from bureau.errors import UserError
from bureau.reports.paper import (
    Column,
    FormCell,
    FormTable,
    Heading,
    Paper,
    Paragraph,
    Table,
)
from bureau.reports.render.sheets.cells import Amount, amount_of
from bureau.reports.render.sheets.workbook import sheets_bytes

COUNTS = Table(
    (
        Column("类别"),
        Column("件数", group="本月", numeric=True),
        Column("占比", group="本月", numeric=True),
        Column("编号"),
    ),
    (("占道经营", "1,234", "23.5%", "007"), ("乱堆物料", "−3", "—", "12")),
    totals=(("合计", "1,231", "100%", ""),),
    caption="案件分类",
    unit="件",
    note="数字截至31日。",
)


def paper(*blocks: object) -> Paper:
    return Paper("工作月报", blocks, period="2026年10月", watermark="草稿")  # type: ignore[arg-type]  # blocks of any kind


def book(of: Paper) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(sheets_bytes(of)))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("89.29", Amount(89.29, "0.00;−0.00")),
        ("1,234.50", Amount(1234.5, "#,##0.00;−#,##0.00")),
        ("−3.2%", Amount(-0.032, "0.0%;−0.0%")),
        ("+5", Amount(5, "+0;−0")),
        ("0", Amount(0, "0;−0")),
        ("007", None),
        ("—", None),
        ("12件", None),
        ("1,23", None),
        ("1234567890123456", None),
        ("", None),
    ],
)
def test_what_is_a_number(text: str, amount: Amount | None) -> None:
    assert amount_of(text) == amount


def test_numbers_are_numbers_and_codes_stay_texts() -> None:
    """Title, caption and unit, two lines of heads, then the rows."""
    sheet = book(paper(COUNTS))["案件分类"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(1, 8)] == [
        ["工作月报", None, None, None],
        ["案件分类　2026年10月　【草稿】", None, None, "单位：件"],
        ["类别", "本月", None, "编号"],
        [None, "件数", "占比", None],
        ["占道经营", 1234, 0.235, "007"],
        ["乱堆物料", -3, "—", "12"],
        ["合计", 1231, 1, ""],
        ["数字截至31日。", None, None, None],
    ]
    assert sheet["C5"].number_format == "0.0%;−0.0%"
    assert sheet["A7"].font.bold
    assert not sheet["A6"].font.bold
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:D1", "A2:C2", "A3:A4", "B3:C3", "D3:D4"} <= merged


def test_it_prints_one_sheet_wide_with_heads_on_each() -> None:
    sheet = book(paper(COUNTS))["案件分类"]
    assert sheet.freeze_panes == "A5"
    assert sheet.print_title_rows == "$3:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.page_setup.orientation == "portrait"
    wide = Table(tuple(Column("很宽很宽很宽的一栏" * 2) for _ in range(9)), (("字" * 20,) * 9,))
    assert book(paper(wide)).worksheets[0].page_setup.orientation == "landscape"


def test_each_table_has_a_sheet_named_after_it() -> None:
    plain = Table((Column("甲"),), (("1",),))
    of = paper(Heading("一、市容/秩序"), plain, plain, Paragraph("文字"), COUNTS)
    assert book(of).sheetnames == ["一、市容秩序", "一、市容秩序(2)", "案件分类"]


def test_a_joined_form_stands_below_the_one_before() -> None:
    above = FormTable((1, 3), ((FormCell("标段", label=True), FormCell("一标段")),))
    below = FormTable((1,), ((FormCell("大写金额", foot="年 月 日"),),), joined=True)
    (sheet,) = book(paper(Heading("核算表"), above, below)).worksheets
    assert [sheet["A3"].value, sheet["B3"].value] == ["标段", "一标段"]
    assert sheet["A4"].value == "大写金额\n年 月 日"


def test_a_paper_without_tables_says_so() -> None:
    with pytest.raises(UserError) as told:
        sheets_bytes(paper(Paragraph("只有文字。")))
    assert told.value.sentence == "这份材料里没有表格，不能保存为 Excel；请保存为 PDF 或 Word。"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert sheets_bytes(paper(COUNTS)) == sheets_bytes(paper(COUNTS))
