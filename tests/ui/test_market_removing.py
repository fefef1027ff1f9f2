"""Deleting a case: one just entered goes; one that was worked on is offered 作废 in one sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.market.workflow import CLOSED, REGISTERED, VOID
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from tests.ui.conftest import ScriptedAsker
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with its department's acts; 36 cases, none of them worked on yet."""
    made = LedgerPage(context, CASES, handling=handling_of(CASES))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.details is not None)
    return made


def begin(context: Context, record: int) -> None:
    """A case at its beginning, then filed: it has a step."""
    with context.desk.store.operation(context.desk, "摆好") as op:
        op.update(CASES.name, record, {"state": REGISTERED, "closed_on": None})
    actions.file(context.desk, [record], {"due_on": "2026-10-30"})


def state(context: Context, record: int) -> object:
    """The stored state of a case."""
    found = rows.page(context.desk.store.reader(), CASES, [record], today=context.desk.today())
    return found[0]["state"] if found else "删除"


def dialog_of(page: LedgerPage) -> ActDialog:
    """The dialog that is open over the page."""
    (found,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return found


def test_a_case_entered_a_minute_ago_is_deleted(
    page: LedgerPage, context: Context, asker: ScriptedAsker
) -> None:
    record = page.model.ids[0]
    asker.confirmed = [True]
    page.table.walk.go(0, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    assert asker.asked == ["删除选中的 1 条记录？删除后可以撤销，也能在回收站里找回。"]
    assert state(context, record) == "删除"


def test_one_that_was_worked_on_is_made_void_instead_and_that_is_one_undo(
    page: LedgerPage, context: Context, asker: ScriptedAsker
) -> None:
    record = page.model.ids[0]
    begin(context, record)
    before = state(context, record)
    asker.confirmed = [True]
    page.table.walk.go(0, 0)
    QTest.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    assert asker.asked == [
        "这件案件已有“办理过程”1 条，不能删除。登记错了或重复的请作废：编号保留，不再计入统计。"
    ]
    dialog = dialog_of(page)
    dialog.rows["remark"].input.set_raw("地点登记错了")
    dialog.take()
    assert state(context, record) == VOID
    step = next_undo(context.desk, context.desk.store.reader())
    assert step is not None
    undo(context.desk, step.ref)
    assert state(context, record) == before


def test_the_details_offer_the_same_and_no_changes_nothing(
    page: LedgerPage, context: Context, asker: ScriptedAsker
) -> None:
    record = page.model.ids[0]
    begin(context, record)
    before = state(context, record)
    asker.confirmed = [False]
    assert page.details is not None
    page.details.show_record(record)
    page.details.remove()
    assert "请作废" in asker.asked[0]
    assert not [one for one in page.findChildren(ActDialog) if one.isVisible()]
    assert state(context, record) == before


def test_a_closed_one_is_opened_again_first(
    page: LedgerPage, context: Context, asker: ScriptedAsker
) -> None:
    record = page.model.ids[0]
    begin(context, record)
    actions.close_directly(context.desk, [record], {"handling": "管理", "closed_on": "2026-10-29"})
    assert state(context, record) == CLOSED
    asker.confirmed = [False]
    page.table.walk.go(0, 0)
    page.remove()
    assert asker.asked == ["这件案件已有“办理过程”2 条，不能删除。要作废的请先重新打开。"]


def test_of_several_those_that_fit_are_made_void(
    page: LedgerPage, context: Context, asker: ScriptedAsker
) -> None:
    begin(context, page.model.ids[0])
    asker.confirmed = [True]
    page.table.selectAll()
    page.remove()
    assert asker.asked[0].startswith("选中的 36 件案件里有的已有“办理过程”1 条，不能删除。")
    # A third of the thirty-six is closed.
    assert "可以作废 24 条" in dialog_of(page).sentence.text()
