"""What a clerk opens on the pages of party life: a meeting that is lacking, business adopted, dues collected."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt

from bureau.ledger.query import Everything
from bureau.storage.rows import ids
from ui.ledger.page import LedgerPage
from ui.party.matrix_grid import cell_at
from ui.party.matrix_page import PartyMatrixPage
from ui.pictures.stage import Scene, Stage


def party_meeting_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("党建-认领业务", partial(act, ledger="party-meetings", key="adopt")),
        ("党建-登记党费收缴", partial(act, ledger="party-members", key="collect")),
        ("党建-登记欠开的会", begin_missing),
    ]


def begin_missing(stage: Stage) -> None:
    """The form of the first meeting that is lacking."""
    page = stage.window.show_page("party-matrix")
    assert isinstance(page, PartyMatrixPage)
    stage.settle()
    model = page.grid.model_of_grid
    for (row, column), state in model.states.items():
        if state == "missing":
            page.grid.setCurrentIndex(model.index(row, column))
            page.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            if page.shown is not None and cell_at(page.grid, page.shown.lines) is not None:
                page.note_meeting()
            return


def act(stage: Stage, ledger: str, key: str) -> None:
    """One line of the menu for the first three records."""
    page = stage.window.show_page(ledger)
    assert isinstance(page, LedgerPage)
    assert page.handling is not None
    stage.settle()
    desk = page.context.desk
    with desk.store.snapshot() as conn:
        chosen = list(ids(conn, page.ledger, Everything(), today=desk.today(), limit=3))
    offers = {offer.key: offer for offer in page.handling.offers(desk, chosen)}
    if key in offers:
        offers[key].open(page, chosen)
