"""The figures of street lights and facilities for a period: register, lighting, repairs; and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import INTACT, SHINING, RepairsOf
from bureau.facilities.figures_lighting import Sampled, Weighted, sampled, weighted
from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.ledgers.repairs import COST
from bureau.ledger.query import All, Filter, Is, Not, OneOf
from bureau.reports.change import fixed, ratio
from bureau.storage.rows import bound, count

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

JUDGED = Not(OneOf("state", (*GONE, STOPPED, None)))
"""What 设施完好率 is reckoned of: in use, and its state is known."""


def facility_figures(conn: Reader, names: Names, period: Period, today: date) -> FacilityFigures:
    """All of a period, seen on `today`; the register is as it is now."""
    return FacilityFigures(
        by_road=by_road(conn, names),
        sampled=sampled(conn, names, period, today),
        weighted=weighted(conn, names, period, today),
        repairs=repair_figures(conn, period, today),
        intact=Share(
            counted(conn, "完好设施数", All((JUDGED, Is("state", INTACT))), today),
            counted(conn, "设施总数", JUDGED, today),
        ),
        lamps=counted(conn, "应亮灯杆数", SHINING, today),
    )


def by_road(conn: Reader, names: Names) -> tuple[Counted, ...]:
    """设施数 of each road by the register, most first: every card, whatever its state."""
    found = conn.execute(
        f"SELECT road, count(*) FROM {FACILITIES.table} WHERE road IS NOT NULL"
        " GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple(
        Counted(names.label("roads", road), number, Is("road", road)) for road, number in found
    )


def counted(conn: Reader, title: str, where: Filter, today: date) -> Counted:
    """How many cards a filter lets through."""
    return Counted(title, count(conn, FACILITIES, where, today=today), where)


def repair_figures(conn: Reader, period: Period, today: date) -> RepairFigures:
    """报修, 修复, 及时, 费用 of a period."""
    of = RepairsOf(period, today)

    def one(title: str, where: Filter) -> Counted:
        return Counted(title, count(conn, REPAIRS, where, today=today), where)

    return RepairFigures(
        reported=one("报修数", of.reported),
        open=one("未修复数", of.open),
        cost=Counted("报修的维修费用(分)", cost_of(conn, of.reported, today), of.reported),
        done=one("修复数", of.done),
        done_cost=Counted("本期完成的维修费用(分)", cost_of(conn, of.done, today), of.done),
        in_time=Share(one("及时修复数", of.in_time), one("应修复数", of.due)),
        reworked=one("返修数", of.reworked),
        unregistered=one("未建档报修数", of.unregistered),
    )


def cost_of(conn: Reader, where: Filter, today: date) -> int:
    """What the repairs that a filter lets through cost together, in 分."""
    condition, parameters = bound(REPAIRS, where, today)
    row = conn.execute(
        f"SELECT coalesce(sum({COST}), 0) FROM {REPAIRS.table} t WHERE {condition}", parameters
    ).fetchone()
    return int(row[0])


def document(of: FacilityFigures) -> dict[str, object]:
    """The figures ready for JSON; rates are texts of percent with two decimals."""
    repairs, weighted_all = of.repairs, of.weighted.all
    rates: dict[str, object] = {
        line.grade: {"due": line.due, "dark": line.dark, "rate": hundredths(line.rate)}
        for line in of.sampled.grades
    }
    return {
        "by_road": {line.title: line.count for line in of.by_road},
        "lighting_rate": {**rates, "overall": hundredths(of.sampled.rate)},
        "repairs": {
            "count": repairs.reported.count,
            "open": repairs.open.count,
            "cost_fen": repairs.cost.count,
        },
        "repairs_done": {
            "count": repairs.done.count,
            "cost_fen": repairs.done_cost.count,
            "due": repairs.in_time.whole.count,
            "in_time": repairs.in_time.part.count,
            "in_time_rate": hundredths(repairs.in_time.rate),
            "reworked": repairs.reworked.count,
            "unregistered": repairs.unregistered.count,
        },
        "patrolled_roads": [
            {
                "road": line.road,
                "grade": line.grade,
                "patrols": line.patrols,
                "due": line.due,
                "dark": line.dark,
                "rate": hundredths(line.rate),
                "registered": line.registered,
            }
            for line in of.sampled.roads
        ],
        "unpatrolled_roads": list(of.sampled.unpatrolled),
        "lighting_rate_by_nights": {
            "nights": of.weighted.nights,
            **{
                grade: {
                    "due": shone.due,
                    "dark": shone.dark,
                    "rate": hundredths(shone.rate),
                }
                for grade, shone in of.weighted.grades
            },
            "overall": hundredths(weighted_all.rate),
            "stopped_without_approval": of.weighted.unapproved_count,
            "unregistered_faults": of.weighted.unregistered,
        },
        "intact_rate": hundredths(of.intact.rate),
        "poles_to_shine": of.lamps.count,
    }


def hundredths(share: Fraction | None) -> str | None:
    """A fraction of one in percent with two decimals: 98.88."""
    return None if share is None else fixed(share * 100, 2)


@dataclass(frozen=True, slots=True)
class Counted:
    """One number, and the filter that finds the records behind it."""

    title: str
    count: int
    where: Filter


@dataclass(frozen=True, slots=True)
class Share:
    """One number as a share of another."""

    part: Counted
    whole: Counted

    @property
    def rate(self) -> Fraction | None:
        """The part as a fraction of one; None where the whole is 0."""
        return ratio(self.part.count, self.whole.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairFigures:
    """Repairs of a period: `cost` is that of those reported in it, `done_cost` of those mended in it."""

    reported: Counted
    open: Counted
    cost: Counted
    done: Counted
    done_cost: Counted
    in_time: Share
    reworked: Counted
    unregistered: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFigures:
    """The figures of the department."""

    by_road: tuple[Counted, ...]
    sampled: Sampled
    weighted: Weighted
    repairs: RepairFigures
    intact: Share
    lamps: Counted
