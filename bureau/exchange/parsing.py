"""One pass over a spreadsheet: its tables found, its rows parsed, checked, sifted and staged."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import BugError
from bureau.exchange.around import Around, around_table, with_columns
from bureau.exchange.asking import Asked, Question
from bureau.exchange.comparing import compare_sums
from bureau.exchange.context import context_of, read_option
from bureau.exchange.heading import Table, Told
from bureau.exchange.layout import RowSorter, caption_rows
from bureau.exchange.looking import FirstRows, LookedTable, ReadRow, SheetLook, look_of
from bureau.exchange.matching import Matching, fingerprint
from bureau.exchange.month_doubt import settled_month
from bureau.exchange.noting import NameBook, named_fields, new_names_in
from bureau.exchange.reading import TableReader
from bureau.exchange.row_pictures import RowPictures
from bureau.exchange.shaping.marked import coloured, notes_wanted, rows_left
from bureau.exchange.sifting import Sifter
from bureau.exchange.staging import Mends, Rejection, StagingFile
from bureau.exchange.staging_match import Present, newest_operation, remembered_headers
from bureau.exchange.tables import (
    adopt_new_kinds,
    find_tables,
    leave_running_numbers,
    settle_clashes,
    wanted_sheets,
)
from bureau.exchange.workbook import NumberedRow, Sheet, open_workbook
from bureau.ledger.declaration import Ledger
from bureau.storage.connection import connect_reader
from bureau.storage.faults import told_in_chinese
from bureau.storage.known_records import KnownRecords
from bureau.storage.names import StoredNames
from bureau.storage.new_names import NewName
from bureau.storage.shape import shapes_of

if TYPE_CHECKING:
    from bureau.storage.connection import Reader
CHUNK = 4_000
"""Rows parsed between two looks at the clock and the cancel button."""
WITH_PICTURES = 50
"""The same of a sheet with pictures, which take longer than its cells."""

Progress = Callable[[int], None]
Cancelled = Callable[[], bool]


class ImportCancelled(Exception):
    """The clerk stopped the import; nothing of it is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be imported, as plain data that another process can be handed."""

    database: Path
    staging: Path
    file: Path
    ledger: str
    ledgers: tuple[Ledger, ...]
    sheet: str | None = None
    month: str | None = None
    corrections: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    mends: Mends = field(default_factory=dict)

    @property
    def declared(self) -> Ledger:
        """The ledger that the rows are for. Raises BugError."""
        for ledger in self.ledgers:
            if ledger.name == self.ledger:
                return ledger
        raise BugError(f"no ledger {self.ledger!r} among those given")


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What became of one sheet: read from its header on, or passed over and why."""

    name: str
    header_row: int = 0
    rows: int = 0
    passed_rows: Mapping[str, int] = field(default_factory=dict)
    passed_over: str = ""
    fingerprint: str = ""
    keep: tuple[Mapping[str, str], Mapping[str, str]] | None = None
    """Columns and answers to be remembered of this header; None where nothing new was said."""
    columns: Mapping[str, str] = field(default_factory=dict)
    around: tuple[Around, ...] = ()
    """Of `columns` those that the sheet doesn't have: their values stand around the table."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An import read and checked but not yet taken."""

    order: Order
    file_hash: str
    newest: int
    rows: int
    accepted: int
    unchanged: int
    changed: int
    rejected: tuple[Rejection, ...]
    headings: tuple[str, ...]
    new_names: tuple[NewName, ...]
    new_in_rows: frozenset[int]
    inferred: tuple[str, ...]
    unused: tuple[str, ...]
    sheets: tuple[SheetReport, ...]
    questions: tuple[Question, ...] = ()
    first_rows: tuple[ReadRow, ...] = ()
    looks: tuple[SheetLook, ...] = ()
    year: int | None = None
    month: int | None = None

    @property
    def read_sheets(self) -> list[SheetReport]:
        """The sheets that were read."""
        return [sheet for sheet in self.sheets if not sheet.passed_over]

    @property
    def around(self) -> dict[str, str]:
        """Headings that no sheet has, with where their values come from; "" from nowhere."""
        found: dict[str, dict[str, None]] = {}
        own: set[str] = set()
        for sheet in self.read_sheets:
            own |= sheet.columns.keys() - {value.heading for value in sheet.around}
            for value in sheet.around:
                found.setdefault(value.heading, {})[value.source] = None
        return {
            heading: "、".join(filter(None, sources))
            for heading, sources in found.items()
            if heading not in own
        }

    @property
    def mended(self) -> int:
        """Rows that are right because of what was typed over them."""
        return len(self.order.mends.keys() - {rejection.place for rejection in self.rejected})


def parse(order: Order, progress: Progress, cancelled: Cancelled) -> Parsed:
    """Reads the file into the staging file. Raises UserError, or ImportCancelled."""
    read_option(order.month)
    with told_in_chinese(order.staging):
        conn = connect_reader(order.database)
        try:
            conn.execute("BEGIN")
            return parse_beside(conn, order, progress, cancelled)
        finally:
            conn.close()


def parse_beside(conn: Reader, order: Order, progress: Progress, cancelled: Cancelled) -> Parsed:
    """`parse` with a reader of the database that sees one moment."""
    ledger = order.declared
    names = StoredNames(conn, shapes_of(conn, order.ledgers))
    workbook = open_workbook(order.file)
    shown, hidden = wanted_sheets(workbook, order.sheet)
    told = Told(order.corrections, remembered_headers(conn, ledger))
    book = NameBook(spelling=names.spelling, asked=Asked(order.answers))
    tables, passed = find_tables(shown, ledger, order.ledgers, names, told, order.file.name, book)
    passed |= {sheet.name: "隐藏的工作表" for sheet in hidden}
    for table in tables:
        book.asked.before |= told.before(fingerprint(table.matching.header))[1]
        settle_clashes(table)
        leave_running_numbers(table, book)
        adopt_new_kinds(table, book)
        book.notes.say_guesses(table.matching)
    staging = StagingFile(order.staging, ledger)
    try:
        staging.create()
        known = KnownRecords(conn, order.ledgers)
        sifter = Sifter(ledger, staging, Present(conn, ledger), names, book, known)
        reports, contexts, done = [], [], 0
        first, kinds = FirstRows(), dict[str, dict[int, str]]()
        for table in tables:
            report, context, done = read_table(
                order, table, names, known, sifter, done, progress, cancelled,
                first, kinds.setdefault(table.sheet.origin.name, {}),
            )  # fmt: skip
            reports.append(replace(report, keep=new_words(order, book, told, report)))
            contexts.append(context)
        used = used_names(ledger, staging, sifter)
        kept = tuple(name for name in book.names.values() if name.number in used[0] | used[1])
        staging.add_names(kept)
        staging.commit()
    finally:
        staging.close()
    headings = [value.heading for report in reports for value in report.around]
    headings += [h.shown for table in tables for h in table.matching.header.headings]
    unused = [
        heading.shown
        for table in tables
        for heading in table.matching.unused
        if heading not in table.matching.telling
    ]
    years = {context for context in contexts if context[0] is not None}
    return Parsed(
        order=order,
        file_hash=hash_of(order.file),
        newest=newest_operation(conn),
        rows=sum(report.rows for report in reports),
        accepted=sifter.accepted,
        unchanged=sifter.unchanged,
        changed=sifter.changed,
        rejected=tuple(sifter.rejected),
        headings=tuple(dict.fromkeys(headings)),
        new_names=kept,
        new_in_rows=frozenset(used[0]),
        inferred=tuple(book.notes.sentences()),
        unused=tuple(dict.fromkeys(unused)),
        first_rows=first.rows,
        looks=tuple(looks_of(workbook.sheets, tables, passed, kinds)),
        questions=tuple(book.asked.questions.values()),
        sheets=(*reports, *(SheetReport(name, passed_over=why) for name, why in passed.items())),
        year=next(iter(years))[0] if len(years) == 1 else None,
        month=next(iter(years))[1] if len(years) == 1 else None,
    )


def read_table(
    order: Order,
    table: Table,
    names: StoredNames,
    known: KnownRecords,
    sifter: Sifter,
    done: int,
    progress: Progress,
    cancelled: Cancelled,
    first: FirstRows,
    kinds: dict[int, str],
) -> tuple[SheetReport, tuple[int | None, int | None], int]:
    """Reads the rows of one sheet; gives its report, its year and month, and rows done so far."""
    sheet, matching = table.sheet, table.matching
    context = context_of(order.month, matching.header.above, sheet.name, order.file)
    for doubt in context.doubts:
        sifter.book.notes.say(doubt)
    asked = sifter.book.asked
    sheet, matching = coloured(sheet, matching, names, asked)
    context = settled_month(context, sheet, matching, asked)
    sorter = sorter_of(sheet, matching)
    sorter.left = rows_left(sheet, matching.header.last, asked)
    around = around_table(matching, context, sheet, order.file, names)
    sorter.named_rows = {row for value in around for row, _ in value.captions}
    sifter.book.notes.say_around(around)
    matching = with_columns(matching, around)
    reader = TableReader(matching, context, sheet.merged, names, known, sifter.book, sheet.marks)
    reader.notes = notes_wanted(
        sheet, matching.header.last, asked, kept=reader.beside.note is not None
    )
    reader.mends = {row: typed for (name, row), typed in order.mends.items() if name == sheet.name}
    passed: dict[int, str] = {}
    rows = 0
    pictures = RowPictures(sheet.marks.pictures, matching, sifter.file, sifter.book.notes)
    with pictures:
        reader.pictures = pictures
        for chunk in chunks(sheet, matching.header.last, WITH_PICTURES if pictures else CHUNK):
            if cancelled():
                raise ImportCancelled
            reader.see(chunk)
            kept = sort_rows(chunk, sorter, passed)
            if kept:
                read = reader.read(kept)
                compare_sums(matching, kept, read, sifter.book.notes)
                changes = sifter.take(sheet.name, matching, kept, read)
                first.take(sheet.name, matching, kept, read, changes, names, sifter.book)
            rows += len(kept)
            done += len(chunk)
            progress(done)
    pictures.tell_left()
    kinds.update(passed)
    report = SheetReport(
        sheet.name,
        matching.header.last,
        rows,
        dict(Counter(passed.values())),
        fingerprint=fingerprint(matching.header),
        columns={c.heading.shown: c.target.key for c in matching.columns},
        around=tuple(around),
    )
    return report, (context.year, context.month), done


def new_words(
    order: Order, book: NameBook, told: Told, report: SheetReport
) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """What was said of a header, now and before; None where all of it was said before."""
    before = told.before(report.fingerprint)
    answers = {
        key: one.chosen for key, one in book.asked.questions.items() if one.told and one.lasts
    }
    kept = ({**before[0], **order.corrections}, {**before[1], **answers})
    return None if kept == (dict(before[0]), dict(before[1])) else kept


def looks_of(
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    passed: Mapping[str, str],
    kinds: Mapping[str, Mapping[int, str]],
) -> Iterator[SheetLook]:
    """All sheets as they look, with the tables that were found on them."""
    for sheet in sheets:
        own = [
            LookedTable(
                table.sheet.name,
                table.matching.header.first,
                table.matching.header.last,
                columns_shown(table.matching),
                table.turned,
            )
            for table in tables
            if table.sheet.origin is sheet
        ]
        yield look_of(sheet, own, kinds.get(sheet.name, {}), passed.get(sheet.name, ""))


def columns_shown(matching: Matching) -> dict[int, tuple[str, str]]:
    """The columns of a header: place, heading, what it is read as ("" for nothing)."""
    targets = {column.heading.at: column.target.key for column in matching.columns}
    return {
        heading.at: (heading.shown, targets.get(heading.at, ""))
        for heading in matching.header.headings
        if heading.around is None
    }


def sorter_of(sheet: Sheet, matching: Matching) -> RowSorter:
    """What tells the rows of a sheet that are no data."""
    needed = {declared.key for declared in matching.ledger.fields if declared.required}
    required = [c.heading.at for c in matching.columns if c.target.field in needed]
    sorter = RowSorter(matching.header, [c.heading.at for c in matching.columns], required)
    sorter.caption_rows = caption_rows(sheet.merged, matching.header)
    return sorter


def sort_rows(
    chunk: Sequence[NumberedRow], sorter: RowSorter, passed: dict[int, str]
) -> Sequence[NumberedRow]:
    """The rows that are data; of the others it is noted what they are."""
    suspects = sorter.suspects(chunk)
    left: set[int] = set()
    for index in suspects:
        why = sorter.passed(chunk[index])
        if why is not None:
            passed[chunk[index].number] = why.value
            left.add(index)
    if not left:
        return chunk
    return [row for index, row in enumerate(chunk) if index not in left]


def chunks(sheet: Sheet, after: int, size: int) -> Iterator[list[NumberedRow]]:
    """The rows under the header, some thousands at a time."""
    chunk: list[NumberedRow] = []
    for row in sheet.rows():
        if row.number > after:
            chunk.append(row)
            if len(chunk) == size:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def used_names(ledger: Ledger, staging: StagingFile, sifter: Sifter) -> tuple[set[int], set[int]]:
    """Numbers of new names in new rows, and in changed rows; those of refused rows are left."""
    changed: set[int] = set()
    for values in sifter.changed_values:
        changed |= new_names_in(ledger, values)
    return staging.used_names(named_fields(ledger)), changed


def hash_of(path: Path) -> str:
    """What the file was, for the record of imports."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
