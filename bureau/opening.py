"""Opening a data folder: a desk to work at, and its closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import SystemRandom  # noqa: TID251 - handed to the desk, used nowhere else
from typing import Final

from bureau.access.rights import RESTORE, Rights
from bureau.accounts.signing_in import ask_for_sign_in
from bureau.desk import ANYBODY, Chance, Desk, system_clock
from bureau.errors import UserError
from bureau.office import LEDGERS
from bureau.storage import kinds
from bureau.storage.operation import compact
from bureau.storage.paths import DataFolder, default_root
from bureau.storage.restoring import restore_folder
from bureau.storage.store import Store

FOLDER: Final = "folder"
"""What a note about the whole folder is filed under in history, where a ledger's name stands."""


def restore_backup(
    file: Path,
    folder: DataFolder,
    *,
    actor: str,
    rights: Rights,
    clock: Callable[[], datetime] = system_clock,
    passphrase: str = "",
) -> Path | None:
    """Puts a backup in the place of a folder's data and notes that in their history.

    `rights` are those of whoever does it, in the folder as it was. Gives where the data before are
    kept, None where there were none. Raises UserError, EnvironmentFault, RightsError.
    """
    rights.require(RESTORE)
    kept = restore_folder(file, folder, actor, clock(), passphrase)
    with open_desk(folder.root, writable=True, actor=actor, clock=clock) as desk:
        with desk.store.operation(desk, f"恢复备份 {file.name}", kinds.RESTORE) as op:
            said = compact({"file": file.name, "kept": kept.name if kept else None})
            op.note_raw(FOLDER, op.station, kinds.RESTORE, None, said)
    return kept


@contextmanager
def open_desk(
    root: Path | None,
    *,
    writable: bool,
    makes_folder: bool = True,
    actor: str = ANYBODY,
    section: str = "",
    clock: Callable[[], datetime] = system_clock,
    chance: Chance | None = None,
) -> Iterator[Desk]:
    """A desk over the data folder at `root` (or the default one), closed at the end.

    A writable desk holds the folder's lock and makes the folder when it is new, unless
    `makes_folder` says that there must be data already; a read-only one needs data to be there. Where
    the folder keeps accounts, the desk may do nothing before somebody has signed in at it.
    Raises UserError or EnvironmentFault.
    """
    chance = chance or SystemRandom()
    folder = DataFolder(root or default_root())
    if not makes_folder and not folder.database.exists():
        raise UserError(f"这个文件夹里还没有数据（{folder.root}）；请核对 --data 后面的路径。")
    store = Store(folder, LEDGERS, writable=writable)
    desk = Desk(store, actor, clock, chance, section)
    try:
        if writable:
            store.open_for_writing(actor, clock, chance)
        else:
            store.open_for_reading()
        ask_for_sign_in(desk)
        yield desk
    finally:
        store.close()
