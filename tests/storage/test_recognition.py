"""Identities of records that are equal in all that they are recognised by."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bureau.ledger.declaration import IDENTITY, Field, Ledger
from bureau.ledger.identity import identity_of
from bureau.ledger.types import Text
from bureau.storage.recognition import free_identity

WALKS = Ledger(
    name="walks",
    title="巡查",
    department="market",
    label="place",
    identity=("place",),
    fields=(Field(key="place", title="地点", type=Text()),),
)
PLACE = ("人民路",)


def enter(conn: sqlite3.Connection) -> str:
    """One more record of the same place."""
    free = free_identity(conn, WALKS, PLACE)
    conn.execute(f"INSERT INTO walks (place, {IDENTITY}) VALUES ('人民路', ?)", (free,))
    return free


def walks() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:")
    conn.row_factory = sqlite3.Row
    conn.execute(f"CREATE TABLE walks (id INTEGER PRIMARY KEY, place TEXT, {IDENTITY} TEXT)")
    return conn


def test_equal_records_are_numbered_in_their_order() -> None:
    with closing(walks()) as conn:
        given = [enter(conn) for _ in range(60)]
    assert given == [identity_of(PLACE, nth) for nth in range(1, 61)]


def test_a_number_that_came_free_is_given_again() -> None:
    with closing(walks()) as conn:
        given = [enter(conn) for _ in range(5)]
        conn.execute(f"DELETE FROM walks WHERE {IDENTITY} = ?", (given[2],))
        assert enter(conn) == given[2]
        assert enter(conn) == identity_of(PLACE, 6)


def test_the_thousandth_equal_record_looks_at_few() -> None:
    with closing(walks()) as conn:
        for nth in range(1, 1001):
            conn.execute(
                f"INSERT INTO walks (place, {IDENTITY}) VALUES ('人民路', ?)",
                (identity_of(PLACE, nth),),
            )
        looks: list[str] = []
        conn.set_trace_callback(looks.append)
        assert free_identity(conn, WALKS, PLACE) == identity_of(PLACE, 1001)
        assert len(looks) < 30
