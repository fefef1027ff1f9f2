"""The page of a ledger with its acts, and a line of its menu picked as a clerk does."""

from __future__ import annotations

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from bureau.office import ledger_named
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage


def acting_page(qtbot: QtBot, context: Context, ledger: str) -> LedgerPage:
    """The page of a ledger, with what its department adds."""
    declared = ledger_named(ledger)
    made = LedgerPage(context, declared, handling=handling_of(declared))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def pick(page: LedgerPage, key: str, records: Sequence[int]) -> ActDialog:
    """Picks a line of the menu; gives the dialog that opens."""
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(page.context.desk, records)}
    offers[key].open(page, records)
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return dialog
