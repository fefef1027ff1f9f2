"""设施分析 of a period: work done, how long it took, repairs taken apart, what breaks again and again, cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period, month_holding
from bureau.calendar.words import bases_of
from bureau.facilities.definitions import IN_PLACE, IS_LAMP
from bureau.facilities.ledgers import FACILITIES
from bureau.facilities.lighting.figures_lamps import Lamps
from bureau.facilities.repairs.figures_breakdowns import Breakdown, MonthLine, breakdowns, by_month
from bureau.facilities.repairs.figures_repairs import (
    RepairFigures,
    RepairTimes,
    Took,
    repair_figures,
    repair_times,
)
from bureau.facilities.repairs.figures_repeats import (
    Again,
    Repeated,
    Worst,
    broken_again,
    circuits,
    repeated,
)
from bureau.facilities.repairs.figures_works import Quantity, WorkDone, work_done
from bureau.ledger.query import All
from bureau.reports.change import fixed, ratio
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

MOST_MONTHS = 12


def read_analysis(
    conn: Reader, names: Names, period: Period, today: date, lamps: Lamps | None = None
) -> FacilityAnalysis:
    """Everything that the page and the papers show besides 亮灯率. `conn` is inside a snapshot."""
    beside = read_beside(conn, period, today)
    return FacilityAnalysis(
        period=period,
        today=today,
        repairs=repair_figures(conn, period, today),
        beside=beside,
        times=repair_times(conn, names, period, today),
        work=work_done(conn, names, period, today),
        work_beside=tuple(
            (word, work_done(conn, names, base.period, today)) for word, base in beside
        ),
        breakdowns=breakdowns(conn, names, period, today),
        months=by_month(conn, months_up_to(period), today),
        again=broken_again(conn, period, today),
        repeated=repeated(conn, names, period, today),
        circuits=circuits(conn, period, today, lamps),
        heads=heads_in_place(conn, today),
    )


def read_beside(conn: Reader, period: Period, today: date) -> tuple[tuple[str, RepairFigures], ...]:
    """环比 and 同比: the periods that there is something to compare with."""
    found = [(word, repair_figures(conn, base, today)) for word, base in bases_of(period)]
    return tuple((word, figures) for word, figures in found if figures.any)


def months_up_to(period: Period) -> tuple[Period, ...]:
    """The twelve statistical months up to the last of a period."""
    last = month_holding(period.last, period.month_end_day).begins
    assert last is not None
    return tuple(
        Period.months_long(last.plus(back), 1, period.month_end_day)
        for back in range(1 - MOST_MONTHS, 1)
    )


def heads_in_place(conn: Reader, today: date) -> int:
    """在册路灯盏数: heads of the lamps that stand there now, shining or not."""
    condition, parameters = bound(FACILITIES, All((IS_LAMP, IN_PLACE)), today)
    row = conn.execute(
        f"SELECT coalesce(sum(coalesce(t.heads, 1)), 0) FROM {FACILITIES.table} t"
        f" WHERE {condition}",
        parameters,
    ).fetchone()
    return int(row[0])


def document(of: FacilityAnalysis) -> dict[str, object]:
    """The figures ready for JSON: quantities and hours as exact texts, costs in 分."""
    return {
        "work_done": [work_document(one) for one in of.work.quantities],
        "work_without_item": of.work.unnamed.count,
        "repair_times": {
            "all": took_document(of.times.all),
            "by_grade": {one.title: took_document(one) for one in of.times.by_grade},
            "by_kind": {one.title: took_document(one) for one in of.times.by_kind},
        },
        "repairs_by": {
            key: [
                {
                    "value": line.label,
                    "reported": line.reported,
                    "before": line.before if line.before_where is not None else None,
                    "done": line.done,
                    "cost_fen": line.cost_fen,
                }
                for line in breakdown.lines
            ]
            for key, breakdown in of.breakdowns.items()
        },
        "repairs_repeated": {
            "within_90_days": of.again.repeated.count,
            "soon_after_mending": of.again.relapsed.count,
        },
        "repeated_facilities": [
            {"code": one.code, "road": one.road, "faults": one.faults, "relapses": one.relapses}
            for one in of.repeated
        ],
        "circuits": [
            {
                "cabinet": one.cabinet,
                "circuit": one.circuit,
                "heads": one.heads,
                "faults": one.faults,
                "per_hundred": told(one.per_hundred, 2),
                "dark_head_nights": one.dark,
            }
            for one in of.circuits
        ],
        "lamp_heads": of.heads,
        "cost_per_head_fen": told(of.cost_per_head, 2),
    }


def work_document(one: Quantity) -> dict[str, object]:
    """One item in one unit."""
    return {
        "item": one.item,
        "unit": one.unit,
        "quantity": fixed(Fraction(one.hundredths, 100), 2),
        "records": one.records,
        "without_quantity": one.unmeasured,
    }


def took_document(one: Took) -> dict[str, object]:
    """Hours and days beside each other, with two decimals."""
    return {
        "hours": {
            "count": one.hours.count,
            "mean": told(one.hours.mean, 2),
            "median": told(one.hours.median, 2),
        },
        "days": {
            "count": one.days.count,
            "mean": told(one.days.mean, 2),
            "median": told(one.days.median, 2),
        },
    }


def told(number: Fraction | None, places: int) -> str | None:
    """A number with so many decimals, None where there is none."""
    return None if number is None else fixed(number, places)


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityAnalysis:
    """Repairs and maintenance of a period from every side, beside the periods before."""

    period: Period
    today: date
    repairs: RepairFigures
    beside: tuple[tuple[str, RepairFigures], ...]
    times: RepairTimes
    work: WorkDone
    work_beside: tuple[tuple[str, WorkDone], ...]
    breakdowns: Mapping[str, Breakdown]
    months: tuple[MonthLine, ...]
    """The twelve months up to the period's end."""
    again: Again
    repeated: tuple[Repeated, ...]
    circuits: tuple[Worst, ...]
    heads: int

    @property
    def cost_per_head(self) -> Fraction | None:
        """单灯维修费用 in 分: what the lighting repairs mended in the period cost, per head in place."""
        return ratio(self.repairs.lighting_cost.count, self.heads)
