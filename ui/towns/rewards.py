"""Acts of the lines to settle: 兑现, 暂缓, 撤回."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bureau.desk import Desk
from bureau.ledger.query import Filter
from bureau.storage.rows import count
from bureau.towns import acts
from bureau.towns.ledgers import REWARDS
from ui.ledger.handling import Handling, Offer
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, plain_act

SETTLE = plain_act(
    REWARDS,
    "settle",
    "兑现",
    lambda desk, ids, said: acts.settle(desk, ids, said.inputs),
    ("settled_on", "handled_by", "basis", "note"),
    required=("handled_by",),
    hint="兑现日期空着就是今天；没有依据文号的要填",
)
DEFER = plain_act(
    REWARDS,
    "defer",
    "暂缓兑现",
    lambda desk, ids, said: acts.defer(desk, ids, said.inputs),
    ("note",),
    required=("note",),
    hint="写明为什么暂缓",
)
UNSETTLE = plain_act(
    REWARDS,
    "unsettle",
    "撤回兑现",
    lambda desk, ids, _said: acts.unsettle(desk, ids),
    hint="兑现日期和经办人清掉，改回未兑现",
)


def show_waiting(where: Filter, page: LedgerPage, _records: Sequence[int]) -> None:
    """The lines that are still to be settled."""
    page.show_list(where)


class RewardHandling(Handling):
    """What becomes of rewards and penalties."""

    title = "兑现"

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The three acts for the chosen lines, then what waits with its number."""
        found = []
        if records:
            found = [offer(SETTLE, main=True), offer(DEFER), offer(UNSETTLE, group="back")]
        with desk.store.snapshot() as conn:
            number = count(conn, REWARDS, acts.TO_SETTLE, today=desk.now())
        return [
            *found,
            Offer(
                key="waiting",
                title=f"看还没兑现的（{number:,} 条）",
                open=partial(show_waiting, acts.TO_SETTLE),
                group="list",
                writes=False,
            ),
        ]
