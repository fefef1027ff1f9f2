"""Migrations: frozen SQL files applied in their order, each once, after a verified backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.errors import UserError
from bureau.storage.connection import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite_utils

FOLDER = Path(__file__).parent / "migrations"
SET = "bureau"


def migration_names() -> list[str]:
    """All migrations of this program, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.sql"))


def schema_number() -> int:
    """The number that operations of this program carry."""
    return len(migration_names())


def applied_names(conn: sqlite3.Connection) -> list[str]:
    """Migrations that the open database has seen, in order; plain SQL, so that a start is quick."""
    known = conn.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if known is None:
        return []
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid"
    return [row["name"] for row in conn.execute(sql, (SET,))]


def pending(conn: sqlite3.Connection) -> list[str]:
    """Migrations still to apply. Raises UserError when a newer program made the file."""
    applied = applied_names(conn)
    ours = migration_names()
    if set(applied) - set(ours):
        raise UserError(
            "这个数据文件夹是用更新版本的“城管台账”建立的，本版本打不开；请升级程序后再打开。"
        )
    tables = conn.execute("SELECT count(*) AS n FROM sqlite_master").fetchone()["n"]
    identity = conn.execute("PRAGMA application_id").fetchone()[0]
    if tables and identity != APPLICATION_ID:
        raise UserError("bureau.sqlite 不是“城管台账”的数据库；请换一个数据文件夹。")
    return [name for name in ours if name not in applied]


def migrate(conn: sqlite3.Connection, stop_before: str | None = None) -> None:
    """Applies what is pending; foreign keys are off meanwhile and checked afterwards."""
    import sqlite_utils

    # First, so that a file whose making was cut short is known as ours and made to the end.
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations = sqlite_utils.Migrations(SET)
    for name in migration_names():
        migrations(name=name)(step(FOLDER / f"{name}.sql"))
    conn.execute("PRAGMA foreign_keys = OFF")
    factory, conn.row_factory = conn.row_factory, None
    try:
        migrations.apply(sqlite_utils.Database(conn), stop_before=stop_before)
    finally:
        conn.row_factory = factory
        conn.execute("PRAGMA foreign_keys = ON")


def step(script: Path) -> Callable[[sqlite_utils.Database], None]:
    """One migration as sqlite-utils wants it; `executescript` of the Database keeps the transaction.

    Raises UserError, and so leaves the migration undone, when records would point to nothing.
    """

    def apply(database: sqlite_utils.Database) -> None:
        database.executescript(script.read_text("utf-8"))
        if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise UserError(
                "数据不能升级：有记录指向不存在的名称，数据未改动；请运行“检查数据”，或从备份恢复。"
            )

    return apply
