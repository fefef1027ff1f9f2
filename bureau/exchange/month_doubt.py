"""A title that still says last month: the month of a table against the days in its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Final

from bureau.exchange.asking import Asked
from bureau.exchange.context import Context
from bureau.exchange.matching import Matching
from bureau.exchange.workbook import Sheet
from bureau.ledger.types import Date, DateTime

LOOKED: Final = 500
"""So many rows are looked at."""
FEWEST: Final = 3
MOST: Final = 0.8
"""So many of the days that say their month must say the same."""
IN_ROWS: Final = "行里的日期"
OPTION: Final = "“月份”选项"
_MONTH: Final = re.compile(
    r"(?:(?:19|20)\d\d\s*[年./-]\s*)?(1[0-2]|0?[1-9])\s*[月./-]\s*\d{1,2}\D*.*"
)


def settled_month(context: Context, sheet: Sheet, matching: Matching, asked: Asked) -> Context:
    """The context with the month that holds; asked where title, names and rows say different ones."""
    if context.month is None or context.month_source == OPTION:
        return context
    said = {context.month: context.month_source}
    for source, month in context.months:
        said.setdefault(month, source)
    seen = month_of_rows(sheet, matching)
    if seen is not None:
        said.setdefault(seen, IN_ROWS)
    if len(said) < 2:
        return context
    otherwise = seen if seen is not None else context.month
    options = [(str(month), f"{month} 月（{source}）") for month, source in said.items()]
    answer = asked.ask(
        f"month:{sheet.name}",
        f"工作表“{sheet.name}”的月份说法不一："
        + "，".join(f"{source}是 {month} 月" for month, source in said.items())
        + "。没有写月份的日期按哪个月读？",
        options,
        str(otherwise),
        sheet=sheet.name,
    )
    month = int(answer)
    return replace(context, month=month, month_source=said[month])


def month_of_rows(sheet: Sheet, matching: Matching) -> int | None:
    """The month that most days of the ledger's own date say, None where they don't agree."""
    ledger = matching.ledger
    key = ledger.date or next((f.key for f in ledger.fields if isinstance(f.type, Date)), "")
    declared = ledger.by_key.get(key)
    if declared is None or not isinstance(declared.type, Date | DateTime) or declared.told:
        return None
    column = next((c for c in matching.columns if c.target.field == key), None)
    if column is None or column.heading.around is not None:
        return None
    counts = Counter(months_in(sheet, matching.header.last, column.heading.at))
    if not counts:
        return None
    month, count = counts.most_common(1)[0]
    return month if count >= FEWEST and count >= MOST * counts.total() else None


def months_in(sheet: Sheet, after: int, at: int) -> Iterator[int]:
    """The months that the cells of a column name."""
    for row in islice((row for row in sheet.rows() if row.number > after), LOOKED):
        cell = row.cells[at]
        if isinstance(cell, date):
            yield cell.month
        elif isinstance(cell, str) and (match := _MONTH.fullmatch(cell.strip())):
            yield int(match[1])
        elif isinstance(cell, float) and not cell.is_integer() and 1 <= int(cell) <= 12:
            yield int(cell)
