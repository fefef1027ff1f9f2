"""Checks (检查记录) of the sample county's watched places: in their cycle, and those that became cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bureau.demo.county import County
from bureau.demo.entered import Entered, Row
from bureau.demo.outcome import OWN_CHECK, PATROL, VOID
from bureau.demo.people import Chance
from bureau.demo.scenery import read
from bureau.demo.watched import GONE, IDLE, Watched
from bureau.ledger.words import id_list
from bureau.market.ledgers.watched import (
    FRONTAGE_CHECKS,
    FRONTAGES,
    RESTAURANT_CHECKS,
    RESTAURANTS,
    SIGN_CHECKS,
    SIGNS,
    SITE_CHECKS,
    SITES,
)

PASSED, FAILED, SHUT = 4401, 4402, 4403
NEGLECTED = 7
"""Percent of the places whose last check is overdue."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a register is checked: its log, the points looked at with what is right, percent failed.

    `classes` are those of cases that such a check becomes, `share` how many of them did.
    """

    register: str
    log: str
    points: tuple[tuple[str, int], ...]
    failed: int
    classes: tuple[int, ...] = ()
    share: int = 0


KINDS = (
    Kind(
        RESTAURANTS.name,
        RESTAURANT_CHECKS.name,
        (("running", 1), ("cleaned", 1), ("smoke", 0)),
        7,
        (1150,),
        90,
    ),
    Kind(SIGNS.name, SIGN_CHECKS.name, (("firm", 1), ("clean", 1)), 7),
    Kind(
        SITES.name,
        SITE_CHECKS.name,
        (("covered", 1), ("washed", 1), ("hardened", 1)),
        13,
        (1350,),
        80,
    ),
    Kind(
        FRONTAGES.name,
        FRONTAGE_CHECKS.name,
        (("order_kept", 1), ("clean", 1), ("kept", 1)),
        6,
        (1100,),
        30,
    ),
)


class Checks:
    """Writes check logs."""

    def __init__(self, county: County, first: date, last: date, chance: Chance) -> None:
        self.county = county
        self.first = first
        self.last = last
        self.chance = chance
        self.found = read("watched")["found"]

    def of(
        self, kind: Kind, places: Iterable[tuple[int, Watched]], cases: Iterable[Entered]
    ) -> list[Row]:
        """All checks of one register, by day."""
        listed = list(places)
        by_spot = {watched.spot: (record, watched) for record, watched in listed}
        rows = [row for case in cases for row in self.became(kind, by_spot, case)]
        for record, watched in listed:
            if watched.values["state"] != GONE:
                rows += self.in_cycle(kind, record, watched)
        return sorted(rows, key=lambda row: (str(row["checked_on"]), str(row["place"])))

    def became(
        self, kind: Kind, by_spot: dict[str, tuple[int, Watched]], case: Entered
    ) -> Iterator[Row]:
        """The failed check that a case was made of."""
        problem, outcome = case.finding.problem, case.outcome
        here = by_spot.get(case.finding.place.spot)
        if (
            here is None
            or problem.category not in kind.classes
            or outcome.source not in (PATROL, OWN_CHECK)
            or outcome.state == VOID
            or self.chance.randrange(100) >= kind.share
        ):
            return
        record, watched = here
        righted = outcome.closed.isoformat() if outcome.closed else None
        yield self.check(kind, record, watched, case.finding.day, FAILED) | {
            "unit": case.row["unit"],
            "found": case.row["description"],
            "due_on": case.row["due_on"],
            "righted_on": righted,
            "case": case.id,
        }

    def in_cycle(self, kind: Kind, record: int, watched: Watched) -> Iterator[Row]:
        """The checks of one place in its cycle."""
        chance = self.chance
        every = int(str(watched.values["every_days"]))
        neglected = chance.randrange(100) < NEGLECTED
        end = self.last - timedelta(days=every + chance.randint(1, 20)) if neglected else self.last
        day = self.first + timedelta(days=chance.randrange(every))
        while day <= end:
            shut = chance.randrange(100) < (40 if watched.values["state"] == IDLE else 1)
            result = SHUT if shut else FAILED if chance.randrange(100) < kind.failed else PASSED
            row = self.check(kind, record, watched, day, result)
            if result == FAILED:
                row |= self.righting(kind, day)
            yield row
            day += timedelta(days=chance.randint(every * 8 // 10, every))

    def check(self, kind: Kind, record: int, watched: Watched, day: date, result: int) -> Row:
        """One check."""
        row: Row = {
            "checked_on": day.isoformat(),
            "place": record,
            "unit": watched.values["unit"],
            "checkers": id_list(
                [
                    person.id
                    for person in self.chance.sample(self.county.people[watched.squad][1:], 2)
                ]
            ),
            "result": result,
        }
        if result == SHUT:
            return row
        wrong = self.chance.randrange(len(kind.points)) if result == FAILED else -1
        for place, (point, right) in enumerate(kind.points):
            row[point] = 1 - right if place == wrong else right
        return row

    def righting(self, kind: Kind, day: date) -> Row:
        """What was found, by when it is to be put right, and when it was."""
        chance = self.chance
        days = chance.choice((1, 3, 3, 5, 7))
        late = chance.randrange(100) < 8
        righted = day + timedelta(
            days=days + chance.randint(1, 6) if late else chance.randint(0, days)
        )
        return {
            "found": chance.choice(self.found[kind.register]),
            "due_on": f"{day + timedelta(days=days)}",
            "righted_on": righted.isoformat() if righted <= self.last else None,
        }
