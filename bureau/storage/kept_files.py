"""Files of other programs kept by content inside the database: every copy of it has them too.

Photos are many and large and lie in a folder; these are few and small, and a backup without them
would be worth nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from bureau.storage.operation import Operation

LARGEST: Final = 20 * 2**20


def keep_file(op: Operation, content: bytes, name: str) -> str:
    """Takes a file in; gives its content hash, by which records name it. The same one is kept once.

    Undo of the operation leaves it: the journal names files by hash only. Raises UserError.
    """
    if len(content) > LARGEST:
        raise UserError(f"“{name}”超过 20 MB；请先压缩里面的图片再添加。")
    digest = hashlib.sha256(content).hexdigest()
    op.execute(
        "INSERT OR IGNORE INTO kept_file (hash, name, bytes, added_at, content)"
        " VALUES (?, ?, ?, ?, ?)",
        (digest, name, len(content), op.at.isoformat(sep=" ", timespec="seconds"), content),
    )
    return digest


def kept_file(conn: sqlite3.Connection, digest: str) -> bytes:
    """The content of a file. Raises UserError where it is missing."""
    row = conn.execute("SELECT content FROM kept_file WHERE hash = ?", (digest,)).fetchone()
    if row is None:
        raise UserError("这个文件不在数据里了；请重新添加表样，或从备份恢复。")
    return bytes(row["content"])


def file_findings(conn: sqlite3.Connection, named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Files that records name (in words, and by hash) but that are missing, or aren't what was kept."""
    for words, digest in named:
        row = conn.execute("SELECT content FROM kept_file WHERE hash = ?", (digest,)).fetchone()
        if row is None:
            yield f"{words}不在数据里了；请重新添加，或从备份恢复。"
        elif hashlib.sha256(bytes(row["content"])).hexdigest() != digest:
            yield f"{words}已损坏；请重新添加，或从备份恢复。"
