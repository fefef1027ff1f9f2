"""Several tables on one sheet: one below the other with headings of its own, or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bureau.exchange.layout import Header, Heading, is_blank
from bureau.exchange.workbook import NumberedRow, Sheet
from bureau.ledger.lenient.texts import fold, tidy

FEWEST = 3
"""So many headings make a table that is printed twice beside itself."""
KNOWN = 0.6
"""A row of whose cells so many are words of headings begins another table."""
PRINTED_AGAIN = 0.75
TALLEST = 200_000
"""Longer sheets are lists of a program, with one table each."""


def side_by_side(header: Header) -> list[range]:
    """Columns (from 0) of tables with the same headings beside each other; [] for one table."""
    named = [(heading.at, fold(heading.leaf)) for heading in header.headings]
    words = [word for _, word in named]
    for size in range(len(words) // 2, FEWEST - 1, -1):
        if len(set(words[:size])) < size:
            continue
        starts = [
            at for at in range(len(words) - size + 1) if words[at : at + size] == words[:size]
        ]
        if len(starts) < 2 or starts != [size * n for n in range(len(starts))]:
            continue
        ends = [named[start][0] for start in starts[1:]]
        last = named[starts[-1] + size - 1][0] + 1
        return [
            range(named[start][0], end) for start, end in zip(starts, [*ends, last], strict=True)
        ]
    return []


def within_columns(header: Header, columns: range) -> Header:
    """The header of one of several tables beside each other."""
    headings = tuple(
        Heading(one.at, one.leaf, one.parents, one.leaf)
        for one in header.headings
        if one.at in columns
    )
    return Header(header.first, header.last, headings, header.above)


def further_heads(sheet: Sheet, header: Header, words: set[str]) -> Iterator[NumberedRow]:
    """Rows under a header that look like the header of another table.

    `words` are all that headings are called, folded; a row that says what the header above says, in
    the same places, prints that once more.
    """
    known: dict[object, bool] = {}
    own = {
        heading.at: {fold(word) for word in (heading.leaf, *heading.parents)}
        for heading in header.headings
    }

    def is_word(cell: object) -> bool:
        found = known.get(cell)
        if found is None:
            text = tidy(cell) if isinstance(cell, str) else ""
            found = known[cell] = bool(text) and len(text) <= 12 and fold(text) in words
        return found

    for row in sheet.rows():
        if row.number <= header.last:
            continue
        if row.number > TALLEST:
            return
        first = [cell for cell in row.cells[:4] if cell.__class__ is str]
        if sum(1 for cell in first if is_word(cell)) < min(2, len(row.cells)):
            continue
        filled = [cell for cell in row.cells if not is_blank(cell)]
        hits = [cell for cell in filled if is_word(cell)]
        if len(hits) < FEWEST or len(hits) < KNOWN * len(filled):
            continue
        again = [
            at
            for at, cell in enumerate(row.cells)
            if not is_blank(cell) and fold(tidy(str(cell))) in own.get(at, ())
        ]
        if len(again) >= PRINTED_AGAIN * len(filled):
            continue
        own = {
            at: {fold(tidy(str(cell)))} for at, cell in enumerate(row.cells) if not is_blank(cell)
        }
        yield row


def titles_above(rows: Sequence[NumberedRow], number: int) -> int:
    """Where the lines over a header begin: rows with one text each, right above it."""
    by_number = {row.number: row for row in rows}
    first = number
    for above in range(number - 1, number - 4, -1):
        row = by_number.get(above)
        if row is None:
            continue
        if len({cell for cell in row.cells if not is_blank(cell)}) > 1:
            break
        first = above
    return first
