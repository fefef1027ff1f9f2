"""费用台账 in the window: sums worked out by hand, figures that open their records, a payment entered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.ledger.query import Filter, Sort
from bureau.office import ledger_named
from bureau.sanitation.acts import accept
from bureau.sanitation.ledgers import CONTRACTS, MONTHS, PAYMENTS
from bureau.sanitation.months import open_months, take
from bureau.storage import rows
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from tests.ui.looking import cut_texts
from ui.context import Context
from ui.ledger.act_dialog import ActDialog
from ui.sanitation.money_page import SanitationMoneyPage

QUARTER = Period.quarter(2026, 3)
MONTH, DUE, PAID, OPEN = 3, 4, 5, 6
"""Columns."""


@pytest.fixture
def books(context: Context) -> Sanitation:
    """On 2026-10-08: August and September issued with 310,000 元 each, July can't be judged."""
    found = Sanitation(context.desk, Clock(context.desk.now()))
    found.contract("一标段", deposit_fen="100000")
    for month in (8, 9):
        accept(found.desk, [found.deduct("1", f"2026-{month:02}-10")])
        records = open_months(found.desk, Period.month(2026, month))
        take(found.desk, "decide", records, {"approver": "李局长"})
        take(found.desk, "issue", records, {"signed_by": "李局长"})
    return found


@pytest.fixture
def page(qtbot: QtBot, context: Context, books: Sanitation) -> SanitationMoneyPage:
    """The page on the third quarter."""
    assert books.desk is context.desk
    made = SanitationMoneyPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    with qtbot.waitActive(made):
        made.show()
    assert made.period == Period.year(2026)
    made.bar.choose(QUARTER)
    return made


def texts(page: SanitationMoneyPage, row: int) -> list[str]:
    """A line as it is seen."""
    model = page.grid.model_of_grid
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def figures(page: SanitationMoneyPage) -> list[list[str]]:
    """Month, due, paid and open of every line."""
    count = page.grid.model_of_grid.rowCount()
    return [texts(page, row)[MONTH : OPEN + 1] for row in range(count)]


def double_click(page: SanitationMoneyPage, row: int, column: int) -> None:
    """A double click on a figure."""
    grid = page.grid
    place = grid.visualRect(grid.model_of_grid.index(row, column)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def pay(page: SanitationMoneyPage, row: int) -> ActDialog:
    """Chooses a line and opens the dialog."""
    place = page.grid.visualRect(page.grid.model_of_grid.index(row, 0)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(page.pay_button, Qt.MouseButton.LeftButton)
    (found,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return found


def payments(context: Context) -> list[rows.Row]:
    """All payments, the first one first."""
    conn, today = context.desk.store.reader(), context.desk.today()
    found = rows.ids(conn, PAYMENTS, None, [Sort("id")], today=today)
    return list(rows.page(conn, PAYMENTS, found, today=today))


def test_only_issued_months_count_in_the_sums(page: SanitationMoneyPage) -> None:
    assert figures(page) == [
        ["2026-07", "", "", ""],
        ["2026-08", "310,000.00", "", "310,000.00"],
        ["2026-09", "310,000.00", "", "310,000.00"],
        ["小计", "620,000.00", "0.00", "620,000.00"],
    ]
    assert (
        page.note.text().replace("\u00a0", " ")
        == "应付 620,000.00 元 · 已付 0.00 元 · 未付 620,000.00 元"
    )
    assert texts(page, 0)[-1] == "○ 未签发，还算不出"
    assert texts(page, 1)[-1] == "✓ 已签发"


def test_a_payment_of_all_that_is_open_is_proposed_and_saved(
    page: SanitationMoneyPage, context: Context
) -> None:
    dialog = pay(page, 3)
    assert "2026-08 至 2026-09 未付 620,000.00 元" in dialog.sentence.text()
    dialog.rows["amount_fen"].input.set_raw("400000")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (saved,) = payments(context)
    assert [
        saved[key] for key in ("kind", "first_month", "last_month", "amount_fen", "paid_on")
    ] == [*(6102, "2026-08-01", "2026-09-01", 40_000_000, "2026-10-08")]
    assert figures(page)[1:] == [
        ["2026-08", "310,000.00", "310,000.00", ""],
        ["2026-09", "310,000.00", "90,000.00", "220,000.00"],
        ["小计", "620,000.00", "400,000.00", "220,000.00"],
    ]


def test_one_month_is_paid_by_itself(page: SanitationMoneyPage, context: Context) -> None:
    dialog = pay(page, 2)
    dialog.take()
    (saved,) = payments(context)
    assert (saved["kind"], saved["first_month"], saved["last_month"], saved["amount_fen"]) == (
        *(6101, "2026-09-01", None, 31_000_000),
    )
    assert [line[3] for line in figures(page)] == ["", "310,000.00", "", "310,000.00"]


def test_nothing_is_proposed_where_nothing_is_open(page: SanitationMoneyPage) -> None:
    dialog = pay(page, 0)
    assert "已签发的月份都付清了" in dialog.sentence.text()
    dialog.take()
    assert dialog.isVisible()
    dialog.reject()


def test_a_double_click_opens_the_payments_or_the_month(
    page: SanitationMoneyPage, context: Context
) -> None:
    wanted: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: wanted.append((ledger, where)))
    pay(page, 1).take()
    double_click(page, 1, PAID)
    double_click(page, 1, DUE)
    double_click(page, 1, 2)
    assert [ledger for ledger, _where in wanted] == [PAYMENTS.name, MONTHS.name, CONTRACTS.name]
    conn, today = context.desk.store.reader(), context.desk.today()
    counted = [
        rows.count(conn, ledger_named(ledger), where, today=today) for ledger, where in wanted
    ]
    assert counted == [1, 1, 1]


def test_what_was_approved_and_not_paid_is_said(page: SanitationMoneyPage) -> None:
    dialog = pay(page, 1)
    dialog.rows["paid_on"].input.set_raw("")
    dialog.rows["amount_fen"].input.set_raw("300000")
    dialog.take()
    assert figures(page)[1] == ["2026-08", "310,000.00", "300,000.00", "10,000.00"]
    assert "已付里有 300,000.00 元没有填支付日期" in page.below.text()


def test_deposits_stand_below(page: SanitationMoneyPage, books: Sanitation) -> None:
    fixed = {"contract": "HT-一标段", "paid_on": "2026-01-05"}
    books.add("sanitation-payments", kind="履约保证金收取", amount_fen="80000", **fixed)
    books.add("sanitation-payments", kind="履约保证金退还", amount_fen="30000", **fixed)
    model = page.deposits.model_of_grid
    assert [str(model.index(0, column).data()) for column in range(2, 7)] == [
        *("100,000.00", "80,000.00", "30,000.00", "50,000.00", "20,000.00")
    ]


def test_more_paid_than_due_is_seen(page: SanitationMoneyPage, books: Sanitation) -> None:
    books.add(
        "sanitation-payments",
        contract="HT-一标段",
        kind="月度服务费",
        first_month="2026-08",
        amount_fen="310001",
        paid_on="2026-09-05",
    )
    assert figures(page)[1][3] == "－1.00"
    tip = page.grid.model_of_grid.index(1, OPEN).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "已付超过应付，请核对"


def test_a_year_before_the_contract_says_what_to_do(page: SanitationMoneyPage) -> None:
    page.bar.choose(Period.year(2025))
    assert "没有在2025年生效的环卫合同" in page.notice.sentence.text()
    assert page.table_card.isHidden()
    assert not page.pay_button.isEnabled()
    assert page.line is None


@pytest.mark.parametrize("width", [1366, 911])
def test_nothing_is_cut_in_either_window(page: SanitationMoneyPage, width: int) -> None:
    page.resize(width, 460)
    page.bar.choose(Period.year(2026))
    assert cut_texts(page) == []
    assert page.grid.horizontalHeader().length() <= page.grid.viewport().width()
    assert page.minimumSizeHint().width() <= width
