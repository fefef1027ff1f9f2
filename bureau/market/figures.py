"""The numbers of the market-order department, counted from its ledgers in one read transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Month, Period, month_holding
from bureau.ledger.query import All, Any, Filter, Not, OneOf
from bureau.market.definitions import CaseFigures, logs
from bureau.market.figures_beside import Beside, read_beside
from bureau.market.figures_classes import GROUP_ORDER, UNFILLED, Classes, read_classes
from bureau.market.figures_daily import (
    DailyCount,
    DailyMonth,
    Means,
    read_daily,
    read_daily_months,
    read_means,
)
from bureau.market.figures_rates import BY_KEY, behind, read_counts
from bureau.market.ledgers import CASES, DAILY
from bureau.reports.change import ratio
from bureau.settings.reading import expected_shares
from bureau.storage.rows import bound, count

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
TREND_MONTHS = 12
LISTED = 20
"""Overdue cases and repeated places that a report names; the ledger has the rest."""
GROUPED = ("category", "subcategory", "handling", "town", "unit", "source")
SINGLE = (
    "cases", "closed", "closed_in_period", "closed_late", "open_at_end", "overdue",
    "due_in_period", "on_time", "due", "due_closed", "voided",
)  # fmt: skip
"""Figures that are one number; each is a property of CaseFigures."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a breakdown: how many cases were found, how many of them are put right."""

    label: str
    cases: int
    closed: int
    where: Filter


@dataclass(frozen=True, slots=True)
class OverdueCase:
    """超期未整改: a case to be named in a report; without personal data."""

    number: str
    found_on: str
    town: str
    address: str
    category: str
    unit: str
    due_on: str
    days: int


@dataclass(frozen=True, slots=True)
class RepeatedPlace:
    """The same kind of problem found more than once at one address in the period."""

    address: str
    category: str
    town: str
    times: int
    where: Filter


@dataclass(frozen=True, slots=True)
class MonthOfTrend:
    """One statistical month of the trend: found in it, put right in it, come back in it."""

    month: Month
    cases: int
    closed: int
    rebounds: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """One period's own numbers, enough to compare two periods."""

    period: Period
    counts: Mapping[str, int]
    work: Mapping[str, int]
    """What the rates of figures_rates are made of beside `counts`."""
    parts: Mapping[str, tuple[Part, ...]]
    daily: tuple[DailyCount, ...]
    logs: int
    means: Means
    """服务/管理/执法 of cases and daily logs."""

    def __getitem__(self, name: str) -> int:
        """A figure that is one number, by its name in CaseFigures."""
        return self.counts[name]

    def of(self, breakdown: str, label: str) -> int:
        """The cases of one line of a breakdown, 0 where it has none."""
        return sum(part.cases for part in self.parts[breakdown] if part.label == label)

    def total_of(self, name: str) -> int | Decimal:
        """The total of one daily count by its name, 0 where nobody counted it."""
        return sum((one.total for one in self.daily if one.name == name), 0)

    @property
    def rectified_rate(self) -> Fraction | None:
        """整改率 = 已整改 ÷ 发现案件."""
        return ratio(self["closed"], self["cases"])

    @property
    def on_time_rate(self) -> Fraction | None:
        """按期整改率 = 按期整改 ÷ 到期案件."""
        return ratio(self["on_time"], self["due_in_period"])

    @property
    def closing_rate(self) -> Fraction | None:
        """结案率 = 结案 ÷ 应结案."""
        return self.rate("closing_rate")

    def rate(self, key: str) -> Fraction | None:
        """A rate of figures_rates by its key."""
        return BY_KEY[key].of(self.counted)

    @property
    def counted(self) -> dict[str, int]:
        """Every count by name."""
        return {**self.counts, **self.work}

    @property
    def handled(self) -> int:
        """Cases whose 处置方式 is filled in: the base of its shares."""
        return sum(part.cases for part in self.parts["by_handling"] if part.label != UNFILLED)


@dataclass(frozen=True, slots=True)
class MarketFigures:
    """Everything that the market-order reports print for one period."""

    today: date
    now: Totals
    previous: Totals | None
    a_year_before: Totals
    to_date: Totals
    trend: tuple[MonthOfTrend, ...]
    overdue: tuple[OverdueCase, ...]
    repeated: tuple[RepeatedPlace, ...]
    daily_months: tuple[DailyMonth, ...]
    """The daily logs month by month, where the period has several."""
    beside: Beside
    labels: Mapping[str, tuple[str, ...]]
    """Every line that a breakdown can have, in the order of its catalogue or register."""
    expected_shares: Mapping[str, int]
    """服务/管理/执法 in percent that the bureau aims at."""

    @property
    def period(self) -> Period:
        """The period these figures are of."""
        return self.now.period

    def records(self, figure: str, label: str = "") -> tuple[str, Filter]:
        """The ledger and the filter that select exactly the records behind a figure.

        `figure` is a name of SINGLE or of a count in figures_rates, a breakdown (by_category …)
        or `daily`, or `means_logged`, `means_cases` or `means_unlogged`, all but the first two
        with a label. Raises KeyError.
        """
        if counted := behind(figure, self.period, self.today):
            return counted[0].name, counted[1]
        if figure in SINGLE:
            return CASES.name, getattr(CaseFigures(self.period, self.today), figure)
        if figure.startswith("means_"):
            return self.now.means.of(label).behind[figure.removeprefix("means_")]
        if figure == "daily":
            found = [one.where for one in self.now.daily if one.name == label]
            return DAILY.name, Any(tuple(found)) if found else missing(figure, label)
        lines = [part.where for part in self.now.parts[figure] if part.label == label]
        return CASES.name, lines[0] if lines else missing(figure, label)


def missing(figure: str, label: str) -> Filter:
    """Raises KeyError for a line that a breakdown doesn't have."""
    raise KeyError(f"{figure}/{label}")


def market_figures(conn: Reader, period: Period, *, today: date) -> MarketFigures:
    """The figures of a period and of those it is compared with. `conn` is inside a snapshot."""
    classes = read_classes(conn)

    def totals(of: Period) -> Totals:
        return read_totals(conn, classes, of, today)

    now = totals(period)
    previous = period.previous
    return MarketFigures(
        today=today,
        now=now,
        previous=totals(previous) if previous else None,
        a_year_before=totals(period.a_year_before),
        to_date=now if period.to_date == period else totals(period.to_date),
        trend=read_trend(conn, period, today),
        overdue=read_overdue(conn, classes, period, today),
        repeated=read_repeated(conn, classes, period, today),
        daily_months=read_daily_months(conn, classes, period, today),
        beside=read_beside(conn, period, today),
        labels={
            name: (*dict.fromkeys(titles.values()), UNFILLED)
            for name, titles in (
                ("by_category", classes.categories),
                ("by_handling", classes.handlings),
                ("by_town", classes.towns),
                ("by_unit", classes.units),
            )
        },
        expected_shares=expected_shares(conn, today),
    )


def read_totals(conn: Reader, classes: Classes, period: Period, today: date) -> Totals:
    """One period's numbers."""
    defined = CaseFigures(period, today)
    counted = read_counts(conn, period, today)
    return Totals(
        period=period,
        counts={name: counted.pop(name) for name in SINGLE},
        work=counted,
        parts=read_parts(conn, classes, defined),
        daily=read_daily(conn, classes, period, today),
        logs=count(conn, DAILY, logs(period), today=today),
        means=read_means(conn, classes, period, today),
    )


def read_parts(conn: Reader, classes: Classes, defined: CaseFigures) -> dict[str, tuple[Part, ...]]:
    """All breakdowns of the cases found, from one pass over them.

    Counting columns in memory takes less than half of the time that SQLite needs to sort the cases
    by all of them.
    """
    condition, parameters = bound(CASES, defined.cases, defined.today)
    wanted = [f"t.{key}" for key in GROUPED] + ["coalesce(t.closed_on <= :last, 0)"]
    arrays = ", ".join(f"json_group_array({one})" for one in wanted)
    parameters["last"] = defined.period.last.isoformat()
    sql = f"SELECT {arrays} FROM {CASES.table} t WHERE {condition}"
    *columns, ended = map(json.loads, tuple(conn.execute(sql, parameters).fetchone()))
    held: dict[str, list[int | None]] = dict(zip(GROUPED, columns, strict=True))

    def lines(
        keys: Iterable[str],
        label: Callable[..., str],
        order: Iterable[str],
        where: Callable[[str], Filter],
    ) -> tuple[Part, ...]:
        cases: Counter[str] = Counter()
        closed: Counter[str] = Counter()
        counted = Counter(zip(*(held[key] for key in keys), ended, strict=True))
        for (*values, done), times in counted.items():
            cases[label(*values)] += times
            closed[label(*values)] += times if done else 0
        labels = dict.fromkeys([*(name for name in order if name in cases), *cases])
        return tuple(Part(name, cases[name], closed[name], where(name)) for name in labels)

    def by_names(key: str, names: Mapping[int, str]) -> tuple[Part, ...]:
        def where(label: str) -> Filter:
            if label == UNFILLED:
                # A record whose name is gone counts as not filled in, so its filter finds it too.
                return All((defined.cases, Not(OneOf(key, tuple(names)))))
            return defined.cases_of(key, (one for one, name in names.items() if name == label))

        return lines((key,), lambda one: names.get(one, UNFILLED), names.values(), where)

    def of_group(label: str) -> Filter:
        return All((defined.cases, classes.in_group(label)))

    return {
        "by_category": by_names("category", classes.categories),
        "by_subcategory": by_names("subcategory", classes.subcategories),
        "by_group": lines(("category", "subcategory"), classes.group_of, GROUP_ORDER, of_group),
        "by_handling": by_names("handling", classes.handlings),
        "by_town": by_names("town", classes.towns),
        "by_unit": by_names("unit", classes.units),
        "by_source": by_names("source", classes.sources),
    }


def read_trend(conn: Reader, period: Period, today: date) -> tuple[MonthOfTrend, ...]:
    """Found, put right, come back in the twelve statistical months up to the period's last.

    Months that haven't begun yet are left out: their nothing would look like a fall.
    """
    begins = month_holding(period.last, period.month_end_day).begins
    if begins is None:
        return ()
    last_months = Period.months_long(
        begins.plus(1 - TREND_MONTHS), TREND_MONTHS, period.month_end_day
    )
    whole = CaseFigures(last_months, today)
    found = days(conn, "found_on", whole.cases, today)
    closed = days(conn, "closed_on", whole.closed_in_period, today)
    back = days(conn, "found_on", whole.rebounds, today)
    return tuple(
        MonthOfTrend(month.begins, within(found, month), within(closed, month), within(back, month))
        for month in last_months.months
        if month.begins is not None and month.first <= today
    )


def days(conn: Reader, key: str, where: Filter, today: date) -> dict[date, int]:
    """How many of the cases let through have each day in a date field."""
    condition, parameters = bound(CASES, where, today)
    sql = f"SELECT t.{key} AS day, count(*) AS n FROM {CASES.table} t WHERE {condition} GROUP BY 1"
    return {date.fromisoformat(row["day"]): row["n"] for row in conn.execute(sql, parameters)}


def within(counted: Mapping[date, int], period: Period) -> int:
    """The sum over the days of a period."""
    return sum(number for day, number in counted.items() if period.holds(day))


def read_overdue(
    conn: Reader, classes: Classes, period: Period, today: date
) -> tuple[OverdueCase, ...]:
    """The cases longest overdue at the period's end; days are counted to that day, or to today."""
    condition, parameters = bound(CASES, CaseFigures(period, today).overdue, today)
    sql = (
        "SELECT t.number, t.found_on, t.town, t.address, t.category, t.unit, t.due_on"
        f" FROM {CASES.table} t WHERE {condition} ORDER BY t.due_on, t.id LIMIT {LISTED}"
    )
    seen_on = min(period.last, today)
    return tuple(
        OverdueCase(
            number=row["number"] or "",
            found_on=row["found_on"],
            town=classes.towns.get(row["town"], ""),
            address=row["address"] or "",
            category=classes.categories.get(row["category"], ""),
            unit=classes.units.get(row["unit"], ""),
            due_on=row["due_on"],
            days=(seen_on - date.fromisoformat(row["due_on"])).days,
        )
        for row in conn.execute(sql, parameters)
    )


def read_repeated(
    conn: Reader, classes: Classes, period: Period, today: date
) -> tuple[RepeatedPlace, ...]:
    """Places where one kind of problem was found again within the period, most often first.

    Without rebounds, which are told apart: these were found again before they were put right, or
    later than the window says.
    """
    defined = CaseFigures(period, today)
    others = Not(defined.rebounds)
    condition, parameters = bound(CASES, All((defined.cases, others)), today)
    sql = (
        "SELECT t.address, t.category, t.town, count(*) AS n"
        f" FROM {CASES.table} t WHERE {condition} AND t.address IS NOT NULL"
        " GROUP BY t.town, t.address, t.category HAVING count(*) > 1"
        f" ORDER BY n DESC, t._sort_address, t.category, t.town LIMIT {LISTED}"
    )
    return tuple(
        RepeatedPlace(
            address=row["address"],
            category=classes.categories.get(row["category"], UNFILLED),
            town=classes.towns.get(row["town"], ""),
            times=row["n"],
            where=All(
                (
                    defined.cases_of("category", (row["category"],)),
                    others,
                    OneOf("town", (row["town"],)),
                    OneOf("address", (row["address"],)),
                )
            ),
        )
        for row in conn.execute(sql, parameters)
    )
