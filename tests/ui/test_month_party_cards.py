"""统计月报: the cards of party-building, worked out by hand, and the records behind them."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bureau.calendar.periods import Period
from bureau.ledger.query import Filter
from tests.party.party_books import Party
from tests.storage.offices import Clock
from ui.context import Context
from ui.month.page import MonthPage

OCTOBER = Period.month(2026, 10)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> MonthPage:
    """The month, not seen yet."""
    made = MonthPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    return made


def test_the_cards_say_how_party_building_stands(context: Context, page: MonthPage) -> None:
    context.desk.clock = Clock(datetime(2026, 11, 2, 9, 0))
    party = Party(context.desk)
    branch = party.branch("机关党支部")
    party.rule("支部党员大会", "每季度", 1, "支部")
    held = [
        party.meeting(branch, "支部党员大会", "2026-02-10", due=10, present=10),
        party.meeting(branch, "支部党员大会", "2026-10-13", due=10, present=9),
        party.meeting(branch, "谈心谈话", "2026-10-20"),
    ]
    party.meeting(branch, "谈心谈话", "2026-09-20")
    done = party.task("背街小巷整治", state="已完成")
    late = party.task("路灯亮化", due_on="2026-10-30")
    party.task("示范街", due_on="2026-12-30")
    page.show()
    page.choose(OCTOBER)
    cards = {key: view.card for key, view in page.party_cards.views.items()}
    told = {key: (card.value, card.unit, card.note) for key, card in cards.items()}
    # By the end of October three quarters are over: one meeting of the first, none of two.
    assert told["held"] == ("2", "次", "到会率 90.00%")
    assert cards["held"].changes[0] == "环比上升100.0%"
    assert told["tasks_done"] == ("33.33", "%", "2026年 3 项，完成 1 项")
    assert told["tasks_late"][0] == "1"
    assert cards["tasks_late"].tone == "danger"
    assert told["adopted"][0] == "0"
    assert page.titles["党建任务"].isVisible()
    opened: dict[str, list[int]] = {}
    page.wanted.connect(
        lambda ledger, where: opened.setdefault(ledger, []).extend(records(party, ledger, where))
    )
    for key in ("held", "tasks_done", "tasks_late"):
        QTest.keyClick(page.party_cards.views[key], Qt.Key.Key_Return)
    assert opened == {"party-meetings": held[1:], "party-tasks": [done, late]}


def test_the_rate_of_meetings_is_of_those_that_are_due(context: Context, page: MonthPage) -> None:
    context.desk.clock = Clock(datetime(2026, 11, 2, 9, 0))
    party = Party(context.desk)
    branch = party.branch("机关党支部")
    held = party.meeting(branch, "支部党员大会", "2026-02-10")
    party.meeting(branch, "支部党员大会", "2026-10-13")
    page.show()
    page.choose(OCTOBER)
    kept = page.party_cards.views["kept"].card
    assert kept.note.endswith(f"欠 {int(kept.note.split()[1]) - 1} 次")
    assert kept.tone == "warning"
    # The fourth quarter isn't over: its meeting is none of those that were due.
    assert records(party, *kept.behind) == [held]


def test_without_party_building_there_is_no_such_row(page: MonthPage) -> None:
    page.show()
    assert not page.party_cards.isVisible()
    assert not page.titles["党建任务"].isVisible()


def records(party: Party, ledger: str, where: Filter) -> list[int]:
    """The records that a figure opens."""
    return party.records(ledger, where)
