"""作业完成情况: washing and sweeping against their plan, waste collected and weighed, for a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.stored import Row, day_of, whole_of
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Sort
from bureau.reports.change import ratio
from bureau.sanitation.ledgers import ROAD_WORK, WASTE, WORK_PLANS
from bureau.sanitation.ledgers.landfill import WEIGHINGS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

DAYS_OF_A_WEEK = 7
LANDFILLED, BURNED = 5801, 5802
"""过磅去向 进场填埋 and 外运焚烧."""


def work_done(conn: Reader, names: Names, period: Period, today: date) -> WorkDone:
    """How often each planned road was worked on, by way of working; what was done beside the plan.

    Only the days of the period that have passed are planned for; what is done more often than
    planned on one road makes up for no other.
    """
    until = min(period.last, today)
    plans = listed(conn, WORK_PLANS, in_force(period), today)
    done: dict[tuple[object, object], int] = {}
    for row in listed(conn, ROAD_WORK, within("worked_on", period), today):
        key = (row["road"], row["way"])
        done[key] = done.get(key, 0) + (whole_of(row, "times") or 1)
    planned: dict[tuple[object, object], Fraction] = {}
    for plan in plans:
        key = (plan["road"], plan["way"])
        planned[key] = planned.get(key, Fraction(0)) + planned_times(plan, period.first, until)
    lines = tuple(
        RoadLine(
            road=names.label("roads", int(str(road))),
            way=title_of(names, way),
            planned=times,
            done=done.get((road, way), 0),
            where=records_of(road, way, period),
        )
        for (road, way), times in planned.items()
        if times
    )
    beside = sum(times for key, times in done.items() if key not in planned)
    return WorkDone(lines, beside)


def planned_times(plan: Row, first: date, last: date) -> Fraction:
    """How often a plan asks for work between two days, exactly: times a week × days ÷ 7."""
    begins, ends = day_of(plan, "begins_on") or first, day_of(plan, "ends_on") or last
    days = (min(ends, last) - max(begins, first)).days + 1
    return Fraction((whole_of(plan, "per_week") or 0) * max(days, 0), DAYS_OF_A_WEEK)


def waste(conn: Reader, names: Names, period: Period, today: date) -> Waste:
    """Waste collected by kind, and weighed by where it went, in kilograms."""
    kinds: dict[str, int] = {}
    trips = 0
    for row in listed(conn, WASTE, within("date", period), today):
        kind = title_of(names, row["kind"])
        kinds[kind] = kinds.get(kind, 0) + (whole_of(row, "weight_t") or 0)
        trips += whole_of(row, "trips") or 0
    ways: dict[int, int] = {}
    for row in listed(conn, WEIGHINGS, within("date", period), today):
        way = whole_of(row, "way") or LANDFILLED
        ways[way] = ways.get(way, 0) + (whole_of(row, "weight_t") or 0)
    return Waste(
        by_kind=tuple(kinds.items()),
        trips=trips,
        landfilled_kg=ways.get(LANDFILLED, 0),
        burned_kg=ways.get(BURNED, 0),
    )


def in_force(period: Period) -> Filter:
    """Plans that hold on a day of the period."""
    begun = Between("begins_on", None, period.last.isoformat())
    lasts = Any((Blank("ends_on"), Between("ends_on", period.first.isoformat(), None)))
    return All((begun, lasts))


def within(key: str, period: Period) -> Filter:
    """A day that lies in the period."""
    return Between(key, period.first.isoformat(), period.last.isoformat())


def records_of(road: object, way: object, period: Period) -> Filter:
    """The logs of one way of working on one road."""
    own = Blank("way") if way is None else Is("way", int(str(way)))
    return All((Is("road", int(str(road))), own, within("worked_on", period)))


def listed(conn: Reader, ledger: Ledger, where: Filter, today: date) -> list[Row]:
    """The records that a filter lets through."""
    found = rows.ids(conn, ledger, where, [Sort("id")], today=today)
    return list(rows.page(conn, ledger, found, today=today))


def title_of(names: Names, item: object) -> str:
    """A class in words."""
    found = names.item_by_id(item) if isinstance(item, int) else None
    return found.title if found is not None else "未填"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLine:
    """One road and way: how often it was planned, exactly, and done; the logs behind it."""

    road: str
    way: str
    planned: Fraction
    done: int
    where: Filter

    @property
    def share(self) -> Fraction:
        """完成率 of the line, never above 1."""
        return min(Fraction(self.done) / self.planned, Fraction(1))


@dataclass(frozen=True, slots=True)
class WorkDone:
    """The lines of the plan, and how often was worked where nothing was planned."""

    lines: tuple[RoadLine, ...]
    beside: int

    @property
    def share(self) -> Fraction | None:
        """完成率 of the whole: what was done of what was planned, None without a plan."""
        done = sum((min(Fraction(one.done), one.planned) for one in self.lines), Fraction(0))
        return ratio(done, sum((one.planned for one in self.lines), Fraction(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """Kilograms collected by kind, trips, and kilograms weighed by where they went."""

    by_kind: tuple[tuple[str, int], ...]
    trips: int
    landfilled_kg: int
    burned_kg: int

    @property
    def collected_kg(self) -> int:
        """All that was collected."""
        return sum(kg for _, kg in self.by_kind)
