"""维修量 as bureaus publish it: 沥青修补 m², 井盖更换 套, 疏通管道 m …, from repairs and maintenance works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted
from bureau.facilities.definitions import UNDONE, RepairsOf, within
from bureau.facilities.ledgers import REPAIRS, WORKS
from bureau.facilities.repairs.figures_conditions import LIGHTING_ITEMS
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Blank, Filter, Is, Not, OneOf
from bureau.ledger.units import size
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Item, Names
    from bureau.storage.connection import Reader

PLACE = "处"
"""What work without a quantity is counted in."""
Key = tuple[int, object]
"""An item and its unit: units of one measure and size (m², 平方米) are one."""


def work_done(conn: Reader, names: Names, period: Period, today: date) -> WorkDone:
    """The quantities of a period: what was mended in it and what maintenance was done in it.

    Quantities of different units are never added, nor converted; what was noted without a quantity
    is counted in 处 beside them.
    """
    items = {item.id: item for item in names.items("work-item")}
    found: dict[Key, list[Part]] = {}
    of = RepairsOf(period, today)
    for ledger, where in ((REPAIRS, of.done), (WORKS, worked(period))):
        for key, part in parts(conn, ledger, where, items, today):
            found.setdefault(key, []).append(part)
    order = {item: place for place, item in enumerate(items)}
    quantities = [
        Quantity(
            item=items[key[0]].title,
            item_id=key[0],
            unit=unit_told(items[key[0]], joined),
            hundredths=sum(part.hundredths for part in joined),
            records=sum(part.records for part in joined),
            unmeasured=sum(part.unmeasured for part in joined),
            parts=tuple(joined),
        )
        for key, joined in found.items()
    ]
    quantities.sort(key=lambda one: (order[one.item_id], one.unit))
    unnamed = All((of.done, Blank("item")))
    return WorkDone(
        tuple(quantities), Counted("未填维修项目", counted(conn, unnamed, today), unnamed)
    )


def worked(period: Period) -> Filter:
    """Maintenance of a period that was work: not what couldn't be done, though its plan says how much."""
    return All((within("done_on", period), Not(Blank("item")), Not(Is("result", UNDONE))))


def parts(
    conn: Reader, ledger: Ledger, where: Filter, items: Mapping[int, Item], today: date
) -> list[tuple[Key, Part]]:
    """The work of one ledger by item and unit; without a unit it is the item's own."""
    condition, parameters = bound(ledger, where, today)
    rows = conn.execute(
        "SELECT t.item, t.quantity_unit, coalesce(sum(t.quantity), 0), count(*),"
        f" sum(t.quantity IS NULL) FROM {ledger.table} t WHERE {condition}"
        " AND t.item IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2",
        parameters,
    )
    rows.row_factory = None
    by_key: dict[Key, list[tuple[str | None, int, int, int]]] = {}
    for item, unit, hundredths, records, unmeasured in rows:
        if item in items:
            key = (item, measure(unit or items[item].unit))
            by_key.setdefault(key, []).append((unit, hundredths, records, unmeasured))
    return [
        (
            key,
            Part(
                ledger=ledger,
                units=tuple(unit for unit, *_ in lines),
                hundredths=sum(line[1] for line in lines),
                records=sum(line[2] for line in lines),
                unmeasured=sum(line[3] for line in lines),
                where=All(
                    (where, Is("item", key[0]), OneOf("quantity_unit", tuple(u for u, *_ in lines)))
                ),
            ),
        )
        for key, lines in by_key.items()
    ]


def measure(unit: str) -> object:
    """What makes two units the same: measure and size, or the word itself (套, 座)."""
    return size(unit) or fold(unit)


def unit_told(item: Item, joined: list[Part]) -> str:
    """The catalogue's way of writing a unit, else the records' own."""
    written = [unit for part in joined for unit in part.units if unit]
    if not written or measure(written[0]) == measure(item.unit):
        return item.unit or PLACE
    return written[0]


def counted(conn: Reader, where: Filter, today: date) -> int:
    """How many repairs."""
    condition, parameters = bound(REPAIRS, where, today)
    row = conn.execute(f"SELECT count(*) FROM {REPAIRS.table} t WHERE {condition}", parameters)
    return int(row.fetchone()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one ledger says of an item in a unit."""

    ledger: Ledger
    units: tuple[str | None, ...]
    hundredths: int
    records: int
    unmeasured: int
    where: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One item in one unit: how much in hundredths, in how many records, how many without a number."""

    item: str
    item_id: int
    unit: str
    hundredths: int
    records: int
    unmeasured: int
    parts: tuple[Part, ...]

    @property
    def is_lighting(self) -> bool:
        """Work of 路灯管护."""
        return self.item_id in LIGHTING_ITEMS

    @property
    def behind(self) -> tuple[str, Filter]:
        """The ledger that most of it comes from, and its records."""
        most = max(self.parts, key=lambda part: part.records)
        return most.ledger.name, most.where


@dataclass(frozen=True, slots=True)
class WorkDone:
    """All of a period, in the order of the catalogue; and the repairs that name no item."""

    quantities: tuple[Quantity, ...]
    unnamed: Counted

    def of(self, item: int, unit: str) -> Quantity | None:
        """The same of this period."""
        wanted = (item, measure(unit))
        for one in self.quantities:
            if (one.item_id, measure(one.unit)) == wanted:
                return one
        return None
