"""The head file: the last operation's number and hash outside the database, so that a loss shows."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bureau.errors import EnvironmentFault

WIDTH = 256
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Head:
    """The last operation that was on the disk when the screen said so."""

    station: int
    seq: int
    hash: str


class HeadFile:
    """The open head file; one small block, overwritten in place and forced to the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        if os.fstat(self.descriptor).st_size == 0:
            # Room is taken now: a disk that is full later must not fail what is already committed.
            try:
                os.write(self.descriptor, b" " * WIDTH)
            except OSError:
                self.close()
                raise

    def write(self, head: Head) -> None:
        """Replaces the head and waits for the disk."""
        text = json.dumps(
            {"format": FORMAT, "station": head.station, "seq": head.seq, "hash": head.hash}
        )
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        os.write(self.descriptor, text.ljust(WIDTH - 1).encode() + b"\n")
        getattr(os, "fdatasync", os.fsync)(self.descriptor)

    def begin_with(self, first: Head | None) -> None:
        """Writes the first head of all where the program ended between a first operation and it."""
        if first is not None and first.seq == 1 and read_head(self.path) is None:
            self.write(first)

    def close(self) -> None:
        """Closes the file."""
        os.close(self.descriptor)


def read_head(path: Path) -> Head | None:
    """The head on the disk; None when there is none. Raises EnvironmentFault when unreadable."""
    try:
        text = path.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        text = "?"
    if not text:
        return None
    try:
        known = json.loads(text)
        return Head(int(known["station"]), int(known["seq"]), str(known["hash"]))
    except (ValueError, KeyError, TypeError):
        raise EnvironmentFault(
            f"日志头文件 {path.name} 已损坏，无法核对最后几次保存是否完整；请运行“检查数据”。"
        ) from None


def lost_since(conn: sqlite3.Connection, head: Head | None) -> str | None:
    """A sentence when the database lacks, or has otherwise, what the head says was saved."""
    if head is None:
        return None
    row = conn.execute(
        "SELECT hash FROM op WHERE station = ? AND seq = ?", (head.station, head.seq)
    ).fetchone()
    if row is None:
        last = conn.execute(
            "SELECT coalesce(max(seq), 0) AS seq FROM op WHERE station = ?", (head.station,)
        ).fetchone()["seq"]
        return (
            f"数据库比上次保存时少了最近 {head.seq - last} 次操作（应到第 {head.seq} 次，"
            f"只有第 {last} 次）；数据文件可能被旧文件替换或损坏，请从备份恢复。"
        )
    if bytes(row["hash"]).hex() != head.hash:
        return f"第 {head.seq} 次操作的记录与日志头不一致；数据文件被改动过，请从备份恢复。"
    return None


def newest(conn: sqlite3.Connection, station: int) -> Head | None:
    """The head as the database has it for one station."""
    row = conn.execute(
        "SELECT seq, hash FROM op WHERE station = ? ORDER BY seq DESC LIMIT 1", (station,)
    ).fetchone()
    return Head(station, int(row["seq"]), bytes(row["hash"]).hex()) if row else None
