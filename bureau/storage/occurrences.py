"""Records that can come back, read with all that decides it: place, kind, begin, end, window."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bureau.ledger.declaration import Ledger, Recurrence
from bureau.ledger.types import Reference
from bureau.ledger.words import split_words
from bureau.places import Place, Street, Streets, keys_of, read_place
from bureau.places.keys import hashed, other_cells
from bureau.storage.shape import CATALOGUE_LEDGER, Shape

UNENDED = "~"
"""The end of what hasn't ended, among keys: after every day."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One record as its recurrence sees it; `linked` says that it may be a return of an earlier one.

    `kind` is the upper class, so that a record with a sub-class compares with one without. What
    is said to have ended before it began ended on that day.
    """

    record: int
    kind: int
    begins: str
    ends: str | None
    window: int
    linked: bool
    place: Place
    keys: tuple[int, ...]

    @property
    def stop(self) -> str:
        """Its end as it stands among keys."""
        return self.ends or UNENDED

    @property
    def order(self) -> tuple[str, int]:
        """An earlier one never returns a later one: what begins on one day goes by id."""
        return self.begins, self.record


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a ledger now: its roads, the settings, the longest window of any class.

    `select` is the statement that reads its records.
    """

    ledger: str
    declared: Recurrence
    streets: Streets
    radius: int
    window: int
    longest: int
    select: str

    def keys_around(self, one: Occurrence) -> tuple[int, ...]:
        """The keys under which others at the same place are found: those of the cells around it too."""
        if one.place.point is None:
            return one.keys
        front = f"{self.ledger}/{one.kind}/"
        cells = other_cells(one.place.point, self.radius)
        return (*one.keys, *(hashed(front + cell) for cell in cells))


def recurring(shapes: Mapping[str, Shape]) -> list[tuple[Shape, Ledger, Recurrence]]:
    """The ledgers whose records can come back."""
    return [
        (shape, shape.declaration, shape.declaration.recurs)
        for shape in shapes.values()
        if shape.declaration is not None and shape.declaration.recurs is not None
    ]


def rules_of(conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: Ledger) -> Rules:
    """The rules as they stand in the open transaction."""
    declared = ledger.recurs
    assert declared is not None, ledger.name
    window = setting(conn, *declared.window)
    longest = conn.execute("SELECT max(window_days) AS longest FROM catalogue_items").fetchone()
    roads = road_rows(conn, shapes, ledger, declared)
    return Rules(
        ledger.name,
        declared,
        streets_of(roads),
        setting(conn, *declared.radius),
        window,
        max(window, longest["longest"] or 0),
        select_sql(ledger, declared),
    )


def setting(conn: sqlite3.Connection, key: str, default: int) -> int:
    """A whole number that the bureau may set."""
    row = conn.execute("SELECT value FROM settings WHERE name = ?", (key,)).fetchone()
    text = (row["value"] or "").strip() if row else ""
    return int(text) if text.isascii() and text.isdigit() else default


def road_ledger(ledger: Ledger, declared: Recurrence) -> str:
    """The register of roads that a ledger refers to."""
    kind = ledger.by_key[declared.road].type
    assert isinstance(kind, Reference), declared.road
    return kind.ledger


def road_rows(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: Ledger, declared: Recurrence
) -> tuple[tuple[str, str, str], ...]:
    """Name, other names and town of each road of the register."""
    roads = shapes[road_ledger(ledger, declared)].declaration
    if roads is None:
        return ()
    aliases = f'r."{roads.aliases}"' if roads.aliases else "NULL"
    town, joined = "NULL", ""
    kind = roads.by_key[declared.town].type if declared.town in roads.by_key else None
    if isinstance(kind, Reference):
        town = f'w."{kind.label}"'
        joined = f' LEFT JOIN {table_of(kind.ledger)} w ON w.id = r."{declared.town}"'
    rows = conn.execute(
        f"SELECT coalesce(r.\"{roads.label}\", ''), coalesce({aliases}, ''), coalesce({town}, '')"
        f" FROM {roads.table} r{joined} ORDER BY r.id"
    )
    rows.row_factory = None
    return tuple(rows.fetchall())


@lru_cache(maxsize=4)
def streets_of(rows: tuple[tuple[str, str, str], ...]) -> Streets:
    """The same roads give the same object, whose readings of addresses are kept."""
    return Streets.of(
        Street(name, tuple(split_words(aliases)), town) for name, aliases, town in rows
    )


def table_of(ledger: str) -> str:
    """The table of a ledger."""
    return ledger.replace("-", "_")


def occurrences(
    conn: sqlite3.Connection, rules: Rules, records: Iterable[int]
) -> dict[int, Occurrence]:
    """Of these records, those that count: not void, with a begin and a kind."""
    wanted = list(records)
    if not wanted:
        return {}
    sql = f"{rules.select} WHERE t.id IN (SELECT value FROM json_each(?))"
    rows = conn.execute(sql, (json.dumps(wanted),))
    rows.row_factory = None
    found = {}
    for row in rows.fetchall():
        occurrence = occurrence_of(row, rules)
        if occurrence is not None:
            found[occurrence.record] = occurrence
    return found


def select_sql(ledger: Ledger, declared: Recurrence) -> str:
    """The statement that reads what decides, names instead of ids."""
    columns: list[str] = []
    joins: list[str] = []
    for key in declared.place:
        kind = ledger.by_key[key].type
        if isinstance(kind, Reference):
            alias = f"r{len(joins)}"
            joins.append(f'LEFT JOIN {table_of(kind.ledger)} {alias} ON {alias}.id = t."{key}"')
            columns.append(f'{alias}."{kind.label}"')
        else:
            columns.append(f't."{key}"')
    void = ", ".join(map(str, declared.void))
    catalogue = table_of(CATALOGUE_LEDGER)
    return (
        f'SELECT t.id, coalesce(k.parent, k.id), t."{declared.begin}", t."{declared.end}",'
        " coalesce(s.window_days, k.window_days, u.window_days),"
        f' t."{declared.unlinked}", t."{declared.state}" IN ({void}), t."{declared.party_kind}",'
        f" {', '.join(columns)}"
        f" FROM {ledger.table} t {' '.join(joins)}"
        f' LEFT JOIN {catalogue} k ON k.id = t."{declared.kind}"'
        f' LEFT JOIN {catalogue} s ON s.id = t."{declared.subkind}"'
        f" LEFT JOIN {catalogue} u ON u.id = k.parent"
    )


def occurrence_of(row: tuple[object, ...], rules: Rules) -> Occurrence | None:
    """One row of `select_sql`; None when it doesn't count."""
    record, kind, begins, ends, window, unlinked, void, party_kind, *place = row
    if void or not isinstance(begins, str) or not isinstance(kind, int):
        return None
    town, road, address, party, shop, point = (str(part) if part else "" for part in place)
    if party_kind is not None and party_kind not in rules.declared.shop_kinds:
        party = ""
    where, keys = kept(rules.ledger, kind, (town, road, address, party, shop, point), rules.streets)
    return Occurrence(
        record=int(str(record)),
        kind=kind,
        begins=begins[:10],
        ends=max(begins, ends)[:10] if isinstance(ends, str) else None,
        window=window if isinstance(window, int) else rules.window,
        linked=not unlinked,
        place=where,
        keys=keys,
    )


@lru_cache(maxsize=16_384)
def kept(
    ledger: str, kind: int, texts: tuple[str, str, str, str, str, str], streets: Streets
) -> tuple[Place, tuple[int, ...]]:
    """A place and its keys: neighbours are looked at again and again while records are caught up on."""
    town, road, address, party, shop, point = texts
    place = read_place(
        town=town, road=road, address=address, party=party, shop=shop, point=point, streets=streets
    )
    return place, tuple([hashed(f"{ledger}/{kind}/{key}") for key in keys_of(place)])


def draft_occurrence(
    conn: sqlite3.Connection,
    shapes: Mapping[str, Shape],
    ledger: Ledger,
    rules: Rules,
    values: Mapping[str, object],
) -> Occurrence | None:
    """Stored values that aren't saved yet, as an occurrence; None when they don't count (yet)."""
    declared = rules.declared
    place = [named(conn, shapes, ledger, key, values.get(key)) for key in declared.place]
    chosen = [values.get(declared.subkind), values.get(declared.kind)]
    rows = {
        row["id"]: row
        for row in conn.execute(
            "SELECT id, parent, window_days FROM catalogue_items WHERE id IN (?1, ?2) OR id IN"
            " (SELECT parent FROM catalogue_items WHERE id = ?2)",
            chosen,
        ).fetchall()
    }
    sub, own = (rows.get(item) for item in chosen)
    upper = rows.get(own["parent"]) if own is not None else None
    windows = [row["window_days"] for row in (sub, own, upper) if row is not None]
    window = next((days for days in windows if days is not None), None)
    kind = (own["parent"] or own["id"]) if own is not None else None
    void, party_kind = values.get(declared.state) in declared.void, values.get(declared.party_kind)
    parts = (declared.begin, declared.end, declared.unlinked)
    begins, ends, unlinked = (values.get(key) for key in parts)
    return occurrence_of((0, kind, begins, ends, window, unlinked, void, party_kind, *place), rules)


def named(
    conn: sqlite3.Connection, shapes: Mapping[str, Shape], ledger: Ledger, key: str, value: object
) -> object:
    """A value, or the name that a reference shows; that of a new name is its own text."""
    kind = ledger.by_key[key].type
    if not isinstance(kind, Reference) or not isinstance(value, int):
        return value
    sql = f'SELECT "{kind.label}" AS label FROM {shapes[kind.ledger].table} WHERE id = ?'
    row = conn.execute(sql, (value,)).fetchone()
    return row["label"] if row else None


@lru_cache(maxsize=8_192)
def days_between(first: str, last: str) -> int:
    """Whole days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


@lru_cache(maxsize=8_192)
def shifted(day: str, days: int) -> str:
    """An ISO day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
