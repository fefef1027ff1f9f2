"""What party-building has to look to: meetings due soon, terms that end, meetings that count for little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bureau.ledger.query import Blank, Filter, Ids, Titled
from bureau.party.figures import PartyFigures
from bureau.party.ledgers import BRANCHES, MEETINGS, MEMBERS
from bureau.party.matrix import due_soon, lines_of, missing_meeting
from bureau.party.talks import without_talk
from bureau.reports.amounts import day_text
from bureau.settings.declared import PARTY_MEETINGS, PARTY_TERMS
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

TERM_YEARS = 3
"""支部委员会 are elected for three years where nothing else is written."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One sentence, and where it leads: to records, or to the form of a new one with these values."""

    words: str
    ledger: str
    where: Filter | None = None
    template: Mapping[str, object] | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a branch's committee."""

    branch: int
    title: str
    ends_on: date


def reminders(conn: Reader, of: PartyFigures, today: date) -> tuple[Reminder, ...]:
    """Everything, what can't wait first."""
    settings = read_settings(conn, today)
    soon = due_soon(lines_of(of.requirements), of.as_of, settings.value(PARTY_MEETINGS))
    found = [
        Reminder(
            one.words,
            MEETINGS.name,
            template=missing_meeting(one.line, one.cell, today),
            urgent=True,
        )
        for one in soon
        if of.as_of == today
    ]
    for term in terms_ending(conn, today, settings.value(PARTY_TERMS)):
        over = "已经届满" if term.ends_on < today else "将届满"
        words = f"{term.title} {day_text(term.ends_on)}{over}，请安排换届"
        found.append(
            Reminder(words, BRANCHES.name, Titled("届满支部", Ids((term.branch,))), urgent=True)
        )
    if of.thin.count:
        words = f"{of.thin.count} 次会到会不过半，不能作决议"
        found.append(Reminder(words, MEETINGS.name, of.thin.where))
    if of.astray.count:
        words = f"{of.astray.count} 次党小组会的小组对不上支部的小组，没有算进去"
        found.append(Reminder(words, MEETINGS.name, of.astray.where))
    untalked = without_talk(conn, of.year, of.as_of, today)
    if untalked:
        words = f"{len(untalked)} 名党员今年还没有谈心谈话"
        where = Titled(f"没有谈心谈话：{of.year}年", Ids(untalked))
        found.append(Reminder(words, MEMBERS.name, where))
    return tuple(found)


def terms_ending(conn: Reader, today: date, days: int) -> tuple[Term, ...]:
    """The branches whose term is over or ends within so many days, the earliest first."""
    found = []
    alive = rows.ids(conn, BRANCHES, Blank("dissolved_on"), today=today)
    for row in rows.page(conn, BRANCHES, alive, today=today):
        ends = term_end(row["term_ends_on"], row["elected_on"])
        if ends is not None and ends <= today + timedelta(days):
            found.append(Term(int(str(row["id"])), str(row["name"]), ends))
    return tuple(sorted(found, key=lambda term: term.ends_on))


def term_end(ends_on: object, elected_on: object) -> date | None:
    """The day a term ends: as written, else three years after the election."""
    if isinstance(ends_on, str):
        return date.fromisoformat(ends_on)
    if not isinstance(elected_on, str):
        return None
    elected = date.fromisoformat(elected_on)
    # Who was elected on 29 February leaves on the 28th.
    return date(
        elected.year + TERM_YEARS, elected.month, min(elected.day, 28 if elected.month == 2 else 31)
    )
