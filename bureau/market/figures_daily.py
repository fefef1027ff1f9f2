"""What the daily logs count: totals by kind, squad and month, and 服务/管理/执法 together with cases."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.catalogue import HANDLINGS
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Any, Filter, Sql
from bureau.ledger.types import Lines
from bureau.ledger.words import exact
from bureau.market.definitions import CaseFigures, logs, logs_with
from bureau.market.figures_classes import UNFILLED, Classes
from bureau.market.ledgers import CASES, DAILY
from bureau.reports.change import ratio
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
COUNT_SCALE = next(kind.type.scale for kind in DAILY.lines if isinstance(kind.type, Lines))
"""Decimals at which the daily counts are stored."""


@dataclass(frozen=True, slots=True)
class Unlogged(Filter):
    """A case that no daily log holds already.

    A squad's log counts all it did on a day, so what it found on a day of which there is a log
    with 服务, 管理 or 执法 in it (its own, or one of the whole bureau) is in that log.
    """

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        held = (
            f"SELECT 1 FROM {DAILY.table} d JOIN {DAILY.table}__counts l ON l.record = d.id"
            " JOIN catalogue_items k ON k.id = l.kind"
            " WHERE d.date = t.found_on AND (d.unit IS t.unit OR d.unit IS NULL)"
            " AND l.value > 0 AND k.handling IS NOT NULL"
        )
        return f"NOT EXISTS ({held})", []


@dataclass(frozen=True, slots=True)
class DailyCount:
    """One kind of work in the daily logs: 出动人员(人次) with its exact total."""

    kind: int
    title: str
    unit: str
    total: int | Decimal
    by_unit: Mapping[str, int | Decimal]
    where: Filter

    @property
    def name(self) -> str:
        """Title and unit as the log's heading has them."""
        return f"{self.title}({self.unit})" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class DailyMonth:
    """One statistical month of a longer period: the total of each kind of work."""

    month: Period
    totals: Mapping[int, int | Decimal]

    def where(self, kind: int) -> Filter:
        """The logs behind one total."""
        return logs_with(self.month, kind)


@dataclass(frozen=True, slots=True)
class Mean:
    """One way of handling: what the logs count of it, and the cases handled so."""

    name: str
    logged: int | Decimal
    cases: int
    unlogged: int
    """Of the cases, those that no log holds already; see `Unlogged`."""
    behind: Mapping[str, tuple[str, Filter]] = field(default_factory=dict, repr=False)
    """Ledger and filter of the records behind `logged`, `cases` and `unlogged`."""

    @property
    def total(self) -> int | Decimal:
        """合计 = 执法日志 + 案件 without those that the logs hold already."""
        return self.logged + self.unlogged


@dataclass(frozen=True, slots=True)
class Means:
    """服务, 管理 and 执法 in one period, from the cases found in it and from its daily logs."""

    parts: tuple[Mean, ...]

    @property
    def total(self) -> int | Decimal:
        """All of them."""
        return sum((part.total for part in self.parts), 0)

    @property
    def logged(self) -> int | Decimal:
        """What the logs count."""
        return sum((part.logged for part in self.parts), 0)

    def of(self, name: str) -> Mean:
        """One of them; all zero where there is none."""
        return next((part for part in self.parts if part.name == name), Mean(name, 0, 0, 0))

    def share(self, name: str) -> Fraction | None:
        """Its share of all, logs and cases together; None where there is nothing."""
        return ratio(self.of(name).total, self.total)

    def log_share(self, name: str) -> Fraction | None:
        """Its share of what the logs count."""
        return ratio(self.of(name).logged, self.logged)


def read_daily(
    conn: Reader, classes: Classes, period: Period, today: date
) -> tuple[DailyCount, ...]:
    """Totals of the daily logs by kind of work, and by squad, exact."""
    condition, parameters = bound(DAILY, logs(period), today)
    sql = (
        f"SELECT l.kind, t.unit, sum(l.value) AS total FROM {DAILY.table} t"
        f" JOIN {DAILY.table}__counts l ON l.record = t.id WHERE {condition} GROUP BY 1, 2"
    )
    scaled: dict[int, Counter[str]] = {}
    for row in conn.execute(sql, parameters):
        squad = classes.units.get(row["unit"], UNFILLED)
        scaled.setdefault(row["kind"], Counter())[squad] += row["total"]
    squads = (*classes.units.values(), UNFILLED)
    counts = []
    for work in classes.works:
        if (sums := scaled.get(work.id)) is None:
            continue
        counts.append(
            DailyCount(
                kind=work.id,
                title=work.title,
                unit=work.unit,
                total=exact(sum(sums.values()), COUNT_SCALE) or 0,
                by_unit={
                    squad: exact(sums[squad], COUNT_SCALE) or 0
                    for squad in dict.fromkeys(squads)
                    if squad in sums
                },
                where=logs_with(period, work.id),
            )
        )
    return tuple(counts)


def read_daily_months(
    conn: Reader, classes: Classes, period: Period, today: date
) -> tuple[DailyMonth, ...]:
    """What was counted in each statistical month of a period that has several."""
    months = period.months
    if len(months) < 2:
        return ()
    condition, parameters = bound(DAILY, logs(period), today)
    sql = (
        f"SELECT t.date, l.kind, sum(l.value) AS total FROM {DAILY.table} t"
        f" JOIN {DAILY.table}__counts l ON l.record = t.id WHERE {condition} GROUP BY 1, 2"
    )
    sums: list[Counter[int]] = [Counter() for _ in months]
    starts = [month.first.isoformat() for month in months]
    for row in conn.execute(sql, parameters):
        sums[bisect_right(starts, row["date"][:10]) - 1][row["kind"]] += row["total"]
    return tuple(
        DailyMonth(
            month,
            {
                work.id: exact(counted[work.id], COUNT_SCALE) or 0
                for work in classes.works
                if work.id in counted
            },
        )
        for month, counted in zip(months, sums, strict=True)
    )


def read_means(conn: Reader, classes: Classes, period: Period, today: date) -> Means:
    """服务/管理/执法 of one period from both sources."""
    named = {work.id: work.handling for work in classes.works if work.handling}
    logged: Counter[str] = Counter()
    condition, parameters = bound(DAILY, logs(period), today)
    sql = (
        f"SELECT l.kind, sum(l.value) AS total FROM {DAILY.table} t"
        f" JOIN {DAILY.table}__counts l ON l.record = t.id WHERE {condition} GROUP BY 1"
    )
    for row in conn.execute(sql, parameters):
        if row["kind"] in named:
            logged[named[row["kind"]]] += row["total"]
    held, held_parameters = bound(CASES, Unlogged(), today)
    condition, parameters = bound(CASES, CaseFigures(period, today).cases, today)
    sql = (
        f"SELECT t.handling, count(*) AS n, sum({held}) AS unlogged"
        f" FROM {CASES.table} t WHERE {condition} AND t.handling IS NOT NULL GROUP BY 1"
    )
    cases: Counter[str] = Counter()
    unlogged: Counter[str] = Counter()
    for row in conn.execute(sql, parameters | held_parameters):
        label = classes.handlings.get(row["handling"], "")
        cases[label] += row["n"]
        unlogged[label] += row["unlogged"]
    return Means(
        tuple(
            Mean(
                name,
                exact(logged[name], COUNT_SCALE) or 0,
                cases[name],
                unlogged[name],
                records_of(classes, period, today, name),
            )
            for name in HANDLINGS
        )
    )


def records_of(
    classes: Classes, period: Period, today: date, name: str
) -> dict[str, tuple[str, Filter]]:
    """The ledger and the filter behind each number of one way of handling."""
    kinds = (work.id for work in classes.works if work.handling == name)
    items = tuple(item for item, title in classes.handlings.items() if title == name)
    handled = CaseFigures(period, today).cases_of("handling", items)
    return {
        "logged": (DAILY.name, Any(tuple(logs_with(period, kind) for kind in kinds))),
        "cases": (CASES.name, handled),
        "unlogged": (CASES.name, All((handled, Unlogged()))),
    }
