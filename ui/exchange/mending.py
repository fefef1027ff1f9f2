"""Refused rows mended before the import is taken: checked as they are typed, taken in with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.batches import undo_batch
from bureau.exchange.column_reading import RowFault
from bureau.exchange.context import Context
from bureau.exchange.importing import Confirmed, Staged, confirm
from bureau.exchange.noting import NameBook
from bureau.exchange.parsing import Parsed
from bureau.exchange.staging import Plain, Rejection
from bureau.exchange.waiting import Waiting, mend_waiting, read_again, waiting
from bureau.storage.undo import UndoConflict, inserted_by, undo

Place = tuple[str, int]
"""Sheet and row number of the file."""
Mends = Mapping[Place, Mapping[str, str]]
"""What was typed into refused rows, by place and heading."""


@dataclass(slots=True)
class Taken:
    """What came of an import: its counts, the records of mended rows, and rows that still wait."""

    confirmed: Confirmed
    refused: int = 0
    mended: list[int] = field(default_factory=list)
    still_waiting: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Refused rows that wait to be mended."""
        return self.refused - len(self.mended)

    @property
    def written(self) -> int:
        """Records written: new, changed and mended ones."""
        return self.confirmed.written + len(self.mended)


@dataclass(slots=True)
class TakenBack:
    """What undoing an import took back, and what stayed because it was changed since."""

    applied: int = 0
    kept: int = 0


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


def faults_of_mended(
    desk: Desk, parsed: Parsed, rejection: Rejection, typed: Mapping[str, Plain]
) -> tuple[RowFault, ...]:
    """What is wrong with a refused row once these cells are typed over: the import's own parse."""
    row = as_waiting(parsed, rejection)
    ledger = desk.store.ledgers[parsed.order.ledger]
    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        chunk = read_again(row, {**row.cells, **typed}, ledger, names, NameBook())
    return tuple(chunk.faults.get(0, ()))


def take(desk: Desk, staged: Staged, mends: Mends, *, update: bool) -> Taken:
    """Takes the right rows and the mended ones; the other refused rows wait."""
    parsed = staged.parsed
    taken = Taken(confirm(desk, staged, update=update, skip_rejected=True), len(parsed.rejected))
    if not mends:
        return taken
    wanted = {
        (rejection.sheet, rejection.row): rejection
        for rejection in parsed.rejected
        if (rejection.sheet, rejection.row) in mends
    }
    for row in waiting(desk, parsed.order.ledger):
        rejection = wanted.get((row.sheet, row.row_number))
        if rejection is None or dict(row.cells) != dict(rejection.cells):
            continue
        del wanted[row.sheet, row.row_number]
        try:
            taken.mended.append(mend_waiting(desk, row.record, mends[row.sheet, row.row_number]))
        except UserError as fault:
            taken.still_waiting.append(f"第 {row.row_number} 行：{fault.sentence}")
    return taken


def take_back(desk: Desk, taken: Taken, ledger: str) -> TakenBack:
    """Undoes an import: the mended rows, then the rest; what was changed since stays."""
    back = TakenBack()
    for record in reversed(taken.mended):
        with desk.store.snapshot() as conn:
            operation = inserted_by(conn, ledger, record)
        if operation is None:
            continue
        try:
            undo(desk, operation.ref)
            back.applied += 1
        except UndoConflict:
            back.kept += 1
    if taken.confirmed.batch is not None:
        undone = undo_batch(desk, taken.confirmed.batch)
        kept = sum(1 for name, _, _ in undone.kept if name == ledger)
        back.kept += kept
        back.applied += taken.confirmed.written - kept
    return back
