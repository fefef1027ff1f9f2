"""What is derived from records and kept beside them: the search index and the sort keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from bureau.storage.shape import Shape

FORM = 2
"""Raised whenever normal(), grams() or sort_key() give something else than before: an index made
of other pairs finds less, and forgetting by other pairs than were put in goes wrong unnoticed."""


def begin_anew(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> int:
    """Makes all sort keys anew and leaves every record to be indexed; gives how many."""
    conn.execute("INSERT INTO search_gram (search_gram) VALUES ('delete-all')")
    conn.execute("DELETE FROM search_doc")
    conn.execute("DELETE FROM search_pending")
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
