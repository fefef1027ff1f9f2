"""A ledger as a spreadsheet: typed cells, lines as columns, personal values masked, all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.export import export_ledger, shown_columns
from bureau.ledger.query import Is, Sort
from bureau.market.ledgers import CASES, DAILY
from bureau.register.ledgers import ROADS, SHOPS
from bureau.storage.check import check
from tests.storage.offices import furnish, hurry, item, opened


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """王芳 over two cases, a road, a shop and a day's log; the clock says 8 October 2026."""
    hurry(monkeypatch)
    with opened(furnish(tmp_path / "台账")) as desk:
        with desk.store.operation(desk, "准备") as op:
            road = op.insert("roads", {"name": "人民路", "length_m": 123450, "area_m2": 5})
            op.insert(
                "shops",
                {"name": "老王面馆", "owner": "王小明", "phone": "13800001234", "road": road,
                 "purifier": 1},
            )  # fmt: skip
            op.insert(
                "market-cases",
                {"number": "0042", "found_on": "2026-09-20", "address": "人民路12号",
                 "category": 1050, "road": road, "party_name": "李四", "due_on": "2026-09-22",
                 "closed_on": "2026-09-25", "state": 2206, "registered_at": "2026-09-20 09:30"},
            )  # fmt: skip
            op.insert(
                "market-cases",
                {"found_on": "2026-10-01", "address": "解放路", "category": 1100,
                 "due_on": "2026-10-05"},
            )  # fmt: skip
            people = item(desk, "daily-count", "出动人员")
            op.insert("market-daily", {"date": "2026-10-08", "counts": {people: 1200}})
        yield desk


def read(path: Path) -> list[dict[str, object]]:
    """The rows of a workbook by header."""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    titles, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


def labels(desk: Desk) -> list[str]:
    """What history says, newest last."""
    return [row["label"] for row in desk.store.reader().execute("SELECT label FROM op")]


def test_values_are_what_excel_takes_them_for(desk: Desk, tmp_path: Path) -> None:
    assert export_ledger(desk, CASES, tmp_path / "a.xlsx") == 2
    first, second = read(tmp_path / "a.xlsx")
    assert first["案件编号"] == "0042"
    assert first["发现时间"] == datetime(2026, 9, 20)
    assert first["登记时间"] == datetime(2026, 9, 20, 9, 30)
    assert (first["问题类别"], first["路段"], first["状态"]) == ("占道经营", "人民路", "结案")
    # By hand: due on the 22nd, closed on the 25th; due on 5 October, today the 8th.
    assert (first["超期天数"], second["超期天数"]) == (3, 3)
    assert second["案件编号"] is None
    assert list(first)[:3] == ["案件编号", "发现时间", "发现时刻"]
    assert len(first) == len(CASES.fields)


def test_numbers_keep_their_decimals_and_units(desk: Desk, tmp_path: Path) -> None:
    export_ledger(desk, ROADS, tmp_path / "a.xlsx")
    [road] = read(tmp_path / "a.xlsx")
    assert (road["长度(m)"], road["清扫面积(㎡)"]) == (1234.5, 0.05)
    export_ledger(desk, ROADS, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["长度(m)"], row["清扫面积(㎡)"], row["道路名称"]) == ("1234.50", "0.05", "人民路")


def test_personal_values_are_masked_and_history_is_silent(desk: Desk, tmp_path: Path) -> None:
    before = labels(desk)
    export_ledger(desk, SHOPS, tmp_path / "a.xlsx")
    [shop] = read(tmp_path / "a.xlsx")
    assert (shop["商户名称"], shop["经营者"], shop["联系电话"]) == (
        "老王面馆", "王**", "138****1234",
    )  # fmt: skip
    assert shop["油烟净化设施"] == "是"
    assert labels(desk) == before


def test_personal_values_asked_for_are_recorded_first(desk: Desk, tmp_path: Path) -> None:
    export_ledger(desk, SHOPS, tmp_path / "a.csv", personal_reason="法院调取")
    assert "王小明" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert labels(desk)[-1] == "导出“沿街商户”未遮盖的个人信息：法院调取"
    assert check(desk.store) == []


@pytest.mark.parametrize("name", ["没有/a.xlsx", "夹.xlsx", "a.xls"])
def test_a_target_that_can_not_be_written_records_nothing(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    before = labels(desk)
    with pytest.raises(UserError):
        export_ledger(desk, SHOPS, tmp_path / name, personal_reason="法院调取")
    assert labels(desk) == before


def test_lines_are_columns_of_the_kinds_there_are(desk: Desk, tmp_path: Path) -> None:
    export_ledger(desk, DAILY, tmp_path / "a.xlsx")
    [day] = read(tmp_path / "a.xlsx")
    assert day["出动人员(人次)"] == 12
    assert list(day) == ["日期", "中队", "带班领导", "出动人员(人次)", "备注"]
    every = shown_columns(DAILY, desk.store.names())
    assert len(every) > len(day)


def test_filter_order_limit_and_columns(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert export_ledger(desk, CASES, target, Is("category", 1100)) == 1
    assert read(target)[0]["地点"] == "解放路"
    export_ledger(desk, CASES, target, None, [Sort("found_on", descending=True)])
    assert [row["地点"] for row in read(target)] == ["解放路", "人民路12号"]
    assert export_ledger(desk, CASES, target, limit=1, keys=("address", "found_on")) == 1
    assert read(target) == [{"发现时间": datetime(2026, 9, 20), "地点": "人民路12号"}]


def test_a_cancelled_export_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    class CancelledError(Exception):
        """The clerk pressed 取消."""

    def stop(_: int) -> None:
        raise CancelledError

    target = tmp_path / "出" / "a.csv"
    target.parent.mkdir()
    with pytest.raises(CancelledError):
        export_ledger(desk, CASES, target, progress=stop)
    assert list(target.parent.iterdir()) == []


def test_an_empty_ledger_is_a_header(desk: Desk, tmp_path: Path) -> None:
    assert export_ledger(desk, CASES, tmp_path / "a.xlsx", Is("category", 1)) == 0
    assert read(tmp_path / "a.xlsx") == []
