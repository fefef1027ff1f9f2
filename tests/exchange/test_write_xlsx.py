"""What is written as .xlsx: readable by others and by ourselves, typed, safe for Excel."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bureau.errors import UserError
from bureau.exchange import export_column, write_xlsx
from bureau.exchange.export_column import ExportColumn, ExportValue, Kind
from bureau.exchange.workbook import Cell, open_workbook
from bureau.exchange.xlsx_cells import CUT_MARK, TEXT_LIMIT, column_letters, escape
from bureau.exchange.xlsx_parts import sheet_name

CASES = (
    ExportColumn("案件编号"),
    ExportColumn("联系电话"),
    ExportColumn("发现日期", Kind.DATE),
    ExportColumn("上报时间", Kind.DATETIME),
    ExportColumn("罚款(元)", Kind.MONEY),
    ExportColumn("得分", Kind.DECIMAL, scale=1),
    ExportColumn("件数", Kind.INTEGER),
    ExportColumn("情况说明", Kind.LONG_TEXT),
    ExportColumn("是否办结", Kind.YES_NO),
)
ROW = ("007", "13800000001", "2026-10-08", "2026-10-08T14:30:00", 123456, 985, 3, "甲\n乙", 1)


def first_sheet(path: Path) -> Worksheet:
    """The first sheet of what was written, as openpyxl reads it."""
    return openpyxl.load_workbook(path).worksheets[0]


def read_back(path: Path) -> list[tuple[Cell, ...]]:
    """The rows of the first sheet as our own import reads them."""
    return [row.cells for row in open_workbook(path).sheets[0].rows()]


def test_types_arrive_in_openpyxl_and_in_our_own_reader(tmp_path: Path) -> None:
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", CASES, [ROW])
    sheet = first_sheet(tmp_path / "a.xlsx")
    expected = (
        *("007", "13800000001", datetime(2026, 10, 8), datetime(2026, 10, 8, 14, 30)),
        *(1234.56, 98.5, 3, "甲\n乙", "是"),
    )

    assert tuple(cell.value for cell in sheet[2]) == expected
    assert [cell.number_format for cell in sheet[2]] == [
        *("@", "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "#,##0.00", "0.0", "0", "@", "@")
    ]
    assert read_back(tmp_path / "a.xlsx")[1] == (*expected[:2], date(2026, 10, 8), *expected[3:])


def test_header_is_bold_frozen_and_has_arrows(tmp_path: Path) -> None:
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", CASES, [ROW, ROW], frozen_columns=2)
    sheet = first_sheet(tmp_path / "a.xlsx")

    assert sheet["A1"].value == "案件编号"
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["H"].width == 40
    assert sheet["H2"].alignment.wrap_text


def test_title_stands_above_the_header(tmp_path: Path) -> None:
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", CASES, [ROW], title="市容整治台账", name="10月/城关")
    sheet = first_sheet(tmp_path / "a.xlsx")

    assert sheet.title == "10月 城关"
    assert sheet["A1"].value == "市容整治台账"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:I1"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:I3"


def test_notes_are_a_second_sheet(tmp_path: Path) -> None:
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", CASES, [ROW], notes=["共 1 条", "已遮盖电话"])
    first, second = open_workbook(tmp_path / "a.xlsx").sheets

    assert (first.name, second.name) == ("台账", "说明")
    assert list(second.rows()) == [(1, ("共 1 条",)), (2, ("已遮盖电话",))]


def test_no_rows_is_a_header_alone(tmp_path: Path) -> None:
    assert write_xlsx.write_xlsx(tmp_path / "a.xlsx", CASES, []) == 0
    assert read_back(tmp_path / "a.xlsx") == [tuple(column.title for column in CASES)]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 138",
        "@管理员",
        " 前后有空格 ",
        "<b>&amp;</b>",
        '引"号',
        "换\n行",
        "_x0041_",
        "𠮷田",
        "制表\t符",
        "'单引号",
    ],
)
def test_text_arrives_as_it_is(tmp_path: Path, text: str) -> None:
    write_xlsx.write_xlsx(
        tmp_path / "a.xlsx", [ExportColumn("甲"), ExportColumn("乙")], [[text, "x"]]
    )
    sheet = first_sheet(tmp_path / "a.xlsx")

    assert sheet["A2"].data_type == "s"
    assert read_back(tmp_path / "a.xlsx")[1] == (text, "x")


def test_characters_that_xml_forbids_are_dropped(tmp_path: Path) -> None:
    write_xlsx.write_xlsx(
        tmp_path / "a.xlsx",
        [ExportColumn("甲")],
        [["甲\0\x08乙\x1f\ufffe"], ["一\r\n二\r三"], ["\ud800"]],
    )
    assert read_back(tmp_path / "a.xlsx")[1:] == [("甲乙",), ("一\n二\n三",), ("\ufffd",)]


@given(st.text(max_size=20))
def test_any_text_is_well_formed_xml(text: str) -> None:
    ElementTree.fromstring(f"<t>{escape(text)}</t>".encode())


def test_overlong_text_is_cut_with_a_mark(tmp_path: Path) -> None:
    long = "长" * 40_000
    astral = "𠮷" * 16_384
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", [ExportColumn("甲")], [[long], [astral], ["短"]])
    _, (first,), (second,), (third,) = read_back(tmp_path / "a.xlsx")

    assert first == "长" * (TEXT_LIMIT - len(CUT_MARK)) + CUT_MARK
    assert isinstance(second, str)
    assert second.endswith(CUT_MARK)
    assert len(second.encode("utf-16-le")) <= 2 * TEXT_LIMIT
    assert third == "短"


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (Kind.MONEY, -5, -0.05),
        (Kind.MONEY, 0, 0),
        (Kind.MONEY, 100, 1),
        (Kind.MONEY, None, None),
        (Kind.MONEY, "面议", "面议"),
        (Kind.INTEGER, 10**15, "1000000000000000"),
        (Kind.INTEGER, 10**15 - 1, 10**15 - 1),
        (Kind.DECIMAL, 1, 0.001),
        (Kind.DECIMAL, Decimal("1.50"), "1.50"),
        (Kind.DATE, date(2026, 2, 28), date(2026, 2, 28)),
        (Kind.DATE, "1899-01-01", "1899-01-01"),
        (Kind.DATE, "长期坚持", "长期坚持"),
        (Kind.DATE, "", None),
        (Kind.DATE, datetime(2026, 10, 8, 9, 0), date(2026, 10, 8)),
        (Kind.DATETIME, "2026-10-08", date(2026, 10, 8)),
        (Kind.DATETIME, datetime(2026, 10, 8, 23, 59, 59), datetime(2026, 10, 8, 23, 59, 59)),
        (Kind.YES_NO, 0, "否"),
        (Kind.YES_NO, None, None),
        (Kind.TEXT, 7, "7"),
    ],
)
def test_single_values(tmp_path: Path, kind: Kind, value: ExportValue, cell: Cell) -> None:
    columns = [ExportColumn("甲", kind, scale=3), ExportColumn("乙")]
    write_xlsx.write_xlsx(tmp_path / "a.xlsx", columns, [[value, "x"]])

    read = read_back(tmp_path / "a.xlsx")[1]

    assert read == (cell, "x")
    assert type(read[0]) is type(cell)


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=30))
def test_money_is_exact(tmp_path: Path, amounts: list[int]) -> None:
    write_xlsx.write_xlsx(
        tmp_path / "a.xlsx", [ExportColumn("元", Kind.MONEY)], [[fen] for fen in amounts]
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    stored = [element.text for element in sheet.iter() if element.tag.endswith("}v")]
    assert [Decimal(text or "") * 100 for text in stored] == amounts


def test_rows_beyond_one_batch_are_all_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_column, "BATCH", 7)
    done: list[int] = []
    rows: list[list[ExportValue]] = [[f"{n:03d}", n] for n in range(20)]
    columns = [ExportColumn("编号"), ExportColumn("数", Kind.INTEGER)]

    count = write_xlsx.write_xlsx(tmp_path / "a.xlsx", columns, iter(rows), progress=done.append)

    assert count == 20
    assert done == [7, 14, 20]
    assert read_back(tmp_path / "a.xlsx")[1:] == [tuple(row) for row in rows]


def test_the_same_table_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx.write_xlsx(tmp_path / name, CASES, [ROW], notes=["注"])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_xlsx, "ROW_LIMIT", 10)
    rows = [["x"]] * 10
    with pytest.raises(UserError, match="能放的 9 行"):
        write_xlsx.write_xlsx(tmp_path / "a.xlsx", [ExportColumn("甲")], rows)
    assert list(tmp_path.iterdir()) == []


def test_table_without_columns(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="至少选择一列"):
        write_xlsx.write_xlsx(tmp_path / "a.xlsx", [], [])


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")]
)
def test_column_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("10月", "10月"),
        ("[甲]:乙*", "甲  乙"),
        ("'甲'", "甲"),
        ("", "台账"),
        ("字" * 40, "字" * 31),
    ],
)
def test_sheet_names_that_excel_allows(wanted: str, name: str) -> None:
    assert sheet_name(wanted) == name


def test_second_sheet_gets_another_name() -> None:
    assert sheet_name("说明", ["说明"]) == "说明 2"
