"""Totals that a file has beside its numbers: not taken, but compared with what they are the sum of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bureau.exchange.layout import Heading
from bureau.exchange.matching import Matching, unit_in
from bureau.exchange.noting import Notes
from bureau.exchange.reading import ParsedRows
from bureau.exchange.workbook import NumberedRow
from bureau.ledger.declaration import Sum
from bureau.ledger.entry import EntryFault
from bureau.ledger.lenient.numbers import parse_quantity, plain_text
from bureau.ledger.lenient.texts import fold


def compare_sums(
    matching: Matching, rows: Sequence[NumberedRow], chunk: ParsedRows, notes: Notes
) -> None:
    """Notes the rows whose total in an unread column isn't the sum of what was read."""
    for declared, heading in summing(matching):
        for index, row in enumerate(rows):
            stated = number_in(row, heading)
            if stated is None or index in chunk.faults:
                continue
            sums = possible_sums(declared, chunk, index)
            if stated not in sums:
                notes.count(
                    f"“{heading.shown}”一列与各项之和不一致的，按各项计算，请核对",
                    f"第 {row.number} 行写的是 {plain_text(stated)}，各项之和是 {plain_text(sums[0])}",
                )


def summing(matching: Matching) -> Iterator[tuple[Sum, Heading]]:
    """The unread columns that are called as a declared sum is."""
    for declared in matching.ledger.sums:
        words = {fold(word) for word in declared.words}
        for heading in matching.unused:
            if {fold(heading.leaf), fold(unit_in(heading.leaf)[0])} & words:
                yield declared, heading


def number_in(row: NumberedRow, heading: Heading) -> Decimal | None:
    """The number of a cell, None where it has none."""
    cell = heading.cell(row.cells)
    if not isinstance(cell, str | int | float):
        return None
    try:
        return parse_quantity(cell).number.normalize()
    except EntryFault:
        return None


def possible_sums(declared: Sum, chunk: ParsedRows, index: int) -> tuple[Decimal, ...]:
    """What a total may be: with and without what is given or taken beside the lines."""
    lines = sum(chunk.line_values(declared.lines, index).values())
    beside = sum(
        value for key in declared.beside if isinstance(value := chunk.values[key][index], int)
    )
    unit = Decimal(1).scaleb(-declared.scale)
    return (lines + beside) * unit, lines * unit
