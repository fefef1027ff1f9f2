"""The figures of an issued period beside those of now: `figures --json` gives both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bureau.bulletin.comparing import differences
from bureau.bulletin.editions import edition_in_force, figures_of
from bureau.month.numbers import numbers_of
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from bureau.month.books import Books

PAGE: Final = "month-issue"


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


def corrections(books: Books) -> Iterator[Waiting]:
    """Figures that read otherwise than they were issued, to be issued again or left."""
    edition = edition_in_force(books.conn, books.period)
    if edition is None:
        return
    found = differences(edition.named, numbers_of(books))
    if found:
        first = found[0]
        yield Waiting(
            f"{edition.words}签发后变化的数字",
            len(found),
            "项",
            page=PAGE,
            key="issue.changed",
            tone="warning",
            hint=f"{first.title}签发时 {first.issued}，现在 {first.now}；要更正请重新签发",
        )
