"""Rebuilding what is derived: the search index and the sort keys, from the rows themselves."""

from __future__ import annotations

from bureau.storage.store import Store


def rebuild(store: Store) -> int:
    """Makes search and sort keys anew; gives the number of records queued for the index."""
    with store.upkeep() as conn:
        conn.execute("INSERT INTO search_gram (search_gram) VALUES ('delete-all')")
        conn.execute("DELETE FROM search_doc")
        conn.execute("DELETE FROM search_pending")
        for shape in store.shapes.values():
            if shape.declaration is None or shape.declaration.internal:
                continue
            conn.execute(
                f"INSERT INTO search_pending (id, ledger) SELECT id, ? FROM {shape.table}",
                (shape.ledger,),
            )
            for name in shape.derived:
                source = name.removeprefix("_sort_")
                conn.execute(f'UPDATE {shape.table} SET "{name}" = sort_key("{source}")')
        queued = int(conn.execute("SELECT count(*) FROM search_pending").fetchone()[0])
    while store.index_waiting(20_000):
        pass
    return queued
