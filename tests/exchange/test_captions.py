"""Rows between the data that name the section, or the group, of those below."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.towns.ledgers import SCORES
from tests.exchange.ledger_sheets import column, listed, parsed, refused, taken, write_book

HEADER: list[object] = ["序号", "检查日期", "检查路段", "问题描述", "数量", "扣分"]


def found(number: int, day: str = "10月8日") -> list[object]:
    """One row under HEADER."""
    return [number, day, "人民路", "漏扫", 1, 0.5]


@pytest.fixture
def sections(desk: Desk) -> None:
    """一标段 and 二标段 with a contract each for all of 2026."""
    with desk.store.operation(desk, "登记合同") as op:
        for name in ("一标段", "二标段"):
            section = op.insert("sections", {"name": name})
            values = {"section": section, "number": name, "begins_on": "2026-01-01"}
            op.insert("contracts", values)


@pytest.mark.usefixtures("sections")
@pytest.mark.parametrize("second", ["二标段", "第二标段（众诚公司）", "二、二标", "二标段众诚公司"])
def test_a_row_names_the_section_of_those_below(desk: Desk, tmp_path: Path, second: str) -> None:
    lines: list[list[object]] = [
        ["2026年10月扣分明细"],
        HEADER,
        ["一标段"],
        found(1),
        found(2, "10月9日"),
        ["小计", None, None, None, 2, 1],
        [None, second],
        found(1),
        ["合计", None, None, None, 3, 1.5],
    ]
    path = write_book(tmp_path / "扣分.xlsx", {"10月": lines}, {"10月": ["A3:F3", "B7:F7"]})
    one = parsed(desk, DEDUCTIONS.name, path)
    assert one.read_sheets[0].passed_rows == {"分段标题": 2, "合计行": 2}
    assert "“标段”由分段标题得出，如“一标段”" in one.inferred
    taken(desk, DEDUCTIONS.name, path)
    assert column(desk, DEDUCTIONS.name, "section") == ["一标段", "一标段", "二标段"]


@pytest.mark.usefixtures("sections")
def test_a_section_nobody_registered_doesnt_fall_to_the_one_above(
    desk: Desk, tmp_path: Path
) -> None:
    lines: list[list[object]] = [
        ["2026年10月扣分明细"],
        HEADER,
        ["一标段"],
        found(1),
        ["九标段（某公司）"],
        found(1),
    ]
    path = write_book(tmp_path / "扣分.xlsx", {"10月": lines})
    assert refused(parsed(desk, DEDUCTIONS.name, path)) == [(6, "检查日期")]


@pytest.mark.usefixtures("sections")
@pytest.mark.parametrize("remark", ["与二标段交界处已通知", "人民路东段", "本页完"])
def test_a_remark_that_mentions_a_section_is_no_caption(
    desk: Desk, tmp_path: Path, remark: str
) -> None:
    lines: list[list[object]] = [
        ["2026年10月扣分明细"],
        HEADER,
        found(1),
        [remark],
        found(2, "10月9日"),
    ]
    path = write_book(tmp_path / "扣分.xlsx", {"一标段": lines})
    taken(desk, DEDUCTIONS.name, path, skip=True)
    assert column(desk, DEDUCTIONS.name, "section") == ["一标段", "一标段"]


def test_groups_of_towns_and_their_full_marks(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["2026年10月镇（街道）考核成绩"],
        ["序号", "单位", "案件办理", "现场检查", "总分"],
        [None, "满分", "30分", 40, 100],
        ["一、街道"],
        [1, "城东街道", 28, 38.5, 66.5],
        [2, "城西街道", 28, 30, 60],
        ["二、乡镇（1个）"],
        [1, "河口镇", 20, 30, 50],
    ]
    path = write_book(tmp_path / "成绩.xlsx", {"Sheet1": lines})
    one = parsed(desk, SCORES.name, path)
    assert one.read_sheets[0].passed_rows == {"满分行": 1, "分段标题": 2}
    assert (
        "“总分”一列与各项之和不一致的，按各项计算，请核对，"
        "如“第 6 行写的是 60，各项之和是 58”" in one.inferred
    )
    taken(desk, SCORES.name, path)
    rows = listed(desk, SCORES.name)
    assert [(row["town"], row["group"]) for row in rows] == [
        ("城东街道", "城区街道"),
        ("城西街道", "城区街道"),
        ("河口镇", "乡镇"),
    ]
    assert {row["stated"] for row in rows} == {"案件办理 30、现场检查 40"}
