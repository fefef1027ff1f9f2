"""Leaving the search index for later while many records change in one operation."""

from __future__ import annotations

from bureau.storage import search
from bureau.storage.operation import Operation


class LateIndexer(search.Indexer):
    """Notes what changed; searches look through it as it is until the index has caught up."""

    def refresh(self, ledger: str, record: int) -> None:
        """Leaves the record to be indexed soon."""
        # Child rows have no words of their own.
        if self.shapes[ledger].declaration is not None:
            self.execute(
                "INSERT OR IGNORE INTO search_pending (id, ledger) VALUES (?, ?)", (record, ledger)
            )


def index_later(op: Operation) -> None:
    """Makes an operation leave its records to Store.index_waiting."""
    op.searchable = LateIndexer(op.execute, op.shapes)
