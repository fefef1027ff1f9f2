"""Lamps as the books have them for a span of nights: where they stand, when they were to shine, when not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import COUNTS, DARKENING, IS_LAMP
from bureau.facilities.ledgers import FACILITIES, REPAIRS, STOPS
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.lighting.nights import (
    Lamp,
    Nights,
    Spell,
    by_asset,
    carried,
    dark_nights,
    due_nights,
)
from bureau.facilities.register.figures_states import stopped_spells
from bureau.facilities.values import day, iso, referred, whole
from bureau.ledger.query import All, Between, Blank, Filter, Ids, Not, OneOf
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

UNGRADED = "未定等级"
SPELL_OF_STOPS = ("id", "asset", "road", "begins_on", "ends_on")
SPELL_OF_REPAIRS = ("id", "asset", "road", "reported_on", "repaired_on")
GRADED = All((Not(Blank("road")), Not(Blank("road_grade"))))
OF_LAMP = (
    *("id", "heads", "road", "road_grade", "parent", "installed_on"),
    *("state", "state_on", "state_reason"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamps:
    """All lamps, with the nights on which each was to shine."""

    nights: Nights
    lamps: tuple[Lamp, ...]
    due: tuple[int, ...]
    there: tuple[int, ...]
    """The nights on which each stood in its place, stopped or not."""
    parents: Mapping[int, int | None]
    grades: Mapping[int, int]
    """The grade of each road."""
    unapproved: tuple[Spell, ...]
    """Times of 停用 without approval: due, and dark."""
    idle: Mapping[int, int]
    """The nights of these times, by facility."""

    def roads(self) -> dict[int, list[tuple[Lamp, int]]]:
        """The lamps of each road with the nights on which a patrol finds them burning by the register.

        One that is 停用 isn't among them, approved or not: it is on the card.
        """
        found: dict[int, list[tuple[Lamp, int]]] = {}
        idle = carried(self.lamps, self.parents, self.idle)
        for lamp, due, stopped in zip(self.lamps, self.due, idle, strict=True):
            if lamp.road is not None:
                found.setdefault(lamp.road, []).append((lamp, due & ~stopped))
        return found

    def night(self, on: date) -> int:
        """The night of one day; one after the last is seen as the last."""
        last = min(on, self.nights.last)
        return self.nights.between(last, date.fromordinal(last.toordinal() + 1))


@dataclass(frozen=True, slots=True)
class Faults:
    """The nights on which each lamp was dark, and the repairs that say so."""

    dark: tuple[int, ...]
    repairs: tuple[Spell, ...]


def read_lamps(
    conn: Reader, first: date, last: date, today: date, among: Filter = IS_LAMP
) -> Lamps:
    """The lamps for the nights of these days, tonight's at most; all of them unless said which.

    Only an approved stop (停用审批, or a lamp 停用 with its approval in 状态说明) takes nights away.
    """
    nights = Nights(first, min(last, today))
    grades = grades_of_roads(conn, today)
    above = All((Not(Blank("parent")), Not(IS_LAMP)))
    parents: dict[int, int | None] = {
        whole(record): referred(parent)
        for record, parent in read(conn, FACILITIES, ("id", "parent"), above, today)
    }
    trail = stopped_spells(conn, Period.span(first, max(first, last)))
    stops, unapproved = [*trail.approved], [*trail.unapproved]
    lamps: list[Lamp] = []
    for record, heads, road, grade, parent, installed, state, since, reason in read(
        conn, FACILITIES, OF_LAMP, among, today
    ):
        parents[whole(record)] = referred(parent)
        # What a card says of its state is the end of its trail, where it has one.
        seen = None if record in trail.known else state
        changed = day(since)
        if seen in GONE and changed is None:
            # It is no longer there, and nobody knows since when.
            continue
        lamp = Lamp(
            record=whole(record),
            heads=1 if heads is None else whole(heads),
            road=referred(road),
            grade=grades.get(whole(road), referred(grade)),
            parent=referred(parent),
            begins=day(installed),
            ends=changed if seen in GONE else None,
        )
        lamps.append(lamp)
        if seen == STOPPED:
            spell = Spell(
                record=lamp.record, asset=lamp.record, begin=changed or date.min, end=None
            )
            (stops if reason else unapproved).append(spell)
    begun = Between("begins_on", None, iso(nights.last))
    stops += spells(read(conn, STOPS, SPELL_OF_STOPS, begun, today))
    absent = by_asset(trail.gone, nights)
    there = tuple(
        nights.between(lamp.begins, lamp.ends) & ~absent.get(lamp.record, 0) for lamp in lamps
    )
    due = due_nights(lamps, parents, nights, stops)
    return Lamps(
        nights=nights,
        lamps=tuple(lamps),
        due=tuple(stood & lit for stood, lit in zip(there, due, strict=True)),
        there=there,
        parents=parents,
        grades=grades,
        unapproved=tuple(unapproved),
        idle=by_asset(unapproved, nights),
    )


def read_faults(conn: Reader, of: Lamps, passed: int, today: date) -> Faults:
    """What was dark in those of the nights that have passed.

    A fault counts from the night of its report to the one before it was mended.
    """
    nights = of.nights
    where = All(
        (
            OneOf("fault", DARKENING),
            COUNTS,
            Between("reported_on", None, iso(nights.last)),
            Not(Between("repaired_on", None, iso(nights.first))),
        )
    )
    repairs = tuple(
        spell
        for spell in spells(read(conn, REPAIRS, SPELL_OF_REPAIRS, where, today))
        if nights.between(spell.begin, spell.end) & passed
    )
    dark = dark_nights(of.lamps, of.parents, nights, (*repairs, *of.unapproved))
    return Faults(tuple(dark), repairs)


def spells(found: list[tuple[object, ...]]) -> list[Spell]:
    """Rows of stops or repairs as times; one without a first day is none."""
    return [
        Spell(
            record=whole(record),
            asset=referred(asset),
            road=referred(road),
            begin=begin,
            end=day(last),
        )
        for record, asset, road, first, last in found
        if (begin := day(first)) is not None
    ]


def grades_of_roads(conn: Reader, today: date) -> dict[int, int]:
    """The grade of each road: as the register of roads says, else that of most of its lamps.

    Where no lamp of a road says it, that of most of its other facilities.
    """
    most: dict[int, int] = {}
    found: dict[int, int] = {}
    for among in (IS_LAMP, Not(IS_LAMP)):
        condition, parameters = bound(FACILITIES, All((GRADED, among)), today)
        lit = frozenset(found)
        # Of equally many the grade that stands first.
        for road, grade, number in conn.execute(
            f"SELECT t.road, t.road_grade, count(*) FROM {FACILITIES.table} t WHERE {condition}"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            parameters,
        ):
            if road not in lit and number > most.get(road, 0):
                most[road], found[road] = number, grade
    for road, grade in conn.execute(
        "SELECT id, traffic_grade FROM roads WHERE traffic_grade IS NOT NULL"
    ):
        found[road] = grade
    return found


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


def grade_order(names: Names) -> dict[int | None, int]:
    """The place of each grade; roads without one come last."""
    found: dict[int | None, int] = {item.id: item.position for item in names.items("traffic-grade")}
    found[None] = max(found.values(), default=0) + 1
    return found


def these(lamps: list[Lamp]) -> Filter:
    """Their cards."""
    return Ids(tuple(lamp.record for lamp in lamps))
