"""Removing many records of a ledger at once, with their child rows."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bureau.ledger.declaration import Ledger, line_ledger
from bureau.storage.bulk import AT_ONCE, remove_all
from bureau.storage.operation import Operation


def remove_records(op: Operation, ledger: Ledger, records: Sequence[int]) -> None:
    """Removes records that are there; few one by one, many a table at a time."""
    if len(records) <= AT_ONCE:
        for record in records:
            op.remove(ledger.name, record)
        return
    marks = json.dumps(list(records))
    for field in ledger.lines:
        shape = op.shape(line_ledger(ledger, field))
        sql = f"SELECT id FROM {shape.table} WHERE record IN (SELECT value FROM json_each(?))"
        remove_all(op, shape, [row["id"] for row in op.execute(sql, (marks,)).fetchall()])
    remove_all(op, op.shape(ledger.name), records)
    for record in records:
        op.changes.add(ledger.name, record)
