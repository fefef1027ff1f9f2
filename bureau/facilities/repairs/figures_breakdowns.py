"""Repairs of a period taken apart: by type of facility, fault, road, team, source and month, with their cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import RepairsOf
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.ledgers.repairs import COST
from bureau.facilities.repairs.figures_conditions import (
    KIND_OF_ASSET,
    ROAD,
    OfKind,
    OfLighting,
    OfRoad,
)
from bureau.facilities.repairs.figures_repairs import NO_KIND
from bureau.ledger.query import All, Filter, OneOf, column
from bureau.storage.counting import UNFILLED, count_all
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names, Value
    from bureau.storage.connection import Reader

Numbers = tuple[int, int, int]
"""Reported, mended, cost in 分 of those mended."""
NOTHING: Numbers = (0, 0, 0)


def breakdowns(conn: Reader, names: Names, period: Period, today: date) -> Mapping[str, Breakdown]:
    """Every way of taking the repairs apart, beside the period before."""
    before = period.previous
    offered = ways(names)
    expressions = [way.expression for way in offered]
    now = numbers(conn, expressions, RepairsOf(period, today))
    then: list[dict[Value, Numbers]] = [{} for _ in offered]
    if before is not None:
        then = numbers(conn, expressions, RepairsOf(before, today))
    return {
        way.key: taken_apart(way, period, today, lines, earlier)
        for way, lines, earlier in zip(offered, now, then, strict=True)
    }


def ways(names: Names) -> tuple[Way, ...]:
    """In the order in which they are offered."""

    def item(value: Value) -> str:
        found = names.item_by_id(value) if isinstance(value, int) else None
        return found.title if found is not None else UNFILLED

    def road(value: Value) -> str:
        return names.label("roads", value) if isinstance(value, int) else UNFILLED

    def kind(value: Value) -> str:
        return item(value) if value is not None else NO_KIND

    def text(value: Value) -> str:
        return str(value) if value else UNFILLED

    return (
        Way("kind", "设施类型", KIND_OF_ASSET, kind, of_kind),
        Way("fault", "故障现象", column(REPAIRS, "fault"), item, field("fault")),
        Way("road", "路段", ROAD, road, of_road),
        Way("team", "班组", column(REPAIRS, "team"), text, field("team")),
        Way("severity", "故障等级", column(REPAIRS, "severity"), item, field("severity")),
        Way("source", "来源", column(REPAIRS, "source"), item, field("source")),
    )


def of_kind(value: Value) -> Filter:
    """Of that type of facility."""
    return OfKind(value if isinstance(value, int) else None)


def of_road(value: Value) -> Filter:
    """On that road."""
    return OfRoad(value if isinstance(value, int) else None)


def field(key: str) -> Callable[[Value], Filter]:
    """Those whose field says so."""
    return lambda value: OneOf(key, (value,))


def taken_apart(
    way: Way,
    period: Period,
    today: date,
    now: Mapping[Value, Numbers],
    then: Mapping[Value, Numbers],
) -> Breakdown:
    """One way: the line with most repairs first, what isn't filled in last."""
    of, before = RepairsOf(period, today), period.previous
    past = RepairsOf(before, today) if before else None
    lines = []
    for value in {**now, **then}:
        part = way.where(value)
        reported, done, cost = now.get(value, NOTHING)
        lines.append(
            Line(
                label=way.label(value),
                filled=value is not None,
                reported=reported,
                done=done,
                cost_fen=cost,
                before=then.get(value, NOTHING)[0],
                cost_before_fen=then.get(value, NOTHING)[2],
                reported_where=All((of.reported, part)),
                done_where=All((of.done, part)),
                before_where=All((past.reported, part)) if past else None,
            )
        )
    lines.sort(key=lambda one: (not one.filled, -one.reported, -one.cost_fen, one.label))
    return Breakdown(way.key, way.title, tuple(lines))


def numbers(conn: Reader, expressions: Sequence[str], of: RepairsOf) -> list[dict[Value, Numbers]]:
    """What was reported and mended, and what that cost, by the values of each expression.

    One pass for all: grouping in SQLite once for each takes four times as long.
    """
    reported = columns_of(conn, expressions, of.reported, of.today)
    *done, costs = columns_of(conn, (*expressions, COST), of.done, of.today)
    found = []
    for began, ended in zip(reported, done, strict=True):
        spent: dict[Value, int] = {}
        for value, fen in zip(ended, costs, strict=True):
            if isinstance(fen, int):
                spent[value] = spent.get(value, 0) + fen
        reports, repairs = Counter(began), Counter(ended)
        found.append(
            {
                value: (reports[value], repairs[value], spent.get(value, 0))
                for value in {**reports, **repairs}
            }
        )
    return found


def columns_of(
    conn: Reader, expressions: Sequence[str], where: Filter, today: date
) -> list[tuple[Value, ...]]:
    """The values of some expressions over the repairs that a filter lets through, by column."""
    condition, parameters = bound(REPAIRS, where, today)
    rows = conn.execute(
        f"SELECT {', '.join(expressions)} FROM {REPAIRS.table} t WHERE {condition}", parameters
    )
    rows.row_factory = None
    return list(zip(*rows.fetchall(), strict=True)) or [() for _ in expressions]


def mended(conn: Reader, of: RepairsOf) -> tuple[int, int]:
    """How many were mended, and what that cost."""
    condition, parameters = bound(REPAIRS, of.done, of.today)
    row = conn.execute(
        f"SELECT count(*), coalesce(sum({COST}), 0) FROM {REPAIRS.table} t WHERE {condition}",
        parameters,
    ).fetchone()
    return int(row[0]), int(row[1])


def by_month(conn: Reader, months: Sequence[Period], today: date) -> tuple[MonthLine, ...]:
    """Reported, mended, cost and timeliness of each month."""
    found = []
    for month in months:
        of = RepairsOf(month, today)
        lit = All((of.reported, OfLighting()))
        began = {"reported": ("报修数", of.reported), "lighting": ("其中路灯", lit)}
        ended = {"due": ("应修复数", of.due), "in_time": ("及时修复数", of.in_time)}
        reported = count_all(conn, REPAIRS, began, today, of.reported)
        due = count_all(conn, REPAIRS, ended, today, of.due)
        done, cost = mended(conn, of)
        found.append(
            MonthLine(
                month=month,
                reported=reported.count("reported"),
                lighting=reported.count("lighting"),
                done=done,
                cost_fen=cost,
                in_time_rate=due.rate("修复及时率", "in_time", "due").share,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of taking repairs apart: SQL of the value, its words, the repairs that have it."""

    key: str
    title: str
    expression: str
    label: Callable[[Value], str]
    where: Callable[[Value], Filter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value: what was reported in the period and before, mended, and its cost in 分."""

    label: str
    filled: bool
    reported: int
    done: int
    cost_fen: int
    before: int
    cost_before_fen: int
    reported_where: Filter
    done_where: Filter
    before_where: Filter | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way of taking the repairs apart; a line for each value that has any in either period."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def named(self) -> tuple[Line, ...]:
        """The lines whose field is filled in."""
        return tuple(line for line in self.lines if line.filled)

    @property
    def cost_fen(self) -> int:
        """All of it."""
        return sum(line.cost_fen for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """One month of the trend; the cost is that of what was mended in it, in 分."""

    month: Period
    reported: int
    lighting: int
    done: int
    cost_fen: int
    in_time_rate: Fraction | None
