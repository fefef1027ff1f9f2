"""What history shows: the timeline of a record, the list of operations, the recycle bin."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.declaration import Field, Ledger, line_ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.identity import key_of
from bureau.ledger.types import Lines
from bureau.storage import kinds
from bureau.storage.inverse import values_of
from bureau.storage.journal_search import operation_at
from bureau.storage.names import StoredNames
from bureau.storage.operation import INSERT, REMOVE, RESTATE, UPDATE
from bureau.storage.recognition import gone_references, with_key
from bureau.storage.shape import Shape
from bureau.storage.undo import OpRow, Ref, read_operations, undone_refs

if TYPE_CHECKING:
    from bureau.desk import Desk

IN_EFFECT, UNDONE, FINAL = "in-effect", "undone", "final"
"""States of an operation: final ones can't be undone at all."""
REDACTED = "内容已按规定匿名化"
Key = tuple[str, int]
"""A field, and the kind of one of its lines (0 for the field itself)."""


def state_of(row: OpRow, undone: set[Ref]) -> tuple[str, str]:
    """The state of an operation, and what is said of it where undo isn't offered."""
    if not kinds.can_undo(row.kind):
        return FINAL, kinds.CANNOT_UNDO[row.kind]
    if row.ref in undone:
        return UNDONE, "已经撤销"
    return IN_EFFECT, ""


# -- the timeline of a record -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after, in words."""

    key: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """What one operation did to one record, its child rows included.

    `kind` is insert, update or remove; `note` says what can't be shown, or why there is no undo.
    """

    ref: Ref
    at: str
    actor: str
    label: str
    kind: str
    state: str
    fields: tuple[FieldChange, ...]
    note: str = ""

    @property
    def station(self) -> int:
        """Where it was done."""
        return self.ref[0]


@dataclass(slots=True)
class Sum:
    """All that one operation did to a record: values before and after."""

    operation: OpRow
    kind: str = UPDATE
    before: dict[Key, Value] = field(default_factory=dict)
    after: dict[Key, Value] = field(default_factory=dict)
    redacted: bool = False

    def put(self, key: Key, before: Value, after: Value) -> None:
        """One more change of a field; the first before and the last after count."""
        self.before.setdefault(key, before)
        self.after[key] = after


def timeline(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    ledger: Ledger,
    record: int,
    *,
    masked: bool = True,
) -> list[Event]:
    """What was done to a record, newest first; personal values are masked unless asked for."""
    sums: dict[Ref, Sum] = {}
    line_kinds: dict[int, Value] = {}
    for row, operation in changes_of(conn, shapes, ledger, record):
        total = sums.setdefault(operation.ref, Sum(operation))
        shape = shapes[row["ledger"]]
        before, after = (image_of(shape, row["kind"], row[name]) for name in ("before", "after"))
        total.redacted |= row["before"] is None and row["after"] is None
        if shape.parent:
            kind = line_kinds.setdefault(row["record"], after.get("kind", before.get("kind")))
            key = shape.ledger.rpartition(".")[2]
            total.put((key, kind if isinstance(kind, int) else 0), *pair("value", before, after))
            continue
        total.kind = row["kind"] if row["kind"] not in (UPDATE, RESTATE) else total.kind
        for key in {**before, **after}:
            total.put((key, 0), *pair(key, before, after))
    names = StoredNames(conn, shapes)
    undone = undone_refs(conn)
    return [event_of(total, ledger, names, undone, masked) for total in reversed(sums.values())]


def pair(key: str, before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[Value, Value]:
    """A field before and after."""
    return before.get(key), after.get(key)


def image_of(shape: Shape, kind: str, image: str | None) -> dict[str, Value]:
    """The fields of a journalled row, or of a change."""
    if image is None or kind == RESTATE:
        return {}
    found = json.loads(image) if kind == UPDATE else values_of(shape, image)
    return dict(found)


def changes_of(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: Ledger, record: int
) -> Iterator[tuple[sqlite3.Row, OpRow]]:
    """Changes of a record and its child rows in their order, each with its operation."""
    wanted = {record: ledger.name}
    for declared in ledger.lines:
        name = line_ledger(ledger, declared)
        wanted |= dict.fromkeys(child_rows(conn, shapes[name], record), name)
    found = conn.execute(
        "SELECT id, ledger, record, kind, before, after FROM change"
        " WHERE record IN (SELECT value FROM json_each(?)) AND kind IN (?, ?, ?, ?) ORDER BY id",
        (json.dumps(list(wanted)), INSERT, UPDATE, REMOVE, RESTATE),
    ).fetchall()
    operation: OpRow | None = None
    for row in found:
        if row["ledger"] != wanted[row["record"]]:
            continue
        if operation is None or not operation.first_change <= row["id"] <= operation.last_change:
            operation = operation_at(conn, row["id"])
        if operation is not None:
            yield row, operation


def child_rows(conn: sqlite3.Connection, shape: Shape, record: int) -> set[int]:
    """Child rows that a record has, and those it had."""
    present = conn.execute(f"SELECT id FROM {shape.table} WHERE record = ?", (record,))
    found = {row["id"] for row in present}
    gone = conn.execute(
        "SELECT record FROM change WHERE kind = 'remove' AND ledger = ?"
        " AND json_extract(before, '$[0]') = ?",
        (shape.ledger, record),
    )
    return found | {row["record"] for row in gone}


def event_of(total: Sum, ledger: Ledger, names: Names, undone: set[Ref], masked: bool) -> Event:
    """The sum of one operation in words; fields that came back to what they were are left out."""
    row = total.operation
    fields: list[FieldChange] = []
    for declared in ledger.fields:
        keys = sorted(key for key in total.before if key[0] == declared.key)
        for key in keys:
            before, after = total.before[key], total.after[key]
            if before != after:
                title, *shown = words_of(declared, key[1], (before, after), names, masked)
                name = f"{key[0]}.{key[1]}" if key[1] else key[0]
                fields.append(FieldChange(name, title, shown[0], shown[1]))
    state, note = state_of(row, undone)
    if total.redacted:
        note = REDACTED
    return Event(row.ref, row.at, row.actor, row.label, total.kind, state, tuple(fields), note)


def words_of(
    declared: Field, kind: int, values: tuple[Value, Value], names: Names, masked: bool
) -> list[str]:
    """The title of a field or line, and values as the screen shows them."""
    if isinstance(declared.type, Lines):
        item = names.item_by_id(kind)
        shown = [
            declared.type.show_line(value, item) if item and isinstance(value, int) else ""
            for value in values
        ]
        return [item.title if item else declared.title, *shown]
    show = declared.type.mask if masked and declared.personal else declared.type.show
    return [declared.title, *("" if value is None else show(value, names) for value in values)]


# -- the list of operations -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """One operation in the list: `place` goes on growing, `changes` counts what it wrote."""

    place: int
    operation: OpRow
    state: str
    note: str
    changes: int


def operations(
    conn: sqlite3.Connection, limit: int = 200, before: int | None = None, *, words: str = ""
) -> list[Done]:
    """Operations newest first: `limit` of them, earlier than the one at `before`.

    `words` are looked for in what was done and who did it.
    """
    undone = undone_refs(conn)
    places = conn.execute(
        "SELECT rowid AS place, station, seq FROM op WHERE rowid < ?"
        " AND instr(lower(label || ' ' || actor), lower(?)) > 0 ORDER BY rowid DESC LIMIT ?",
        (2**62 if before is None else before, words, limit),
    ).fetchall()
    found: list[Done] = []
    for row in places:
        operation = next(read_operations(conn, "rowid = ?", row["place"]))
        changes = operation.last_change - operation.first_change + 1
        found.append(Done(row["place"], operation, *state_of(operation, undone), changes))
    return found


# -- the recycle bin --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Removed:
    """A record that was removed: when, by whom, in which step, and what it said."""

    place: int
    ledger: str
    record: int
    at: str
    actor: str
    label: str
    fields: tuple[tuple[str, str], ...]
    """Title and value of what was filled; none where it was anonymised."""


def removed(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    ledger: Ledger,
    limit: int = 200,
    before: int | None = None,
    *,
    masked: bool = True,
) -> list[Removed]:
    """Records of a ledger that are gone, the newest removal first, earlier than that at `before`."""
    shape = shapes[ledger.name]
    found = conn.execute(
        "SELECT c.id, c.record, c.before FROM change c WHERE c.kind = 'remove' AND c.ledger = ?"
        f" AND c.id < ? AND NOT EXISTS (SELECT 1 FROM {shape.table} t WHERE t.id = c.record)"
        " AND NOT EXISTS (SELECT 1 FROM change later WHERE later.record = c.record"
        " AND later.id > c.id AND later.ledger = c.ledger AND later.kind = 'remove')"
        " ORDER BY c.id DESC LIMIT ?",
        (ledger.name, 2**62 if before is None else before, limit),
    ).fetchall()
    names = StoredNames(conn, shapes)
    listed: list[Removed] = []
    for row in found:
        operation = operation_at(conn, row["id"])
        if operation is None:
            continue
        values = image_of(shape, REMOVE, row["before"])
        filled = [declared for declared in ledger.stored if values.get(declared.key) is not None]
        shown = tuple(
            (declared.title, words_of(declared, 0, (values[declared.key], None), names, masked)[1])
            for declared in filled
        )
        listed.append(
            Removed(
                row["id"],
                ledger.name,
                row["record"],
                operation.at,
                operation.actor,
                operation.label,
                shown,
            )
        )
    return listed


def bring_back(desk: Desk, ledger: Ledger, record: int) -> None:
    """Brings a removed record back as it was, its child rows with it, under its own id.

    Raises UserError when it is there, was anonymised, refers to what is gone or has a key that is
    taken now.
    """
    store = desk.store
    shape = store.shapes[ledger.name]
    with store.operation(desk, f"恢复{ledger.title} 1 条") as op:
        if op.image(shape, record) is not None:
            raise UserError("这一条已经恢复了，请刷新列表。")
        row = op.execute(
            "SELECT id, before FROM change WHERE record = ? AND ledger = ? AND kind = ?"
            " ORDER BY id DESC LIMIT 1",
            (record, ledger.name, REMOVE),
        ).fetchone()
        if row is None:
            raise UserError("回收站里没有这一条，请刷新列表。")
        if row["before"] is None:
            raise UserError(f"这一条的{REDACTED}，不能恢复。")
        values: dict[str, object] = dict(image_of(shape, REMOVE, row["before"]))
        gone = gone_references(op.conn, store.shapes, shape, values)
        if gone:
            titles = "、".join(f"“{ledger.by_key[key].title}”" for key in gone)
            raise UserError(f"这一条的{titles}所指的名称已被删除；请先恢复那个名称，再恢复这一条。")
        key = key_of(ledger, values)
        if key is not None and with_key(op.conn, ledger, key) is not None:
            titles = "、".join(ledger.by_key[name].title for name in ledger.key)
            raise UserError(f"已有另一条的{titles}与这一条相同；请先改那一条，再恢复这一条。")
        removal = operation_at(op.conn, row["id"])
        if removal is not None:
            values |= lines_of(op.conn, store.shapes, ledger, record, removal)
        op.insert(ledger.name, values, record)


def lines_of(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    ledger: Ledger,
    record: int,
    removal: OpRow,
) -> dict[str, object]:
    """The lines that a record lost in the operation that removed it."""
    found: dict[str, object] = {}
    for declared in ledger.lines:
        shape = shapes[line_ledger(ledger, declared)]
        rows = conn.execute(
            "SELECT before FROM change WHERE id BETWEEN ? AND ? AND ledger = ? AND kind = ?"
            " AND json_extract(before, '$[0]') = ?",
            (removal.first_change, removal.last_change, shape.ledger, REMOVE, record),
        ).fetchall()
        images = [image_of(shape, REMOVE, row["before"]) for row in rows]
        found[declared.key] = {image["kind"]: image["value"] for image in images}
    return found
