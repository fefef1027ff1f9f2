"""The search index: overlapping pairs of characters, kept with the exact text they were made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence

from bureau.ledger.declaration import Ledger
from bureau.ledger.types import Choice, Choices, Reference, References
from bureau.storage.grams import gram_query, grams, grams_all, normal, normal_all
from bureau.storage.shape import CATALOGUE_LEDGER, Shape

Execute = Callable[..., sqlite3.Cursor]
"""A connection's `execute`, or an operation's."""
CHUNK = 2_000
"""Records indexed in one transaction of catching up."""
GATHERED = 16 * 2**20
"""Bytes."""


class Indexer:
    """Keeps the search text of single records right inside an operation."""

    def __init__(self, execute: Execute, shapes: Mapping[str, Shape]) -> None:
        self.execute = execute
        self.shapes = shapes

    def refresh(self, ledger: str, record: int) -> None:
        """Indexes the record as it stands now. One that waits for its turn goes on waiting: not only
        its words may be out of date, but the chain of returns that it is in, too.
        """
        sql = text_sql(self.shapes, ledger)
        if sql is None or self.waits(record):
            return
        row = self.execute(f"{sql} WHERE t.id = ?", (record,)).fetchone()
        text = normal(row["text"]) if row and row["text"] else ""
        old = self.execute("SELECT text FROM search_doc WHERE id = ?", (record,)).fetchone()
        if old is not None:
            if old["text"] == text:
                return
            self.forget(record)
        if text:
            add(self.execute, ledger, record, text)

    def waits(self, record: int) -> bool:
        """Whether a record is on the waiting list."""
        sql = "SELECT 1 FROM search_pending WHERE id = ?"
        return self.execute(sql, (record,)).fetchone() is not None

    def forget(self, record: int) -> None:
        """Takes the record out, with exactly the text that was indexed."""
        old = self.execute("SELECT text FROM search_doc WHERE id = ?", (record,)).fetchone()
        self.execute("DELETE FROM search_pending WHERE id = ?", (record,))
        if old is not None:
            self.execute(
                "INSERT INTO search_gram (search_gram, rowid, grams) VALUES ('delete', ?, ?)",
                (record, grams(old["text"])),
            )
            self.execute("DELETE FROM search_doc WHERE id = ?", (record,))

    def requeue_referring(self, ledger: str, record: int) -> None:
        """Leaves the records that show this one's label to be indexed again: it was renamed."""
        for shape in self.shapes.values():
            if text_sql(self.shapes, shape.ledger) is None:
                continue
            for column, target in shape.references:
                if target == ledger:
                    self.execute(
                        "INSERT OR IGNORE INTO search_pending (id, ledger)"
                        f' SELECT id, ? FROM {shape.table} WHERE "{column}" = ?',
                        (shape.ledger, record),
                    )


def add(execute: Execute, ledger: str, record: int, text: str) -> None:
    """Adds one record's normalised text, and takes it off the waiting list."""
    execute("DELETE FROM search_pending WHERE id = ?", (record,))
    execute("INSERT INTO search_doc (id, ledger, text) VALUES (?, ?, ?)", (record, ledger, text))
    execute("INSERT INTO search_gram (rowid, grams) VALUES (?, ?)", (record, grams(text)))


def add_all(
    conn: sqlite3.Connection, ledger: str, ids: Sequence[int], texts: Sequence[str]
) -> None:
    """Adds the texts of many records as they stand in them."""
    worded = zip(ids, normal_all(texts), strict=True)
    kept = [(record, text) for record, text in worded if text]
    conn.executemany(
        "INSERT INTO search_doc (id, ledger, text) VALUES (?, ?, ?)",
        [(record, ledger, text) for record, text in kept],
    )
    pairs = grams_all([text for _, text in kept])
    conn.executemany(
        "INSERT INTO search_gram (rowid, grams) VALUES (?, ?)",
        [(record, found) for (record, _), found in zip(kept, pairs, strict=True)],
    )


def searched(shapes: Mapping[str, Shape], ledger: str) -> list[tuple[str, Ledger | None]]:
    """Columns whose words a record is found by, each with the ledger whose labels it shows."""
    shape = shapes.get(ledger)
    if shape is None or shape.declaration is None or shape.declaration.internal:
        return []
    found: list[tuple[str, Ledger | None]] = []
    for field in shape.declaration.stored:
        kind = field.type
        if not kind.searched or isinstance(kind, Choices | References):
            continue
        if not isinstance(kind, Choice | Reference):
            found.append((field.key, None))
            continue
        target = CATALOGUE_LEDGER if isinstance(kind, Choice) else kind.ledger
        if (other := shapes[target].declaration) is not None:
            found.append((field.key, other))
    return found


def text_sql(shapes: Mapping[str, Shape], ledger: str) -> str | None:
    """The statement that gives the searched text of a ledger's records as `text`, by `t.id`."""
    parts: list[str] = []
    joins: list[str] = []
    for key, other in searched(shapes, ledger):
        alias, label = "t", key
        if other is not None:
            alias, label = f"r{len(joins)}", other.label
            joins.append(f'LEFT JOIN {other.table} {alias} ON {alias}.id = t."{key}"')
        parts.append(f"coalesce({alias}.\"{label}\", '')")
    if not parts:
        return None
    text = " || ' ' || ".join(parts)
    return f"SELECT t.id AS id, {text} AS text FROM {shapes[ledger].table} t {' '.join(joins)}"


def texts_of(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: str, ids: Sequence[int]
) -> tuple[list[int], list[str]]:
    """What `text_sql` gives for many records; labels are looked up here, in half the time."""
    fields = searched(shapes, ledger)
    columns = "".join(f', "{key}"' for key, _ in fields)
    sql = (
        f"SELECT id{columns} FROM {shapes[ledger].table}"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    )
    rows = conn.execute(sql, (marks(ids),))
    rows.row_factory = None
    by_column = list(zip(*rows.fetchall(), strict=True))
    if not by_column:
        return [], []
    words = [
        [value or "" for value in values] if other is None else labels(conn, other, values)
        for values, (_, other) in zip(by_column[1:], fields, strict=True)
    ]
    return list(by_column[0]), list(map(" ".join, zip(*words, strict=True)))


def labels(conn: sqlite3.Connection, other: Ledger, ids: Sequence[int | None]) -> list[str]:
    """The labels of records, '' for those that are gone or were never named."""
    sql = (
        f'SELECT id, "{other.label}" FROM {other.table}'
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    rows = conn.execute(sql, (marks({record for record in ids if record is not None}),))
    rows.row_factory = None
    known: dict[int | None, str] = {record: label or "" for record, label in rows.fetchall()}
    return [known.get(record, "") for record in ids]


def marks(ids: Iterable[int]) -> str:
    """Ids as json_each takes them."""
    return f"[{','.join(map(str, ids))}]"


def queue(execute: Execute, ledger: str, first: int, last: int) -> None:
    """Leaves a block of new records to be indexed later."""
    table = ledger.replace("-", "_")
    execute(
        f"INSERT INTO search_pending (id, ledger) SELECT id, ? FROM {table} WHERE id BETWEEN ? AND ?",
        (ledger, first, last),
    )


def catch_up(conn: sqlite3.Connection, shapes: Mapping[str, Shape], limit: int = CHUNK) -> int:
    """Indexes at most `limit` waiting records inside the caller's transaction; gives how many remain."""
    waiting = conn.execute("SELECT DISTINCT ledger FROM search_pending").fetchall()
    collect_more(conn)
    for row in waiting:
        ledger = row["ledger"]
        sql = "SELECT id FROM search_pending WHERE ledger = ? ORDER BY id LIMIT ?"
        ids = [item["id"] for item in conn.execute(sql, (ledger, limit)).fetchall()]
        chosen = "(SELECT value FROM json_each(?))"
        forget_all(conn.execute, chosen, (marks(ids),))
        if searched(shapes, ledger):
            add_all(conn, ledger, *texts_of(conn, shapes, ledger, ids))
        conn.execute(f"DELETE FROM search_pending WHERE id IN {chosen}", (marks(ids),))
    return int(conn.execute("SELECT count(*) AS n FROM search_pending").fetchone()["n"])


def collect_more(conn: sqlite3.Connection) -> None:
    """Lets the index gather more before it writes: at the usual 1 MB it writes and merges twice."""
    sql = "SELECT v FROM search_gram_config WHERE k = 'hashsize'"
    known = conn.execute(sql).fetchone()
    if known is None or known["v"] != GATHERED:
        conn.execute(
            "INSERT INTO search_gram (search_gram, rank) VALUES ('hashsize', ?)", (GATHERED,)
        )


def forget_all(execute: Execute, chosen: str, parameters: tuple[object, ...] = ()) -> None:
    """Takes the records that the subquery `chosen` gives out of the index, not off the waiting list."""
    execute(
        "INSERT INTO search_gram (search_gram, rowid, grams)"
        f" SELECT 'delete', id, grams(text) FROM search_doc WHERE id IN {chosen}",
        parameters,
    )
    execute(f"DELETE FROM search_doc WHERE id IN {chosen}", parameters)


def find(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    words: str,
    *,
    ledger: str | None = None,
    limit: int = 200,
    waiting: bool = True,
) -> list[int]:
    """Ids of records whose text holds every word, newest first, each hit verified.

    Without `waiting` those that are still to be indexed, which takes reading them all, are left out.
    """
    wanted = normal(words).split()
    query = gram_query(words)
    if query is None:
        return []
    verify = " AND ".join("instr(d.text, ?) > 0" for _ in wanted)
    where = " AND d.ledger = ?" if ledger else ""
    parameters: list[object] = [query, *wanted, *([ledger] if ledger else []), limit]
    rows = conn.execute(
        "SELECT d.id AS id FROM search_gram g JOIN search_doc d ON d.id = g.rowid"
        f" WHERE search_gram MATCH ? AND {verify}{where}"
        " AND d.id NOT IN (SELECT id FROM search_pending) ORDER BY g.rowid DESC LIMIT ?",
        parameters,
    ).fetchall()
    found = {int(row["id"]) for row in rows}
    if waiting:
        found |= pending_hits(conn, shapes, wanted, ledger)
    return sorted(found, reverse=True)[:limit]


def pending_hits(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], wanted: list[str], ledger: str | None
) -> set[int]:
    """Hits among records that wait to be indexed."""
    found: set[int] = set()
    for row in conn.execute("SELECT DISTINCT ledger FROM search_pending").fetchall():
        if ledger not in (None, row["ledger"]):
            continue
        sql = text_sql(shapes, row["ledger"])
        if sql is None:
            continue
        verify = " AND ".join("instr(normal(s.text), ?) > 0" for _ in wanted)
        hits = conn.execute(
            f"SELECT s.id AS id FROM ({sql}) s JOIN search_pending p ON p.id = s.id WHERE {verify}"
            " ORDER BY s.id DESC LIMIT 200",
            wanted,
        ).fetchall()
        found.update(int(hit["id"]) for hit in hits)
    return found


def found(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], words: str, *, limit: int = 200
) -> dict[str, list[int]]:
    """Hits in all ledgers: ids by ledger name, newest first within each."""
    hits = find(conn, shapes, words, limit=limit)
    by_id: dict[int, str] = {}
    for table in ("search_doc", "search_pending"):
        sql = f"SELECT id, ledger FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        by_id.update({row["id"]: row["ledger"] for row in conn.execute(sql, (marks(hits),))})
    grouped: dict[str, list[int]] = {}
    for record in hits:
        grouped.setdefault(by_id[record], []).append(record)
    return grouped
