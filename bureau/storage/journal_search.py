"""Finding the operation that a change belongs to, without reading the whole journal."""

from __future__ import annotations

import sqlite3

from bureau.storage.undo import OpRow, read_operations


def operation_at(conn: sqlite3.Connection, change: int) -> OpRow | None:
    """The operation that a change belongs to.

    Operations and changes arrive in the same order, so that halving finds it: seventeen looks
    among a hundred thousand, and no index that every save would have to keep.
    """
    last = conn.execute("SELECT coalesce(max(rowid), 0) AS last FROM op").fetchone()["last"]
    low, high = 1, int(last)
    found: OpRow | None = None
    while low <= high:
        middle = (low + high) // 2
        row = next(read_operations(conn, "rowid >= ? ORDER BY rowid LIMIT 1", middle), None)
        if row is None or row.last_change >= change:
            found, high = row or found, middle - 1
        else:
            low = middle + 1
    return found if found and found.first_change <= change else None
