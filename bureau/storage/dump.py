"""The logical dump: what a bureau recorded, without history, counters or anything derived from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.storage.store import Store

SETTINGS = "settings"


def logical_dump(store: Store) -> list[str]:
    """Every record of the declared ledgers and catalogues, one line each: ledger, id, stored fields.

    Ledgers and child rows by name, records by id. Two folders with equal dumps hold the same.
    """
    lines: list[str] = []
    with store.snapshot() as conn:
        for name, shape in sorted(store.shapes.items()):
            if name == SETTINGS:
                continue
            for row in conn.execute(f"SELECT * FROM {shape.table} ORDER BY id"):
                fields = {key: row[key] for key in shape.columns if row[key] is not None}
                text = json.dumps(fields, ensure_ascii=False, sort_keys=True)
                lines.append(f"{name} {row['id']} {text}")
    return lines
