"""Who is a party member, on a day: those with a kind that isn't 发展对象 or 入党积极分子."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import All, Any, Between, Blank, Filter, OneOf, Sort
from bureau.party.ledgers import MEMBERS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
    from bureau.storage.rows import Row

FULL, PROBATIONARY, MOVING = 9301, 9302, 9303
MEMBER_KINDS: Final = (None, FULL, PROBATIONARY, MOVING)
IS_MEMBER: Final = OneOf("kind", MEMBER_KINDS)
"""Who is listed without a kind is one."""


def members_within(first: date, last: date) -> Filter:
    """Who was a member at some time of a span: joined by its end, not gone before it."""
    return All(
        (
            IS_MEMBER,
            Any((Blank("joined_on"), Between("joined_on", None, last.isoformat()))),
            Any((Blank("left_on"), Between("left_on", first.isoformat(), None))),
        )
    )


def was_member(row: Row, first: date, last: date) -> bool:
    """Whether the filter above lets somebody through."""
    joined, left = row["joined_on"], row["left_on"]
    return (
        row["kind"] in MEMBER_KINDS
        and (not isinstance(joined, str) or joined <= last.isoformat())
        and (not isinstance(left, str) or left >= first.isoformat())
    )


def members_of(conn: Reader, first: date, last: date, today: date) -> list[Row]:
    """Them, by branch and name."""
    found = rows.ids(
        conn, MEMBERS, members_within(first, last), [Sort("branch"), Sort("name")], today=today
    )
    return rows.page(conn, MEMBERS, found, today=today)
