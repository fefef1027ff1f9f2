"""Rebuilding what is derived: the search index and the sort keys, from the rows themselves."""

from __future__ import annotations

from bureau.storage.derived import begin_anew
from bureau.storage.store import Store


def rebuild(store: Store) -> int:
    """Makes search and sort keys anew; gives the number of records indexed."""
    with store.upkeep() as conn:
        queued = begin_anew(conn, store.shapes)
    while store.index_waiting(20_000):
        pass
    return queued
