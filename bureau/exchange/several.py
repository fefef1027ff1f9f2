"""All tables of a ledger on one sheet: the first, those beside and below it; or the sheet turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bureau.exchange.heading import Table, Told, best_matching, first_rows
from bureau.exchange.layout import DEEPEST, SEARCHED_ROWS, is_blank, texts_of
from bureau.exchange.matching import Matching, Vocabulary, is_ordinal, match
from bureau.exchange.noting import Notes
from bureau.exchange.shaping.deriving import cut_out, rewritten, turned
from bureau.exchange.shaping.making import with_made
from bureau.exchange.shaping.regions import (
    further_heads,
    side_by_side,
    titles_above,
    within_columns,
)
from bureau.exchange.workbook import NumberedRow, Sheet
from bureau.ledger.lenient.months import month_named_in
from bureau.ledger.lenient.texts import fold, tidy
from bureau.ledger.types import Reference

TURNED_BETTER: float = 1.5
"""A table is turned when that names so many times more of its fields."""
MOST_TURNED = 200
"""Rows and columns of a table that may be turned."""
LAST_ROW = 10_000_000


def tables_on(
    sheet: Sheet,
    found: Matching,
    vocabulary: Vocabulary,
    words: set[str],
    told: Told,
    notes: Notes,
) -> list[Table]:
    """All tables of the ledger on a sheet, given the first: those beside it, and those below."""
    heads = list(further_heads(sheet, found.header, words))
    if not heads:
        return beside(sheet, found, vocabulary, told, last=None)
    near = rows_around(sheet, [head.number for head in heads])
    tables: list[Table] = []
    current: Matching | None = found
    for head in heads:
        if current is not None and head.number <= current.header.last:
            continue
        begin = titles_above(near, head.number)
        if current is not None:
            tables += beside(sheet, current, vocabulary, told, last=begin - 1)
        window = [row for row in near if head.number <= row.number < head.number + DEEPEST + 5]
        current = best_matching(vocabulary, window, sheet, told)
        if current is not None and (
            not current.fits or current.header.first != head.number or is_rather_other(current)
        ):
            current = None
            notes.say(f"工作表“{sheet.name}”第 {head.number} 行起是下面的另一张表，没有读")
        if current is not None:
            notes.say(f"工作表“{sheet.name}”第 {head.number} 行起是同一台账的又一张表，一起读入")
            titles = [row for row in near if begin <= row.number < head.number]
            above = tuple(text for row in titles for text in texts_of(row.cells))
            told_month = month_named_in(" ".join(above))[1] is not None
            above = above if told_month else (*above, *found.header.above)
            current = replace(current, header=replace(current.header, above=above))
    if current is not None:
        tables += beside(sheet, current, vocabulary, told, last=None)
    return tables


def is_rather_other(matching: Matching) -> bool:
    """Whether most headings of a further table are none of the ledger's words."""
    named = [heading for heading in matching.header.headings if not is_ordinal(heading)]
    return 2 * matching.fit < len(named)


def rows_around(sheet: Sheet, numbers: Sequence[int]) -> list[NumberedRow]:
    """The rows some lines above and below these."""
    wanted = {near for number in numbers for near in range(number - 4, number + DEEPEST + 6)}
    return [row for row in sheet.rows() if row.number in wanted]


def beside(
    sheet: Sheet, found: Matching, vocabulary: Vocabulary, told: Told, *, last: int | None
) -> list[Table]:
    """The table of a header down to a `last` row; or several, where its columns come again."""
    header = found.header
    rows = range(header.first, (last or LAST_ROW) + 1)
    ranges = side_by_side(header)
    if not ranges:
        part = sheet if last is None and header.first <= SEARCHED_ROWS else cut_out(sheet, rows)
        return [Table(rewritten(part, header), found)]
    tables = []
    for number, columns in enumerate(ranges, start=1):
        name = sheet.name if number == 1 else f"{sheet.name}（第 {number} 栏）"
        part = cut_out(sheet, rows, columns, name)
        own = with_made(within_columns(header, columns), first_rows(part), vocabulary, sheet.width)
        matching = match(vocabulary, own, told.of(own))
        if matching.fits:
            tables.append(Table(rewritten(part, own), matching))
    return tables


def table_turned(
    sheet: Sheet, found: Matching | None, vocabulary: Vocabulary, told: Told
) -> Table | None:
    """The sheet with its columns as records, where it only makes sense so; None where it doesn't."""
    rows = list(islice(sheet.rows(), MOST_TURNED + 1))
    if len(rows) > MOST_TURNED or not 2 <= sheet.width <= MOST_TURNED:
        return None
    title_rows = [row for row in rows if len({c for c in row.cells if not is_blank(c)}) > 1]
    if len(title_rows) < 2:
        return None
    above = tuple(
        text for row in rows if row.number < title_rows[0].number for text in texts_of(row.cells)
    )
    below = [row for row in rows if row.number >= title_rows[0].number]
    other = turned(sheet, below, corner_of(vocabulary, below[0]))
    best = best_matching(vocabulary, first_rows(other), other, told)
    if best is None or not best.fits or best.header.last > 3:
        return None
    if found is not None and found.fits and found.fit * TURNED_BETTER >= best.fit:
        return None
    best = replace(best, header=replace(best.header, above=(*above, *best.header.above)))
    return Table(rewritten(other, best.header), best, turned=True)


def corner_of(vocabulary: Vocabulary, first: NumberedRow) -> str:
    """What the first column of a turned table is called: by the names in it, not by 项目 over it."""
    corner = fold(tidy(str(first.cells[0] or "")))
    if corner in vocabulary.titles or corner in vocabulary.synonyms:
        return ""
    wanted = (f for f in vocabulary.fields if f.required and isinstance(f.type, Reference))
    return next((field.title for field in wanted), "")
