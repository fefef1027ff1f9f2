"""The daily log: kinds of work as columns, units in headers and cells, new kinds, squads."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bureau.desk import Desk
from tests.exchange.ledger_sheets import column, listed, parsed, refused, taken, write_book

HEADER = [
    "日期",
    "带班领导",
    "出动人员(人次)",
    "出动车辆(台次)",
    "劝导占道经营(起)",
    "拆除面积(㎡)",
    "备注",
]


def log(path: Path, *lines: list[object], header: list[str] | None = None) -> Path:
    """A daily log: title in row 1, header in row 2, rows from 3."""
    return write_book(
        path,
        {"Sheet": [["综合执法大队10月份工作日志"], header or HEADER, *lines]},
        {"Sheet": ["A1:G1"]},
    )


def test_a_month_of_the_log(desk: Desk, tmp_path: Path) -> None:
    book = log(
        tmp_path / "执法日志-2026年10月.xlsx",
        ["2026年10月1日", "杨垚", 42, 12, 24, 46.3],
        [datetime(2026, 10, 2), "曹淼", 56, "9台次", "7起", 5, "雨"],
        ["10月3日", "杨垚", 35, 11, "约二十", 69.5],
        ["10月4日", "杨垚", None, "—", 0, None],
        ["合计", None, "=SUM(C3:C6)", "=SUM(D3:D6)", "=SUM(E3:E6)", "=SUM(F3:F6)"],
    )
    found = parsed(desk, "market-daily", book)
    assert (found.rows, found.accepted) == (4, 3)
    assert refused(found) == [(5, "劝导占道经营(起)")]
    assert found.rejected[0].faults[0].value == "约二十"
    taken(desk, "market-daily", book, skip=True)
    assert column(desk, "market-daily", "date") == ["2026-10-01", "2026-10-02", "2026-10-04"]
    assert column(desk, "market-daily", "counts") == [
        {"出动人员": 42, "出动车辆": 12, "劝导占道经营": 24, "拆除面积": Decimal("46.3")},
        {"出动人员": 56, "出动车辆": 9, "劝导占道经营": 7, "拆除面积": 5},
        {"劝导占道经营": 0},
    ]
    assert column(desk, "market-daily", "leader") == ["杨垚", "曹淼", "杨垚"]


def test_other_words_for_the_same_kinds(desk: Desk, tmp_path: Path) -> None:
    book = log(
        tmp_path / "日志2026年.xlsx",
        ["10.1", "一中队", 8, 3, 5],
        ["10.2", None, 9, 4, 6],
        header=["工作日期", "中队", "出动执法人员（人次）", "执法车辆\n（辆）", "劝离流动摊贩"],
    )
    found = parsed(desk, "market-daily", book)
    assert (found.accepted, found.unused) == (2, ())
    taken(desk, "market-daily", book)
    first, second = listed(desk, "market-daily")
    assert first["counts"] == {"出动人员": 8, "出动车辆": 3, "劝导占道经营": 5}
    # A blank squad repeats the one above: that is what the field declares.
    assert (first["unit"], second["unit"]) == ("一中队", "一中队")


def test_kinds_under_a_common_heading(desk: Desk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "日志2026年10月.xlsx",
        {
            "日志": [
                ["日期", "中队", "出动", None, "清理", None],
                [None, None, "人员(人次)", "车辆(台次)", "小广告(处)", "条幅(条)"],
                ["10月1日", "一中队", 8, 3, 5, 2],
            ]
        },
        {"日志": ["A1:A2", "B1:B2", "C1:D1", "E1:F1"]},
    )
    taken(desk, "market-daily", book)
    assert column(desk, "market-daily", "counts") == [
        {"出动人员": 8, "出动车辆": 3, "清理小广告": 5, "清理条幅": 2}
    ]


def test_an_unknown_column_of_numbers_with_a_unit_is_a_new_kind(desk: Desk, tmp_path: Path) -> None:
    header = ["日期", "出动人员(人次)", "救助走失宠物(只)", "清运淤泥(吨)", "天气(晴)"]
    book = log(
        tmp_path / "日志2026年.xlsx",
        ["10月1日", 8, 2, 1.5, "多云"],
        ["10月2日", 9, "3只", None, "晴"],
        header=header,
    )
    found = parsed(desk, "market-daily", book)
    assert found.unused == ("天气(晴)",)
    assert {name.text for name in found.new_names} == {"救助走失宠物", "清运淤泥"}
    taken(desk, "market-daily", book)
    assert column(desk, "market-daily", "counts") == [
        {"出动人员": 8, "救助走失宠物": 2, "清运淤泥": Decimal("1.5")},
        {"出动人员": 9, "救助走失宠物": 3},
    ]
    again = parsed(desk, "market-daily", book)
    assert (again.accepted, again.unchanged, again.new_names) == (0, 2, ())


def test_an_area_is_not_counted_as_pieces(desk: Desk, tmp_path: Path) -> None:
    book = log(
        tmp_path / "日志2026年.xlsx",
        ["10月1日", 8, 12.5],
        header=["日期", "出动人员", "拆除户外广告(㎡)"],
    )
    taken(desk, "market-daily", book)
    (counts,) = column(desk, "market-daily", "counts")
    assert counts["出动人员"] == 8
    assert counts.get("拆除户外广告") != 12


def test_the_same_day_of_the_same_squad_twice_is_refused(desk: Desk, tmp_path: Path) -> None:
    header = ["日期", "中队", "出动人员(人次)"]
    book = log(
        tmp_path / "日志2026年.xlsx",
        ["10月1日", "一中队", 8],
        ["10月1日", "二中队", 9],
        ["2026-10-1", "一中队", 7],
        header=header,
    )
    found = parsed(desk, "market-daily", book)
    assert found.accepted == 2
    assert refused(found) == [(5, "日期")]
    assert "第 3 行重复" in found.rejected[0].faults[0].reason


def test_a_changed_count_keeps_the_others(desk: Desk, tmp_path: Path) -> None:
    header = ["日期", "中队", "出动人员(人次)", "出动车辆(台次)"]
    taken(
        desk,
        "market-daily",
        log(tmp_path / "日志2026年.xlsx", ["10月1日", "一中队", 8, 2], header=header),
    )
    book = log(
        tmp_path / "补2026年.xlsx",
        ["10月1日", "一中队", 11],
        header=["日期", "中队", "出动人员(人次)"],
    )
    assert parsed(desk, "market-daily", book).changed == 1
    taken(desk, "market-daily", book, update=True)
    assert column(desk, "market-daily", "counts") == [{"出动人员": 11, "出动车辆": 2}]


def test_bare_days_take_the_month_of_the_title(desk: Desk, tmp_path: Path) -> None:
    book = log(tmp_path / "日志2026年.xlsx", ["1日", "杨垚", 8], [2, "杨垚", 9])
    taken(desk, "market-daily", book)
    assert column(desk, "market-daily", "date") == ["2026-10-01", "2026-10-02"]


@pytest.mark.parametrize("mark", ["合计", "合 计", "总计：", "本月合计", "10月合计", "小计"])
def test_totals_are_no_days(desk: Desk, tmp_path: Path, mark: str) -> None:
    book = log(
        tmp_path / "日志2026年.xlsx", ["10月1日", "杨垚", 8], [mark, None, 8], [None, mark, 8]
    )
    found = parsed(desk, "market-daily", book)
    assert (found.rows, found.accepted) == (1, 1)


def test_a_cell_with_two_numbers_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = log(tmp_path / "日志2026年.xlsx", ["10月1日", "杨垚", "8人次(含协管3人)", 2])
    assert refused(parsed(desk, "market-daily", book)) == [(3, "出动人员(人次)")]
