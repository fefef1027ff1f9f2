"""Whether places and chains are what the records themselves say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from bureau.storage import search
from bureau.storage.occurrences import Rules, occurrences, recurring, rules_of
from bureau.storage.recurrence import DIFFERS, IN_LIST, links_of, previous_of
from bureau.storage.shape import Shape

CHUNK = 5_000
REBUILD = "请运行“检查数据”并选择重建（check --rebuild）。"


def recurrence_findings(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Keys and chains against the records. While some still wait, their neighbours can't be judged."""
    for shape, ledger, _ in recurring(shapes):
        waiting = "SELECT 1 FROM search_pending WHERE ledger = ? LIMIT 1"
        if conn.execute(waiting, (ledger.name,)).fetchone() is not None:
            continue
        rules = rules_of(conn, shapes, ledger)
        records = [row["id"] for row in conn.execute(f"SELECT id FROM {shape.table} ORDER BY id")]
        wrong = sum(
            wrong_ones(conn, rules, records[start : start + CHUNK])
            for start in range(0, len(records), CHUNK)
        )
        if wrong:
            yield f"“{ledger.title}”有 {wrong} 条的地点或反弹关系过时；{REBUILD}"
    yield from leftovers(conn, shapes)


def wrong_ones(conn: sqlite3.Connection, rules: Rules, records: Sequence[int]) -> int:
    """How many of these records stand otherwise than they should."""
    known = occurrences(conn, rules, records)
    marks = (search.marks(records),)
    keys = f"SELECT record, place, begins, ends FROM place_key WHERE record {IN_LIST}"
    stored_keys = {tuple(row) for row in conn.execute(keys, marks)}
    expected_keys = {
        (record, key, one.begins, one.stop) for record, one in known.items() for key in one.keys
    }
    links = f"SELECT record, previous, days FROM recurrence WHERE record {IN_LIST}"
    stored = {row["record"]: (row["previous"], row["days"]) for row in conn.execute(links, marks)}
    expected = links_of(known, previous_of(conn, rules, known))
    wrong = {row[0] for row in stored_keys ^ expected_keys}
    wrong |= {record for record in records if stored.get(record) != expected.get(record)}
    return len(wrong)


def leftovers(conn: sqlite3.Connection, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Keys and chains of records that are gone, and chains that are miscounted."""
    tables = [shape.table for shape, _, _ in recurring(shapes)]
    there = " UNION ALL ".join(f"SELECT id FROM {table}" for table in tables)
    pending = "SELECT id FROM search_pending"
    for table in ("place_key", "recurrence"):
        sql = f"SELECT count(*) FROM {table} WHERE record NOT IN ({there} UNION ALL {pending})"
        if gone := conn.execute(sql).fetchone()[0]:
            yield f"反弹关系里有 {gone} 条已不存在的记录；{REBUILD}"
    if conn.execute(f"{pending} LIMIT 1").fetchone() is None:
        miscounted = conn.execute(DIFFERS.format(where="1")).fetchall()
        if miscounted:
            yield f"反弹次数有 {len(miscounted)} 条不对；{REBUILD}"
