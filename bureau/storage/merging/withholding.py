"""Taking back what was read in: foreign operations that are known here but not in effect.

Nothing of the journal is removed, and none of it travels: a later package that builds on what was
taken back brings it into effect again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.merging.applying import Applied, apply
from bureau.storage.merging.deeds import Deeds
from bureau.storage.merging.knowledge import SEEN, STATIONS, Vector, read_knowledge
from bureau.storage.operation import INSERT, REMOVE, UPDATE, compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.merging.deeds import Place
    from bureau.storage.operation import Operation

WITHHELD: Final = "withheld"
REINSTATED: Final = "reinstated"
"""Changes of no ledger: that a merge was taken back here, or brought into effect again."""
LOCKED = "其中 {count} 条在已签发的月份里；请写明更正的理由。"
SINCE = "读入以后又改过其中 {count} 条，不能整包收回；请直接改正那些记录。"
GONE = "找不到这次读入；请重新打开这一页。"


class ReasonNeeded(UserError):
    """Records of issued months would change, and nobody said why."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One reading in of a package, as it is listed. `operations` are those that it brought."""

    place: Place
    at: str
    actor: str
    label: str
    operations: int
    is_withheld: bool


def merges(conn: sqlite3.Connection) -> list[Merge]:
    """Packages read in here that brought anything, the newest first."""
    held = read_withheld(conn)
    found: list[Merge] = []
    for row, note in notes(conn):
        brought = brought_by(row["station"], note)
        count = sum(last - first for first, last in brought.values())
        if count:
            place = row["station"], row["seq"]
            found.append(Merge(place, row["at"], row["actor"], row["label"], count, place in held))
    return found[::-1]


def notes(conn: sqlite3.Connection) -> list[tuple[sqlite3.Row, dict[str, object]]]:
    """This folder's operations that took packages in, with what they noted."""
    rows = conn.execute(
        "SELECT o.station, o.seq, o.at, o.actor, o.label, o.last_change, c.after FROM op o"
        " JOIN change c ON c.id BETWEEN o.first_change AND o.last_change"
        " WHERE o.kind = ? AND c.kind = ? AND o.station = (SELECT value FROM meta WHERE name ="
        " 'station') ORDER BY o.rowid",
        (kinds.RECEIVE, SEEN),
    )
    found = [(row, json.loads(row["after"])) for row in rows.fetchall()]
    return [(row, note) for row, note in found if "before" in note]


def brought_by(station: int, note: Mapping[str, object]) -> dict[int, tuple[int, int]]:
    """Of each station the operations that came: after the first number, up to the last."""
    before, after = as_vector(note["before"]), as_vector(note["vector"])
    return {
        one: (before.get(one, 0), last)
        for one, last in after.items()
        if one != station and last > before.get(one, 0)
    }


def as_vector(listed: object) -> Vector:
    """A vector as a note has it."""
    assert isinstance(listed, dict)
    return {int(station): int(seq) for station, seq in listed.items()}


def read_withheld(conn: sqlite3.Connection) -> frozenset[Place]:
    """The operations that are not in effect here."""
    rows = conn.execute("SELECT station, seq FROM withheld").fetchall()
    return frozenset((row["station"], row["seq"]) for row in rows)


def records_of(conn: sqlite3.Connection, places: Iterable[Place]) -> set[int]:
    """The records that operations wrote."""
    rows = conn.execute(
        "SELECT DISTINCT c.record FROM json_each(?) p JOIN op o"
        " ON o.station = json_extract(p.value, '$[0]') AND o.seq = json_extract(p.value, '$[1]')"
        " JOIN change c ON c.id BETWEEN o.first_change AND o.last_change WHERE c.kind IN (?, ?, ?)",
        (json.dumps(sorted(places)), INSERT, UPDATE, REMOVE),
    )
    return {row["record"] for row in rows}


def withhold(desk: Desk, place: Place, reason: str = "") -> Applied:
    """Takes a merge out of effect here, with what was chosen in it. Raises UserError.

    Refused when something of it was changed since, or is referred to: nothing typed may go with it.
    """
    with desk.store.snapshot() as conn:
        row, places = merge_at(conn, place)
    with desk.store.operation(desk, f"收回“{row['label']}”", kinds.WITHHOLD) as op:
        records = records_of(op.conn, places)
        if changed := changed_since(op, records, row["last_change"]):
            raise UserError(SINCE.format(count=changed))
        op.execute_many("INSERT OR IGNORE INTO withheld (station, seq) VALUES (?, ?)", places)
        return bring_back_in_line(op, records, WITHHELD, place, reason)


def reinstate(desk: Desk, place: Place, reason: str = "") -> Applied:
    """Brings a merge that was taken back into effect again. Raises UserError."""
    with desk.store.snapshot() as conn:
        row, places = merge_at(conn, place)
    with desk.store.operation(desk, f"恢复生效“{row['label']}”", kinds.WITHHOLD) as op:
        op.execute_many("DELETE FROM withheld WHERE station = ? AND seq = ?", places)
        return bring_back_in_line(op, records_of(op.conn, places), REINSTATED, place, reason)


def merge_at(conn: sqlite3.Connection, place: Place) -> tuple[sqlite3.Row, list[Place]]:
    """A merge's own operation, and all that goes with it."""
    for row, note in notes(conn):
        if (row["station"], row["seq"]) == place:
            brought = brought_by(row["station"], note)
            places = [
                (station, seq)
                for station, (first, last) in brought.items()
                for seq in range(first + 1, last + 1)
            ]
            return row, [*places, place]
    raise UserError(GONE)


def changed_since(op: Operation, records: set[int], last_change: int) -> int:
    """How many of the records were written after a merge, by operations in effect."""
    rows = op.execute(
        "SELECT count(DISTINCT c.record) AS found FROM change c JOIN op o"
        " ON c.id BETWEEN o.first_change AND o.last_change"
        " WHERE c.id > ? AND c.kind IN (?, ?, ?)"
        " AND c.record IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM withheld w WHERE w.station = o.station AND w.seq = o.seq)",
        (last_change, INSERT, UPDATE, REMOVE, json.dumps(sorted(records))),
    )
    return int(rows.fetchone()["found"])


def bring_back_in_line(
    op: Operation, records: set[int], kind: str, place: Place, reason: str
) -> Applied:
    """Writes what stands of the records now, and notes why."""
    deeds = Deeds(op.conn, op.shapes, read_knowledge(op.conn), read_withheld(op.conn))
    standings = deeds.standings(records)
    children = deeds.children_gone_with(standings.values()) - records
    if children:
        standings.update(deeds.standings(children))
    applied = apply(op, standings)
    if applied.locked and not reason:
        raise ReasonNeeded(LOCKED.format(count=len(applied.locked)))
    station, seq = place
    op.note_raw(
        STATIONS, op.station, kind, None,
        compact({"station": station, "seq": seq, "reason": reason}),
    )  # fmt: skip
    return applied


def lift(op: Operation, vector: Mapping[int, int]) -> set[int]:
    """Brings into effect again what the maker of a package knew of; gives the records it wrote.

    Merges come back whole, with what was chosen in them.
    """
    held = read_withheld(op.conn)
    known = {(station, seq) for station, seq in held if vector.get(station, 0) >= seq}
    if not known:
        return set()
    back: set[Place] = set()
    for row, _ in notes(op.conn):
        place = row["station"], row["seq"]
        if place in held:
            places = set(merge_at(op.conn, place)[1])
            if places & known:
                back |= places
    op.execute_many("DELETE FROM withheld WHERE station = ? AND seq = ?", sorted(back))
    return records_of(op.conn, back)
