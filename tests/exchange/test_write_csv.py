"""What is written as .csv: BOM, CRLF, no formulas, and the same text when read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange.export_column import ExportColumn, ExportValue, Kind
from bureau.exchange.workbook import open_workbook
from bureau.exchange.write_csv import write_csv

COLUMNS = (
    ExportColumn("编号"),
    ExportColumn("日期", Kind.DATE),
    ExportColumn("金额(元)", Kind.MONEY),
    ExportColumn("说明", Kind.LONG_TEXT),
)


def test_bytes_that_excel_and_wps_expect(tmp_path: Path) -> None:
    rows: list[list[ExportValue]] = [
        ["007", "2026-10-08", 123456, "甲,乙"],
        ["008", None, -5, None],
    ]

    assert write_csv(tmp_path / "a.csv", COLUMNS, rows) == 2

    expected = '编号,日期,金额(元),说明\r\n007,2026-10-08,1234.56,"甲,乙"\r\n008,,-0.05,\r\n'
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + expected.encode()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("=1+1", "'=1+1"),
        ("@sum", "'@sum"),
        ("-甲", "'-甲"),
        ("+86 138", "'+86 138"),
        ("-3.5", "-3.5"),
        ("+8613800000001", "+8613800000001"),
        ("甲=乙", "甲=乙"),
    ],
)
def test_text_is_no_formula_and_comes_back(tmp_path: Path, text: str, stored: str) -> None:
    write_csv(tmp_path / "a.csv", [ExportColumn("甲"), ExportColumn("乙")], [[text, "x"]])

    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1] == f"{stored},x"
    _, row = open_workbook(tmp_path / "a.csv").sheets[0].rows()
    assert row.cells == (text, "x")


def test_line_breaks_stay_inside_their_cell(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [ExportColumn("甲"), ExportColumn("乙")], [["一\r\n二\0", "x"]])
    _, row = open_workbook(tmp_path / "a.csv").sheets[0].rows()
    assert row.cells == ("一\n二", "x")


def test_progress_counts_rows(tmp_path: Path) -> None:
    done: list[int] = []
    rows = ([str(n)] for n in range(1500))
    write_csv(tmp_path / "a.csv", [ExportColumn("甲")], rows, progress=done.append)
    assert done == [1000, 1500]
