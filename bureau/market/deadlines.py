"""Limits of cases (整改期限): proposed from the category on the unit's calendar; overdue and escalation (督办)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bureau.calendar.working import NATURAL_DAYS, ROUND_THE_CLOCK, WorkCalendar
from bureau.errors import UserError
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf
from bureau.ledger.words import split_words
from bureau.market.definitions import WITHOUT_LIMIT
from bureau.market.figures_steps import HeldUntil
from bureau.market.ledgers import CASES, CLOSED_STATES
from bureau.market.ledgers.cases import VOID_STATES
from bureau.register.ledgers import CATALOGUE_ITEMS, UNITS
from bureau.settings.declared import CREW_KINDS, DEPUTY_AFTER, HEAD_AFTER, SUPERVISE_AFTER
from bureau.settings.reading import Settings, read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
ONE_DAY = timedelta(days=1)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
"""How a time of day is stored."""
LEVELS = {1: "督办", 2: "报分管领导", 3: "报主要领导"}
"""What each level of escalation asks for."""

REPEATED = 2
"""From the second 督办 on each one raises a case that is still overdue to a level of its own."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit as a case stores it: day, time of day ("" for the end of the day), how it was counted."""

    on: str
    time: str
    said: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """After how many days overdue a case goes to which level; the bureau edits them."""

    supervise: int = 1
    deputy: int = 3
    head: int = 7

    def days(self, level: int) -> int:
        """The days of one level, 1 to 3."""
        return (self.supervise, self.deputy, self.head)[level - 1]


# -- the limit of a case ---------------------------------------------------------------------------


def due_when_found(conn: Reader, values: Row, now: datetime) -> Deadline | str:
    """The limit that a case with these stored values has from its finding, or why there is none.

    Without a time it counts from now for what was found today, else from that day's opening.
    """
    found_on, clock = values.get("found_on"), values.get("found_time")
    if not isinstance(found_on, str):
        return "先填发现时间，才能算整改期限"
    day = date.fromisoformat(found_on[:10])
    if isinstance(clock, str) and CLOCK.fullmatch(clock):
        return proposed_due(conn, values, datetime.combine(day, time.fromisoformat(clock)))
    if day == now.date():
        return proposed_due(conn, values, now)
    return proposed_due(conn, values, datetime.combine(day, time()), whole_day=True)


def proposed_due(
    conn: Reader, values: Row, moment: datetime, *, whole_day: bool = False
) -> Deadline | str:
    """The limit set at `moment` for a case with these stored values, or a sentence why there is none.

    `values`: category and subcategory (the sub-class's limit goes first), unit (its calendar).
    `whole_day` says that only the day of `moment` is known.
    """
    limited = limit_of(conn, values, moment.date())
    if isinstance(limited, str):
        return limited
    title, value, unit = limited
    if whole_day and unit == ROUND_THE_CLOCK:
        return f"“{title}”的时限是 {value} {unit}，要有发现时刻才能算，请填写"
    settings = read_settings(conn, moment.date())
    calendar, named = calendar_of(conn, settings, values.get("unit"), moment.date())
    start = moment.replace(second=0, microsecond=0)
    try:
        end = calendar.deadline(start, value, unit)
    except UserError as fault:
        return fault.sentence
    since = f"{start.month}月{start.day}日" + ("" if whole_day else f" {start:%H:%M}")
    by = "" if unit in (ROUND_THE_CLOCK, NATURAL_DAYS) else f"（{named}）"
    clock = "" if unit == NATURAL_DAYS else f"{end:%H:%M}"
    return Deadline(end.date().isoformat(), clock, f"“{title}”{value} {unit}{by}，从{since} 起算")


def limit_of(conn: Reader, values: Row, today: date) -> tuple[str, int, str] | str:
    """Title, number and unit of the limit of a case's class, or a sentence why there is none."""
    wanted = [
        value
        for key in ("subcategory", "category")
        if isinstance(value := values.get(key), int) and value > 0
    ]
    if not wanted:
        return "先选问题类别，才能算整改期限"
    items = rows.page(conn, CATALOGUE_ITEMS, wanted, today=today)
    for item in items:
        value, unit = item["limit_value"], item["limit_unit"]
        if isinstance(value, int) and isinstance(unit, str):
            return str(item["title"]), value, unit
    title = items[0]["title"] if items else "?"
    return f"“{title}”没有设处置时限，请直接填整改期限，或在分类目录里设时限"


def calendar_of(
    conn: Reader, settings: Settings, unit: object, today: date
) -> tuple[WorkCalendar, str]:
    """The calendar that a unit works by, and its name; the office's where no unit is known."""
    if is_crew(conn, settings, unit, today):
        return settings.crew_calendar, "作业队作息"
    return settings.office_calendar, "机关作息"


def is_crew(conn: Reader, settings: Settings, unit: object, today: date) -> bool:
    """Whether a unit is of a kind that works as crews do."""
    found = rows.page(conn, UNITS, [unit], today=today) if isinstance(unit, int) else []
    kind = found[0]["kind"] if found else None
    items = rows.page(conn, CATALOGUE_ITEMS, [kind], today=today) if isinstance(kind, int) else []
    if not items:
        return False
    names = {fold(str(items[0]["title"]))}
    names |= {fold(word) for word in split_words(str(items[0]["synonyms"] or ""))}
    return not names.isdisjoint(fold(word) for word in split_words(settings.value(CREW_KINDS)))


# -- what has run out ------------------------------------------------------------------------------


RUNNING = All(
    (Blank("closed_on"), Not(OneOf("state", (*CLOSED_STATES, *WITHOUT_LIMIT, *VOID_STATES))))
)
"""在办: neither closed nor ended otherwise, and the limit runs."""
SUPERVISED = All((RUNNING, Between("supervised_count", 1)))
"""督办未结: supervised at least once and still open."""


def overdue(now: datetime) -> Filter:
    """超期: still open, and the limit has run out, to the minute where it has a time."""
    past = Between("due_on", None, (now.date() - ONE_DAY).isoformat())
    before = now - timedelta(minutes=1)
    if before.date() != now.date():
        return All((RUNNING, past))
    today = (Is("due_on", now.date().isoformat()), Between("due_time", None, f"{before:%H:%M}"))
    return All((RUNNING, Any((past, All(today)))))


def due_soon(now: datetime, days: int = 1) -> Filter:
    """临期: still open, and the limit runs out today or within `days` days."""
    last = now.date() + timedelta(days=days)
    soon = Between("due_on", now.date().isoformat(), last.isoformat())
    return All((RUNNING, soon, Not(overdue(now))))


def hold_run_out(today: date) -> Filter:
    """挂账到期: still held, and the day until which it was to wait was yesterday or earlier."""
    return HeldUntil(None, today - ONE_DAY)


def hold_ending(today: date, days: int) -> Filter:
    """挂账将到期: still held, until today or within `days` days."""
    return HeldUntil(today, today + timedelta(days=days))


def overdue_by(days: int, today: date) -> Filter:
    """超期 n 天: still open so many days or more after the limit."""
    return All((RUNNING, Between("due_on", None, (today - timedelta(days=days)).isoformat())))


def unsupervised(days: int, today: date) -> Filter:
    """超期 n 天未督办."""
    return All((overdue_by(days, today), Blank("supervised_count")))


def escalated(level: int, today: date, thresholds: Thresholds) -> Filter:
    """At that level or above: by the days overdue, or by so many supervisions without an end."""
    parts = [overdue_by(thresholds.days(at), today) for at in LEVELS if at >= level]
    parts.append(All((overdue_by(1, today), Between("supervised_count", max(level, REPEATED)))))
    return Any(tuple(parts))


# -- escalation ------------------------------------------------------------------------------------


def thresholds(conn: Reader, today: date) -> Thresholds:
    """The bureau's own thresholds."""
    settings = read_settings(conn, today)
    return Thresholds(*map(settings.value, (SUPERVISE_AFTER, DEPUTY_AFTER, HEAD_AFTER)))


def escalation(row: Row, today: date, limits: Thresholds) -> int:
    """The level (1 to 3) that a case has come to, 0 for none; see LEVELS.

    By its days overdue; a second 督办 that didn't help brings it to level 2 at least, a third to 3.
    """
    state, due = row.get("state"), row.get("due_on")
    ended = (*CLOSED_STATES, *WITHOUT_LIMIT, *VOID_STATES)
    if row.get("closed_on") is not None or state in ended or not isinstance(due, str):
        return 0
    late = (today - date.fromisoformat(due[:10])).days
    if late < 1:
        return 0
    times = row.get("supervised_count")
    repeated = min(times, max(LEVELS)) if isinstance(times, int) and times >= REPEATED else 0
    return max([repeated, *(level for level in LEVELS if late >= limits.days(level))])


def escalations(conn: Reader, today: date) -> dict[int, int]:
    """The level of every case that has come to one, the longest overdue first."""
    limits = thresholds(conn, today)
    wanted = rows.ids(conn, CASES, overdue_by(1, today), today=today)
    found = rows.page(conn, CASES, wanted, today=today)
    found.sort(key=lambda row: (str(row["due_on"]), int(str(row["id"]))))
    levels = {int(str(row["id"])): escalation(row, today, limits) for row in found}
    return {record: level for record, level in levels.items() if level}
