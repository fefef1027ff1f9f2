"""What of official papers waits today: instructions and papers received that are late or due, papers to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.documents.due import due_soon, late
from bureau.documents.ledgers import INSTRUCTIONS, RECEIVED, SENT
from bureau.documents.states import SIGNED, TO_PROPOSE
from bureau.ledger.query import All, Blank, Is, OneOf

if TYPE_CHECKING:
    from bureau.workflow.waiting import AtDesk, Waiting


def waiting(at: AtDesk) -> tuple[Waiting, ...]:
    """Instructions first: a leader asks for them."""
    today = at.today
    to_propose = All((OneOf("state", (None, TO_PROPOSE)), Blank("done_on"), Blank("proposal")))
    return (
        at.waiting("instructions.overdue", INSTRUCTIONS, "批示超期", "件", late(today), "danger"),
        at.waiting(
            "instructions.due", INSTRUCTIONS, "批示快到期", "件", due_soon(today), "warning"
        ),
        at.waiting("receipts.overdue", RECEIVED, "收文超期", "件", late(today), "danger"),
        at.waiting("receipts.due", RECEIVED, "收文快到期", "件", due_soon(today), "warning"),
        at.waiting("receipts.new", RECEIVED, "收文待拟办", "件", to_propose),
        at.waiting("documents.signed", SENT, "签发待印发", "件", Is("state", SIGNED)),
    )
