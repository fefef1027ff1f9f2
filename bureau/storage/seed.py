"""Shipped catalogues: planted with fixed ids of station 0, the same on every PC."""

from __future__ import annotations

import json
import sqlite3

from bureau.catalogue import shipped
from bureau.storage.shape import CATALOGUE_LEDGER, Shape


def plant(conn: sqlite3.Connection, shape: Shape) -> None:
    """Adds shipped items that the database hasn't seen; what a bureau has edited stays as it is."""
    known = {row["id"] for row in conn.execute("SELECT id FROM planted")}
    fresh = [item for item in shipped() if item.id not in known]
    conn.executemany(
        "INSERT INTO catalogue_items (id, catalogue, title, parent, position, synonyms, code,"
        " code_old, code_new, group_name, handling, unit, scale, limit_value, limit_unit, active,"
        " provisional, note, _sort_title)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, ?, sort_key(?3))",
        [
            (
                item.id, item.catalogue, item.title, item.parent, item.position,
                "、".join(item.synonyms) or None, item.code or None, item.code_old or None,
                item.code_new or None, item.group or None, item.handling or None,
                item.unit or None, item.scale, item.limit_value, item.limit_unit or None,
                item.note or None,
            )
            for item in fresh
        ],
    )  # fmt: skip
    # Without an operation that made them, what they were like is noted here for checks.
    conn.execute(
        f"INSERT INTO planted (id, image) SELECT id, {shape.array_sql} FROM {shape.table}"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([item.id for item in fresh]),),
    )
    conn.executemany(
        "INSERT OR IGNORE INTO search_pending (id, ledger) VALUES (?, ?)",
        [(item.id, CATALOGUE_LEDGER) for item in fresh],
    )
