"""The bureau assembled: which departments there are, and all their ledgers in order of the tabs."""

from __future__ import annotations

from bureau.errors import UserError
from bureau.exchange import ledgers as exchange
from bureau.ledger.declaration import Ledger
from bureau.market import ledgers as market
from bureau.register import ledgers as register

DEPARTMENTS: dict[str, str] = {"register": "名册", "market": "市容秩序"}
LEDGERS: tuple[Ledger, ...] = (*register.LEDGERS, *exchange.LEDGERS, *market.LEDGERS)
BY_NAME: dict[str, Ledger] = {ledger.name: ledger for ledger in LEDGERS}


def ledger_named(name: str) -> Ledger:
    """The ledger of that name. Raises UserError."""
    try:
        return BY_NAME[name]
    except KeyError:
        known = "、".join(ledger.name for ledger in LEDGERS if not ledger.internal)
        raise UserError(f"没有“{name}”这个台账；可用的有：{known}。") from None
