"""Reading in what other stations did: one operation, all of it or nothing; the same result in any order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.access.rights import UNLOCK
from bureau.errors import UserError
from bureau.storage import kinds
from bureau.storage.anonymising import erase_as_told
from bureau.storage.merging.applying import (
    Applied,
    apply,
    dangling,
    present_rows,
    twins,
)
from bureau.storage.merging.deeds import Deeds
from bureau.storage.merging.knowledge import (
    SEEN,
    STATIONS,
    Vector,
    note_text,
    plain_vector,
    read_knowledge,
    vector_of,
)
from bureau.storage.merging.stages import TAKING, Stage, Step, nothing_said
from bureau.storage.merging.taking_in import DAMAGED, GAP, Taken, reached, take_in
from bureau.storage.merging.telling import losses, questions
from bureau.storage.merging.withholding import lift, read_withheld
from bureau.storage.operation import INSERT, REMOVE, UPDATE, compact

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.merging.deeds import Key, Place, Standing
    from bureau.storage.merging.taking_in import Foreign
    from bureau.storage.merging.telling import Loss, Question
    from bureau.storage.operation import Operation

LOCKED = "数据包改动了 {count} 条已签发月份里的记录；要读入，请写明更正的理由，或先与对方核对。"
Choice = tuple[str, int, str]
"""Ledger, record and field."""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """A field that two stations wrote without knowing of each other.

    `stands` is what holds if nobody chooses (the later one), `yields` the other; `is_ours` says
    that the one that yields was written here. `owner` is the record that a line belongs to, `kind`
    the line's kind.
    """

    ledger: str
    record: int
    field: str
    stands: object
    yields: object
    is_ours: bool
    stands_by: Place
    yields_by: Place
    owner: int
    kind: int = 0

    @property
    def key(self) -> Choice:
        """What a choice names it by."""
        return self.ledger, self.record, self.field


@dataclass(slots=True)
class Outcome:
    """What reading in did, or would do."""

    operations: int = 0
    applied: Applied = field(default_factory=Applied)
    rivalries: list[Rivalry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    """The rivalries in words."""
    losses: list[Loss] = field(default_factory=list)
    """Records that were here and are no more."""
    revived: list[Key] = field(default_factory=list)
    """Kept although somebody removed them, since others refer to them."""
    lifted: int = 0
    """Records of which something is in effect again that was taken back here."""
    doubled: int = 0
    """Rows that two stations made of what there can be one of; the later one stays."""

    @property
    def is_new(self) -> bool:
        """Whether anything came in."""
        return self.operations > 0 or self.lifted > 0

    @property
    def says_nothing(self) -> bool:
        """Whether nothing that a person recorded would be otherwise."""
        applied = self.applied
        found = (applied.inserted, applied.updated, applied.removed, self.rivalries, self.revived)
        return not any(found) and not self.lifted


class NotKept(Exception):
    """Ends an operation whose outcome was only to be looked at."""


def read_in(
    desk: Desk,
    brought: Iterable[Foreign],
    vector: Mapping[int, int],
    *,
    label: str,
    choices: Sequence[Choice] = (),
    reason: str = "",
    trial: bool = False,
    keep: Callable[[Operation], None] | None = None,
    operations: int = 1,
    step: Step = nothing_said,
) -> Outcome:
    """Takes foreign operations in and brings every record in line with them.

    `vector` is what the sender had; `choices` name the fields in which the value that would yield
    is to stand; `reason` is why issued months may be touched; `keep` notes what came with them. A
    `trial` keeps nothing. `step` is told how far it is, of so many `operations`. Raises UserError;
    then nothing was changed.
    """
    outcome = Outcome()
    try:
        with desk.store.operation(desk, label, kinds.RECEIVE) as op:
            before = vector_of(op.conn)
            taken = take_in(op, Stage(step, TAKING).told(brought, operations))
            now = vector_of(op.conn)
            if not reached(now, vector):
                raise UserError(GAP)
            outcome.operations = taken.operations
            begin(op, taken)
            erase_as_told(op, taken)
            if keep is not None:
                keep(op)
            lifted = lift(op, vector)
            outcome.lifted = len(lifted)
            taken.records |= lifted
            if outcome.is_new:
                bring_in_line(op, taken, before, outcome, step)
                outcome.questions = questions(op, outcome.rivalries)
                choose(op, outcome, choices)
                locked = len(outcome.applied.locked)
                if locked and not reason and not trial:
                    raise UserError(LOCKED.format(count=locked))
                if locked and not trial:
                    desk.require(UNLOCK)
                if lifted or says_something(op, taken):
                    note = note_text(now, before=plain_vector(before), reason=reason)
                    op.note_raw(STATIONS, op.station, SEEN, None, note)
            if trial:
                raise NotKept
    except NotKept:
        pass
    return outcome


def begin(op: Operation, taken: Taken) -> None:
    """The operation's own changes come after those that it brought."""
    op.since = op.first_change if taken.operations else None
    op.first_change = taken.last_change + 1
    op.meta["lamport"] = max(op.meta["lamport"], taken.lamport)


def says_something(op: Operation, taken: Taken) -> bool:
    """Whether what was taken in is to be noted.

    Notes alone aren't: two stations would tell each other for ever that they have heard.
    """
    if op.count:
        return True
    row = op.execute(
        "SELECT 1 FROM change WHERE id BETWEEN ? AND ? AND kind <> ? LIMIT 1",
        (taken.first_change, taken.last_change, SEEN),
    ).fetchone()
    return row is not None


def bring_in_line(
    op: Operation, taken: Taken, before: Vector, outcome: Outcome, step: Step
) -> None:
    """What stands of every record that was touched, written where the tables have it otherwise."""
    deeds = Deeds(op.conn, op.shapes, read_knowledge(op.conn), read_withheld(op.conn), step)
    standings = deeds.standings(taken.records)
    children = deeds.children_gone_with(standings.values()) - taken.records
    if children:
        standings.update(deeds.standings(children))
    if any(one.is_broken for one in standings.values()):
        raise UserError(DAMAGED)
    outcome.rivalries = list(rivalries(standings.values(), before, op.station))
    outcome.losses = losses(op, standings.values())
    outcome.applied = apply(op, standings, step)
    while missing := dangling(op.conn):
        outcome.revived += revive(op, deeds, missing)
    outcome.doubled = unite_twins(op, deeds, owners_of(standings.values()))


def rivalries(standings: Iterable[Standing], before: Vector, station: int) -> Iterable[Rivalry]:
    """Fields with two values of which this package brought at least one."""
    for standing in standings:
        if not standing.alive:
            continue
        for key, known in standing.fields.items():
            if known.rival is None:
                continue
            value, deed = known.rival
            news = [one for one in (known.deed, deed) if before.get(one.station, 0) < one.seq]
            if news:
                yield Rivalry(
                    standing.shape.ledger, standing.record, key, known.value, value,
                    deed.station == station, known.deed.place, deed.place,
                    standing.owner or standing.record, kind_of(standing),
                )  # fmt: skip


def kind_of(standing: Standing) -> int:
    """The kind of a line, 0 for a record."""
    kind = standing.fields.get("kind") if standing.shape.parent else None
    return kind.value if kind is not None and isinstance(kind.value, int) else 0


def owners_of(standings: Iterable[Standing]) -> dict[str, set[int]]:
    """Records whose child rows were touched, by ledger."""
    found: dict[str, set[int]] = {}
    for standing in standings:
        if standing.shape.parent and standing.owner is not None:
            found.setdefault(standing.shape.parent, set()).add(standing.owner)
    return found


def revive(op: Operation, deeds: Deeds, missing: Iterable[tuple[str, int]]) -> list[Key]:
    """Brings back what is referred to, with the child rows that went with it, as an operation of ours."""
    by_table = {shape.table: shape for shape in op.shapes.values()}
    records = {record for _, record in missing}
    standings = deeds.standings(records)
    back: list[Key] = []
    for table, record in sorted(missing):
        shape = by_table[table]
        standing = standings.get((shape.ledger, record))
        if standing is None:
            raise UserError(GAP)
        insert(op, standing)
        back.append((shape.ledger, record))
        children = deeds.children_gone_with([standing])
        for child in deeds.standings(children).values():
            if not present_rows(op, child.shape, [child.record]):
                insert(op, child)
    return back


def insert(op: Operation, standing: Standing) -> None:
    """A record as it stood, journalled."""
    shape, record = standing.shape, standing.record
    row = [standing.values[name] for name in shape.columns]
    op.execute(shape.insert_sql, (record, *row))
    op.note(shape, record, INSERT, None, op.image(shape, record), standing.owner or record)
    op.searchable.refresh(shape.ledger, record)
    op.searchable.requeue_referring(shape.ledger, record)


def unite_twins(op: Operation, deeds: Deeds, owners: Mapping[str, Iterable[int]]) -> int:
    """Of rows that there can be one of, the one written last stays."""
    removed = 0
    for shape, ids in twins(op, owners):
        standings = deeds.standings(ids)
        last = max(ids, key=lambda one: (standings[shape.ledger, one].last, one))
        for record in ids:
            if record != last:
                drop(op, shape.ledger, record)
                removed += 1
    return removed


def drop(op: Operation, ledger: str, record: int) -> None:
    """Takes a row away, journalled, whatever month it is in."""
    shape = op.shape(ledger)
    before = op.image(shape, record)
    op.execute(f"DELETE FROM {shape.table} WHERE id = ?", (record,))
    owner = json.loads(before or "[0]")[0] if shape.parent else record
    op.note(shape, record, REMOVE, before, None, owner)
    op.searchable.forget(record)


def choose(op: Operation, outcome: Outcome, choices: Sequence[Choice]) -> None:
    """Lets the values that would yield stand where a person says so."""
    known = {one.key: one for one in outcome.rivalries}
    for choice in choices:
        rivalry = known.get(choice)
        if rivalry is None:
            raise UserError("要选择的内容已经变了；请重新打开数据包再选一次。")
        ledger, record, key = choice
        shape = op.shape(ledger)
        present = op.row(shape, record)
        op.set_columns(shape, record, {key: rivalry.yields})
        op.note(
            shape, record, UPDATE,
            compact({key: present[key]}),
            compact({key: rivalry.yields}),
            present.get("record") if shape.parent else record,
        )  # fmt: skip
        op.searchable.refresh(ledger, record)
