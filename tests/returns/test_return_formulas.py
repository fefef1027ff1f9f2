"""Forms that reckon: filled-down formulas, numbered rows, sums and charts over a table that grows."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from bureau.returns.inserting import insert_rows
from bureau.returns.package import Package
from bureau.returns.references import Cell, copied_formula
from bureau.returns.sheet_filling import fill_cells, fill_table
from bureau.returns.workbook import Workbook
from bureau.returns.writing import Written

# What newer Excel adds to a sheet is read here from its XML; openpyxl leaves it out and says so.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def numbered_form() -> bytes:
    """Rows 4 to 6 numbered 1 to 3; B place, C count, D = C × rate; row 7 sums from its heads down.

    A chart on the sheet 图 and a bar of newer Excel look at D4:D6.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    boxed = book.add_format({"border": 1})
    sheet.merge_range("A1:D1", "隐患清单", boxed)
    sheet.write_row("A3", ["序号", "地点", "件数", "扣分"], boxed)
    for row in range(3, 6):
        sheet.write(row, 0, row - 2, boxed)
        sheet.write_row(row, 1, ["", ""], boxed)
        sheet.write_formula(row, 3, f"=C{row + 1}*$F$1", boxed, 0)
    sheet.write("A7", "合计", boxed)
    sheet.write_formula("C7", "=SUM(C3:C6)", boxed, 0)
    sheet.write("F1", 2)
    sheet.conditional_format("D4:D6", {"type": "data_bar", "data_bar_2010": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=清单!$D$4:$D$6"})
    book.add_worksheet("图").insert_chart("B2", chart)
    book.close()
    return out.getvalue()


def shared_form() -> bytes:
    """B1:B4 = A × 2 as Excel writes what was filled down: once, and three cells that point to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表"
    for row in range(1, 5):
        sheet.cell(row, 1, row)
        sheet.cell(row, 2, f"=A{row}*2+$A$1")
    out = io.BytesIO()
    book.save(out)
    package = Package(out.getvalue())
    part = "xl/worksheets/sheet1.xml"
    words = package.read(part).decode()
    words = words.replace("<f>A1*2+$A$1</f>", '<f t="shared" ref="B1:B4" si="0">A1*2+$A$1</f>')
    package.put(part, re.sub(r"<f>A\d\*2\+\$A\$1</f>", '<f t="shared" si="0"/>', words).encode())
    return package.content()


def lines(count: int) -> list[tuple[Written | None, ...]]:
    return [
        (None, Written(f"人民路{n}号"), Written(str(n * 2), str(n * 2)), None)
        for n in range(1, count + 1)
    ]


def grown(count: int) -> bytes:
    book = Workbook(Package(numbered_form()))
    fill_table(book.sheet("清单"), Cell(4, 1), lines(count))
    book.finish()
    return book.package.content()


def test_rows_that_the_form_numbers_itself_are_filled_first() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(grown(2)))["清单"]
    assert [[cell.value for cell in row] for row in sheet["A4:D7"]] == [
        [1, "人民路1号", 2, "=C4*$F$1"],
        [2, "人民路2号", 4, "=C5*$F$1"],
        [3, None, None, "=C6*$F$1"],
        ["合计", None, "=SUM(C3:C6)", None],
    ]


def test_rows_that_come_in_are_numbered_and_reckon_like_the_others() -> None:
    content = grown(5)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["清单"]
    assert [[cell.value for cell in row] for row in sheet["A4:D9"]] == [
        [1, "人民路1号", 2, "=C4*$F$1"],
        [2, "人民路2号", 4, "=C5*$F$1"],
        [3, "人民路3号", 6, "=C6*$F$1"],
        [4, "人民路4号", 8, "=C7*$F$1"],
        [5, "人民路5号", 10, "=C8*$F$1"],
        ["合计", None, "=SUM(C3:C8)", None],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "清单!$D$4:$D$8</c:f>" in archive.read("xl/charts/chart1.xml").decode()
        assert "<xm:sqref>D4:D8</xm:sqref>" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_line_of_the_table_reckons_no_further_than_itself() -> None:
    """A running total of row 5, the last of two, doesn't take the rows that come in below."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A4"], sheet["B4"] = 1, "=SUM($A$4:A4)"
    sheet["A5"], sheet["B5"] = 2, "=SUM($A$4:A5)"
    sheet["B6"] = "=SUM(A4:A5)"
    out = io.BytesIO()
    made.save(out)
    book = Workbook(Package(out.getvalue()))
    insert_rows(book.sheet("Sheet"), 4, 5, 2)
    book.finish()
    found = openpyxl.load_workbook(io.BytesIO(book.package.content()))["Sheet"]
    assert [found.cell(row, 2).value for row in range(4, 9)] == [
        *("=SUM($A$4:A4)", "=SUM($A$4:A5)", "=SUM($A$4:A6)", "=SUM($A$4:A7)", "=SUM(A4:A7)"),
    ]


def test_filled_down_formulas_outlive_a_value_in_the_first_of_them() -> None:
    book = Workbook(Package(shared_form()))
    fill_cells(book, {("表", "B1"): Written("7", "7")})
    book.finish()
    sheet = openpyxl.load_workbook(io.BytesIO(book.package.content()))["表"]
    assert [sheet.cell(row, 2).value for row in range(1, 5)] == [
        *(7, "=A2*2+$A$1", "=A3*2+$A$1", "=A4*2+$A$1"),
    ]


def test_filled_down_formulas_move_with_their_rows() -> None:
    book = Workbook(Package(shared_form()))
    insert_rows(book.sheet("表"), 2, 2, 3)
    book.finish()
    sheet = openpyxl.load_workbook(io.BytesIO(book.package.content()))["表"]
    assert [sheet.cell(row, 2).value for row in (1, 2, 3, 6, 7)] == [
        *("=A1*2+$A$1", "=A2*2+$A$1", "=A3*2+$A$1", "=A6*2+$A$1", "=A7*2+$A$1"),
    ]


@pytest.mark.parametrize(
    ("formula", "copied"),
    [
        ("A1*$B$1+C$2+$D3", "B3*$B$1+D$2+$D5"),
        ("SUM(A1:B2)&\"A1\"+表2!A1+'10月'!Z9", "SUM(B3:C4)&\"A1\"+表2!B3+'10月'!AA11"),
        ("LOG10(A1)", "LOG10(B3)"),
    ],
)
def test_a_formula_two_rows_below_and_one_column_to_the_right(formula: str, copied: str) -> None:
    assert copied_formula(formula, 2, 1) == copied
