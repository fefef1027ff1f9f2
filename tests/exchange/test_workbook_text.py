"""Text tables: the encoding, the delimiter, quotes and row numbers of what offices export."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import UserError
from bureau.exchange.workbook import NumberedRow, open_workbook


def rows_of(path: Path, content: bytes) -> list[NumberedRow]:
    """The rows of a text table with that content."""
    path.write_bytes(content)
    return list(open_workbook(path).sheets[0].rows())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    rows = rows_of(tmp_path / "a.csv", "编号,道路\r\n007,老车站路\r\n".encode(encoding))
    assert rows == [(1, ("编号", "道路")), (2, ("007", "老车站路"))]


def test_name_that_only_gb18030_holds(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a.csv", "姓名,编号\n𠮷田,1\n".encode("gb18030"))
    assert rows[1].cells == ("𠮷田", "1")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = [["编号", "道路", "数量"], ["1", "人民路", "3"], ["2", "解放路", ""]]
    content = "\n".join(delimiter.join(line) for line in lines).encode()
    assert [row.cells for row in rows_of(tmp_path / "a.txt", content)] == [
        ("编号", "道路", "数量"),
        ("1", "人民路", "3"),
        ("2", "解放路", None),
    ]


def test_commas_in_quotes_dont_decide(tmp_path: Path) -> None:
    content = '编号;"甲,乙,丙"\n1;"一,二,三"\n2;"四,五,六"\n'.encode()
    assert rows_of(tmp_path / "a.csv", content)[1].cells == ("1", "一,二,三")


def test_title_lines_without_delimiters_dont_decide(tmp_path: Path) -> None:
    content = "路灯设施普查\n单位：盏;2026年\n编号,道路,数量\n1,人民路,2\n2,解放路,3\n".encode()
    rows = rows_of(tmp_path / "a.csv", content)
    assert rows[0] == (1, ("路灯设施普查", None, None))
    assert rows[3].cells == ("1", "人民路", "2")


def test_line_break_in_quotes_is_one_row_and_blank_lines_count(tmp_path: Path) -> None:
    content = '编号,地址\n\n1,"人民路\n12号"\n,\n2,解放路\n'.encode()
    assert rows_of(tmp_path / "a.csv", content) == [
        (1, ("编号", "地址")),
        (3, ("1", "人民路\n12号")),
        (5, ("2", "解放路")),
    ]


def test_ragged_rows_are_as_wide_as_the_widest(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a.csv", b"a,b\n1\n1,2,3\n")
    assert [row.cells for row in rows] == [("a", "b", None), ("1", None, None), ("1", "2", "3")]


def test_guards_against_excel_are_taken_off(tmp_path: Path) -> None:
    content = "编号,备注\n=\"007\",'=1+1\n'甲,'-\n".encode()
    rows = rows_of(tmp_path / "a.csv", content)
    assert rows[1].cells == ("007", "=1+1")
    assert rows[2].cells == ("'甲", "-")


def test_sheet_is_named_after_the_file(tmp_path: Path) -> None:
    (tmp_path / "路灯设施普查.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (sheet,) = open_workbook(tmp_path / "路灯设施普查.csv").sheets
    assert (sheet.name, sheet.visible, sheet.width) == ("路灯设施普查", True, 2)


def test_quote_without_its_partner(tmp_path: Path) -> None:
    content = '编号,地址\n1,"人民路\n' + "2,解放路\n" * 300_000
    with pytest.raises(UserError, match="双引号没有成对"):
        rows_of(tmp_path / "a.csv", content.encode())


def test_bytes_of_no_encoding(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="编码无法识别"):
        rows_of(tmp_path / "a.csv", b"a,b\n\xff\xff,\x81\n")
