"""The daily logs (执法日志) of the sample county's squads, which agree with the cases of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from bureau.calendar.periods import Period
from bureau.calendar.working import WorkCalendar
from bureau.demo.county import SQUADS, County
from bureau.demo.findings import days_of
from bureau.demo.people import Chance
from bureau.demo.scenery import DailyCount, daily_counts, read

HUNDREDTHS = 100
"""A count is kept in hundredths of its unit."""
QUIET = 60
"""Percent of a working day's work that a free day sees."""
ALWAYS = frozenset({3201, 3202})
"""People and vehicles are out every day."""

CasesOfDay = Counter[tuple[int, date, int]]
"""Cases by unit, day and sub-class."""


def daily_logs(
    periods: Sequence[Period],
    county: County,
    cases: CasesOfDay,
    calendar: WorkCalendar,
    chance: Chance,
) -> Iterator[dict[str, object]]:
    """One log a squad and day, in order of days."""
    notes: list[str] = read("daily")["notes"]
    for period in periods:
        for day in days_of(period):
            pace = 100 if calendar.is_working_day(day) else QUIET
            for squad in SQUADS:
                unit = county.units[squad]
                leaders = county.people[squad][:2]
                yield {
                    "date": day.isoformat(),
                    "unit": unit,
                    "leader": chance.choices(leaders, (65, 35))[0].id,
                    "counts": counts_of(unit, day, pace, cases, chance),
                    "note": chance.choice(notes) if chance.randrange(100) < 9 else None,
                }


def counts_of(unit: int, day: date, pace: int, cases: CasesOfDay, chance: Chance) -> dict[int, int]:
    """What one squad did on one day, by kind of count; nothing done is not written."""
    done: dict[int, int] = {}
    for count in daily_counts():
        if count.per:
            amount = sum(
                chance.randint(count.low, count.high)
                for _ in range(done.get(count.per, 0) // HUNDREDTHS)
            )
        else:
            met = sum(cases[unit, day, kind] for kind in sorted(count.cases))
            amount = (usual(count, day, pace, chance) + met) * HUNDREDTHS
        if amount or count.kind in ALWAYS:
            done[count.kind] = max(amount, HUNDREDTHS)
    return done


def usual(count: DailyCount, day: date, pace: int, chance: Chance) -> int:
    """A whole number whose mean is that of the count in its season."""
    mean = count.mean * count.seasons[day.month - 1] * pace // 10_000
    if count.kind in ALWAYS:
        mean, spread = count.mean * (100 + pace) // 200, count.mean // 3
        return (mean + chance.randint(-spread, spread)) // HUNDREDTHS
    drawn = chance.randint(0, mean) + chance.randint(0, mean)
    return (drawn + chance.randrange(HUNDREDTHS)) // HUNDREDTHS
