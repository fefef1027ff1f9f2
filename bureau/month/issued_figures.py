"""The figures of an issued period beside those of now: `figures --json` gives both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.bulletin.comparing import differences
from bureau.bulletin.editions import edition_in_force, figures_of
from bureau.month.numbers import numbers_of

if TYPE_CHECKING:
    from bureau.month.books import Books


def issued_document(books: Books) -> dict[str, object] | None:
    """Edition, what reads otherwise since, and all figures as they were issued; None for an open period."""
    edition = edition_in_force(books.conn, books.period)
    if edition is None:
        return None
    return {
        "edition": edition.number,
        "issued_on": edition.issued_on.isoformat(),
        "signed_by": edition.signed_by,
        "reason": edition.reason,
        "changed": [
            {"key": one.key, "title": one.title, "issued": one.issued, "now": one.now}
            for one in differences(edition.named, numbers_of(books))
        ],
        "figures": figures_of(edition),
    }
