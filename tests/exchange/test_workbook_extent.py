"""Sheets that state or hold far more than they contain: blank tails, stray cells, odd writers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.exchange.workbook import CellError, Span, open_workbook, xlsx_scan
from tests.exchange.office_files import MAIN, raw_xlsx


def row_xml(number: int, *cells: str) -> str:
    """A row of hand-written cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def value(reference: str, number: int) -> str:
    """A numeric cell."""
    return f'<c r="{reference}"><v>{number}</v></c>'


def test_blank_styled_tail_is_cut_off_before_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_scan, "WORTHWHILE_TAIL", 10_000)
    monkeypatch.setattr(xlsx_scan, "CHUNK_BYTES", 4_000)
    rows = [row_xml(1, value("A1", 7)), row_xml(4, value("C4", 9), '<c r="D4" s="1"/>')]
    rows += [row_xml(n, f'<c r="A{n}" s="1"/><c r="B{n}" s="1"/>') for n in range(5, 3000)]
    merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    path = raw_xlsx(tmp_path / "a.xlsx", "".join(rows), tail=merged)

    prepared = xlsx_scan.prepare_sheet(path, "台账", "xl/worksheets/sheet1.xml")
    (sheet,) = open_workbook(path).sheets

    assert prepared.reduced is not None
    with zipfile.ZipFile(prepared.reduced) as archive:
        assert len(archive.read("xl/worksheets/sheet1.xml")) < 1000
    assert list(sheet.rows()) == [(1, (7, None, None)), (4, (None, None, 9))]
    assert list(sheet.merged) == [Span(1, 1, 2, 2)]


def test_stated_extent_of_the_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    sheet_xml = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        f"{row_xml(3, value('B3', 1))}</sheetData></worksheet>"
    )
    (sheet,) = open_workbook(raw_xlsx(tmp_path / "a.xlsx", sheet_xml)).sheets
    assert list(sheet.rows()) == [(3, (None, 1))]


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1"/>', '<dimension ref="A1:B2"/>'])
def test_value_in_the_last_corner_is_refused_by_name(tmp_path: Path, dimension: str) -> None:
    cells = row_xml(1, value("A1", 1)) + row_xml(1048576, value("XFD1048576", 1))
    sheet_xml = f'<worksheet xmlns="{MAIN}">{dimension}<sheetData>{cells}</sheetData></worksheet>'
    with pytest.raises(UserError, match="“台账”一直到 XFD1048576 单元格还有内容"):
        open_workbook(raw_xlsx(tmp_path / "a.xlsx", sheet_xml))


def test_styled_blank_in_the_last_corner_is_passed_over(tmp_path: Path) -> None:
    rows = row_xml(1, value("A1", 1)) + row_xml(1048576, '<c r="A1048576"><v>2</v></c>')
    rows = rows.replace("</row>", '<c r="XFD1" s="1"/></row>', 1)
    (sheet,) = open_workbook(raw_xlsx(tmp_path / "a.xlsx", rows)).sheets
    assert list(sheet.rows()) == [(1, (1,)), (1048576, (2,))]


def test_tags_with_a_prefix(tmp_path: Path) -> None:
    sheet_xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c>'
        '<x:c r="B2" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    (sheet,) = open_workbook(raw_xlsx(tmp_path / "a.xlsx", sheet_xml)).sheets
    assert list(sheet.rows()) == [(2, (5, CellError("#DIV/0!")))]


def test_errors_across_chunks_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_scan, "CHUNK_BYTES", 100)
    rows = "".join(
        row_xml(n, value(f"A{n}", n), f'<c r="B{n}" t="e"><f>x</f><v>#N/A</v></c>')
        for n in range(1, 60)
    )
    (sheet,) = open_workbook(raw_xlsx(tmp_path / "a.xlsx", rows)).sheets
    assert [row.cells for row in sheet.rows()] == [(n, CellError("#N/A")) for n in range(1, 60)]


def test_sheet_name_with_marks_is_found_in_the_archive(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", row_xml(1, value("A1", 1)), name="一&amp;二")
    assert xlsx_scan.sheet_parts(path) == {"一&二": "xl/worksheets/sheet1.xml"}
