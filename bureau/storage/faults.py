"""SQLite's and the disk's own errors, said in one Chinese sentence each."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bureau.errors import EnvironmentFault

SENTENCES = {
    sqlite3.SQLITE_FULL: "磁盘已满，这一步没有保存，原有数据不受影响；请清理磁盘后重试。",
    sqlite3.SQLITE_READONLY: "数据文件夹不能写入，这一步没有保存；请检查文件夹的写入权限。",
    sqlite3.SQLITE_BUSY: "数据库正被另一个程序占用，这一步没有保存；请稍后重试。",
    sqlite3.SQLITE_LOCKED: "数据库正被另一个程序占用，这一步没有保存；请稍后重试。",
    sqlite3.SQLITE_CORRUPT: "数据库文件已损坏；请不要再录入，从“备份”里恢复最近的一份。",
    sqlite3.SQLITE_NOTADB: "数据文件夹里的 bureau.sqlite 不是本程序的数据库，或已损坏；请从备份恢复。",
    sqlite3.SQLITE_CANTOPEN: "打不开数据库；请检查数据文件夹是否存在、是否有读写权限。",
    sqlite3.SQLITE_IOERR: "读写磁盘出错，这一步没有保存；请检查磁盘或U盘是否还连着。",
    sqlite3.SQLITE_NOMEM: "内存不足，这一步没有保存；请关闭一些程序后重试。",
    sqlite3.SQLITE_PERM: "没有权限读写数据文件夹；请检查文件夹的权限。",
}


def sentence_for(error: sqlite3.Error, database: Path) -> str | None:
    """The sentence for an error that is the surroundings' fault, None for one of the program's own."""
    code = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith("Could not decode to UTF-8"):
        code = sqlite3.SQLITE_CORRUPT
    if not isinstance(code, int):
        return None
    sentence = SENTENCES.get(code & 0xFF)
    return told(sentence, database) if sentence else None


def told(sentence: str, database: Path) -> str:
    """A sentence with the place that it is about."""
    return f"{sentence[:-1]}（{database.parent}）。"


@contextmanager
def told_in_chinese(database: Path) -> Iterator[None]:
    """Turns SQLite's and the system's errors into an EnvironmentFault that says what is safe."""
    try:
        yield
    except UnicodeDecodeError as error:
        # The complaint of SQLite itself quotes what is damaged, and that is no text any more.
        raise EnvironmentFault(told(SENTENCES[sqlite3.SQLITE_CORRUPT], database)) from error
    except sqlite3.Error as error:
        sentence = sentence_for(error, database)
        if sentence is None:
            raise
        raise EnvironmentFault(sentence) from error
    except OSError as error:
        raise EnvironmentFault(disk_sentence(error, database.parent)) from error


def disk_sentence(error: OSError, place: Path) -> str:
    """What a failed file operation means to a clerk."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"磁盘已满，没有写入；请清理磁盘后重试（{place}）。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写入权限；请检查文件夹的权限，或换一个文件夹（{place}）。"
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"{place} 是文件，不是文件夹；请换一个数据文件夹。"
    if error.errno == errno.ENOENT:
        return f"找不到文件夹或文件；请检查路径（{place}）。"
    return f"读写文件出错（{error.strerror or '未知原因'}）；请检查磁盘（{place}）。"
