"""Months that have begun and aren't issued, which a change of 考核办法 judges anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment import books
from bureau.assessment.editions import edition_on
from bureau.assessment.ledgers import ISSUED, RUBRICS
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.stored import Row, day_of, month_text, next_month, whole_of
from bureau.errors import UserError
from bureau.ledger.query import Everything, Is
from bureau.sanitation.ledgers import CONTRACTS
from bureau.storage import rows
from bureau.towns.ledgers import CHECKS, SCORES

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

SANITATION, TOWNS = "sanitation", "towns"


def months_of_rubric(conn: Reader, key: str, after: Rubric | None, today: date) -> tuple[date, ...]:
    """Open months that another content of a rubric judges anew; None: it is taken away."""
    before = books.rubrics(conn, today)
    changed = with_change(before, key, after)
    months = set()
    for contract, month in sanitation_months(conn, today):
        named = whole_of(contract, "rubric")
        if named is not None:
            if code_of(conn, named, today) == key and differ(before, changed, key):
                months.add(month)
        elif in_force(before, SANITATION, month) != in_force(changed, SANITATION, month):
            months.add(month)
    for month in town_months(conn, today):
        if in_force(before, TOWNS, month) != in_force(changed, TOWNS, month):
            months.add(month)
    return tuple(sorted(months))


def months_of_awards(conn: Reader, key: str, after: Awards | None, today: date) -> tuple[date, ...]:
    """Open months whose rewards are others then."""
    before = books.awards(conn, today)
    changed = with_change(before, key, after)
    return tuple(
        month
        for month in town_months(conn, today)
        if in_force(before, TOWNS, month) != in_force(changed, TOWNS, month)
    )


def months_of_rule(conn: Reader, item: int, today: date) -> tuple[date, ...]:
    """Open months of the contracts that pay by a rule."""
    found = {
        month for contract, month in sanitation_months(conn, today) if contract["rule"] == item
    }
    return tuple(sorted(found))


def with_change(before: Iterable[books.E], key: str, after: books.E | None) -> tuple[books.E, ...]:
    """The editions with another one of that key, or without any."""
    rest = tuple(one for one in before if one.key != key)
    return rest if after is None else (*rest, after)


def differ(before: Iterable[books.E], after: Iterable[books.E], key: str) -> bool:
    """Whether the edition of that key isn't the same in both."""
    return [one for one in before if one.key == key] != [one for one in after if one.key == key]


def in_force(editions: Collection[books.E], family: str, month: date) -> books.E | None:
    """What judges a month, None where nothing, or more than one, does."""
    try:
        return edition_on(editions, family, month)
    except UserError:
        return None


def sanitation_months(conn: Reader, today: date) -> Iterator[tuple[Row, date]]:
    """Contracts with the months begun under them that aren't issued."""
    issued = issued_of(conn, SANITATION, today)
    for row in all_of(conn, CONTRACTS, today):
        begins, ends = day_of(row, "begins_on"), day_of(row, "ends_on")
        month = begins.replace(day=1) if begins is not None else next_month(today)
        while month <= min(today, ends or today):
            if (str(row["id"]), month.isoformat()) not in issued:
                yield row, month
            month = next_month(month)


def town_months(conn: Reader, today: date) -> tuple[date, ...]:
    """Months with marks or field checks of towns that aren't issued."""
    issued = {month for _subject, month in issued_of(conn, TOWNS, today)}
    days = [str(row["month"]) for row in all_of(conn, SCORES, today)]
    days += [str(row["checked_on"]) for row in all_of(conn, CHECKS, today) if row["checked_on"]]
    months = {f"{day[:7]}-01" for day in days} - issued
    return tuple(sorted(date.fromisoformat(month) for month in months))


def issued_of(conn: Reader, family: str, today: date) -> set[tuple[str, str]]:
    """Subject and first day of every issued month."""
    found = rows.ids(conn, ISSUED, Is("family", family), today=today)
    return {
        (str(row["subject"]), str(row["month"]))
        for row in rows.page(conn, ISSUED, found, today=today)
    }


def code_of(conn: Reader, record: int, today: date) -> str:
    """The key of a rubric by its record."""
    found = rows.page(conn, RUBRICS, [record], today=today)
    return str(found[0]["code"]) if found else ""


def all_of(conn: Reader, ledger: Ledger, today: date) -> list[Row]:
    """Every record of a ledger."""
    found = rows.ids(conn, ledger, Everything(), today=today)
    return list(rows.page(conn, ledger, found, today=today))


def words_of(months: Iterable[date]) -> str:
    """2026-08 至 2026-10、2026-12."""
    runs: list[list[date]] = []
    for month in sorted(months):
        if runs and next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(
        month_text(run[0])
        if len(run) == 1
        else f"{month_text(run[0])} {'至' if len(run) > 2 else '和'} {month_text(run[-1])}"
        for run in runs
    )
