"""谈心谈话: who talked with whom in a year, and whom nobody has talked with yet."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from bureau.ledger.query import All, Any, Between, Blank, Is
from bureau.ledger.words import split_words
from bureau.party.classes import TALK
from bureau.party.ledgers import MEETINGS, MEMBERS
from bureau.party.membership import IS_MEMBER
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


def without_talk(conn: Reader, year: int, as_of: date, today: date) -> tuple[int, ...]:
    """Members who took part in no talk of a year; none where no talk names anybody.

    A talk names them by its members, or by their names as host and attendees. One that was made up
    afterwards (所属年度) is of the year that it was made up for.
    """
    within = All((Blank("for_year"), Between("held_on", f"{year}-01-01", as_of.isoformat())))
    made_up = All((Is("for_year", year), Between("held_on", None, today.isoformat())))
    where = All((Is("kind", TALK), Any((within, made_up))))
    found = rows.ids(conn, MEETINGS, where, today=today)
    picked: set[int] = set()
    named: set[str] = set()
    for row in rows.page(conn, MEETINGS, found, today=today):
        picked |= set(json.loads(str(row["members"] or "[]")))
        named |= {str(row["host"] or ""), *split_words(str(row["attendees"] or ""))}
    if not picked and not named - {""}:
        return ()
    stays = Any((Blank("left_on"), Between("left_on", as_of.isoformat())))
    joined = Any((Blank("joined_on"), Between("joined_on", None, as_of.isoformat())))
    there = All((IS_MEMBER, stays, joined))
    return tuple(
        int(str(row["id"]))
        for row in rows.page(
            conn, MEMBERS, rows.ids(conn, MEMBERS, there, today=today), today=today
        )
        if row["id"] not in picked and row["name"] not in named
    )
