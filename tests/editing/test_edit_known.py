"""Edits beside other records: a day that no contract covers, terms that overlap, months."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.desk import Desk
from bureau.editing import EditFault, add, change_cells, check
from bureau.exchange.mending import Standing, judged
from bureau.office import BY_NAME
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS
from tests.exchange.ledger_sheets import parsed, refused, staged, taken, write_book
from tests.storage.offices import value_of

RIGHT = {
    "section": "一标段", "found_on": "2026-10-08", "problem": "漏扫", "block": "道路清扫保洁",
    "count": "1", "each": "1", "points": "1",
}  # fmt: skip
CONTRACT = {"section": "一标段", "company": "绿洁公司", "number": "HT-2", "rule": "三档"}
HEADER = ["标段", "承包公司", "合同编号", "开始日期", "结束日期", "扣费规则"]


@pytest.fixture(autouse=True)
def contract(desk: Desk) -> int:
    """一标段 has one contract: October to December 2026."""
    with desk.store.operation(desk, "登记合同") as op:
        section = op.insert("sections", {"name": "一标段"})
        values = {"number": "HT-1", "begins_on": "2026-10-01", "ends_on": "2026-12-31"}
        company = op.insert("contractors", {"name": "绿洁公司"})
        return op.insert("contracts", {"section": section, "company": company, **values})


def test_a_day_without_a_contract_is_refused_in_form_and_cell(desk: Desk) -> None:
    record = add(desk, DEDUCTIONS, RIGHT)
    assert check(desk, DEDUCTIONS, RIGHT) == []
    (fault,) = check(desk, DEDUCTIONS, {**RIGHT, "found_on": "2026-09-30"})
    assert (fault.field, fault.reason) == ("found_on", "该日无合同")
    with pytest.raises(EditFault, match="该日无合同"):
        add(desk, DEDUCTIONS, {**RIGHT, "section": "二标段"})
    with pytest.raises(EditFault, match="该日无合同"):
        change_cells(desk, DEDUCTIONS, {(record, "found_on"): "2027-01-01"})
    assert change_cells(desk, DEDUCTIONS, {(record, "found_on"): "12月31日"}).count == 1


def test_a_contract_written_before_counts_at_once(desk: Desk) -> None:
    with pytest.raises(EditFault):
        add(desk, DEDUCTIONS, {**RIGHT, "found_on": "2027-01-01"})
    add(desk, CONTRACTS, {**CONTRACT, "begins_on": "2027-01-01"})
    add(desk, DEDUCTIONS, {**RIGHT, "found_on": "2027-01-01"})


def test_an_old_fault_does_not_block_other_cells(desk: Desk, contract: int) -> None:
    record = add(desk, DEDUCTIONS, RIGHT)
    change_cells(desk, CONTRACTS, {(contract, "begins_on"): "2026-10-20"})
    assert change_cells(desk, DEDUCTIONS, {(record, "problem"): "积水"}).count == 1


def test_terms_of_a_section_stay_apart(desk: Desk, contract: int) -> None:
    (fault,) = check(desk, CONTRACTS, {**CONTRACT, "begins_on": "2026-12-31"})
    assert (fault.field, "HT-1" in fault.reason, "重叠" in fault.reason) == (
        "begins_on",
        True,
        True,
    )
    second = add(desk, CONTRACTS, {**CONTRACT, "begins_on": "2027-01-01"})
    # The record itself is not in its own way, the other one is.
    assert change_cells(desk, CONTRACTS, {(contract, "ends_on"): "2026-11-30"}).count == 1
    with pytest.raises(EditFault, match="HT-2"):
        change_cells(desk, CONTRACTS, {(contract, "ends_on"): "2027-01-01"})
    assert value_of(desk, "contracts", second, "begins_on") == "2027-01-01"


def test_a_file_of_contracts_that_overlap(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["一标段", "绿洁公司", "HT-1", "2026-10-01", "2026-11-30"],  # the one there is, shorter
        ["一标段", "绿洁公司", "HT-3", "2026-12-31", None],
        ["二标段", "众诚公司", "HT-4", "2026-10-01", None],
        ["二标段", "众诚公司", "HT-5", "2027-10-01", None],
        ["三标段", "众诚公司", "HT-6", "2027-10-01", None],
    ]
    path = write_book(tmp_path / "合同.xlsx", {"合同": [HEADER, *([*row, "三档"] for row in rows)]})
    one = parsed(desk, "contracts", path)
    assert (one.accepted, one.changed, refused(one)) == (2, 1, [(3, "开始日期"), (5, "开始日期")])
    reasons = [rejection.faults[0].reason for rejection in one.rejected]
    assert "HT-1" in reasons[0]
    assert "第 4 行" in reasons[1]
    found = staged(desk, "contracts", path)
    (rejection,) = [rejection for rejection in found.parsed.rejected if rejection.row == 5]
    still, right = judged(
        desk,
        found.parsed,
        [
            (rejection, {"承包公司": "绿洁公司"}),
            (rejection, {"开始日期": "2026-01-01", "结束日期": "2026-9-30"}),
        ],
    )
    assert (still.standing, right.standing) == (Standing.FAULTY, Standing.NEW)
    found.discard()
    assert taken(desk, "contracts", path, skip=True).written == 2


def test_a_month_is_typed_in_many_ways(desk: Desk) -> None:
    scores = BY_NAME["town-scores"]
    record = add(desk, scores, {"month": "2026年9月", "town": "河口镇"})
    assert value_of(desk, "town-scores", record, "month") == "2026-09-01"
    change_cells(desk, scores, {(record, "month"): "上月"})
    change_cells(desk, scores, {(record, "month"): "10月"})
    assert value_of(desk, "town-scores", record, "month") == "2026-10-01"
    assert change_cells(desk, scores, {(record, "month"): "2026-10"}).count == 0
    with pytest.raises(EditFault, match="“月份”：“秋天”看不出是哪一个月"):
        change_cells(desk, scores, {(record, "month"): "秋天"})
