"""Checks of a data folder: the file, the journal's chain, rows against the journal, search, photos."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bureau.errors import EnvironmentFault
from bureau.storage.grams import grams
from bureau.storage.head import lost_since, read_head
from bureau.storage.operation import INSERT, REMOVE, UPDATE, op_header
from bureau.storage.paths import DataFolder
from bureau.storage.seal import GENESIS, chain_hash, holds, is_redacted
from bureau.storage.search import text_sql
from bureau.storage.shape import Shape

if TYPE_CHECKING:
    from bureau.storage.store import Store

STATION_ZERO = 10**9
"""Ids below are shipped defaults, which no journal entry made."""
WRITES = f"('{INSERT}', '{UPDATE}', '{REMOVE}')"
REBUILD = "请运行“检查数据”并选择重建（check --rebuild）。"


def check(store: Store) -> list[str]:
    """Every finding as one Chinese sentence; an empty list means sound."""
    findings: list[str] = []
    with store.snapshot() as conn:
        findings += file_findings(conn)
        if findings:
            return findings
        findings += head_findings(conn, store.folder)
        findings += chain_findings(conn)
        findings += row_findings(conn, store.shapes)
        findings += derived_findings(conn, store.shapes)
        try:
            findings += search_findings(conn, store.shapes)
        except sqlite3.DatabaseError as error:
            findings.append(f"搜索索引损坏（{error}）；{REBUILD}")
    return findings


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


def row_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Rows against what the journal says they are."""
    many = (
        f"SELECT record FROM change WHERE kind IN {WRITES} GROUP BY record"
        f" HAVING count(*) > 1 OR min(kind) <> '{INSERT}'"
    )
    for shape in shapes.values():
        image = shape.array_sql
        sql = (
            f"SELECT t.id FROM {shape.table} t LEFT JOIN change c ON c.record = t.id"
            f" AND c.kind = '{INSERT}' WHERE t.id >= {STATION_ZERO} AND t.id NOT IN ({many})"
            " AND (c.id IS NULL OR (c.after IS NOT NULL AND c.after IS NOT"
            f" (SELECT {image} FROM {shape.table} s WHERE s.id = t.id)))"
        )
        for row in conn.execute(sql):
            if shape.array_sql and not same_but_longer(conn, shape, row[0]):
                yield f"{shape.ledger} 第 {row[0]} 条与它的历史不一致；请从备份恢复或核对这一条。"
        gone = (
            "SELECT c.record FROM change c WHERE c.ledger = ? AND c.kind = ? AND c.record NOT IN"
            f" ({many}) AND c.record NOT IN (SELECT id FROM {shape.table})"
        )
        for row in conn.execute(gone, (shape.ledger, INSERT)):
            yield f"{shape.ledger} 第 {row[0]} 条不见了，历史里没有删除它；请从备份恢复。"
    yield from replay_findings(conn, shapes, many)


def same_but_longer(conn: sqlite3.Connection, shape: Shape, record: int) -> bool:
    """Whether the row differs from its journalled array only by columns added since, still empty."""
    row = conn.execute(f"SELECT * FROM {shape.table} WHERE id = ?", (record,)).fetchone()
    old = conn.execute(
        "SELECT after FROM change WHERE record = ? AND kind = ?", (record, INSERT)
    ).fetchone()
    if row is None or old is None:
        return False
    values = json.loads(old["after"])
    values += [None] * (len(shape.columns) - len(values))
    return bool(values == [row[name] for name in shape.columns])


def replay_findings(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], many: str
) -> Iterator[str]:
    """Records with a longer history, replayed."""
    sql = (
        f"SELECT ledger, record, kind, before, after FROM change WHERE record IN ({many})"
        f" AND kind IN {WRITES} ORDER BY record, id"
    )
    states: dict[tuple[str, int], dict[str, object] | None] = {}
    for row in conn.execute(sql):
        key, shape = (row["ledger"], row["record"]), shapes.get(row["ledger"])
        if shape is None:
            continue
        if row["kind"] != REMOVE and row["after"] is None:
            states[key] = {}  # erased by law: what the record holds is no longer known
        elif row["kind"] == INSERT:
            values = json.loads(row["after"])
            values += [None] * (len(shape.columns) - len(values))
            states[key] = dict(zip(shape.columns, values, strict=True))
        elif row["kind"] == UPDATE:
            states[key] = {**(states.get(key) or {}), **json.loads(row["after"])}
        else:
            states[key] = None
    for (ledger, record), state in states.items():
        shape = shapes[ledger]
        found = conn.execute(f"SELECT * FROM {shape.table} WHERE id = ?", (record,)).fetchone()
        if (found is None) != (state is None) or (
            found is not None and state and any(found[key] != state[key] for key in state)
        ):
            yield f"{ledger} 第 {record} 条与它的历史不一致；请从备份恢复或核对这一条。"


def derived_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Sort keys against the texts they were made of."""
    for shape in shapes.values():
        for name in shape.derived:
            source = name.removeprefix("_sort_")
            sql = f'SELECT count(*) FROM {shape.table} WHERE "{name}" IS NOT sort_key("{source}")'
            if wrong := conn.execute(sql).fetchone()[0]:
                yield f"{shape.ledger} 有 {wrong} 条的排序依据过时；{REBUILD}"


def search_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """The searched texts against the records, and the index against the texts."""
    for ledger, shape in shapes.items():
        orphans = conn.execute(
            "SELECT count(*) FROM search_doc WHERE ledger = ?"
            f" AND id NOT IN (SELECT id FROM {shape.table})",
            (ledger,),
        ).fetchone()[0]
        if orphans:
            yield f"搜索索引里有 {orphans} 条 {ledger} 已不存在；{REBUILD}"
        sql = text_sql(shapes, ledger)
        if sql is None:
            continue
        stale = conn.execute(
            f"SELECT count(*) FROM ({sql}) s LEFT JOIN search_doc d ON d.id = s.id"
            " WHERE s.id NOT IN (SELECT id FROM search_pending)"
            " AND coalesce(d.text, '') IS NOT coalesce(normal(s.text), '')"
        ).fetchone()[0]
        if stale:
            yield f"{ledger} 有 {stale} 条的搜索文字过时；{REBUILD}"
    expected: Counter[str] = Counter()
    for row in conn.execute("SELECT text FROM search_doc"):
        expected.update(grams(row["text"]).split())
    if indexed_counts(conn) != expected:
        yield f"搜索索引与搜索文字不一致，有的记录会搜不到；{REBUILD}"


def indexed_counts(conn: sqlite3.Connection) -> dict[str, int]:
    """How many records the index has for each pair of characters."""
    # A table of one's own needs writing to be allowed; the file itself is open for reading only.
    conn.execute("PRAGMA query_only = OFF")
    try:
        conn.execute(
            "CREATE VIRTUAL TABLE temp.indexed_grams USING fts5vocab('main', 'search_gram', 'row')"
        )
        found = {row["term"]: row["doc"] for row in conn.execute("SELECT * FROM indexed_grams")}
        conn.execute("DROP TABLE temp.indexed_grams")
    finally:
        conn.execute("PRAGMA query_only = ON")
    return found
