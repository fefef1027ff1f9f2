"""Copies of the database that the program makes by itself, and which of them it keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.storage.folder_state import backup_files
from bureau.storage.paths import DataFolder

if TYPE_CHECKING:
    from bureau.desk import Desk

OF_ITSELF = "自动"
BY_HAND = "手动"
KEPT = 10
"""Automatic copies that stay; those made by hand are the person's own to remove."""


def copy_now(desk: Desk, why: str = OF_ITSELF) -> Path:
    """A verified copy in the data folder's backups. Raises EnvironmentFault."""
    folder = desk.store.folder.backups
    name = f"{why}-{desk.now():%Y%m%d-%H%M%S}"
    desk.store.copy_to(folder, name)
    for old in sorted(folder.glob(f"{OF_ITSELF}-*.sqlite"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return folder / f"{name}.sqlite"


def last_copy(folder: DataFolder) -> datetime | None:
    """When the newest copy was made, None where there is none."""
    return next((copy.at for copy in backup_files(folder)), None)


def changed_at(folder: DataFolder) -> datetime:
    """When the database was last written to."""
    log = folder.database.with_name(folder.database.name + "-wal")
    parts = [path for path in (folder.database, log) if path.exists()]
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in parts))
