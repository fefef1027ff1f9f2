"""套表 filled from the figures of all departments: one form, those that are due, trial values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bureau.bulletin.approved import approved_of, with_approved
from bureau.ledger.query import Everything
from bureau.month.books import open_books
from bureau.month.numbers import numbers_of
from bureau.returns.due import due_state, reported
from bureau.returns.filings import Changed, Filing, changes, earlier, filings, latest
from bureau.returns.filling import Filled, FilledPlace, fill, look_up
from bureau.returns.forms import Form, all_forms, package_of, places_of
from bureau.returns.period_words import period_words
from bureau.returns.picture import Picture, pictures
from bureau.returns.word import placeholders
from bureau.returns.workbook import Workbook

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.month.books import Books
    from bureau.reports.named import Numbers
    from bureau.returns.due import Due

Step = Callable[[int, int], None]
"""Told how many of how many forms are done; what it raises stops the rest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A form in a period: how it stands, and the issue that counts."""

    form: Form
    due: Due
    filing: Filing | None = None


def standings(desk: Desk, period: Period) -> tuple[Standing, ...]:
    """Every form, and how it stands in a period."""
    with desk.store.snapshot() as conn:
        issued = filings(desk, conn, Everything())
        filled = {one.key for one in issued}
        sent = {one.key for one in issued if one.sent}
        found = []
        for form in all_forms(desk, conn):
            told = reported(form, period)
            counts = latest(desk, conn, form.id, told) if told is not None else None
            found.append(
                Standing(form, due_state(form, period, desk.today(), filled, sent), counts)
            )
        return tuple(found)


def due_forms(desk: Desk, period: Period) -> tuple[Form, ...]:
    """The forms that a period still asks for."""
    return tuple(one.form for one in standings(desk, period) if one.due.state in ("due", "late"))


def fill_forms(
    desk: Desk, forms: Sequence[Form], period: Period, step: Step | None = None
) -> tuple[Filled, ...]:
    """The forms filled in, each for the period that it tells of; nothing is remembered yet.

    One that tells nothing of the period is filled for the period itself. Raises UserError.
    """
    found: list[Filled] = []
    read: dict[Period, Numbers] = {}
    for number, form in enumerate(forms):
        if step is not None:
            step(number, len(forms))
        told = reported(form, period) or period
        with open_books(desk, told) as books:
            if told not in read:
                read[told] = official(books, told)
            package = package_of(books.conn, form)
            places = places_of(desk, books.conn, form.id)
            found.append(fill(desk, books.conn, form, package, places, read[told], told))
    return tuple(found)


def official(books: Books, period: Period) -> Numbers:
    """The figures as they go out: approved ones (审定数) in place of counted ones."""
    return with_approved(numbers_of(books), approved_of(books.conn, period, books.today))


def changed_since(desk: Desk, filled: Filled) -> tuple[Changed, ...]:
    """What reads otherwise than in the issue of this period that counts; nothing without one."""
    with desk.store.snapshot() as conn:
        filing = latest(desk, conn, filled.form.id, filled.period)
    return changes(filing.values, filled.values) if filing is not None else ()


def changed_since_last_time(desk: Desk, filled: Filled) -> tuple[Changed, ...]:
    """What reads otherwise than in the last issue of an earlier period."""
    with desk.store.snapshot() as conn:
        filing = earlier(desk, conn, filled.form.id, filled.period)
    return changes(filing.values, filled.values) if filing is not None else ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A form as it stands in a period, to be looked at and marked; nothing is filled in."""

    form: Form
    period: Period
    pictures: tuple[Picture, ...]
    places: tuple[FilledPlace, ...]
    placeholders: tuple[str, ...]
    numbers: Numbers
    words: Mapping[str, str]
    filing: Filing | None = None


def try_form(desk: Desk, form: Form, period: Period) -> Trial:
    """What each place of a form would take, beside the form itself. Raises UserError."""
    told = reported(form, period) or period
    with open_books(desk, told) as books:
        numbers, conn = official(books, told), books.conn
        package = package_of(conn, form)
        book = Workbook(package) if form.kind == "xlsx" else None
        names = () if book is not None else placeholders(package)
        places = places_of(desk, conn, form.id)
        found = tuple(look_up(desk, conn, places, numbers, told, book, names))
        return Trial(
            form,
            told,
            pictures(form, package),
            found,
            names,
            numbers,
            period_words(desk, conn, told),
            latest(desk, conn, form.id, told),
        )
