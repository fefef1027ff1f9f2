"""亮灯率 of a period in both definitions: as patrols found it, and by the nights of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import COUNTS, DARKENING, IS_LAMP, within
from bureau.facilities.ledgers import LIGHT_PATROLS, REPAIRS
from bureau.facilities.lighting.figures_lamps import (
    Lamps,
    grade_order,
    grade_title,
    read,
    read_faults,
    read_lamps,
    these,
)
from bureau.facilities.lighting.nights import Lamp, Shone, alike, by_grade, carried
from bureau.facilities.repairs.figures_conditions import ROAD, OfRoad
from bureau.facilities.values import day, referred, whole
from bureau.ledger.query import All, Any, Filter, Ids, Is, OneOf
from bureau.reports.change import ratio
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def sampled(
    conn: Reader, names: Names, period: Period, today: date, lamps: Lamps | None = None
) -> Sampled:
    """抽查亮灯率: (应亮 − 未亮) ÷ 应亮, both as the patrols of the period noted them, in 盏.

    Beside it stands what by the register should have shone on the nights of these patrols.
    """
    lamps = lamps or read_lamps(conn, period.first, period.last, today)
    where = within("patrolled_on", period)
    patrols: dict[int, list[Patrol]] = {}
    keys = ("road", "patrolled_on", "due", "dark")
    for road, on, due, dark in read(conn, LIGHT_PATROLS, keys, where, today):
        if isinstance(road, int) and (night := day(on)) is not None:
            patrols.setdefault(road, []).append(Patrol(night, whole(due), whole(dark)))
    reported = All((within("reported_on", period), OneOf("fault", DARKENING), COUNTS))
    faults = by_road(conn, reported, today)
    standing = lamps.roads()
    order = grade_order(names)

    def of_road(road: int, found: Sequence[Patrol]) -> RoadSample:
        grade = lamps.grades.get(road)
        there = standing.get(road, [])
        last = max((one.on for one in found), default=lamps.nights.last)
        heads, cards = shining(there, lamps.night(last))
        return RoadSample(
            record=road,
            road=names.label("roads", road),
            grade=grade_title(names, grade),
            grade_item=grade,
            found=tuple(found),
            registered=heads,
            registered_due=sum(shining(there, lamps.night(one.on))[0] for one in found),
            where=All((Is("road", road), where)),
            lamps=these(cards),
            faults=faults.get(road, 0),
            faults_where=All((OfRoad(road), reported)),
        )

    def place(one: RoadSample) -> tuple[int, str]:
        return order.get(one.grade_item, order[None]), one.road

    roads = sorted((of_road(road, found) for road, found in patrols.items()), key=place)
    missed = [of_road(road, ()) for road in standing if road not in patrols]
    return Sampled(
        tuple(roads), tuple(sorted((one for one in missed if one.registered), key=place)), where
    )


def by_road(conn: Reader, where: Filter, today: date) -> dict[int | None, int]:
    """How many repairs each road had, of those that a filter lets through."""
    condition, parameters = bound(REPAIRS, where, today)
    found = conn.execute(
        f"SELECT {ROAD}, count(*) FROM {REPAIRS.table} t WHERE {condition} GROUP BY 1", parameters
    )
    return {referred(road): number for road, number in found}


def shining(there: Iterable[tuple[Lamp, int]], night: int) -> tuple[int, list[Lamp]]:
    """The heads that were to shine in a night, and their lamps."""
    found = [lamp for lamp, due in there if due & night]
    return sum(lamp.heads for lamp in found), found


def weighted(
    conn: Reader, names: Names, period: Period, today: date, lamps: Lamps | None = None
) -> Weighted:
    """台账亮灯率: 1 − Σ(故障盏·夜) ÷ Σ(在用盏·夜), from the register, repairs and approved stops.

    The nights are those of the period that have passed. A fault counts from the night of its report
    to the one before it was mended; of a place without a card it counts nowhere and is told. A lamp
    停用 without approval is dark.
    """
    lamps = lamps or read_lamps(conn, period.first, period.last, today)
    passed = lamps.nights.between(None, today)
    faults = read_faults(conn, lamps, passed, today)
    shone = by_grade(alike(lamps.lamps, lamps.due, faults.dark), passed)
    due: dict[int | None, list[Lamp]] = {}
    dark: dict[int | None, list[Lamp]] = {}
    unapproved = []
    # A lamp whose cabinet is 停用 without approval is one too.
    idle = carried(lamps.lamps, lamps.parents, lamps.idle)
    for lamp, there, unlit, stopped in zip(lamps.lamps, lamps.due, faults.dark, idle, strict=True):
        if lit := there & passed:
            due.setdefault(lamp.grade, []).append(lamp)
            if lit & unlit:
                dark.setdefault(lamp.grade, []).append(lamp)
            if lit & stopped:
                unapproved.append(lamp)
    order = grade_order(names)
    lines = tuple(
        GradeNights(
            grade=grade_title(names, grade),
            grade_item=grade,
            shone=shone[grade],
            lamps=these(due[grade]),
            dark=these(dark.get(grade, [])),
        )
        for grade in sorted(shone, key=lambda one: order.get(one, order[None]))
    )
    placeless = [spell for spell in faults.repairs if spell.asset is None]
    return Weighted(
        nights=passed.bit_count(),
        lines=lines,
        unregistered=len(placeless),
        placeless=Ids(tuple(spell.record for spell in placeless)),
        faults=Ids(tuple(spell.record for spell in faults.repairs)),
        unapproved=these(unapproved),
        unapproved_count=len(unapproved),
        lamps=Any(tuple(line.lamps for line in lines)),
    )


def together(parts: Iterable[Shone]) -> Shone:
    """Several grades as one."""
    every = list(parts)
    return Shone(
        sum(one.lamps for one in every),
        sum(one.due for one in every),
        sum(one.dark for one in every),
    )


def registered_heads(conn: Reader, road: int, on: date, today: date) -> int:
    """The heads that the register says should shine on a road in the night of a day."""
    lamps = read_lamps(conn, on, on, max(on, today), All((IS_LAMP, Is("road", road))))
    return shining(lamps.roads().get(road, ()), lamps.night(on))[0]


@dataclass(frozen=True, slots=True)
class Patrol:
    """What one patrol of a road found."""

    on: date
    due: int
    dark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSample:
    """The patrols of one road, none for one that nobody patrolled.

    `registered` is what by the register should have shone in the night of the last patrol (of the
    period's last night without any), `registered_due` the same of all its patrols together.
    """

    record: int
    road: str
    grade: str
    grade_item: int | None
    found: tuple[Patrol, ...]
    registered: int
    registered_due: int
    where: Filter
    lamps: Filter
    faults: int
    """Faults in which a lamp is dark, reported on this road in the period."""
    faults_where: Filter

    @property
    def patrols(self) -> int:
        """How often it was patrolled."""
        return len(self.found)

    @property
    def due(self) -> int:
        """应亮 of all patrols."""
        return sum(one.due for one in self.found)

    @property
    def dark(self) -> int:
        """未亮 of all patrols."""
        return sum(one.dark for one in self.found)

    @property
    def worst(self) -> Patrol | None:
        """The patrol that found most dark heads, the first of equals."""
        return max(self.found, key=lambda one: (one.dark, -one.on.toordinal()), default=None)

    @property
    def size(self) -> int:
        """Its lamp heads: as the register or the largest patrol has them, whichever are more.

        A register that isn't complete doesn't make a small road of a large one.
        """
        return max((self.registered, *(one.due for one in self.found)))

    @property
    def rate(self) -> Fraction | None:
        """抽查亮灯率 of the road."""
        return ratio(self.due - self.dark, self.due)

    @property
    def differs(self) -> bool:
        """Whether the patrols' own 应亮 isn't the register's."""
        return self.due != self.registered_due


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSample:
    """The patrols of all roads of one grade."""

    grade: str
    grade_item: int | None
    due: int
    dark: int
    registered: int
    where: Filter

    @property
    def rate(self) -> Fraction | None:
        """抽查亮灯率 of the grade."""
        return ratio(self.due - self.dark, self.due)


@dataclass(frozen=True, slots=True)
class Sampled:
    """What patrols found: by road, and lit roads where nobody patrolled."""

    roads: tuple[RoadSample, ...]
    missed: tuple[RoadSample, ...]
    where: Filter

    @property
    def unpatrolled(self) -> tuple[str, ...]:
        """Roads with lamps where nobody patrolled."""
        return tuple(sorted(one.road for one in self.missed))

    @property
    def grades(self) -> tuple[GradeSample, ...]:
        """By road grade, in the order of the grades."""
        of: dict[tuple[str, int | None], list[RoadSample]] = {}
        for road in self.roads:
            of.setdefault((road.grade, road.grade_item), []).append(road)
        return tuple(
            GradeSample(
                grade=grade,
                grade_item=item,
                due=sum(road.due for road in roads),
                dark=sum(road.dark for road in roads),
                registered=sum(road.registered_due for road in roads),
                where=Any(tuple(road.where for road in roads)),
            )
            for (grade, item), roads in of.items()
        )

    @property
    def due(self) -> int:
        """All that should have shone."""
        return sum(road.due for road in self.roads)

    @property
    def dark(self) -> int:
        """All that didn't."""
        return sum(road.dark for road in self.roads)

    @property
    def rate(self) -> Fraction | None:
        """抽查亮灯率 of all roads: of all heads together, not the mean of the grades."""
        return ratio(self.due - self.dark, self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeNights:
    """The nights of one grade; `dark` are the lamps that were dark in one of them at least."""

    grade: str
    grade_item: int | None
    shone: Shone
    lamps: Filter
    dark: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """What the ledger says of the nights that have passed, by road grade."""

    nights: int
    lines: tuple[GradeNights, ...]
    unregistered: int
    """Dark faults of places without a card: no lamp of the register can be made dark by them."""
    placeless: Filter
    faults: Filter
    unapproved: Filter
    unapproved_count: int
    lamps: Filter

    @property
    def grades(self) -> tuple[tuple[str, Shone], ...]:
        """The grades by their titles."""
        return tuple((line.grade, line.shone) for line in self.lines)

    @property
    def all(self) -> Shone:
        """All grades together."""
        return together(line.shone for line in self.lines)
