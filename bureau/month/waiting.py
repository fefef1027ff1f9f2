"""What waits in all departments, from one picture of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.documents.waiting import waiting as of_documents
from bureau.facilities.waiting import waiting as of_facilities
from bureau.market.waiting import waiting as of_market
from bureau.party.waiting import waiting as of_party
from bureau.workflow.waiting import AtDesk, Waiting, those_waiting

if TYPE_CHECKING:
    from bureau.desk import Desk


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Everything that there is, department by department."""
    with desk.store.snapshot() as conn:
        at = AtDesk(conn, desk.store.names(conn), desk.now())
        return those_waiting((*of_market(at), *of_facilities(at), *of_party(at), *of_documents(at)))
