"""Undo as a new operation: the inverse of another one, compared with the present field by field."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.guarding import MonthLocked
from bureau.storage.inverse import Inverse
from bureau.storage.operation import read_meta

if TYPE_CHECKING:
    from bureau.desk import Desk

Ref = tuple[int, int]
"""Station and number of an operation."""


@dataclass(frozen=True, slots=True)
class OpRow:
    """One operation as history shows it."""

    station: int
    seq: int
    kind: str
    label: str
    actor: str
    at: str
    first_change: int
    last_change: int
    undoes: Ref | None = None

    @property
    def ref(self) -> Ref:
        """Station and number."""
        return self.station, self.seq


@dataclass(slots=True)
class Undone:
    """What an undo did, and what it left because it was edited or referred to since."""

    label: str
    applied: int = 0
    kept: list[tuple[str, int, str]] = field(default_factory=list)


class UndoConflict(UserError):
    """Some of the operation can't be taken back; the caller may ask and undo the rest."""

    def __init__(self, undone: Undone) -> None:
        super().__init__(
            f"“{undone.label}”里有 {len(undone.kept)} 条之后又被改动或引用，"
            "可以只撤销其余部分，或取消。"
        )
        self.undone = undone


def operation_rows(conn: sqlite3.Connection, where: str = "1", *parameters: object) -> list[OpRow]:
    """Operations in the order they arrived."""
    return list(read_operations(conn, f"{where} ORDER BY rowid", *parameters))


def read_operations(conn: sqlite3.Connection, tail: str, *parameters: object) -> Iterator[OpRow]:
    """Operations one by one, as the end of the statement says."""
    rows = conn.execute(
        "SELECT station, seq, kind, label, actor, at, first_change, last_change, undoes_station,"
        f" undoes_seq FROM op WHERE {tail}",
        parameters,
    )
    for row in rows:
        undoes = None if row["undoes_seq"] is None else (row["undoes_station"], row["undoes_seq"])
        yield OpRow(
            row["station"], row["seq"], row["kind"], row["label"], row["actor"], row["at"],
            row["first_change"], row["last_change"], undoes,
        )  # fmt: skip


def inserted_by(conn: sqlite3.Connection, ledger: str, record: int) -> OpRow | None:
    """The operation that last brought a record in."""
    found = operation_rows(
        conn,
        "(SELECT max(id) FROM change WHERE record = ? AND ledger = ? AND kind = 'insert')"
        " BETWEEN first_change AND last_change",
        record,
        ledger,
    )
    return found[0] if found else None


def root_of(conn: sqlite3.Connection, row: OpRow) -> OpRow:
    """What was done at first, where an operation is the undo of an undo of it."""
    while row.undoes is not None:
        row = operation_rows(conn, "station = ? AND seq = ?", *row.undoes)[0]
    return row


def undone_refs(conn: sqlite3.Connection) -> set[Ref]:
    """Operations that are not in effect: undone by one that wasn't itself undone."""
    undone: set[Ref] = set()
    for row in read_operations(conn, "undoes_seq IS NOT NULL ORDER BY rowid DESC"):
        if row.undoes is not None and row.ref not in undone:
            undone.add(row.undoes)
    return undone


def next_undo(desk: Desk, conn: sqlite3.Connection) -> OpRow | None:
    """What Ctrl+Z takes: this person's newest undoable operation in effect here since sign-in.

    An issue isn't passed over: who meant to take that back is told why it can't be.
    """
    undone = undone_refs(conn)
    for row in own_since_sign_in(desk, conn):
        if row.undoes is None and row.ref not in undone and kinds.is_step(row.kind):
            return row
    return None


def next_redo(desk: Desk, conn: sqlite3.Connection) -> OpRow | None:
    """What Ctrl+Y takes: this person's newest undo in effect, unless something new came since."""
    undone = undone_refs(conn)
    for row in own_since_sign_in(desk, conn):
        if row.undoes is None and kinds.is_step(row.kind):
            return None
        if row.kind == kinds.UNDO and row.ref not in undone:
            return row
    return None


def own_since_sign_in(desk: Desk, conn: sqlite3.Connection) -> Iterator[OpRow]:
    """This person's operations at this station, newest first."""
    station = read_meta(conn).get("station", 0)
    rows = read_operations(conn, "station = ? AND actor = ? ORDER BY seq DESC", station, desk.actor)
    for row in rows:
        if row.kind == kinds.SIGN_IN:
            return
        yield row


def undo(desk: Desk, ref: Ref, *, partial: bool = False) -> Undone:
    """Takes back one operation; redo is undoing the undo.

    Raises UserError when it can't be undone at all, as in a month that was issued, UndoConflict when
    part of it was changed or referred to since and `partial` doesn't say to leave that part (imports
    always leave it).
    """
    conn = desk.store.reader()
    found = operation_rows(conn, "station = ? AND seq = ?", *ref)
    if not found:
        raise UserError("找不到要撤销的操作；它可能在另一台电脑上。")
    target = found[0]
    if not kinds.can_undo(target.kind):
        raise UserError(f"“{target.label}”不能撤销：{kinds.CANNOT_UNDO[target.kind]}。")
    if target.ref in undone_refs(conn):
        raise UserError(f"“{target.label}”已经撤销过了。")
    redoing = target.kind == kinds.UNDO
    label = target.label.replace("撤销", "重做", 1) if redoing else f"撤销“{target.label}”"
    undone = Undone(
        target.label.removeprefix("撤销“").removesuffix("”") if redoing else target.label
    )
    with desk.store.operation(desk, label, kinds.REDO if redoing else kinds.UNDO) as op:
        op.undoes = target.ref
        op.guard.merging = root_of(op.conn, target).kind == kinds.MERGE
        inverse = Inverse(op, target.first_change, target.last_change)
        undone.kept = inverse.conflicts()
        if undone.kept and not (partial or target.kind == kinds.IMPORT):
            raise UndoConflict(undone)
        try:
            undone.applied = inverse.apply()
        except MonthLocked as locked:
            raise UserError(f"“{target.label}”不能{label[:2]}：{locked.sentence}") from None
        if undone.kept and not op.count:
            raise UserError(
                f"“{target.label}”里的记录之后都又被改动或引用，没有可以撤销的；请先撤销后来的改动。"
            )
        inverse.let_go()
    return undone
