"""恢复演练: the newest backup is restored beside the data, opened, checked and counted, then thrown away."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.storage.check import check
from bureau.storage.folder_state import backup_files, folder_state
from bureau.storage.paths import DataFolder
from bureau.storage.restoring import restore_folder

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.elsewhere import Step

BESIDE: Final = "恢复演练"
REHEARSED: Final = "rehearsed"
"""What the folder keeps for itself: when the last rehearsal went well."""
STAGES: Final = 4


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What restoring a backup would give. `records` are counts by ledger: in the backup, and now."""

    backup: Path
    last_at: str
    seconds: int
    operations: tuple[int, int]
    records: dict[str, tuple[int, int]]
    findings: tuple[str, ...]

    @property
    def went_well(self) -> bool:
        """Whether what was restored is sound."""
        return not self.findings

    @property
    def differing(self) -> dict[str, tuple[int, int]]:
        """Ledgers that have gained or lost records since."""
        return {title: both for title, both in self.records.items() if both[0] != both[1]}


def rehearse(desk: Desk, step: Step) -> Rehearsal:
    """Restores the newest backup beside. Raises UserError where there is none or it can't be restored.

    The data themselves are only read. `step` is told the stage; what it raises ends the rehearsal
    and leaves nothing behind.
    """
    copies = backup_files(desk.store.folder)
    if not copies:
        raise UserError("还没有备份，没有可以演练的；请先“立即备份”。")
    backup = copies[0].path
    began = time.monotonic()
    with beside(desk.store.folder) as folder:
        step(1, STAGES)
        restore_folder(backup, folder, desk.actor, desk.now())
        step(2, STAGES)
        with opened(desk, folder) as restored:
            findings = check(restored.store)
            step(3, STAGES)
            then = folder_state(restored.store)
    step(STAGES, STAGES)
    now = folder_state(desk.store)
    titles = [title for title in now.records if now.records[title] or then.records.get(title)]
    found = Rehearsal(
        backup,
        f"{copies[0].at:%Y-%m-%d %H:%M}",
        round(time.monotonic() - began),
        (then.operations, now.operations),
        {title: (then.records.get(title, 0), now.records[title]) for title in titles},
        tuple(findings),
    )
    if found.went_well and desk.store.writable:
        note_rehearsed(desk)
    return found


@contextmanager
def beside(folder: DataFolder) -> Iterator[DataFolder]:
    """A folder for the rehearsal, gone afterwards."""
    root = folder.staging / BESIDE
    shutil.rmtree(root, ignore_errors=True)
    try:
        yield DataFolder(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def opened(desk: Desk, folder: DataFolder) -> Iterator[Desk]:
    """What was restored, as the program would open it."""
    from bureau.desk import Desk as AnyDesk
    from bureau.storage.store import Store

    store = Store(folder, tuple(desk.store.ledgers.values()), writable=True)
    store.open_for_writing(desk.actor, desk.clock, desk.random)
    try:
        while store.index_waiting():
            pass
        yield AnyDesk(store, desk.actor, desk.clock, desk.random)
    finally:
        store.close()


def note_rehearsed(desk: Desk) -> None:
    """Notes when it went well."""
    with desk.store.upkeep() as conn:
        conn.execute(
            "INSERT INTO guard (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (REHEARSED, desk.now().isoformat(sep=" ")),
        )


def rehearsed_at(desk: Desk) -> datetime | None:
    """When a rehearsal went well last."""
    with desk.store.snapshot() as conn:
        row = conn.execute("SELECT value FROM guard WHERE name = ?", (REHEARSED,)).fetchone()
    return datetime.fromisoformat(row["value"]) if row is not None else None


def rehearsal_words(found: Rehearsal) -> list[str]:
    """The report, a line each."""
    if not found.went_well:
        return [
            f"‼ {found.backup.name} 恢复出来有 {len(found.findings)} 个问题；请马上“立即备份”，再演练一次。",
            *found.findings[:5],
        ]
    then, now = found.operations
    records = sum(count for count, _ in found.records.values())
    said = (
        f"✓ {found.backup.name}（{found.last_at}）能完整恢复，用了 {max(found.seconds, 1)} 秒："
        f"{then:,} 次操作、{records:,} 条记录，逐条核对无误。"
    )
    lines = [said]
    if now > then:
        told = "、".join(
            f"{title} {count:,} → {present:,} 条"
            for title, (count, present) in found.differing.items()
        )
        lines.append(f"备份以后又有 {now - then:,} 次操作" + (f"：{told}。" if told else "。"))
    return lines
