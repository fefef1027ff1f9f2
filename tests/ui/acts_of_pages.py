"""The page of a ledger with its acts, and a line of its menu picked as a clerk does."""

from __future__ import annotations

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from bureau.desk import Desk
from bureau.ledger.declaration import Ledger
from bureau.office import ledger_named
from ui.context import Context
from ui.handlings import handling_of
from ui.ledger.act_dialog import ActDialog
from ui.ledger.handling import Offer
from ui.ledger.page import LedgerPage


def acting_page(qtbot: QtBot, context: Context, ledger: str | Ledger) -> LedgerPage:
    """The page of a ledger, with what its department adds."""
    declared = ledger_named(ledger) if isinstance(ledger, str) else ledger
    made = LedgerPage(context, declared, handling=handling_of(declared))
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def offers_of(ledger: Ledger, desk: Desk, records: Sequence[int]) -> dict[str, Offer]:
    """The menu for these records."""
    handling = handling_of(ledger)
    assert handling is not None
    return {offer.key: offer for offer in handling.offers(desk, records)}


def pick(page: LedgerPage, key: str, records: Sequence[int]) -> ActDialog:
    """Picks a line of the menu; gives the dialog that opens."""
    offers_of(page.ledger, page.context.desk, records)[key].open(page, records)
    (dialog,) = [one for one in page.findChildren(ActDialog) if one.isVisible()]
    return dialog
