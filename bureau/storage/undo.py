"""Undo as a new operation: the inverse of another one, compared with the present field by field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.ledger.types import Reference
from bureau.storage import kinds
from bureau.storage.operation import INSERT, REMOVE, RESERVE, UPDATE, Operation, read_meta
from bureau.storage.shape import Shape

if TYPE_CHECKING:
    from bureau.desk import Desk


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
    undoes: tuple[int, int] | None = None

    @property
    def ref(self) -> tuple[int, int]:
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
    rows = conn.execute(
        "SELECT station, seq, kind, label, actor, at, first_change, last_change, undoes_station,"
        f" undoes_seq FROM op WHERE {where} ORDER BY rowid",
        parameters,
    ).fetchall()
    return [op_row(row) for row in rows]


def op_row(row: sqlite3.Row) -> OpRow:
    """One row of `op` as history shows it."""
    undoes = None if row["undoes_seq"] is None else (row["undoes_station"], row["undoes_seq"])
    return OpRow(
        row["station"],
        row["seq"],
        row["kind"],
        row["label"],
        row["actor"],
        row["at"],
        row["first_change"],
        row["last_change"],
        undoes,
    )


def effective(rows: Iterable[OpRow]) -> dict[tuple[int, int], bool]:
    """For each operation, whether it is in effect: an undo that was itself undone doesn't count."""
    listed = list(rows)
    undone: set[tuple[int, int]] = set()
    for row in reversed(listed):
        if row.undoes is not None and row.ref not in undone:
            undone.add(row.undoes)
    return {row.ref: row.ref not in undone for row in listed}


def next_undo(desk: Desk, conn: sqlite3.Connection) -> OpRow | None:
    """What Ctrl+Z takes: this person's newest operation here that is in effect and can be undone."""
    mine, state = _own(desk, conn)
    for row in reversed(mine):
        if row.undoes is None and state[row.ref]:
            return row if kinds.can_undo(row.kind) else None
    return None


def next_redo(desk: Desk, conn: sqlite3.Connection) -> OpRow | None:
    """What Ctrl+Y takes: this person's newest undo in effect, unless something new came since."""
    mine, state = _own(desk, conn)
    for row in reversed(mine):
        if row.undoes is None:
            return None
        if row.kind == kinds.UNDO and state[row.ref]:
            return row
    return None


def _own(desk: Desk, conn: sqlite3.Connection) -> tuple[list[OpRow], dict[tuple[int, int], bool]]:
    station = read_meta(conn).get("station", 0)
    rows = operation_rows(conn, "station = ?", station)
    return [row for row in rows if row.actor == desk.actor], effective(rows)


def undo(desk: Desk, ref: tuple[int, int], *, partial: bool = False) -> Undone:
    """Takes back one operation; redo is undoing the undo.

    Raises UserError when it can't be undone at all, UndoConflict when part of it was changed or
    referred to since and `partial` doesn't say to leave that part (imports always leave it).
    """
    conn = desk.store.reader()
    found = operation_rows(conn, "station = ? AND seq = ?", *ref)
    if not found:
        raise UserError("找不到要撤销的操作；它可能在另一台电脑上。")
    target = found[0]
    if not kinds.can_undo(target.kind):
        raise UserError(f"“{target.label}”不能撤销：{kinds.CANNOT_UNDO[target.kind]}。")
    if not effective(operation_rows(conn))[target.ref]:
        raise UserError(f"“{target.label}”已经撤销过了。")
    redoing = target.kind == kinds.UNDO
    label = target.label.replace("撤销", "重做", 1) if redoing else f"撤销“{target.label}”"
    undone = Undone(target.label)
    with desk.store.operation(desk, label, kinds.REDO if redoing else kinds.UNDO) as op:
        op.undoes = target.ref
        plan = Plan(op, target)
        undone.kept = plan.conflicts()
        if undone.kept and not (partial or target.kind == kinds.IMPORT):
            raise UndoConflict(undone)
        undone.applied = plan.apply({record for _, record, _ in undone.kept})
    return undone


class Plan:
    """The inverse of one operation against the present state."""

    def __init__(self, op: Operation, target: OpRow) -> None:
        self.op = op
        rows = op.execute(
            "SELECT ledger, record, kind, before, after, seal FROM change"
            " WHERE id BETWEEN ? AND ? ORDER BY id DESC",
            (target.first_change, target.last_change),
        ).fetchall()
        self.changes = [row for row in rows if row["kind"] != RESERVE]

    def conflicts(self) -> list[tuple[str, int, str]]:
        """Records whose present state isn't what the operation left: (ledger, record, why)."""
        kept: dict[int, tuple[str, int, str]] = {}
        seen: set[int] = set()
        removing = {row["record"] for row in self.changes if row["kind"] == INSERT}
        for row in self.changes:
            record = row["record"]
            if row["before"] is None and row["after"] is None:
                kept[record] = (row["ledger"], record, "内容已按规定匿名化")
            elif record not in seen and (why := self.differs(row)):
                kept[record] = (row["ledger"], record, why)
            seen.add(record)
        for row in self.changes:
            inserted = row["kind"] == INSERT and row["record"] not in kept
            if inserted and self.referred(row["ledger"], row["record"], removing - set(kept)):
                kept[row["record"]] = (row["ledger"], row["record"], "已被其他记录引用")
        self.keep_families(kept)
        return list(kept.values())

    def differs(self, row: sqlite3.Row) -> str:
        """Why the newest change of a record can't be inverted, '' when it can."""
        shape = self.op.shape(row["ledger"])
        image = self.op.image(shape, row["record"])
        if row["kind"] == REMOVE:
            return "已经又存在" if image is not None else ""
        if image is None:
            return "已被删除"
        present = dict(zip(shape.columns, json.loads(image), strict=False))
        if row["kind"] == UPDATE:
            after = json.loads(row["after"])
            return "之后被改过" if any(present[key] != after[key] for key in after) else ""
        after = padded(shape, row["after"])
        newer = {key for key in after if present[key] != after[key]} - self.own_updates(row)
        return "之后被改过" if newer else ""

    def own_updates(self, row: sqlite3.Row) -> set[str]:
        """Fields that the same operation changed again after inserting the record."""
        return {
            key
            for other in self.changes
            if other["record"] == row["record"] and other["kind"] == UPDATE
            for key in json.loads(other["after"])
        }

    def referred(self, ledger: str, record: int, leaving: set[int]) -> bool:
        """Whether a record that stays points to this one."""
        for table, column, parent in referrers(self.op.shapes, ledger):
            rows = self.op.execute(
                f'SELECT id, {parent} AS owner FROM {table} WHERE "{column}" = ? LIMIT 50',
                (record,),
            ).fetchall()
            if any(row["id"] not in leaving and row["owner"] not in leaving for row in rows):
                return True
        return False

    def keep_families(self, kept: dict[int, tuple[str, int, str]]) -> None:
        """A record with a child row that stays, stays itself, and so do its other child rows."""
        parents: dict[int, list[sqlite3.Row]] = {}
        for row in self.changes:
            if self.op.shape(row["ledger"]).parent and row["kind"] == INSERT:
                parents.setdefault(json.loads(row["after"])[0], []).append(row)
        inserted = {row["record"]: row for row in self.changes if row["kind"] == INSERT}
        for parent, children in parents.items():
            stays = parent in kept or any(child["record"] in kept for child in children)
            if not stays or parent not in inserted:
                continue
            for row in [inserted[parent], *children]:
                kept.setdefault(row["record"], (row["ledger"], row["record"], "之后被改过"))

    def apply(self, kept: set[int]) -> int:
        """Writes the inverse changes, newest first; gives how many records were touched."""
        touched: set[int] = set()
        for row in self.changes:
            if row["record"] in kept:
                continue
            self.invert(row)
            touched.add(row["record"])
        return len(touched)

    def invert(self, row: sqlite3.Row) -> None:
        """The opposite of one change."""
        op, shape, record = self.op, self.op.shape(row["ledger"]), row["record"]
        if row["kind"] == INSERT:
            op.remove(shape.ledger, record)
        elif row["kind"] == REMOVE:
            op.insert(shape.ledger, padded(shape, row["before"]), record)
        else:
            op.update(shape.ledger, record, json.loads(row["before"]))


def padded(shape: Shape, image: str) -> dict[str, object]:
    """A journalled array by column name; columns added since are empty."""
    values: list[object] = json.loads(image)
    values += [None] * (len(shape.columns) - len(values))
    return dict(zip(shape.columns, values, strict=True))


def referrers(shapes: Mapping[str, Shape], ledger: str) -> list[tuple[str, str, str]]:
    """Tables and columns that hold ids of a ledger: (table, column, column of its owner)."""
    found: list[tuple[str, str, str]] = []
    for shape in shapes.values():
        if shape.parent:
            if shape.parent == ledger:
                found.append((shape.table, "record", "record"))
            if ledger == "catalogue-items":
                found.append((shape.table, "kind", "record"))
        elif shape.declaration is not None:
            for declared in shape.declaration.stored:
                kind = declared.type
                target = kind.ledger if isinstance(kind, Reference) else ""
                if kind.kind == "choice":
                    target = "catalogue-items"
                if target == ledger:
                    found.append((shape.table, declared.key, "id"))
    return found
