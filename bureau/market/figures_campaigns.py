"""How far a special action has come: its counts against its targets, by unit, and its cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Blank, Filter, Not, OneOf
from bureau.ledger.types import Lines
from bureau.ledger.words import exact
from bureau.market.campaigns import attached, day_of
from bureau.market.definitions import ENDED_OTHERWISE, UpTo, not_closed_by, spans
from bureau.market.figures_classes import UNFILLED
from bureau.market.ledgers import CAMPAIGN_DAYS, CAMPAIGNS, CASES
from bureau.reports.change import ratio
from bureau.storage.counting import Figures, count_all
from bureau.storage.rows import bound, ids, page

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

SCALE = next(field.type.scale for field in CAMPAIGN_DAYS.lines if isinstance(field.type, Lines))
"""Decimals at which counts and targets are stored."""


@dataclass(frozen=True, slots=True)
class Count:
    """One kind of work: what was done by whom, against its target (None where it has none)."""

    kind: int
    title: str
    unit: str
    done: int | Decimal
    target: int | Decimal | None
    by_unit: Mapping[str, int | Decimal]
    where: Filter

    @property
    def share(self) -> Fraction | None:
        """How much of the target is reached, as a fraction of one."""
        return None if self.target is None else ratio(self.done, self.target)


@dataclass(frozen=True, slots=True)
class Progress:
    """One action as it stands on `today`. `reports` are its daily reports."""

    campaign: int
    name: str
    today: date
    begins: date | None
    ends: date | None
    counts: tuple[Count, ...]
    cases: Figures
    reports: int
    where_reports: Filter

    @property
    def elapsed(self) -> Fraction | None:
        """How much of its days has passed, as a fraction of one; None without an end."""
        if self.begins is None or self.ends is None:
            return None
        whole = (self.ends - self.begins).days + 1
        passed = (min(self.today, self.ends) - self.begins).days + 1
        return Fraction(max(passed, 0), whole)

    @property
    def days_left(self) -> int | None:
        """Days until its last one, 0 on it; None without an end."""
        return None if self.ends is None else (self.ends - self.today).days

    def is_behind(self, share: Fraction | None) -> bool:
        """Whether less of a target is reached than of the days has passed."""
        return share is not None and self.elapsed is not None and share < self.elapsed

    @property
    def closing_rate(self) -> Fraction | None:
        """Cases put right, of those that belong to it."""
        return self.cases.rate("整改率", "closed", "cases").share


def running(period: Period) -> Filter:
    """Actions that have days in the period."""
    return running_between(period.first, period.last)


def running_between(first: date, last: date) -> Filter:
    """Actions that have any of these days."""
    return All(
        (
            spans("begins_on", None, last),
            Not(All((Not(Blank("ends_on")), Not(spans("ends_on", first, None))))),
        )
    )


def reports_of(campaign: int, period: Period | None = None) -> Filter:
    """The daily reports of an action, within a period."""
    own = OneOf("campaign", (campaign,))
    return own if period is None else All((own, spans("date", period.first, period.last)))


def cases_of(campaign: int, period: Period | None = None) -> Mapping[str, tuple[str, Filter]]:
    """Its cases: 发现, 已整改, 未整改; within a period those found in it, as they stood at its end."""
    found = attached(campaign)
    closed: Filter = Not(Blank("closed_on"))
    unclosed: Filter = Blank("closed_on")
    if period is not None:
        found = All((found, spans("found_on", period.first, period.last)))
        closed, unclosed = UpTo("closed_on", period.last), not_closed_by(period.last)
    still_open = All((found, unclosed, Not(OneOf("state", ENDED_OTHERWISE))))
    return {
        "cases": ("发现", found),
        "closed": ("已整改", All((found, closed))),
        "open": ("未整改", still_open),
    }


def progress(
    conn: Reader, campaign: int, today: date, period: Period | None = None
) -> Progress | None:
    """One action, whole or as far as a period goes; None when it is gone."""
    found = page(conn, CAMPAIGNS, [campaign], today=today)
    if not found:
        return None
    action = found[0]
    where = reports_of(campaign, period)
    done = counted(conn, where, today)
    targets = action["targets"] if isinstance(action["targets"], dict) else {}
    return Progress(
        campaign=campaign,
        name=str(action["name"]),
        today=today,
        begins=day_of(action["begins_on"]),
        ends=day_of(action["ends_on"]),
        counts=counts_of(conn, done, targets, where),
        cases=count_all(conn, CASES, cases_of(campaign, period), today, attached(campaign)),
        reports=len(ids(conn, CAMPAIGN_DAYS, where, today=today)),
        where_reports=where,
    )


def campaign_figures(conn: Reader, period: Period, today: date) -> tuple[Progress, ...]:
    """Every action that has days in the period, as far as the period goes; in order of their beginning."""
    found = page(conn, CAMPAIGNS, ids(conn, CAMPAIGNS, running(period), today=today), today=today)
    found.sort(key=lambda row: (str(row["begins_on"]), int(str(row["id"]))))
    told = (progress(conn, int(str(row["id"])), today, period) for row in found)
    return tuple(one for one in told if one is not None)


def running_now(conn: Reader, today: date) -> tuple[Progress, ...]:
    """Every action that runs today, whole; the one that ends first stands first."""
    where = running_between(today, today)
    told = (progress(conn, one, today) for one in ids(conn, CAMPAIGNS, where, today=today))
    found = [one for one in told if one is not None]
    return tuple(sorted(found, key=lambda one: (one.ends or date.max, one.campaign)))


def counted(conn: Reader, where: Filter, today: date) -> dict[int, dict[str, int]]:
    """Scaled totals of daily reports by kind and unit."""
    condition, parameters = bound(CAMPAIGN_DAYS, where, today)
    sql = (
        "SELECT l.kind, u.name AS unit, sum(l.value) AS total"
        f" FROM {CAMPAIGN_DAYS.table} t JOIN {CAMPAIGN_DAYS.table}__counts l ON l.record = t.id"
        f" LEFT JOIN units u ON u.id = t.unit WHERE {condition}"
        " GROUP BY l.kind, t.unit ORDER BY coalesce(u.position, 999999999), u._sort_name"
    )
    sums: dict[int, dict[str, int]] = {}
    for row in conn.execute(sql, parameters):
        by_unit = sums.setdefault(row["kind"], {})
        name = row["unit"] or UNFILLED
        by_unit[name] = by_unit.get(name, 0) + row["total"]
    return sums


def counts_of(
    conn: Reader, done: Mapping[int, Mapping[str, int]], targets: Mapping[int, int], where: Filter
) -> tuple[Count, ...]:
    """Kinds of work that are counted or aimed at: those with a target first, in catalogue order."""
    marks = ", ".join(str(int(kind)) for kind in {*done, *targets})
    sql = f"SELECT id, title, unit FROM catalogue_items WHERE id IN ({marks}) ORDER BY position, id"
    rows = conn.execute(sql).fetchall()
    return tuple(
        Count(
            kind=row["id"],
            title=row["title"] or "",
            unit=row["unit"] or "",
            done=exact(sum(done.get(row["id"], {}).values()), SCALE) or 0,
            target=exact(targets.get(row["id"]), SCALE),
            by_unit={
                unit: exact(total, SCALE) or 0 for unit, total in done.get(row["id"], {}).items()
            },
            where=All((where, Not(Blank(f"counts.{row['id']}")))),
        )
        for row in sorted(rows, key=lambda row: row["id"] not in targets)
    )
