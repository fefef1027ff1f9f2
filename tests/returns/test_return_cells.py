"""Cells of an .xlsx form filled in its XML: values exact, every other part as it came."""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction

import openpyxl
import pytest

from bureau.errors import UserError
from bureau.reports.named import Named, Numbers
from bureau.returns.package import Package, open_form
from bureau.returns.references import Cell, Shift, moved_formula
from bureau.returns.sheet_filling import fill_cells, fill_table
from bureau.returns.workbook import Workbook
from bureau.returns.writing import (
    NUMBER,
    PERCENT,
    PERCENT_NUMBER,
    TEN_THOUSAND,
    TEXT,
    WITH_UNIT,
    Written,
    figure,
)
from tests.returns.sample_forms import city_form, list_form

NUMBERS = Numbers(
    [
        Named(
            key="a.cases",
            title="案件",
            value=183,
            unit="件",
            others={"before": 174, "to_date": 1200},
        ),
        Named(key="a.rate", title="整改率", value=Fraction(33, 40), measure="rate"),
        Named(key="a.fee", title="应付", value=42_421_467, measure="money"),
        Named(key="a.kg", title="清运量", value=Fraction(12345, 10), unit="吨"),
        Named(key="a.best", title="第一名", value="城关镇", measure="words"),
        Named(key="a.none", title="没有", value=None),
    ]
)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def filled(content: bytes, values: dict[tuple[str, str], Written]) -> bytes:
    package = Package(content)
    book = Workbook(package)
    fill_cells(book, values)
    book.finish()
    return package.content()


@pytest.mark.parametrize(
    ("reference", "manner", "places", "percent", "words", "digits"),
    [
        ("a.cases", None, None, False, "183", "183"),
        ("a.cases", WITH_UNIT, None, False, "183件", ""),
        ("a.cases@before", None, None, False, "174", "174"),
        ("a.cases@to_date", NUMBER, None, False, "1200", "1200"),
        ("a.cases@mom", None, None, False, "5.2%", ""),
        ("a.cases@mom", NUMBER, 2, False, "5.17", "5.17"),
        ("a.cases@mom", None, None, True, "5.2%", "0.052"),
        ("a.cases@mom", TEXT, None, False, "环比上升5.2%", ""),
        ("a.rate", None, None, True, "82.50%", "0.8250"),
        ("a.rate", None, 1, False, "82.5%", ""),
        ("a.rate", PERCENT_NUMBER, 1, False, "82.5", "82.5"),
        ("a.rate", PERCENT, 0, False, "83%", ""),
        ("a.fee", None, None, False, "424214.67", "424214.67"),
        ("a.fee", TEN_THOUSAND, None, False, "42.42", "42.42"),
        ("a.fee", WITH_UNIT, None, False, "424214.67元", ""),
        ("a.kg", None, None, False, "1234.50", "1234.50"),
        ("a.kg", NUMBER, 0, False, "1235", "1235"),
        ("a.best", None, None, False, "城关镇", ""),
    ],
)
def test_a_figure_as_a_cell_takes_it(
    reference: str, manner: int | None, places: int | None, percent: bool, words: str, digits: str
) -> None:
    found = figure(NUMBERS, reference, manner, places, cell=True, percent=percent)
    assert found == Written(words, digits)


@pytest.mark.parametrize(
    "reference", ["a.gone", "a.none", "a.cases@ago", "a.cases@other", "a.rate@mom"]
)
def test_what_is_not_there_is_nothing(reference: str) -> None:
    assert figure(NUMBERS, reference, cell=True) is None


def test_a_text_takes_the_words_of_papers() -> None:
    assert figure(NUMBERS, "a.fee") == Written("424,214.67")
    assert figure(NUMBERS, "a.cases@mom") == Written("环比上升5.2%")
    assert figure(NUMBERS, "a.rate", places=1) == Written("82.5%")


def test_values_come_into_cells_and_nothing_else_changes() -> None:
    form = city_form()
    content = filled(
        form,
        {
            ("表1", "C5"): Written("183", "183"),
            ("表1", "C7"): Written("82.5%", "0.825"),
            ("表1", "F2"): Written("2026年10月"),
            ("表1", "F5"): Written(" <环比> & 持平 "),
            ("表1", "B12"): Written("第 12 行原来没有"),
        },
    )
    before, after = parts(form), parts(content)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}
    sheet = openpyxl.load_workbook(io.BytesIO(content))["表1"]
    assert sheet["C5"].value == 183
    assert (sheet["C7"].value, sheet["C7"].number_format) == (0.825, "0.0%")
    assert sheet["E2"].value == "2026年10月"  # the merged cell's first one
    assert sheet["F5"].value == " <环比> & 持平 "
    assert sheet["B12"].value == "第 12 行原来没有"
    assert sheet["C9"].value == "=C5-C6"
    assert sheet.protection.sheet
    assert sheet["F5"].border.left.style == "thin"
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_exact_decimals_are_written_not_floats() -> None:
    content = filled(city_form(), {("表1", "C6"): Written("0.1", "0.1000000000000001")})
    assert b"<v>0.1000000000000001</v>" in parts(content)["xl/worksheets/sheet1.xml"]


def test_old_results_of_formulas_are_forgotten() -> None:
    content = filled(list_form(), {("清单", "E4"): Written("3", "3")})
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    assert b"<f>SUM(E4:E5)</f></c>" in sheet


def lines(count: int) -> list[tuple[Written | None, ...]]:
    return [
        (
            Written(str(n), str(n)),
            Written(f"人民路{n}号"),
            Written("2026-10-08", "46303", day=True),
            Written(str(n * 2), str(n * 2)),
        )
        for n in range(1, count + 1)
    ]


def test_a_table_that_fits_only_fills_its_rows() -> None:
    package = Package(list_form())
    book = Workbook(package)
    fill_table(book.sheet("清单"), Cell(4, 1), lines(2))
    book.finish()
    sheet = openpyxl.load_workbook(io.BytesIO(package.content()))["清单"]
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == ["人民路1号", "人民路2号", None]
    assert sheet["E6"].value == "=SUM(E4:E5)"
    assert sheet["D4"].is_date


def test_a_table_that_grows_moves_what_is_below() -> None:
    package = Package(list_form())
    book = Workbook(package)
    fill_table(book.sheet("清单"), Cell(4, 1), lines(5))
    book.finish()
    opened = openpyxl.load_workbook(io.BytesIO(package.content()))
    sheet = opened["清单"]
    assert [sheet.cell(row, 5).value for row in range(4, 10)] == [2, 4, 6, 8, 10, "=SUM(E4:E8)"]
    assert sheet["A11"].value == "注：本表每月5日前报。"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:E1", "B3:C3", "B4:C4", "B5:C5", "B6:C6", "B7:C7", "B8:C8", "A11:E11"}
    assert sheet.row_dimensions[8].height == 24
    assert sheet["A8"].border.left.style == "thin"
    assert sheet.print_area == "'清单'!$A$1:$E$11"


def test_a_picture_below_cannot_be_moved() -> None:
    form = openpyxl.load_workbook(io.BytesIO(list_form()))
    from openpyxl.drawing.image import Image as Drawn

    from tests.returns.sample_forms import picture

    form["清单"].add_image(Drawn(picture()), "A12")
    out = io.BytesIO()
    form.save(out)
    book = Workbook(Package(out.getvalue()))
    with pytest.raises(UserError, match=r"第 5 行以下有图片或图表.*预留 5 行空行"):
        fill_table(book.sheet("清单"), Cell(4, 1), lines(5))


def test_formulas_follow_rows_that_move() -> None:
    shift = Shift(first=5, after=9, rows=3)
    formula = "SUM(C5:C9)+C10*LOG10(2)&\"A10\"+表2!A10+'10月'!$B$12+C4"
    assert moved_formula(formula, shift, "10月", inside=True) == (
        "SUM(C5:C12)+C13*LOG10(2)&\"A10\"+表2!A10+'10月'!$B$15+C4"
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("旧表.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "另存为 .xlsx"),
        ("表.et", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "另存为 .xlsx"),
        ("文.wps", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "另存为 .docx"),
        (
            "密.xlsx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
        ("坏.xlsx", b"PK\x03\x04" + bytes(40), "已损坏"),
        ("坏.xlsx", b"nothing", "已损坏"),
        ("空.xlsx", b"", "空文件"),
        ("图.pdf", b"%PDF-1.7", "不是 Excel 或 Word"),
    ],
)
def test_other_files_are_refused_in_one_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        open_form(content, name)
