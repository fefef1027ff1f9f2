"""The first rows of a staged file and its changed rows, in the words that the ledger will show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from bureau.desk import Desk
from bureau.exchange.around import with_columns
from bureau.exchange.column_reading import shown_cell
from bureau.exchange.context import Context
from bureau.exchange.importing import Staged
from bureau.exchange.layout import Header, RowSorter, possible_headers
from bureau.exchange.matching import Matching, Vocabulary, fingerprint, match
from bureau.exchange.noting import NameBook
from bureau.exchange.parsing import SheetReport, sort_rows, sorter_of
from bureau.exchange.reading import ParsedRows, TableReader
from bureau.exchange.staging import Change, read_changes
from bureau.exchange.tables import first_rows
from bureau.exchange.workbook import NumberedRow, Sheet, open_workbook
from bureau.ledger.checks import NOTHING
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Choice, Lines, Reference

SHOWN_ROWS = 200
"""So many rows of a file are shown besides the refused and the changed ones."""
SHOWN_CHANGES = 500
LONGEST_FILE = 20_000
"""Of a longer file only refused and changed rows are shown: reading it again would take too long."""

Place = tuple[str, int]
"""Sheet and row number of the file."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: by heading what it will be in the ledger, and what the file says."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    originals: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)
    """Of a changed row, by heading what the ledger has now."""
    changed: bool = False


def read_first_rows(desk: Desk, staged: Staged) -> list[ReadRow]:
    """Changed rows, then the first others that weren't refused; both up to a limit."""
    parsed = staged.parsed
    ledger = parsed.order.declared
    changes: dict[Place, Change] = {}
    for change in read_changes(parsed.order.staging):
        if len(changes) == SHOWN_CHANGES:
            break
        changes[change.sheet, change.row] = change
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        if parsed.rows > LONGEST_FILE:
            reports = {report.name: report for report in parsed.read_sheets}
            return [
                bare_change(ledger, change, reports[change.sheet], names)
                for change in changes.values()
            ]
        refused = {(rejection.sheet, rejection.row) for rejection in parsed.rejected}
        kept = [
            row
            for row in read_again(staged, ledger, names, changes)
            if (row.sheet, row.row) not in refused
        ]
    return [row for row in kept if row.changed] + [row for row in kept if not row.changed]


def read_again(
    staged: Staged, ledger: Ledger, names: Names, changes: Mapping[Place, Change]
) -> Iterator[ReadRow]:
    """Rows of all sheets that were read, parsed as the import parsed them."""
    parsed = staged.parsed
    reports = {report.name: report for report in parsed.read_sheets}
    for sheet in open_workbook(parsed.order.file).sheets:
        report = reports.get(sheet.name)
        header = header_of(sheet, report) if report is not None else None
        if report is None or header is None:
            continue
        book = NameBook()
        known = {word: report.columns.get(word, "") for word in words_of(header)}
        told = {word: key for word, key in known.items() if ".-" not in key}
        bare = match(Vocabulary(ledger, names), header, told)
        sorter = sorter_of(sheet, bare)
        matching = with_columns(bare, report.around)
        context = Context(parsed.year, parsed.month, "")
        reader = TableReader(matching, context, sheet.merged, names, NOTHING, book)
        wanted = {row for name, row in changes if name == sheet.name}
        rows = shown_rows(sheet, sorter, header, reader, wanted)
        if rows:
            yield from spelled(sheet.name, rows, reader.read(rows), matching, names, book, changes)


def words_of(header: Header) -> list[str]:
    """What the columns of a header are called."""
    return [heading.shown for heading in header.headings]


def header_of(sheet: Sheet, report: SheetReport) -> Header | None:
    """The header that the import found."""
    for header in possible_headers(first_rows(sheet), sheet.merged):
        if header.last == report.header_row and fingerprint(header) == report.fingerprint:
            return header
    return None


def shown_rows(
    sheet: Sheet, sorter: RowSorter, header: Header, reader: TableReader, wanted: set[int]
) -> list[NumberedRow]:
    """The first rows that are data, and those of `wanted`."""
    last = max(wanted, default=0)
    found: list[NumberedRow] = []
    plain = 0
    for row in sheet.rows():
        if row.number <= header.last:
            continue
        if plain >= SHOWN_ROWS and row.number > last:
            break
        reader.see([row])
        if row.number not in wanted and plain >= SHOWN_ROWS:
            continue
        if sort_rows([row], sorter, Counter()):
            found.append(row)
            plain += 1
    return found


def spelled(
    sheet: str,
    rows: list[NumberedRow],
    chunk: ParsedRows,
    matching: Matching,
    names: Names,
    book: NameBook,
    changes: Mapping[Place, Change],
) -> Iterator[ReadRow]:
    """Parsed rows in words."""
    ledger = matching.ledger
    new = {name.number: name.text for name in book.names.values()}
    for index, row in enumerate(rows):
        texts: dict[str, str] = {}
        originals: dict[str, str] = {}
        before: dict[str, str] = {}
        change = changes.get((sheet, row.number))
        for heading in matching.header.headings:
            texts[heading.shown] = originals[heading.shown] = shown_cell(heading.cell(row.cells))
        for column in matching.columns:
            declared = ledger.by_key[column.target.field]
            word = column.heading.shown
            kind = column.target.item.id if column.target.item is not None else 0
            value = (
                chunk.lines.get(declared.key, {}).get(kind, [None] * len(rows))[index]
                if kind
                else chunk.values[declared.key][index]
            )
            if value is not None:
                texts[word] = in_words(declared, kind, value, names, new)
            if change is not None and declared.key in change.values:
                before[word] = present_words(declared, kind, change.before, names)
        # Several columns may feed one field (date and time): only those that differ are marked.
        before = {word: text for word, text in before.items() if text != texts[word]}
        yield ReadRow(sheet, row.number, texts, originals, before, change is not None)


def in_words(declared: Field, kind: int, value: Value, names: Names, new: Mapping[int, str]) -> str:
    """A stored value in words; a name that is new in its own."""
    if isinstance(declared.type, Lines) and isinstance(value, int):
        item = names.item_by_id(kind)
        return declared.type.show_line(value, item) if item is not None else str(value)
    if isinstance(declared.type, Choice | Reference) and isinstance(value, int) and value < 0:
        return new.get(-value, "")
    return declared.type.show(value, names)


def present_words(declared: Field, kind: int, before: Mapping[str, object], names: Names) -> str:
    """What the ledger has now in the place of a changed value."""
    value = before.get(declared.key)
    if isinstance(value, Mapping):
        value = value.get(str(kind), value.get(kind))
    return "" if value is None else in_words(declared, kind, cast(Value, value), names, {})


def bare_change(ledger: Ledger, change: Change, report: SheetReport, names: Names) -> ReadRow:
    """A changed row of a long file: only what differs is known."""
    texts: dict[str, str] = {}
    before: dict[str, str] = {}
    for word, target in report.columns.items():
        key, _, kind = target.partition(".")
        if key in change.values and ".-" not in target:
            declared = ledger.by_key[key]
            number = int(kind) if kind else 0
            texts[word] = present_words(declared, number, change.values, names)
            before[word] = present_words(declared, number, change.before, names)
    return ReadRow(change.sheet, change.row, texts, dict(texts), before, changed=True)
