"""月结核对 of the books themselves: days without logs, cases half filled in, names and rows that wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import DAY
from bureau.exchange.ledgers import WAITING
from bureau.ledger.query import All, Blank, Is, Not
from bureau.market.definitions import CaseFigures, logs
from bureau.market.ledgers import CASES, DAILY
from bureau.month.warnings_work import at, some
from bureau.office import LEDGERS
from bureau.settings.reading import read_settings
from bureau.storage import rows
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from bureau.month.books import Books

UNCHECKED: Final = "provisional"
"""The field of registers that says a name came with an import (待核)."""
WAITING_ROOM: Final = "waiting"
"""The room of 系统 that shows refused rows."""
DAYS_NAMED: Final = 3


def cases_lacking(books: Books) -> Iterator[Waiting]:
    """Cases without class or way of handling; closed ones without a photo where photos are kept."""
    desk, of = at(books), CaseFigures(books.period, books.today)
    for key, title in (("category", "问题类别"), ("handling", "处置方式")):
        where = All((of.cases, Blank(key)))
        yield desk.waiting(f"cases.no-{key}", CASES, f"案件没有填{title}", "件", where, "warning")
    pictured = All((of.closed_in_period, Not(Blank("photos_after"))))
    if rows.count(books.conn, CASES, pictured, today=books.today):
        bare = All((of.closed_in_period, Blank("photos_after")))
        yield desk.waiting("cases.no-photo", CASES, "结案没有整改后照片", "件", bare)


def unlogged_days(books: Books) -> Iterator[Waiting]:
    """执法日志: working days of the crews for which a squad that keeps logs has none.

    A squad keeps logs that has one in the period or in the one before.
    """
    period, today = books.period, books.today
    before = period.previous
    kept = [logs(period)] if before is None else [logs(before), logs(period)]
    squads = {
        unit
        for where in kept
        for unit, _ in rows.value_counts(books.conn, DAILY, "unit", where, today=today)
        if unit is not None
    }
    days = working_days(books)
    told, missing = [], 0
    for squad in sorted(squads, key=str):
        where = All((logs(period), Is("unit", squad)))
        written = {
            str(day) for day, _ in rows.value_counts(books.conn, DAILY, "date", where, today=today)
        }
        lacking = [day for day in days if day.isoformat() not in written]
        if lacking:
            missing += len(lacking)
            told.append(f"{books.names.label('units', int(str(squad)))}{in_words(lacking)}")
    yield Waiting(
        "没有执法日志",
        missing,
        "天次",
        DAILY.name,
        logs(period),
        key="logs.missing",
        tone="warning",
        hint=some(told, "个中队"),
    )


def working_days(books: Books) -> list[date]:
    """The days of the period that are over and on which crews work."""
    calendar = read_settings(books.conn, books.today).crew_calendar.estimate
    last = min(books.period.last, books.today - DAY)
    days = (books.period.first + offset * DAY for offset in range(books.period.days))
    return [day for day in days if day <= last and calendar.is_working_day(day)]


def in_words(days: list[date]) -> str:
    """3 天（10月4日、5日、6日）."""
    named, month = [], 0
    for day in days[:DAYS_NAMED]:
        named.append(f"{day.day}日" if day.month == month else f"{day.month}月{day.day}日")
        month = day.month
    more = "等" if len(days) > DAYS_NAMED else ""
    return f" {len(days)} 天（{'、'.join(named)}{more}）"


def names_to_check(books: Books) -> Iterator[Waiting]:
    """待核: names that came with an import and nobody has looked at."""
    for ledger in LEDGERS:
        if UNCHECKED in ledger.by_key:
            title = f"{ledger.title}里待核的名称"
            key = f"unchecked.{ledger.name}"
            yield at(books).waiting(key, ledger, title, "个", Is(UNCHECKED, 1), "warning")


def rows_to_mend(books: Books) -> Iterator[Waiting]:
    """待补: refused rows of imports."""
    number = rows.count(books.conn, WAITING, today=books.today)
    yield Waiting(
        "导入时退回、还没有补的行",
        number,
        "行",
        page=WAITING_ROOM,
        key="rows.waiting",
        tone="warning",
    )
