"""Every named figure of a period, over all departments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from bureau.facilities.named import named_figures as of_facilities
from bureau.facilities.repairs.figures_repairs import repair_figures
from bureau.market.named import named_figures as of_market
from bureau.month.books import open_books
from bureau.month.named_period import named_period
from bureau.month.towns import judged_months
from bureau.party.figures_life import life_figures
from bureau.party.named import named_figures as of_party
from bureau.reports.named import Named, Numbers
from bureau.reports.naming import base_periods
from bureau.sanitation.figures import sanitation_figures, works_figures
from bureau.sanitation.named import named_figures as of_sanitation
from bureau.towns.named import named_figures as of_towns

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.books import Books

T = TypeVar("T")


def numbers_of(books: Books) -> Numbers:
    """Department by department, in the order of the tabs."""
    return Numbers(figures_of(books))


def figures_of(books: Books) -> Iterator[Named]:
    """The same one by one."""
    conn, names, today = books.conn, books.names, books.today

    def beside(now: T, read: Callable[[Period], T], *, to_date: bool = True) -> dict[str, T]:
        """What is read of the periods beside this one; the year up to now may be this one."""
        return {
            name: now if base == books.period else read(base)
            for name, base in base_periods(books.period)
            if to_date or name != "to_date"
        }

    yield from named_period(books.period, books.today)
    yield from of_market(books.order)
    yield from of_sanitation(
        books.cleaning,
        books.works,
        books.money,
        # The year so far would judge every month of it once more.
        beside(
            books.cleaning,
            lambda base: sanitation_figures(conn, names, base, today),
            to_date=False,
        ),
        beside(books.works, lambda base: works_figures(conn, names, base, today)),
    )
    yield from of_towns(
        books.ranked,
        beside(books.ranked, lambda base: judged_months(conn, names, base, today), to_date=False),
    )
    end = books.period.to_date
    mended = books.repairs.repairs if end == books.period else repair_figures(conn, end, today)
    yield from of_facilities(books.facilities, books.lighting, mended)
    yield from of_party(
        books.members,
        beside(books.members.life, lambda base: life_figures(conn, names, base, today)),
    )


def read_numbers(desk: Desk, period: Period) -> Numbers:
    """The same from the books as they are now."""
    with open_books(desk, period) as books:
        return numbers_of(books)
