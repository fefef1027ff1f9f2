"""What of the contractors' assessment waits today: deductions to serve and confirm, appeals, months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.month_flow import FIRST, ISSUED
from bureau.assessment.stored import Row, day_of, next_month
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not
from bureau.sanitation.acts import CONTESTED, UNSERVED, overdue
from bureau.sanitation.ledgers import CONTRACTS, DEDUCTIONS, MONTHS, ROUNDS
from bureau.storage import rows
from bureau.workflow.waiting import AtDesk, Waiting

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

TO_CONFIRM = All((Not(UNSERVED), Blank("accepted_on"), Blank("appealed_on")))
"""待认可: served, and neither accepted nor contested."""


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A contract's month that something was entered for and that isn't issued, and its state."""

    section: int
    month: date
    state: int

    @property
    def period(self) -> Period:
        """The calendar month."""
        return Period.month(self.month.year, self.month.month)

    def within(self, day: str) -> Filter:
        """The records of its section that are dated in it."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        return All((Is("section", self.section), Between(day, first, last)))


def waiting(at: AtDesk) -> tuple[Waiting, ...]:
    """Deductions of months that aren't issued; what was to be put right is waited for whenever."""
    of_open = Any(tuple(one.within("found_on") for one in open_months(at.conn, at.today)))
    return (
        at.waiting("deductions.unserved", DEDUCTIONS, "扣分待送达", "条", All((UNSERVED, of_open))),
        at.waiting(
            "deductions.to-confirm", DEDUCTIONS, "扣分待认可", "条", All((TO_CONFIRM, of_open))
        ),
        at.waiting("appeals.open", DEDUCTIONS, "申诉待裁决", "条", CONTESTED, "warning"),
        at.waiting(
            "deductions.overdue",
            DEDUCTIONS,
            "扣分整改过期未复查",
            "条",
            All((overdue(at.today), of_open)),
            "warning",
        ),
    )


def open_months(conn: Reader, today: date) -> tuple[OpenMonth, ...]:
    """The earliest first; a month of which nothing was entered is nothing to be issued."""
    kept = {
        (row["contract"], str(row["month"])[:7]): row["state"]
        for row in rows.page(conn, MONTHS, rows.ids(conn, MONTHS, today=today), today=today)
    }
    found: list[OpenMonth] = []
    for row in rows.page(conn, CONTRACTS, rows.ids(conn, CONTRACTS, today=today), today=today):
        for month in months_in_force(row, today):
            known = (row["id"], f"{month:%Y-%m}") in kept
            state = kept.get((row["id"], f"{month:%Y-%m}"))
            one = OpenMonth(int(str(row["section"])), month, int(str(state or FIRST)))
            if one.state != ISSUED and (known or is_entered(conn, one, today)):
                found.append(one)
    return tuple(sorted(found, key=lambda one: (one.month, one.section)))


def months_in_force(contract: Row, today: date) -> Iterator[date]:
    """First days of the months that a contract has been in force."""
    begins, ends = day_of(contract, "begins_on"), day_of(contract, "ends_on")
    month = begins.replace(day=1) if begins is not None else next_month(today)
    while month <= min(today, ends or today):
        yield month
        month = next_month(month)


def is_entered(conn: Reader, month: OpenMonth, today: date) -> bool:
    """Whether there is a deduction or a round of it."""
    return any(
        rows.ids(conn, ledger, month.within(day), today=today, limit=1)
        for ledger, day in ((DEDUCTIONS, "found_on"), (ROUNDS, "inspected_on"))
    )
