"""Copies of the database that the program makes by itself, and which of them it keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bureau.access.rights import EXCHANGE
from bureau.storage import kinds
from bureau.storage.folder_state import backup_files
from bureau.storage.paths import DataFolder
from bureau.storage.thinning import BEFORE, BY_HAND, OF_ITSELF, thin_out

if TYPE_CHECKING:
    from bureau.desk import Desk

__all__ = [
    "BY_HAND",
    "OF_ITSELF",
    "changed_at",
    "copy_before",
    "copy_elsewhere",
    "copy_now",
    "last_copy",
]
FRESH: Final = timedelta(minutes=10)
"""Twelve files imported one after the other don't make twelve copies."""


def copy_now(desk: Desk, why: str = OF_ITSELF) -> Path:
    """A verified copy in the data folder's backups; older ones are thinned then. Raises EnvironmentFault."""
    folder = desk.store.folder.backups
    name = f"{why}-{desk.now():%Y%m%d-%H%M%S}"
    desk.store.copy_to(folder, name)
    thin_out(folder)
    return folder / f"{name}.sqlite"


def copy_elsewhere(desk: Desk, path: Path, passphrase: str = "") -> None:
    """A verified copy wherever somebody says, sealed where there is a passphrase.

    Raises UserError, EnvironmentFault, RightsError: everything goes with it.
    """
    desk.require(EXCHANGE)
    if passphrase:
        desk.store.copy_sealed(path, passphrase)
    else:
        desk.store.copy_to(path.parent, path.stem, path.suffix)


def copy_before(desk: Desk, kind: str) -> None:
    """A copy of what is committed, where an operation of this kind is about to be and deserves one.

    Raises EnvironmentFault; then the operation must not be kept.
    """
    why = BEFORE.get(kind)
    if why is None or desk.store.newest_number() == 0:
        return
    last = last_copy(desk.store.folder)
    if kind == kinds.IMPORT and last is not None and timedelta(0) <= desk.now() - last < FRESH:
        return
    copy_now(desk, why)


def last_copy(folder: DataFolder) -> datetime | None:
    """When the newest copy was made, None where there is none."""
    return next((copy.at for copy in backup_files(folder)), None)


def changed_at(folder: DataFolder) -> datetime:
    """When the database was last written to."""
    log = folder.database.with_name(folder.database.name + "-wal")
    parts = [path for path in (folder.database, log) if path.exists()]
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in parts))
