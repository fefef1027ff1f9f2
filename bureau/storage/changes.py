"""What an operation leaves behind for whoever shows data: which ledgers, records, fields."""

from __future__ import annotations

from dataclasses import dataclass, field

MANY = 5_000
"""Beyond so many records of one ledger a change set says “all” instead of listing them."""


@dataclass
class ChangeSet:
    """{ledger: record ids, or None for all}, the fields touched, and the operation's place."""

    station: int = 0
    seq: int = 0
    records: dict[str, set[int] | None] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)

    def add(self, ledger: str, record: int) -> None:
        """Notes one record."""
        known = self.records.setdefault(ledger, set())
        if known is not None:
            known.add(record)
            if len(known) > MANY:
                self.records[ledger] = None

    def add_all(self, ledger: str) -> None:
        """Notes that any record of the ledger may have changed."""
        self.records[ledger] = None

    def __bool__(self) -> bool:
        return bool(self.records)
