"""Refused rows that wait to be mended (待补): listed, mended one by one, or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.column_reading import RowFault
from bureau.exchange.context import Context
from bureau.exchange.layout import Header, Heading
from bureau.exchange.ledgers import WAITING
from bureau.exchange.matching import Vocabulary, match
from bureau.exchange.noting import NameBook
from bureau.exchange.reading import ParsedRows, TableReader
from bureau.exchange.staging import Plain, faults_of
from bureau.exchange.staging_match import IdentityTexts, Present
from bureau.exchange.workbook import NumberedRow
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.identity import identity_of
from bureau.ledger.query import Is
from bureau.storage import rows
from bureau.storage.names import StoredNames
from bureau.storage.new_names import insert_names, with_ids


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


class StillFaulty(UserError):
    """A mended row that still can't be taken; `faults` says what is wrong with it."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        main = faults[0]
        advice = f"，{main.suggestion}" if main.suggestion else ""
        place = f"“{main.column}”：" if main.column else ""
        super().__init__(f"这一行还不能收：{place}{main.reason}{advice}。")
        self.faults = faults


def waiting(desk: Desk, ledger: str | None = None) -> list[Waiting]:
    """Rows that wait, those of one ledger or all, in the order they came."""
    where = Is("ledger", ledger) if ledger is not None else None
    with desk.store.snapshot() as conn:
        found = rows.ids(conn, WAITING, where, today=desk.today())
        listed = rows.page(conn, WAITING, sorted(found), today=desk.today())
    return [waiting_of(row) for row in listed]


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
    )


def waiting_row(desk: Desk, record: int) -> Waiting:
    """One row of the list. Raises UserError when it is gone."""
    with desk.store.snapshot() as conn:
        found = rows.page(conn, WAITING, [record], today=desk.today())
    if not found:
        raise UserError("这一行已经不在待补里了，请刷新列表。")
    return waiting_of(found[0])


def mend_waiting(desk: Desk, record: int, cells: Mapping[str, Plain]) -> int:
    """Reads a waiting row again with corrected cells and takes it; gives the new record's id.

    Raises StillFaulty with what is wrong now, UserError when the ledger has the row already.
    """
    row = waiting_row(desk, record)
    ledger = desk.store.ledgers[row.ledger]
    book = NameBook()
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        chunk = read_again(row, {**row.cells, **cells}, ledger, names, book)
        if chunk.faults:
            raise StillFaulty(tuple(chunk.faults[0]))
        values: dict[str, object] = {key: column[0] for key, column in chunk.values.items()}
        if ledger.identity:
            values[IDENTITY] = identity_of(IdentityTexts(ledger, names, book).of(chunk)[0], 1)
        refuse_present(Present(conn, ledger), ledger, values)
    for declared in ledger.lines:
        values[declared.key] = chunk.line_values(declared.key, 0)
    with desk.store.operation(desk, f"待补：收下“{ledger.title}”第 {row.row_number} 行") as op:
        ids = insert_names(op, book.names.values())
        if ledger.numbering is not None and values.get(ledger.numbering.field) is None:
            day = values.get(ledger.date)
            year = int(day[:4]) if isinstance(day, str) else op.at.year
            values[ledger.numbering.field] = op.give_numbers(ledger.numbering, [year])[0]
        taken = op.insert(row.ledger, with_ids(ledger, values, ids))
        op.remove(WAITING.name, record)
    return taken


def drop_waiting(desk: Desk, record: int) -> None:
    """Takes a row off the list without taking it in; undo brings it back."""
    row = waiting_row(desk, record)
    with desk.store.operation(desk, f"待补：不收第 {row.row_number} 行") as op:
        op.remove(WAITING.name, record)


def read_again(
    row: Waiting, cells: Mapping[str, Plain], ledger: Ledger, names: StoredNames, book: NameBook
) -> ParsedRows:
    """The row parsed and checked as if it stood in a spreadsheet."""
    headings = tuple(Heading(at, word, (), word) for at, word in enumerate(cells))
    header = Header(1, 1, headings)
    told = {word: row.columns.get(word, "") for word in cells}
    known = {word: key for word, key in told.items() if ".-" not in key}
    matching = match(Vocabulary(ledger, names), header, known)
    reader = TableReader(matching, row.context, (), names, book)
    return reader.read([NumberedRow(row.row_number, tuple(cells.values()))])


def refuse_present(present: Present, ledger: Ledger, values: Mapping[str, object]) -> None:
    """Raises UserError when the ledger has this row already, by its key or its identity."""
    key = tuple(values.get(name) for name in ledger.key)
    found: object = None
    if key and key[0] is not None:
        found = present.by_key([key])  # type: ignore[list-item]
    elif ledger.identity:
        found = present.by_identity([str(values[IDENTITY])])
    if found:
        raise UserError(f"“{ledger.title}”里已经有这一条了；请核对，或从待补里去掉这一行。")
