"""What is derived from records and kept beside them: search index, sort keys, recurrence."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from bureau.storage import search
from bureau.storage.shape import Shape

FORM = 3
"""Raised whenever normal(), grams(), sort_key() or the keys of places give something else than before: an
index made of other pairs finds less, and forgetting by other pairs than were put in goes wrong unnoticed."""


def begin_anew(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> int:
    """Makes all sort keys anew and leaves every record to be looked at again; gives how many."""
    conn.execute("INSERT INTO search_gram (search_gram) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_doc")
    conn.execute("DELETE FROM search_pending")
    conn.execute("DELETE FROM place_key")
    conn.execute("DELETE FROM recurrence")
    for shape in shapes.values():
        for name in shape.derived:
            source = name.removeprefix("_sort_")
            conn.execute(
                f'UPDATE {shape.table} SET "{name}" = sort_key("{source}")'
                f' WHERE "{name}" IS NOT sort_key("{source}")'
            )
        if shape.declaration is not None and not shape.declaration.internal:
            conn.execute(
                f"INSERT INTO search_pending (id, ledger) SELECT id, ? FROM {shape.table}",
                (shape.ledger,),
            )
    return int(conn.execute("SELECT count(*) FROM search_pending").fetchone()[0])


def catch_up(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], limit: int | None = None
) -> tuple[int, dict[str, set[int]]]:
    """Takes at most `limit` waiting records of each ledger, as many as hold nobody up where none is
    given; gives how many remain, and which records stand otherwise in their chains now."""
    # What knows places is loaded when there is something to catch up, not at every start.
    from bureau.storage import recurrence

    if limit is None:
        limit = recurrence.CHUNK if recurrence.waits(conn, shapes) else search.CHUNK

    changed = recurrence.catch_up(conn, shapes, limit)
    return search.catch_up(conn, shapes, limit), changed
