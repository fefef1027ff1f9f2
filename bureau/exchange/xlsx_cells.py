"""Columns of values as the XML of .xlsx cells, a batch of rows at a time.

Text goes inline into the sheet: Excel, WPS, LibreOffice and the usual readers take it as they take
shared strings, and it can be streamed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from bureau.exchange.export_column import (
    EXACT_LIMIT,
    ExportColumn,
    ExportValue,
    Kind,
    are_small_counts,
    as_moment,
    as_shown,
    place_point,
    pointed,
)
from bureau.exchange.xlsx_parts import Style, decimal_style

TEXT_LIMIT: Final = 32_767  # UTF-16 units that Excel keeps in one cell
CUT_MARK: Final = "……（超过 Excel 单元格长度，已截断）"
DAY_ZERO: Final = date(1899, 12, 30).toordinal()
FIRST_EXACT_DAY: Final = date(1900, 3, 1)  # Excel believes in 29 February 1900
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Excel reads _x000A_ inside text as a character code; the underscore itself has one as well.
ESCAPE_LOOKALIKE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

STYLES: Final = {
    Kind.TEXT: Style.TEXT,
    Kind.LONG_TEXT: Style.LONG_TEXT,
    Kind.INTEGER: Style.INTEGER,
    Kind.MONEY: Style.MONEY,
    Kind.DATE: Style.DATE,
    Kind.DATETIME: Style.DATETIME,
    Kind.YES_NO: Style.TEXT,
}


def column_letters(number: int) -> str:
    """A for 1, AB for 28."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_cells(
    values: Sequence[ExportValue], column: ExportColumn, letters: str, first: int
) -> list[str]:
    """The cells of one column from row `first` on; blank cells are empty strings."""
    if column.kind in (Kind.TEXT, Kind.LONG_TEXT):
        texts = [
            value if value.__class__ is str else "" if value is None else str(value)
            for value in values
        ]
        return text_cells(texts, letters, first, STYLES[column.kind])
    if column.kind is Kind.YES_NO:
        return text_cells([as_shown(v, column) for v in values], letters, first, Style.TEXT)
    if column.kind in (Kind.DATE, Kind.DATETIME):
        return moment_cells(values, column, letters, first)
    return number_cells(values, column, letters, first)


def text_cells(texts: list[str], letters: str, first: int, style: int) -> list[str]:
    """Inline text. Most batches need no escaping, which one look at all of it together tells."""
    if not is_plain(texts):
        return [
            text_cell(text, f"{letters}{row}", style) if text else ""
            for row, text in enumerate(texts, first)
        ]
    head = f'<c r="{letters}'
    middle = f'" s="{style}" t="inlineStr"><is><t>'
    return [
        f"{head}{row}{middle}{text}</t></is></c>" if text else ""
        for row, text in enumerate(texts, first)
    ]


def is_plain(texts: list[str]) -> bool:
    """Whether every text can stand in XML as it is."""
    joined = '"'.join(texts)
    return (
        joined.isprintable()
        and not any(mark in joined for mark in ("&", "<", ">", "_x", ' "', '" '))
        and joined.strip(" ") == joined
        and (len(joined) <= TEXT_LIMIT // 2 or max(map(len, texts)) <= TEXT_LIMIT // 2)
    )


def text_cell(text: str, reference: str, style: int) -> str:
    """One inline text, whatever is in it."""
    return (
        f'<c r="{reference}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escape(text)}</t></is></c>'
    )


def escape(text: str) -> str:
    """Text as XML: control characters dropped, half characters marked, overlong text cut."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = SURROGATE.sub("\ufffd", FORBIDDEN.sub("", text))
    if len(text) > TEXT_LIMIT // 2:
        text = cut(text)
    text = ESCAPE_LOOKALIKE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str) -> str:
    """As much of the text as Excel keeps, and a mark that something is missing."""
    units = text.encode("utf-16-le")
    if len(units) <= TEXT_LIMIT * 2:
        return text
    kept = (TEXT_LIMIT - len(CUT_MARK)) * 2
    return units[:kept].decode("utf-16-le", "ignore") + CUT_MARK


def number_cells(
    values: Sequence[ExportValue], column: ExportColumn, letters: str, first: int
) -> list[str]:
    """Whole, decimal and money; what is no whole number, or too long for Excel, stays text."""
    decimals = column.decimals
    style = decimal_style(decimals) if column.kind is Kind.DECIMAL else STYLES[column.kind]
    head = f'<c r="{letters}'
    middle = f'" s="{style}"><v>'
    if are_small_counts(values):
        numbers = pointed(values, decimals)
        return [f"{head}{row}{middle}{n}</v></c>" for row, n in enumerate(numbers, first)]
    cells = []
    for row, value in enumerate(values, first):
        if value is None or value == "":
            cells.append("")
        elif isinstance(value, int) and -EXACT_LIMIT < value < EXACT_LIMIT:
            number = place_point(int(value), decimals)
            cells.append(f"{head}{row}{middle}{number}</v></c>")
        else:
            cells.append(text_cell(as_shown(value, column), f"{letters}{row}", Style.TEXT))
    return cells


def moment_cells(
    values: Sequence[ExportValue], column: ExportColumn, letters: str, first: int
) -> list[str]:
    """Dates as Excel's day numbers; what is no date, or before March 1900, stays text."""
    timed = column.kind is Kind.DATETIME
    head = f'<c r="{letters}'
    middle = f'" s="{STYLES[column.kind]}"><v>'
    serials = [remembered_serial(value, timed) for value in values]
    return [
        f"{head}{row}{middle}{number}</v></c>"
        if number
        else text_cell(as_shown(value, column), f"{letters}{row}", Style.TEXT)
        if value
        else ""
        for row, (number, value) in enumerate(zip(serials, values, strict=True), first)
    ]


@lru_cache(maxsize=10_000)
def remembered_serial(value: ExportValue, timed: bool) -> str | None:
    """The day number of a value as it comes; a ledger's dates repeat."""
    return serial(as_moment(value), timed)


def serial(moment: date | None, timed: bool) -> str | None:
    """Days since the end of 1899, with the time as a fraction of ten digits (0.01 ms)."""
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    if day < FIRST_EXACT_DAY:
        return None
    days = str(day.toordinal() - DAY_ZERO)
    if not timed or not isinstance(moment, datetime):
        return days
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return f"{days}.{(seconds * 10**10 + 43_200) // 86_400:010d}" if seconds else days
