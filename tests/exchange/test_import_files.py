"""The same ledger in the formats, layouts and words that offices use; each must be read alike."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from bureau.desk import Desk
from bureau.errors import UserError
from tests.exchange.ledger_sheets import (
    CASE_HEADER,
    TITLE,
    case,
    case_book,
    column,
    listed,
    parsed,
    refused,
    taken,
    write_book,
)

PLAIN: list[list[object]] = [
    case("2026-10-08", "人民路1号", due="2026-10-10", state="已整改", closed="2026-10-09"),
    case("10月9日", "人民路2号", town="河口镇", category="流动摊贩占道", handling="管理"),
]


def seen(desk: Desk) -> list[tuple[object, ...]]:
    """What the cases came to."""
    keys = ("found_on", "town", "address", "category", "handling", "due_on", "state", "closed_on")
    return [tuple(record[key] for key in keys) for record in listed(desk, "market-cases")]


WANTED = [
    ("2026-10-08", "城关镇", "人民路1号", "占道经营", "服务", "2026-10-10", "结案", "2026-10-09"),
    ("2026-10-09", "河口镇", "人民路2号", "占道经营", "管理", None, "处置中", None),
]


def save_csv(path: Path, encoding: str, delimiter: str = ",") -> Path:
    """The ledger as text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([[TITLE], CASE_HEADER, *PLAIN])
    return path


def save_xls(path: Path) -> Path:
    """The ledger in the old binary format, real dates in it."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    style = xlwt.easyxf(num_format_str="YYYY/M/D")
    sheet.write(0, 0, TITLE)
    for row, line in enumerate([CASE_HEADER, *PLAIN], start=1):
        for at, cell in enumerate(line):
            if cell == "2026-10-08":
                sheet.write(row, at, date(2026, 10, 8), style)
            elif cell is not None:
                sheet.write(row, at, cell)
    book.save(str(path))
    return path


def test_merged_cells_of_the_old_format_fill_their_rows(desk: Desk, tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("2026年10月")
    for at, word in enumerate(CASE_HEADER):
        sheet.write(0, at, word)
    for row in (1, 2, 3):
        for at, cell in enumerate(case("10月8日", f"人民路{row}号", town=None)):
            if cell is not None:
                sheet.write(row, at, cell)
    sheet.write_merge(1, 2, 1, 1, "城关镇")
    book.save(str(tmp_path / "台账.xls"))
    taken(desk, "market-cases", tmp_path / "台账.xls")
    assert column(desk, "market-cases", "town") == ["城关镇", "城关镇", None]


def save_ods(path: Path) -> Path:
    """The ledger as LibreOffice keeps it."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="台账")
    lines: list[list[object]] = [[TITLE], CASE_HEADER, *PLAIN]
    for line in lines:
        row = TableRow()
        for value in line:
            cell = TableCell() if value is None else TableCell(valuetype="string")
            if value is not None:
                cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    "save",
    [
        lambda folder: case_book(folder / "台账.xlsx", *PLAIN),
        lambda folder: save_csv(folder / "台账.csv", "gbk"),
        lambda folder: save_csv(folder / "台账.csv", "utf-8-sig"),
        lambda folder: save_csv(folder / "台账.txt", "utf-8", "\t"),
        lambda folder: save_xls(folder / "台账.xls"),
        lambda folder: save_ods(folder / "台账.ods"),
    ],
    ids=["xlsx", "csv-gbk", "csv-utf8", "txt-tab", "xls", "ods"],
)
def test_every_format_is_read_alike(desk: Desk, tmp_path: Path, save) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a lambda
    assert taken(desk, "market-cases", save(tmp_path)).written == 2
    assert seen(desk) == WANTED


@pytest.mark.parametrize(
    "header",
    [
        [
            "巡查时间",
            "所属街道",
            "具体位置",
            "类别",
            "处理方式",
            "整改时限",
            "整改情况",
            "整改完成时间",
        ],
        [
            "发现\n时间",
            "镇（街道）",
            "地 点",
            "问题类别（大类）",
            "处置方式",
            "期限",
            "办理状态",
            "办结时间",
        ],
        [
            "检查日期",
            "属地",
            "问题地点",
            "案件类别",
            "处置类型",
            "截止日期",
            "完成情况",
            "完成日期",
        ],
        [
            "日期",
            "乡镇",
            "详细地址",
            "问题类型",
            "执法方式",
            "限期整改时间",
            "整改状态",
            "销号时间",
        ],
    ],
)
def test_other_header_words(desk: Desk, tmp_path: Path, header: list[str]) -> None:
    book = write_book(tmp_path / "台账.xlsx", {"台账": [[TITLE], header, *PLAIN]})
    found = parsed(desk, "market-cases", book)
    assert found.unused == ()
    taken(desk, "market-cases", book)
    assert seen(desk) == WANTED


def test_columns_in_another_order_with_blank_ones_between(desk: Desk, tmp_path: Path) -> None:
    order = [7, None, 2, 0, 3, None, 1, 5, 6, 4]
    lines = [[None if at is None else line[at] for at in order] for line in [CASE_HEADER, *PLAIN]]
    taken(desk, "market-cases", write_book(tmp_path / "台账.xlsx", {"台账": [[TITLE], [], *lines]}))
    assert seen(desk) == WANTED


def test_two_levels_without_merged_cells(desk: Desk, tmp_path: Path) -> None:
    upper = ["发现情况", None, None, "问题类别", "处置", None, "整改情况", None]
    lower = ["时间", "镇街", "地点", None, "方式", "期限", "状态", "时间"]
    book = write_book(tmp_path / "台账.xlsx", {"台账": [[TITLE], upper, lower, *PLAIN]})
    taken(desk, "market-cases", book)
    assert seen(desk) == WANTED


def test_faults_name_a_column_with_its_upper_heading_where_two_share_a_name(
    desk: Desk, tmp_path: Path
) -> None:
    upper = ["发现情况", None, "问题类别", "整改情况", None]
    lower = ["时间", "地点", None, "状态", "时间"]
    book = write_book(
        tmp_path / "台账.xlsx",
        {"台账": [upper, lower, ["2026-10-8", "人民路1号", "占道经营", "已整改", "某日"]]},
    )
    assert refused(parsed(desk, "market-cases", book)) == [(3, "整改情况/时间")]


def test_headers_repeated_on_every_printed_page(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        [TITLE],
        CASE_HEADER,
        PLAIN[0],
        [TITLE],
        CASE_HEADER,
        PLAIN[1],
        ["填报人：王芳"],
    ]
    book = write_book(tmp_path / "台账.xlsx", {"台账": lines}, {"台账": ["A1:H1", "A4:H4"]})
    found = parsed(desk, "market-cases", book)
    assert (found.rows, found.accepted) == (2, 2)


def test_numbered_rows_that_nobody_filled_in_are_no_rows(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["序号", *CASE_HEADER],
        [1, *PLAIN[0]],
        [2, *PLAIN[1]],
        [3],
        [4],
        [5],
    ]
    found = parsed(desk, "market-cases", write_book(tmp_path / "台账2026.xlsx", {"台账": lines}))
    assert (found.rows, found.accepted) == (2, 2)


def test_section_lines_across_the_table_are_no_rows(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [CASE_HEADER, ["一、城关镇"], PLAIN[0], ["二、河口镇"], PLAIN[1]]
    book = write_book(tmp_path / "台账2026.xlsx", {"台账": lines}, {"台账": ["A2:H2", "A4:H4"]})
    assert parsed(desk, "market-cases", book).accepted == 2


def test_several_sheets_are_read_and_notes_are_passed_over(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "台账2026年.xlsx",
        {
            "9月": [CASE_HEADER, PLAIN[0]],
            "填报说明": [["请按月填报。"]],
            "10月": [CASE_HEADER, PLAIN[1]],
        },
    )
    found = parsed(desk, "market-cases", book)
    assert (found.accepted, [s.rows for s in found.sheets]) == (2, [1, 1, 0])
    only = parsed(desk, "market-cases", book, sheet="10月")
    assert only.accepted == 1


def test_two_columns_for_one_field_are_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    header = [*CASE_HEADER, "具体地点"]
    book = write_book(tmp_path / "台账.xlsx", {"台账": [[TITLE], header, [*PLAIN[0], "桥头"]]})
    with pytest.raises(UserError, match="“地点”和“具体地点”两列都对应“地点”"):
        parsed(desk, "market-cases", book)


def test_a_second_column_that_is_blank_does_no_harm(desk: Desk, tmp_path: Path) -> None:
    header = ["具体地点", *CASE_HEADER]
    book = write_book(tmp_path / "台账.xlsx", {"台账": [[TITLE], header, [None, *PLAIN[0]]]})
    assert parsed(desk, "market-cases", book).unused == ("具体地点",)


def test_a_person_can_say_what_a_column_is_and_it_is_remembered(desk: Desk, tmp_path: Path) -> None:
    header = ["发现时间", "路边何处", "问题类别", "具体地点"]
    line = ["2026-10-8", "人民路1号", "占道经营", "桥头"]
    book = write_book(tmp_path / "一.xlsx", {"台账": [header, line]})
    taken(desk, "market-cases", book, corrections={"路边何处": "address", "具体地点": ""})
    other = write_book(
        tmp_path / "二.xlsx", {"台账": [header, ["2026-10-9", "人民路2号", "占道经营", "桥尾"]]}
    )
    taken(desk, "market-cases", other)
    assert column(desk, "market-cases", "address") == ["人民路1号", "人民路2号"]
    assert len(listed(desk, "header-matches")) == 1


def test_the_ledger_that_fits_is_named_when_it_is_another(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="更像“案件台账”（market-cases）"):
        parsed(desk, "market-daily", case_book(tmp_path / "台账.xlsx", *PLAIN))
    log = write_book(
        tmp_path / "日志.xlsx",
        {
            "a": [
                ["日期", "中队", "出动人员(人次)", "劝导占道经营(起)"],
                ["2026-10-1", "一中队", 8, 2],
            ]
        },
    )
    with pytest.raises(UserError, match="更像“执法日志”（market-daily）"):
        parsed(desk, "market-cases", log)


def test_what_a_header_lacks_is_named(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "台账.xlsx",
        {"台账": [[TITLE], ["发现时间", "镇街", "处置方式"], ["2026-10-8", "城关镇", "服务"]]},
    )
    with pytest.raises(
        UserError, match="第 2 行的表头（发现时间、镇街、处置方式）里没有“地点”、“问题类别”"
    ):
        parsed(desk, "market-cases", book)


def test_a_sheet_without_header_is_told_what_it_needs(desk: Desk, tmp_path: Path) -> None:
    book = write_book(tmp_path / "台账.xlsx", {"台账": [["今天天气不错"], ["明天再说"]]})
    with pytest.raises(UserError, match="至少要有“发现时间”、“地点”、“问题类别”"):
        parsed(desk, "market-cases", book)


def test_hidden_sheets_are_read_only_when_named(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    path = case_book(tmp_path / "台账.xlsx", *PLAIN)
    book = openpyxl.load_workbook(path)
    book.create_sheet("封面").append(["云岭县"])
    book["台账"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    with pytest.raises(UserError):
        parsed(desk, "market-cases", path)
    assert parsed(desk, "market-cases", path, sheet="台账").accepted == 2


def test_register_ledgers_are_imported_the_same_way(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "道路清单.xlsx",
        {
            "道路": [
                ["道路名称", "起点", "终点", "长度(公里)", "宽度(米)", "清扫面积(㎡)", "镇街"],
                ["人民路", "东门", "西门", 1.25, 18, "22,500", "城关镇"],
                ["解放路", "南门", "北门", 0.8, 12.5, 10000, None],
            ]
        },
    )
    taken(desk, "roads", book)
    first, second = listed(desk, "roads")
    assert (first["length_m"], first["width_m"], first["area_m2"]) == (1250, 18, 22500)
    # Blank repeats the town above: the field declares it.
    assert (first["town"], second["town"]) == ("城关镇", "城关镇")
    assert parsed(desk, "roads", book).unchanged == 2


def test_a_unit_that_cannot_be_turned_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = write_book(tmp_path / "道路.xlsx", {"a": [["道路名称", "清扫面积(亩)"], ["人民路", 3]]})
    with pytest.raises(UserError, match="“清扫面积\\(亩\\)”的单位是“亩”"):
        parsed(desk, "roads", book)
