"""Acts of the stock: what came, went and was counted of a material; what a new move should know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bureau.calendar.periods import Period
from bureau.desk import Desk
from bureau.editing.inputs import Inputs
from bureau.facilities.ledgers import MATERIALS, STOCK_MOVES
from bureau.facilities.stock import moves
from bureau.facilities.stock.figures_stock import COUNTED, IN, OUT
from bureau.storage.rows import count
from ui.assessment.papers import open_paper
from ui.ledger.handling import Advice, Handling, Offer, Proposal, RecordAct, Remark
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, plain_act


def move_act(key: str, way: int, asks: Sequence[str], hint: str) -> RecordAct:
    """One way that the stock of a material changes."""
    return plain_act(
        MATERIALS,
        key,
        moves.WAYS[way],
        lambda desk, ids, said: moves.move(desk, ids[0], way, said.inputs),
        [STOCK_MOVES.by_key[one] for one in asks],
        required=("quantity",),
        hint=hint,
        unit="种",
        single=True,
    )


RECEIVE = move_act(
    "receive",
    IN,
    ("quantity", "price_fen", "supplier", "voucher", "person", "moved_on", "note"),
    "日期空着就是今天；单价空着按参考单价",
)
HAND_OUT = move_act(
    "hand-out",
    OUT,
    ("quantity", "repair", "person", "price_fen", "moved_on", "note"),
    "用在维修单上的写维修单号，材料费就计入那一张",
)
COUNT = move_act(
    "count", COUNTED, ("quantity", "person", "moved_on", "note"), "数量是盘点时的实有数"
)


SHEETS = (("stock-sheet", "材料收发存表"), ("material-sheet", "材料领用明细"))


def sheet_offers(desk: Desk) -> list[Offer]:
    """The two sheets, of this month and of the last one."""
    this = Period.month(desk.today().year, desk.today().month)
    return [
        Offer(
            key=f"{kind}-{period.first:%Y-%m}",
            title=f"{period.first.month}月{title}…",
            open=partial(show_sheet, kind, title, period),
            group="papers",
            writes=False,
        )
        for kind, title in SHEETS
        for period in (this, this.previous)
        if period is not None
    ]


def show_sheet(
    kind: str, title: str, period: Period, page: LedgerPage, _records: Sequence[int]
) -> None:
    """One sheet in the preview."""
    open_paper(page.context, page, kind, title, period)


class MaterialHandling(Handling):
    """A material comes, goes, is counted."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """For one material; and the list of what runs low."""
        with desk.store.snapshot() as conn:
            low = count(conn, MATERIALS, moves.LOW, today=desk.today())
        listing = Offer(
            key="low",
            title=f"看库存低的（{low:,} 种）",
            open=show_low,
            group="list",
            writes=False,
        )
        if len(records) != 1:
            return [*sheet_offers(desk), listing]
        acts = [offer(RECEIVE, main=True), offer(HAND_OUT), offer(COUNT)]
        return [*acts, *sheet_offers(desk), listing]


def show_low(page: LedgerPage, _records: Sequence[int]) -> None:
    """库存低的材料."""
    page.show_list(moves.LOW)


class MoveHandling(Handling):
    """A move is told its price and whether the stock suffices."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The sheets; moves are entered as they are."""
        del records
        return sheet_offers(desk)

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The reference price for a new move; a stock that would fall below nothing."""
        found = moves.advise(desk, inputs, record)
        remarks = (Remark(found.warning),) if found.warning else ()
        if record is not None or found.price is None:
            return Advice(remarks=remarks)
        return Advice({"price_fen": Proposal(found.price, "参考单价")}, remarks=remarks)
