"""What a record that isn't saved yet will meet at its place: unended ones, and the one it would return."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bureau.ledger.declaration import Ledger
from bureau.places import same_place
from bureau.storage.occurrences import (
    UNENDED,
    Occurrence,
    Rules,
    days_between,
    draft_occurrence,
    occurrences,
    rules_of,
)
from bureau.storage.recurrence import previous_of
from bureau.storage.shape import Shape

MOST = 50
"""Unended records that are looked at a key: more are no help to whoever types."""
LAST_ID = 2**62
"""A record that isn't saved yet comes after all that are, also of the same day."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Unended records at the place, newest first; the one that it returns, the number, the days since."""

    unended: tuple[int, ...] = ()
    previous: int | None = None
    nth: int = 0
    days: int = 0

    @property
    def records(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.unended, self.previous) if self.previous is not None else self.unended


def foresee(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    ledger: Ledger,
    values: Mapping[str, object],
    record: int | None = None,
) -> Seen:
    """What stored values would meet; `record` is the one that they change, None for a new one."""
    rules = rules_of(conn, shapes, ledger)
    draft = draft_occurrence(conn, shapes, ledger, rules, values)
    if draft is None:
        return Seen()
    draft = replace(draft, record=LAST_ID if record is None else record)
    unended = tuple(one for one in unended_at(conn, rules, draft) if one != record)
    earlier = previous_of(conn, rules, {draft.record: draft}).get(draft.record)
    if earlier is None:
        return Seen(unended)
    row = conn.execute("SELECT nth FROM recurrence WHERE record = ?", (earlier.record,)).fetchone()
    nth = (row["nth"] if row else 0) + 1
    return Seen(unended, earlier.record, nth, days_between(earlier.ends or "", draft.begins))


def unended_at(conn: sqlite3.Connection, rules: Rules, draft: Occurrence) -> list[int]:
    """The records of the same kind at the same place that have no end, newest first."""
    found: set[int] = set()
    for key in rules.keys_around(draft):
        rows = conn.execute(
            "SELECT record FROM place_key WHERE place = ? AND ends = ?"
            " ORDER BY begins DESC, record DESC LIMIT ?",
            (key, UNENDED, MOST),
        )
        found.update(row["record"] for row in rows.fetchall())
    known = occurrences(conn, rules, found).values()
    there = [one for one in known if same_place(one.place, draft.place, rules.radius)]
    return [one.record for one in sorted(there, key=lambda one: one.order, reverse=True)]
