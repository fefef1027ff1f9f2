"""How declared ledgers lie in SQL: tables, columns, derived columns, and the DDL a migration freezes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from bureau.errors import EnvironmentFault
from bureau.ledger.declaration import Field, Ledger, line_ledger, line_table
from bureau.ledger.types import Choice, Lines, Reference

CATALOGUE_LEDGER = "catalogue-items"


def derived_columns(ledger: Ledger) -> tuple[str, ...]:
    """Columns kept by the program beside the stored ones; their names begin with an underscore."""
    return tuple(f"_sort_{field.key}" for field in ledger.fields if field.sorts)


def column_sql(field: Field) -> str:
    """The column of one field, with its foreign key."""
    target = ""
    if isinstance(field.type, Choice):
        target = CATALOGUE_LEDGER
    elif isinstance(field.type, Reference):
        target = field.type.ledger
    constraint = (
        f" REFERENCES {target.replace('-', '_')}(id) DEFERRABLE INITIALLY DEFERRED"
        if target
        else ""
    )
    return f'"{field.key}" {field.type.sql}{constraint}'


def create_sql(ledger: Ledger) -> str:
    """The statements that make a ledger's tables, as a new migration would freeze them."""
    columns = ["id INTEGER PRIMARY KEY"]
    columns += [column_sql(field) for field in ledger.stored]
    columns += [f'"{name}" TEXT' for name in ledger.columns[len(ledger.stored) :]]
    columns += [f'"{name}" TEXT' for name in derived_columns(ledger)]
    statements = [f"CREATE TABLE {ledger.table} (\n  " + ",\n  ".join(columns) + "\n) STRICT;"]
    for lines in ledger.lines:
        table = line_table(ledger, lines)
        statements.append(
            f"CREATE TABLE {table} (\n"
            "  id INTEGER PRIMARY KEY,\n"
            f"  record INTEGER NOT NULL REFERENCES {ledger.table}(id)"
            " DEFERRABLE INITIALLY DEFERRED,\n"
            "  kind INTEGER NOT NULL REFERENCES catalogue_items(id)"
            " DEFERRABLE INITIALLY DEFERRED,\n"
            "  value INTEGER NOT NULL\n) STRICT;\n"
            f"CREATE INDEX {table}_record ON {table}(record, kind, value);\n"
            f"CREATE INDEX {table}_kind ON {table}(kind);"
        )
    return "\n".join(statements)


@dataclass(frozen=True)
class Shape:
    """One journalled table: its ledger name, SQL table and journalled columns in table order."""

    ledger: str
    table: str
    columns: tuple[str, ...]
    derived: tuple[str, ...] = ()
    parent: str = ""
    declaration: Ledger | None = field(default=None, compare=False)
    array_sql: str = field(default="", compare=False)

    @property
    def references(self) -> list[tuple[str, str]]:
        """Columns that hold ids of other records, each with the name of their ledger."""
        if self.parent:
            return [("record", self.parent), ("kind", CATALOGUE_LEDGER)]
        if self.declaration is None:
            return []
        found: list[tuple[str, str]] = []
        for declared in self.declaration.stored:
            if isinstance(declared.type, Choice):
                found.append((declared.key, CATALOGUE_LEDGER))
            elif isinstance(declared.type, Reference):
                found.append((declared.key, declared.type.ledger))
        return found

    @property
    def insert_sql(self) -> str:
        """Inserts id, journalled columns by parameter and derived columns by expression."""
        names = ["id", *self.columns, *self.derived]
        marks = ["?" for _ in ("id", *self.columns)]
        place = {name: index + 2 for index, name in enumerate(self.columns)}
        marks = [f"?{index + 1}" for index in range(len(self.columns) + 1)]
        marks += [f"sort_key(?{place[name.removeprefix('_sort_')]})" for name in self.derived]
        columns = ", ".join(f'"{name}"' for name in names)
        return f"INSERT INTO {self.table} ({columns}) VALUES ({', '.join(marks)})"


def array_of(columns: Iterable[str]) -> str:
    """The SQL that renders a row's journalled columns as the JSON array the journal keeps."""
    return "json_array(" + ", ".join(f'"{name}"' for name in columns) + ")"


def shapes_of(conn: sqlite3.Connection, ledgers: Iterable[Ledger]) -> dict[str, Shape]:
    """The shapes of all ledgers and their child rows as the open database has them.

    Raises EnvironmentFault where a declared column is missing: after the migrations only damage does that.
    """
    shapes: dict[str, Shape] = {}
    for ledger in ledgers:
        columns = table_columns(conn, ledger.table)
        missing = set(ledger.columns) - set(columns)
        if missing:
            raise EnvironmentFault(
                f"数据库里“{ledger.title}”缺少 {len(missing)} 列，文件可能已损坏；请从备份恢复。"
            )
        stored = tuple(name for name in columns if name in set(ledger.columns))
        derived = tuple(name for name in columns if name.startswith("_sort_"))
        shapes[ledger.name] = Shape(
            ledger.name, ledger.table, stored, derived, "", ledger, array_of(stored)
        )
        for lines in ledger.lines:
            if not isinstance(lines.type, Lines):
                continue
            name, table = line_ledger(ledger, lines), line_table(ledger, lines)
            child = ("record", "kind", "value")
            shapes[name] = Shape(name, table, child, (), ledger.name, None, array_of(child))
    return shapes


def table_columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """Column names of a table in their order, without the id."""
    rows = conn.execute(f"PRAGMA table_info({table})").fetchall()
    return [row["name"] for row in rows if row["name"] != "id"]
