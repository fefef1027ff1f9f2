"""Choosing among backups: what is in a file, and putting it in the place of a folder's data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import BureauError, EnvironmentFault, UserError
from bureau.storage.backup import restore, verify
from bureau.storage.connection import connect_reader
from bureau.storage.elsewhere import bring_back
from bureau.storage.faults import told_in_chinese
from bureau.storage.folder_state import record_counts
from bureau.storage.lock import WriterLock
from bureau.storage.paths import DataFolder
from bureau.storage.schema import pending
from bureau.storage.sealed import SEALED_SUFFIX, PassphraseNeeded, is_sealed, unseal_file

if TYPE_CHECKING:
    from bureau.ledger.declaration import Ledger

SQLITE = b"SQLite format 3\0"
KEPT_BEFORE = "恢复前"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContents:
    """What is in a backup; `fault` says why it can't be restored, "" when it can."""

    path: Path
    bureau: str = ""
    last_at: str = ""
    last_label: str = ""
    operations: int = 0
    records: dict[str, int] = field(default_factory=dict)
    fault: str = ""


def is_database(path: Path) -> bool:
    """Whether a file is an SQLite database or empty."""
    with path.open("rb") as file:
        return file.read(len(SQLITE)) in (SQLITE, b"")


@contextmanager
def unsealed(file: Path, folder: DataFolder, passphrase: str) -> Iterator[Path]:
    """The backup itself, or what an encrypted one holds, as long as it is needed.

    Raises PassphraseNeeded, UserError for a wrong passphrase.
    """
    if not file.is_file() or not is_sealed(file):
        yield file
        return
    if not passphrase:
        raise PassphraseNeeded
    is_new = not folder.staging.exists()
    folder.staging.mkdir(parents=True, exist_ok=True)
    plain = folder.staging / file.name.removesuffix(SEALED_SUFFIX)
    try:
        unseal_file(file, plain, passphrase)
        yield plain
    finally:
        plain.unlink(missing_ok=True)
        if is_new:
            folder.staging.rmdir()


def look_into(
    file: Path,
    folder: DataFolder,
    ledgers: Iterable[Ledger],
    name_setting: str,
    passphrase: str = "",
) -> BackupContents:
    """Reads and checks a backup to its last page; `name_setting` is where the bureau's name stands.

    Raises PassphraseNeeded for an encrypted one.
    """
    try:
        with unsealed(file, folder, passphrase) as plain:
            refuse_what_is_no_backup(plain, folder)
            with told_in_chinese(plain), closing(connect_reader(plain)) as conn:
                verify(conn)
                return contents_of(conn, file, ledgers, name_setting)
    except PassphraseNeeded:
        raise
    except (EnvironmentFault, sqlite3.DatabaseError):
        return BackupContents(path=file, fault=damaged_sentence(file))
    except BureauError as fault:
        return BackupContents(path=file, fault=fault.sentence)


def contents_of(
    conn: sqlite3.Connection, file: Path, ledgers: Iterable[Ledger], name_setting: str
) -> BackupContents:
    """What an open backup holds, whatever its age."""
    last = conn.execute("SELECT at, label FROM op ORDER BY rowid DESC LIMIT 1").fetchone()
    name = conn.execute("SELECT value FROM settings WHERE name = ?", (name_setting,)).fetchone()
    return BackupContents(
        path=file,
        bureau=(name["value"] or "") if name else "",
        last_at=last["at"] if last else "",
        last_label=last["label"] if last else "",
        operations=conn.execute("SELECT count(*) FROM op").fetchone()[0],
        records=record_counts(conn, ledgers),
    )


def damaged_sentence(file: Path) -> str:
    """What is said of a file that can't be read to its end."""
    return f"{file.name} 读不出来或已损坏，没有恢复；请换一份备份。"


def refuse_what_is_no_backup(file: Path, folder: DataFolder) -> None:
    """Raises UserError for a file that this program can't have made or couldn't open afterwards."""
    if file.is_dir():
        raise UserError(f"{file} 是文件夹；请写出备份文件的名字。")
    if not file.is_file():
        raise UserError(f"找不到备份文件 {file}；请核对路径。")
    if folder.database.exists() and file.samefile(folder.database):
        raise UserError("这就是正在使用的数据库；请写出备份文件的名字。")
    try:
        with told_in_chinese(file):
            if not is_database(file) or file.stat().st_size == 0:
                raise UserError(f"{file.name} 不是备份文件；请换一份备份。")
            with closing(connect_reader(file)) as backup:
                pending(backup)
    except EnvironmentFault:
        raise UserError(damaged_sentence(file)) from None


def restore_folder(
    file: Path, folder: DataFolder, actor: str, now: datetime, passphrase: str = ""
) -> Path | None:
    """Puts a backup in place of the data, which nobody may have open; gives where those are kept.

    Photos and papers that lie beside it and are missing here come along.

    Raises UserError or EnvironmentFault; then the present data are as they were.
    """
    if file.is_dir() or not file.is_file() or not is_sealed(file):
        refuse_what_is_no_backup(file, folder)
    new = not folder.root.exists()
    with told_in_chinese(folder.database):
        folder.root.mkdir(parents=True, exist_ok=True)
        try:
            lock = WriterLock(folder.lock, actor, now.replace(microsecond=0))
            try:
                with unsealed(file, folder, passphrase) as plain:
                    refuse_what_is_no_backup(plain, folder)
                    kept = restore(plain, folder, f"{KEPT_BEFORE}-{now:%Y%m%d-%H%M%S}")
                bring_back(file, folder)
                return kept
            finally:
                lock.release()
        except BaseException:
            if new:
                folder.lock.unlink(missing_ok=True)
                folder.root.rmdir()
            raise
