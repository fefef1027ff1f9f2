"""What a package would do, in words: fields that both sides wrote, and records that would go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.storage.history import words_of
from bureau.storage.names import StoredNames

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Value
    from bureau.storage.merging.deeds import Place, Standing
    from bureau.storage.merging.reading_in import Choice, Rivalry
    from bureau.storage.operation import Operation

FILLED = 2
"""So many filled fields name a record whose naming field is empty."""
NAMELESS = "（空）"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values of a field: what, by whom, when, and whether it was written here."""

    value: str
    actor: str
    at: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A field that a person may decide: `stands` holds if nobody does."""

    key: Choice
    ledger: str
    record: str
    field: str
    stands: Side
    yields: Side


@dataclass(frozen=True, slots=True)
class Loss:
    """A record that would go, by its ledger's title and what names it."""

    ledger: str
    record: str


def losses(op: Operation, standings: Iterable[Standing]) -> list[Loss]:
    """The records that are here and won't stand; read before anything is written."""
    names = StoredNames(op.conn, op.shapes)
    found: list[Loss] = []
    for one in standings:
        declared = one.shape.declaration
        if one.alive or declared is None or declared.internal:
            continue
        if op.image(one.shape, one.record) is not None:
            found.append(Loss(declared.title, record_word(op, names, declared, one.record)))
    return found


def questions(op: Operation, rivalries: Iterable[Rivalry]) -> list[Question]:
    """The rivalries of fields that a person knows; read once everything stands."""
    names = StoredNames(op.conn, op.shapes)
    found: list[Question] = []
    for one in rivalries:
        shape = op.shape(one.ledger)
        owner = op.shape(shape.parent) if shape.parent else shape
        declared = owner.declaration
        key = one.ledger.rpartition(".")[2] if shape.parent else one.field
        if declared is None or declared.internal or key not in declared.by_key:
            continue
        values: tuple[Value, Value] = (one.stands, one.yields)  # type: ignore[assignment]
        title, *shown = words_of(declared.by_key[key], one.kind, values, names, masked=True)
        found.append(
            Question(
                one.key,
                declared.title,
                record_word(op, names, declared, one.owner),
                title,
                side_of(op, shown[0] or NAMELESS, one.stands_by),
                side_of(op, shown[1] or NAMELESS, one.yields_by),
            )
        )
    return found


def side_of(op: Operation, value: str, place: Place) -> Side:
    """Who wrote a value, and when."""
    station, seq = place
    row = op.execute("SELECT actor, at FROM op WHERE station = ? AND seq = ?", place).fetchone()
    actor, at = (row["actor"], row["at"]) if row is not None and seq else ("自带", "")
    return Side(value, actor, at, station == op.station)


def record_word(op: Operation, names: StoredNames, declared: Ledger, record: int) -> str:
    """What a record is called, or what it says where nothing names it; personal values masked."""
    shape = op.shape(declared.name)
    if op.image(shape, record) is None:
        return NAMELESS
    row = op.row(shape, record)
    wanted = [declared.label] if declared.label and row.get(declared.label) is not None else []
    wanted += [field.key for field in declared.stored if row.get(field.key) is not None]
    shown = [
        words_of(declared.by_key[key], 0, (row[key], None), names, masked=True)[1]
        for key in wanted[: 1 if declared.label and wanted[:1] == [declared.label] else FILLED]
    ]
    return "，".join(word for word in shown if word) or NAMELESS
