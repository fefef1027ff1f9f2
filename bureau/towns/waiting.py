"""What of the towns' assessment waits today: months that aren't issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.month_flow import FIRST, ISSUED
from bureau.ledger.query import Blank, Everything, Not
from bureau.storage.rows import value_counts
from bureau.towns.ledgers import CHECKS, MONTHS, SCORES
from bureau.towns.records import found

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A month of the towns that something was entered for and that isn't issued, and its state."""

    month: date
    state: int


def open_months(conn: Reader, today: date) -> tuple[OpenMonth, ...]:
    """The earliest first."""
    kept = {str(row["month"])[:7]: row["state"] for row in found(conn, MONTHS, Everything(), today)}
    entered = {
        str(value)[:7]
        for ledger, day in ((SCORES, "month"), (CHECKS, "checked_on"))
        for value, _ in value_counts(conn, ledger, day, Not(Blank(day)), today=today)
    }
    return tuple(
        OpenMonth(date.fromisoformat(f"{month}-01"), int(str(kept.get(month) or FIRST)))
        for month in sorted({*kept, *entered})
        if kept.get(month) != ISSUED and f"{month}-01" <= today.isoformat()
    )
