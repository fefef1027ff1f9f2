"""Checks of a data folder: the file itself, the journal's chain, and then every record against both."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bureau.errors import EnvironmentFault
from bureau.storage.check_records import derived_findings, row_findings, search_findings
from bureau.storage.check_recurrence import recurrence_findings
from bureau.storage.head import lost_since, read_head
from bureau.storage.operation import op_header
from bureau.storage.paths import DataFolder
from bureau.storage.seal import GENESIS, chain_hash, holds, is_redacted

if TYPE_CHECKING:
    from bureau.storage.store import Store


def check(store: Store) -> list[str]:
    """Every finding as one Chinese sentence; an empty list means sound."""
    with store.snapshot() as conn:
        findings = list(file_findings(conn))
        if not findings:
            findings += head_findings(conn, store.folder)
            findings += readable(chain_findings(conn), "历史记录")
            findings += readable(row_findings(conn, store.shapes), "台账")
            findings += readable(derived_findings(conn, store.shapes), "排序依据")
            findings += readable(search_findings(conn, store.shapes), "搜索索引")
            findings += readable(recurrence_findings(conn, store.shapes), "反弹关系")
    return findings


def quick(store: Store) -> list[str]:
    """What a start looks for: pages that can't be read. Opening has compared the head already."""
    with store.snapshot() as conn:
        try:
            found = [row[0] for row in conn.execute("PRAGMA quick_check(5)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
    return [f"数据库文件损坏：{one}；请从备份恢复。" for one in found if one != "ok"]


def readable(findings: Iterator[str], what: str) -> Iterator[str]:
    """The findings, and one more when what was to be checked can't even be read."""
    try:
        yield from findings
    except sqlite3.DatabaseError as error:
        yield f"{what}里有读不出来的内容（{error}）；请从备份恢复。"


def file_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """SQLite's own view of the file."""
    try:
        for row in conn.execute("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                yield f"数据库文件损坏：{row[0]}；请从备份恢复。"
        for row in conn.execute("PRAGMA foreign_key_check"):
            yield f"{row[0]} 的第 {row[1]} 条指向不存在的名称（{row[2]}）；请从备份恢复或重新填写。"
    except sqlite3.DatabaseError as error:
        yield f"数据库文件损坏（{error}）；请从备份恢复。"


def head_findings(conn: sqlite3.Connection, folder: DataFolder) -> Iterator[str]:
    """Whether what was said to be saved is there."""
    try:
        head = read_head(folder.head)
    except EnvironmentFault as fault:
        yield fault.sentence
        return
    operations = conn.execute("SELECT count(*) FROM op").fetchone()[0]
    if head is None and operations:
        yield "日志头文件不见了，无法核对最后几次保存是否完整；保存一次即可重新建立。"
    elif sentence := lost_since(conn, head):
        yield sentence


def chain_findings(conn: sqlite3.Connection) -> Iterator[str]:
    """Each station's chain of operations, and each payload against its seal."""
    expected: dict[int, tuple[int, bytes]] = {}
    next_change = 1
    last_change = conn.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0]
    for op in conn.execute("SELECT * FROM op ORDER BY rowid").fetchall():
        seq, prev = expected.get(op["station"], (0, GENESIS))
        name = f"操作 {op['station']}-{op['seq']}“{op['label']}”"
        if op["seq"] != seq + 1 or bytes(op["prev"]) != prev:
            yield f"{name}与前一次操作接不上：历史被删改过；请从备份恢复。"
        if op["first_change"] != next_change:
            yield f"{name}之前有不属于任何操作的改动记录；请从备份恢复。"
        next_change = op["last_change"] + 1
        changes = conn.execute(
            "SELECT id, ledger, record, kind, before, after, seal FROM change"
            " WHERE id BETWEEN ? AND ? ORDER BY id",
            (op["first_change"], op["last_change"]),
        ).fetchall()
        undoes = None if op["undoes_seq"] is None else (op["undoes_station"], op["undoes_seq"])
        header = op_header(
            op["station"], op["seq"], op["lamport"], op["kind"], op["schema"], op["label"],
            op["actor"], op["at"], undoes,
        )  # fmt: skip
        lines = [(row["ledger"], row["record"], row["kind"], bytes(row["seal"])) for row in changes]
        if chain_hash(prev, header, lines) != bytes(op["hash"]):
            yield f"{name}的记录被改动过；请从备份恢复。"
        for row in changes:
            sealed = bytes(row["seal"])
            if not is_redacted(sealed) and not holds(sealed, row["before"], row["after"]):
                yield f"{name}里 {row['ledger']} 第 {row['record']} 条的内容被改动过；请从备份恢复。"
        expected[op["station"]] = (op["seq"], bytes(op["hash"]))
    if next_change <= last_change:
        yield "最后一次操作之后还有不属于任何操作的改动记录；请从备份恢复。"
