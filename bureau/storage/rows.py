"""Reading rows: ids in an order, pages by id, value lists with counts."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bureau.ledger.declaration import Ledger, line_table
from bureau.ledger.entry import Names, Value
from bureau.ledger.field_type import Plain
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import Everything, Filter, Sort, column, order_by
from bureau.ledger.types import Lines
from bureau.ledger.words import exact

Row = dict[str, object]
"""A record: `id`, stored values by field key, computed values, and {kind: value} for lines."""


def ids(
    conn: sqlite3.Connection,
    ledger: Ledger,
    where: Filter | None = None,
    sorts: Sequence[Sort] = (),
    *,
    today: date,
    limit: int | None = None,
) -> array[int]:
    """Ids of the rows that `where` lets through, in order, as 64-bit integers."""
    condition, parameters = bound(ledger, where, today)
    tail = f" LIMIT {int(limit)}" if limit is not None else ""
    sql = f"SELECT t.id FROM {ledger.table} t WHERE {condition} ORDER BY {order_by(ledger, sorts)}"
    rows = conn.execute(sql + tail, parameters)
    rows.row_factory = None
    return array("q", (row[0] for row in rows))


def count(
    conn: sqlite3.Connection, ledger: Ledger, where: Filter | None = None, *, today: date
) -> int:
    """How many rows `where` lets through."""
    condition, parameters = bound(ledger, where, today)
    sql = f"SELECT count(*) FROM {ledger.table} t WHERE {condition}"
    return int(conn.execute(sql, parameters).fetchone()[0])


def page(
    conn: sqlite3.Connection, ledger: Ledger, wanted: Iterable[int], *, today: date
) -> list[Row]:
    """The rows of these ids, in the order given; ids that are gone are left out."""
    listed = list(wanted)
    marks = json.dumps(listed)
    keys = ["id", *(field.key for field in (*ledger.stored, *ledger.computed))]
    sql = (
        f"SELECT {', '.join(column(ledger, key) for key in keys)}"
        f" FROM json_each(:ids) j JOIN {ledger.table} t ON t.id = j.value ORDER BY j.key"
    )
    found = conn.execute(sql, {"ids": marks, **moment(today)})
    found.row_factory = None
    rows: list[Row] = [dict(zip(keys, row, strict=True)) for row in found.fetchall()]
    for field in ledger.lines:
        add_lines(conn, line_table(ledger, field), field.key, marks, rows)
    return rows


def labelled(
    conn: sqlite3.Connection, ledger: Ledger, typed: str, limit: int
) -> list[tuple[int, str]]:
    """Records whose label holds what was typed, with hyphens or without; the last labels first.

    Nothing but the labels is read, so that an index on them is enough.
    """
    label = f'"{ledger.label}"'
    sought = typed.strip().lower()
    text = label if sought.isdecimal() else f"lower({label})"
    if "-" not in sought:
        text, sought = f"replace({text}, '-', '')", fold(sought)
    sql = (
        f"SELECT id, {label} FROM {ledger.table} WHERE instr({text}, ?)"
        f" ORDER BY {label} DESC, id DESC LIMIT ?"
    )
    rows = conn.execute(sql, (sought, limit))
    rows.row_factory = None
    return rows.fetchall()


def add_lines(conn: sqlite3.Connection, table: str, key: str, marks: str, rows: list[Row]) -> None:
    """Puts {kind: value} of a lines field into each row."""
    by_record: dict[object, dict[int, int]] = {row["id"]: {} for row in rows}
    sql = (
        f"SELECT record, kind, value FROM {table} WHERE record IN (SELECT value FROM json_each(?))"
    )
    for line in conn.execute(sql, (marks,)):
        by_record.setdefault(line["record"], {})[line["kind"]] = line["value"]
    for row in rows:
        row[key] = by_record[row["id"]]


def value_counts(
    conn: sqlite3.Connection,
    ledger: Ledger,
    key: str,
    where: Filter | None = None,
    *,
    today: date,
    limit: int = 5_000,
) -> list[tuple[Value, int]]:
    """The values that a column has among the rows let through, with counts, in the column's order."""
    condition, parameters = bound(ledger, where, today)
    name = column(ledger, key)
    sql = (
        f"SELECT {name} AS value, count(*) AS n FROM {ledger.table} t WHERE {condition}"
        f" GROUP BY 1 ORDER BY {Sort(key).sql(ledger)} LIMIT {int(limit)}"
    )
    return [(row["value"], row["n"]) for row in conn.execute(sql, parameters)]


def kinds_present(conn: sqlite3.Connection, ledger: Ledger) -> dict[str, set[int]]:
    """Which kinds occur at all in each lines field."""
    return {
        field.key: {
            row[0] for row in conn.execute(f"SELECT DISTINCT kind FROM {line_table(ledger, field)}")
        }
        for field in ledger.lines
    }


def bound(ledger: Ledger, where: Filter | None, today: date) -> tuple[str, dict[str, object]]:
    """A condition with all its parameters named, `:today` and `:now` among them."""
    condition, positional = (where or Everything()).sql(ledger)
    parameters: dict[str, object] = dict(moment(today))
    for index, value in enumerate(positional):
        parameters[f"p{index}"] = value
        condition = condition.replace("?", f":p{index}", 1)
    return condition, parameters


def moment(today: date) -> dict[str, object]:
    """What computed fields of the clock are bound to; a datetime says the hour as well.

    A day alone is taken at its beginning: what is due today may still be done today.
    """
    hour = f"{today:%H:%M}" if isinstance(today, datetime) else "00:00"
    return {"today": f"{today:%Y-%m-%d}", "now": f"{today:%Y-%m-%d} {hour}"}


def plain(
    ledger: Ledger, row: Mapping[str, object], names: Names, *, masked: bool = True
) -> dict[str, Plain]:
    """A row for JSON: labels for ids, ISO dates, exact numbers; lines by their items' titles.

    Personal values are masked unless `masked` is off.
    """
    shown: dict[str, Plain] = {"id": row["id"]}  # type: ignore[dict-item]
    for field in ledger.fields:
        value = row.get(field.key)
        if isinstance(field.type, Lines):
            lines = value if isinstance(value, dict) else {}
            titled = {}
            for kind, amount in lines.items():
                item = names.item_by_id(kind)
                titled[item.title if item else "?"] = exact(amount, field.type.scale)
            shown[field.key] = titled  # type: ignore[assignment]
        elif masked and field.personal and value is not None:
            shown[field.key] = field.type.mask(value, names)  # type: ignore[arg-type]
        else:
            shown[field.key] = field.type.plain(value, names)  # type: ignore[arg-type]
    return shown
