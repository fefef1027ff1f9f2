"""登记付款: what a payment of a contract's open months would be, and its entry into the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.stored import month_text
from bureau.editing import Inputs, Stored
from bureau.editing.writing import add
from bureau.sanitation.ledgers import PAYMENTS
from bureau.sanitation.money import FEES, Dues

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.entry import Value

MONTHLY, QUARTERLY = FEES


def proposed(of: Dues, today: date) -> Mapping[str, Value]:
    """The payment of all that is open: kind, months, amount, paid today; empty where nothing is."""
    if of.open_fen <= 0:
        return {}
    first, last = of.open_months[0].month, of.open_months[-1].month
    one = first == last
    return {
        "kind": MONTHLY if one else QUARTERLY,
        "first_month": first.first.isoformat(),
        "last_month": None if one else last.first.isoformat(),
        "amount_fen": of.open_fen,
        "paid_on": today.isoformat(),
    }


def open_words(of: Dues) -> str:
    """2026-08 至 2026-10, the months that something is still to be paid for; "" for none."""
    months = [month_text(due.month.first) for due in of.open_months]
    if len(months) < 2:
        return "".join(months)
    return f"{months[0]} 至 {months[-1]}"


def pay(desk: Desk, contract: int, inputs: Inputs) -> int:
    """One payment under a contract. Raises EditFault."""
    return add(desk, PAYMENTS, {**inputs, "contract": Stored(contract)})
