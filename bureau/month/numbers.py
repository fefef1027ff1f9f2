"""Every named figure of a period, over all departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.market.named import named_figures as of_market
from bureau.month.books import open_books
from bureau.reports.named import Numbers

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.books import Books


def numbers_of(books: Books) -> Numbers:
    """Department by department, in the order of the tabs."""
    return Numbers(of_market(books.order))


def read_numbers(desk: Desk, period: Period) -> Numbers:
    """The same from the books as they are now."""
    with open_books(desk, period) as books:
        return numbers_of(books)
