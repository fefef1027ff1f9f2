"""Acts of a ledger offered with how many of the chosen records each is for; the likeliest is the main one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.facilities.stored import Row
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.storage import rows
from ui.ledger.handling import Offer, RecordAct
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer


@dataclass(frozen=True, slots=True)
class Step:
    """An act, whom it isn't for, and the group of the menu that it stands in."""

    act: RecordAct
    unfit: Callable[[Row], str]
    group: str = "way"
    leads: bool = True
    """Whether it may be the main one."""


def step_offers(
    desk: Desk, ledger: Ledger, records: Sequence[int], steps: Sequence[Step]
) -> list[Offer]:
    """The steps that are for some of these records; that for most of them comes first, as main."""
    with desk.store.snapshot() as conn:
        found = rows.page(conn, ledger, records, today=desk.today())
    counts = {step.act.key: sum(not step.unfit(row) for row in found) for step in steps}
    leading = [step.act.key for step in steps if step.leads and counts[step.act.key]]
    main = max(leading, key=lambda key: counts[key], default="")
    return [
        offer(step.act, main=step.act.key == main, group=step.group, count=counts[step.act.key])
        for step in steps
        if counts[step.act.key]
    ]


def list_offer(desk: Desk, ledger: Ledger, key: str, title: str, where: Filter) -> list[Offer]:
    """看超期的（3 条）: a list behind a figure, while there is something in it."""
    with desk.store.snapshot() as conn:
        number = rows.count(conn, ledger, where, today=desk.today())

    def show(page: LedgerPage, _records: Sequence[int]) -> None:
        page.show_list(where)

    if not number:
        return []
    return [
        Offer(key=key, title=f"{title}（{number:,} 条）", open=show, group="list", writes=False)
    ]
