"""材料收发存: what was there, came, went and was left of each material in a period, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import within
from bureau.facilities.ledgers import MATERIALS, STOCK_MOVES
from bureau.facilities.stock.figures_stock import AMOUNT, COUNTED, IN, OUT
from bureau.ledger.query import All, Any, Blank, Filter, Is, Not, Sort
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(slots=True)
class Walked:
    """One material on the way through its moves, in hundredths of its unit and 分."""

    received: int = 0
    received_fen: int = 0
    issued: int = 0
    issued_fen: int = 0
    returned: int = 0
    returned_fen: int = 0
    found: int = 0
    there: int = 0
    unpriced: int = 0

    @property
    def opening(self) -> int:
        """What was there before the period."""
        return self.there - self.received + self.issued - self.found

    def take(
        self, way: int, quantity: int, worth: int | None, *, of_repair: bool, inside: bool
    ) -> None:
        """One move, in the order of days and entry; a stock-take sets what is there.

        What comes in of a repair was drawn for it and is brought back.
        """
        before = self.there
        if way == COUNTED:
            self.there = quantity
        else:
            self.there += quantity if way == IN else -quantity
        if not inside:
            return
        if way == COUNTED:
            self.found += quantity - before
        else:
            self.unpriced += worth is None
            if way == IN:
                self.received += quantity
                self.received_fen += worth or 0
                if of_repair:
                    self.returned += quantity
                    self.returned_fen += worth or 0
            elif way == OUT:
                self.issued += quantity
                self.issued_fen += worth or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """One material: quantities in hundredths of its unit, what they are worth in 分.

    期初 + 收入 − 发出 + 盘盈亏 = 期末. What came and went is worth what each move says; what is left,
    the reference price, None without one. `found` is what stock-takes found above the books;
    `drawn` (领用) is what was issued less what was brought back of repairs.
    """

    material: int
    name: str
    spec: str
    unit: str
    opening: int
    received: int
    received_fen: int
    issued: int
    issued_fen: int
    drawn: int
    drawn_fen: int
    found: int
    closing: int
    closing_fen: int | None
    unpriced: int
    moves: Filter


@dataclass(frozen=True, slots=True)
class StockSheet:
    """All materials that are there or moved in a period, by name."""

    period: Period
    lines: tuple[StockLine, ...]
    low: int
    """Materials of which no more was there than their warning says, at the period's end."""

    def total(self, of: Iterable[int | None]) -> int:
        """The sum of what is known."""
        return sum(value or 0 for value in of)

    @property
    def received_fen(self) -> int:
        """收入金额."""
        return self.total(line.received_fen for line in self.lines)

    @property
    def issued_fen(self) -> int:
        """发出金额."""
        return self.total(line.issued_fen for line in self.lines)

    @property
    def drawn_fen(self) -> int:
        """领用金额."""
        return self.total(line.drawn_fen for line in self.lines)

    @property
    def closing_fen(self) -> int:
        """期末金额, of materials that have a reference price."""
        return self.total(line.closing_fen for line in self.lines)

    @property
    def unpriced(self) -> int:
        """How many moves of the period have no price."""
        return self.total(line.unpriced for line in self.lines)


def stock_figures(conn: Reader, period: Period, today: date) -> StockSheet:
    """What came and went in a period; materials without stock or move are left out."""
    walked = walk(conn, period)
    materials = rows.page(
        conn, MATERIALS, rows.ids(conn, MATERIALS, None, [Sort("name")], today=today), today=today
    )
    lines, low = [], 0
    for row in materials:
        record = int(str(row["id"]))
        way = walked.get(record)
        # What had never been there when the period ended wasn't low then.
        if way is not None or period.last >= today:
            low += is_low(way.there if way is not None else 0, row["low"])
        if way is None or not (way.opening or way.there or way.received or way.issued or way.found):
            continue
        price = row["price_fen"]
        lines.append(
            StockLine(
                material=record,
                name=str(row["name"]),
                spec=str(row["spec"] or ""),
                unit=str(row["unit"] or ""),
                opening=way.opening,
                received=way.received,
                received_fen=way.received_fen,
                issued=way.issued,
                issued_fen=way.issued_fen,
                drawn=way.issued - way.returned,
                drawn_fen=way.issued_fen - way.returned_fen,
                found=way.found,
                closing=way.there,
                closing_fen=worth(way.there, price) if isinstance(price, int) else None,
                unpriced=way.unpriced,
                moves=All((Is("material", record), within("moved_on", period))),
            )
        )
    return StockSheet(period, tuple(lines), low)


def is_low(stock: int, least: object) -> bool:
    """库存低: no more is there than the warning says, or less than nothing by the books."""
    return stock < 0 or (isinstance(least, int) and stock <= least)


def walk(conn: Reader, period: Period) -> dict[int, Walked]:
    """All moves up to the period's end, each material's in turn."""
    found: dict[int, Walked] = {}
    moves = conn.execute(
        f"SELECT t.material, t.way, t.quantity, {AMOUNT}, t.repair IS NOT NULL,"
        " t.moved_on >= :first"
        f" FROM {STOCK_MOVES.table} t WHERE t.moved_on < date(:last, '+1 day')"
        f" AND t.way IN ({IN}, {OUT}, {COUNTED}) AND t.quantity IS NOT NULL"
        " ORDER BY t.moved_on, t.id",
        {"first": period.first.isoformat(), "last": period.last.isoformat()},
    )
    for material, way, quantity, amount, of_repair, inside in moves:
        found.setdefault(material, Walked()).take(
            way, quantity, amount, of_repair=bool(of_repair), inside=bool(inside)
        )
    return found


def worth(quantity: int, price: int) -> int:
    """Quantity × price in 分, halves rounded up."""
    return (quantity * price * 2 + 100) // 200


def issued(period: Period) -> Filter:
    """领用: what went out in a period, and what was brought back of a repair."""
    back = All((Is("way", IN), Not(Blank("repair"))))
    return All((within("moved_on", period), Any((Is("way", OUT), back))))
