"""检查 as a person uses it: one line for each thing wrong, which opens just those records."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.ledger.query import Filter
from bureau.market.ledgers import CASES
from bureau.storage import rows
from tests.ui.settings_hands import cell, click, on_screen
from ui.context import Context
from ui.settings.checking_page import CheckingPage


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> CheckingPage:
    shown = CheckingPage(context)
    on_screen(qtbot, shown)
    return shown


def lines(page: CheckingPage) -> dict[str, str]:
    return {
        cell(page.books, row, 2): cell(page.books, row, 3) for row in range(page.books.rowCount())
    }


def spoil(context: Context) -> None:
    """What a merge of two stations may leave: a number given twice, a case closed before it was found."""
    conn = context.desk.store.reader()
    first, second, third = (
        row["id"] for row in conn.execute("SELECT id FROM market_cases ORDER BY id LIMIT 3")
    )
    number = conn.execute("SELECT number FROM market_cases WHERE id = ?", (first,)).fetchone()[0]
    with context.desk.store.operation(context.desk, "读入") as op:
        op.update("market-cases", second, {"number": number})
        op.update("market-cases", third, {"found_on": "2026-10-05", "closed_on": "2026-10-02"})


def test_each_line_opens_its_records(context: Context, page: CheckingPage) -> None:
    click(page, "check-everything")
    before = lines(page)
    spoil(context)
    click(page, "check-everything")
    after = lines(page)
    assert after["案件编号重复"] == "2"
    assert "案件编号重复" not in before
    assert after["完成时间早于发现日期"] == "1"
    assert "完成时间早于发现日期" not in before
    assert not page.damage.isVisible()
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    page.books.selectRow(list(after).index("案件编号重复"))
    page.books.setFocus()
    QTest.keyClick(page.books, Qt.Key.Key_Return)
    ((ledger, where),) = opened
    assert ledger == "market-cases"
    with context.desk.store.snapshot() as conn:
        assert rows.count(conn, CASES, where, today=context.desk.today()) == 2


def test_damage_is_named_beside_the_books(context: Context, page: CheckingPage) -> None:
    with context.desk.store.operation(context.desk, "登记") as op:
        op.insert("towns", {"name": "新镇"})
    with context.desk.store.upkeep() as conn:
        conn.execute("UPDATE towns SET name = '改过' WHERE id = (SELECT min(id) FROM towns)")
    click(page, "check-everything")
    assert page.damage.isVisible()
    assert "镇街名册" in cell(page.damage, 0, 0)
    wanted: list[str] = []
    context.news.wanted_page.connect(wanted.append)
    page.damage.selectRow(0)
    page.damage.setFocus()
    QTest.keyClick(page.damage, Qt.Key.Key_Return)
    click(page, "go-to-backups")
    assert wanted == ["keeping", "keeping"]
    assert "个问题" in page.result.text()


def test_what_no_rule_forbids_is_looked_for_too(context: Context, page: CheckingPage) -> None:
    with context.desk.store.operation(context.desk, "登记") as op:
        op.insert("roads", {"name": "新开路", "provisional": 1})
        op.insert("sanitation-deductions", {"found_on": "2026-10-08", "problem": "路面有积泥"})
    click(page, "check-everything")
    found = lines(page)
    assert found["待核的名称"] == "1"
    assert found["扣分没有标段，算不到合同上"] == "1"
