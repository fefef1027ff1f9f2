"""Verified copies of the database, and putting one back."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bureau.errors import EnvironmentFault, UserError
from bureau.storage.connection import APPLICATION_ID, connect_reader


def back_up(source: sqlite3.Connection, folder: os.PathLike[str], name: str) -> Path:
    """Copies the open database to `folder/name.sqlite`, opens and checks the copy, then keeps it."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    target, partial = place / f"{name}.sqlite", place / f".{name}.partial"
    partial.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(partial, isolation_level=None)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            verify(copy)
        finally:
            copy.close()
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target


def verify(copy: sqlite3.Connection) -> None:
    """Raises EnvironmentFault unless the copy is sound and ours."""
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise EnvironmentFault("备份没有通过校验，已丢弃；请换一个磁盘再备份，并运行“检查数据”。")
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise EnvironmentFault("备份文件不是“城管台账”的数据；请核对文件。")


def restore(backup: Path, database: Path) -> None:
    """Puts a backup in the place of `database`, which nobody may have open.

    The present state must have been set aside by the caller. Stale -wal and -shm files are
    removed, else the restored file would be taken for damaged.
    """
    if not backup.is_file():
        raise UserError(f"找不到备份文件 {backup.name}；请核对路径。")
    try:
        source = connect_reader(backup)
        try:
            verify(source)
            partial = database.with_suffix(".restoring")
            partial.unlink(missing_ok=True)
            copy = sqlite3.connect(partial, isolation_level=None)
            try:
                source.backup(copy)
                verify(copy)
            finally:
                copy.close()
        finally:
            source.close()
    except sqlite3.DatabaseError as error:
        raise UserError(f"{backup.name} 不是完好的备份文件（{error}）；请换一份备份。") from None
    for tail in ("-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
    partial.replace(database)
