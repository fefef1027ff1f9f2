"""What waits in all departments when the program is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.facilities.waiting import waiting as of_facilities
from bureau.market.waiting import waiting as of_market
from bureau.party.waiting import waiting as of_party
from bureau.workflow.waiting import Waiting, those_waiting

if TYPE_CHECKING:
    from bureau.desk import Desk


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Everything that there is, department by department, in one picture of the books."""
    now = desk.now()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        return those_waiting(
            (*of_market(conn, now), *of_facilities(conn, names, now), *of_party(conn, names, now))
        )
