"""What keeps an edit from being saved, cell by cell, and the sentence that a clerk is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.errors import UserError, with_stop
from bureau.ledger.checks import Fault
from bureau.ledger.declaration import Ledger


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one field of one record (None: of a new one); lines as `counts.3201`."""

    record: int | None
    field: str
    reason: str
    suggestion: str = ""


class EditFault(UserError):
    """Nothing was saved; `faults` says why, in the order of the records and fields."""

    def __init__(self, ledger: Ledger, faults: Sequence[CellFault]) -> None:
        super().__init__(sentence(ledger, faults))
        self.faults = tuple(faults)


def sentence(ledger: Ledger, faults: Sequence[CellFault]) -> str:
    """The first fault, and how many records have one."""
    first = faults[0]
    field = ledger.by_key.get(first.field.partition(".")[0])
    named = f"“{field.title}”" if field is not None else ""
    place = "" if named and named in first.reason else f"{named}：" if named else ""
    advice = f"，{first.suggestion}" if first.suggestion else ""
    records = len({fault.record for fault in faults})
    others = f"共 {records} 条有问题，请都改正后再保存。" if records > 1 else ""
    return with_stop(f"没有保存：{place}{first.reason}{advice}") + others


def of_record(record: int | None, faults: Sequence[Fault]) -> list[CellFault]:
    """Faults of one row as faults of a record."""
    return [CellFault(record, fault.field, fault.reason, fault.suggestion) for fault in faults]
