"""The figures of 年度清查: seen, damaged, not found and not visited, by kind and by road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.facilities.ledgers import FACILITIES, SIGHTINGS
from bureau.facilities.register.stocktake import RoundOf
from bureau.ledger.query import All, Blank, Everything, Filter, Is
from bureau.reports.change import ratio
from bureau.storage.rows import count, value_counts

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader

EVERYTHING = Everything()
UNSAID = "（未填）"
SURPLUS = "surplus"
PARTS = ("to_see", "seen", "damaged", "missed", "unvisited", SURPLUS)
"""The numbers of a line, by the definition that counts them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind or road: 应清查, 见到, 其中损坏, 查找未见, 尚未清查, and 多出, by definition."""

    title: str
    counts: Mapping[str, int]
    of: Filter
    """What narrows a definition of the round to this line."""

    @property
    def rate(self) -> Fraction | None:
        """见到率: seen of what there is to see."""
        return ratio(self.counts["seen"], self.counts["to_see"])


@dataclass(frozen=True, slots=True)
class StockTake:
    """A round: all together, by kind and by road."""

    of: RoundOf
    whole: Line
    kinds: tuple[Line, ...]
    roads: tuple[Line, ...]
    sightings: int

    def behind(self, line: Line, part: str) -> tuple[Ledger, Filter]:
        """The records behind one number: cards, or for `surplus` sightings."""
        where: Filter = getattr(self.of, part)
        return SIGHTINGS if part == SURPLUS else FACILITIES, All((where, line.of))


def stock_take(conn: Reader, names: Names, year: int, today: date) -> StockTake:
    """The round of a year as the books have it now."""
    of = RoundOf(year)
    behind: dict[str, tuple[Ledger, Filter]] = {
        part: (SIGHTINGS if part == SURPLUS else FACILITIES, getattr(of, part)) for part in PARTS
    }

    def lines(key: str) -> tuple[Line, ...]:
        """By a field that cards and sightings both have, in its order; those without it last."""
        counted = {
            part: dict(value_counts(conn, ledger, key, where, today=today))
            for part, (ledger, where) in behind.items()
        }
        shown = FACILITIES.by_key[key].type.show
        return tuple(
            Line(
                shown(value, names) or UNSAID,
                {part: found.get(value, 0) for part, found in counted.items()},
                Is(key, value),
            )
            for value in in_order(counted["to_see"], counted[SURPLUS])
        )

    whole = {
        part: count(conn, ledger, where, today=today) for part, (ledger, where) in behind.items()
    }
    return StockTake(
        of,
        Line("合计", whole, EVERYTHING),
        lines("kind"),
        lines("road"),
        count(conn, SIGHTINGS, of.sightings, today=today),
    )


def in_order(*counted: Mapping[Value, int]) -> list[Value]:
    """The values of several counts, each once, none at the end."""
    found = dict.fromkeys(value for one in counted for value in one)
    return sorted(found, key=lambda value: value is None)


def rounds(conn: Reader, today: date) -> tuple[int, ...]:
    """The rounds that may be shown, the latest first: those that have sightings, and this year's."""
    said = [value for value, _ in value_counts(conn, SIGHTINGS, "round", today=today)]
    days = value_counts(conn, SIGHTINGS, "checked_on", Blank("round"), today=today)
    found = {today.year, *(int(str(day)[:4]) for day, _ in days if day is not None)}
    return tuple(sorted(found | {one for one in said if isinstance(one, int)}, reverse=True))
