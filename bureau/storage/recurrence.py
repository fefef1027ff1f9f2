"""What came back at its place: kept right inside every operation, or soon after one of many records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger, Recurrence
from bureau.ledger.words import split_words
from bureau.places import same_place
from bureau.storage import search
from bureau.storage.occurrences import (
    Occurrence,
    Rules,
    days_between,
    occurrences,
    recurring,
    road_ledger,
    rules_of,
    shifted,
)
from bureau.storage.shape import CATALOGUE_LEDGER, Shape

if TYPE_CHECKING:
    from bureau.storage.operation import Operation

SETTINGS_LEDGER = "settings"
UPDATE = "update"
CLASS_FIELDS = {"window_days", "parent"}
EVERY = 10**9
FEW = 8
Rank = tuple[str, str, int]
"""End, begin and id: of two at one place, the greater is the later."""
CHUNK = 500
"""Records looked at in one transaction of catching up."""
AT_ONCE = 200
"""Records of one operation beyond which they wait with those that wait to be searched."""
IN_LIST = "IN (SELECT value FROM json_each(?))"
DIFFERS = (
    "SELECT c.record, coalesce(p.first, c.previous) AS first, coalesce(p.nth, 0) + 1 AS nth"
    " FROM recurrence c LEFT JOIN recurrence p ON p.record = c.previous"
    " WHERE {where} AND (c.first <> coalesce(p.first, c.previous) OR c.nth <> coalesce(p.nth, 0) + 1)"
)
"""Records whose number in the chain isn't one more than that of the one before."""
RETURNING = (
    "SELECT DISTINCT k.record FROM json_each(?) w CROSS JOIN place_key k"
    " ON k.place = w.value ->> 0 AND k.ends >= w.value ->> 1"
    " AND k.begins BETWEEN w.value ->> 1 AND w.value ->> 2"
    " LEFT JOIN recurrence c ON c.record = k.record"
    " WHERE c.record IS NULL OR julianday(k.begins) - c.days <= julianday(w.value ->> 1)"
)
"""Records under keys that begin between two days and are no return yet of what ended after the first."""
ENDED_BEFORE = (
    "SELECT w.value ->> 0, (SELECT group_concat(e.ends || ' ' || e.begins || ' ' || e.record)"
    " FROM (SELECT ends, begins, record FROM place_key WHERE place = w.value ->> 1"
    " AND ends BETWEEN w.value ->> 2 AND w.value ->> 3"
    " AND (begins, record) < (w.value ->> 3, w.value ->> 0)"
    " ORDER BY ends DESC, begins DESC, record DESC LIMIT ?2) e) FROM json_each(?1) w"
)
"""Of each record and key, the latest that ended between two days and began before the record."""


def settle(op: Operation) -> None:
    """At the end of an operation: brings recurrence in line with all that it changed."""
    touched = op.changes.records.keys()
    for shape, ledger, declared in recurring(op.shapes):
        records: set[int] = set()
        if touched & {SETTINGS_LEDGER, CATALOGUE_LEDGER, road_ledger(ledger, declared)}:
            records = dependents(op, ledger, declared)
        if ledger.name in touched:
            records |= changed_records(op, ledger, declared)
        for record in refresh(op.conn, op.shapes, shape, records):
            op.changes.add(ledger.name, record)


def changed_records(op: Operation, ledger: Ledger, declared: Recurrence) -> set[int]:
    """The records of which something changed that decides; when they are many, they are left waiting.

    Those that wait already are looked at when their turn comes.
    """
    journalled = (
        "SELECT record, kind, before FROM change WHERE id >= ? AND ledger = ?"
        " AND record NOT IN (SELECT id FROM search_pending)"
    )
    which = (op.since or op.first_change, ledger.name)
    rows = op.execute(f"{journalled} LIMIT {AT_ONCE + 1}", which).fetchall()
    if len(rows) > AT_ONCE:
        leave(op.conn, ledger, journalled, which)
        return set()
    return {
        row["record"]
        for row in rows
        if row["kind"] != UPDATE
        or row["before"] is None
        or declared.fields & json.loads(row["before"]).keys()
    }


def leave(
    conn: sqlite3.Connection, ledger: Ledger, which: str, parameters: Sequence[object]
) -> None:
    """Puts records on the waiting list, which is that of the search index."""
    conn.execute(
        "INSERT OR IGNORE INTO search_pending (id, ledger) SELECT DISTINCT w.record, ?"
        f" FROM ({which}) w",
        (ledger.name, *parameters),
    )


def dependents(op: Operation, ledger: Ledger, declared: Recurrence) -> set[int]:
    """The records that a changed setting, class or road has a say in; many are left waiting."""
    roads = road_ledger(ledger, declared)
    rows = op.execute(
        "SELECT ledger, record, kind, before, after FROM change WHERE id >= ?"
        " AND ledger IN (?, ?, ?)",
        (op.since or op.first_change, SETTINGS_LEDGER, CATALOGUE_LEDGER, roads),
    ).fetchall()
    every = f"SELECT id AS record FROM {ledger.table}"
    words: set[str] = set()
    for row in rows:
        shape = op.shape(row["ledger"])
        if row["ledger"] == SETTINGS_LEDGER:
            if texts_of(op, shape, row, ("name",)) & {declared.window[0], declared.radius[0]}:
                leave(op.conn, ledger, every, ())
        elif row["ledger"] == roads and shape.declaration is not None:
            label, aliases = shape.declaration.label, shape.declaration.aliases
            words |= texts_of(op, shape, row, (label, aliases) if aliases else (label,))
        elif row["kind"] == UPDATE and CLASS_FIELDS & json.loads(row["before"]).keys():
            of_class = "SELECT id FROM catalogue_items WHERE id = ? OR parent = ?"
            either = f'"{declared.kind}" IN ({of_class}) OR "{declared.subkind}" IN ({of_class})'
            leave(op.conn, ledger, f"{every} WHERE {either}", (row["record"],) * 4)
    return naming(op, ledger, words)


def naming(op: Operation, ledger: Ledger, words: Iterable[str]) -> set[int]:
    """The records in whose texts a road is named; many are left waiting."""
    found: set[int] = set()
    for name in {name for text in words for name in split_words(text)}:
        # What waits is looked at in its turn anyhow.
        found.update(
            search.find(op.conn, op.shapes, name, ledger=ledger.name, limit=EVERY, waiting=False)
        )
    if len(found) > AT_ONCE:
        listed = "SELECT value AS record FROM json_each(?)"
        leave(op.conn, ledger, listed, (search.marks(found),))
        return set()
    return found


def texts_of(op: Operation, shape: Shape, row: sqlite3.Row, keys: Iterable[str]) -> set[str]:
    """The texts that fields of a changed record had before, have been given and have now."""
    found: set[object] = set()
    for image in (row["before"], row["after"]):
        if image is None:
            continue
        values = json.loads(image)
        if isinstance(values, list):
            values = dict(zip(shape.columns, values, strict=False))
        found.update(values.get(key) for key in keys)
    columns = ", ".join(f'"{key}"' for key in keys)
    present = op.execute(f"SELECT {columns} FROM {shape.table} WHERE id = ?", (row["record"],))
    found.update(*(tuple(now) for now in present.fetchall()))
    return {text for text in found if isinstance(text, str) and text}


def catch_up(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], limit: int
) -> dict[str, set[int]]:
    """Looks at those that `search.catch_up` is about to take; gives what changed, by ledger."""
    changed: dict[str, set[int]] = {}
    for shape, ledger, _ in recurring(shapes):
        sql = "SELECT id FROM search_pending WHERE ledger = ? ORDER BY id LIMIT ?"
        waiting = [row["id"] for row in conn.execute(sql, (ledger.name, limit)).fetchall()]
        if waiting:
            changed[ledger.name] = refresh(conn, shapes, shape, waiting)
    return changed


def waits(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> bool:
    """Whether records that can come back are waiting."""
    sql = "SELECT 1 FROM search_pending WHERE ledger = ? LIMIT 1"
    return any(conn.execute(sql, (ledger.name,)).fetchone() for _, ledger, _ in recurring(shapes))


def refresh(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], shape: Shape, records: Collection[int]
) -> set[int]:
    """Brings keys and chains in line with these records as they are; gives those that stand otherwise now."""
    ledger = shape.declaration
    if not records or ledger is None:
        return set()
    rules = rules_of(conn, shapes, ledger)
    fresh = occurrences(conn, rules, records)
    write_keys(conn, records, fresh.values())
    affected = set(records) | followers(conn, records) | returning_to(conn, rules, fresh)
    known = fresh | occurrences(conn, rules, affected - fresh.keys())
    previous = previous_of(conn, rules, known)
    changed = write_previous(conn, ledger.name, affected, known, previous)
    return changed | number_chains(conn, affected)


def write_keys(
    conn: sqlite3.Connection, records: Iterable[int], fresh: Iterable[Occurrence]
) -> None:
    """Replaces the keys of these records."""
    conn.execute(f"DELETE FROM place_key WHERE record {IN_LIST}", (search.marks(records),))
    conn.executemany(
        "INSERT INTO place_key (place, ends, begins, record) VALUES (?, ?, ?, ?)",
        sorted((key, one.stop, one.begins, one.record) for one in fresh for key in one.keys),
    )


def followers(conn: sqlite3.Connection, records: Iterable[int]) -> set[int]:
    """The records that are returns of these."""
    sql = f"SELECT record FROM recurrence WHERE previous {IN_LIST}"
    return {row["record"] for row in conn.execute(sql, (search.marks(records),)).fetchall()}


def returning_to(
    conn: sqlite3.Connection, rules: Rules, fresh: Mapping[int, Occurrence]
) -> set[int]:
    """The records that may be returns of these: they begin at the place within the longest window of
    the end, and are no return yet of one that ended later."""
    wanted = [
        (key, one.ends, shifted(one.ends, rules.longest))
        for one in fresh.values()
        if one.ends is not None
        for key in rules.keys_around(one)
    ]
    rows = conn.execute(RETURNING, (json.dumps(wanted),))
    rows.row_factory = None
    return {row[0] for row in rows}


def previous_of(
    conn: sqlite3.Connection, rules: Rules, wanted: Mapping[int, Occurrence]
) -> dict[int, Occurrence]:
    """The one that each of these is a return of: the latest that ended in its window at its place."""
    previous: dict[int, Occurrence] = {}
    unsettled = {record: one for record, one in wanted.items() if one.linked}
    known = dict(wanted)
    # Nearly always one of the latest is it; only where many share a name are all looked at.
    for limit in (FEW, EVERY):
        candidates, uncertain = ended_before(conn, rules, unsettled.values(), limit)
        missing = {rank[-1] for ranks in candidates.values() for rank in ranks} - known.keys()
        known |= occurrences(conn, rules, missing)
        for record, ranks in candidates.items():
            latest = latest_of(ranks, known, unsettled[record], rules.radius)
            if latest is not None:
                previous[record] = latest
        unsettled = {r: unsettled[r] for r in uncertain if r not in previous}
    return previous


def latest_of(
    ranks: Iterable[Rank], known: Mapping[int, Occurrence], wanted: Occurrence, radius: int
) -> Occurrence | None:
    """The last of these that is at the same place."""
    for rank in sorted(ranks, reverse=True):
        one = known.get(rank[-1])
        if one is not None and same_place(one.place, wanted.place, radius):
            return one
    return None


def ended_before(
    conn: sqlite3.Connection, rules: Rules, wanted: Iterable[Occurrence], limit: int
) -> tuple[dict[int, set[Rank]], set[int]]:
    """For each the latest that share a key with it and ended in its window, at most `limit` a key; and
    those for which that may not be all.

    What a list that was cut lacks lies before its last: of the other keys' nothing earlier is given.
    """
    sought = [
        (one.record, key, shifted(one.begins, -one.window), one.begins)
        for one in wanted
        for key in rules.keys_around(one)
    ]
    rows = conn.execute(ENDED_BEFORE, (json.dumps(sought), limit))
    rows.row_factory = None
    found: dict[int, set[Rank]] = {}
    cuts: dict[int, Rank] = {}
    for record, listed in rows:
        if listed is None:
            continue
        ranks = [
            (ends, begins, int(other)) for ends, begins, other in map(str.split, listed.split(","))
        ]
        found.setdefault(record, set()).update(ranks)
        if len(ranks) == limit:
            last = min(ranks)
            cuts[record] = max(last, cuts.get(record, last))
    for record, cut in cuts.items():
        found[record] = {rank for rank in found[record] if rank >= cut}
    return found, set(cuts)


def write_previous(
    conn: sqlite3.Connection,
    ledger: str,
    affected: Iterable[int],
    known: Mapping[int, Occurrence],
    previous: Mapping[int, Occurrence],
) -> set[int]:
    """Writes whose return each is; gives those for which that changed. Numbers follow."""
    sql = f"SELECT record, previous, days FROM recurrence WHERE record {IN_LIST}"
    present = {
        row["record"]: (row["previous"], row["days"])
        for row in conn.execute(sql, (search.marks(affected),)).fetchall()
    }
    wanted = links_of(known, previous)
    gone = present.keys() - wanted.keys()
    changed = {record for record, link in wanted.items() if present.get(record) != link}
    conn.execute(f"DELETE FROM recurrence WHERE record {IN_LIST}", (search.marks(gone | changed),))
    conn.executemany(
        "INSERT INTO recurrence (record, ledger, previous, first, nth, days)"
        " VALUES (?1, ?2, ?3, ?3, 1, ?4)",
        [(record, ledger, *wanted[record]) for record in sorted(changed)],
    )
    return gone | changed


def links_of(
    known: Mapping[int, Occurrence], previous: Mapping[int, Occurrence]
) -> dict[int, tuple[int, int]]:
    """The record that each is a return of, and the days since that ended."""
    return {
        record: (one.record, days_between(one.ends or "", known[record].begins))
        for record, one in previous.items()
    }


def number_chains(conn: sqlite3.Connection, starts: Iterable[int]) -> set[int]:
    """Counts along the chains from these records on; gives those whose number changed."""
    changed: set[int] = set()
    wave, where = set(starts), f"(c.record {IN_LIST} OR c.previous {IN_LIST})"
    while wave:
        marks = search.marks(wave)
        rows = conn.execute(DIFFERS.format(where=where), (marks, marks)).fetchall()
        conn.executemany(
            "UPDATE recurrence SET first = ?2, nth = ?3 WHERE record = ?1",
            [tuple(row) for row in rows],
        )
        wave = {row["record"] for row in rows}
        changed |= wave
    return changed
