"""Chosen records on paper: the line of a ledger's menu that shows them in the preview."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bureau.month.record_papers import RECORD_KINDS
from ui.ledger.handling import Offer
from ui.ledger.page import LedgerPage
from ui.paper.showing import show_paper


def print_offer(kind: str, *, group: str = "papers") -> Offer:
    """The paper of one kind of record."""
    return Offer(
        key=f"print-{kind}",
        title=f"打印{RECORD_KINDS[kind].title}…",
        open=partial(show_records, kind),
        group=group,
        writes=False,
    )


def show_records(kind: str, page: LedgerPage, records: Sequence[int]) -> None:
    """These records as they are printed."""
    of, desk, ids = RECORD_KINDS[kind], page.context.desk, tuple(records)
    show_paper(page.context, page, of.title, lambda: of.make(desk, ids))
