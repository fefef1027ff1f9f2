"""作业完成情况: washing and sweeping against their plan, waste, landfill, estates and buildings, for a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import Row, day_of, whole_of
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Between, Blank, Filter, Ids, Is, OneOf, Sort
from bureau.reports.change import ratio
from bureau.sanitation.ledgers import BUILDING_LOGS, ESTATES, ROAD_WORK, WASTE, WORK_PLANS
from bureau.sanitation.ledgers.landfill import LANDFILL_DAYS, LEACHATE, WEIGHINGS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

DAYS_OF_A_WEEK = 7
LANDFILLED, BURNED = 5801, 5802
"""过磅去向 进场填埋 and 外运焚烧."""
NONE_OF_THEM: Final = Ids(())
PASSED, FAILED = 4401, 4402
"""检查结果 合格 and 不合格."""


def work_done(conn: Reader, names: Names, period: Period, today: date) -> WorkDone:
    """How often each planned road was worked on, by way of working; what was done beside the plan.

    Only the days of the period that have passed are planned for; what is done more often than
    planned on one road makes up for no other.
    """
    until = min(period.last, today)
    plans = listed(conn, WORK_PLANS, in_force(period), today)
    done: dict[tuple[object, object], int] = {}
    logs: dict[tuple[object, object], list[int]] = {}
    for row in listed(conn, ROAD_WORK, within("worked_on", period), today):
        key = (row["road"], row["way"])
        done[key] = done.get(key, 0) + (whole_of(row, "times") or 1)
        logs.setdefault(key, []).append(record_of(row))
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
    refs = tuple(ref for key, found in logs.items() if key not in planned for ref in found)
    return WorkDone(lines, beside, Ids(refs))


def planned_times(plan: Row, first: date, last: date) -> Fraction:
    """How often a plan asks for work between two days, exactly: times a week × days ÷ 7."""
    begins, ends = day_of(plan, "begins_on") or first, day_of(plan, "ends_on") or last
    days = (min(ends, last) - max(begins, first)).days + 1
    return Fraction((whole_of(plan, "per_week") or 0) * max(days, 0), DAYS_OF_A_WEEK)


def waste(conn: Reader, names: Names, period: Period, today: date) -> Waste:
    """Waste collected by kind, and weighed by where it went, in kilograms."""
    kinds: dict[object, int] = {}
    trips = 0
    for row in listed(conn, WASTE, within("date", period), today):
        kind = row["kind"]
        kinds[kind] = kinds.get(kind, 0) + (whole_of(row, "weight_t") or 0)
        trips += whole_of(row, "trips") or 0
    ways: dict[int, int] = {}
    for row in listed(conn, WEIGHINGS, within("date", period), today):
        way = whole_of(row, "way") or LANDFILLED
        ways[way] = ways.get(way, 0) + (whole_of(row, "weight_t") or 0)
    return Waste(
        lines=tuple(
            WasteLine(
                title_of(names, kind),
                kg,
                all_of("kind", kind, period),
                None if kind is None else int(str(kind)),
            )
            for kind, kg in kinds.items()
        ),
        trips=trips,
        landfilled_kg=ways.get(LANDFILLED, 0),
        burned_kg=ways.get(BURNED, 0),
    )


def weighed(way: int, period: Period) -> Filter:
    """What was weighed on one way; where none is said it was landfilled."""
    said = OneOf("way", (way, None) if way == LANDFILLED else (way,))
    return All((said, within("date", period)))


def landfill(conn: Reader, period: Period, today: date) -> Landfill:
    """Days of work at the landfill, those whose waste wasn't covered, and its leachate."""
    days: dict[object, list[Row]] = {}
    for row in listed(conn, LANDFILL_DAYS, within("date", period), today):
        days.setdefault(row["date"], []).append(row)
    bare = [row for found in days.values() for row in found if not is_covered(row)]
    brought = [
        row
        for row in listed(conn, WEIGHINGS, weighed(LANDFILLED, period), today)
        if row["date"] not in days
    ]
    leachate = listed(conn, LEACHATE, within("date", period), today)
    return Landfill(
        days=len(days),
        uncovered=len({row["date"] for row in bare}),
        uncovered_where=Ids(tuple(map(record_of, bare))),
        unwritten=len({row["date"] for row in brought}),
        unwritten_where=Ids(tuple(map(record_of, brought))),
        made=sum(whole_of(row, "made_m3") or 0 for row in leachate),
        treated=sum(whole_of(row, "treated_m3") or 0 for row in leachate),
    )


def is_covered(row: Row) -> bool:
    """Whether a day's diary says what the waste was covered with, or how much of it."""
    return bool(row["cover"]) or bool(row["covered_m2"])


def cleaned(conn: Reader, period: Period, today: date) -> Cleaned:
    """Estates without a property company that were cleaned, and checks of toilets and stations."""
    rounds = listed(conn, ESTATES, within("cleaned_on", period), today)
    checks = [
        row
        for row in listed(conn, BUILDING_LOGS, within("date", period), today)
        if row["result"] in (PASSED, FAILED)
    ]
    failed = [row for row in checks if row["result"] == FAILED]
    unrighted = [row for row in failed if row["righted_on"] is None]
    return Cleaned(
        estates=len({row["estate"] for row in rounds}),
        rounds=len(rounds),
        waste_kg=sum(whole_of(row, "weight_t") or 0 for row in rounds),
        checks=len(checks),
        failed=len(failed),
        failed_where=Ids(tuple(map(record_of, failed))),
        unrighted=len(unrighted),
        unrighted_where=Ids(tuple(map(record_of, unrighted))),
    )


def in_force(period: Period) -> Filter:
    """Plans that hold on a day of the period."""
    begun = Between("begins_on", None, period.last.isoformat())
    lasts = Any((Blank("ends_on"), Between("ends_on", period.first.isoformat(), None)))
    return All((begun, lasts))


def within(key: str, period: Period) -> Filter:
    """A day that lies in the period."""
    return Between(key, period.first.isoformat(), period.last.isoformat())


def all_of(key: str, item: object, period: Period) -> Filter:
    """The records of one class, or of none, in the period."""
    own = Blank(key) if item is None else Is(key, int(str(item)))
    return All((own, within("date", period)))


def record_of(row: Row) -> int:
    """The id of a record."""
    return int(str(row["id"]))


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
    """The lines of the plan, and how often was worked where nothing was planned, with its logs."""

    lines: tuple[RoadLine, ...]
    beside: int
    beside_where: Filter = NONE_OF_THEM

    @property
    def worst(self) -> tuple[RoadLine, ...]:
        """The lines of the plan, those first of which the least was done."""
        return tuple(sorted(self.lines, key=lambda one: (one.share, one.done - one.planned)))

    @property
    def share(self) -> Fraction | None:
        """完成率 of the whole: what was done of what was planned, None without a plan."""
        done = sum((min(Fraction(one.done), one.planned) for one in self.lines), Fraction(0))
        return ratio(done, sum((one.planned for one in self.lines), Fraction(0)))


@dataclass(frozen=True, slots=True)
class WasteLine:
    """What was collected of one kind, and its records."""

    kind: str
    kg: int
    where: Filter
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """Kilograms collected by kind, trips, and kilograms weighed by where they went."""

    lines: tuple[WasteLine, ...]
    trips: int
    landfilled_kg: int
    burned_kg: int

    @property
    def by_kind(self) -> tuple[tuple[str, int], ...]:
        """The kinds in words, with their kilograms."""
        return tuple((one.kind, one.kg) for one in self.lines)

    @property
    def collected_kg(self) -> int:
        """All that was collected."""
        return sum(one.kg for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landfill:
    """Days with a diary, days left uncovered, days weighed without a diary; leachate in 0.01 m³."""

    days: int
    uncovered: int
    uncovered_where: Filter
    unwritten: int
    unwritten_where: Filter
    made: int
    treated: int

    @property
    def treated_share(self) -> Fraction | None:
        """Leachate treated of what was made; above 1 where older leachate was treated too."""
        return ratio(self.treated, self.made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Estates cleaned, how often, what was fetched; checks of buildings, failed, not righted yet."""

    estates: int
    rounds: int
    waste_kg: int
    checks: int
    failed: int
    failed_where: Filter
    unrighted: int
    unrighted_where: Filter
