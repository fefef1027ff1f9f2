"""亮灯率 of a period in both definitions: as patrols found it, and by the nights of the ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import DARKENING, IN_PLACE, IS_LAMP, SHINING, within
from bureau.facilities.ledgers import FACILITIES, LIGHT_PATROLS, REPAIRS, STOPS
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.nights import Lamp, Nights, Shone, Spell, shone
from bureau.ledger.query import All, Any, Between, Blank, Filter, Ids, Is, Not, OneOf
from bureau.reports.change import ratio
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

UNGRADED = "未定等级"


def sampled(conn: Reader, names: Names, period: Period, today: date) -> Sampled:
    """抽查亮灯率: (应亮 − 未亮) ÷ 应亮, both as the patrols of the period noted them, in 盏."""
    where = within("patrolled_on", period)
    found: dict[int, list[int]] = {}
    for road, due, dark in read(conn, LIGHT_PATROLS, ("road", "due", "dark"), where, today):
        if not isinstance(road, int):
            continue
        sums = found.setdefault(road, [0, 0, 0])
        sums[0] += 1
        sums[1] += whole(due)
        sums[2] += whole(dark)
    grades = grades_of_roads(conn, today)
    registered = heads_by_road(conn, today)
    roads = [
        RoadSample(
            road=names.label("roads", road),
            grade=grade_title(names, grades.get(road)),
            grade_item=grades.get(road),
            patrols=patrols,
            due=due,
            dark=dark,
            registered=registered.get(road, 0),
            where=All((Is("road", road), where)),
            lamps=All((Is("road", road), SHINING)),
        )
        for road, (patrols, due, dark) in found.items()
    ]
    order = {item.id: item.position for item in names.items("traffic-grade")}
    roads.sort(key=lambda one: (order.get(one.grade_item or 0, len(order) + 1), one.road))
    missed = tuple(
        names.label("roads", road) for road in registered if road not in found and registered[road]
    )
    return Sampled(tuple(roads), tuple(sorted(missed)), where)


def weighted(conn: Reader, names: Names, period: Period, today: date) -> Weighted:
    """台账亮灯率: 1 − Σ(故障盏·夜) ÷ Σ(在用盏·夜), from the register, repairs and approved stops.

    The nights are those of the period that have passed. A fault counts from the night of its report
    to the one before it was mended. Only an approved stop (停用审批, or a lamp 停用 with its
    approval in 状态说明) takes nights away; a lamp 停用 without one is dark.
    """
    nights = Nights(period.first, min(period.last, day_ago(today)))
    grades = grades_of_roads(conn, today)
    parents: dict[int, int | None] = {}
    for record, parent in read(conn, FACILITIES, ("id", "parent"), Not(Blank("parent")), today):
        parents[whole(record)] = parent if isinstance(parent, int) else None
    lamps: list[Lamp] = []
    stops: list[Spell] = []
    faults: list[Spell] = []
    unapproved: list[int] = []
    keys = ("id", "heads", "road", "road_grade", "parent", "installed_on", "state", "state_on",
            "state_reason")  # fmt: skip
    for record, heads, road, grade, parent, installed, state, since, reason in read(
        conn, FACILITIES, keys, IS_LAMP, today
    ):
        begins, changed = day(installed), day(since)
        if state in GONE and changed is None:
            continue
        own = grade if isinstance(grade, int) else grades.get(whole(road))
        lamp = Lamp(
            record=whole(record),
            heads=1 if heads is None else whole(heads),
            road=road if isinstance(road, int) else None,
            grade=own,
            parent=parent if isinstance(parent, int) else None,
            begins=begins,
            ends=changed if state in GONE else None,
        )
        lamps.append(lamp)
        if state == STOPPED:
            spell = Spell(
                record=lamp.record, asset=lamp.record, begin=changed or date.min, end=None
            )
            (stops if reason else faults).append(spell)
            if not reason:
                unapproved.append(lamp.record)
    stopped = read(conn, STOPS, SPELL_OF_STOPS, Between("begins_on", None, iso(nights.last)), today)
    stops += spells(stopped)
    covered = {spell.asset for spell in stops}
    unapproved = [record for record in unapproved if record not in covered]
    dark = All(
        (
            OneOf("fault", DARKENING),
            Between("reported_on", None, iso(nights.last)),
            Not(Between("repaired_on", None, iso(nights.first))),
        )
    )
    broken = spells(read(conn, REPAIRS, SPELL_OF_REPAIRS, dark, today))
    placeless = sum(spell.asset is None for spell in broken)
    faults += [spell for spell in broken if spell.asset is not None]
    by_grade = shone(lamps, parents, nights, faults, stops)
    order = {item.id: item.position for item in names.items("traffic-grade")}
    return Weighted(
        nights=nights.count,
        grades=tuple(
            (grade_title(names, grade), by_grade[grade])
            for grade in sorted(by_grade, key=lambda one: order.get(one or 0, len(order) + 1))
        ),
        unregistered=placeless,
        faults=Ids(tuple(spell.record for spell in broken)),
        unapproved=Ids(tuple(unapproved)),
        unapproved_count=len(unapproved),
        lamps=All((IS_LAMP, IN_PLACE)),
    )


SPELL_OF_STOPS = ("id", "asset", "road", "begins_on", "ends_on")
SPELL_OF_REPAIRS = ("id", "asset", "road", "reported_on", "repaired_on")


def spells(rows: list[tuple[object, ...]]) -> list[Spell]:
    """Rows of stops or repairs as times; one without a first day is none."""
    return [
        Spell(
            record=whole(record),
            asset=asset if isinstance(asset, int) else None,
            road=road if isinstance(road, int) else None,
            begin=begin,
            end=day(last),
        )
        for record, asset, road, first, last in rows
        if (begin := day(first)) is not None
    ]


def grades_of_roads(conn: Reader, today: date) -> dict[int, int]:
    """The grade of each road: as the register of roads says, else that of most of its lamps."""
    counted: dict[int, Counter[int]] = {}
    where = All((Not(Blank("road")), Not(Blank("road_grade"))))
    for road, grade in read(conn, FACILITIES, ("road", "road_grade"), where, today):
        counted.setdefault(whole(road), Counter())[whole(grade)] += 1
    found = {
        road: min(grades, key=lambda grade: (-grades[grade], grade))
        for road, grades in counted.items()
    }
    for road, grade in conn.execute(
        "SELECT id, traffic_grade FROM roads WHERE traffic_grade IS NOT NULL"
    ):
        found[road] = grade
    return found


def heads_by_road(conn: Reader, today: date) -> dict[int, int]:
    """The lamp heads that should shine on each road by the register."""
    condition, parameters = bound(FACILITIES, SHINING, today)
    found = conn.execute(
        f"SELECT t.road, sum(coalesce(t.heads, 1)) FROM {FACILITIES.table} t"
        f" WHERE t.road IS NOT NULL AND {condition} GROUP BY 1 ORDER BY 1",
        parameters,
    )
    return {whole(road): whole(heads) for road, heads in found}


def read(
    conn: Reader, ledger: Ledger, keys: tuple[str, ...], where: Filter, today: date
) -> list[tuple[object, ...]]:
    """Some columns of the records that a filter lets through, by id."""
    condition, parameters = bound(ledger, where, today)
    columns = ", ".join(f't."{key}"' for key in keys)
    found = conn.execute(
        f"SELECT {columns} FROM {ledger.table} t WHERE {condition} ORDER BY t.id", parameters
    )
    # 20,000 lamps are read at once: none of them is made a Row.
    found.row_factory = None
    return found.fetchall()


def grade_title(names: Names, grade: int | None) -> str:
    """主干道, 次干道 …"""
    item = names.item_by_id(grade) if grade is not None else None
    return item.title if item is not None else UNGRADED


def whole(value: object) -> int:
    """A stored whole number, 0 where there is none."""
    return value if isinstance(value, int) else 0


def day(value: object) -> date | None:
    """A stored day."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else None


def iso(value: date) -> str:
    """A day as it is stored."""
    return value.isoformat()


def day_ago(today: date) -> date:
    """Yesterday, whose night is over."""
    return date.fromordinal(today.toordinal() - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSample:
    """The patrols of one road; `registered` is what the register says should shine there now."""

    road: str
    grade: str
    grade_item: int | None
    patrols: int
    due: int
    dark: int
    registered: int
    where: Filter
    lamps: Filter

    @property
    def rate(self) -> Fraction | None:
        """抽查亮灯率 of the road."""
        return ratio(self.due - self.dark, self.due)

    @property
    def differs(self) -> bool:
        """Whether a patrol's own 应亮 isn't the register's."""
        return self.due != self.registered * self.patrols


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSample:
    """The patrols of all roads of one grade."""

    grade: str
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
    unpatrolled: tuple[str, ...]
    where: Filter

    @property
    def grades(self) -> tuple[GradeSample, ...]:
        """By road grade, in the order of the grades."""
        of: dict[str, list[RoadSample]] = {}
        for road in self.roads:
            of.setdefault(road.grade, []).append(road)
        return tuple(
            GradeSample(
                grade=grade,
                due=sum(road.due for road in roads),
                dark=sum(road.dark for road in roads),
                registered=sum(road.registered * road.patrols for road in roads),
                where=Any(tuple(road.where for road in roads)),
            )
            for grade, roads in of.items()
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
class Weighted:
    """What the ledger says of the nights that have passed, by road grade."""

    nights: int
    grades: tuple[tuple[str, Shone], ...]
    unregistered: int
    """Dark faults of places without a card: no lamp of the register can be made dark by them."""
    faults: Filter
    unapproved: Filter
    unapproved_count: int
    lamps: Filter

    @property
    def all(self) -> Shone:
        """All grades together."""
        parts = [one for _, one in self.grades]
        return Shone(
            sum(one.lamps for one in parts),
            sum(one.due for one in parts),
            sum(one.dark for one in parts),
        )
