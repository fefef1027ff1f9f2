"""Recognising rows of a file among the records: by natural key or identity, a chunk at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field

from bureau.exchange.noting import NameBook
from bureau.exchange.reading import ParsedRows
from bureau.ledger.declaration import IDENTITY, Ledger, line_table
from bureau.ledger.entry import Names, Value
from bureau.ledger.identity import identity_of, identity_word, is_key
from bureau.ledger.types import Choice, Photos, Reference

Key = tuple[Value, ...]


@dataclass(slots=True)
class Record:
    """A present record: its id, stored values, and the lines of each lines field."""

    id: int
    values: dict[str, Value]
    lines: dict[str, dict[int, int]] = field(default_factory=dict)


class IdentityTexts:
    """The identity fields of parsed rows as text; names that are new show their own text."""

    def __init__(self, ledger: Ledger, names: Names, book: NameBook) -> None:
        self.ledger = ledger
        self.names = names
        self.book = book
        self._shown: dict[tuple[str, Value], str] = {}

    def of(self, chunk: ParsedRows) -> list[tuple[str, ...]]:
        """One tuple of texts a row."""
        columns: list[list[str]] = []
        for key in self.ledger.identity:
            values = chunk.values[key]
            kind = self.ledger.by_key[key].type
            if isinstance(kind, Choice | Reference):
                known = {value: self.shown(key, value) for value in set(values)}
                columns.append([known[value] for value in values])
            else:
                columns.append(["" if value is None else str(value) for value in values])
        return list(zip(*columns, strict=True))

    def shown(self, key: str, value: Value) -> str:
        """An id in words."""
        known = self._shown.get((key, value))
        if known is None:
            new = {name.number: name.text for name in self.book.names.values()}
            known = identity_word(self.ledger.by_key[key], value, self.names, new)
            self._shown[key, value] = known
        return known


class Present:
    """The records that are there already, looked up by a read-only connection."""

    def __init__(self, conn: sqlite3.Connection, ledger: Ledger) -> None:
        self.conn = conn
        self.ledger = ledger
        self.empty = conn.execute(f"SELECT 1 FROM {ledger.table} LIMIT 1").fetchone() is None
        self._columns = ", ".join(f't."{name}"' for name in ledger.columns)

    def by_key(self, keys: Sequence[Key]) -> dict[Key, Record]:
        """Records by natural key."""
        if self.empty or not keys:
            return {}
        parts = self.ledger.key
        joins = " AND ".join(
            f"t.\"{name}\" IS json_extract(j.value, '$[{place}]')"
            for place, name in enumerate(parts)
        )
        found = self._read(f"JOIN {self.ledger.table} t ON {joins}", keys)
        return {tuple(record.values[name] for name in parts): record for record in reversed(found)}

    def by_identity(self, identities: Sequence[str]) -> dict[str, Record]:
        """Records by identity."""
        if self.empty or not identities:
            return {}
        found = self._read(f'JOIN {self.ledger.table} t ON t."{IDENTITY}" = j.value', identities)
        return {str(record.values[IDENTITY]): record for record in reversed(found)}

    def _read(self, join: str, wanted: Sequence[object]) -> list[Record]:
        rows = self.conn.execute(
            f"SELECT t.id, {self._columns} FROM json_each(?) j {join} ORDER BY t.id",
            (json.dumps(wanted, ensure_ascii=False),),
        ).fetchall()
        names = self.ledger.columns
        records = [Record(row[0], dict(zip(names, tuple(row)[1:], strict=True))) for row in rows]
        by_id = {record.id: record for record in records}
        for lines in self.ledger.lines:
            for record in records:
                record.lines[lines.key] = {}
            sql = (
                f"SELECT record, kind, value FROM {line_table(self.ledger, lines)}"
                " WHERE record IN (SELECT value FROM json_each(?))"
            )
            for line in self.conn.execute(sql, (json.dumps(list(by_id)),)):
                by_id[line[0]].lines[lines.key][line[1]] = line[2]
        return records


def known_record(
    present: Present, chunk: ParsedRows, names: Names, book: NameBook
) -> Record | None:
    """The record that a row parsed by itself is, by its natural key where it has one."""
    ledger = present.ledger
    key = tuple(chunk.values[name][0] for name in ledger.key)
    if key and is_key(ledger, key):
        return present.by_key([key]).get(key)
    if not ledger.identity:
        return None
    identity = identity_of(IdentityTexts(ledger, names, book).of(chunk)[0], 1)
    return present.by_identity([identity]).get(identity)


def differences(
    ledger: Ledger, chunk: ParsedRows, index: int, record: Record
) -> tuple[dict[str, object], dict[str, object]]:
    """What a row says otherwise than its record: (new, present); blanks of the file say nothing."""
    new: dict[str, object] = {}
    present: dict[str, object] = {}
    for declared in ledger.stored:
        value = chunk.values[declared.key][index]
        if isinstance(declared.type, Photos) and isinstance(value, str):
            value = photos_besides(record.values[declared.key], value)
        if value is not None and value != record.values[declared.key]:
            new[declared.key] = value
            present[declared.key] = record.values[declared.key]
    for declared in ledger.lines:
        given = chunk.line_values(declared.key, index)
        have = record.lines.get(declared.key, {})
        if any(have.get(kind) != value for kind, value in given.items()):
            new[declared.key] = have | given
            present[declared.key] = have
    return new, present


def photos_besides(present: object, given: str) -> str:
    """The photos that a record has, and those of the file that it lacks."""
    have = json.loads(present) if isinstance(present, str) else []
    known = {str(entry).partition("/")[0] for entry in have}
    added = [entry for entry in json.loads(given) if entry not in known]
    if not added and isinstance(present, str):
        return present
    return json.dumps([*have, *added], separators=(",", ":"))


def remembered_headers(
    conn: sqlite3.Connection, ledger: Ledger
) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """What was said of headers, by their fingerprint: heading → field key, question → answer."""
    rows = conn.execute(
        "SELECT fingerprint, columns, answers FROM header_matches WHERE ledger = ? ORDER BY id",
        (ledger.name,),
    ).fetchall()
    return {row[0]: (json.loads(row[1] or "{}"), json.loads(row[2] or "{}")) for row in rows}


def newest_operation(conn: sqlite3.Connection) -> int:
    """The number of the last operation in the database, whoever's it is."""
    return int(conn.execute("SELECT coalesce(max(rowid), 0) FROM op").fetchone()[0])
