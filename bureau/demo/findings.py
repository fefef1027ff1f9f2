"""What is found in the sample county, day by day, and the problems that come back (反弹)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from bureau.calendar.periods import Month, Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.people import Chance
from bureau.demo.places import WAYS, Place, Places, written
from bureau.demo.scenery import Problem, problems

CASES_A_MONTH = 500
"""Found in a month of an average season."""
CHAINS_A_MONTH = 4
"""Planted rebounds that begin in a month."""
SPRING_FESTIVALS = {
    2020: date(2020, 1, 25), 2021: date(2021, 2, 12), 2022: date(2022, 2, 1),
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29),
    2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26),
    2029: date(2029, 2, 13), 2030: date(2030, 2, 3), 2031: date(2031, 1, 23),
}  # fmt: skip
"""First days of the lunar year (春节); other years of the sample take 5 February."""
FIREWORKS = 1250
"""The upper class of what the festival brings."""
ONE_DAY = timedelta(days=1)
APART = 75
"""Days within which one kind of problem seldom comes back to a place unplanned."""
TRIES = 25
"""Other places tried before one is taken where the problem was not long ago."""


class Known:
    """When each kind of problem was found at each place."""

    def __init__(self) -> None:
        self.days: dict[tuple[int, str], list[date]] = {}

    def note(self, problem: Problem, place: Place, day: date) -> None:
        """One more finding."""
        self.days.setdefault((problem.category, place.spot), []).append(day)

    def lately(self, problem: Problem, place: Place, day: date) -> bool:
        """Whether the problem is found there about that day."""
        days = self.days.get((problem.category, place.spot), ())
        return any(abs((day - other).days) < APART for other in days)

    def other_place(self, problem: Problem, day: date, places: Places) -> Place:
        """A place where the problem wasn't lately, if one turns up."""
        for _ in range(TRIES):
            place = places.of(problem)
            if not self.lately(problem, place, day):
                break
        self.note(problem, place, day)
        return place


@dataclass(slots=True)
class Finding:
    """One problem found: what, when, where, and how the clerk wrote the place.

    `chain` numbers the planted rebound it belongs to, from 1; `gone_by` is the last day on which
    it must have been put right, because it comes back after that.
    """

    problem: Problem
    day: date
    time: str | None
    place: Place
    address: str
    chain: int = 0
    gone_by: date | None = None

    @property
    def moment(self) -> tuple[str, str]:
        """By what findings are put in order."""
        return self.day.isoformat(), self.time or "24:00"


def months_until(until: Month, months: int) -> list[Period]:
    """The calendar months shown, oldest first."""
    begun = (until.plus(back - months + 1) for back in range(months))
    return [Period.month(month.year, month.number) for month in begun]


def days_of(period: Period) -> list[date]:
    """Every day of a month."""
    return [period.first + ONE_DAY * n for n in range((period.last - period.first).days + 1)]


def found_in(
    periods: Sequence[Period], places: Places, calendar: WorkCalendar, chance: Chance
) -> list[Finding]:
    """Everything found in these months, in order of time."""
    found = list(planted(periods, places, chance))
    known = Known()
    for finding in found:
        known.note(finding.problem, finding.place, finding.day)
    for period in periods:
        found += in_month(period, places, calendar, chance, known)
    # A stable sort: what has the same moment stays in the order in which it was thought up.
    return sorted(found, key=lambda finding: finding.moment)


def in_month(
    period: Period, places: Places, calendar: WorkCalendar, chance: Chance, known: Known
) -> Iterator[Finding]:
    """One month's findings: more on working days, each problem in its season."""
    kinds = problems()
    season = [problem.share * problem.seasons[period.last.month - 1] for problem in kinds]
    shares = sum(problem.share for problem in kinds)
    count = CASES_A_MONTH * sum(season) * chance.randint(96, 104) // (shares * 10_000)
    days = days_of(period)
    usual = list(accumulate(100 if calendar.is_working_day(day) else 62 for day in days))
    festive = list(accumulate(40 if is_festive(day) else 1 for day in days))
    season_sums = list(accumulate(season))
    for _ in range(count):
        problem = chance.choices(kinds, cum_weights=season_sums)[0]
        sums = festive if problem.category == FIREWORKS else usual
        day = chance.choices(days, cum_weights=sums)[0]
        place = known.other_place(problem, day, places)
        way = chance.randrange(1, WAYS) if chance.randrange(100) < 28 else 0
        yield Finding(problem, day, time_of(problem, chance), place, written(place, way))


def is_festive(day: date) -> bool:
    """Whether fireworks are in the air: New Year's Eve to the seventh, and the Lantern Festival."""
    since = (day - SPRING_FESTIVALS.get(day.year, date(day.year, 2, 5))).days
    return -1 <= since <= 6 or since == 14


def time_of(problem: Problem, chance: Chance) -> str | None:
    """The time of day, which a third of the clerks leave out."""
    first, last = problem.hours
    hour, minute = chance.randint(first, last), chance.randrange(0, 60, 5)
    return f"{hour:02}:{minute:02}" if chance.randrange(100) < 66 else None


def planted(periods: Sequence[Period], places: Places, chance: Chance) -> Iterator[Finding]:
    """Problems that come back at one place two to five times, the place written anew each time."""
    again = [problem for problem in problems() if problem.again]
    shares = [problem.share for problem in again]
    last = periods[-1].last
    chain = 0
    for period in periods:
        for _ in range(CHAINS_A_MONTH):
            problem = chance.choices(again, shares)[0]
            place = places.of(problem)
            days = [period.first + ONE_DAY * chance.randrange(14)]
            for _ in range(chance.choices((1, 2, 3, 4), (50, 30, 14, 6))[0]):
                days.append(days[-1] + ONE_DAY * chance.randint(4, 24 if len(days) > 1 else 14))
            days = [day for day in days if day <= last]
            chain += 1
            returns = dict(pairwise(days))
            for number, day in enumerate(days):
                gone_by = returns[day] - ONE_DAY if day in returns else None
                address = written(place, number % WAYS)
                time = time_of(problem, chance)
                yield Finding(problem, day, time, place, address, chain, gone_by)
