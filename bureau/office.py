"""The bureau assembled: which departments there are, and all their ledgers in order of the tabs."""

from __future__ import annotations

from bureau.assessment import ledgers as assessment
from bureau.bulletin import ledgers as bulletin
from bureau.documents import ledgers as documents
from bureau.errors import UserError
from bureau.exchange import ledgers as exchange
from bureau.facilities import ledgers as facilities
from bureau.ledger.declaration import Ledger
from bureau.market import ledgers as market
from bureau.party import ledgers as party
from bureau.register import ledgers as register
from bureau.returns import ledgers as returns
from bureau.sanitation import ledgers as sanitation
from bureau.towns import ledgers as towns

DEPARTMENTS: dict[str, str] = {
    "register": "名册",
    "market": "市容秩序",
    "sanitation": "环卫考核",
    "towns": "镇街考核",
    "facilities": "路灯市政",
    "party": "党建任务",
    "bulletin": "统计月报",
    "returns": "套表",
    "documents": "发文收文",
}
LEDGERS: tuple[Ledger, ...] = (
    *(*register.LEDGERS, *exchange.LEDGERS, *market.LEDGERS),
    *(*assessment.LEDGERS, *sanitation.LEDGERS, *towns.LEDGERS),
    *(*facilities.LEDGERS, *party.LEDGERS),
    *(*bulletin.LEDGERS, *returns.LEDGERS, *documents.LEDGERS),
)
BY_NAME: dict[str, Ledger] = {ledger.name: ledger for ledger in LEDGERS}


def ledger_named(name: str) -> Ledger:
    """The ledger of that name. Raises UserError."""
    try:
        return BY_NAME[name]
    except KeyError:
        known = "、".join(ledger.name for ledger in LEDGERS if not ledger.internal)
        raise UserError(f"没有“{name}”这个台账；可用的有：{known}。") from None
