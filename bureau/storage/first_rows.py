"""The first rows of a long ledger: what is soon found is shown before everything is put in order."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sort, field_of, order_by
from bureau.ledger.types import Choice, Reference
from bureau.storage.rows import bound, ids

NEAR = 20_000
"""So many records of the order are looked through for those that a filter lets through."""
MANY_NAMES = 500
"""With more names in a column than these, the column is sorted as any other."""

SPELT = "sort_key("
"""In an order: keys of Chinese text that are made while it is read, which is slow."""


def first_ids(
    conn: sqlite3.Connection,
    ledger: Ledger,
    where: Filter | None,
    sorts: Sequence[Sort],
    *,
    today: date,
    limit: int,
) -> tuple[array[int], bool]:
    """The first ids in order, at most `limit`, and whether these are known to be all.

    Where an index gives the order, only the records near its beginning are looked through.
    """
    condition, parameters = bound(ledger, where, today)
    near = (
        f"SELECT t.id AS id, {condition} AS fits FROM {ledger.table} t"
        f" ORDER BY {order_by(ledger, sorts)} LIMIT {NEAR}"
    )
    if is_walked(conn, near, parameters):
        sql = f"SELECT id FROM ({near}) WHERE fits LIMIT {int(limit)}"
        return listed(conn, sql, parameters), False
    if where is None and sorts and is_named_by_index(conn, ledger, sorts[0]):
        found = first_by_name(conn, ledger, sorts, limit)
        if len(found) == limit:
            return found, False
    if SPELT in order_by(ledger, sorts):
        # What costs is the key of every record: with all of them made, all are put in order.
        return ids(conn, ledger, where, sorts, today=today), True
    found = ids(conn, ledger, where, sorts, today=today, limit=limit)
    return found, len(found) < limit


def is_walked(conn: sqlite3.Connection, sql: str, parameters: Mapping[str, object]) -> bool:
    """Whether an index gives the order of a statement, so that nothing is sorted first."""
    plan = conn.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
    return all(step["detail"] != "USE TEMP B-TREE FOR ORDER BY" for step in plan)


def is_named_by_index(conn: sqlite3.Connection, ledger: Ledger, sort: Sort) -> bool:
    """Whether a sort goes by names that the column refers to, and the column has an index."""
    if sort.key == "id" or not isinstance(field_of(ledger, sort.key).type, Choice | Reference):
        return False
    sql = (
        "SELECT 1 FROM pragma_index_list(?) l, pragma_index_info(l.name) i"
        " WHERE i.seqno = 0 AND i.name = ? AND NOT l.partial"
    )
    return conn.execute(sql, (ledger.table, sort.key)).fetchone() is not None


def first_by_name(
    conn: sqlite3.Connection, ledger: Ledger, sorts: Sequence[Sort], limit: int
) -> array[int]:
    """The first ids in the order of names: each name's records are found by the index.

    Fewer than `limit` when there are too many names, or the records without one are reached.
    """
    leading, found = sorts[0], array("q")
    name = f'"{leading.key}"'
    # Steps from each value of the index to the next one, whatever number of records it has.
    sql = (
        f"WITH RECURSIVE value(v) AS (SELECT min({name}) FROM {ledger.table} UNION ALL"
        f" SELECT (SELECT min({name}) FROM {ledger.table} WHERE {name} > v) FROM value"
        f" WHERE v IS NOT NULL LIMIT {MANY_NAMES})"
        f" SELECT t.{name} AS v, {leading.expression(ledger)} AS place"
        f" FROM (SELECT v AS {name} FROM value WHERE v IS NOT NULL) t"
        f" ORDER BY {leading.sql(ledger)}"
    )
    names = conn.execute(sql).fetchall()
    if len(names) >= MANY_NAMES - 1:
        return found
    for place, alike in groupby(names, lambda row: row["place"]):
        if place is None or len(found) == limit:
            break
        values = [row["v"] for row in alike]
        sql = (
            f"SELECT t.id FROM {ledger.table} t"
            f" WHERE t.{name} IN ({', '.join('?' for _ in values)})"
            f" ORDER BY {order_by(ledger, sorts[1:])} LIMIT {limit - len(found)}"
        )
        found.extend(listed(conn, sql, values))
    return found


def listed(
    conn: sqlite3.Connection, sql: str, parameters: Mapping[str, object] | Sequence[object]
) -> array[int]:
    """The ids that a statement gives."""
    rows = conn.execute(sql, parameters)
    rows.row_factory = None
    return array("q", (row[0] for row in rows))
