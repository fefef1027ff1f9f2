"""月结核对 of what is judged: contracts and towns without a score, not issued, with open appeals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.stored import month_text
from bureau.ledger.query import All, Between, Blank, Not, Sort
from bureau.month.warnings_work import at, some
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage import rows
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.month.books import Books
    from bureau.towns.judging import TownMonth

CONTRACTS_PAGE, TOWNS_PAGE = "sanitation-month", "towns-month"
MOST_TOLD: Final = 2
SHORTEST: Final = 28
"""Days of a period that is judged: of a week or a day nothing is."""


def first_said(sentences: list[str]) -> str:
    """The first few sentences."""
    told = "；".join(one.rstrip("。") for one in sentences[:MOST_TOLD])
    return f"{told}；等" if len(sentences) > MOST_TOLD else told


def is_over(books: Books, month: Period) -> bool:
    """Whether a month can be judged: all of it lies behind, and it isn't only touched by the period."""
    touched = books.period.first <= month.last and books.period.days >= SHORTEST
    return touched and month.last < books.today


def contracts(books: Books) -> Iterator[Waiting]:
    """Months of contracts that have no score or aren't issued, and what is contested."""
    judged = [one for one in books.contracts.judged if is_over(books, one.period)]
    faults = [
        f"{month_text(one.period.first)} {one.section}{one.fault}" for one in judged if one.fault
    ]
    yield Waiting(
        "环卫标段没有得分",
        len(faults),
        "个",
        page=CONTRACTS_PAGE,
        key="contracts.unscored",
        tone="danger",
        hint=first_said(faults),
    )
    waiting = [
        f"{month_text(one.period.first)} {one.section}"
        for one in judged
        if not one.is_issued and not one.fault
    ]
    yield Waiting(
        "环卫考核没有签发",
        len(waiting),
        "个标段",
        page=CONTRACTS_PAGE,
        key="contracts.open",
        tone="warning",
        hint=some(waiting, "个"),
    )
    yield from appeals(books)


def appeals(books: Books) -> Iterator[Waiting]:
    """Deductions of the period that are contested and not ruled on."""
    first, last = books.period.first.isoformat(), books.period.last.isoformat()
    where = All((Between("found_on", first, last), Not(Blank("appealed_on")), Blank("ruling")))
    oldest = rows.ids(books.conn, DEDUCTIONS, where, [Sort("appealed_on")], today=books.today)
    hint = ""
    if oldest:
        row = rows.page(books.conn, DEDUCTIONS, oldest[:1], today=books.today)[0]
        day = date.fromisoformat(str(row["appealed_on"]))
        ago = (books.today - day).days
        hint = f"最早的 {day.month}月{day.day}日提出，已 {ago} 天"
    yield at(books).waiting("appeals.open", DEDUCTIONS, "申诉没有裁决", "件", where, "danger", hint)


def towns(books: Books) -> Iterator[Waiting]:
    """Months of the towns that lack scores or aren't issued, where anything of them was entered."""
    begun = [
        month for month in books.ranked.months if is_over(books, month.period) and is_begun(month)
    ]
    faults = [f"{month.title} {fault}" for month in begun for fault in month.faults]
    yield Waiting(
        "镇街没有得分",
        len(faults),
        "个",
        page=TOWNS_PAGE,
        key="towns.unscored",
        tone="danger",
        hint=first_said(faults),
    )
    lacking = [
        f"{month.title} {one.title}{block.title}"
        for month in begun
        if not month.is_issued
        for one in month.judged
        for block in one.lacking
    ]
    yield Waiting(
        "镇街考核项没有检查",
        len(lacking),
        "项",
        page=TOWNS_PAGE,
        key="towns.lacking",
        tone="warning",
        hint=some(lacking, "项"),
    )
    waiting = [month.title for month in begun if not month.is_issued and not month.faults]
    yield Waiting(
        "镇街考核没有签发",
        len(waiting),
        "个月",
        page=TOWNS_PAGE,
        key="towns.open",
        tone="warning",
        hint=some(waiting, "个月"),
    )


def is_begun(month: TownMonth) -> bool:
    """Whether anybody has entered anything of a month: an office without this work isn't warned."""
    return month.month is not None or any(
        one.row is not None or one.score is not None for one in month.judged
    )
