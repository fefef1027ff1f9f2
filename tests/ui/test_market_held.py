"""Cases whose 挂账 ended: listed with the overdue, and said by the case itself."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from bureau.layouts import Layouts
from bureau.market import actions
from bureau.market.ledgers import CASES
from bureau.storage import rows
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.page import LedgerPage
from ui.market.case_panel import CasePanel
from ui.market.overdue_page import OverduePage

# It is the morning of 8 October 2026; the third of every three cases is closed.


def hold(context: Context, until: str, at: int = 0) -> int:
    """Puts off one case that is being worked on."""
    record = rows.ids(context.desk.store.reader(), CASES, today=context.desk.today())[at]
    with context.desk.store.operation(context.desk, "摆好") as op:
        op.update(CASES.name, record, {"state": 2204, "closed_on": None})
    answers = {"remark": "等管网改造", "approver": "赵局", "until": until}
    actions.hold(context.desk, [record], answers)
    return record


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
