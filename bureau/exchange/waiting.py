"""Refused rows that wait to be mended (待补): listed, mended and taken, or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bureau.access.rights import VIEW
from bureau.desk import Desk
from bureau.editing.writing import give_number
from bureau.errors import UserError
from bureau.exchange.column_reading import RowFault
from bureau.exchange.context import Context
from bureau.exchange.layout import Header, Heading
from bureau.exchange.ledgers import WAITING
from bureau.exchange.locking import cell_fault, locked
from bureau.exchange.matching import Vocabulary, match
from bureau.exchange.noting import NameBook, new_names_in
from bureau.exchange.reading import ParsedRows, TableReader
from bureau.exchange.staging import Place, Plain, faults_of
from bureau.exchange.staging_match import IdentityTexts, Present, known_record
from bureau.exchange.workbook import NumberedRow
from bureau.ledger.checks import Known
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.identity import identity_of, key_of
from bureau.ledger.query import Is
from bureau.storage import rows
from bureau.storage.known_records import KnownRecords
from bureau.storage.names import StoredNames
from bureau.storage.new_names import insert_names, with_ids
from bureau.storage.operation import Operation

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Waiting:
    """A refused row as the list shows it, with what it takes to read it again."""

    record: int
    batch: int
    ledger: str
    sheet: str
    row_number: int
    cells: Mapping[str, Plain]
    faults: tuple[RowFault, ...]
    columns: Mapping[str, str]
    context: Context
    typed: frozenset[str] = frozenset()
    """Headings of the cells that a person had typed over before the row had to wait."""

    @property
    def place(self) -> Place:
        """Where the row stands in its file."""
        return self.sheet, self.row_number

    def unmended(self, cells: Mapping[str, Plain]) -> dict[str, Plain]:
        """Of these cells, those that were not typed over."""
        return {heading: cell for heading, cell in cells.items() if heading not in self.typed}


class StillFaulty(UserError):
    """A mended row that still can't be taken; `faults` says what is wrong with it."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        main = faults[0]
        place = f"“{main.column}”：" if main.column else ""
        super().__init__(f"这一行还不能收：{place}{main.sentence}。")
        self.faults = faults


def waiting(desk: Desk, ledger: str | None = None) -> list[Waiting]:
    """Rows that wait, those of one ledger or all, in the order they came."""
    where = Is("ledger", ledger) if ledger is not None else None
    with desk.store.snapshot() as conn:
        found = rows.ids(conn, WAITING, where, today=desk.today())
        listed = rows.page(conn, WAITING, sorted(found), today=desk.today())
    return [one for row in listed if may_see(desk, one := waiting_of(row))]


def may_see(desk: Desk, one: Waiting) -> bool:
    """Whether a waiting row is of books that this person may look at."""
    ledger = desk.store.ledgers.get(one.ledger)
    return ledger is None or desk.may(VIEW, ledger.department)


def waiting_of(row: rows.Row) -> Waiting:
    """One stored row of the list."""
    kept = json.loads(str(row["cells"]))
    return Waiting(
        record=int(str(row["id"])),
        batch=int(str(row["batch"])),
        ledger=str(row["ledger"]),
        sheet=str(row["sheet"]),
        row_number=int(str(row["row_number"])),
        cells=kept["cells"],
        faults=tuple(faults_of(str(row["faults"]))),
        columns=kept["columns"],
        context=Context(kept["year"], kept["month"], "原表格"),
        typed=frozenset(kept.get("typed", ())),
    )


def waiting_row(desk: Desk, conn: Reader, record: int) -> Waiting:
    """One row of the list. Raises UserError when it is gone."""
    found = rows.page(conn, WAITING, [record], today=desk.today())
    if not found:
        raise UserError("这一行已经不在待补里了，请刷新列表。")
    return waiting_of(found[0])


@dataclass(slots=True)
class Finished:
    """What came of waiting rows: the records of those taken, and why the others still wait."""

    taken: dict[int, int] = field(default_factory=dict)
    left: dict[int, UserError] = field(default_factory=dict)


def mend_waiting(desk: Desk, record: int, cells: Mapping[str, Plain]) -> int:
    """Reads a waiting row again with corrected cells and takes it; gives the new record's id.

    Raises StillFaulty with what is wrong now, UserError when the ledger has the row already.
    """
    finished = mend_rows(desk, {record: cells})
    for fault in finished.left.values():
        raise fault
    return finished.taken[record]


def mend_rows(desk: Desk, mends: Mapping[int, Mapping[str, Plain]]) -> Finished:
    """Takes those of several waiting rows that are right with the cells given, in one operation."""
    finished, ready, book = Finished(), [], NameBook()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        met: set[tuple[object, ...]] = set()
        for record, cells in mends.items():
            try:
                found = read_ready(desk, conn, names, record, cells, book)
                if found.known_by in met:
                    raise present_already(found.ledger)
            except UserError as fault:
                finished.left[record] = fault
                continue
            met.add(found.known_by)
            ready.append(found)
    if not ready:
        return finished
    with desk.store.operation(desk, taking_label(ready)) as op:
        used = {number for found in ready for number in found.new_names}
        ids = insert_names(op, [name for name in book.names.values() if name.number in used])
        for found in ready:
            finished.taken[found.row.record] = insert_ready(op, found, ids)
            op.remove(WAITING.name, found.row.record)
    return finished


@dataclass(frozen=True, slots=True)
class Ready:
    """A waiting row that can be taken; negative values stand for names that are new."""

    row: Waiting
    ledger: Ledger
    values: dict[str, object]

    @property
    def known_by(self) -> tuple[object, ...]:
        """What no second row may have too."""
        own = key_of(self.ledger, self.values) or self.values.get(IDENTITY, self.row.record)
        return self.ledger.name, own

    @property
    def new_names(self) -> set[int]:
        """Numbers of the new names that it needs."""
        return new_names_in(self.ledger, self.values)


def read_ready(
    desk: Desk,
    conn: Reader,
    names: StoredNames,
    record: int,
    cells: Mapping[str, Plain],
    book: NameBook,
) -> Ready:
    """A waiting row with corrected cells. Raises StillFaulty, or UserError when it is there already."""
    row = waiting_row(desk, conn, record)
    ledger = desk.store.ledgers[row.ledger]
    known = KnownRecords(conn, desk.store.ledgers.values())
    chunk = read_again(row, {**row.cells, **cells}, Vocabulary(ledger, names), known, book)
    if chunk.faults:
        raise StillFaulty(tuple(chunk.faults[0]))
    if known_record(Present(conn, ledger), chunk, names, book) is not None:
        raise present_already(ledger)
    if locks := locked(ledger, chunk, 0, None, known):
        now = {**row.cells, **cells}
        raise StillFaulty((cell_fault(ledger, row.columns, now, locks),))
    values: dict[str, object] = {key: column[0] for key, column in chunk.values.items()}
    if ledger.identity:
        values[IDENTITY] = identity_of(IdentityTexts(ledger, names, book).of(chunk)[0], 1)
    for declared in ledger.lines:
        values[declared.key] = chunk.line_values(declared.key, 0)
    return Ready(row, ledger, values)


def insert_ready(op: Operation, found: Ready, ids: Mapping[int, int]) -> int:
    """Writes a row, with a number of its own where the ledger gives them."""
    ledger, values = found.ledger, dict(found.values)
    give_number(op, ledger, values)
    return op.insert(ledger.name, with_ids(ledger, values, ids))


def taking_label(ready: Sequence[Ready]) -> str:
    """What the history calls the act."""
    if len(ready) > 1:
        return f"待补：收下 {len(ready)} 行"
    return f"待补：收下“{ready[0].ledger.title}”第 {ready[0].row.row_number} 行"


def present_already(ledger: Ledger) -> UserError:
    """The ledger has this row by its key or its identity."""
    return UserError(f"“{ledger.title}”里已经有这一条了；请核对，或从待补里去掉这一行。")


def drop_waiting(desk: Desk, *records: int) -> None:
    """Takes rows off the list without taking them in; undo brings them back."""
    with desk.store.snapshot() as conn:
        found = [waiting_row(desk, conn, record) for record in records]
    what = f"第 {found[0].row_number} 行" if len(found) == 1 else f"{len(found)} 行"
    with desk.store.operation(desk, f"待补：不收{what}") as op:
        for row in found:
            op.remove(WAITING.name, row.record)


def read_again(
    row: Waiting,
    cells: Mapping[str, Plain],
    vocabulary: Vocabulary,
    known: Known,
    book: NameBook,
) -> ParsedRows:
    """The row parsed and checked as if it stood in a spreadsheet."""
    headings = tuple(Heading(at, word, (), word) for at, word in enumerate(cells))
    header = Header(1, 1, headings)
    told = {word: row.columns.get(word, "") for word in cells}
    kept = {word: key for word, key in told.items() if ".-" not in key}
    matching = match(vocabulary, header, kept)
    reader = TableReader(matching, row.context, (), vocabulary.names, known, book)
    return reader.read([NumberedRow(row.row_number, tuple(cells.values()))])
