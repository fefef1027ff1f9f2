"""Finding records by what they are recognised by, and those that refer to a record; by index, one at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.entry import Value
from bureau.ledger.identity import identity_of
from bureau.storage.journal_search import operation_at
from bureau.storage.kinds import IMPORT
from bureau.storage.operation import INSERT
from bureau.storage.shape import Shape

FEW = 8
"""So many equal records are looked at one after the other."""
NEAR = timedelta(days=15)
"""Two records of one problem lie no further apart than this."""


def with_key(
    conn: sqlite3.Connection, ledger: Ledger, key: Sequence[Value], but: int | None = None
) -> int | None:
    """A record with this natural key, other than `but`."""
    return with_values(conn, ledger, dict(zip(ledger.key, key, strict=True)), but)


def with_values(
    conn: sqlite3.Connection, ledger: Ledger, values: Mapping[str, Value], but: int | None = None
) -> int | None:
    """The first record that has all of these values, other than `but`."""
    same = " AND ".join(f'"{name}" IS ?' for name in values)
    sql = f"SELECT id FROM {ledger.table} WHERE {same} AND id IS NOT ? ORDER BY id LIMIT 1"
    row = conn.execute(sql, (*values.values(), but)).fetchone()
    return int(row["id"]) if row else None


def free_identity(
    conn: sqlite3.Connection, ledger: Ledger, texts: Sequence[str], but: int | None = None
) -> str:
    """The identity of a record with these texts: the first of equal ones that nobody has.

    Of many equal ones it is one that follows a taken one, found in few steps: thousands entered
    at once would else look at each other's.
    """

    def is_taken(nth: int) -> bool:
        return with_values(conn, ledger, {IDENTITY: identity_of(texts, nth)}, but) is not None

    nth = 1
    while nth <= FEW and is_taken(nth):
        nth += 1
    if nth <= FEW:
        return identity_of(texts, nth)
    taken = FEW
    while is_taken(nth):
        taken, nth = nth, nth * 2
    while nth - taken > 1:
        middle = (taken + nth) // 2
        taken, nth = (middle, nth) if is_taken(middle) else (taken, middle)
    return identity_of(texts, nth)


def alike(
    conn: sqlite3.Connection,
    ledger: Ledger,
    values: Mapping[str, Value],
    day: str,
    but: int | None = None,
) -> list[int]:
    """Records dated within half a month of `day` that have these values; few, newest first.

    The days choose the index: of all that is compared they leave the fewest records.
    """
    middle = date.fromisoformat(day[:10])
    same = "".join(f' AND +"{name}" IS ?' for name in values)
    sql = (
        f'SELECT id FROM {ledger.table} WHERE "{ledger.date}" BETWEEN ? AND ?{same}'
        f' AND id IS NOT ? ORDER BY "{ledger.date}" DESC, id DESC LIMIT 10'
    )
    first, last = (middle - NEAR).isoformat(), (middle + NEAR).isoformat() + "~"
    return [row["id"] for row in conn.execute(sql, (first, last, *values.values(), but))]


def came_from_a_file(conn: sqlite3.Connection, ledger: str, record: int) -> bool:
    """Whether an import brought the record in: its identity then is that of the file's row."""
    row = conn.execute(
        "SELECT max(id) AS id FROM change WHERE record = ? AND ledger = ? AND kind = ?",
        (record, ledger, INSERT),
    ).fetchone()
    made = operation_at(conn, row["id"]) if row["id"] is not None else None
    return made is not None and made.kind == IMPORT


def referring(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: str, records: Iterable[int]
) -> dict[str, int]:
    """How many other records refer to these, by the title of their ledger; child rows are theirs."""
    marks = json.dumps(list(records))
    found: dict[str, int] = {}
    for shape in shapes.values():
        if shape.parent == ledger:
            continue
        owner = shapes[shape.parent] if shape.parent else shape
        title = owner.declaration.title if owner.declaration else owner.ledger
        columns = [f'"{column}"' for column, target in shape.references if target == ledger]
        if not columns:
            continue
        wanted = "(SELECT value FROM json_each(?1))"
        points = " OR ".join(f"{column} IN {wanted}" for column in columns)
        among = f" AND id NOT IN {wanted}" if shape.ledger == ledger else ""
        sql = f"SELECT count(*) AS n FROM {shape.table} WHERE ({points}){among}"
        if number := conn.execute(sql, (marks,)).fetchone()["n"]:
            found[title] = found.get(title, 0) + number
    return found


def gone_references(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    shape: Shape,
    values: Mapping[str, object],
) -> list[str]:
    """Keys of the fields whose value names a record that isn't there."""
    return [
        column
        for column, target in shape.references
        if values.get(column) is not None
        and conn.execute(
            f"SELECT 1 FROM {shapes[target].table} WHERE id = ?", (values[column],)
        ).fetchone()
        is None
    ]
