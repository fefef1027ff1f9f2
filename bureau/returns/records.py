"""The records of a ledger that a form lists: those of the period, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.exchange.export import ShownColumn, shown_columns
from bureau.exchange.export_column import EXACT_LIMIT, Kind, place_point
from bureau.exchange.xlsx_cells import serial
from bureau.ledger.plain import read_filter
from bureau.ledger.query import All, Between, Filter, Sort
from bureau.returns.writing import Written
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.ledger.entry import Names
    from bureau.returns.forms import Place
    from bureau.storage.connection import Reader

NUMBERED: Final = "#"
"""The column of running numbers (序号)."""
SKIPPED: Final = ""
"""A column of the form that is left as it is."""
NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY)
Line = tuple["Written | None", ...]


@dataclass(frozen=True, slots=True)
class Records:
    """The lines of a table, and how many more there are than it may have."""

    lines: tuple[Line, ...]
    left_out: int = 0
    dropped: tuple[str, ...] = ()


def where_of(place: Place, ledger: Ledger, period: Period) -> tuple[Filter, tuple[str, ...]]:
    """What selects the records, and what of the kept filter had to be left out."""
    parts: list[Filter] = []
    dropped: tuple[str, ...] = ()
    if place.only is not None:
        kept = read_filter(place.only, ledger)
        parts.append(kept.where)
        dropped = tuple(kept.dropped)
    day = place.day or ledger.date
    if day in ledger.by_key:
        parts.append(Between(day, period.first.isoformat(), period.last.isoformat()))
    return All(tuple(parts)), dropped


def read_records(desk: Desk, conn: Reader, place: Place, period: Period) -> Records | None:
    """The lines of a place; None where its ledger isn't there any more. Personal values are masked."""
    ledger = desk.store.ledgers.get(place.what)
    if ledger is None:
        return None
    where, dropped = where_of(place, ledger, period)
    names = desk.store.names(conn)
    keys = [key for key in place.columns if key not in (NUMBERED, SKIPPED)]
    by_key = {one.key: one for one in shown_columns(ledger, names, keys=keys)} if keys else {}
    order = [Sort(key) for key in ledger.order]
    found = rows.ids(conn, ledger, where, order, today=desk.today())
    limit = len(found) if place.rows is None else place.rows
    lines = []
    for number, row in enumerate(
        rows.page(conn, ledger, found[:limit], today=desk.today()), start=1
    ):
        line: list[Written | None] = []
        for key in place.columns:
            if key == NUMBERED:
                line.append(Written(str(number), str(number)))
            elif key in by_key:
                line.append(written(by_key[key], row, names))
            else:
                line.append(None)
        lines.append(tuple(line))
    return Records(tuple(lines), max(len(found) - limit, 0), dropped)


def written(column: ShownColumn, row: rows.Row, names: Names) -> Written:
    """A value in words, with the exact digits of a number, the day number of a date."""
    words = column.text(row, names)
    look, value = column.export_column(), column.cell(row, names)
    if look.kind is Kind.DATE and isinstance(value, str):
        return Written(words, serial(date.fromisoformat(value[:10]), timed=False) or "", day=True)
    if look.kind in NUMBERS and isinstance(value, int) and abs(value) < EXACT_LIMIT:
        return Written(words, place_point(value, look.decimals))
    return Written(words)
