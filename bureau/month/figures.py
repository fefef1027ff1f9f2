"""The figures of all departments for one period, from one consistent picture of the books."""

from __future__ import annotations

from bureau.bulletin.approved import approved_of
from bureau.calendar.periods import Period
from bureau.calendar.words import bases_of
from bureau.desk import Desk
from bureau.facilities.figures import document as facilities_document
from bureau.facilities.repairs.figures_analysis import document as facility_analysis_document
from bureau.market.figures_json import document as market_document
from bureau.month.approving import approved_document, named_document
from bureau.month.books import Books, open_books
from bureau.month.issued_figures import issued_document
from bureau.month.numbers import numbers_of
from bureau.party.figures import document as party_document
from bureau.sanitation.figures import document as sanitation_document
from bureau.sanitation.figures import money_document, works_document
from bureau.towns.figures import document as towns_document

Document = dict[str, object]


def figures(desk: Desk, period: Period) -> Document:
    """Every number the reports print, ready for JSON: ints, exact decimals, texts of rates."""
    with open_books(desk, period) as books:
        return {**document(books), "issued": issued_document(books)}


def document(books: Books) -> Document:
    """The figures by department under the period that they are of."""
    period = books.period
    approvals = approved_of(books.conn, period, books.today)
    return {
        "period": {
            "title": period.title,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "as_of": period.as_of(books.today),
            "compared_with": {
                word: {"from": base.first.isoformat(), "to": base.last.isoformat()}
                for word, base in bases_of(period)
            },
        },
        "market": market_document(books.order),
        "sanitation": sanitation_document(books.cleaning),
        "sanitation_works": works_document(books.works),
        "sanitation_money": money_document(books.money),
        "towns": towns_document(books.ranked),
        "facilities": {
            **facilities_document(books.lighting),
            **facility_analysis_document(books.repairs),
        },
        "party": party_document(books.members),
        "named": named_document(numbers_of(books), approvals),
        "approved": approved_document(approvals),
    }
