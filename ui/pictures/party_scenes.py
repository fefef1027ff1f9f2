"""What a clerk opens on the pages of tasks: the next stage of a card, a period being closed, an inspection."""

from __future__ import annotations

from functools import partial

from bureau.ledger.query import Blank, Not
from bureau.party.ledgers import TASKS
from bureau.storage.rows import ids
from ui.ledger.page import LedgerPage
from ui.party.board_page import PartyBoardPage
from ui.pictures.party_meeting_scenes import party_meeting_scenes
from ui.pictures.stage import Scene, Stage


def party_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("党建-转到下一阶段", move_on),
        ("党建-周期完成", partial(act, key="close-period")),
        ("党建-督查意见", partial(act, key="inspect")),
        *party_meeting_scenes(),
    ]


def move_on(stage: Stage) -> None:
    """The dialog of the stage after that of the first card."""
    page = stage.window.show_page("party-board")
    assert isinstance(page, PartyBoardPage)
    stage.settle()
    card = page.columns[page.active].card
    if card is not None:
        page.move_on(card.task.id)


def act(stage: Stage, key: str) -> None:
    """One line of the menu for a task with an open period."""
    page = stage.window.show_page("party-tasks")
    assert isinstance(page, LedgerPage)
    assert page.handling is not None
    stage.settle()
    desk = page.context.desk
    with desk.store.snapshot() as conn:
        open_ones = ids(conn, TASKS, Not(Blank("periods_open")), today=desk.today(), limit=1)
    chosen = list(open_ones)
    offers = {offer.key: offer for offer in page.handling.offers(desk, chosen)}
    if key in offers:
        offers[key].open(page, chosen)
