"""Rows of a file that a locked month refuses: new ones, and those that would change what stands still."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.exchange.column_reading import RowFault, shown_cell
from bureau.exchange.matching import Matching
from bureau.exchange.reading import ParsedRows
from bureau.exchange.staging import Plain
from bureau.exchange.staging_match import Record, differences
from bureau.ledger.checks import Fault, Known
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.ledger.locks import Lock


def refuse_locked(
    matching: Matching, chunk: ParsedRows, records: dict[int, Record], known: Known
) -> None:
    """Notes the faults of a chunk; `records` are those that its rows are, without the refused ones then."""
    ledger = matching.ledger
    if not ledger.locks or not any(locks_any(lock, known) for lock in ledger.locks):
        return
    for index in sorted(belonging(ledger, chunk, records, known)):
        found = locked(ledger, chunk, index, records.get(index), known)
        if found is not None and index not in chunk.faults:
            chunk.faults[index] = [row_fault(matching, chunk, index, found)]
            records.pop(index, None)


def belonging(
    ledger: Ledger, chunk: ParsedRows, records: Mapping[int, Record], known: Known
) -> set[int]:
    """The rows that belong to a locked month, by what they say or by what their record says."""
    found: set[int] = set()
    for lock in ledger.locks:
        read = list(zip(*(chunk.values[key] for key in lock.own), strict=True))
        for index, record in records.items():
            there = tuple(record.values[key] for key in lock.own)
            said = tuple(b if a is None else a for a, b in zip(read[index], there, strict=True))
            if stands_still(lock, there, known):
                found.add(index)
            read[index] = said
        held = {values for values in set(read) if stands_still(lock, values, known)}
        if held:
            found.update(index for index, values in enumerate(read) if values in held)
    return found


def stands_still(lock: Lock, values: tuple[Value, ...], known: Known) -> bool:
    """Whether these values of a lock's day and of what must agree belong to a locked month."""
    return lock.holds(dict(zip(lock.own, values, strict=True)), known)


def locks_any(lock: Lock, known: Known) -> bool:
    """Whether any month is locked at all."""
    months = known.grouped(lock.ledger, lock.theirs, (lock.state,))
    return any(state in lock.states for found in months.values() for (state,) in found)


def locked(
    ledger: Ledger, chunk: ParsedRows, index: int, record: Record | None, known: Known
) -> Fault | None:
    """Why a row can't be entered, or written over its record, None if it can."""
    if not ledger.locks:
        return None
    if record is None:
        new = {declared.key: chunk.values[declared.key][index] for declared in ledger.stored}
        return ledger.locked(None, new, known)
    changed, before = differences(ledger, chunk, index, record)
    rest = {key: value for key, value in record.values.items() if key not in changed}
    return ledger.locked({**rest, **before}, {**rest, **changed}, known)  # type: ignore[dict-item]


def row_fault(matching: Matching, chunk: ParsedRows, index: int, fault: Fault) -> RowFault:
    """The fault at the column that it is about, where the file has it."""
    column = next((c for c in matching.columns if c.target.field == fault.field), None)
    if column is None:
        title = matching.ledger.by_key[fault.field].title
        return RowFault(None, title, "", fault.reason, fault.suggestion)
    at = column.heading.at
    shown = shown_cell(chunk.raws[at][index])
    return RowFault(at, column.heading.shown, shown, fault.reason, fault.suggestion)


def cell_fault(
    ledger: Ledger, columns: Mapping[str, str], cells: Mapping[str, Plain], fault: Fault
) -> RowFault:
    """The fault of a row that is read again by itself: its cells, and what each heading was read as."""
    for at, (heading, cell) in enumerate(cells.items()):
        if columns.get(heading, "").partition(".")[0] == fault.field:
            shown = shown_cell(cell)
            return RowFault(at, heading, shown, fault.reason, fault.suggestion)
    return RowFault(None, ledger.by_key[fault.field].title, "", fault.reason, fault.suggestion)
