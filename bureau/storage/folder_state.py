"""What a clerk wants to know of the data folder: where it lies, how big it is, when it was backed up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.storage.operation import read_meta
from bureau.storage.paths import DataFolder
from bureau.storage.thinning import named_time

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger
    from bureau.storage.store import Store

BACKUP_SUFFIX = ".sqlite"
DATABASE_VERSION = sqlite3.sqlite_version
"""The version of the database library in use."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One copy beside the database."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class FolderState:
    """Sizes in bytes; `station` is this folder's number, `segment` what it puts into numbers."""

    root: Path
    database_size: int
    photos: int
    photos_size: int
    station: int
    segment: str
    operations: int
    records: dict[str, int]
    backups: tuple[BackupFile, ...]

    @property
    def last_backup(self) -> BackupFile | None:
        """The newest copy."""
        return self.backups[0] if self.backups else None


def folder_state(store: Store) -> FolderState:
    """The folder as it is now."""
    with store.snapshot() as conn:
        station = read_meta(conn).get("station", 0)
        operations = int(conn.execute("SELECT count(*) FROM op").fetchone()[0])
        records = record_counts(conn, store.ledgers.values())
        photos, photos_size = conn.execute(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM photo"
        ).fetchone()
    return FolderState(
        root=store.folder.root,
        database_size=database_size(store.folder),
        photos=int(photos),
        photos_size=int(photos_size),
        station=station,
        segment=store.segment.rstrip("-"),
        operations=operations,
        records=records,
        backups=tuple(backup_files(store.folder)),
    )


def record_counts(conn: sqlite3.Connection, ledgers: Iterable[Ledger]) -> dict[str, int]:
    """Records by the ledger's title; a ledger that an older database doesn't have is left out."""
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        ledger.title: int(conn.execute(f"SELECT count(*) FROM {ledger.table}").fetchone()[0])
        for ledger in ledgers
        if not ledger.internal and ledger.table in tables
    }


def database_size(folder: DataFolder) -> int:
    """The database with what has not been folded into it yet."""
    parts = (folder.database, folder.database.with_name(folder.database.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def backup_files(folder: DataFolder) -> list[BackupFile]:
    """Copies in the folder, the newest first."""
    if not folder.backups.is_dir():
        return []
    found = []
    for path in folder.backups.glob(f"*{BACKUP_SUFFIX}"):
        if path.name.startswith("."):
            continue  # a copy that is not finished
        stat = path.stat()
        at = named_time(path) or datetime.fromtimestamp(stat.st_mtime)
        found.append(BackupFile(path, at, stat.st_size))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def size_text(size: int) -> str:
    """Bytes in words: 3.4 MB."""
    for unit in ("字节", "KB", "MB"):
        if size < 1024:
            return f"{size} {unit}"
        if size < 10 * 1024 and unit != "MB":
            return f"{size // 1024}.{size % 1024 * 10 // 1024} {'KB' if unit == '字节' else 'MB'}"
        size //= 1024
    return f"{size} GB"
