"""Cases whose 挂账 ended: told when the program is opened, and listed with the overdue."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bureau.layouts import Layouts
from bureau.ledger.query import Filter
from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.storage import rows
from tests.ui.conftest import ScriptedAsker
from tests.ui.window_pages import PLAIN_TABS
from ui.context import Context
from ui.handlings import handling_of
from ui.lanes import Lanes
from ui.ledger.page import LedgerPage
from ui.market.case_panel import CasePanel
from ui.market.overdue_page import OverduePage
from ui.morning import remind
from ui.widgets.bars import NoticeBar
from ui.window import MainWindow

# It is the morning of 8 October 2026; the third of every three cases is closed.


@pytest.fixture
def notice(qtbot: QtBot) -> NoticeBar:
    """The window's strip, saying nothing."""
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def hold(context: Context, until: str, at: int = 0) -> int:
    """Puts off one case that is being worked on."""
    record = rows.ids(context.desk.store.reader(), CASES, today=context.desk.today())[at]
    with context.desk.store.operation(context.desk, "摆好") as op:
        op.update(CASES.name, record, {"state": 2204, "closed_on": None})
    answers = {"remark": "等管网改造", "approver": "赵局", "until": until}
    actions.hold(context.desk, [record], answers)
    return record


def test_a_hold_that_ended_yesterday_is_told_in_the_morning_and_leads_to_the_case(
    context: Context, notice: NoticeBar
) -> None:
    hold(context, "2026-10-08", 3)
    remind(context, notice, print)
    assert notice.isHidden()
    record = hold(context, "2026-10-07")
    opened: list[tuple[str, Filter]] = []
    context.news.wanted_list.connect(lambda ledger, where: opened.append((ledger, where)))
    remind(context, notice, print)
    assert not notice.isHidden()
    assert notice.sentence.accessibleName() == "要留意：案件挂账到期 1 件"
    notice.sentence.linkActivated.emit("0")
    ((ledger, where),) = opened
    assert ledger == CASES.name
    reader, today = context.desk.store.reader(), context.desk.today()
    assert list(rows.ids(reader, CASES, where, today=today)) == [record]
    assert not notice.isHidden()
    notice._buttons[0].click()
    assert notice.isHidden()


def test_the_window_reminds_when_it_is_opened(
    qtbot: QtBot, context: Context, asker: ScriptedAsker
) -> None:
    hold(context, "2026-10-07")
    window = MainWindow(Lanes(), asker, PLAIN_TABS)
    qtbot.addWidget(window)
    window.work_on(context.desk, Layouts("王芳"))
    assert "案件挂账到期&nbsp;1&nbsp;件" in window.notice.sentence.text()
    window.close()


def test_a_graver_notice_stays(context: Context, notice: NoticeBar) -> None:
    hold(context, "2026-10-07")
    notice.show_notice("最近一次备份已经是 30 天前。", "danger")
    remind(context, notice, print)
    assert "备份" in notice.sentence.text()


def test_the_page_of_the_overdue_lists_it(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    record = hold(context, "2026-10-07")
    made = OverduePage(context, Layouts("王芳", tmp_path / "layouts"))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    assert made.lists.buttons["held"].text() == "挂账到期 1"
    made.choose("held")
    assert [*made.table_page.model.ids] == [record]


def test_the_case_itself_says_so(qtbot: QtBot, context: Context) -> None:
    page = LedgerPage(context, CASES, handling=handling_of(CASES))
    qtbot.addWidget(page)
    panel = CasePanel(page)
    qtbot.addWidget(panel.head)
    qtbot.addWidget(panel.tail)
    ended, waiting = hold(context, "2026-10-07"), hold(context, "2026-10-31", 3)
    for record, said in ((ended, True), (waiting, False)):
        panel.show(panel.read(context.desk, record))
        assert panel.light.text().startswith("▲ 挂账到期") == said
        assert panel.next_button.text() == "恢复办理…"


def test_what_waits_elsewhere_stands_in_the_same_strip(context: Context, notice: NoticeBar) -> None:
    hold(context, "2026-10-07")
    task = {"year": 2026, "title": "路灯亮化", "due_on": "2026-10-07"}
    with context.desk.store.operation(context.desk, "登记") as op:
        op.insert("party-tasks", task)
    opened: list[str] = []
    context.news.wanted_list.connect(lambda ledger, _where: opened.append(ledger))
    remind(context, notice, opened.append)
    assert notice.sentence.accessibleName() == "要留意：案件挂账到期 1 件、党建任务逾期 1 项"
    for place in ("1", "0", "2"):
        notice.sentence.linkActivated.emit(place)
    assert opened == ["party-tasks", "market-cases"]
    # Another notice later has no links of this one.
    notice.show_notice("已保存", "good")
    notice.sentence.linkActivated.emit("0")
    assert len(opened) == 2
    assert notice.sentence.text() == "✓ 已保存"
