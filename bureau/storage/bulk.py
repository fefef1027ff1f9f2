"""Bulk insertion of staged rows: INSERT … SELECT with journal, ids, numbers and search queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bureau.ledger.declaration import Ledger, line_ledger
from bureau.ledger.types import Choice, Reference
from bureau.storage import search
from bureau.storage.operation import INSERT, REMOVE, Operation
from bureau.storage.shape import Shape

STAGING = "staging"
"""The name under which a staging file is attached (Store.attached)."""
CHOSEN = "(SELECT id FROM temp.chosen)"
AT_ONCE = 200
BYTES = "CAST(image AS BLOB)"
"""What is sealed, handed over without making a text of it first."""


def insert_staged(op: Operation, ledger: Ledger, new_names: Mapping[int, int]) -> tuple[int, int]:
    """Takes all rows of the attached staging file into a ledger; gives the first id and the count.

    The staging file has `row(n, columns…)` with n dense from 1 and one `line_KEY(row, kind,
    value)` a lines field; sort keys are taken from it where it has them, else made here. Negative
    ids in choices, references and kinds are names that were new in the file: `new_names` maps
    their positive numbers to the ids they were given. Raises MonthLocked.
    """
    shape = op.shape(ledger.name)
    count = int(op.execute(f"SELECT count(*) AS n FROM {STAGING}.row").fetchone()["n"])
    if not count:
        return 0, 0
    op.guard.may_take(shape, f"{STAGING}.row")
    op.execute("CREATE TEMP TABLE IF NOT EXISTS fresh (k INTEGER PRIMARY KEY, id INTEGER)")
    op.execute("DELETE FROM temp.fresh")
    op.execute_many("INSERT INTO temp.fresh (k, id) VALUES (?, ?)", list(new_names.items()))
    number_rows(op, ledger)
    first = op.take_ids(count)
    copy_rows(op, ledger, shape, first, naming=bool(new_names))
    journal_rows(op, shape, "BETWEEN ? AND ?", first, first + count - 1)
    for field in ledger.lines:
        child = op.shape(line_ledger(ledger, field))
        source = f"{STAGING}.line_{field.key}"
        lines = int(op.execute(f"SELECT count(*) AS n FROM {source}").fetchone()["n"])
        if lines:
            line_first = op.take_ids(lines)
            op.execute(
                f"INSERT INTO {child.table} (id, record, kind, value)"
                f" SELECT ?1 + row_number() OVER (ORDER BY l.row, l.rowid) - 1, ?2 + l.row - 1,"
                f" {resolved('l.kind')}, l.value FROM {source} l",
                (line_first, first),
            )
            journal_rows(op, child, "BETWEEN ? AND ?", line_first, line_first + lines - 1)
    search.queue(op.execute, ledger.name, first, first + count - 1)
    op.changes.add_all(ledger.name)
    return first, count


def number_rows(op: Operation, ledger: Ledger) -> None:
    """Gives visible numbers to staged rows that have none."""
    numbering = ledger.numbering
    if numbering is None:
        return
    year = str(op.at.year)
    if ledger.date:
        year = f'coalesce(CAST(substr("{ledger.date}", 1, 4) AS INTEGER), {year})'
    rows = op.execute(
        f'SELECT n, {year} AS year FROM {STAGING}.row WHERE "{numbering.field}" IS NULL ORDER BY n'
    ).fetchall()
    given = op.give_numbers(numbering, [row["year"] for row in rows])
    op.execute_many(
        f'UPDATE {STAGING}.row SET "{numbering.field}" = ? WHERE n = ?',
        [(number, row["n"]) for number, row in zip(given, rows, strict=True)],
    )


def copy_rows(op: Operation, ledger: Ledger, shape: Shape, first: int, *, naming: bool) -> None:
    """The rows themselves, derived columns with them; `naming` says that there are new names."""
    named = {
        field.key
        for field in ledger.stored
        if naming and isinstance(field.type, Choice | Reference)
    }
    sources = [
        resolved(f's."{name}"') if name in named else f's."{name}"' for name in shape.columns
    ]
    staged = {row["name"] for row in op.execute(f"PRAGMA {STAGING}.table_info(row)")}
    sources += [
        f's."{name}"' if name in staged else f'sort_key(s."{name.removeprefix("_sort_")}")'
        for name in shape.derived
    ]
    targets = ", ".join(f'"{name}"' for name in (*shape.columns, *shape.derived))
    op.execute(
        f"INSERT INTO main.{shape.table} (id, {targets})"
        f" SELECT ? + s.n - 1, {', '.join(sources)} FROM {STAGING}.row s ORDER BY s.n",
        (first,),
    )


def journal_rows(
    op: Operation, shape: Shape, which: str, *parameters: int, kind: str = INSERT
) -> None:
    """One sealed journal entry for each row whose id `which` admits: now inserted, or leaving."""
    image, sealed = ("after", f"NULL, {BYTES}") if kind == INSERT else ("before", f"{BYTES}, NULL")
    # LIMIT keeps the subquery apart, so that the image is made once a row and never stored twice;
    # a statement that began with WITH would not say how many rows it wrote.
    written = op.execute(
        f"INSERT INTO change (ledger, record, kind, {image}, seal)"
        f" SELECT ?, id, '{kind}', image, seal({sealed}) FROM (SELECT id, {shape.array_sql} AS image"
        f" FROM main.{shape.table} WHERE id {which} ORDER BY id LIMIT -1)",
        (shape.ledger, *parameters),
    )
    op.count += written.rowcount
    op.guard.forget(shape)


def remove_all(op: Operation, shape: Shape, records: Iterable[int]) -> None:
    """Many records of one table, as `Operation.remove` takes one; child rows are the caller's."""
    choose(op, records)
    op.guard.may_touch(shape, CHOSEN)
    journal_rows(op, shape, f"IN {CHOSEN}", kind=REMOVE)
    op.execute(f"DELETE FROM {shape.table} WHERE id IN {CHOSEN}")
    if shape.declaration is not None:
        search.forget_all(op.execute, CHOSEN)
        op.execute(f"DELETE FROM search_pending WHERE id IN {CHOSEN}")


def insert_all(op: Operation, shape: Shape, rows: Mapping[int, Mapping[str, object]]) -> None:
    """Many records of one table with ids of their own; few are searched at once, many soon."""
    op.execute_many(
        shape.insert_sql,
        [(record, *(row.get(name) for name in shape.columns)) for record, row in rows.items()],
    )
    choose(op, rows)
    op.guard.may_touch(shape, CHOSEN)
    journal_rows(op, shape, f"IN {CHOSEN}")
    if shape.declaration is None:
        return
    if len(rows) <= AT_ONCE:
        for record in rows:
            op.searchable.refresh(shape.ledger, record)
    elif search.text_sql(op.shapes, shape.ledger) is not None:
        op.execute(
            "INSERT OR IGNORE INTO search_pending (id, ledger) SELECT id, ? FROM temp.chosen",
            (shape.ledger,),
        )


def choose(op: Operation, records: Iterable[int]) -> None:
    """Puts ids where statements over many records find them."""
    op.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    op.execute("DELETE FROM temp.chosen")
    op.execute_many("INSERT INTO temp.chosen (id) VALUES (?)", [(record,) for record in records])


def resolved(column: str) -> str:
    """A staged id, new names replaced by the ids they were given."""
    return (
        f"CASE WHEN {column} < 0 THEN (SELECT id FROM temp.fresh WHERE k = -{column})"
        f" ELSE {column} END"
    )
