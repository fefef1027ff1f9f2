"""Steps of cases in the window: the menu, the dialog with its count, one undo, the way in the details."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from bureau.ledger.query import Is
from bureau.market.ledgers import CASES
from bureau.market.notice_kinds import MEND
from bureau.market.workflow import AWAITING, CLOSED, DISPATCHED, FILED, REGISTERED, WORKED
from bureau.storage import rows
from bureau.storage.undo import next_undo, undo
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import Done
from ui.ledger.inputs.text import LineInput
from ui.ledger.page import LedgerPage
from ui.market import steps
from ui.market.case_panel import CasePanel
from ui.market.papers import open_issue
from ui.market.path_line import way_of
from ui.market.steps import open_step
from ui.tasks import LaneRunner


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with its department's acts; 36 cases, newest first."""
    made = LedgerPage(context, CASES, handling=handling_of(CASES))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.details is not None)
    return made


def state(context: Context, record: int) -> object:
    """The stored state of a case."""
    today = context.desk.today()
    return rows.page(context.desk.store.reader(), CASES, [record], today=today)[0]["state"]


def put_state(context: Context, record: int, item: int | None) -> None:
    """Makes a case stand somewhere."""
    closed = "2026-10-29" if item == CLOSED else None
    with context.desk.store.operation(context.desk, "摆好") as op:
        op.update(CASES.name, record, {"state": item, "closed_on": closed})


def dialog_of(page: LedgerPage) -> ActDialog:
    """The dialog that is open over the page."""
    (found,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return found


def lines_of(menu: QMenu) -> list[str]:
    """What a menu offers."""
    return [line.text() for line in menu.actions() if not line.isSeparator()]


def test_the_menu_offers_the_next_step_first_and_how_many_it_is_for(
    page: LedgerPage, context: Context
) -> None:
    ids = list(page.model.ids[:3])
    for record in ids[:2]:
        put_state(context, record, REGISTERED)
    put_state(context, ids[2], CLOSED)
    page.table.selectAll()
    page._tools.handle_menu.aboutToShow.emit()
    offered = lines_of(page._tools.handle_menu)
    assert any(line.startswith("立案…（") for line in offered)
    assert "案件卷宗…" in offered


def test_of_very_many_cases_every_step_is_offered_and_none_is_counted(
    page: LedgerPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "COUNTED", 35)
    page.table.selectAll()
    page._tools.handle_menu.aboutToShow.emit()
    offered = lines_of(page._tools.handle_menu)
    assert [line for line in offered if "（" in line] == []
    assert {"立案…", "返工…", "重新打开…", "案件卷宗…"} <= set(offered)


def test_one_registered_case_is_offered_filing_above_all(
    page: LedgerPage, context: Context
) -> None:
    record = page.model.ids[0]
    put_state(context, record, REGISTERED)
    page.table.walk.go(0, 0)
    page._tools.handle_menu.aboutToShow.emit()
    offered = lines_of(page._tools.handle_menu)
    assert offered[0] == "立案…"
    assert "返工…" not in offered


def test_f8_opens_the_menu_at_the_cell(page: LedgerPage, context: Context) -> None:
    put_state(context, page.model.ids[0], AWAITING)
    page.table.walk.go(0, 0)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F8)
    menus = [menu for menu in page.findChildren(QMenu, "handle-menu") if menu.isVisible()]
    assert lines_of(menus[0])[0] == "复查合格结案…"
    menus[0].close()


def test_dispatching_two_of_three_says_so_first_and_is_one_undo(
    page: LedgerPage, context: Context
) -> None:
    ids = list(page.model.ids[:3])
    for record, where in zip(ids, (FILED, FILED, WORKED), strict=True):
        put_state(context, record, where)
    open_step("dispatch", page, ids)
    dialog = dialog_of(page)
    assert dialog.sentence.text() == (
        "选中 3 条，可以派遣 2 条；另外 1 条不行：1 条现在是“处置中”。"
    )
    assert dialog.take_button.text() == "派遣 2 条"
    QTest.mouseClick(dialog.left_button, Qt.MouseButton.LeftButton)
    listed = dialog.findChild(QPlainTextEdit, "act-left-list")
    assert isinstance(listed, QPlainTextEdit)
    assert "现在是“处置中”" in listed.toPlainText()
    dialog.rows["remark"].input.set_raw("今天办完")
    QTest.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert [state(context, record) for record in ids] == [DISPATCHED, DISPATCHED, WORKED]
    back = next_undo(context.desk, context.desk.store.reader())
    assert back is not None
    assert back.label == "批量派遣(2 条)"
    undo(context.desk, back.ref)
    assert [state(context, record) for record in ids] == [FILED, FILED, WORKED]


def test_a_missing_answer_is_said_beside_its_field_and_nothing_is_saved(
    page: LedgerPage, context: Context
) -> None:
    record = page.model.ids[0]
    put_state(context, record, REGISTERED)
    open_step("refuse", page, [record])
    dialog = dialog_of(page)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "请填写不予立案的理由" in dialog.rows["remark"].message.text()
    assert state(context, record) == REGISTERED


def test_a_step_that_fits_nobody_asks_nothing(page: LedgerPage, context: Context) -> None:
    record = page.model.ids[0]
    put_state(context, record, CLOSED)
    open_step("dispatch", page, [record])
    dialog = dialog_of(page)
    assert not dialog.take_button.isEnabled()
    assert not dialog.rows


def test_an_unreadable_moment_is_refused(page: LedgerPage, context: Context) -> None:
    record = page.model.ids[0]
    put_state(context, record, REGISTERED)
    open_step("file", page, [record])
    dialog = dialog_of(page)
    dialog.rows["at"].input.set_raw("不知道")
    dialog.take()
    assert "看不懂这个时间" in dialog.rows["at"].message.text()
    assert state(context, record) == REGISTERED


def test_all_that_is_filtered_can_be_done_at_once(page: LedgerPage, context: Context) -> None:
    for record in page.model.ids[:5]:
        put_state(context, record, FILED)
    page.show_list(Is("state", FILED))
    open_step("accept", page, [page.model.ids[0]])
    dialog = dialog_of(page)
    assert dialog.all_listed.text() == "当前筛选的全部 5 条"
    dialog.all_listed.setChecked(True)
    assert dialog.take_button.text() == "签收处置 5 条"
    dialog.take()
    assert not page.model.ids


@pytest.fixture
def lane() -> Iterator[LaneRunner]:
    """A lane with a thread of its own, as the window has them."""
    made = LaneRunner("试")
    yield made
    made.close()


def test_a_dialog_closed_before_its_count_came_hears_nothing_more(
    page: LedgerPage, context: Context, lane: LaneRunner, qtbot: QtBot
) -> None:
    record = page.model.ids[0]
    put_state(context, record, REGISTERED)
    context.reading = lane
    open_step("file", page, [record])
    dialog = dialog_of(page)
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    qtbot.waitUntil(lambda: lane.idle)


def test_an_act_under_way_is_waited_for(
    page: LedgerPage, context: Context, go_on: threading.Event, qtbot: QtBot
) -> None:
    record = page.model.ids[0]
    put_state(context, record, REGISTERED)
    said: list[str] = []
    context.news.said.connect(said.append)
    open_step("file", page, [record])
    dialog = dialog_of(page)
    dialog.take()
    assert not dialog.cancel_button.isEnabled()
    dialog.reject()
    dialog.close()
    assert dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert state(context, record) == FILED
    assert any("立案" in one for one in said)


def test_a_paper_is_issued_by_one_click_from_the_field_typed_last(
    page: LedgerPage, context: Context, lane: LaneRunner, qtbot: QtBot
) -> None:
    open_issue(MEND, page, [page.model.ids[0]])
    dialog = dialog_of(page)
    dialog.rows["demand"].input.set_raw("立即改正")
    dialog.rows["demand"].input.committed.emit()
    assert dialog.take_button.isEnabled()
    context.reading = lane
    signer = dialog.rows["signer"].input
    assert isinstance(signer, LineInput)
    dialog.activateWindow()
    signer.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(signer.line.hasFocus)
    QTest.keyClicks(signer.line, "Wang")
    issued: list[Done] = []
    dialog.done_with.connect(issued.append)
    # The click leaves the field, whose answer is counted anew meanwhile.
    QTest.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(issued))
    assert len(issued[0].records) == 1
    qtbot.waitUntil(lambda: lane.idle)


# -- the details -----------------------------------------------------------------------------------


def panel_of(page: LedgerPage) -> CasePanel:
    """What the details of the case ledger show besides its fields."""
    assert page.details is not None
    assert isinstance(page.details.panel, CasePanel)
    return page.details.panel


def test_the_details_show_the_way_and_lead_to_the_next_step(
    page: LedgerPage, context: Context
) -> None:
    record = page.model.ids[0]
    put_state(context, record, FILED)
    assert page.details is not None
    page.details.show_record(record)
    panel = panel_of(page)
    assert panel.path.way.reached == 1
    assert panel.path.accessibleName() == "办到哪一步：立案"
    assert panel.next_button.text() == "派遣…"
    QTest.mouseClick(panel.next_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page)
    dialog.rows["remark"].input.set_raw("马上去看")
    dialog.take()
    assert panel.next_button.text() == "签收处置…"
    assert panel.seen is not None
    assert [step.title for step in panel.seen.steps] == ["派遣"]
    assert "马上去看" in panel.seen.steps[0].lines


def test_a_case_held_stands_beside_the_way_where_it_came_from() -> None:
    way = way_of(2208, "挂账", [FILED, WORKED])
    assert (way.reached, way.aside) == (3, "挂账")


def test_a_called_back_case_waits_for_nothing(page: LedgerPage, context: Context) -> None:
    record = page.model.ids[0]
    put_state(context, record, CLOSED)
    assert page.details is not None
    page.details.show_record(record)
    assert panel_of(page).next_button.text() == "回访…"
    with context.desk.store.operation(context.desk, "回访") as op:
        op.update(CASES.name, record, {"satisfaction": 2501})
    assert panel_of(page).next_button.isHidden()
