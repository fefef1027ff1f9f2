"""What came back at its place: chains of cases, the worst places, and returns by unit and class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Filter, Sql
from bureau.market.definitions import CaseFigures
from bureau.market.figures_classes import read_classes
from bureau.market.figures_count import Line, count_by
from bureau.market.ledgers import CASES
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from datetime import date

    from bureau.calendar.periods import Period
    from bureau.storage.connection import Reader

LISTED = 50
"""Worst places that a page shows; the ledger has the rest."""
SPREAD = ("unit", "category", "town")
"""Fields by whose values returns are counted."""


@dataclass(frozen=True, slots=True)
class OfChain(Filter):
    """The cases of one chain, the first of all among them."""

    first: int

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        chained = "SELECT record FROM recurrence WHERE first = ?"
        return f"(t.id = ? OR t.id IN ({chained}))", [self.first, self.first]


@dataclass(frozen=True, slots=True)
class WorstPlace:
    """A place where one kind of problem comes back: named as in its latest case.

    `times` are its returns in the period, `nth` how often it has come back in all, `days` the
    fewest between an end and a return in the period. `where` finds the returns, `chain` all cases.
    """

    address: str
    town: str
    category: str
    unit: str
    times: int
    nth: int
    days: int
    latest: int
    where: Filter
    chain: Filter


@dataclass(frozen=True, slots=True)
class Rebounds:
    """The returns of a period: how many, where most often, and of whose cases and classes."""

    period: Period
    places: tuple[WorstPlace, ...]
    spread: dict[str, tuple[Line, ...]]

    def by(self, key: str) -> tuple[Line, ...]:
        """Cases and returns by the values of one field; only lines that have a return."""
        return self.spread[key]


def read_rebounds(
    conn: Reader, period: Period, today: date, also: Filter | None = None, limit: int = LISTED
) -> Rebounds:
    """The returns of a period, of cases that `also` lets through."""
    defined = CaseFigures(period, today)
    cases = All((defined.cases, also)) if also else defined.cases
    returns = All((defined.rebounds, also)) if also else defined.rebounds
    wanted = {"cases": ("发现案件数", cases), "rebounds": ("反弹案件数", returns)}
    spread = {
        key: tuple(
            line
            for line in count_by(conn, CASES, key, wanted, today)
            if line.figures.count("rebounds")
        )
        for key in SPREAD
    }
    return Rebounds(period, worst_places(conn, returns, today, limit), spread)


def worst_places(
    conn: Reader, returns: Filter, today: date, limit: int = LISTED
) -> tuple[WorstPlace, ...]:
    """The chains with the most returns among `returns`, most first; then the longest chain."""
    classes = read_classes(conn)
    condition, parameters = bound(CASES, returns, today)
    found = conn.execute(
        "SELECT r.first, count(*) AS times, max(r.nth) AS nth, min(r.days) AS days,"
        " max(t.found_on || '|' || t.id) AS newest"
        f" FROM {CASES.table} t JOIN recurrence r ON r.record = t.id WHERE {condition}"
        f" GROUP BY r.first ORDER BY times DESC, nth DESC, days, newest DESC LIMIT {int(limit)}",
        parameters,
    ).fetchall()
    places = []
    for row in found:
        latest = int(row["newest"].rpartition("|")[2])
        case = conn.execute(
            f"SELECT address, town, category, unit FROM {CASES.table} WHERE id = ?", (latest,)
        ).fetchone()
        chain = OfChain(row["first"])
        places.append(
            WorstPlace(
                address=case["address"] or "",
                town=classes.towns.get(case["town"], ""),
                category=classes.categories.get(case["category"], ""),
                unit=classes.units.get(case["unit"], ""),
                times=row["times"],
                nth=row["nth"],
                days=row["days"],
                latest=latest,
                where=All((returns, chain)),
                chain=chain,
            )
        )
    return tuple(places)


def chain_of(conn: Reader, case: int) -> OfChain:
    """The chain that a case belongs to; one that never came back is alone in its own."""
    row = conn.execute("SELECT first FROM recurrence WHERE record = ?", (case,)).fetchone()
    return OfChain(row["first"] if row else case)
