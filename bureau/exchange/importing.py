"""Importing a spreadsheet: stage it beside the data, look at it, then take it in one operation."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from bureau.desk import Desk
from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.exchange.noting import NewName
from bureau.exchange.parsing import Cancelled, ImportCancelled, Order, Progress, Staged, parse
from bureau.exchange.staging import (
    Change,
    Rejection,
    faults_json,
    read_changes,
    read_rejections,
    to_json,
)
from bureau.exchange.staging_match import newest_operation
from bureau.ledger.declaration import Ledger
from bureau.ledger.types import CATALOGUE, Choice, Reference
from bureau.storage.bulk import STAGING, insert_staged
from bureau.storage.kinds import IMPORT
from bureau.storage.operation import Operation

CATALOGUE_LEDGER = "catalogue-items"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What confirming wrote: the record of the import, new rows, changed rows, waiting rows."""

    batch: int | None = None
    written: int = 0
    updated: int = 0
    waiting: int = 0


def stage(
    desk: Desk,
    ledger: Ledger,
    path: Path,
    *,
    ledgers: Sequence[Ledger],
    sheet: str | None = None,
    month: str | None = None,
    corrections: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    inline: bool = True,
) -> Staged:
    """Reads and checks a file without changing anything.

    `corrections` maps headings to field keys ("" leaves a column out). `progress` hears the rows
    read so far. With `inline` False a child process does the work. Raises UserError for a file
    that can't be read as this ledger, ImportCancelled when `cancelled` says so.
    """
    order = Order(
        database=desk.store.folder.database.resolve(),
        staging=desk.store.folder.staging / f"{desk.random.getrandbits(48):012x}.sqlite",
        file=Path(path).resolve(),
        ledger=ledger.name,
        ledgers=tuple(ledgers),
        sheet=sheet,
        month=month,
        corrections=dict(corrections or {}),
    )
    return carry_out(order, progress or unheard, cancelled or never, inline=inline)


def carry_out(order: Order, progress: Progress, cancelled: Cancelled, *, inline: bool) -> Staged:
    """Parses here or in a child process; what fails leaves no staging file."""
    try:
        if inline:
            return parse(order, progress, cancelled)
        return parse_in_child(order, progress, cancelled)
    except BaseException:
        order.staging.unlink(missing_ok=True)
        raise


def discard(staged: Staged) -> None:
    """Throws a staged import away."""
    staged.order.staging.unlink(missing_ok=True)


def unheard(_done: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """An import that nobody stops."""
    return False


# -- the child process ------------------------------------------------------------------------------


def parse_in_child(order: Order, progress: Progress, cancelled: Cancelled) -> Staged:
    """Parses in a process of its own, so that a window stays quick. Raises as `parse` does."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    near, far = context.Pipe(duplex=False)
    child = context.Process(target=child_main, args=(order, far, stop), daemon=True)
    child.start()
    far.close()
    try:
        return listen(near, stop, progress, cancelled)
    finally:
        stop.set()
        near.close()
        child.join()
        child.close()


def listen(near: Connection, stop: Event, progress: Progress, cancelled: Cancelled) -> Staged:
    """Passes progress on and cancelling down until the child answers."""
    while True:
        if cancelled():
            stop.set()
        if not near.poll(0.05):
            continue
        try:
            answer = near.recv()
        except EOFError:
            raise EnvironmentFault(
                "导入时程序的一部分意外停止，没有导入任何内容；请重试。"
            ) from None
        if isinstance(answer, int):
            progress(answer)
        elif isinstance(answer, Staged):
            return answer
        else:
            raise answer


def child_main(order: Order, answers: Connection, stop: Event) -> None:
    """What the child process runs: parses, and sends rows done, the result, or what went wrong."""
    try:
        answers.send(parse(order, answers.send, stop.is_set))
    except (BureauError, ImportCancelled) as fault:
        answers.send(fault)
    finally:
        answers.close()


# -- confirming -------------------------------------------------------------------------------------


def confirm(
    desk: Desk, staged: Staged, *, update: bool = False, skip_rejected: bool = False
) -> Confirmed:
    """Takes a staged import in one operation; the staging file is gone afterwards.

    Nothing is written while there are refused rows, unless `skip_rejected` sends them to the
    waiting list. `update` takes changed rows too.
    """
    if staged.rejected and not skip_rejected:
        return Confirmed()
    staged = still_true(desk, staged)
    order, ledger = staged.order, staged.order.declared
    written = staged.accepted + (staged.changed if update else 0)
    if not written and not staged.rejected:
        discard(staged)
        return Confirmed()
    # Read before the operation, which locks the staging file while it gives out numbers.
    changes = list(read_changes(order.staging)) if update else []
    refused = list(read_rejections(order.staging))
    label = f"导入“{order.file.name}”({written} 条)"
    with desk.store.attached(order.staging, STAGING):
        with desk.store.operation(desk, label, IMPORT) as op:
            ids = insert_names(op, wanted_names(staged, update))
            insert_staged(op, ledger, ids)
            updated = update_changed(op, ledger, changes, ids)
            batch = insert_batch(op, desk, staged, updated)
            waiting = insert_waiting(op, staged, refused, batch)
            remember_corrections(op, staged)
    discard(staged)
    return Confirmed(batch, staged.accepted + updated, updated, waiting)


def still_true(desk: Desk, staged: Staged) -> Staged:
    """The staged import, read again when something was written since it was staged."""
    with desk.store.snapshot() as conn:
        if newest_operation(conn) == staged.newest:
            return staged
    order = replace(staged.order, staging=staged.order.staging.with_suffix(".again"))
    again = carry_out(order, unheard, never, inline=True)
    discard(staged)
    counts = ("rows", "accepted", "unchanged", "changed")
    if len(again.rejected) != len(staged.rejected) or any(
        getattr(again, name) != getattr(staged, name) for name in counts
    ):
        discard(again)
        raise UserError("预览之后数据有了变动，导入结果会不同；没有导入，请重新预览。")
    return again


def wanted_names(staged: Staged, update: bool) -> list[NewName]:
    """New names of the rows that will be written."""
    return [name for name in staged.new_names if update or name.number in staged.new_in_rows]


def insert_names(op: Operation, names: Sequence[NewName]) -> dict[int, int]:
    """Puts new names into their registers as 待核; gives their ids by number."""
    ids: dict[int, int] = {}
    for name in names:
        if name.ledger.startswith(CATALOGUE):
            values: dict[str, object] = {
                "catalogue": name.ledger.removeprefix(CATALOGUE),
                "title": name.text,
                "unit": name.unit or None,
                "scale": name.scale,
                "active": 1,
                "provisional": 1,
            }
            ids[name.number] = op.insert(CATALOGUE_LEDGER, values)
        else:
            declared = op.shape(name.ledger).declaration
            values = {declared.label: name.text} if declared is not None else {}
            if declared is not None and "provisional" in declared.by_key:
                values["provisional"] = 1
            ids[name.number] = op.insert(name.ledger, values)
    return ids


def update_changed(
    op: Operation, ledger: Ledger, changes: Sequence[Change], ids: Mapping[int, int]
) -> int:
    """Writes changed rows over their records."""
    named = {f.key for f in ledger.stored if isinstance(f.type, Choice | Reference)}
    lines = {f.key for f in ledger.lines}
    count = 0
    for change in changes:
        values: dict[str, object] = {}
        for key, value in change.values.items():
            if key in named and isinstance(value, int):
                value = ids[-value] if value < 0 else value
            elif key in lines and isinstance(value, dict):
                kinds = {int(kind): amount for kind, amount in value.items()}
                value = {ids[-k] if k < 0 else k: amount for k, amount in kinds.items()}
            values[key] = value
        count += op.update(ledger.name, change.record, values)
    return count


def insert_batch(op: Operation, desk: Desk, staged: Staged, updated: int) -> int:
    """The record of this import."""
    return op.insert(
        "import-batches",
        {
            "ledger": staged.order.ledger,
            "file": staged.order.file.name,
            "file_hash": staged.file_hash,
            "at": f"{op.at:%Y-%m-%d %H:%M}",
            "actor": desk.actor,
            "accepted": staged.accepted,
            "unchanged": staged.unchanged,
            "changed": updated,
            "rejected": len(staged.rejected),
        },
    )


def insert_waiting(op: Operation, staged: Staged, refused: Sequence[Rejection], batch: int) -> int:
    """Puts refused rows on the waiting list (待补), each with what it needs to be read again."""
    columns = {sheet.name: sheet.columns for sheet in staged.sheets}
    count = 0
    for rejection in refused:
        op.insert(
            "import-waiting",
            {
                "batch": batch,
                "ledger": staged.order.ledger,
                "sheet": rejection.sheet,
                "row_number": rejection.row,
                "cells": to_json(
                    {
                        "cells": rejection.cells,
                        "columns": columns.get(rejection.sheet, {}),
                        "year": staged.year,
                        "month": staged.month,
                    }
                ),
                "faults": faults_json(rejection.faults),
            },
        )
        count += 1
    return count


def remember_corrections(op: Operation, staged: Staged) -> None:
    """Keeps what a person said of this header for the next file that has it."""
    if not staged.order.corrections:
        return
    for sheet in staged.sheets:
        if sheet.fingerprint:
            op.insert(
                "header-matches",
                {
                    "ledger": staged.order.ledger,
                    "fingerprint": sheet.fingerprint,
                    "columns": to_json(dict(staged.order.corrections)),
                },
            )


# -- the report -------------------------------------------------------------------------------------


def report(staged: Staged, confirmed: Confirmed | None = None) -> dict[str, object]:
    """What `import --json` prints."""
    done = confirmed or Confirmed()
    return {
        "ledger": staged.order.ledger,
        "rows": staged.rows,
        "accepted": staged.accepted,
        "unchanged": staged.unchanged,
        "changed": staged.changed,
        "rejected": [rejected_plain(rejection) for rejection in staged.rejected],
        "written": done.written,
        "batch": done.batch,
        "new_names": [{"ledger": name.ledger, "name": name.text} for name in staged.new_names],
        "inferred": list(staged.inferred),
        "unused": list(staged.unused),
        "sheets": [
            {
                "sheet": sheet.name,
                "header_row": sheet.header_row or None,
                "rows": sheet.rows,
                "passed_rows": dict(sheet.passed_rows),
                "passed_over": sheet.passed_over or None,
                "columns": dict(sheet.columns),
            }
            for sheet in staged.sheets
        ],
    }


def rejected_plain(rejection: Rejection) -> dict[str, object]:
    """One refused row: its main fault, the others under `more`."""
    faults = [
        {
            "column": fault.column,
            "value": fault.value,
            "reason": fault.reason,
            "suggestion": fault.suggestion,
        }
        for fault in rejection.faults
    ]
    return {"row": rejection.row, **faults[0], "sheet": rejection.sheet, "more": faults[1:]}
