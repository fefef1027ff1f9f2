"""What an operation did to each record, all in all, and how that is taken back where it still can be."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bureau.storage.bulk import AT_ONCE, insert_all, remove_all
from bureau.storage.late_index import index_later
from bureau.storage.operation import INSERT, REMOVE, UPDATE, Operation
from bureau.storage.shape import Shape

EDITED = "之后被改过"
REFERRED = "已被其他记录引用"
DANGLING = "原来引用的名称已被删除"
REDACTED = "内容已按规定匿名化"


def values_of(shape: Shape, image: str) -> dict[str, object]:
    """A journalled array by column name; columns added since are empty."""
    values: list[object] = json.loads(image)
    values += [None] * (len(shape.columns) - len(values))
    return dict(zip(shape.columns, values, strict=True))


@dataclass(slots=True)
class Net:
    """All that one operation did to one record, in whatever number of steps."""

    shape: Shape
    record: int
    existed: bool
    exists: bool = True
    before: dict[str, object] = field(default_factory=dict)
    after: dict[str, object] = field(default_factory=dict)
    image: str | None = None
    redacted: bool = False

    def add(self, row: sqlite3.Row) -> None:
        """Takes the next change in."""
        if row["before"] is None and row["after"] is None:
            self.redacted = True
        elif row["kind"] == INSERT:
            self.exists, self.image = True, row["after"]
        elif row["kind"] == UPDATE:
            self.keep_before(json.loads(row["before"]))
            self.after = {**self.left(), **json.loads(row["after"])}
            self.image = None
        else:
            self.keep_before(values_of(self.shape, row["before"]))
            self.exists, self.image, self.after = False, None, {}

    def keep_before(self, values: dict[str, object]) -> None:
        """Remembers what fields held before the operation first touched them."""
        if self.existed:
            for key, value in values.items():
                self.before.setdefault(key, value)

    def left(self) -> dict[str, object]:
        """The fields that the operation wrote, as it left them."""
        return self.after if self.image is None else values_of(self.shape, self.image)

    @property
    def leaves(self) -> bool:
        """Whether undoing takes the record away."""
        return self.exists and not self.existed

    @property
    def returns(self) -> bool:
        """Whether undoing brings the record back."""
        return self.existed and not self.exists

    def conflict(self, present: str | None) -> str:
        """Why the record isn't as the operation left it, '' when it is."""
        if self.redacted:
            return REDACTED
        if not self.exists:
            return "已经又存在" if present is not None else ""
        if present is None:
            return "已被删除"
        if present == self.image:
            return ""
        now = values_of(self.shape, present)
        return EDITED if any(now[key] != value for key, value in self.left().items()) else ""


class Inverse:
    """The inverse of the changes `first` to `last`, against the present state."""

    def __init__(self, op: Operation, first: int, last: int) -> None:
        self.op = op
        self.kept: dict[int, str] = {}
        nets: dict[int, Net] = {}
        rows = op.execute(
            "SELECT ledger, record, kind, before, after FROM change WHERE id BETWEEN ? AND ?"
            " AND kind IN (?, ?, ?) ORDER BY id",
            (first, last, INSERT, UPDATE, REMOVE),
        )
        for row in rows:
            net = nets.get(row["record"])
            if net is None:
                shape = op.shape(row["ledger"])
                net = nets[row["record"]] = Net(shape, row["record"], row["kind"] != INSERT)
            net.add(row)
        self.nets = {record: net for record, net in nets.items() if net.existed or net.exists}
        self.present = self.present_images()

    def present_images(self) -> dict[int, str]:
        """The records that exist now, as the journal would write them."""
        found: dict[int, str] = {}
        for shape, nets in self.by_shape(self.nets.values()):
            sql = (
                f"SELECT id, {shape.array_sql} AS image FROM {shape.table}"
                " WHERE id IN (SELECT value FROM json_each(?))"
            )
            wanted = json.dumps([net.record for net in nets])
            found.update((row["id"], row["image"]) for row in self.op.execute(sql, (wanted,)))
        return found

    def let_go(self) -> None:
        """Frees what was read piece by piece: all at one go it would hold up every other thread."""
        for pieces in (self.nets, self.present):
            while pieces:
                pieces.popitem()

    def by_shape(self, nets: Iterable[Net]) -> Iterator[tuple[Shape, list[Net]]]:
        """Nets by table, child rows after the records that own them."""
        grouped: dict[str, list[Net]] = {}
        for net in nets:
            grouped.setdefault(net.shape.ledger, []).append(net)
        for listed in sorted(grouped.values(), key=lambda nets: bool(nets[0].shape.parent)):
            yield listed[0].shape, listed

    def going(self) -> list[Net]:
        """The nets that will be undone."""
        return [net for net in self.nets.values() if net.record not in self.kept]

    # -- what must stay as it is ---------------------------------------------------------------

    def conflicts(self) -> list[tuple[str, int, str]]:
        """Records that stay as they are now: (ledger, record, why); child rows count as their owner.

        What stays keeps what it refers to, a child row its owner, and so on until nothing is added.
        """
        for net in self.nets.values():
            if why := net.conflict(self.present.get(net.record)):
                self.kept[net.record] = why
        known = -1
        while known != len(self.kept):
            known = len(self.kept)
            self.keep_referred()
            self.keep_dangling()
            self.keep_families()
        stays: dict[tuple[str, int], str] = {}
        for record, why in self.kept.items():
            stays.setdefault(self.owner(self.nets[record]), why)
        return [(ledger, record, why) for (ledger, record), why in stays.items()]

    def keep_referred(self) -> None:
        """Records to be taken away that something staying points to."""
        leaving = {net.record for net in self.going() if net.leaves}
        marks = json.dumps(sorted(leaving))
        ledgers = {self.nets[record].shape.ledger for record in leaving}
        for shape in self.op.shapes.values():
            for column, target in shape.references:
                if target not in ledgers:
                    continue
                rows = self.op.execute(
                    f'SELECT id, "{column}" AS target FROM {shape.table}'
                    f' WHERE "{column}" IN (SELECT value FROM json_each(?))',
                    (marks,),
                )
                for row in rows:
                    if row["id"] not in leaving and not self.lets_go(row["id"], column):
                        self.kept.setdefault(row["target"], REFERRED)

    def lets_go(self, record: int, column: str) -> bool:
        """Whether undoing gives that column of a staying record its old value back."""
        net = self.nets.get(record)
        return net is not None and record not in self.kept and column in net.before

    def keep_dangling(self) -> None:
        """Records and values to be brought back that point to what is gone."""
        wanted: dict[str, set[object]] = {}
        for _, target, value in self.restored_references():
            wanted.setdefault(target, set()).add(value)
        there = {net.record: True for net in self.going() if net.returns}
        for target, values in wanted.items():
            sql = (
                f"SELECT id FROM {self.op.shape(target).table}"
                " WHERE id IN (SELECT value FROM json_each(?))"
            )
            found = self.op.execute(sql, (json.dumps(list(values)),))
            there.update((row["id"], True) for row in found)
        for net, _, value in self.restored_references():
            if value not in there:
                self.kept.setdefault(net.record, DANGLING)

    def restored_references(self) -> list[tuple[Net, str, object]]:
        """References that undoing writes back: (net, ledger referred to, id)."""
        return [
            (net, target, net.before[column])
            for net in self.going()
            if net.before
            for column, target in net.shape.references
            if net.before.get(column) is not None
        ]

    def keep_families(self) -> None:
        """A record that stays keeps its child rows; one that came with a child that stays, stays."""
        families: dict[int, list[Net]] = {}
        for net in self.nets.values():
            if net.shape.parent:
                families.setdefault(self.owner(net)[1], []).append(net)
        for owner, children in families.items():
            parent = self.nets.get(owner)
            if parent is None or parent.existed == parent.exists:
                continue
            if parent.leaves and any(child.record in self.kept for child in children):
                self.kept.setdefault(owner, EDITED)
            if owner in self.kept:
                for child in children:
                    self.kept.setdefault(child.record, self.kept[owner])

    def owner(self, net: Net) -> tuple[str, int]:
        """The record itself, or for a child row the one that owns it."""
        if not net.shape.parent:
            return net.shape.ledger, net.record
        known = net.before.get("record") or net.left().get("record")
        if known is None:
            row = self.op.execute(
                "SELECT coalesce(after, before) AS image FROM change WHERE record = ? AND kind <> ?",
                (net.record, UPDATE),
            ).fetchone()
            known = json.loads(row["image"])[0] if row and row["image"] else net.record
        return net.shape.parent, known if isinstance(known, int) else net.record

    # -- taking back ---------------------------------------------------------------------------

    def apply(self) -> int:
        """Writes the inverse changes of all that doesn't stay; gives how many records were touched."""
        going = self.going()
        for shape, nets in reversed(list(self.by_shape(net for net in going if net.leaves))):
            remove_all(self.op, shape, [net.record for net in nets])
        for shape, nets in self.by_shape(net for net in going if net.returns):
            insert_all(self.op, shape, {net.record: net.before for net in nets})
        for shape, nets in self.by_shape(net for net in going if net.returns):
            # Rows may have come back before the names that they show, and are searched by these.
            if shape.declaration is not None and len(nets) <= AT_ONCE:
                for net in nets:
                    self.op.searchable.refresh(shape.ledger, net.record)
        edited = [net for net in going if net.existed and net.exists]
        if len(edited) > AT_ONCE:
            index_later(self.op)
        for net in edited:
            self.op.update(net.shape.ledger, net.record, net.before)
        touched = {self.owner(net) for net in going}
        for ledger, record in touched:
            self.op.changes.add(ledger, record)
        return len(touched)
