"""SQL of when a task is next due: its day, the end of its earliest open period, or a stage of the year."""

from __future__ import annotations

from typing import Final

from bureau.party.classes import HALF_YEARLY, MONTHLY, ONGOING, QUARTERLY

TODAY: Final = ":today"
FOR_EVER: Final = "'9999-12-31'"
MONTHS: Final = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6}
"""Months of one period of a repeating task, by its frequency."""
YEAR: Final = "coalesce(t.year, substr(t.due_on, 1, 4))"
_STEP: Final = (
    "CASE t.frequency " + " ".join(f"WHEN {often} THEN {n}" for often, n in MONTHS.items()) + " END"
)


def setting(key: str, default: str) -> str:
    """SQL of a bureau setting, its default where nothing is set."""
    found = f"(SELECT nullif(s.value, '') FROM settings s WHERE s.name = '{key}')"
    return f"coalesce({found}, '{default}')"


def month_end(months: str) -> str:
    """SQL of the last day of the month that is so many months into the task's year."""
    return f"date({YEAR} || '-01-01', '+' || ({months}) || ' month', '-1 day')"


def month_begin(months: str) -> str:
    """SQL of the day after so many months of the task's year."""
    return f"date({YEAR} || '-01-01', '+' || ({months}) || ' month')"


NUMBERS: Final = "json_each('[1,2,3,4,5,6,7,8,9,10,11,12]') k"
PERIOD_BEGIN: Final = month_begin(f"(k.value - 1) * ({_STEP})")
PERIOD_END: Final = f"min({month_end(f'k.value * ({_STEP})')}, coalesce(t.due_on, '9999-12-31'))"
"""When a period is due: at its end, or on the task's own day where that is earlier."""
REQUIRED: Final = (
    f"k.value * ({_STEP}) <= 12"
    f" AND {month_end(f'k.value * ({_STEP})')} >= coalesce(t.starts_on, '')"
    f" AND {PERIOD_BEGIN} <= coalesce(t.due_on, '9999-12-31')"
)


def _done(day: str) -> str:
    """SQL of whether the period `k` is closed by a day."""
    return (
        "EXISTS (SELECT 1 FROM party_task_periods p WHERE p.task = t.id"
        f" AND p.frequency = t.frequency AND p.number = k.value AND p.done_on <= {day})"
    )


def periods_count(which: str) -> str:
    """SQL of how many periods fit a condition on `k`."""
    return f"(SELECT count(*) FROM {NUMBERS} WHERE {REQUIRED} AND {which})"


REPEATS: Final = f"t.frequency IN ({', '.join(map(str, MONTHS))})"


def periods_all() -> str:
    """SQL of how many periods a task has."""
    return periods_count("1")


def periods_due(day: str = TODAY) -> str:
    """SQL of how many periods are over on a day."""
    return periods_count(f"{PERIOD_END} < {day}")


def periods_done(day: str = TODAY) -> str:
    """SQL of how many periods are closed by a day, those that weren't due yet among them."""
    return periods_count(_done(day))


def periods_open() -> str:
    """SQL of how many periods nobody closed yet."""
    return periods_count(f"NOT {_done(FOR_EVER)}")


def periods_late(day: str = TODAY) -> str:
    """SQL of how many periods are over on a day and not closed."""
    return periods_count(f"{PERIOD_END} < {day} AND NOT {_done(day)}")


def next_due(day: str = TODAY) -> str:
    """SQL of the day that a task is due next, as known on `day`; NULL where there is none.

    What goes on all the time has no day but the stages of the year: something is said of it at the
    half-year inspection and at the year's end.
    """
    earliest = f"(SELECT min({PERIOD_END}) FROM {NUMBERS} WHERE {REQUIRED} AND NOT {_done(day)})"
    half = month_end(setting("party-half-year-month", "7"))
    end = month_end(f"12 + {setting('party-year-end-month', '1')}")
    staged = (
        f"CASE WHEN t.half_words IS NULL THEN min({half}, coalesce(t.due_on, '9999-12-31'))"
        f" WHEN t.year_words IS NULL THEN coalesce(t.due_on, {end}) END"
    )
    return (
        f"CASE WHEN {REPEATS} THEN {earliest}"
        f" WHEN t.frequency = {ONGOING} THEN {staged} ELSE t.due_on END"
    )


def light(finished: str, day: str = TODAY) -> str:
    """SQL of 1 green, 2 yellow, 3 red: red once the day is over, yellow some days before it."""
    warned = f"date({day}, '+' || {setting('party-warning-days', '30')} || ' day')"
    return (
        f"(SELECT CASE WHEN {finished} OR n.due IS NULL THEN NULL WHEN n.due < {day} THEN 3"
        f" WHEN n.due <= {warned} THEN 2 ELSE 1 END FROM (SELECT {next_due(day)} AS due) n)"
    )


def problems_found(day: str = FOR_EVER) -> str:
    """SQL of how many problems inspections of a task had found by a day."""
    return (
        "(SELECT count(*) FROM party_inspections o WHERE o.task = t.id AND o.problem IS NOT NULL"
        f" AND o.inspected_on <= {day})"
    )


def problems_open(day: str = FOR_EVER) -> str:
    """SQL of how many of them weren't put right by then."""
    still = "o.righted_on IS NULL" if day == FOR_EVER else f"coalesce(o.righted_on, '9') > {day}"
    return f"{problems_found(day)[:-1]} AND {still})"
