"""The workbook of refused rows: the rows as they were, why they were refused, coloured faults."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import openpyxl

from bureau.exchange.workbook import CellError, open_workbook
from bureau.exchange.write_rejects import Rejected, write_rejects_xlsx
from bureau.exchange.xlsx_parts import Style

HEADER = ["序号", "发现日期", "电话", "问题"]


def rejected(row: int, at: int | None, reason: str, suggestion: str = "") -> Rejected:
    """A fault of a row of the October ledger."""
    cells = (row - 4, date(2026, 10, 8), 13800000001, "占道经营")
    column = HEADER[at] if at is not None else ""
    return Rejected(row, cells, at, column, "", reason, suggestion)


def test_columns_and_reasons(tmp_path: Path) -> None:
    faults = [rejected(23, 1, "日期不存在", "请写成 2026-10-31"), rejected(41, None, "整行重复")]

    assert write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, faults) == 2

    (sheet,) = open_workbook(tmp_path / "a.xlsx").sheets
    head, first, second = sheet.rows()
    assert head.cells == (*HEADER, "行号", "出错的列", "原因", "建议")
    assert first.cells[:4] == (19, date(2026, 10, 8), 13800000001, "占道经营")
    assert first.cells[4:] == (23, "发现日期", "日期不存在", "请写成 2026-10-31")
    assert second.cells[4:] == (41, None, "整行重复", None)


def test_faulty_cells_alone_are_coloured(tmp_path: Path) -> None:
    write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, [rejected(23, 1, "日期不存在")])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    fills = [sheet.cell(2, column).fill.fill_type for column in range(1, 9)]
    assert fills == [None, "solid", *[None] * 6]
    assert sheet["B2"].number_format == "yyyy-mm-dd"


def test_faults_of_one_row_share_a_line(tmp_path: Path) -> None:
    faults = [
        rejected(23, 1, "日期不存在", "核对"),
        rejected(23, 3, "类别不认识", "核对"),
        rejected(24, 2, "电话不对"),
    ]
    assert write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, faults) == 2
    _, first, second = open_workbook(tmp_path / "a.xlsx").sheets[0].rows()
    assert first.cells[4:] == (23, "发现日期、问题", "日期不存在；类别不认识", "核对")
    assert second.cells[4:7] == (24, "电话", "电话不对")


def test_blank_faulty_cell_is_coloured_too(tmp_path: Path) -> None:
    faults = [
        Rejected(7, ("1", None), 1, "发现日期", "", "缺日期"),
        Rejected(8, ("1",), 3, "问题", "", "缺问题"),
    ]
    write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, faults)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["B2"].fill.fill_type == "solid"
    assert sheet["D3"].fill.fill_type == "solid"
    assert sheet["D2"].fill.fill_type is None


def test_cells_of_every_kind_and_beyond_the_header(tmp_path: Path) -> None:
    cells = (True, 1.5, time(8, 30), CellError("#REF!"), None, "多出的格")
    fault = Rejected(9, cells, 3, "问题", "#REF!", "公式出错")
    write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, [fault], title="退回的行")
    title, head, row = open_workbook(tmp_path / "a.xlsx").sheets[0].rows()
    assert title.cells[0] == "退回的行"
    assert head.cells == (*HEADER, None, None, "行号", "出错的列", "原因", "建议")
    assert row.cells == (True, 1.5, "08:30", "#REF!", None, "多出的格", 9, "问题", "公式出错", None)


def test_styles_stand_where_their_numbers_say(tmp_path: Path) -> None:
    write_rejects_xlsx(tmp_path / "a.xlsx", HEADER, [rejected(23, 0, "x")])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A2"].fill.start_color.rgb == "FFFFD9D0"
    assert sheet["A2"]._style.xfId == 0
    assert Style.FAULT < Style.NUMBER
