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
    Execute,
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
AT_ONCE = 200
"""Records of one operation beyond which they wait with those that wait to be searched."""
IN_LIST = "IN (SELECT value FROM json_each(?))"
DIFFERS = (
    "SELECT c.record, coalesce(p.first, c.previous) AS first, coalesce(p.nth, 0) + 1 AS nth"
    " FROM recurrence c LEFT JOIN recurrence p ON p.record = c.previous"
    " WHERE {where} AND (c.first <> coalesce(p.first, c.previous) OR c.nth <> coalesce(p.nth, 0) + 1)"
)
"""Records whose number in the chain isn't one more than that of the one before."""


def settle(op: Operation) -> None:
    """At the end of an operation: brings recurrence in line with all that it changed."""
    touched = op.changes.records.keys()
    for shape, ledger, declared in recurring(op.shapes):
        records: set[int] = set()
        if touched & {SETTINGS_LEDGER, CATALOGUE_LEDGER, road_ledger(ledger, declared)}:
            records = dependents(op, ledger, declared)
        if ledger.name in touched:
            records |= changed_records(op, ledger, declared)
        for record in refresh(op.execute, op.shapes, shape, records):
            op.changes.add(ledger.name, record)


def changed_records(op: Operation, ledger: Ledger, declared: Recurrence) -> set[int]:
    """The records of which something changed that decides; when they are many, they are left waiting.

    Those that wait already are looked at when their turn comes.
    """
    journalled = (
        "SELECT record, kind, before FROM change WHERE id >= ? AND ledger = ?"
        " AND record NOT IN (SELECT id FROM search_pending)"
    )
    which = (op.first_change, ledger.name)
    rows = op.execute(f"{journalled} LIMIT {AT_ONCE + 1}", which).fetchall()
    if len(rows) > AT_ONCE:
        leave(op.execute, ledger, journalled, which)
        return set()
    return {
        row["record"]
        for row in rows
        if row["kind"] != UPDATE or declared.fields & json.loads(row["before"]).keys()
    }


def leave(execute: Execute, ledger: Ledger, which: str, parameters: Sequence[object]) -> None:
    """Puts records on the waiting list, which is that of the search index."""
    execute(
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
        (op.first_change, SETTINGS_LEDGER, CATALOGUE_LEDGER, roads),
    ).fetchall()
    every = f"SELECT id AS record FROM {ledger.table}"
    words: set[str] = set()
    for row in rows:
        shape = op.shape(row["ledger"])
        if row["ledger"] == SETTINGS_LEDGER:
            if texts_of(op, shape, row, ("name",)) & {declared.window[0], declared.radius[0]}:
                leave(op.execute, ledger, every, ())
        elif row["ledger"] == roads and shape.declaration is not None:
            label, aliases = shape.declaration.label, shape.declaration.aliases
            words |= texts_of(op, shape, row, (label, aliases) if aliases else (label,))
        elif row["kind"] == UPDATE and CLASS_FIELDS & json.loads(row["before"]).keys():
            of_class = "SELECT id FROM catalogue_items WHERE id = ? OR parent = ?"
            either = f'"{declared.kind}" IN ({of_class}) OR "{declared.subkind}" IN ({of_class})'
            leave(op.execute, ledger, f"{every} WHERE {either}", (row["record"],) * 4)
    found: set[int] = set()
    for name in {name for text in words for name in split_words(text)}:
        # What waits is looked at in its turn anyhow.
        found.update(
            search.find(op.conn, op.shapes, name, ledger=ledger.name, limit=EVERY, waiting=False)
        )
    if len(found) > AT_ONCE:
        listed = "SELECT value AS record FROM json_each(?)"
        leave(op.execute, ledger, listed, (search.marks(found),))
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


def catch_up(execute: Execute, shapes: Mapping[str, Shape], limit: int) -> dict[str, set[int]]:
    """Looks at those that `search.catch_up` is about to take; gives what changed, by ledger."""
    changed: dict[str, set[int]] = {}
    for shape, ledger, _ in recurring(shapes):
        sql = "SELECT id FROM search_pending WHERE ledger = ? ORDER BY id LIMIT ?"
        waiting = [row["id"] for row in execute(sql, (ledger.name, limit)).fetchall()]
        if waiting:
            changed[ledger.name] = refresh(execute, shapes, shape, waiting)
    return changed


def refresh(
    execute: Execute, shapes: Mapping[str, Shape], shape: Shape, records: Collection[int]
) -> set[int]:
    """Brings keys and chains in line with these records as they are; gives those that stand otherwise now."""
    ledger = shape.declaration
    if not records or ledger is None:
        return set()
    rules = rules_of(execute, shapes, ledger)
    fresh = occurrences(execute, ledger, rules, records)
    write_keys(execute, rules, records, fresh.values())
    affected = set(records) | followers(execute, records) | returning_to(execute, rules, fresh)
    known = fresh | occurrences(execute, ledger, rules, affected - fresh.keys())
    previous = previous_of(execute, ledger, rules, known)
    changed = write_previous(execute, ledger.name, affected, known, previous)
    return changed | number_chains(execute, affected)


def write_keys(
    execute: Execute, rules: Rules, records: Iterable[int], fresh: Iterable[Occurrence]
) -> None:
    """Replaces the keys of these records."""
    execute(f"DELETE FROM place_key WHERE record {IN_LIST}", (search.marks(records),))
    rows = [
        (key, occurrence.begins, occurrence.record, occurrence.ends)
        for occurrence in fresh
        for key in rules.keys(occurrence)
    ]
    execute(
        "INSERT INTO place_key (place, begins, record, ends)"
        " SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)",
        (json.dumps(rows),),
    )


def followers(execute: Execute, records: Iterable[int]) -> set[int]:
    """The records that are returns of these."""
    sql = f"SELECT record FROM recurrence WHERE previous {IN_LIST}"
    return {row["record"] for row in execute(sql, (search.marks(records),)).fetchall()}


def returning_to(execute: Execute, rules: Rules, fresh: Mapping[int, Occurrence]) -> set[int]:
    """The records that may be returns of these: they begin at the place within the longest window of
    the end, and are no return yet of one that ended later."""
    found: set[int] = set()
    for occurrence in fresh.values():
        if occurrence.ends is None:
            continue
        until = shifted(occurrence.ends, rules.longest)
        for key in rules.keys_around(occurrence):
            rows = execute(
                "SELECT k.record FROM place_key k LEFT JOIN recurrence c ON c.record = k.record"
                " WHERE k.place = ? AND k.begins BETWEEN ? AND ? AND (c.record IS NULL"
                " OR julianday(k.begins) - c.days <= julianday(?))",
                (key, occurrence.ends, until, occurrence.ends),
            )
            found.update(row[0] for row in rows.fetchall())
    return found


def previous_of(
    execute: Execute, ledger: Ledger, rules: Rules, wanted: Mapping[int, Occurrence]
) -> dict[int, Occurrence]:
    """The one that each of these is a return of: the latest that ended in its window at its place."""
    previous: dict[int, Occurrence] = {}
    open_ones = {record: one for record, one in wanted.items() if one.linked}
    known = dict(wanted)
    # Nearly always one of the latest is it; only where many share a name are all looked at.
    for limit in (FEW, EVERY):
        candidates = {
            record: ended_before(execute, rules, one, limit) for record, one in open_ones.items()
        }
        missing = {rank[-1] for ranks, _ in candidates.values() for rank in ranks} - known.keys()
        known |= occurrences(execute, ledger, rules, missing)
        unsettled = {}
        for record, (ranks, complete) in candidates.items():
            latest = latest_of(ranks, known, open_ones[record], rules.radius)
            if latest is not None:
                previous[record] = latest
            elif not complete:
                unsettled[record] = open_ones[record]
        open_ones = unsettled
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
    execute: Execute, rules: Rules, occurrence: Occurrence, limit: int
) -> tuple[set[Rank], bool]:
    """The latest that share a key with it and ended in its window, and whether these are all.

    What lies before the last of a list that was cut may be missing from it, so that a list is left
    out below the latest such end.
    """
    since = shifted(occurrence.begins, -occurrence.window)
    found: set[Rank] = set()
    cut: Rank | None = None
    for key in rules.keys_around(occurrence):
        rows = execute(
            "SELECT ends, begins, record FROM place_key WHERE place = ? AND ends BETWEEN ? AND ?"
            " AND (begins, record) < (?, ?) ORDER BY ends DESC, begins DESC, record DESC LIMIT ?",
            (key, since, occurrence.begins, *occurrence.order, limit),
        )
        rows.row_factory = None
        ranks = rows.fetchall()
        found.update(ranks)
        if len(ranks) == limit and (cut is None or ranks[-1] > cut):
            cut = ranks[-1]
    return (found, True) if cut is None else ({rank for rank in found if rank >= cut}, False)


def write_previous(
    execute: Execute,
    ledger: str,
    affected: Iterable[int],
    known: Mapping[int, Occurrence],
    previous: Mapping[int, Occurrence],
) -> set[int]:
    """Writes whose return each is; gives those for which that changed. Numbers follow."""
    sql = f"SELECT record, previous, days FROM recurrence WHERE record {IN_LIST}"
    present = {
        row["record"]: (row["previous"], row["days"])
        for row in execute(sql, (search.marks(affected),)).fetchall()
    }
    wanted = links_of(known, previous)
    gone = present.keys() - wanted.keys()
    changed = {record for record, link in wanted.items() if present.get(record) != link}
    execute(f"DELETE FROM recurrence WHERE record {IN_LIST}", (search.marks(gone | changed),))
    rows = [(record, wanted[record][0], wanted[record][1]) for record in sorted(changed)]
    execute(
        "INSERT INTO recurrence (record, ledger, previous, first, nth, days)"
        " SELECT value ->> 0, ?, value ->> 1, value ->> 1, 1, value ->> 2 FROM json_each(?)",
        (ledger, json.dumps(rows)),
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


def number_chains(execute: Execute, starts: Iterable[int]) -> set[int]:
    """Counts along the chains from these records on; gives those whose number changed."""
    changed: set[int] = set()
    wave, where = set(starts), f"(c.record {IN_LIST} OR c.previous {IN_LIST})"
    while wave:
        marks = search.marks(wave)
        rows = execute(DIFFERS.format(where=where), (marks, marks)).fetchall()
        execute(
            "UPDATE recurrence SET first = w.value ->> 1, nth = w.value ->> 2"
            " FROM json_each(?) w WHERE recurrence.record = w.value ->> 0",
            (json.dumps([tuple(row) for row in rows]),),
        )
        wave = {row["record"] for row in rows}
        changed |= wave
    return changed
