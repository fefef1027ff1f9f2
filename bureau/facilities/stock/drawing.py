"""领料: the materials of a repair drawn from the stock, read from words such as LED光源2套、电缆20m."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored, text_of
from bureau.editing.writing import edit_within
from bureau.errors import UserError
from bureau.facilities.ledgers import MATERIALS, REPAIRS, STOCK_MOVES
from bureau.facilities.repairs.repairing import unfit_for
from bureau.facilities.stock.figures_stock import OUT
from bureau.facilities.stored import Row, record_of
from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.numbers import to_scaled
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Is, Sort
from bureau.reports.amounts import amount_text
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

MOST_NAMED = 3
BETWEEN = re.compile(r"[、，,；;。\n]+")
PART = re.compile(r"(?P<name>.+?)[\s×xX*:：]*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s.]*)")
"""A name, a number at its end and a unit: 电缆 20m, LED光源 100W 1套."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One material that is drawn: hundredths of its unit, its price in 分, what is there before."""

    material: int
    name: str
    unit: str
    quantity: int
    price: int | None
    there: int

    @property
    def left(self) -> int:
        """What is there afterwards, in hundredths."""
        return self.there - self.quantity

    @property
    def worth(self) -> int | None:
        """Quantity × price in 分, halves rounded up, as the books reckon it."""
        return None if self.price is None else (self.quantity * self.price * 2 + 100) // 200

    @property
    def sentence(self) -> str:
        """LED光源 100W 2套（库存 5，领后 3）."""
        after = f"领后 {number(self.left)}" if self.left >= 0 else "不够，账面将为负"
        return (
            f"{self.name} {number(self.quantity)}{self.unit}（库存 {number(self.there)}，{after}）"
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What words come to: materials that are drawn, and parts that aren't understood, each with why."""

    drawn: tuple[Drawn, ...]
    strange: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """将领 2 种：…。还看不懂：接线盒（材料清单里没有）。"""
        told = []
        if self.drawn:
            lines = "、".join(one.sentence for one in self.drawn)
            told.append(f"将领 {len(self.drawn)} 种：{lines}")
            if unpriced := [one.name for one in self.drawn if one.price is None]:
                told.append(f"没有参考单价、不计材料费：{'、'.join(unpriced)}")
        if self.strange:
            told.append(f"请改一改再领：{'、'.join(self.strange)}")
        return (
            "。".join(told) + "。" if told else "请写领用的材料和数量，如“LED光源 2套、电缆 20m”。"
        )


def read_materials(conn: Reader, words: str, today: date) -> Reading:
    """What words say of materials in stock; the same one said twice is drawn together."""
    known = Shelf.read(conn, today)
    drawn: dict[int, Drawn] = {}
    strange: list[str] = []
    for part in BETWEEN.split(words):
        if not part.strip():
            continue
        found = known.part(part.strip())
        if isinstance(found, str):
            strange.append(f"{part.strip()}（{found}）")
        else:
            before = drawn.get(found.material)
            whole = found.quantity + (before.quantity if before else 0)
            drawn[found.material] = Drawn(
                found.material, found.name, found.unit, whole, found.price, found.there
            )
    return Reading(tuple(drawn.values()), tuple(strange))


class Shelf:
    """The materials of the register by what they are called."""

    def __init__(self, materials: Sequence[Row]) -> None:
        self.materials = materials
        self.by_name: dict[str, list[Row]] = {}
        for row in materials:
            own = (str(row["name"]), *str(row["aliases"] or "").split("、"))
            for name in own:
                if name:
                    self.by_name.setdefault(fold(name), []).append(row)

    @classmethod
    def read(cls, conn: Reader, today: date) -> Shelf:
        """All of them."""
        found = rows.ids(conn, MATERIALS, today=today)
        return cls(rows.page(conn, MATERIALS, found, today=today))

    def part(self, part: str) -> Drawn | str:
        """What one part says, or why it can't be read."""
        match = PART.fullmatch(part)
        if match is None:
            return "没有写数量" if self.named(part) is not None else "看不懂，要写名称和数量"
        material = self.named(match["name"])
        if material is None:
            return self.strangeness(match["name"])
        unit, own = match["unit"], str(material["unit"] or "")
        if unit and own and fold(unit) != fold(own):
            return f"“{material['name']}”的单位是{own}"
        try:
            quantity = to_scaled(Decimal(match["number"]), 2)
        except EntryFault as fault:
            return fault.reason
        price, there = material["price_fen"], material["stock"]
        return Drawn(
            record_of(material),
            str(material["name"]),
            own or unit,
            quantity,
            price if isinstance(price, int) else None,
            there if isinstance(there, int) else 0,
        )

    def named(self, name: str) -> Row | None:
        """The material that is meant: called so, else the only one whose name has the words."""
        exactly = self.by_name.get(fold(name), [])
        if exactly:
            return exactly[0] if len(exactly) == 1 else None
        like = self.like(name)
        return like[0] if len(like) == 1 else None

    def like(self, name: str) -> list[Row]:
        """Materials whose name holds the words."""
        sought = fold(name)
        return [row for row in self.materials if sought in fold(str(row["name"]))]

    def strangeness(self, name: str) -> str:
        """Why no material is meant by a name."""
        several = self.by_name.get(fold(name), []) or self.like(name)
        if len(several) > 1:
            names = "、".join(f"“{row['name']}”" for row in several[:3])
            return f"有几种：{names}，请写明规格"
        return "材料清单里没有"


def planned(desk: Desk, repair: Row, inputs: Inputs) -> Reading:
    """What would be drawn for a repair with these answers: what is typed, else its 更换材料."""
    words = text_of(inputs.get("materials")) or str(repair["materials"] or "")
    with desk.store.snapshot() as conn:
        return read_materials(conn, words, desk.today())


def drawn_before(desk: Desk, repair: int) -> str:
    """What was drawn for a repair already, in a sentence; "" for nothing: drawn again it costs again."""
    with desk.store.snapshot() as conn:
        where = All((Is("repair", repair), Is("way", OUT)))
        found = rows.ids(conn, STOCK_MOVES, where, [Sort("moved_on")], today=desk.today())
        moves = rows.page(conn, STOCK_MOVES, found, today=desk.today())
        names = desk.store.names(conn)
        told = [
            f"{names.label(MATERIALS.name, row['material'])} {number(row['quantity'])}"
            for row in moves
            if isinstance(row["material"], int) and isinstance(row["quantity"], int)
        ]
    if not told:
        return ""
    more = f"等 {len(told)} 种" if len(told) > MOST_NAMED else ""
    return f"这张维修单已经领过：{'、'.join(told[:MOST_NAMED])}{more}，再领是另外加的。"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was drawn for a repair."""

    number: str
    drawn: tuple[Drawn, ...]

    @property
    def sentence(self) -> str:
        """已为 WX-2026-0001 领料 2 种，共 325.00 元。"""
        worth = sum(one.worth or 0 for one in self.drawn)
        short = [one.name for one in self.drawn if one.left < 0]
        tail = f"；{'、'.join(short)}账面已为负，请补登入库或盘点" if short else ""
        return f"已为 {self.number} 领料 {len(self.drawn)} 种，共 {amount_text(worth)} 元{tail}。"


def draw(desk: Desk, repair: int, inputs: Inputs, at: datetime | None = None) -> Taken:
    """领料: one 出库 of each material at its reference price, with the repair; one operation.

    Nothing is drawn while a part isn't understood. 更换材料 is filled in where it is blank.
    Raises UserError, EditFault.
    """
    (row,) = present(desk, REPAIRS, [repair])
    if why := unfit_for("draw")(row):
        raise UserError(f"维修单 {row['number']} {why}，不能领料。")
    given = filled(inputs)
    found = planned(desk, row, given)
    if found.strange or not found.drawn:
        raise UserError(found.sentence)
    moved: Input = given.get("moved_on") or Stored((at or desk.now()).date().isoformat())
    wanted: list[Inputs] = [
        {
            "moved_on": moved,
            "material": Stored(one.material),
            "way": Stored(OUT),
            "quantity": Stored(one.quantity),
            "price_fen": Stored(one.price),
            "repair": Stored(repair),
            **({"person": given["person"]} if "person" in given else {}),
        }
        for one in found.drawn
    ]
    with desk.store.operation(desk, f"领料 {row['number']}({len(wanted)} 种)") as op:
        add_all(op, desk, STOCK_MOVES, wanted, {})
        if row["materials"] is None and "materials" in given:
            said: Mapping[int, Inputs] = {repair: {"materials": given["materials"]}}
            edit_within(op, desk, REPAIRS, said, label=op.label)
        # What a repair cost follows from its moves.
        op.changes.add(REPAIRS.name, repair)
    return Taken(str(row["number"]), found.drawn)


def number(hundredths: int) -> str:
    """A stored quantity without needless zeros: 2, 2.5."""
    whole, part = divmod(abs(hundredths), 100)
    digits = f"{whole}.{part:02}".rstrip("0").rstrip(".")
    return f"−{digits}" if hundredths < 0 else digits
