"""The records of other ledgers that checks ask for, each table read once for all rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from bureau.ledger.checks import Grouped
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value


class KnownRecords:
    """What `conn` sees; whoever writes takes a new one."""

    def __init__(self, conn: sqlite3.Connection, ledgers: Iterable[Ledger]) -> None:
        self.conn = conn
        self.tables = {ledger.name: ledger.table for ledger in ledgers}
        self._read: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Grouped] = {}

    def grouped(self, ledger: str, by: tuple[str, ...], columns: tuple[str, ...]) -> Grouped:
        """All records of a ledger by these columns; `id` is a column too."""
        asked = ledger, by, columns
        if asked not in self._read:
            self._read[asked] = self._group(*asked)
        return self._read[asked]

    def _group(self, ledger: str, by: tuple[str, ...], columns: tuple[str, ...]) -> Grouped:
        """The whole table in the order of its records."""
        wanted = ", ".join(f'"{name}"' for name in (*by, *columns))
        found: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
        for row in self.conn.execute(f"SELECT {wanted} FROM {self.tables[ledger]} ORDER BY id"):
            values = tuple(row)
            found.setdefault(values[: len(by)], []).append(values[len(by) :])
        return found
