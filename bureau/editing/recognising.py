"""Records that are the same thing twice: keys that must stay apart, identities, likely duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.desk import Desk
from bureau.editing.families import ending
from bureau.editing.inputs import InputReader, Inputs, reader_of
from bureau.editing.naming import record_name
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.identity import identity_word, key_of
from bureau.storage.recognition import alike, with_key, with_values
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
FEWEST = 3
"""A likely duplicate agrees in at least so many filled fields, its day among them."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that a new one may be the same as, and the sentence that asks."""

    record: int
    sentence: str


def key_fault(
    conn: Reader, ledger: Ledger, names: Names, row: Row, record: int | None, today: date
) -> Fault | None:
    """The fault of a row whose natural key another record has, or that another keeps from being open."""
    key = key_of(ledger, row)
    if (fault := alone_fault(conn, ledger, row, record, names, today)) is not None:
        return fault
    if key is None or any(isinstance(part, int) and part < 0 for part in key):
        return None
    other = with_key(conn, ledger, key, record)
    if other is None:
        return None
    name = record_name(ledger, page(conn, ledger, [other], today=today)[0], names)
    titles = "、".join(
        ledger.by_key[part].title for part in ledger.key if row.get(part) is not None
    )
    return Fault(ledger.key[0], f"与另一条“{name}”的{titles}相同", "请核对，或改那一条")


def alone_fault(
    conn: Reader, ledger: Ledger, row: Row, record: int | None, names: Names, today: date
) -> Fault | None:
    """The fault of a row that is open while another one of the same thing is."""
    alone = ledger.alone
    if alone is None or any(row.get(key) is not None for key in alone.blanks):
        return None
    of = row.get(alone.field)
    if not isinstance(of, int) or of < 0:
        return None
    other = with_values(conn, ledger, {alone.field: of} | dict.fromkeys(alone.blanks), record)
    if other is None:
        return None
    name = record_name(ledger, page(conn, ledger, [other], today=today)[0], names)
    return Fault(alone.field, alone.reason.replace("{other}", name), alone.suggestion)


def identity_texts(reader: InputReader, row: Row) -> list[str]:
    """The identity fields of a row in words."""
    ledger = reader.ledger
    new = {name.number: name.text for name in reader.new_names.names.values()}
    return [
        identity_word(ledger.by_key[key], stored(row, key), reader.names, new)
        for key in ledger.identity
    ]


def duplicates(
    desk: Desk, ledger: Ledger, inputs: Inputs, record: int | None = None
) -> list[Duplicate]:
    """Records that these inputs may repeat: the same in everything that a row is recognised by.

    Those of another day, half a month away at most, count while they are not ended yet: the same
    problem was reported once more.
    """
    if not ledger.identity or not ledger.date:
        return []
    with desk.store.snapshot() as conn:
        reader = reader_of(desk, conn, ledger)
        names = reader.names
        now = page(conn, ledger, [record], today=desk.today()) if record is not None else []
        row = {**(now[0] if now else {}), **reader.read(inputs, now[0] if now else None).values}
        day = row.get(ledger.date)
        same = {key: stored(row, key) for key in ledger.identity if key != ledger.date}
        if not isinstance(day, str) or not tells_much(same):
            return []
        found = page(conn, ledger, alike(conn, ledger, same, day, record), today=desk.today())
        last = ending(ledger)
        return [
            Duplicate(int(str(other["id"])), sentence(ledger, other, names, last))
            for other in found
            if other[ledger.date] == day or (last and other[last] is None)
        ]


def tells_much(same: Mapping[str, Value]) -> bool:
    """Whether these values say enough to recognise something by; a new name is in no record yet."""
    filled = [value for value in same.values() if value is not None]
    return len(filled) + 1 >= FEWEST and not any(isinstance(v, int) and v < 0 for v in filled)


def sentence(ledger: Ledger, row: Row, names: Names, last: str) -> str:
    """What is said of a likely duplicate."""
    state = ""
    if last:
        state = "（还没有" if row[last] is None else "（已有"
        state += f"{ledger.by_key[last].title}）"
    return f"可能与“{record_name(ledger, row, names)}”{state}是同一件事，请先看一看"


def stored(row: Row, key: str) -> Value:
    """One stored value of a row."""
    value: Value = row.get(key)  # type: ignore[assignment]
    return value
