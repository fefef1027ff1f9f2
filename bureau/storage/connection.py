"""Connections to the one SQLite file: one writer inside operations, any number of readers."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bureau.ledger.chinese import sort_key
from bureau.storage.grams import grams, normal
from bureau.storage.seal import seal_in_sql

APPLICATION_ID = 0x43475442
"""`CGTB`, in the database's header: what kind of file this is."""
SYNCHRONOUS = "FULL"
"""Each commit is on the disk when it returns; tests, whose folders are thrown away, don't wait."""


Reader = sqlite3.Connection
"""What figures are given to read from: a connection that can't write."""
StoredRow = sqlite3.Row
"""A row as it is read, its columns by name."""


def connect_writer(database: Path) -> sqlite3.Connection:
    """A connection that may write; only the store's gate holds one."""
    conn = sqlite3.connect(database, isolation_level=None, timeout=5, check_same_thread=False)
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
    prepare(conn)
    return conn


def connect_reader(database: Path) -> sqlite3.Connection:
    """A connection that can't write, whatever it is asked."""
    uri = f"{database.resolve().as_uri()}?mode=ro"
    try:
        return open_reader(uri)
    except sqlite3.OperationalError:
        # A folder that can't be written has no room for the files beside a WAL database; when
        # nothing waits in one, the database can be read as it is.
        log = database.with_name(database.name + "-wal")
        if not database.exists() or (log.exists() and log.stat().st_size):
            raise
        return open_reader(f"{uri}&immutable=1")


def open_reader(uri: str) -> sqlite3.Connection:
    """One read-only connection that is known to read."""
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5, check_same_thread=False)
    try:
        prepare(conn)
        conn.execute("PRAGMA query_only = ON")
        conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        conn.close()
        raise
    return conn


def prepare(conn: sqlite3.Connection) -> None:
    """What every connection has: foreign keys, row access by name, the program's SQL functions."""
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA cache_size = -32000")
    conn.create_function("seal", 2, seal_in_sql)
    conn.create_function("sort_key", 1, lambda text: text and sort_key(text), deterministic=True)
    conn.create_function("normal", 1, lambda text: text and normal(text), deterministic=True)
    conn.create_function("grams", 1, lambda text: text and grams(text), deterministic=True)
