"""Personal data that are no longer needed, erased from a record and from all of its history.

What the journal holds of the record goes, digests stay, so that the hash chain still verifies. What
stands of the other fields is stated again, each with whoever wrote it last: a merge decides as it
would have before, at every station. Stations that hear of it erase what its maker had known of.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from bureau.storage.merging.deeds import Deeds, Field
from bureau.storage.merging.knowledge import read_knowledge
from bureau.storage.merging.withholding import read_withheld
from bureau.storage.operation import INSERT, REMOVE, RESTATE, UPDATE
from bureau.storage.seal import DIGEST
from bureau.storage.search import forget_all

if TYPE_CHECKING:
    import sqlite3

    from bureau.ledger.declaration import Ledger
    from bureau.storage.merging.taking_in import Taken
    from bureau.storage.operation import Operation
    from bureau.storage.shape import Shape

ERASE: Final = (
    f"UPDATE change SET before = NULL, after = NULL, seal = substr(seal, -{DIGEST})"
    " WHERE id IN (SELECT value FROM json_each(?))"
)
HISTORY: Final = (
    "SELECT c.id, c.record, o.station, o.seq FROM change c JOIN op o"
    " ON c.id BETWEEN o.first_change AND o.last_change"
    " WHERE c.ledger = ? AND c.record IN (SELECT value FROM json_each(?))"
    " AND c.kind IN (?, ?, ?, ?) AND c.id < ?"
)
KINDS: Final = (INSERT, UPDATE, REMOVE, RESTATE)
AT_ONCE: Final = 2_000


def anonymise(
    op: Operation, ledger: Ledger, records: Iterable[int], fields: Collection[str]
) -> list[int]:
    """Empties `fields` of the records and erases their histories; gives the records it was done to.

    Those that are gone are erased, too. Left alone are records with a part of a package that was
    taken back: what stands of them isn't the same everywhere. A month that was issued doesn't stand
    in the way: no figure is made of these fields.
    """
    overwrite(op)
    held = read_withheld(op.conn)
    deeds = Deeds(op.conn, op.shapes, read_knowledge(op.conn), held)
    shape, done = op.shape(ledger.name), []
    listed = sorted(set(records))
    for start in range(0, len(listed), AT_ONCE):
        ids = listed[start : start + AT_ONCE]
        history = op.execute(
            HISTORY, (ledger.name, json.dumps(ids), *KINDS, op.first_change)
        ).fetchall()
        apart = {row["record"] for row in history if (row["station"], row["seq"]) in held}
        standings = deeds.standings(set(ids) - apart)
        erased = [row["id"] for row in history if row["record"] not in apart]
        for (name, record), standing in standings.items():
            if name != ledger.name:
                continue
            stated = {
                key: stated_again(one) for key, one in standing.fields.items() if key not in fields
            }
            if standing.alive:
                stated |= {key: [None] for key in fields}
                op.set_columns(shape, record, dict.fromkeys(fields))
            else:
                stated = {}
            text = json.dumps(stated, ensure_ascii=False, separators=(",", ":"))
            op.note(shape, record, RESTATE, None, text, record)
            forget_all(op.execute, "(?)", (record,))
            if standing.alive:
                op.searchable.refresh(ledger.name, record)
            done.append(record)
        op.execute(ERASE, (json.dumps(erased),))
    return done


def overwrite(op: Operation) -> None:
    """What this connection erases from now on is overwritten in the file, not only unlinked."""
    op.execute("PRAGMA secure_delete = ON")


def stated_again(field: Field) -> list[object]:
    """A value with the clock of whoever wrote it."""
    return [field.value, *field.deed.clock]


def erase_as_told(op: Operation, taken: Taken) -> None:
    """After foreign operations came in: erases what the makers of those that anonymise had known of."""
    told = op.execute(
        "SELECT c.ledger, c.record, o.station, o.seq FROM change c JOIN op o"
        " ON c.id BETWEEN o.first_change AND o.last_change"
        " WHERE c.kind = ? AND c.id BETWEEN ? AND ?",
        (RESTATE, taken.first_change, taken.last_change),
    ).fetchall()
    if not told:
        return
    overwrite(op)
    knowledge = read_knowledge(op.conn)
    for row in told:
        ids = json.dumps([row["record"]])
        history = op.execute(
            HISTORY, (row["ledger"], ids, *KINDS, taken.last_change + 1)
        ).fetchall()
        seen = knowledge.of(row["station"], row["seq"])
        erased = [
            one["id"]
            for one in history
            if (
                one["seq"] < row["seq"]
                if one["station"] == row["station"]
                else one["seq"] <= seen.get(one["station"], 0)
            )
        ]
        op.execute(ERASE, (json.dumps(erased),))


def gone_with_content(conn: sqlite3.Connection, shape: Shape, day: str, until: str) -> list[int]:
    """Removed records up to a day whose content history still tells."""
    place = shape.columns.index(day)
    rows = conn.execute(
        "SELECT DISTINCT c.record FROM change c WHERE c.kind = ? AND c.ledger = ?"
        f" AND substr(json_extract(c.before, '$[{place}]'), 1, 10) <= ?"
        f" AND NOT EXISTS (SELECT 1 FROM {shape.table} t WHERE t.id = c.record) ORDER BY c.record",
        (REMOVE, shape.ledger, until),
    )
    return [row["record"] for row in rows.fetchall()]
