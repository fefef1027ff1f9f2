"""One operation: the verbs that change data, and the journal they write in the same transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bureau.errors import BugError
from bureau.ledger.declaration import line_ledger
from bureau.ledger.entry import Value
from bureau.storage import kinds, search
from bureau.storage.changes import ChangeSet
from bureau.storage.guarding import Guard
from bureau.storage.seal import SALT, chain_hash, seal
from bureau.storage.shape import Shape

if TYPE_CHECKING:
    from bureau.desk import Chance
    from bureau.ledger.declaration import Ledger, Numbering

Values = Mapping[str, object]
"""Field keys to stored values; a lines field takes {kind id: scaled value}."""

INSERT, UPDATE, REMOVE, RESERVE = "insert", "update", "remove", "reserve"
RESTATE = "restate"
"""What stands of a record whose history was erased by law: see bureau.storage.anonymising."""


class Operation:
    """The only holder of a writable connection, from BEGIN IMMEDIATE to COMMIT.

    Every verb writes row, journal, derived columns and search together. A statement that fails
    leaves the operation dead: nothing of it is kept.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        shapes: Mapping[str, Shape],
        *,
        label: str,
        kind: str,
        actor: str,
        at: datetime,
        chance: Chance,
        schema: int,
        segment: str,
    ) -> None:
        self.conn = conn
        self.shapes = shapes
        self.label = label
        self.kind = kind
        self.actor = actor
        self.at = at
        self.chance = chance
        self.schema = schema
        self.segment = segment
        self.undoes: tuple[int, int] | None = None
        self.changes = ChangeSet()
        self.count = 0
        self.failed = False
        self.meta = read_meta(conn)
        self.station = self.meta["station"]
        self.first_change = self._max_change() + 1
        self.since: int | None = None
        """The first change that it brought from elsewhere, None where it brought nothing."""
        self.searchable = search.Indexer(self.execute, shapes)
        self.guard = Guard(self)

    # -- verbs ---------------------------------------------------------------------------------

    def insert(self, ledger: str, values: Values, record: int | None = None) -> int:
        """A new record, its child rows included; gives its id. Raises MonthLocked."""
        shape = self.shape(ledger)
        declared = shape.declaration
        lines = {field.key for field in declared.lines} if declared else set()
        unknown = set(values) - set(shape.columns) - lines
        if unknown:
            raise BugError(f"{ledger} has no fields {sorted(unknown)}")
        self.guard.may_insert(shape, values)
        record = record or self.next_id()
        row = [values.get(name) for name in shape.columns]
        self.execute(shape.insert_sql, (record, *row))
        owner = values.get("record") if shape.parent else record
        self.note(shape, record, INSERT, None, self.image(shape, record), owner)
        if declared is not None:
            for field in declared.lines:
                self.write_lines(declared, field.key, record, values.get(field.key))
        self.searchable.refresh(ledger, record)
        return record

    def update(self, ledger: str, record: int, values: Values) -> bool:
        """Changes fields of a record; gives False when nothing differs.

        Raises KeyError, MonthLocked.
        """
        shape = self.shape(ledger)
        present = self.row(shape, record)
        changed = {
            key: value
            for key, value in values.items()
            if key in shape.columns and value != present[key]
        }
        declared = shape.declaration
        touched = False
        if changed:
            self.guard.may_update(shape, record, present, changed)
            before = {key: present[key] for key in changed}
            self.set_columns(shape, record, changed)
            owner = present["record"] if shape.parent else record
            self.note(shape, record, UPDATE, compact(before), compact(changed), owner)
            self.changes.fields.update(changed)
            touched = True
            if declared is not None and declared.label in changed:
                self.searchable.requeue_referring(ledger, record)
        if declared is not None:
            for field in declared.lines:
                if field.key in values:
                    touched |= self.write_lines(declared, field.key, record, values[field.key])
        if touched:
            self.searchable.refresh(ledger, record)
        return touched

    def remove(self, ledger: str, record: int) -> None:
        """A real DELETE, child rows in the same operation; the journal is the recycle bin.

        Raises KeyError, MonthLocked.
        """
        shape = self.shape(ledger)
        self.guard.may_remove(shape, record)
        if shape.declaration is not None:
            for field in shape.declaration.lines:
                self.write_lines(shape.declaration, field.key, record, {})
        before = self.image(shape, record)
        if before is None:
            raise KeyError(record)
        self.execute(f"DELETE FROM {shape.table} WHERE id = ?", (record,))
        owner = json.loads(before)[0] if shape.parent else record
        self.note(shape, record, REMOVE, before, None, owner)
        self.searchable.forget(record)

    def write_lines(self, ledger: Ledger, key: str, record: int, wanted: object) -> bool:
        """Makes the child rows of one lines field equal to {kind: value}; None leaves them."""
        if wanted is None:
            return False
        if not isinstance(wanted, Mapping):
            raise BugError(f"lines of {ledger.name}.{key} must be a mapping")
        shape = self.shape(line_ledger(ledger, ledger.by_key[key]))
        sql = f"SELECT id, kind, value FROM {shape.table} WHERE record = ?"
        present = {row["kind"]: row for row in self.execute(sql, (record,)).fetchall()}
        touched = False
        for kind, value in wanted.items():
            old = present.pop(kind, None)
            if old is None and value is not None:
                self.insert(shape.ledger, {"record": record, "kind": kind, "value": value})
                touched = True
            elif old is not None and value is None:
                present[kind] = old
            elif old is not None and old["value"] != value:
                touched |= self.update(shape.ledger, old["id"], {"value": value})
        for old in present.values():
            self.remove(shape.ledger, old["id"])
            touched = True
        return touched

    def give_numbers(self, numbering: Numbering, years: Iterable[int]) -> list[str]:
        """Visible numbers for records of these years, in order; undo never gives them back."""
        of_years = list(years)
        serials = self.take_serials(numbering.pattern, of_years)
        return [
            numbering.pattern.format(year=year, segment=self.segment, serial=serial)
            for year, serial in zip(of_years, serials, strict=True)
        ]

    def take_serials(self, counter: str, years: Iterable[int]) -> list[int]:
        """The next numbers of a counter, which counts each year by itself; never given twice."""
        taken: list[int] = []
        last: dict[int, int] = {}
        for year in years:
            if year not in last:
                row = self.execute(
                    "SELECT last FROM number_counter WHERE pattern = ? AND year = ?",
                    (counter, year),
                ).fetchone()
                last[year] = row["last"] if row else 0
            last[year] += 1
            taken.append(last[year])
        for year, serial in last.items():
            self.execute(
                "INSERT INTO number_counter (pattern, year, last) VALUES (?, ?, ?)"
                " ON CONFLICT (pattern, year) DO UPDATE SET last = excluded.last",
                (counter, year, serial),
            )
            self.note_raw("numbers", year, RESERVE, None, compact({counter: serial}))
        return taken

    def keep_photo(self, photo: Mapping[str, object]) -> None:
        """Notes an original that lies in the photo folder; the journal names photos by hash only."""
        names = list(photo)
        self.execute(
            f"INSERT OR IGNORE INTO photo ({', '.join(names)}, added_at)"
            f" VALUES ({', '.join('?' for _ in names)}, ?)",
            (*photo.values(), self.at.isoformat(sep=" ", timespec="seconds")),
        )

    # -- what verbs are made of ----------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """One statement inside the transaction. Raises BugError once the operation is dead."""
        self.check_alive()
        try:
            return self.conn.execute(sql, parameters)
        except sqlite3.Error:
            self.failed = True
            raise

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """One statement for each of many rows, as `execute` does one."""
        self.check_alive()
        try:
            self.conn.executemany(sql, rows)
        except sqlite3.Error:
            self.failed = True
            raise

    def check_alive(self) -> None:
        """Raises BugError when the operation is over, or a statement of it failed.

        A failed statement may have rolled back the whole transaction (a full disk does); what
        came after it would be committed by itself.
        """
        if self.failed or not self.conn.in_transaction:
            raise BugError("the operation is over or has failed: nothing more can be written in it")

    def shape(self, ledger: str) -> Shape:
        """The shape of a ledger. Raises BugError for an unknown name."""
        try:
            return self.shapes[ledger]
        except KeyError:
            raise BugError(f"no ledger {ledger!r}") from None

    def next_id(self) -> int:
        """The next id of this station."""
        self.meta["next_id"] += 1
        return self.station * 10**9 + self.meta["next_id"]

    def take_ids(self, count: int) -> int:
        """Reserves `count` ids in a row; gives the first."""
        first = self.station * 10**9 + self.meta["next_id"] + 1
        self.meta["next_id"] += count
        return first

    def image(self, shape: Shape, record: int) -> str | None:
        """A record as the journal keeps it: a JSON array in table order."""
        sql = f"SELECT {shape.array_sql} AS image FROM {shape.table} WHERE id = ?"
        row = self.execute(sql, (record,)).fetchone()
        return str(row["image"]) if row else None

    def row(self, shape: Shape, record: int) -> dict[str, Value]:
        """The journalled columns of a record. Raises KeyError."""
        sql = f"SELECT * FROM {shape.table} WHERE id = ?"
        row = self.execute(sql, (record,)).fetchone()
        if row is None:
            raise KeyError(record)
        return {name: row[name] for name in shape.columns}

    def set_columns(self, shape: Shape, record: int, changed: Mapping[str, object]) -> None:
        """Writes columns and what is derived from them, without journal."""
        parts = [f'"{key}" = ?' for key in changed]
        parameters: list[object] = list(changed.values())
        for name in shape.derived:
            if (key := name.removeprefix("_sort_")) in changed:
                parts.append(f'"{name}" = sort_key(?)')
                parameters.append(changed[key])
        sql = f"UPDATE {shape.table} SET {', '.join(parts)} WHERE id = ?"
        self.execute(sql, (*parameters, record))

    def note(
        self,
        shape: Shape,
        record: int,
        kind: str,
        before: str | None,
        after: str | None,
        owner: object,
    ) -> None:
        """One journal entry about a record; what shows it refreshes `owner`, a child row's record."""
        self.note_raw(shape.ledger, record, kind, before, after)
        self.guard.forget(shape)
        if isinstance(owner, int):
            self.changes.add(shape.parent or shape.ledger, owner)

    def note_raw(
        self, ledger: str, record: int, kind: str, before: str | None, after: str | None
    ) -> None:
        """One journal entry."""
        sealed = seal(before, after, self.chance.randbytes(SALT))
        self.execute(
            "INSERT INTO change (ledger, record, kind, before, after, seal)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (ledger, record, kind, before, after, sealed),
        )
        self.count += 1

    def _max_change(self) -> int:
        row = self.conn.execute("SELECT max(id) AS last FROM change").fetchone()
        return int(row["last"] or 0)

    # -- the end -------------------------------------------------------------------------------

    def finish(self) -> tuple[int, int, bytes] | None:
        """Writes the operation's own journal row; gives (station, seq, hash), None for nothing done."""
        self.check_alive()
        if not self.count and self.undoes is None:
            if self.since is not None:
                write_meta(self.conn, self.meta)
            return None
        if not self.meta["seq"]:
            self._note_beginning()
        # What knows places is loaded with the first change, not at every start.
        from bureau.storage import recurrence

        recurrence.settle(self)
        self.meta["seq"] += 1
        self.meta["lamport"] += 1
        seq, lamport = self.meta["seq"], self.meta["lamport"]
        at = self.at.isoformat(sep=" ", timespec="seconds")
        prev = previous_hash(self.conn, self.station, seq)
        header = op_header(
            self.station,
            seq,
            lamport,
            self.kind,
            self.schema,
            self.label,
            self.actor,
            at,
            self.undoes,
        )
        rows = self.execute(
            "SELECT ledger, record, kind, seal FROM change WHERE id >= ? ORDER BY id",
            (self.first_change,),
        )
        rows.row_factory = None
        digest = chain_hash(prev, header, rows.fetchall())
        last = self._max_change()
        self.execute(
            "INSERT INTO op (station, seq, lamport, kind, schema, label, actor, at,"
            " undoes_station, undoes_seq, first_change, last_change, prev, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.station, seq, lamport, self.kind, self.schema, self.label, self.actor, at,
                *(self.undoes or (None, None)), self.first_change, last, prev, digest,
            ),
        )  # fmt: skip
        write_meta(self.conn, self.meta)
        self.changes.station, self.changes.seq = self.station, seq
        return self.station, seq, digest

    def _note_beginning(self) -> None:
        """With its first operation a station in a copied folder says what stood there already."""
        if self.execute("SELECT 1 FROM op LIMIT 1").fetchone() is not None:
            from bureau.storage.merging.knowledge import SEEN, STATIONS, note_text, vector_of

            self.note_raw(STATIONS, self.station, SEEN, None, note_text(vector_of(self.conn)))

    @property
    def can_be_undone(self) -> bool:
        """Whether the clerk will be able to take this operation back."""
        return kinds.can_undo(self.kind)


def compact(values: Mapping[str, object]) -> str:
    """Changed fields as the journal keeps them."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def op_header(
    station: int,
    seq: int,
    lamport: int,
    kind: str,
    schema: int,
    label: str,
    actor: str,
    at: str,
    undoes: tuple[int, int] | None,
) -> str:
    """What of an operation's own row goes into its hash."""
    parts = [station, seq, lamport, kind, schema, label, actor, at, list(undoes or ())]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def previous_hash(conn: sqlite3.Connection, station: int, seq: int) -> bytes:
    """The hash that operation `seq` of a station builds on."""
    row = conn.execute(
        "SELECT hash FROM op WHERE station = ? AND seq = ?", (station, seq - 1)
    ).fetchone()
    return bytes(row["hash"]) if row else bytes(32)


def read_meta(conn: sqlite3.Connection) -> dict[str, int]:
    """Counters of this data folder: station, seq, lamport, next_id."""
    return {row["name"]: row["value"] for row in conn.execute("SELECT name, value FROM meta")}


def write_meta(conn: sqlite3.Connection, meta: Mapping[str, int]) -> None:
    """Writes the counters back, inside the operation's transaction."""
    conn.executemany(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        list(meta.items()),
    )
