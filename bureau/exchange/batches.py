"""Imports that were taken: listed, and taken back whole."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.ledgers import BATCHES
from bureau.storage import rows
from bureau.storage.undo import Undone, inserted_by, undo


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: of which file into which ledger, by whom and when, with its counts."""

    record: int
    ledger: str
    file: str
    at: str
    actor: str
    accepted: int
    unchanged: int
    changed: int
    rejected: int


def batches(desk: Desk) -> list[Batch]:
    """Imports in effect, the newest first; one that was undone is gone from here."""
    with desk.store.snapshot() as conn:
        found = sorted(rows.ids(conn, BATCHES, today=desk.today()), reverse=True)
        listed = rows.page(conn, BATCHES, found, today=desk.today())
    return [
        Batch(
            record=int(str(row["id"])),
            ledger=str(row["ledger"]),
            file=str(row["file"]),
            at=str(row["at"]),
            actor=str(row["actor"]),
            accepted=int(str(row["accepted"])),
            unchanged=int(str(row["unchanged"])),
            changed=int(str(row["changed"])),
            rejected=int(str(row["rejected"])),
        )
        for row in listed
    ]


def kept_records(undone: Undone, ledger: str) -> int:
    """How many records of a ledger an undo left because they were changed or referred to since."""
    return sum(1 for name, _, _ in undone.kept if name == ledger)


def undo_batch(desk: Desk, batch: int) -> Undone:
    """Takes back a whole import; rows edited or referred to since stay, and are counted."""
    with desk.store.snapshot() as conn:
        operation = inserted_by(conn, BATCHES.name, batch)
    if operation is None:
        raise UserError("找不到这次导入；它可能已经撤销了，请刷新列表。")
    return undo(desk, operation.ref)
