"""The store of the sample county's repair crews: bought, taken for repairs, counted twice a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bureau.calendar.periods import Period
from bureau.demo.entered import Row
from bureau.demo.faults import HUNDRED, Fault, Faults
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.facilities.stock.figures_stock import COUNTED, IN, OUT

COUNTED_BACK = (7, 1)
"""How many months before the end the store is counted, on the 28th."""
SHORT = "防水接线端子"
"""The material of which one is missing when it is counted."""
LENT = "雨水箅子 450×750"
"""The material that runs low on the last day."""
MARGIN = 2


class Store:
    """What comes and goes, material by material."""

    def __init__(self, faults: Faults, periods: Sequence[Period], chance: Chance) -> None:
        self.faults = faults
        self.periods = periods
        self.chance = chance
        self.words = read("facilities")["materials"]
        self.materials = table(read("facilities"), "materials")

    def listed(self) -> Iterator[Row]:
        """The materials."""
        for entry in self.materials:
            yield {
                "name": entry["name"],
                "spec": entry["spec"],
                "unit": entry["unit"],
                "price_fen": entry["price"],
                "low": entry["low"] * HUNDRED,
                "place": self.words["store"],
            }

    def moves(self, ids: Sequence[int]) -> list[Row]:
        """Everything that came and went, in the order of days; of one day the count last."""
        taken: dict[str, list[Fault]] = {}
        for fault in self.faults.all:
            if fault.done is not None and fault.entry["material"]:
                taken.setdefault(fault.entry["material"], []).append(fault)
        found: list[Row] = []
        for record, entry in zip(ids, self.materials, strict=True):
            found += self.of(record, entry, taken.get(entry["name"], ()))
        return sorted(found, key=lambda row: str(row["moved_on"]))

    def of(self, record: int, entry: Row, taken: Sequence[Fault]) -> Iterator[Row]:
        """One material: bought before it runs low, so that it never does."""
        bought = int(str(entry["bought"])) * HUNDRED
        low, price = int(str(entry["low"])) * HUNDRED, int(str(entry["price"]))
        person = self.faults.menders[0]
        stock = 0

        def move(day: date, way: int, amount: int, **more: object) -> Row:
            return {
                "moved_on": day.isoformat(),
                "material": record,
                "way": way,
                "quantity": amount,
                "person": person,
                **more,
            }

        def buy(day: date) -> Row:
            supplier = self.chance.choice(self.words["suppliers"])
            voucher = f"入 {day.year}-{day.month:02}{self.chance.randrange(1000):03}"
            return move(day, IN, bought, price_fen=price, supplier=supplier, voucher=voucher)

        first, last = self.periods[0].first, self.periods[-1].last
        stock += bought
        yield buy(first)
        counts = [
            self.periods[-back].first + timedelta(days=27)
            for back in COUNTED_BACK
            if back <= len(self.periods)
        ]
        for fault in sorted(taken, key=lambda one: str(one.done)):
            assert fault.done is not None
            day = fault.done.date()
            while counts and counts[0] < day:
                stock -= HUNDRED if entry["name"] == SHORT else 0
                yield move(counts.pop(0), COUNTED, stock)
            used = self.faults.used(fault)
            while stock - used < low * MARGIN:
                stock += bought
                yield buy(day)
            stock -= used
            yield move(day, OUT, used, price_fen=price, repair=fault.id)
        for day in counts:
            yield move(day, COUNTED, stock)
        if entry["name"] == LENT:
            yield move(
                last, OUT, stock - low + HUNDRED, price_fen=price, note="领出备汛，存各抢险点"
            )
