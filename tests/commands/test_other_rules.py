"""A rule of payment that nobody knows: contracts are taken, the file's own sheet of rules gives it content."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.exchange import importing
from tests.commands.conftest import Main
from tests.exchange.ledger_sheets import write_book

CONTRACTS: list[list[object]] = [
    ["标段", "承包公司", "合同编号", "开始日期", "结束日期", "月服务费(元)", "扣费规则"],
    ["一标段", "绿洁公司", "HT-1", "2025-01-01", None, 310000, "九档"],
    ["二标段", "众诚公司", "HT-2", "2025-01-01", None, 310000, "按分"],
    ["三标段", "康宁公司", "HT-3", "2025-01-01", None, 310000, "三档"],
]
RULES: list[list[object]] = [
    ["规则", "分数下限(含)", "支付比例(%)", "目标分", "每低1分扣(%)"],
    ["九档", 90, 100, None, None],
    [None, 85, 95, None, None],
    [None, 0, 70, None, None],
    ["按分", None, None, 90, 2],
    ["三档", 90, 100, None, None],
    ["三档", 80, 90, None, None],
    ["三档", 70, 80, None, None],
    ["三档", 0, 70, None, None],
]
DEDUCTIONS: list[list[object]] = [
    ["标段", "日期", "路段", "考核内容", "处数", "扣分标准", "扣分值"]
]
for name in ("一标段", "二标段", "三标段"):
    DEDUCTIONS.append([name, "2026-10-8", "人民路", "卫生死角", 6, 2, 12])


@pytest.fixture(autouse=True)
def _parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, which is quicker than starting another."""
    stage = importing.stage
    monkeypatch.setattr(
        importing, "stage", lambda *given, **named: stage(*given, **(named | {"inline": True}))
    )


def payable(main: Main, folder: Path) -> list[tuple[object, object]]:
    """What each section is paid, else what is said of it."""
    document = main("figures", "--month", "2026-10", "--json", data=folder).document
    assert isinstance(document, dict)
    return [(line["payable_fen"], line["fault"]) for line in document["sanitation"]]


def test_a_sheet_of_rules_beside_the_contracts(main: Main, empty: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "合同.xlsx", {"合同": CONTRACTS, "扣费规则": RULES})
    ran = main("import", "contracts", book, data=empty)
    assert (
        "工作表“扣费规则”没有读：表头更像“扣费规则明细”（pay-rule-lines），可以改选那个台账另外导入。"
        in ran.err
    )
    assert "“分类目录”里还没有的 1 个名称先记为“待核”：九档。" in ran.err
    found = write_book(tmp_path / "扣分.xlsx", {"扣分": DEDUCTIONS})
    assert main("import", "sanitation-deductions", found, data=empty).status == 0
    # 88 分: 按分 takes 2 % as shipped, 三档 pays 90 %.
    sentence = "扣费规则“九档”还没有内容，请先在“考核办法”里填写，或导入“扣费规则明细”。"
    assert payable(main, empty) == [(None, sentence), (30_380_000, ""), (27_900_000, "")]
    ran = main("import", "pay-rule-lines", book, data=empty)
    assert ran.status == 0, ran.err
    # The sheet's own: 95 % from 85 points on, 2 % a point; what it says of 三档 is what ships.
    assert payable(main, empty) == [(29_450_000, ""), (29_760_000, ""), (27_900_000, "")]
    again = main("import", "pay-rule-lines", book, "--json", data=empty)
    assert isinstance(again.document, dict)
    assert (again.document["unchanged"], again.document["accepted"]) == (8, 0)
