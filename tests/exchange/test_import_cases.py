"""The case ledger as an office keeps it: titles, two-level header, merged towns, 同上, many dates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

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

UPPER: list[object] = [
    *("序号", "发现时间", "问题来源", "镇(街道)", "具体地点", "问题类别", "问题描述"),
    *("当事人", None, "处置方式", "整改期限", "责任单位", "整改情况", None, "备注"),
]
LOWER: list[object] = [
    *[None] * 7,
    "姓名/店名",
    "联系电话",
    *[None] * 3,
    "整改状态",
    "完成时间",
    None,
]
LINES: list[list[object]] = [
    [1, "2026年10月12日", "巡查", "北苑街道", "建设大道20号（县医院对面）", "店外经营", "影响通行",
     "蒋家早餐店", None, "服务", "2026年10月17日", "直属中队", "已整改", datetime(2026, 10, 17), None],
    [2, "2026/10/19", "上级交办", None, "文化街275号", "焚烧垃圾", None,
     "孔垚", 18843238559, "执法", "２０２６．１０．２６", "执法一中队", "已整改", "2026/10/26", None],
    [3, "10月20日", "12345热线", None, "同上", " 破损广告牌\u3000", None,
     "无", "134 4288 7861", "服务", "10月25日", "执法一中队", "整改中", None, None],
    [None] * 15,
    [4, "2026.13.45", "巡查", "石桥镇", "解放路81号", "渣土抛洒", None,
     "严玥", None, "服务", "2026-10-26", "执法二中队", "整改中", None, None],
    [5, datetime(2026, 10, 5), "巡查", None, "  ", "焚烧垃圾", None,
     "吴垚", None, "服务", "10月6日", "执法二中队", "整改中", None, None],
    [6, "2026-10-22", "巡查", "城东街道", "迎宾大道235号", "占道经营", None,
     "喆海燕", None, "服务", datetime(2026, 10, 10), "直属中队", "整改中", None, None],
    [7, "2026.10.21", "巡查", "城东街道", "南环路226号", "其它情况待定", None,
     "吴丽华", None, "执法", "2026.10.22", "执法二中队", "整改中", None, None],
    ["合计", None, None, None, None, "共7起"],
    ["填报人：王芳", None, None, None, "审核人：", None, None, "单位负责人："],
]  # fmt: skip
MERGED = [
    *("A1:O1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:I3"),
    *("J3:J4", "K3:K4", "L3:L4", "M3:N3", "O3:O4", "D5:D7", "D9:D10"),
]


def office_book(path: Path) -> Path:
    """A case ledger with rows 5 to 12, of which 9 to 12 have something wrong."""
    return write_book(
        path,
        {
            "10月": [
                [TITLE],
                ["填报单位：综合执法大队", "填报日期：2026年11月1日"],
                UPPER,
                LOWER,
                *LINES,
            ],
            "填报说明": [["1.本表每月30日前报综合股。"], ["2.问题类别按附件分类填写。"]],
        },
        {"10月": MERGED},
    )


def test_an_office_ledger_is_read_row_by_row(desk: Desk, tmp_path: Path) -> None:
    found = parsed(desk, "market-cases", office_book(tmp_path / "台账.xlsx"))
    assert (found.rows, found.accepted, found.unchanged, found.changed) == (7, 3, 0, 0)
    assert refused(found) == [
        (9, "发现时间"),
        (10, "具体地点"),
        (11, "整改期限"),
        (12, "问题类别"),
    ]
    sheet, notes = found.sheets
    assert (sheet.name, sheet.header_row, sheet.rows) == ("10月", 4, 7)
    assert sheet.passed_rows == {"合计行": 1, "签字或说明行": 1}
    assert notes.passed_over
    assert found.unused == ()


def test_the_good_rows_are_stored_as_they_are_meant(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, "market-cases", office_book(tmp_path / "台账.xlsx"), skip=True)
    assert (done.written, done.waiting) == (3, 4)
    first, second, third = listed(desk, "market-cases")
    assert first["found_on"] == "2026-10-12"
    assert first["address"] == "建设大道20号（县医院对面）"
    assert (first["due_on"], first["closed_on"], first["state"]) == (
        "2026-10-17",
        "2026-10-17",
        "结案",
    )
    assert (second["town"], second["category"], second["due_on"]) == (
        "北苑街道",
        "露天焚烧",
        "2026-10-26",
    )
    assert (third["town"], third["address"]) == ("北苑街道", "文化街275号")
    assert (third["category"], third["subcategory"]) == ("户外广告", "破损/安全隐患")
    assert (third["found_on"], third["due_on"], third["closed_on"]) == (
        "2026-10-20",
        "2026-10-25",
        None,
    )
    assert third["party_name"] is None
    assert [record["number"][-4:] for record in (first, second, third)] == ["0001", "0002", "0003"]


def test_unknown_names_are_taken_as_provisional_but_not_those_of_refused_rows(
    desk: Desk, tmp_path: Path
) -> None:
    found = parsed(desk, "market-cases", office_book(tmp_path / "台账.xlsx"))
    assert {(name.ledger, name.text) for name in found.new_names} == {
        ("towns", "北苑街道"),
        ("units", "直属中队"),
        ("units", "执法一中队"),
    }
    taken(desk, "market-cases", office_book(tmp_path / "台账.xlsx"), skip=True)
    assert [(t["name"], t["provisional"]) for t in listed(desk, "towns")] == [("北苑街道", "是")]


def test_a_file_with_a_refused_row_writes_nothing_by_itself(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, "market-cases", office_book(tmp_path / "台账.xlsx"))
    assert (done.batch, done.written) == (None, 0)
    assert listed(desk, "market-cases") == []
    assert listed(desk, "towns") == []


def test_reasons_say_what_to_do(desk: Desk, tmp_path: Path) -> None:
    found = parsed(desk, "market-cases", office_book(tmp_path / "台账.xlsx"))
    faults = [rejection.faults[0] for rejection in found.rejected]
    assert faults[0].value == "2026.13.45"
    assert "13" in faults[0].reason
    assert faults[1].reason == "“具体地点”没有填"
    assert faults[2].reason == "整改期限早于发现日期（2026-10-10 早于 2026-10-22）"
    assert faults[3].value == "其它情况待定"
    assert all(fault.suggestion for fault in faults)


def test_the_year_comes_from_the_title_and_that_is_said(desk: Desk, tmp_path: Path) -> None:
    found = parsed(desk, "market-cases", office_book(tmp_path / "台账.xlsx"))
    assert "没有写年份的日期按 2026 年读入（表头上方的标题），如“10月20日”" in found.inferred


def test_a_date_without_a_year_is_refused_when_nothing_says_the_year(
    desk: Desk, tmp_path: Path
) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("10月8日", "人民路1号"), title="整治台账")
    assert refused(parsed(desk, "market-cases", book)) == [(3, "发现时间")]
    told = parsed(desk, "market-cases", book, month="2025-10")
    assert told.accepted == 1


@pytest.mark.parametrize(
    ("name", "sheet", "title"),
    [
        ("整治台账-2026年10月.xlsx", "台账", "整治台账"),
        ("台账.xlsx", "2026年10月", "整治台账"),
        ("台账.xlsx", "台账", "整治台账（2026年10月）"),
    ],
)
def test_the_year_is_found_in_file_sheet_or_title(
    desk: Desk, tmp_path: Path, name: str, sheet: str, title: str
) -> None:
    book = write_book(
        tmp_path / name, {sheet: [[title], CASE_HEADER, case("10月8日", "人民路1号")]}
    )
    taken(desk, "market-cases", book)
    assert column(desk, "market-cases", "found_on") == ["2026-10-08"]


def test_places_that_name_different_years_are_said(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账2025年.xlsx", case("10月8日", "人民路1号"))
    found = parsed(desk, "market-cases", book)
    assert (
        "表头上方的标题写的是 2026 年，文件名写的是 2025 年，按表头上方的标题读" in found.inferred
    )


def test_a_limit_without_year_stays_near_the_day_of_finding(desk: Desk, tmp_path: Path) -> None:
    book = case_book(
        tmp_path / "台账.xlsx",
        case("2026年12月28日", "人民路1号", due="1月5日"),
        case("2026年10月8日", "人民路2号", due="10月8日"),
        case("2025年12月30日", "人民路3号", due="12月31日"),
        # Earlier by two days is a slip, not a limit in the next year.
        case("2026年10月8日", "人民路4号", due="10月6日"),
    )
    found = parsed(desk, "market-cases", book)
    assert refused(found) == [(6, "整改期限")]
    assert "“整改期限”里没有写年份的日期按 2027 年读入，如“1月5日”" in found.inferred
    taken(desk, "market-cases", book, skip=True)
    assert column(desk, "market-cases", "due_on") == ["2027-01-05", "2026-10-08", "2025-12-31"]


def test_ditto_without_anything_above_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "同上"), case("2026-10-8", "〃"))
    found = parsed(desk, "market-cases", book)
    assert refused(found) == [(3, "地点"), (4, "地点")]
    assert "同上" in found.rejected[0].faults[0].reason


def test_ditto_repeats_even_a_row_that_was_refused(desk: Desk, tmp_path: Path) -> None:
    book = case_book(
        tmp_path / "台账.xlsx", case("2026-13-8", "人民路1号"), case("2026-10-8", "同上")
    )
    taken(desk, "market-cases", book, skip=True)
    assert column(desk, "market-cases", "address") == ["人民路1号"]


def test_blank_is_blank_where_nothing_says_otherwise(desk: Desk, tmp_path: Path) -> None:
    book = case_book(
        tmp_path / "台账.xlsx",
        case("2026-10-8", "人民路1号", town="城关镇"),
        case("2026-10-9", "人民路2号", town=None),
    )
    taken(desk, "market-cases", book)
    assert column(desk, "market-cases", "town") == ["城关镇", None]


def test_all_faults_of_a_row_are_told_the_required_field_first(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("某日", "人民路1号", due="不详", category="别的"))
    (rejection,) = parsed(desk, "market-cases", book).rejected
    assert [fault.column for fault in rejection.faults] == ["发现时间", "问题类别", "整改期限"]


def test_a_rule_about_a_column_that_the_file_lacks_refuses_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "台账.xlsx",
        {
            "台账": [
                ["发现时间", "地点", "问题类别", "状态"],
                ["2026-10-8", "人民路1号", "占道经营", "已整改"],
            ]
        },
    )
    found = parsed(desk, "market-cases", book)
    assert (found.accepted, found.rejected) == (1, ())
    assert any("完成时间" in sentence for sentence in found.inferred)


def test_the_same_rule_refuses_where_the_column_is_there(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "人民路1号", state="已整改"))
    assert refused(parsed(desk, "market-cases", book)) == [(3, "完成时间")]


def test_a_broken_formula_is_refused_at_its_cell(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "=A1&A2"))
    (rejection,) = parsed(desk, "market-cases", book).rejected
    assert rejection.faults[0].column == "地点"
    assert "公式" in rejection.faults[0].reason


def test_an_unknown_sheet_is_named_with_those_there_are(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "人民路1号"))
    with pytest.raises(UserError, match="没有“9月”这个工作表；有的是“台账”"):
        parsed(desk, "market-cases", book, sheet="9月")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3天", "2026-10-11"),
        ("三日内", "2026-10-11"),
        ("限7日内整改完成", "2026-10-15"),
        ("24小时", "2026-10-09"),
        ("当天", "2026-10-08"),
        ("立即整改", "2026-10-08"),
        ("10月12日前", "2026-10-12"),
    ],
)
def test_limits_in_days_count_from_the_day_of_finding(
    desk: Desk, tmp_path: Path, written: str, meant: str
) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "人民路1号", due=written))
    taken(desk, "market-cases", book)
    assert column(desk, "market-cases", "due_on") == [meant]


@pytest.mark.parametrize("written", ["3个工作日", "尽快", "10小时", "9日"])
def test_limits_that_name_no_day_are_refused(desk: Desk, tmp_path: Path, written: str) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8", "人民路1号", due=written))
    assert refused(parsed(desk, "market-cases", book)) == [(3, "整改期限")]


def test_a_time_behind_the_day_goes_to_its_own_field(desk: Desk, tmp_path: Path) -> None:
    book = case_book(tmp_path / "台账.xlsx", case("2026-10-8 9:30", "人民路1号"))
    taken(desk, "market-cases", book)
    (record,) = listed(desk, "market-cases")
    assert (record["found_on"], record["found_time"]) == ("2026-10-08", "09:30")


def test_class_and_sub_class_in_two_columns(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "台账.xlsx",
        {
            "台账": [
                ["发现时间", "地点", "问题类别", None],
                [None, None, "大类", "小类"],
                ["2026-10-8", "人民路1号", "占道经营", "流动摊贩"],
            ]
        },
        {"台账": ["C1:D1", "A1:A2", "B1:B2"]},
    )
    taken(desk, "market-cases", book)
    (record,) = listed(desk, "market-cases")
    assert (record["category"], record["subcategory"]) == ("占道经营", "流动摊贩")


def test_a_column_that_was_guessed_is_said(desk: Desk, tmp_path: Path) -> None:
    header = ["案件发现时间", *CASE_HEADER[1:]]
    book = write_book(tmp_path / "台账.xlsx", {"台账": [header, case("2026-10-8", "人民路1号")]})
    found = parsed(desk, "market-cases", book)
    assert "“案件发现时间”一列当作“发现时间”" in found.inferred
