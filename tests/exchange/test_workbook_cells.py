"""What each kind of spreadsheet gives: the same cells, the file's own rows, merged ranges."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from bureau.exchange.workbook import CellError, Sheet, Span, open_workbook
from bureau.exchange.workbook.cells import NOT_CALCULATED
from tests.exchange.office_files import raw_xlsx


def only_sheet(path: Path) -> Sheet:
    """The one sheet of a file."""
    (sheet,) = open_workbook(path).sheets
    return sheet


def test_xlsx_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([])
    sheet["B5"] = "占道经营"
    sheet["C5"] = 13800000001
    sheet["D5"] = 0.25
    sheet["E5"] = date(2026, 10, 8)
    sheet["F5"] = datetime(2026, 10, 8, 14, 30)
    sheet["G5"] = time(8, 30)
    sheet["H5"] = True
    sheet["I5"] = "007"
    sheet["J5"] = "一\n二"
    sheet["B9"] = 0
    sheet["C9"] = timedelta(hours=30)
    workbook.save(tmp_path / "a.xlsx")

    rows = list(only_sheet(tmp_path / "a.xlsx").rows())

    assert [number for number, _ in rows] == [5, 9]
    assert rows[0].cells == (
        *(None, "占道经营", 13800000001, 0.25, date(2026, 10, 8)),
        *(datetime(2026, 10, 8, 14, 30), time(8, 30), True, "007", "一\n二"),
    )
    assert rows[1].cells == (None, 0, timedelta(hours=30), *[None] * 7)
    assert type(rows[0].cells[2]) is int
    assert type(rows[0].cells[4]) is date


def test_chinese_date_formats_are_dates(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    formats = [
        'yyyy"年"m"月"d"日"',
        'm"月"d"日"',
        "[$-804]yyyy年m月d日;@",
        '[DBNum1][$-804]yyyy"年"m"月"d"日"',
    ]
    for column, code in enumerate(formats, start=1):
        workbook.active.cell(1, column, 46303).number_format = code
    workbook.active.cell(1, 5, 8).number_format = '0"台次"'
    workbook.save(tmp_path / "a.xlsx")

    (row,) = only_sheet(tmp_path / "a.xlsx").rows()

    assert row.cells == (*[date(2026, 10, 8)] * 4, 8)


def test_dates_counted_from_1904_are_the_dates_shown(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True}) as workbook:
        shown_as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        workbook.add_worksheet().write_datetime(0, 0, datetime(2026, 10, 8), shown_as_date)

    (row,) = only_sheet(tmp_path / "a.xlsx").rows()

    assert row.cells == (date(2026, 10, 8),)


def test_formulas_give_their_stored_value_and_errors_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_formula(0, 0, "=3*4", None, 12)
        sheet.write_formula(0, 1, '="市容"&"科"', None, "市容科")
        sheet.write_formula(0, 2, "=Sheet9!A1", None, "#REF!")
        sheet.write_formula(1, 0, '=VLOOKUP("x",A1:B2,2,0)', None, "#N/A")
        sheet.write_formula(4, 5, "=1/0", None, "#DIV/0!")

    rows = list(only_sheet(tmp_path / "a.xlsx").rows())

    assert [number for number, _ in rows] == [1, 2, 5]
    assert rows[0].cells[:3] == (12, "市容科", CellError("#REF!"))
    assert rows[1].cells[0] == CellError("#N/A")
    assert rows[2].cells == (*[None] * 5, CellError("#DIV/0!"))
    assert CellError("#N/A").meaning == "公式没有查到对应的值"


def test_formula_that_was_never_calculated_is_no_blank(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "合计"
    workbook.active["B1"] = "=SUM(C1:D1)"
    workbook.save(tmp_path / "a.xlsx")

    (row,) = only_sheet(tmp_path / "a.xlsx").rows()

    assert row.cells == ("合计", NOT_CALCULATED)
    assert "保存后再导入" in NOT_CALCULATED.meaning


def test_formula_with_an_empty_text_as_result_is_blank(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1=2,"有","")</f><v></v></c>'

    (row,) = only_sheet(raw_xlsx(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')).rows()

    assert row.cells == (1, None)


def test_hidden_sheets_say_so_and_charts_are_left_out(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "10月"
    workbook.active["A1"] = 1
    workbook.create_sheet("旧数据").sheet_state = "hidden"
    workbook.create_sheet("参数").sheet_state = "veryHidden"
    workbook.create_chartsheet("图")
    workbook.save(tmp_path / "a.xlsx")

    sheets = open_workbook(tmp_path / "a.xlsx").sheets

    assert [(sheet.name, sheet.visible) for sheet in sheets] == [
        ("10月", True),
        ("旧数据", False),
        ("参数", False),
    ]
    assert sheets[1].is_blank()


def test_merged_ranges_count_from_one_in_reading_order(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["B2"] = "整治情况"
    sheet["A3"] = "城关镇"
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("B2:D2")
    workbook.save(tmp_path / "a.xlsx")

    read = only_sheet(tmp_path / "a.xlsx")

    assert list(read.merged) == [Span(2, 2, 2, 4), Span(3, 1, 5, 1)]
    assert [row.cells[:2] for row in read.rows()] == [(None, "整治情况"), ("城关镇", None)]


def test_old_xls_gives_the_same_cells(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("维修台账")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    sheet.write(2, 1, date(2026, 10, 8), day)
    sheet.write(2, 2, 5)
    sheet.write(2, 3, 13800000001)
    sheet.write(2, 4, "老车站路")
    sheet.write(2, 5, 1.5)
    sheet.write_merge(3, 4, 1, 2, "同上")
    workbook.add_sheet("隐").visibility = 1
    workbook.save(str(tmp_path / "a.xls"))

    sheets = open_workbook(tmp_path / "a.xls").sheets
    rows = list(sheets[0].rows())

    assert [sheet.visible for sheet in sheets] == [True, False]
    assert [row.number for row in rows] == [3, 4]
    assert rows[0].cells == (None, date(2026, 10, 8), 5, 13800000001, "老车站路", 1.5)
    assert rows[1].cells[:2] == (None, "同上")
    assert list(sheets[0].merged) == [Span(4, 2, 5, 3)]


def test_ods_with_repeated_blanks_and_merged_cells(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="10月")
    above = TableRow(numberrowsrepeated=3)
    above.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(above)
    row = TableRow()
    row.addElement(TableCell(numbercolumnsrepeated=2))
    for cell, shown in (
        (TableCell(valuetype="date", datevalue="2026-10-08"), "2026年10月8日"),
        (TableCell(valuetype="float", value="13800000001"), "13800000001"),
        (TableCell(valuetype="string", numbercolumnsspanned=2, numberrowsspanned=2), "城关镇"),
    ):
        cell.addElement(P(text=shown))
        row.addElement(cell)
    row.addElement(CoveredTableCell())
    row.addElement(TableCell(numbercolumnsrepeated=16378))
    table.addElement(row)
    below = TableRow(numberrowsrepeated=1048572)
    below.addElement(TableCell(numbercolumnsrepeated=16384))
    table.addElement(below)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "a.ods"))

    sheet = only_sheet(tmp_path / "a.ods")
    (read,) = sheet.rows()

    assert read.number == 4
    assert read.cells == (None, None, date(2026, 10, 8), 13800000001, "城关镇")
    assert list(sheet.merged) == [Span(4, 5, 5, 6)]


def test_content_decides_not_the_extension(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "序号"
    workbook.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xls")
    (tmp_path / "b.xlsx").write_bytes("序号,路段\r\n1,人民路\r\n".encode("gb18030"))

    assert [row.cells for row in only_sheet(tmp_path / "a.xls").rows()] == [("序号",)]
    assert [row.cells for row in only_sheet(tmp_path / "b.xlsx").rows()] == [
        ("序号", "路段"),
        ("1", "人民路"),
    ]


@pytest.mark.parametrize(
    ("stored", "read"),
    [("110101199003071234", 110101199003071234.0), ("999999999999999", 999999999999999)],
)
def test_number_with_more_digits_than_excel_keeps_stays_a_float(
    tmp_path: Path, stored: str, read: float
) -> None:
    cell = f'<row r="1"><c r="A1"><v>{stored}</v></c></row>'

    (row,) = only_sheet(raw_xlsx(tmp_path / "a.xlsx", cell)).rows()

    assert row.cells == (read,)
    assert type(row.cells[0]) is type(read)


def test_rows_can_be_read_again(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=1/0"
    workbook.active["B1"] = "序号"
    workbook.save(tmp_path / "a.xlsx")
    sheet = only_sheet(tmp_path / "a.xlsx")

    assert list(sheet.rows()) == list(sheet.rows())
