"""Importing a spreadsheet: stage it beside the data, look at it, then take it in one operation."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from bureau.desk import Desk
from bureau.errors import UserError
from bureau.exchange.child import parse_in_child
from bureau.exchange.ledgers import WAITING
from bureau.exchange.parsing import Cancelled, Order, Parsed, Progress, parse
from bureau.exchange.report import Report
from bureau.exchange.staging import (
    Change,
    Mends,
    Place,
    Rejection,
    faults_json,
    photos_beside,
    read_changes,
    read_photos,
    read_rejections,
    to_json,
)
from bureau.exchange.staging_match import newest_operation
from bureau.exchange.waiting import waiting
from bureau.exchange.write_rejects import Rejected, write_rejects_xlsx
from bureau.ledger.declaration import Ledger
from bureau.storage.bulk import STAGING, insert_staged
from bureau.storage.faults import told_in_chinese
from bureau.storage.kinds import IMPORT
from bureau.storage.new_names import NewName, insert_names, with_ids
from bureau.storage.operation import Operation
from bureau.storage.photos import photo_path


@dataclass(slots=True)
class Staged:
    """An import read and checked but not yet taken; leaving it throws the staging file away."""

    parsed: Parsed
    report: Report
    unmended: tuple[Rejection, ...] = ()
    """Of a file whose rows were mended, the rows that it refuses as it stands."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.discard()

    def discard(self) -> None:
        """Throws the staged rows away; the report stays."""
        discard_staging(self.parsed.order.staging)

    def write_rejects(self, path: Path) -> int:
        """Writes the refused rows with their reasons as a workbook that can be mended and imported."""
        headings = self.parsed.headings
        places = {heading: at for at, heading in enumerate(headings)}
        rejected = [
            Rejected(
                rejection.row,
                [rejection.cells.get(heading) for heading in headings],
                places.get(fault.column),
                fault.column,
                fault.value,
                fault.reason,
                fault.suggestion,
            )
            for rejection in self.parsed.rejected
            for fault in rejection.faults
        ]
        return write_rejects_xlsx(path, headings, rejected, title=self.rejects_title)

    @property
    def rejects_title(self) -> str:
        """A title that says the year and month, so that 10月8日 means the same when it comes back."""
        parsed = self.parsed
        month = f"{parsed.month}月" if parsed.month else ""
        when = f"（{parsed.year}年{month}）" if parsed.year else ""
        return f"{parsed.order.file.stem}：退回的行{when}"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What confirming wrote: the record of the import, new and changed rows, waiting rows.

    `mended` rows are right because of what was typed over them.
    """

    batch: int | None = None
    written: int = 0
    updated: int = 0
    waiting: int = 0
    mended: int = 0


def stage(
    desk: Desk,
    ledger: Ledger,
    path: Path,
    *,
    ledgers: Sequence[Ledger],
    sheet: str | None = None,
    month: str | None = None,
    corrections: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    inline: bool = True,
) -> Staged:
    """Reads and checks a file without changing anything.

    `corrections` maps headings to field keys ("" leaves a column out), `answers` the keys of
    questions to what was answered. `progress` hears the rows
    read so far. With `inline` False a child process does the work. Raises UserError for a file
    that can't be read as this ledger, ImportCancelled when `cancelled` says so.
    """
    order = Order(
        database=desk.store.folder.database.resolve(),
        staging=new_staging_file(desk),
        file=Path(path).resolve(),
        ledger=ledger.name,
        ledgers=tuple(ledgers),
        sheet=sheet,
        month=month,
        corrections=dict(corrections or {}),
        answers=dict(answers or {}),
    )
    parsed = carry_out(order, progress or unheard, cancelled or never, inline=inline)
    return Staged(parsed, Report(parsed, {ledger.name: ledger for ledger in ledgers}))


def mend(
    desk: Desk,
    staged: Staged,
    mends: Mends,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    inline: bool = True,
) -> Staged:
    """The same file staged once more with what was typed over its refused rows.

    So mended rows are taken with the others, in the same operation. Raises as `stage` does, and
    UserError when the file is another one by now. `staged` stays as it is.
    """
    before = staged.parsed
    order = replace(
        before.order,
        staging=new_staging_file(desk),
        mends={place: dict(typed) for place, typed in mends.items()},
    )
    again = carry_out(order, progress or unheard, cancelled or never, inline=inline)
    refuse_another_file(before, again)
    return Staged(again, Report(again, staged.report.ledgers), before.rejected)


def discard_staging(staging: Path) -> None:
    """Throws a staging file away, and the photos beside it."""
    staging.unlink(missing_ok=True)
    shutil.rmtree(photos_beside(staging), ignore_errors=True)


def take_photos(
    op: Operation, desk: Desk, staging: Path, photos: Sequence[Mapping[str, object]]
) -> None:
    """Moves the originals of staged rows into the data folder; one that is there already stays."""
    folder = desk.store.folder
    for photo in photos:
        digest, suffix = str(photo["hash"]), str(photo["suffix"])
        source = photos_beside(staging) / f"{digest}{suffix}"
        target = photo_path(folder, digest, suffix)
        with told_in_chinese(folder.database):
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
        op.keep_photo(photo)


def new_staging_file(desk: Desk) -> Path:
    """Where one import is staged."""
    return desk.store.folder.staging / f"{desk.random.getrandbits(48):012x}.sqlite"


def refuse_another_file(before: Parsed, again: Parsed) -> None:
    """Raises UserError when the file was saved since it was shown; what it staged goes."""
    if again.file_hash != before.file_hash:
        discard_staging(again.order.staging)
        raise UserError(f"“{again.order.file.name}”在预览之后又改过；没有导入，请重新预览。")


def carry_out(order: Order, progress: Progress, cancelled: Cancelled, *, inline: bool) -> Parsed:
    """Parses here or in a child process; what fails leaves no staging file."""
    try:
        if inline:
            return parse(order, progress, cancelled)
        return parse_in_child(order, progress, cancelled)
    except BaseException:
        discard_staging(order.staging)
        raise


def unheard(_done: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """An import that nobody stops."""
    return False


# -- confirming -------------------------------------------------------------------------------------


def confirm(
    desk: Desk, staged: Staged, *, update: bool = False, skip_rejected: bool = False
) -> Confirmed:
    """Takes a staged import in one operation; the staging file is gone afterwards.

    Nothing is written while there are refused rows, unless `skip_rejected` sends them to the
    waiting list. `update` takes changed rows too.
    """
    if staged.parsed.rejected and not skip_rejected:
        return Confirmed()
    staged.parsed = parsed = still_true(desk, staged.parsed)
    order, ledger = parsed.order, parsed.order.declared
    # Read before the operation, which locks the staging file while it gives out numbers.
    changes = list(read_changes(order.staging)) if update else []
    waiting_now = waiting_already(desk, staged)
    refused = [
        rejection
        for rejection in read_rejections(order.staging)
        if rejection.place not in waiting_now or rejection.place in order.mends
    ]
    outdated = [row for place, row in waiting_now.items() if place in order.mends]
    if not (parsed.accepted or changes or refused or outdated):
        return Confirmed()
    label = f"导入“{order.file.name}”({parsed.accepted + len(changes)} 条)"
    photos = read_photos(order.staging)
    with desk.store.attached(order.staging, STAGING):
        with desk.store.operation(desk, label, IMPORT) as op:
            take_photos(op, desk, order.staging, photos)
            ids = insert_names(op, wanted_names(parsed, update))
            insert_staged(op, ledger, ids)
            updated = update_changed(op, ledger, changes, ids)
            batch = insert_batch(op, desk, parsed, updated)
            insert_waiting(op, parsed, refused, batch)
            for row in outdated:
                op.remove(WAITING.name, row)
            remember_corrections(op, parsed)
    written = parsed.accepted + updated
    report = staged.report
    report.parsed, report.written, report.batch, report.waiting = (
        parsed,
        written,
        batch,
        len(refused),
    )
    staged.discard()
    return Confirmed(batch, written, updated, len(refused), parsed.mended)


def still_true(desk: Desk, parsed: Parsed) -> Parsed:
    """The staged import, read again when something was written since it was staged."""
    with desk.store.snapshot() as conn:
        if newest_operation(conn) == parsed.newest:
            return parsed
    order = replace(parsed.order, staging=new_staging_file(desk))
    again = carry_out(order, unheard, never, inline=True)
    refuse_another_file(parsed, again)
    discard_staging(parsed.order.staging)
    counts = ("rows", "accepted", "unchanged", "changed")
    if len(again.rejected) != len(parsed.rejected) or any(
        getattr(again, name) != getattr(parsed, name) for name in counts
    ):
        discard_staging(order.staging)
        raise UserError("预览之后数据有了变动，导入结果会不同；没有导入，请重新预览。")
    return again


def waiting_already(desk: Desk, staged: Staged) -> dict[Place, int]:
    """Refused rows that wait from an earlier import: the same file again adds nothing to the list.

    What was typed over a row before it had to wait isn't what its file says.
    """
    refused = {row.place: row for row in staged.unmended or staged.parsed.rejected}
    if not refused:
        return {}
    found: dict[Place, int] = {}
    for row in waiting(desk, staged.parsed.order.ledger):
        rejection = refused.get(row.place)
        if rejection is not None and row.unmended(rejection.cells) == row.unmended(row.cells):
            found[row.place] = row.record
    return found


def wanted_names(parsed: Parsed, update: bool) -> list[NewName]:
    """New names of the rows that will be written."""
    return [name for name in parsed.new_names if update or name.number in parsed.new_in_rows]


def update_changed(
    op: Operation, ledger: Ledger, changes: Sequence[Change], ids: Mapping[int, int]
) -> int:
    """Writes changed rows over their records."""
    count = 0
    for change in changes:
        count += op.update(ledger.name, change.record, with_ids(ledger, change.values, ids))
    return count


def insert_batch(op: Operation, desk: Desk, parsed: Parsed, updated: int) -> int:
    """The record of this import."""
    return op.insert(
        "import-batches",
        {
            "ledger": parsed.order.ledger,
            "file": parsed.order.file.name,
            "file_hash": parsed.file_hash,
            "at": f"{op.at:%Y-%m-%d %H:%M}",
            "actor": desk.actor,
            "accepted": parsed.accepted,
            "unchanged": parsed.unchanged,
            "changed": updated,
            "rejected": len(parsed.rejected),
        },
    )


def insert_waiting(op: Operation, parsed: Parsed, refused: Sequence[Rejection], batch: int) -> int:
    """Puts refused rows on the waiting list (待补), each with what it needs to be read again."""
    columns = {sheet.name: sheet.columns for sheet in parsed.sheets}
    count = 0
    for rejection in refused:
        op.insert(
            "import-waiting",
            {
                "batch": batch,
                "ledger": parsed.order.ledger,
                "sheet": rejection.sheet,
                "row_number": rejection.row,
                "cells": to_json(
                    {
                        "cells": rejection.cells,
                        "typed": sorted(parsed.order.mends.get(rejection.place, ())),
                        "columns": columns.get(rejection.sheet, {}),
                        "year": parsed.year,
                        "month": parsed.month,
                    }
                ),
                "faults": faults_json(rejection.faults),
            },
        )
        count += 1
    return count


def remember_corrections(op: Operation, parsed: Parsed) -> None:
    """Keeps what a person said of these headers for the next file that has them."""
    kept = {sheet.fingerprint: sheet.keep for sheet in parsed.sheets if sheet.fingerprint}
    for fingerprint, words in kept.items():
        if words is None:
            continue
        op.insert(
            "header-matches",
            {
                "ledger": parsed.order.ledger,
                "fingerprint": fingerprint,
                "columns": to_json(words[0]),
                "answers": to_json(words[1]),
            },
        )
