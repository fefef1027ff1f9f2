"""Every record against what history says it is, and what is derived from records against them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bureau.storage.grams import grams
from bureau.storage.merging.deeds import Deeds
from bureau.storage.merging.knowledge import read_knowledge
from bureau.storage.merging.withholding import read_withheld
from bureau.storage.operation import INSERT, REMOVE, RESTATE, UPDATE
from bureau.storage.search import text_sql
from bureau.storage.shape import CATALOGUE_LEDGER, Shape

STATION_ZERO = 10**9
"""Ids below are shipped defaults, which no operation made; `planted` says what they were like."""
WRITES = f"('{INSERT}', '{UPDATE}', '{REMOVE}', '{RESTATE}')"
MEND = "请从备份恢复，或核对这一条。"
REBUILD = "请运行“检查数据”并选择重建（check --rebuild）。"


def title(shapes: Mapping[str, Shape], ledger: str) -> str:
    """What a clerk calls the ledger."""
    shape = shapes.get(ledger)
    if shape is not None and shape.parent:
        shape = shapes.get(shape.parent)
    return shape.declaration.title if shape is not None and shape.declaration else ledger


def row_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Records against their histories: those only ever inserted by comparison, others by replay."""
    # Once for all ledgers: their number times the length of history takes half a minute.
    with set_down(
        conn,
        "longer_histories",
        f"SELECT record FROM change WHERE kind IN {WRITES} GROUP BY record"
        f" HAVING count(*) > 1 OR min(kind) <> '{INSERT}'"
        " UNION SELECT c.record FROM withheld w JOIN op o ON o.station = w.station AND o.seq ="
        f" w.seq JOIN change c ON c.id BETWEEN o.first_change AND o.last_change"
        f" WHERE c.kind IN {WRITES}",
    ) as longer:
        yield from compared(conn, shapes, longer)
        yield from planted_findings(conn, shapes[CATALOGUE_LEDGER], longer)
        yield from replay_findings(conn, shapes, longer)


def compared(conn: sqlite3.Connection, shapes: Mapping[str, Shape], longer: str) -> Iterator[str]:
    """Records that were only ever inserted, against what was."""
    for ledger, shape in shapes.items():
        name = title(shapes, ledger)
        unlike = conn.execute(
            f"SELECT t.id AS id, c.after AS image FROM {shape.table} t"
            f" LEFT JOIN change c ON c.record = t.id AND c.kind = '{INSERT}'"
            f" WHERE t.id >= {STATION_ZERO} AND t.id NOT IN ({longer})"
            " AND (c.id IS NULL OR (c.after IS NOT NULL AND c.after IS NOT"
            f" (SELECT {shape.array_sql} FROM {shape.table} s WHERE s.id = t.id)))"
        )
        for row in unlike.fetchall():
            if row["image"] is None or not agrees(conn, shape, row["id"], row["image"]):
                yield f"“{name}”的一条记录（{row['id']}）与它的历史不一致；{MEND}"
        gone = conn.execute(
            "SELECT record FROM change WHERE ledger = ? AND kind = ? AND record NOT IN"
            f" ({longer}) AND record NOT IN (SELECT id FROM {shape.table})",
            (ledger, INSERT),
        )
        for row in gone.fetchall():
            yield f"“{name}”的一条记录（{row['record']}）不见了，历史里没有删除它；{MEND}"


@contextmanager
def set_down(conn: sqlite3.Connection, name: str, sql: str) -> Iterator[str]:
    """The ids that a query finds in a table of this connection's own; gives what reads them again."""
    with own_tables(conn):
        conn.execute(f"DROP TABLE IF EXISTS temp.{name}")
        conn.execute(f"CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY)")
        conn.execute(f"INSERT INTO temp.{name} {sql}")
    try:
        yield f"SELECT id FROM temp.{name}"
    finally:
        with own_tables(conn):
            conn.execute(f"DROP TABLE temp.{name}")


@contextmanager
def own_tables(conn: sqlite3.Connection) -> Iterator[None]:
    """A table of one's own needs writing to be allowed; the file itself is open for reading only."""
    conn.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        conn.execute("PRAGMA query_only = ON")


def agrees(conn: sqlite3.Connection, shape: Shape, record: int, image: str) -> bool:
    """Whether a row is as an image has it; columns added since are empty."""
    row = conn.execute(f"SELECT * FROM {shape.table} WHERE id = ?", (record,)).fetchone()
    state = state_of(shape, image)
    return row is not None and all(row[key] == value for key, value in state.items())


def state_of(shape: Shape, image: str) -> dict[str, object]:
    """The fields in a journalled array; an unreadable one agrees with nothing."""
    try:
        values = json.loads(image)
    except ValueError:
        values = None
    if not isinstance(values, list) or len(values) > len(shape.columns):
        return {shape.columns[0]: object()}
    values += [None] * (len(shape.columns) - len(values))
    return dict(zip(shape.columns, values, strict=True))


def planted_findings(conn: sqlite3.Connection, shape: Shape, longer: str) -> Iterator[str]:
    """Shipped classes that nobody changed, against what was planted."""
    rows = conn.execute(
        f"SELECT p.id AS id, p.image AS image FROM planted p WHERE p.id NOT IN ({longer})"
        f" AND p.image IS NOT (SELECT {shape.array_sql} FROM {shape.table} t WHERE t.id = p.id)"
    )
    for row in rows.fetchall():
        if not agrees(conn, shape, row["id"], row["image"]):
            yield f"自带分类（{row['id']}）被改动过，历史里没有记载；{MEND}"
    strangers = conn.execute(
        f"SELECT id FROM {shape.table} WHERE id < {STATION_ZERO}"
        " AND id NOT IN (SELECT id FROM planted)"
    )
    for row in strangers.fetchall():
        yield f"分类目录里有来历不明的一条（{row['id']}）；{MEND}"


def replay_findings(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], longer: str
) -> Iterator[str]:
    """Records with a longer history, against what stands of it."""
    deeds = Deeds(conn, shapes, read_knowledge(conn), read_withheld(conn))
    records = [row["id"] for row in conn.execute(longer)]
    for (ledger, record), standing in deeds.standings(records).items():
        shape = shapes[ledger]
        row = conn.execute(f"SELECT * FROM {shape.table} WHERE id = ?", (record,)).fetchone()
        if row is None and not standing.alive:
            continue
        known = standing.known_values
        differs = row is None or not standing.alive or any(row[key] != known[key] for key in known)
        if standing.is_broken or differs:
            yield f"“{title(shapes, ledger)}”的一条记录（{record}）与它的历史不一致；{MEND}"


def derived_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Sort keys against the texts they were made of."""
    for ledger, shape in shapes.items():
        for name in shape.derived:
            source = name.removeprefix("_sort_")
            sql = f'SELECT count(*) FROM {shape.table} WHERE "{name}" IS NOT sort_key("{source}")'
            if wrong := conn.execute(sql).fetchone()[0]:
                yield f"“{title(shapes, ledger)}”有 {wrong} 条的排序依据过时；{REBUILD}"


def search_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """The searched texts against the records, and the index against the texts."""
    for ledger, shape in shapes.items():
        orphans = conn.execute(
            "SELECT count(*) FROM search_doc WHERE ledger = ?"
            f" AND id NOT IN (SELECT id FROM {shape.table})",
            (ledger,),
        ).fetchone()[0]
        if orphans:
            yield f"搜索索引里有 {orphans} 条“{title(shapes, ledger)}”已不存在；{REBUILD}"
        sql = text_sql(shapes, ledger)
        if sql is None:
            continue
        stale = conn.execute(
            f"SELECT count(*) FROM ({sql}) s LEFT JOIN search_doc d ON d.id = s.id"
            " WHERE s.id NOT IN (SELECT id FROM search_pending)"
            " AND coalesce(d.text, '') IS NOT coalesce(normal(s.text), '')"
        ).fetchone()[0]
        if stale:
            yield f"“{title(shapes, ledger)}”有 {stale} 条的搜索文字过时；{REBUILD}"
    expected: Counter[str] = Counter()
    for row in conn.execute("SELECT text FROM search_doc"):
        expected.update(set(grams(row["text"]).split()))
    if indexed_counts(conn) != expected:
        yield f"搜索索引与搜索文字不一致，有的记录会搜不到；{REBUILD}"


def indexed_counts(conn: sqlite3.Connection) -> dict[str, int] | None:
    """How many records the index has for each pair of characters; None when it is broken."""
    try:
        with own_tables(conn):
            conn.execute(
                "CREATE VIRTUAL TABLE temp.indexed_grams"
                " USING fts5vocab('main', 'search_gram', 'row')"
            )
            found = conn.execute("SELECT term, doc FROM indexed_grams").fetchall()
            conn.execute("DROP TABLE temp.indexed_grams")
    except sqlite3.DatabaseError:
        return None
    return {row["term"]: row["doc"] for row in found}
