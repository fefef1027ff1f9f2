"""Which kept files the forms and what was filed of them name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from bureau.returns.ledgers import FILINGS, FORMS
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


def files_named(conn: Reader, today: date) -> Iterator[tuple[str, str]]:
    """Each file in words and by its hash."""
    for ledger in (FORMS, FILINGS):
        title = ledger.by_key["file"].title
        for row in rows.page(conn, ledger, rows.ids(conn, ledger, today=today), today=today):
            yield f"{ledger.title}“{row[ledger.label]}”的{title}", str(row["file"])
