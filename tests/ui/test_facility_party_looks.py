"""What narrow windows and empty books show on the pages of facilities and party-building."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from bureau.party.classes import CLOSED, DONE
from bureau.party.figures_tasks import task_figures
from bureau.party.ledgers import TASKS
from bureau.storage.changes import ChangeSet
from tests.party.party_books import TODAY, Party
from tests.storage.offices import Clock, item
from tests.ui.acts_of_pages import acting_page, pick
from ui.context import Context
from ui.facilities.plans_page import ABOUT, VERDICT, PlansPage
from ui.party.board_cards import Card
from ui.party.chain_page import PartyChainPage
from ui.party.tasks_scores_page import PartyScoresPage


@pytest.fixture
def party(context: Context) -> Party:
    """The bureau on 23 November 2026."""
    context.desk.clock = Clock(datetime.combine(TODAY, datetime.min.time()))
    return Party(context.desk)


def test_a_narrow_window_keeps_how_plans_stand(qtbot: QtBot, context: Context) -> None:
    desk = context.desk
    with desk.store.operation(desk, "登记") as op:
        kind = item(desk, "facility-kind", "控制箱")
        op.insert("facilities", {"code": "XB-01", "kind": kind, "installed_on": "2019-01-01"})
        plan = {"name": "检修", "kind": kind, "begins_on": "2020-01-01"}
        op.insert("maintenance-plans", {**plan, "period": item(desk, "plan-period", "每月")})
    page = PlansPage(context)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    qtbot.waitExposed(page)
    assert page.plans.isColumnHidden(ABOUT)
    said = page.plans.model_of_grid.grid.rows[0][VERDICT].text
    assert page.plans.columnWidth(VERDICT) > page.plans.fontMetrics().horizontalAdvance(said)
    page.resize(1366, 640)
    assert not page.plans.isColumnHidden(ABOUT)


def test_pages_without_a_task_say_so_and_show_no_bare_heads(
    qtbot: QtBot, context: Context, party: Party
) -> None:
    chain, scores = PartyChainPage(context), PartyScoresPage(context)
    for page in (chain, scores):
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        qtbot.waitExposed(page)
    cards = (chain.card, *scores.cards)
    assert all(card.isHidden() for card in cards)
    assert not chain.notice.isHidden()
    party.task("规范支部生活")
    context.news.changed.emit(ChangeSet(records={TASKS.name: None}))
    assert not any(card.isHidden() for card in cards)


def test_a_card_tells_what_is_closed_from_what_waits_for_it(party: Party) -> None:
    party.task("等", state="已完成")
    party.task("了", state="已销号", evidence="台账一册")
    with party.desk.store.snapshot() as conn:
        of = task_figures(conn, party.desk.store.names(conn), 2026, TODAY).stand.of
    assert {one.state: Card(one, "", "").light for one in of} == {
        DONE: "✓ 已完成",
        CLOSED: "✓ 已销号",
    }


def test_a_hint_is_said_once_in_an_act(qtbot: QtBot, context: Context, party: Party) -> None:
    task = party.task("规范支部生活", state="进行中")
    dialog = pick(acting_page(qtbot, context, "party-tasks"), "apply", [task])
    row = dialog.rows["applied_by"]
    assert row.message.text() == "空着就是登录的人"
    assert row.input.findChildren(QLineEdit)[0].placeholderText() == ""
