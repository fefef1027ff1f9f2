"""Operations of other stations: given away as they stand, and taken in verbatim once they prove whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bureau.errors import UserError
from bureau.storage.merging.knowledge import Vector
from bureau.storage.operation import INSERT, REMOVE, RESTATE, UPDATE, op_header, previous_hash
from bureau.storage.seal import GENESIS, chain_hash, holds, is_redacted

if TYPE_CHECKING:
    from bureau.storage.operation import Operation

DAMAGED = "这个数据包不完整或被改动过，什么都没有读入；请让对方重新导出一份。"
GAP = "这个数据包前面还缺内容，什么都没有读入；请让对方导出“全部”再读入。"
FORKED = (
    "两台电脑的历史在同一处不一样（多半是同一份数据被复制后分别录入），什么都没有读入；"
    "请联系管理员，用“从全部数据重新开始”处理其中一台。"
)
NEWER = "这个数据包是用更新版本的“城管台账”导出的，本版本读不了；请先升级程序。"
Change = tuple[str, int, str, str | None, str | None, str]
"""Ledger, record, kind, before, after, seal in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """One operation as it travels."""

    station: int
    seq: int
    lamport: int
    kind: str
    schema: int
    label: str
    actor: str
    at: str
    undoes: tuple[int, int] | None
    prev: str
    hash: str
    changes: tuple[Change, ...]

    def plain(self) -> dict[str, Any]:
        """As a package writes it."""
        return {
            "station": self.station, "seq": self.seq, "lamport": self.lamport, "kind": self.kind,
            "schema": self.schema, "label": self.label, "actor": self.actor, "at": self.at,
            "undoes": self.undoes, "prev": self.prev, "hash": self.hash, "changes": self.changes,
        }  # fmt: skip


def foreign(plain: Mapping[str, Any]) -> Foreign:
    """An operation as a package has it. Raises UserError where something is missing or of another kind."""
    try:
        undoes = plain["undoes"]
        return Foreign(
            int(plain["station"]), int(plain["seq"]), int(plain["lamport"]), str(plain["kind"]),
            int(plain["schema"]), str(plain["label"]), str(plain["actor"]), str(plain["at"]),
            None if undoes is None else (int(undoes[0]), int(undoes[1])),
            str(plain["prev"]), str(plain["hash"]),
            tuple(change_of(*one) for one in plain["changes"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, IndexError):
        raise UserError(DAMAGED) from None


def change_of(
    ledger: str, record: int, kind: str, before: str | None, after: str | None, seal: str
) -> Change:
    """One change, checked for the types that the journal has."""
    texts = all(isinstance(one, str) for one in (ledger, kind, seal))
    images = all(one is None or isinstance(one, str) for one in (before, after))
    if not (texts and images and isinstance(record, int)):
        raise ValueError
    bytes.fromhex(seal)
    return ledger, record, kind, before, after, seal


def unknown_to(conn: sqlite3.Connection, vector: Mapping[int, int]) -> Iterator[Foreign]:
    """What a station that has reached `vector` lacks, in the order in which it arrived here."""
    rows = conn.execute("SELECT * FROM op ORDER BY rowid").fetchall()
    for row in rows:
        if row["seq"] <= vector.get(row["station"], 0):
            continue
        changes = conn.execute(
            "SELECT ledger, record, kind, before, after, seal FROM change WHERE id BETWEEN ? AND ?"
            " ORDER BY id",
            (row["first_change"], row["last_change"]),
        )
        yield Foreign(
            row["station"], row["seq"], row["lamport"], row["kind"], row["schema"], row["label"],
            row["actor"], row["at"],
            None if row["undoes_seq"] is None else (row["undoes_station"], row["undoes_seq"]),
            bytes(row["prev"]).hex(), bytes(row["hash"]).hex(),
            tuple(
                (one["ledger"], one["record"], one["kind"], one["before"], one["after"],
                 bytes(one["seal"]).hex())
                for one in changes
            ),
        )  # fmt: skip


@dataclass(slots=True)
class Taken:
    """What came in: operations, the changes they wrote, the records these touch."""

    operations: int = 0
    first_change: int = 0
    last_change: int = 0
    lamport: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    records: set[int] = field(default_factory=set)


def take_in(op: Operation, brought: Iterable[Foreign]) -> Taken:
    """Stores operations that are new here, each proved against its own chain; known ones are passed over.

    Nothing of them is in effect yet. Raises UserError; then the operation must not be finished.
    """
    taken = Taken(first_change=op.first_change, last_change=op.first_change - 1)
    ends: dict[int, tuple[int, bytes]] = {}
    for one in brought:
        if one.station not in ends:
            row = op.execute(
                "SELECT seq, hash FROM op WHERE station = ? ORDER BY seq DESC LIMIT 1",
                (one.station,),
            ).fetchone()
            ends[one.station] = (row["seq"], bytes(row["hash"])) if row else (0, GENESIS)
        seq, last = ends[one.station]
        if one.seq <= seq:
            refuse_fork(op, one)
            continue
        refuse_broken(one, op.schema, seq, last)
        write(op, one, taken)
        ends[one.station] = one.seq, bytes.fromhex(one.hash)
    return taken


def refuse_fork(op: Operation, one: Foreign) -> None:
    """Raises UserError when an operation that is known has another content there."""
    if previous_hash(op.conn, one.station, one.seq + 1).hex() != one.hash:
        raise UserError(FORKED)


def refuse_broken(one: Foreign, schema: int, seq: int, last: bytes) -> None:
    """Raises UserError unless the operation follows the last known one and is as it was sealed."""
    if one.schema > schema:
        raise UserError(NEWER)
    if one.seq != seq + 1:
        raise UserError(GAP)
    if one.prev != last.hex():
        raise UserError(FORKED if seq else DAMAGED)
    header = op_header(
        one.station, one.seq, one.lamport, one.kind, one.schema, one.label, one.actor, one.at,
        one.undoes,
    )  # fmt: skip
    lines = [
        (ledger, record, kind, bytes.fromhex(seal))
        for ledger, record, kind, _, _, seal in one.changes
    ]
    if chain_hash(last, header, lines).hex() != one.hash:
        raise UserError(DAMAGED)
    for _, _, _, before, after, seal in one.changes:
        sealed = bytes.fromhex(seal)
        if not is_redacted(sealed) and not holds(sealed, before, after):
            raise UserError(DAMAGED)
        if is_redacted(sealed) and (before is not None or after is not None):
            raise UserError(DAMAGED)


def write(op: Operation, one: Foreign, taken: Taken) -> None:
    """One operation into the journal, its changes under the next numbers of this database."""
    first = taken.last_change + 1
    op.execute_many(
        "INSERT INTO change (id, ledger, record, kind, before, after, seal)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (first + n, ledger, record, kind, before, after, bytes.fromhex(seal))
            for n, (ledger, record, kind, before, after, seal) in enumerate(one.changes)
        ],
    )
    last = first + len(one.changes) - 1
    op.execute(
        "INSERT INTO op (station, seq, lamport, kind, schema, label, actor, at, undoes_station,"
        " undoes_seq, first_change, last_change, prev, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.station, one.seq, one.lamport, one.kind, one.schema, one.label, one.actor, one.at,
            *(one.undoes or (None, None)), first, last, bytes.fromhex(one.prev),
            bytes.fromhex(one.hash),
        ),
    )  # fmt: skip
    taken.last_change = last
    taken.operations += 1
    taken.lamport = max(taken.lamport, one.lamport)
    taken.places.append((one.station, one.seq))
    taken.records.update(
        record for _, record, kind, *_ in one.changes if kind in (INSERT, UPDATE, REMOVE, RESTATE)
    )


def reached(vector: Vector, wanted: Mapping[int, int]) -> bool:
    """Whether a vector holds all that another one does."""
    return all(vector.get(station, 0) >= seq for station, seq in wanted.items())
