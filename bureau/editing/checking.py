"""Looking at inputs without saving them: what would be stored, and what is wrong, field by field."""

from __future__ import annotations

from bureau.desk import Desk
from bureau.editing.inputs import Draft, Inputs, reader_of
from bureau.editing.recognising import key_fault
from bureau.errors import UserError
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Ledger
from bureau.storage.rows import page


def check(desk: Desk, ledger: Ledger, inputs: Inputs, record: int | None = None) -> list[Fault]:
    """What keeps these inputs from being saved, in the order of the fields. Raises UserError."""
    return read(desk, ledger, inputs, record).faults


def read(desk: Desk, ledger: Ledger, inputs: Inputs, record: int | None = None) -> Draft:
    """What these inputs would make of a record, or of a new one; nothing is saved.

    Raises UserError when the record is gone.
    """
    with desk.store.snapshot() as conn:
        reader = reader_of(desk, conn, ledger)
        names = reader.names
        found = page(conn, ledger, [record], today=desk.today()) if record is not None else []
        if record is not None and not found:
            raise UserError("这一条已经被删除，请刷新列表。")
        now = found[0] if found else None
        draft = reader.read(inputs, now, record)
        wrong = {fault.field for fault in draft.faults}
        if not ledger.apart.isdisjoint(draft.values) and wrong.isdisjoint(ledger.apart):
            row = {**(now or {}), **draft.values}
            fault = key_fault(conn, ledger, names, row, record, desk.today())
            draft.faults += [fault] if fault is not None else []
        draft.new_names = tuple(reader.new_names.names.values())
    return draft
