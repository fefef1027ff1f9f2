"""Counting by definition: many filters over one ledger in one pass, as a whole and by a field's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.errors import BugError
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Value
from bureau.ledger.query import All, Filter, OneOf, Sort, column, field_of
from bureau.ledger.types import Choice, Reference
from bureau.reports.change import ratio
from bureau.storage.rows import moment

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

UNFILLED = "未填"
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
        return ratio(self.part.count, self.whole.count)


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


def count_all(conn: Reader, ledger: Ledger, wanted: Wanted, today: date) -> Figures:
    """Every figure, from one pass over the ledger."""
    sums, parameters = summed(ledger, [where for _title, where in wanted.values()], today)
    row = conn.execute(f"SELECT {sums} FROM {ledger.table} t", parameters)
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
    conn: Reader, ledger: Ledger, key: str, wanted: Wanted, today: date
) -> tuple[Line, ...]:
    """Every figure by the values of one field, in the field's order; lines of nothing are left out."""
    sums, parameters = summed(ledger, [where for _title, where in wanted.values()], today)
    found = conn.execute(
        f"SELECT {column(ledger, key)}, {sums} FROM {ledger.table} t"
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
    condition, parameters = summed(ledger, [where], today, f"coalesce({column(ledger, key)}, 0)")
    row = conn.execute(f"SELECT {condition} AS total FROM {ledger.table} t", parameters)
    return int(row.fetchone()["total"] or 0)


def sum_by(
    conn: Reader, ledger: Ledger, key: str, group: str, where: Filter, today: date
) -> dict[Value, int]:
    """The same by the values of another field."""
    condition, parameters = summed(ledger, [where], today, f"coalesce({column(ledger, key)}, 0)")
    sql = (
        f"SELECT {column(ledger, group)} AS value, {condition} AS total"
        f" FROM {ledger.table} t GROUP BY 1 ORDER BY {Sort(group).sql(ledger)}"
    )
    return {row["value"]: row["total"] for row in conn.execute(sql, parameters) if row["total"]}


def summed(
    ledger: Ledger, wanted: Sequence[Filter], today: date, amount: str = "1"
) -> tuple[str, dict[str, object]]:
    """A sum for each filter, with all parameters named."""
    parameters: dict[str, object] = dict(moment(today))
    sums = []
    for where in wanted:
        condition, positional = where.sql(ledger)
        for value in positional:
            name = f"p{len(parameters)}"
            parameters[name] = value
            condition = condition.replace("?", f":{name}", 1)
        sums.append(f"sum(CASE WHEN {condition} THEN {amount} ELSE 0 END)")
    return ", ".join(sums), parameters


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
