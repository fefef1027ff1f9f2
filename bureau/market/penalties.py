"""Penalty cases as facts: what a case hands over to one, and what is waiting in the books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bureau.editing.acts import item_title
from bureau.ledger.entry import Names
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not

Row = Mapping[str, object]

COPIED = ("party_kind", "party_name", "party_licence", "address", "town", "unit")
"""Fields that a penalty case takes over from its case."""
# No setting: 行政处罚法 art. 67 fixes it for everybody. How long a decision may take (art. 60) is
# one, because other laws and rules may say otherwise.
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


def undecided_long(today: date, limit: int) -> Filter:
    """立案满 `limit` 日（九十日）未决定."""
    return All((UNDECIDED, Between("filed_on", None, filed_before(today, limit))))


def undecided_soon(today: date, limit: int, days: int) -> Filter:
    """立案将满 `limit` 日: within so many days."""
    near = Between("filed_on", None, filed_before(today, limit - days))
    return All((UNDECIDED, near, Not(undecided_long(today, limit))))


def filed_before(today: date, days: int) -> str:
    """The day of filing that is `days` days ago."""
    return (today - timedelta(days=days)).isoformat()


def unpaid_late(today: date) -> Filter:
    """逾期未缴: more than fifteen days after the decision, and no payment entered.

    Counted from the day of the decision: the books don't say when the party received it.
    """
    last = today - timedelta(days=PAYMENT_DAYS + 1)
    decided = Between("decided_on", None, last.isoformat())
    return All((FINED, Not(Blank("decided_on")), decided, Blank("paid_on")))
