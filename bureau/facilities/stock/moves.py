"""The stock: moves of a material entered at once, what a new move should know, and what runs low."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present, require
from bureau.editing.adding import add_each
from bureau.editing.checking import read
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.facilities.ledgers import MATERIALS, STOCK_MOVES
from bureau.facilities.stock.drawing import number
from bureau.facilities.stock.figures_stock import COUNTED, IN, OUT
from bureau.ledger.query import Any, Filter, Is
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk

LOW: Filter = Any((Is("is_low", 1), Is("is_low", 2)))
"""库存低: no more is there than the warning says, or less than nothing by the books."""
WAYS = {IN: "入库", OUT: "出库", COUNTED: "盘点"}


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move of one material did to its stock."""

    title: str
    material: str
    before: int
    after: int
    unit: str

    @property
    def sentence(self) -> str:
        """LED光源 已入库，库存 5 → 25 套。"""
        short = "，账面已为负，请补登入库或盘点" if self.after < 0 else ""
        return (
            f"{self.material} 已{self.title}，库存 {number(self.before)} →"
            f" {number(self.after)} {self.unit}".rstrip()
            + f"{short}。"
        )


def move(desk: Desk, material: int, way: int, inputs: Inputs) -> Moved:
    """入库, 出库 or 盘点 of one material, today unless a day is given; its reference price unless one is.

    Raises UserError, EditFault.
    """
    given: dict[str, Input] = {"moved_on": Stored(desk.today().isoformat()), **filled(inputs)}
    require(STOCK_MOVES, given, "quantity")
    (row,) = present(desk, MATERIALS, [material])
    if way != COUNTED and row["price_fen"] is not None:
        given.setdefault("price_fen", Stored(int(str(row["price_fen"]))))
    wanted: Inputs = {**given, "material": Stored(material), "way": Stored(way)}
    add_each(desk, STOCK_MOVES, [wanted], label=f"{WAYS[way]} {row['name']}")
    (after,) = present(desk, MATERIALS, [material])
    return Moved(
        WAYS[way],
        str(row["name"]),
        int(str(row["stock"])),
        int(str(after["stock"])),
        str(row["unit"] or ""),
    )


@dataclass(frozen=True, slots=True)
class Advised:
    """The price that a new move is proposed, and a warning where the stock doesn't suffice."""

    price: int | None
    warning: str


def advise(desk: Desk, inputs: Inputs, record: int | None) -> Advised:
    """What is said to who types a move; nothing is saved."""
    row = dict(present(desk, STOCK_MOVES, [record])[0]) if record is not None else {}
    row |= read(desk, STOCK_MOVES, inputs, record).values
    material, way, quantity = row.get("material"), row.get("way"), row.get("quantity")
    if not isinstance(material, int) or material < 0:
        return Advised(None, "")
    with desk.store.snapshot() as conn:
        found = rows.page(conn, MATERIALS, [material], today=desk.today())
    if not found:
        return Advised(None, "")
    there, price = int(str(found[0]["stock"] or 0)), found[0]["price_fen"]
    warning = ""
    if record is None and way == OUT and isinstance(quantity, int) and quantity > there:
        warning = (
            f"{found[0]['name']} 库存 {number(there)}，出库 {number(quantity)} 后账面为负，"
            "请核对数量，或先登记入库。"
        )
    proposed = price if isinstance(price, int) and way in (IN, OUT) else None
    return Advised(proposed, warning)
