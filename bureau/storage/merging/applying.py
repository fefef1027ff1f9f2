"""Bringing the tables in line with what stands of each record after foreign operations came in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.storage import recurrence
from bureau.storage.bulk import AT_ONCE
from bureau.storage.guarding import MonthLocked
from bureau.storage.late_index import index_later
from bureau.storage.merging.stages import WRITING, Stage, Step, nothing_said
from bureau.storage.occurrences import recurring, road_ledger

if TYPE_CHECKING:
    from bureau.storage.merging.deeds import Key, Standing, Values
    from bureau.storage.operation import Operation
    from bureau.storage.shape import Shape

LINE_KEYS = ("record", "kind")
"""What a child row is alone in."""
SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record as the table has it and as it should stand; None where it isn't there."""

    standing: Standing
    present: Values | None

    @property
    def wanted(self) -> Values | None:
        """What the table is to hold."""
        return self.standing.values if self.standing.alive else None

    @property
    def changed(self) -> Values:
        """The columns that differ, as they are to be."""
        wanted, present = self.wanted or {}, self.present or {}
        return {key: value for key, value in wanted.items() if present.get(key) != value}


@dataclass(slots=True)
class Applied:
    """What was brought in line: ids by what happened to them, and those that lie in locked months."""

    inserted: dict[str, list[int]] = field(default_factory=dict)
    updated: dict[str, list[int]] = field(default_factory=dict)
    removed: dict[str, list[int]] = field(default_factory=dict)
    locked: dict[Key, str] = field(default_factory=dict)


def differences(op: Operation, standings: Mapping[Key, Standing]) -> list[Difference]:
    """The records that stand otherwise than the tables have them."""
    found: list[Difference] = []
    for shape, listed in by_shape(standings.values()):
        present = present_rows(op, shape, [one.record for one in listed])
        for one in listed:
            row = present.get(one.record)
            if (row is not None) != one.alive or (row is not None and row != one.values):
                found.append(Difference(one, row))
    return found


def by_shape(standings: Iterable[Standing]) -> list[tuple[Shape, list[Standing]]]:
    """Standings by table, owners before their child rows."""
    grouped: dict[str, list[Standing]] = {}
    for one in standings:
        grouped.setdefault(one.shape.ledger, []).append(one)
    listed = sorted(grouped.values(), key=lambda of_one: bool(of_one[0].shape.parent))
    return [(of_one[0].shape, of_one) for of_one in listed]


def present_rows(op: Operation, shape: Shape, records: list[int]) -> dict[int, Values]:
    """The journalled columns of the records that the table has."""
    columns = ", ".join(f'"{name}"' for name in shape.columns)
    rows = op.execute(
        f"SELECT id, {columns} FROM {shape.table} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(records),),
    )
    return {row["id"]: {name: row[name] for name in shape.columns} for row in rows.fetchall()}


def locked_months(op: Operation, differing: Iterable[Difference]) -> dict[Key, str]:
    """The differences that touch a month which is issued here, each with the sentence of its lock."""
    found: dict[Key, str] = {}
    for one in differing:
        shape, record = one.standing.shape, one.standing.record
        try:
            if one.present is None:
                op.guard.may_insert(shape, one.wanted or {})
            elif one.wanted is None:
                op.guard.may_remove(shape, record)
            else:
                op.guard.may_update(shape, record, one.present, one.changed)
        except MonthLocked as locked:
            found[shape.ledger, record] = locked.sentence
    return found


def apply(op: Operation, standings: Mapping[Key, Standing], step: Step = nothing_said) -> Applied:
    """Writes every difference, with what is derived from it; the journal has the deeds already."""
    differing = differences(op, standings)
    kind = op.kind
    applied = Applied(locked=locked_months(op, differing))
    op.kind = kind  # a month that was issued elsewhere doesn't make this the issuing of one
    for one in Stage(step, WRITING).told(differing, len(differing)):
        ledger, record = one.standing.shape.ledger, one.standing.record
        if one.wanted is None:
            op.execute(f"DELETE FROM {one.standing.shape.table} WHERE id = ?", (record,))
            applied.removed.setdefault(ledger, []).append(record)
        elif one.present is None:
            row = (one.wanted[name] for name in one.standing.shape.columns)
            op.execute(one.standing.shape.insert_sql, (record, *row))
            applied.inserted.setdefault(ledger, []).append(record)
        else:
            op.set_columns(one.standing.shape, record, one.changed)
            op.changes.fields.update(one.changed)
            applied.updated.setdefault(ledger, []).append(record)
        tell(op, one)
    derive(op, differing)
    return applied


def tell(op: Operation, one: Difference) -> None:
    """Whoever shows the record reads it again."""
    shape = one.standing.shape
    if not shape.parent:
        op.changes.add(shape.ledger, one.standing.record)
    elif one.standing.owner is not None:
        op.changes.add(shape.parent, one.standing.owner)


def derive(op: Operation, differing: list[Difference]) -> None:
    """Search texts and chains of returns; of many records they are left waiting."""
    if len(differing) > AT_ONCE:
        index_later(op)
    touched: dict[str, list[int]] = {}
    for one in differing:
        shape, record = one.standing.shape, one.standing.record
        op.guard.forget(shape)
        if shape.parent:
            continue
        touched.setdefault(shape.ledger, []).append(record)
        if one.wanted is None:
            op.searchable.forget(record)
            continue
        op.searchable.refresh(shape.ledger, record)
        declared = shape.declaration
        if declared is not None and one.present is not None and declared.label in one.changed:
            op.searchable.requeue_referring(shape.ledger, record)
    for shape, ledger, rule in recurring(op.shapes):
        records = set(touched.get(ledger.name, ()))
        records |= recurrence.naming(op, ledger, names_in(differing, road_ledger(ledger, rule)))
        if len(records) > AT_ONCE:
            listed = "SELECT value AS record FROM json_each(?)"
            recurrence.leave(op.conn, ledger, listed, (json.dumps(sorted(records)),))
        else:
            for record in recurrence.refresh(op.conn, op.shapes, shape, records):
                op.changes.add(ledger.name, record)


def names_in(differing: Iterable[Difference], ledger: str) -> set[str]:
    """What records of one ledger were called before and are called now."""
    found: set[object] = set()
    for one in differing:
        declared = one.standing.shape.declaration
        if declared is not None and declared.name == ledger:
            keys = [key for key in (declared.label, declared.aliases) if key]
            found.update((row or {}).get(key) for row in (one.present, one.wanted) for key in keys)
    return {name for name in found if isinstance(name, str) and name}


def dangling(conn: sqlite3.Connection) -> set[tuple[str, int]]:
    """Records that something points to and that aren't there: (table, id)."""
    found: set[tuple[str, int]] = set()
    columns: dict[tuple[str, int], str] = {}
    for row in conn.execute("PRAGMA foreign_key_check").fetchall():
        known = row["table"], row["fkid"]
        if known not in columns:
            for key in conn.execute(f"PRAGMA foreign_key_list({row['table']})").fetchall():
                columns[row["table"], key["id"]] = key["from"]
        sql = f'SELECT "{columns[known]}" AS target FROM {row["table"]} WHERE rowid = ?'
        target = conn.execute(sql, (row["rowid"],)).fetchone()["target"]
        found.add((row["parent"], target))
    return found


def twins(op: Operation, owners: Mapping[str, Iterable[int]]) -> list[tuple[Shape, list[int]]]:
    """Rows of which there can be one only: lines of one kind in a record, settings of one name."""
    found: list[tuple[Shape, list[int]]] = []
    keys: tuple[str, ...]
    for shape in op.shapes.values():
        if shape.ledger == SETTINGS:
            keys, where = ("name",), "1"
            records: tuple[str, ...] = ()
        elif shape.parent and (listed := list(owners.get(shape.parent, ()))):
            keys, where = LINE_KEYS, "record IN (SELECT value FROM json_each(?))"
            records = (json.dumps(listed),)
        else:
            continue
        listed_keys = ", ".join(f'"{key}"' for key in keys)
        rows = op.execute(
            f"SELECT json_group_array(id) AS ids FROM {shape.table} WHERE {where}"
            f" GROUP BY {listed_keys} HAVING count(*) > 1 ORDER BY min(id)",
            records,
        )
        found += [(shape, json.loads(row["ids"])) for row in rows.fetchall()]
    return found
