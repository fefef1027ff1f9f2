"""Penalty cases as facts: what a case hands over to one, and what is waiting in the books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bureau.ledger.entry import Names
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not
from bureau.market.acts import item_title

Row = Mapping[str, object]

COPIED = ("party_kind", "party_name", "party_licence", "address", "town", "unit")
"""Fields that a penalty case takes over from its case."""
DECISION_DAYS = 90
"""行政处罚法 art. 60: decided within ninety days of filing."""
PAYMENT_DAYS = 15
"""行政处罚法 art. 67: paid within fifteen days of receiving the decision."""

UNDECIDED = All((Blank("decided_on"), Blank("exemption"), Blank("closed_on")))
"""在办: filed, neither decided nor closed."""
UNPUBLISHED = All((Not(Blank("decided_on")), Blank("exemption"), Blank("published_on")))
"""未公示: decided and not made public (so far); whether it must be is for the bureau to say."""
FINED = Any((Between("fine_fen", 1), Between("confiscated_fen", 1)))
"""罚没: with money to pay."""


def penalty_from_case(
    case: Row, filed_on: date, names: Names, cause: str = ""
) -> dict[str, object]:
    """What a penalty case takes over from a case, as stored; its number is given on saving.

    Without a `cause` (案由) it is the class of the problem.
    """
    named = cause or item_title(case.get("subcategory") or case.get("category"), names)
    return {
        **{key: case.get(key) for key in COPIED},
        "case": case.get("id"),
        "filed_on": filed_on.isoformat(),
        "cause": named or "未填",
    }


def undecided_long(today: date) -> Filter:
    """立案满九十日未决定."""
    return All((UNDECIDED, Between("filed_on", None, filed_before(today, 0))))


def undecided_soon(today: date, days: int) -> Filter:
    """立案将满九十日: within so many days."""
    near = Between("filed_on", None, filed_before(today, days))
    return All((UNDECIDED, near, Not(undecided_long(today))))


def filed_before(today: date, days: int) -> str:
    """The day of filing whose ninetieth day is `days` days from today."""
    return (today - timedelta(days=DECISION_DAYS - days)).isoformat()


def unpaid_late(today: date) -> Filter:
    """逾期未缴: more than fifteen days after the decision, and no payment entered.

    Counted from the day of the decision: the books don't say when the party received it.
    """
    last = today - timedelta(days=PAYMENT_DAYS + 1)
    decided = Between("decided_on", None, last.isoformat())
    return All((FINED, Not(Blank("decided_on")), decided, Blank("paid_on")))
