"""Deductions served, accepted, contested and ruled on in the window, one or many at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bureau.editing.removing import remove
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.sanitation.sanitation_books import Sanitation
from tests.storage.offices import Clock
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage


@pytest.fixture
def books(context: Context) -> Sanitation:
    """A section on 2026-10-08 with three deductions of its contract; the clock is set by hand."""
    clock = Clock(datetime(2026, 10, 8, 9, 0))
    context.desk.clock = clock
    found = Sanitation(context.desk, clock)
    found.contract()
    for day in ("2026-10-06", "2026-10-07", "2026-10-08"):
        found.deduct("2", day)
    return found


@pytest.fixture
def page(qtbot: QtBot, context: Context, books: Sanitation) -> LedgerPage:
    """The ledger of deductions."""
    assert books.desk is context.desk
    made = LedgerPage(context, DEDUCTIONS, handling=handling_of(DEDUCTIONS))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def ids(context: Context) -> list[int]:
    """All deductions, the first found first."""
    conn, today = context.desk.store.reader(), context.desk.today()
    return sorted(rows.ids(conn, DEDUCTIONS, today=today))


def read(context: Context, record: int) -> rows.Row:
    """A deduction as it is now."""
    conn, today = context.desk.store.reader(), context.desk.today()
    return rows.page(conn, DEDUCTIONS, [record], today=today)[0]


def choose(page: LedgerPage, key: str, records: list[int]) -> ActDialog:
    """Picks a line of the menu; gives the dialog that opens."""
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(page.context.desk, records)}
    offers[key].open(page, records)
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return dialog


def act(page: LedgerPage, key: str, records: list[int], **answers: str) -> ActDialog:
    """An act answered and taken."""
    dialog = choose(page, key, records)
    for field, text in answers.items():
        dialog.rows[field].input.set_raw(text)
    dialog.take()
    return dialog


def test_many_are_served_at_once_with_one_undo(page: LedgerPage, context: Context) -> None:
    first, second, third = ids(context)
    act(page, "serve", [first], served_on="2026-10-07")
    dialog = choose(page, "serve", [first, second, third])
    assert dialog.sentence.text() == "选中 3 条，可以送达 2 条；另外 1 条不行：已经送达。"
    assert dialog.take_button.text() == "送达 2 条"
    dialog.take()
    served = [read(context, one)["served_on"] for one in (first, second, third)]
    assert served == ["2026-10-07", "2026-10-08", "2026-10-08"]
    last = next_undo(context.desk, context.desk.store.reader())
    assert last is not None
    undo(context.desk, last.ref)
    served = [read(context, one)["served_on"] for one in (first, second, third)]
    assert served == ["2026-10-07", None, None]


def test_the_menu_of_one_that_is_gone_still_opens(page: LedgerPage, context: Context) -> None:
    first, *_ = ids(context)
    remove(context.desk, DEDUCTIONS, [first])
    dialog = choose(page, "serve", [first])
    assert "已经被删除" in dialog.fault.text()


def test_an_appeal_needs_service_and_a_reason(page: LedgerPage, context: Context) -> None:
    first, second, _ = ids(context)
    dialog = choose(page, "contest", [first])
    assert dialog.sentence.text() == "选中 1 条，都不能申诉：还没有送达。"
    dialog.reject()
    act(page, "serve", [first, second])
    dialog = act(page, "contest", [first])
    assert "申诉理由" in dialog.fault.text()
    dialog.rows["appeal_reason"].input.set_raw("当天大风")
    dialog.take()
    assert read(context, first)["appealed_on"] == "2026-10-08"
    assert read(context, first)["ruling"] is None
    dialog = choose(page, "accept", [first])
    assert "申诉还没有裁决" in dialog.sentence.text()
    dialog.reject()


def test_an_appeal_after_its_time_is_said_and_refused(
    page: LedgerPage, context: Context, books: Sanitation
) -> None:
    first, *_ = ids(context)
    act(page, "serve", [first])
    books.clock.moment = datetime(2026, 10, 20, 9, 0)
    dialog = choose(page, "contest", [first])
    assert "申诉期限" in dialog.sentence.text()
    assert "逾期不受理" in dialog.sentence.text()
    # On a day within the time it is an appeal like any other.
    dialog.rows["appealed_on"].input.set_raw("2026-10-09")
    dialog.rows["appealed_on"].input.committed.emit()
    assert "逾期不受理" not in dialog.sentence.text()
    dialog.rows["appealed_on"].input.set_raw("")
    dialog.rows["appealed_on"].input.committed.emit()
    dialog.rows["appeal_reason"].input.set_raw("当天大风")
    dialog.take()
    ruling = read(context, first)["ruling"]
    assert ruling == books.item("appeal-ruling", "逾期不受理")


def test_a_reduced_deduction_needs_what_is_left_of_it(page: LedgerPage, context: Context) -> None:
    first, *_ = ids(context)
    act(page, "serve", [first])
    act(page, "contest", [first], appeal_reason="重复扣分")
    dialog = act(page, "rule", [first], ruling="减轻")
    assert "请填写减轻后的扣分" in dialog.rows["reduced_to"].message.text()
    dialog.rows["reduced_to"].input.set_raw("0.5")
    dialog.take()
    row = read(context, first)
    assert (row["reduced_to"], row["points"], row["ruled_on"]) == (50, 200, "2026-10-08")


def test_the_recheck_takes_its_result(page: LedgerPage, context: Context) -> None:
    first, second, _ = ids(context)
    act(page, "recheck", [first, second], recheck="合格")
    assert read(context, second)["rechecked_on"] == "2026-10-08"


def test_lights_say_what_waits(page: LedgerPage, context: Context, books: Sanitation) -> None:
    late = books.deduct("1", "2026-10-01", due_on="2026-10-05")
    soon = books.deduct("1", "2026-10-02", due_on="2026-10-09")
    first, *_ = ids(context)
    act(page, "serve", [first])
    contested = first
    act(page, "contest", [contested], appeal_reason="当天大风")
    field, names = DEDUCTIONS.by_key["light"], context.desk.store.names()
    seen = [
        field.type.show(read(context, one)["light"], names)  # type: ignore[arg-type]
        for one in (late, soon, contested, ids(context)[1])
    ]
    assert seen == ["▲ 整改超期", "△ 整改临期", "△ 待裁决", "○ 未送达"]
    assert page.handling is not None
    titles = [offer.title for offer in page.handling.offers(context.desk, [])]
    assert titles == [
        "看还没送达的（4 条）",
        "看申诉待裁决的（1 条）",
        "看整改超期未复查的（1 条）",
    ]


def test_the_details_show_the_clock_and_the_next_act(
    qtbot: QtBot, page: LedgerPage, context: Context
) -> None:
    first, *_ = ids(context)
    act(page, "serve", [first])
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    page.details.show_record(first)
    clock = page.details.findChild(QLabel, "deduction-clock")
    assert clock is not None
    assert clock.text().startswith("10月8日送达，申诉期到 10月")
    button = page.details.findChild(QPushButton, "deduction-next")
    assert button is not None
    assert button.text() == "认可…"
    button.click()
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    dialog.take()
    page.details.show_record(first)
    assert clock.text() == "10月8日送达，公司已认可"
    assert button.isHidden()
