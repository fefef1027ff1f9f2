"""Counting by definition: many filters over one ledger in one pass, as a whole and by a field's values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.errors import BugError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.ledger.query import All, Everything, Filter, OneOf, Sort, column, field_of
from bureau.ledger.types import Choice, Reference
from bureau.storage.rows import bound, moment

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

UNFILLED = "未填"
"""What a record counts under whose field says nothing."""
Wanted = Mapping[str, tuple[str, Filter]]
"""Title and definition of each figure, by key."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, and the filter that finds the records behind it."""

    key: str
    title: str
    count: int
    where: Filter


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure as a share of another, such as 按时结案率; None where the whole is 0."""

    title: str
    part: Figure
    whole: Figure

    @property
    def share(self) -> Fraction | None:
        """The part as a fraction of one."""
        return Fraction(self.part.count, self.whole.count) if self.whole.count else None


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of the records that have one value in the field of a breakdown."""

    label: str
    value: Value
    figures: Figures


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one ledger by key, in the order in which they are told."""

    ledger: Ledger
    by_key: Mapping[str, Figure]

    def __getitem__(self, key: str) -> Figure:
        return self.by_key[key]

    def count(self, key: str) -> int:
        """One number."""
        return self.by_key[key].count

    def rate(self, title: str, part: str, whole: str) -> Rate:
        """One figure as a share of another."""
        return Rate(title, self.by_key[part], self.by_key[whole])


def count_all(
    conn: Reader, ledger: Ledger, wanted: Wanted, today: date, within: Filter | None = None
) -> Figures:
    """Every figure, from one pass over the ledger, or over the records that `within` lets through.

    `within` is for speed only: no figure counts anything outside it.
    """
    sums, scope, parameters = summed(ledger, wanted, today, within)
    row = conn.execute(f"SELECT {sums} FROM {ledger.table} t WHERE {scope}", parameters)
    row.row_factory = None
    counts = row.fetchone()
    return Figures(
        ledger,
        {
            key: Figure(key, title, counts[at] or 0, where)
            for at, (key, (title, where)) in enumerate(wanted.items())
        },
    )


def count_by(
    conn: Reader,
    ledger: Ledger,
    key: str,
    wanted: Wanted,
    today: date,
    within: Filter | None = None,
) -> tuple[Line, ...]:
    """Every figure by the values of one field, in the field's order; lines of nothing are left out."""
    sums, scope, parameters = summed(ledger, wanted, today, within)
    found = conn.execute(
        f"SELECT {column(ledger, key)}, {sums} FROM {ledger.table} t WHERE {scope}"
        f" GROUP BY 1 ORDER BY {Sort(key).sql(ledger)}",
        parameters,
    )
    found.row_factory = None
    rows = [row for row in found.fetchall() if any(row[1:])]
    labels = labels_of(conn, ledger, key, [row[0] for row in rows])
    return tuple(
        Line(
            labels.get(row[0], UNFILLED),
            row[0],
            Figures(
                ledger,
                {
                    name: Figure(name, title, row[at], All((where, OneOf(key, (row[0],)))))
                    for at, (name, (title, where)) in enumerate(wanted.items(), start=1)
                },
            ),
        )
        for row in rows
    )


def sum_of(conn: Reader, ledger: Ledger, key: str, where: Filter, today: date) -> int:
    """The sum of a whole-numbered field (分, counts) over the records that `where` lets through."""
    condition, parameters = bound(ledger, where, today)
    sql = f"SELECT sum({column(ledger, key)}) AS total FROM {ledger.table} t WHERE {condition}"
    return int(conn.execute(sql, parameters).fetchone()["total"] or 0)


def sum_by(
    conn: Reader, ledger: Ledger, key: str, group: str, where: Filter, today: date
) -> dict[Value, int]:
    """The same by the values of another field, in that field's order; sums of nothing are left out."""
    condition, parameters = bound(ledger, where, today)
    sql = (
        f"SELECT {column(ledger, group)} AS value, sum({column(ledger, key)}) AS total"
        f" FROM {ledger.table} t WHERE {condition} GROUP BY 1 ORDER BY {Sort(group).sql(ledger)}"
    )
    return {row["value"]: row["total"] for row in conn.execute(sql, parameters) if row["total"]}


def summed(
    ledger: Ledger, wanted: Wanted, today: date, within: Filter | None
) -> tuple[str, str, dict[str, object]]:
    """A sum for each figure, the condition that narrows the pass, all parameters named."""
    parameters: dict[str, object] = dict(moment(today))

    def named(where: Filter) -> str:
        condition, positional = where.sql(ledger)
        for value in positional:
            name = f"p{len(parameters)}"
            parameters[name] = value
            condition = condition.replace("?", f":{name}", 1)
        return condition

    asked = [besides(where, within) for _title, where in wanted.values()]
    sums = [f"sum(CASE WHEN {named(where)} THEN 1 ELSE 0 END)" for where in asked]
    return ", ".join(sums), named(within or Everything()), parameters


def besides(where: Filter, within: Filter | None) -> Filter:
    """What is left to ask of records that `within` let through already."""
    known = (within, *parts_of(within)) if within is not None else ()
    return All(tuple(part for part in parts_of(where, known) if part not in known))


def parts_of(where: Filter, known: Collection[Filter] = ()) -> tuple[Filter, ...]:
    """The conditions that all hold where this one does; one that is known isn't taken apart."""
    if not isinstance(where, All) or where in known:
        return (where,)
    return tuple(part for one in where.parts for part in parts_of(one, known))


def labels_of(conn: Reader, ledger: Ledger, key: str, values: Sequence[Value]) -> dict[Value, str]:
    """What the values of a choice or reference are called. Raises BugError for other fields."""
    kind = field_of(ledger, key).type
    if isinstance(kind, Choice):
        table, label = "catalogue_items", "title"
    elif isinstance(kind, Reference):
        table, label = kind.ledger.replace("-", "_"), kind.label
    else:
        raise BugError(f"{ledger.name}.{key} has no names")
    marks = ", ".join(str(int(value)) for value in values if isinstance(value, int))
    sql = f'SELECT id, "{label}" AS label FROM {table} WHERE id IN ({marks})'
    return {row["id"]: row["label"] or UNFILLED for row in conn.execute(sql)}
