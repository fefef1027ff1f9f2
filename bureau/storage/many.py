"""Many records at once that come from the program itself and not from a staging file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger
from bureau.storage.bulk import STAGING, insert_staged
from bureau.storage.operation import Operation, Values

if TYPE_CHECKING:
    from bureau.storage.store import Store


@contextmanager
def staging_in_memory(store: Store) -> Iterator[None]:
    """Around the operation in which `insert_many` is used: a staging database without a file."""
    with store.attached(Path(":memory:"), STAGING):
        yield


def insert_many(op: Operation, ledger: Ledger, records: Iterable[Values]) -> range:
    """New records in this order; gives their ids. Numbers are given to those that have none."""
    names = ledger.columns
    listed = ", ".join(f'"{name}"' for name in names)
    lines = [field.key for field in ledger.lines]
    fresh_table(op, "row", f"n INTEGER PRIMARY KEY, {listed}")
    for key in lines:
        fresh_table(op, f"line_{key}", "row INTEGER, kind INTEGER, value INTEGER")
    rows: list[tuple[object, ...]] = []
    children: dict[str, list[tuple[int, int, int]]] = {key: [] for key in lines}
    for n, values in enumerate(records, start=1):
        rows.append((n, *(values.get(name) for name in names)))
        for key in lines:
            amounts = values.get(key)
            if isinstance(amounts, Mapping):
                children[key] += [(n, kind, value) for kind, value in amounts.items()]
    marks = ", ".join("?" for _ in range(len(names) + 1))
    op.conn.executemany(f"INSERT INTO {STAGING}.row (n, {listed}) VALUES ({marks})", rows)
    for key, taken in children.items():
        sql = f"INSERT INTO {STAGING}.line_{key} (row, kind, value) VALUES (?, ?, ?)"
        op.conn.executemany(sql, taken)
    first, count = insert_staged(op, ledger, {})
    return range(first, first + count)


def fresh_table(op: Operation, name: str, columns: str) -> None:
    """An empty staging table."""
    op.execute(f"DROP TABLE IF EXISTS {STAGING}.{name}")
    op.execute(f"CREATE TABLE {STAGING}.{name} ({columns})")
