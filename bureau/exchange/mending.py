"""Mending refused rows before an import is taken: each is judged again as the import would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bureau.desk import Desk
from bureau.exchange.column_reading import RowFault
from bureau.exchange.context import Context
from bureau.exchange.importing import Confirmed, Staged, confirm, mend
from bureau.exchange.locking import cell_fault, locked
from bureau.exchange.matching import Vocabulary
from bureau.exchange.noting import NameBook
from bureau.exchange.parsing import Parsed, Progress
from bureau.exchange.staging import Mends, Rejection
from bureau.exchange.staging_match import Present, differences, known_record
from bureau.exchange.waiting import Waiting, read_again
from bureau.ledger.checks import Known, NoOverlap
from bureau.storage.known_records import KnownRecords


class Standing(StrEnum):
    """What a row is to the ledger."""

    FAULTY = "faulty"
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a refused row: what is wrong with it still, or what it would be."""

    faults: tuple[RowFault, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import with its mended rows; the refused ones wait."""

    confirmed: Confirmed
    unchanged: int
    refused: tuple[Rejection, ...]


def take(
    desk: Desk,
    staged: Staged,
    mends: Mends,
    *,
    update: bool,
    progress: Progress | None = None,
    inline: bool = True,
) -> Taken:
    """Takes right rows and mended ones in one operation; the others wait. `staged` is used up."""
    if mends:
        with mend(desk, staged, mends, progress=progress, inline=inline) as again:
            taken = take(desk, again, {}, update=update)
        staged.discard()
        return taken
    confirmed = confirm(desk, staged, update=update, skip_rejected=True)
    return Taken(confirmed, staged.parsed.unchanged, staged.parsed.rejected)


def judged(
    desk: Desk, parsed: Parsed, mended: Sequence[tuple[Rejection, Mapping[str, str]]]
) -> list[Judgement]:
    """Refused rows with what was typed over them, parsed and looked up as the import does."""
    with desk.store.snapshot() as conn:
        vocabulary = Vocabulary(parsed.order.declared, desk.store.names(conn))
        present = Present(conn, vocabulary.ledger)
        known = KnownRecords(conn, desk.store.ledgers.values())
        return [
            judge(parsed, rejection, typed, vocabulary, known, present)
            for rejection, typed in mended
        ]


def judge(
    parsed: Parsed,
    rejection: Rejection,
    typed: Mapping[str, str],
    vocabulary: Vocabulary,
    known: Known,
    present: Present,
) -> Judgement:
    """One refused row with these cells typed over."""
    row, book = as_waiting(parsed, rejection), NameBook()
    chunk = read_again(row, {**row.cells, **typed}, vocabulary, known, book)
    faults = tuple(chunk.faults.get(0, ())) or still_repeats(row, typed, vocabulary, known)
    if faults:
        return Judgement(faults, Standing.FAULTY)
    record = known_record(present, chunk, vocabulary.names, book)
    locks = locked(vocabulary.ledger, chunk, 0, record, known)
    if locks is not None:
        cells = {**row.cells, **typed}
        return Judgement(
            (cell_fault(vocabulary.ledger, row.columns, cells, locks),), Standing.FAULTY
        )
    if record is None:
        return Judgement((), Standing.NEW)
    changed, _ = differences(vocabulary.ledger, chunk, 0, record)
    return Judgement((), Standing.CHANGED if changed else Standing.SAME)


def as_waiting(parsed: Parsed, rejection: Rejection) -> Waiting:
    """A refused row as the waiting list would have it."""
    columns = {sheet.name: sheet.columns for sheet in parsed.sheets}
    return Waiting(
        record=0,
        batch=0,
        ledger=parsed.order.ledger,
        sheet=rejection.sheet,
        row_number=rejection.row,
        cells=rejection.cells,
        faults=tuple(rejection.faults),
        columns=columns.get(rejection.sheet, {}),
        context=Context(parsed.year, parsed.month, "原表格"),
    )


def still_repeats(
    row: Waiting, typed: Mapping[str, str], vocabulary: Vocabulary, known: Known
) -> tuple[RowFault, ...]:
    """Faults that the row has beside other rows of its file, as long as what they are about stands."""
    about = {*vocabulary.ledger.key, *vocabulary.ledger.identity}
    for check in vocabulary.ledger.checks:
        about |= set(check.reads) if isinstance(check, NoOverlap) else set()
    if any(row.columns.get(heading) in about for heading in typed):
        return ()
    by_itself = read_again(row, row.cells, vocabulary, known, NameBook()).faults.get(0, ())
    own = {(fault.column, fault.reason) for fault in by_itself}
    return tuple(fault for fault in row.faults if (fault.column, fault.reason) not in own)
