"""The figures of party-building: how often meetings were held against the rules, and the year's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Between, Filter, Ids, Is, OneOf, Titled
from bureau.ledger.query import Any as Either
from bureau.party.classes import COMMITTEE, EVERY_YEAR, GENERAL, GROUP
from bureau.party.figures_life import LifeFigures, life_document, life_figures
from bureau.party.figures_tasks import TaskFigures, task_figures, tasks_document
from bureau.party.frequency import (
    Held,
    Kept,
    Organs,
    group_key,
    group_titles,
    kept,
)
from bureau.party.rules import Rule, histories

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

PARTY_GROUP_TITLE: Final = "党组"
VOTING: Final = (GENERAL, COMMITTEE)
"""Meetings that more than half must attend."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """How a branch kept the rules for one kind of meeting, with those of the year so far."""

    branch: int | None
    branch_title: str
    kind: int
    kind_title: str
    kept: Kept
    where: Filter

    @property
    def name(self) -> str:
        """Branch and kind."""
        return f"{self.branch_title}/{self.kind_title}"


@dataclass(frozen=True, slots=True)
class Noticed:
    """Meetings that a person should look at."""

    count: int
    where: Filter


@dataclass(frozen=True, slots=True)
class PartyFigures:
    """A year of party-building until `as_of`.

    `thin` are voting meetings that not more than half attended, `astray` those of a group that its
    branch doesn't have: they count for no group.
    """

    year: int
    as_of: date
    requirements: tuple[Requirement, ...]
    thin: Noticed
    astray: Noticed
    tasks: TaskFigures
    life: LifeFigures


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the figures know of a meeting."""

    record: int
    branch: int | None
    kind: int
    held: Held
    due: int | None
    present: int | None


def party_figures(conn: Reader, names: Names, period: Period, today: date) -> PartyFigures:
    """The calendar year that the period ends in, from its beginning to the period's end or today."""
    year, as_of = period.last.year, min(period.last, today)
    branches, meetings, rules = branches_of(conn), meetings_of(conn, year, as_of), rules_of(conn)
    of_year = (one for one in branches if one.is_of(year))
    everyone = (*of_year, Organs(None, PARTY_GROUP_TITLE))
    found = []
    for organs in everyone:
        for history in rules:
            kind = history[0].kind
            held = [one.held for one in meetings if (one.branch, one.kind) == (organs.branch, kind)]
            result = kept(history, organs, held, year, as_of)
            if not result.cells:
                continue
            item = names.item_by_id(kind)
            title = item.title if item else "?"
            yearly = any(cell.rule.period == EVERY_YEAR for cell in result.cells)
            where = held_by(organs, kind, year, as_of, made_up=yearly)
            found.append(
                Requirement(
                    organs.branch,
                    organs.title,
                    kind,
                    title,
                    result,
                    Titled(f"{organs.title}{title}：{year}年", where),
                )
            )
    return PartyFigures(
        year,
        as_of,
        tuple(found),
        noticed("到会不过半", [one for one in meetings if is_thin(one)]),
        noticed("党小组对不上", astray(meetings, branches)),
        task_figures(conn, names, year, as_of),
        life_figures(conn, names, period, today),
    )


def held_by(organs: Organs, kind: int, year: int, as_of: date, *, made_up: bool) -> Filter:
    """The meetings that a requirement looks at: those of the year until that day."""
    own = All(
        (
            Between("held_on", f"{year}-01-01", as_of.isoformat()),
            OneOf("for_year", (None, year)),
        )
    )
    # What a year still owed is made up for in the next, and says so.
    of_year = Either((own, Is("for_year", year))) if made_up else own
    return All((Is("branch", organs.branch), Is("kind", kind), of_year))


def noticed(title: str, meetings: Sequence[Meeting]) -> Noticed:
    """Meetings by their ids, under a name."""
    return Noticed(len(meetings), Titled(title, Ids(tuple(one.record for one in meetings))))


def is_thin(meeting: Meeting) -> bool:
    """Whether not more than half of those who should came."""
    if meeting.kind not in VOTING or meeting.due is None or meeting.present is None:
        return False
    return 2 * meeting.present <= meeting.due


def astray(meetings: Sequence[Meeting], branches: Sequence[Organs]) -> list[Meeting]:
    """Group meetings whose group is none of their branch."""
    known = {organs.branch: {group_key(group) for group in organs.groups} for organs in branches}
    return [
        one
        for one in meetings
        if one.kind == GROUP and group_key(one.held.group) not in known.get(one.branch, ())
    ]


def branches_of(conn: Reader) -> list[Organs]:
    """All branches with their organs, in the order of their ledger."""
    rows = conn.execute(
        "SELECT id, name, founded_on, dissolved_on, committee, groups, group_names FROM branches"
        " ORDER BY position NULLS LAST, _sort_name, id"
    )
    return [
        Organs(
            row["id"],
            row["name"],
            day_of(row["founded_on"]),
            day_of(row["dissolved_on"]),
            bool(row["committee"]),
            group_titles(row["groups"], row["group_names"]),
        )
        for row in rows
    ]


def meetings_of(conn: Reader, year: int, as_of: date) -> list[Meeting]:
    """The meetings of a year until a day, those that belong to it though held later among them."""
    rows = conn.execute(
        'SELECT id, branch, kind, held_on, for_year, "group", due, present FROM party_meetings'
        " WHERE (held_on BETWEEN ? AND ? AND coalesce(for_year, ?) = ?) OR for_year = ?"
        " ORDER BY held_on, id",
        (f"{year}-01-01", as_of.isoformat(), year, year, year),
    )
    return [
        Meeting(
            row["id"],
            row["branch"],
            row["kind"],
            Held(date.fromisoformat(row["held_on"]), year, row["group"] or "", row["id"]),
            row["due"],
            row["present"],
        )
        for row in rows
    ]


def rules_of(conn: Reader) -> tuple[tuple[Rule, ...], ...]:
    """The rules of each kind as the bureau has them."""
    rows = conn.execute("SELECT kind, period, count, scope, from_on FROM party_rules ORDER BY id")
    return histories(
        Rule(row["kind"], row["period"], row["count"], row["scope"], day_of(row["from_on"]))
        for row in rows
    )


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def document(of: PartyFigures) -> dict[str, object]:
    """The figures ready for JSON; what isn't due yet stands apart from what is."""
    return {
        "meetings": {
            one.name: {
                "required": one.kept.required,
                "met": one.kept.met,
                "missing": list(one.kept.missing),
            }
            for one in of.requirements
            if one.kept.required
        },
        "running": {
            one.name: {
                "period": one.kept.running.span.label,
                "until": one.kept.running.span.last.isoformat(),
                "required": one.kept.running.required,
                "held": one.kept.running.held,
            }
            for one in of.requirements
            if one.kept.running is not None
        },
        "meetings_half_attended": of.thin.count,
        "meetings_of_unknown_groups": of.astray.count,
        "tasks": tasks_document(of.tasks),
        "life": life_document(of.life),
    }
