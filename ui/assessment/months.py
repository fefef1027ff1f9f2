"""The steps of a month in the menu of its ledger and on its page, for both departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bureau.assessment.month_flow import CONSULTED, DECIDED, FIRST, REVIEWED
from bureau.desk import Desk
from bureau.storage.rows import page
from bureau.workflow import Workflow
from ui.ledger.handling import Handling, Offer
from ui.ledger.steps import flow_offers

NEXT: Mapping[int, str] = {
    FIRST: "consult",
    CONSULTED: "review",
    REVIEWED: "decide",
    DECIDED: "issue",
}
"""The step that usually comes next, by state."""


def next_step(desk: Desk, flow: Workflow, records: Sequence[int]) -> str:
    """The step that usually comes next for the first of these months, "" for none."""
    with desk.store.snapshot() as conn:
        found = page(conn, flow.ledger, records[:1], today=desk.today())
    return NEXT.get(flow.state_of(found[0]), "") if found else ""


class MonthHandling(Handling):
    """The steps of a month; a department names its `flow` and what its months are counted in."""

    flow: Workflow
    unit = "条"

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Those that are open to these months."""
        main = next_step(desk, self.flow, records)
        return flow_offers(desk, self.flow, records, main, unit=self.unit)
