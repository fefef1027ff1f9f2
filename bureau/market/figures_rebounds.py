"""What came back at its place: chains of cases, the worst places, and returns by unit and class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Filter, Is, Not, Sql
from bureau.market.definitions import COUNTED, CaseFigures, spans
from bureau.market.figures_classes import read_classes
from bureau.market.ledgers import CASES
from bureau.storage.counting import Line, count_by
from bureau.storage.rows import bound

if TYPE_CHECKING:
    from datetime import date

    from bureau.calendar.periods import Period
    from bureau.storage.connection import Reader

LISTED = 50
"""Worst places that a page shows; the ledger has the rest."""
SPREAD = ("unit", "category", "town")
"""Fields by whose values returns are counted."""
SO_FAR = (
    f"SELECT count(*) FROM recurrence o JOIN {CASES.table} u ON u.id = o.record"
    " WHERE o.first = r.first AND u.found_on < date(:period_last, '+1 day')"
)
"""Returns of a chain up to a day; what is void or unlinked is in no chain."""


@dataclass(frozen=True, slots=True)
class OfChain(Filter):
    """The cases of one chain, the first of all among them; `returns` are those without the first."""

    first: int

    @property
    def returns(self) -> Filter:
        """What came back, whenever."""
        return All((self, Not(Is("id", self.first))))

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        chained = "SELECT record FROM recurrence WHERE first = ?"
        return f"(t.id = ? OR t.id IN ({chained}))", [self.first, self.first]


@dataclass(frozen=True, slots=True)
class WorstPlace:
    """A place where one kind of problem comes back: named as in its latest case.

    `times` are its returns in the period (found by `where`), `so_far` all of its chain up to the
    period's end (found by `returned`), whatever else `where` asks for; `days` are the fewest between
    an end and a return in the period. A place may return more often than its highest “第 n 次”: two
    cases found there while both were open follow the same one.
    """

    address: str
    town: str
    category: str
    unit: str
    times: int
    so_far: int
    days: int
    latest: int
    where: Filter
    returned: Filter


@dataclass(frozen=True, slots=True)
class Rebounds:
    """The returns of a period: how many, where most often, and of whose cases and classes.

    `times` and `chains` count all of them, also where only the worst places are listed.
    """

    period: Period
    times: int
    chains: int
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
            for line in count_by(conn, CASES, key, wanted, today, cases)
            if line.figures.count("rebounds")
        )
        for key in SPREAD
    }
    condition, parameters = bound(CASES, returns, today)
    counted = conn.execute(
        "SELECT count(*) AS times, count(DISTINCT r.first) AS chains"
        f" FROM {CASES.table} t JOIN recurrence r ON r.record = t.id WHERE {condition}",
        parameters,
    ).fetchone()
    places = worst_places(conn, returns, period, today, limit)
    return Rebounds(period, counted["times"], counted["chains"], places, spread)


def worst_places(
    conn: Reader, returns: Filter, period: Period, today: date, limit: int = LISTED
) -> tuple[WorstPlace, ...]:
    """The chains with the most returns among `returns`, most first; then the most so far."""
    classes = read_classes(conn)
    condition, parameters = bound(CASES, returns, today)
    found = conn.execute(
        "SELECT r.first, count(*) AS times, min(r.days) AS days,"
        f" max(t.found_on || '|' || t.id) AS newest, ({SO_FAR}) AS so_far"
        f" FROM {CASES.table} t JOIN recurrence r ON r.record = t.id WHERE {condition}"
        f" GROUP BY r.first ORDER BY times DESC, so_far DESC, days, newest DESC LIMIT {int(limit)}",
        {**parameters, "period_last": period.last.isoformat()},
    ).fetchall()
    places = []
    for row in found:
        latest = int(row["newest"].rpartition("|")[2])
        case = conn.execute(
            f"SELECT address, town, category, unit FROM {CASES.table} WHERE id = ?", (latest,)
        ).fetchone()
        chain = OfChain(row["first"])
        returned = All((COUNTED, spans("found_on", None, period.last), chain.returns))
        places.append(
            WorstPlace(
                address=case["address"] or "",
                town=classes.towns.get(case["town"], ""),
                category=classes.categories.get(case["category"], ""),
                unit=classes.units.get(case["unit"], ""),
                times=row["times"],
                so_far=row["so_far"],
                days=row["days"],
                latest=latest,
                where=All((returns, chain)),
                returned=returned,
            )
        )
    return tuple(places)


def chain_of(conn: Reader, case: int) -> OfChain:
    """The chain that a case belongs to; one that never came back is alone in its own."""
    row = conn.execute("SELECT first FROM recurrence WHERE record = ?", (case,)).fetchone()
    return OfChain(row["first"] if row else case)
