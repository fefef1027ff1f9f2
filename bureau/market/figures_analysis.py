"""The cases of a period taken apart: by class, place, unit, source and time, beside the period before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Filter, Not, OneOf
from bureau.market.definitions import CaseFigures, OnWeekday, in_hour
from bureau.market.figures_classes import (
    GROUP_ORDER,
    UNFILLED,
    Classes,
    read_classes,
    read_roads,
)
from bureau.market.ledgers import CASES
from bureau.reports.photo_pairs import PhotoPair
from bureau.storage.photo_lists import kept_photos
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
HOURS = tuple(f"{hour}时" for hour in range(24))
HELD_APART = ("category", "subcategory", "town", "road", "place_kind", "unit", "source")
"""Fields that the cases are taken apart by as they are stored."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dimension: cases of the period, of the one before, and their records."""

    label: str
    cases: int
    before: int
    where: Filter
    where_before: Filter | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way of taking the cases apart; lines without cases in either period aren't there."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def named(self) -> tuple[Line, ...]:
        """The lines without 未填."""
        return tuple(line for line in self.lines if line.label != UNFILLED)


@dataclass(frozen=True, slots=True)
class Heat:
    """How many cases at each crossing of two dimensions: `numbers` has one row for each of `rows`."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The cases found in a period and in the one before, taken apart in every way."""

    period: Period
    today: date
    cases: int
    before: int | None
    """Of the period before; None where there is none (a cumulative 1—5月)."""
    dimensions: Mapping[str, Dimension]
    by_time: Heat
    """星期 by 时."""
    by_place: Heat
    """镇街 by 问题类别."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The cases found in a period, column by column, in one order."""

    ids: Mapping[str, list[int | None]]
    days: list[str]
    hours: list[str | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of taking cases apart: how they are counted, and which cases a line means.

    `order` holds the labels that stand in a fixed order; otherwise the larger line stands first.
    """

    key: str
    title: str
    count: Callable[[Columns], Counter[str]]
    where: Callable[[str], Filter]
    order: tuple[str, ...] = ()


def read_analysis(conn: Reader, period: Period, *, today: date) -> Analysis:
    """Everything that the analysis page shows. `conn` is inside a snapshot."""
    classes = read_classes(conn)
    ways = ways_apart(classes, read_roads(conn, classes.towns))
    now = read_columns(conn, period, today)
    previous = period.previous
    then = read_columns(conn, previous, today) if previous else None
    found = CaseFigures(period, today).cases
    found_before = CaseFigures(previous, today).cases if previous else None
    return Analysis(
        period=period,
        today=today,
        cases=len(now.days),
        before=len(then.days) if then else None,
        dimensions={
            way.key: Dimension(way.key, way.title, lines(way, now, then, found, found_before))
            for way in ways
        },
        by_time=time_heat(now),
        by_place=place_heat(classes, now),
    )


def read_columns(conn: Reader, period: Period, today: date) -> Columns:
    """The cases found in a period, from one pass over them.

    Counting columns in memory takes a third of the time that SQLite needs to sort the cases for
    one GROUP BY after another.
    """
    condition, parameters = bound(CASES, CaseFigures(period, today).cases, today)
    wanted = [f"t.{key}" for key in (*HELD_APART, "found_on")] + ["substr(t.found_time, 1, 2)"]
    arrays = ", ".join(f"json_group_array({one})" for one in wanted)
    sql = f"SELECT {arrays} FROM {CASES.table} t WHERE {condition}"
    *ids, days, hours = map(json.loads, tuple(conn.execute(sql, parameters).fetchone()))
    return Columns(dict(zip(HELD_APART, ids, strict=True)), days, hours)


def ways_apart(classes: Classes, roads: Mapping[int, str]) -> tuple[Way, ...]:
    """Every dimension, in the order in which they are offered."""

    def group_counts(columns: Columns) -> Counter[str]:
        pairs = zip(columns.ids["category"], columns.ids["subcategory"], strict=True)
        return relabelled(Counter(pairs), lambda pair: classes.group_of(*pair))

    return (
        Way("group", "脏乱差", group_counts, classes.in_group, GROUP_ORDER),
        named("category", "问题类别", classes.categories),
        named("subcategory", "问题小类", classes.subcategories),
        named("town", "镇街", classes.towns),
        named("road", "路段", roads),
        named("place_kind", "场所类型", classes.place_kinds),
        named("unit", "责任单位", classes.units),
        named("source", "问题来源", classes.sources),
        Way("weekday", "星期", weekday_counts, on_weekday, WEEKDAYS),
        Way("hour", "时段", hour_counts, at_hour, (*HOURS, UNFILLED)),
    )


def named(key: str, title: str, names: Mapping[int, str]) -> Way:
    """A dimension by a field that holds the ids of things with names."""

    def count(columns: Columns) -> Counter[str]:
        return relabelled(
            Counter(columns.ids[key]),
            lambda one: UNFILLED if one is None else names.get(one, UNFILLED),
        )

    def where(label: str) -> Filter:
        if label == UNFILLED:
            # A record whose name is gone counts as not filled in, so its filter finds it too.
            return Not(OneOf(key, tuple(names)))
        return OneOf(key, tuple(one for one, name in names.items() if name == label))

    return Way(key, title, count, where)


def relabelled(counted: Counter[T], label: Callable[[T], str]) -> Counter[str]:
    """Counts by label instead of by stored value."""
    found: Counter[str] = Counter()
    for value, times in counted.items():
        found[label(value)] += times
    return found


def weekday_of(day: str) -> str:
    """星期四."""
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def weekday_counts(columns: Columns) -> Counter[str]:
    """Cases by the day of the week on which they were found."""
    return relabelled(Counter(columns.days), weekday_of)


def on_weekday(label: str) -> Filter:
    """Found on that day of the week."""
    return OnWeekday("found_on", WEEKDAYS.index(label))


def hour_of(start: str | None) -> str:
    """8时, or 未填 for a case without its time."""
    known = start is not None and len(start) == 2 and start.isdecimal() and int(start) < len(HOURS)
    return HOURS[int(start)] if known and start else UNFILLED


def hour_counts(columns: Columns) -> Counter[str]:
    """Cases by the hour in which they were found."""
    return relabelled(Counter(columns.hours), hour_of)


def at_hour(label: str) -> Filter:
    """Found in that hour, or without a time."""
    if label == UNFILLED:
        return Not(Any(tuple(in_hour(hour) for hour in range(len(HOURS)))))
    return in_hour(HOURS.index(label))


def lines(
    way: Way, now: Columns, then: Columns | None, found: Filter, found_before: Filter | None
) -> tuple[Line, ...]:
    """The lines of one dimension that have cases in either period; 未填 stands last."""
    counted = way.count(now)
    before = way.count(then) if then else Counter()
    labels = sorted(
        {*counted, *before},
        key=lambda label: (
            label == UNFILLED,
            way.order.index(label) if label in way.order else 0,
            -counted[label],
            -before[label],
            label,
        ),
    )
    return tuple(
        Line(
            label,
            counted[label],
            before[label],
            All((found, way.where(label))),
            All((found_before, way.where(label))) if found_before else None,
        )
        for label in labels
    )


def time_heat(columns: Columns) -> Heat:
    """Day of the week by hour, from the first to the last hour that has any case."""
    crossed: Counter[tuple[str, str]] = Counter()
    for (day, start), times in Counter(zip(columns.days, columns.hours, strict=True)).items():
        crossed[weekday_of(day), hour_of(start)] += times
    used = [HOURS.index(hour) for _, hour in crossed if hour != UNFILLED]
    hours = HOURS[min(used) : max(used) + 1] if used else ()
    return heat(WEEKDAYS, hours, crossed)


def place_heat(classes: Classes, columns: Columns) -> Heat:
    """Town by category, both in their own order, without lines that have no case."""
    crossed: Counter[tuple[str, str]] = Counter()
    pairs = Counter(zip(columns.ids["town"], columns.ids["category"], strict=True))
    for (town, category), times in pairs.items():
        if town is None or category is None:
            continue
        if town in classes.towns and category in classes.categories:
            crossed[classes.towns[town], classes.categories[category]] += times
    towns, categories = ({pair[side] for pair in crossed} for side in (0, 1))
    return heat(
        tuple(name for name in dict.fromkeys(classes.towns.values()) if name in towns),
        tuple(name for name in dict.fromkeys(classes.categories.values()) if name in categories),
        crossed,
    )


def heat(
    rows: tuple[str, ...], columns: tuple[str, ...], crossed: Mapping[tuple[str, str], int]
) -> Heat:
    """The crossings as rows of numbers."""
    numbers = tuple(tuple(crossed.get((row, column), 0) for column in columns) for row in rows)
    return Heat(rows, columns, numbers)


def read_pairs(
    conn: Reader, period: Period, today: date, most: int, skip: int = 0
) -> tuple[PhotoPair, ...]:
    """整改前后对比 of the period, the latest first: the first photo from before, the last from after."""
    classes = read_classes(conn)
    condition, parameters = bound(CASES, CaseFigures(period, today).paired, today)
    sql = (
        "SELECT t.id, t.number, t.town, t.address, t.category, t.found_on, t.closed_on,"
        f" t.photos_before, t.photos_after FROM {CASES.table} t WHERE {condition}"
        f" ORDER BY t.closed_on DESC, t.id DESC LIMIT {int(most)} OFFSET {int(skip)}"
    )
    return tuple(
        PhotoPair(
            record=row["id"],
            number=row["number"] or "",
            place=f"{classes.towns.get(row['town'], '')}{row['address'] or ''}",
            category=classes.categories.get(row["category"], UNFILLED),
            found_on=row["found_on"],
            closed_on=row["closed_on"],
            before=kept_photos(row["photos_before"])[0],
            after=kept_photos(row["photos_after"])[-1],
        )
        for row in conn.execute(sql, parameters)
    )
