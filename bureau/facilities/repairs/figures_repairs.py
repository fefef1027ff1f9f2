"""The figures of repairs for a period: reported, mended, in time, how long it took, what came back, cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.counted import Counted, Share, hundredths
from bureau.facilities.definitions import RepairsOf
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.ledgers.repairs import COST
from bureau.facilities.repairs.figures_conditions import (
    DAYS,
    KIND_OF_ASSET,
    MINUTES,
    OfKind,
    OfLighting,
)
from bureau.ledger.query import All, Filter, Is
from bureau.storage.counting import Wanted, count_all
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

AGES: tuple[tuple[str, int, int | None], ...] = (
    ("1天以内", 0, 1),
    ("2至3天", 2, 3),
    ("4至7天", 4, 7),
    ("8至30天", 8, 30),
    ("30天以上", 31, None),
)
"""未修复 by age: title, days at least, days at most."""
HOUR = 60
NO_KIND = "未建档或未填类型"


def repair_figures(conn: Reader, period: Period, today: date) -> RepairFigures:
    """All of a period; 误报, 并案 and 作废 count nowhere."""
    of = RepairsOf(period, today)
    ages = {f"age{least}": (title, of.open_since(least, most)) for title, least, most in AGES}
    passes: tuple[tuple[Filter, Wanted], ...] = (
        (
            of.reported,
            {
                "reported": ("报修数", of.reported),
                "open": ("未修复数", of.open),
                "unregistered": ("未建档报修数", of.unregistered),
            },
        ),
        (of.done, {"done": ("修复数", of.done), "reworked": ("返修数", of.reworked)}),
        (of.due, {"due": ("应修复数", of.due), "in_time": ("及时修复数", of.in_time)}),
        (
            of.open_at_end,
            {
                "open_at_end": ("期末未修复数", of.open_at_end),
                "overdue": ("期末超时未修复数", of.overdue_at_end),
                **ages,
            },
        ),
    )
    # Each pass walks its own index; one over all of them reads the whole ledger.
    found = {
        key: figure
        for within, wanted in passes
        for key, figure in count_all(conn, REPAIRS, wanted, today, within).by_key.items()
    }

    def one(key: str) -> Counted:
        figure = found[key]
        return Counted(figure.title, figure.count, figure.where)

    lit = All((of.done, OfLighting()))
    return RepairFigures(
        period=period,
        reported=one("reported"),
        open=one("open"),
        cost=Counted("报修的维修费用(分)", cost_of(conn, of.reported, today), of.reported),
        done=one("done"),
        done_cost=Counted("本期完成的维修费用(分)", cost_of(conn, of.done, today), of.done),
        lighting_cost=Counted("其中路灯的维修费用(分)", cost_of(conn, lit, today), lit),
        in_time=Share(one("in_time"), one("due")),
        reworked=one("reworked"),
        unregistered=one("unregistered"),
        open_at_end=one("open_at_end"),
        overdue=one("overdue"),
        ages=tuple(one(f"age{least}") for _, least, _ in AGES),
    )


def cost_of(conn: Reader, where: Filter, today: date) -> int:
    """What the repairs that a filter lets through cost together, in 分."""
    condition, parameters = bound(REPAIRS, where, today)
    row = conn.execute(
        f"SELECT coalesce(sum({COST}), 0) FROM {REPAIRS.table} t WHERE {condition}", parameters
    ).fetchone()
    return int(row[0])


def repairs_document(of: RepairFigures) -> dict[str, object]:
    """The figures ready for JSON."""
    return {
        "repairs": {
            "count": of.reported.count,
            "open": of.open.count,
            "cost_fen": of.cost.count,
        },
        "repairs_done": {
            "count": of.done.count,
            "cost_fen": of.done_cost.count,
            "lighting_cost_fen": of.lighting_cost.count,
            "due": of.in_time.whole.count,
            "in_time": of.in_time.part.count,
            "in_time_rate": hundredths(of.in_time.rate),
            "reworked": of.reworked.count,
            "unregistered": of.unregistered.count,
        },
        "repairs_at_end": {
            "open": of.open_at_end.count,
            "overdue": of.overdue.count,
            "by_age": {one.title: one.count for one in of.ages},
        },
    }


# -- how long it took ------------------------------------------------------------------------------


def repair_times(conn: Reader, names: Names, period: Period, today: date) -> RepairTimes:
    """How long the repairs mended in the period took: all, by grade, by type of facility.

    Hours and days are never mixed: a repair of which only the days are known has no hours.
    """
    of = RepairsOf(period, today)
    condition, parameters = bound(REPAIRS, of.done, today)
    rows = conn.execute(
        f"SELECT {MINUTES}, {DAYS}, t.severity, {KIND_OF_ASSET} FROM {REPAIRS.table} t"
        f" WHERE {condition}",
        parameters,
    )
    rows.row_factory = None
    found: list[tuple[int | None, int, int | None, int | None]] = rows.fetchall()
    grades = {item.id: item.title for item in names.items("fault-grade")}
    kinds = {item.id: item.title for item in names.items("facility-kind")}
    by_grade = [
        took(title, [row for row in found if row[2] == grade], of, Is("severity", grade))
        for grade, title in ((*grades.items(), (None, "未填等级")))
    ]
    present = {row[3] for row in found}
    by_kind = [
        took(title, [row for row in found if row[3] == kind], of, OfKind(kind))
        for kind, title in ((*kinds.items(), (None, NO_KIND)))
        if kind in present
    ]
    return RepairTimes(
        took("全部", found, of, None),
        tuple(one for one in by_grade if one.count),
        tuple(sorted(by_kind, key=lambda one: -one.count)),
    )


def took(
    title: str,
    rows: Iterable[tuple[int | None, int, int | None, int | None]],
    of: RepairsOf,
    part: Filter | None,
) -> Took:
    """One line of it."""
    minutes: list[int] = []
    days: list[int] = []
    for known, whole_days, _, _ in rows:
        if known is not None and known >= 0:
            minutes.append(known)
        else:
            days.append(whole_days)
    within = (part,) if part is not None else ()
    return Took(
        title,
        Spread(len(minutes), sum(minutes), median(minutes), HOUR, All((of.timed, *within))),
        Spread(len(days), sum(days), median(days), 1, All((of.dated, *within))),
    )


def median(numbers: Sequence[int]) -> Fraction | None:
    """The one in the middle, the mean of the two there; None of nothing."""
    ordered = sorted(numbers)
    half, odd = divmod(len(ordered), 2)
    if not ordered:
        return None
    return Fraction(ordered[half]) if odd else Fraction(ordered[half - 1] + ordered[half], 2)


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and median of times, of so many smallest units to the one told (60 minutes an hour)."""

    count: int
    total: int
    middle: Fraction | None
    units: int
    where: Filter

    @property
    def mean(self) -> Fraction | None:
        """平均, exactly; None of nothing."""
        return Fraction(self.total, self.count * self.units) if self.count else None

    @property
    def median(self) -> Fraction | None:
        """中位数, exactly."""
        return None if self.middle is None else self.middle / self.units


@dataclass(frozen=True, slots=True)
class Took:
    """修复用时: in hours of those whose times are known, in days of the others."""

    title: str
    hours: Spread
    days: Spread

    @property
    def count(self) -> int:
        """All that were mended."""
        return self.hours.count + self.days.count


@dataclass(frozen=True, slots=True)
class RepairTimes:
    """修复用时 of a period: all, by grade in their order, by type of facility with most repairs first."""

    all: Took
    by_grade: tuple[Took, ...]
    by_kind: tuple[Took, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairFigures:
    """Repairs of a period: `cost` is that of those reported in it, `done_cost` of those mended in it."""

    period: Period
    reported: Counted
    open: Counted
    cost: Counted
    done: Counted
    done_cost: Counted
    lighting_cost: Counted
    in_time: Share
    reworked: Counted
    unregistered: Counted
    open_at_end: Counted
    overdue: Counted
    ages: tuple[Counted, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.reported.count or self.done.count or self.open_at_end.count)
