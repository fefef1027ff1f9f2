"""台账亮灯率 by nights: on which nights of a period a lamp was to shine, and on which it was dark."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bureau.reports.change import ratio

Alike = Mapping[tuple[int | None, int, int], int]
"""Heads by road grade, nights due and nights dark."""


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights of a span of days as a row of bits, that of the first day lowest."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many there are."""
        return max((self.last - self.first).days + 1, 0)

    @property
    def all(self) -> int:
        """Every night."""
        return (1 << self.count) - 1

    def between(self, begin: date | None, end: date | None) -> int:
        """The nights from that of `begin` to that before `end`; None leaves a side open.

        What was mended by a day shines in that day's night.
        """
        low = 0 if begin is None else max((begin - self.first).days, 0)
        high = self.count if end is None else min((end - self.first).days, self.count)
        return ((1 << high) - 1) & ~((1 << low) - 1) if high > low else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp of the register: its heads, where it stands, what it hangs on, when it was there."""

    record: int
    heads: int
    road: int | None
    grade: int | None
    parent: int | None
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A time that concerns a facility, or (`road`) a whole road: a fault or a stop; `end` is lit again."""

    record: int
    asset: int | None
    road: int | None = None
    begin: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Shone:
    """Head-nights that were due and dark, of some lamps."""

    lamps: int
    due: int
    dark: int

    @property
    def rate(self) -> Fraction | None:
        """1 − dark ÷ due; None where nothing was due."""
        share = ratio(self.dark, self.due)
        return None if share is None else 1 - share


def shone(
    lamps: Collection[Lamp],
    parents: Mapping[int, int | None],
    nights: Nights,
    faults: Collection[Spell],
    stops: Collection[Spell],
) -> dict[int | None, Shone]:
    """What shone by road grade.

    A fault or stop of a cabinet or circuit is one of everything below it. Two faults of one lamp
    in one night are one dark night; nights that were stopped, or before it stood, count nowhere.
    """
    due = due_nights(lamps, parents, nights, stops)
    return by_grade(alike(lamps, due, dark_nights(lamps, parents, nights, faults)))


def alike(lamps: Collection[Lamp], due: Collection[int], dark: Collection[int]) -> Alike:
    """The heads of lamps of one grade that shone on the same nights: of thousands, most did."""
    found: dict[tuple[int | None, int, int], int] = {}
    for lamp, there, unlit in zip(lamps, due, dark, strict=True):
        key = lamp.grade, there, unlit & there
        found[key] = found.get(key, 0) + lamp.heads
    return found


def by_grade(found: Alike, of: int = -1) -> dict[int | None, Shone]:
    """The head-nights that were due and dark, by road grade; only in the nights `of`."""
    sums: dict[int | None, list[int]] = {}
    for (grade, due, dark), heads in found.items():
        if not (lit := due & of):
            continue
        mine = sums.setdefault(grade, [0, 0, 0])
        mine[0] += heads
        mine[1] += heads * lit.bit_count()
        mine[2] += heads * (lit & dark).bit_count()
    return {grade: Shone(*three) for grade, three in sums.items()}


def due_nights(
    lamps: Collection[Lamp],
    parents: Mapping[int, int | None],
    nights: Nights,
    stops: Collection[Spell],
) -> list[int]:
    """The nights on which each lamp was to shine: it stood there, and nothing above it was stopped."""
    rest = carried(lamps, parents, by_asset(stops, nights))
    closed, every = by_road(stops, nights), nights.all
    found = []
    for lamp, resting in zip(lamps, rest, strict=True):
        if lamp.road is not None:
            resting |= closed.get(lamp.road, 0)
        begins, ends = lamp.begins, lamp.ends
        late = begins is not None and begins > nights.first
        there = nights.between(begins, ends) if late or ends is not None else every
        found.append(there & ~resting)
    return found


def dark_nights(
    lamps: Collection[Lamp],
    parents: Mapping[int, int | None],
    nights: Nights,
    faults: Collection[Spell],
) -> list[int]:
    """The nights on which something was broken at each lamp or above it."""
    return carried(lamps, parents, by_asset(faults, nights))


def carried(
    lamps: Collection[Lamp], parents: Mapping[int, int | None], nights: Mapping[int, int]
) -> list[int]:
    """For each lamp, the nights of its own and of all that it hangs on."""
    above: dict[int | None, int] = {None: 0}
    found = []
    for lamp in lamps:
        if lamp.parent not in above:
            assert lamp.parent is not None
            over = 0
            for asset in upward(lamp.parent, parents):
                over |= nights.get(asset, 0)
            above[lamp.parent] = over
        found.append(nights.get(lamp.record, 0) | above[lamp.parent])
    return found


def upward(record: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """A facility and all that it hangs on; a ring ends where it closes."""
    way: list[int] = []
    at: int | None = record
    while at is not None and at not in way:
        way.append(at)
        at = parents.get(at)
    return tuple(way)


def by_asset(spells: Collection[Spell], nights: Nights) -> dict[int, int]:
    """The nights of each facility."""
    found: dict[int, int] = {}
    for spell in spells:
        if spell.asset is not None:
            mask = nights.between(spell.begin, spell.end)
            found[spell.asset] = found.get(spell.asset, 0) | mask
    return found


def by_road(spells: Collection[Spell], nights: Nights) -> dict[int, int]:
    """The nights of whole roads: spells that name a road and no facility."""
    found: dict[int, int] = {}
    for spell in spells:
        if spell.asset is None and spell.road is not None:
            mask = nights.between(spell.begin, spell.end)
            found[spell.road] = found.get(spell.road, 0) | mask
    return found
