"""Filters and sorts as small objects that become SQL over one ledger's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bureau.errors import BugError
from bureau.ledger.declaration import Field, Ledger, line_table
from bureau.ledger.entry import Value
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    Lines,
    Reference,
    References,
)

Sql = tuple[str, list[object]]

PLACED = ("towns", "units")
"""Register ledgers whose records have a place of their own (行政区划 order) before the alphabet."""


def column(ledger: Ledger, key: str) -> str:
    """The SQL of a field: its column, a computed expression, or one kind of a lines field.

    `counts.3201` names the lines of kind 3201. The ledger's table has the alias `t`.
    """
    base, _, kind = key.partition(".")
    if base == "id":
        return "t.id"
    field = field_of(ledger, base)
    if isinstance(field.type, Lines):
        return (
            f"(SELECT l.value FROM {line_table(ledger, field)} l"
            f" WHERE l.record = t.id AND l.kind = {int(kind)} LIMIT 1)"
        )
    if isinstance(field.type, Computed):
        return f"({field.type.sql_expression})"
    return f't."{field.key}"'


def field_of(ledger: Ledger, key: str) -> Field:
    """The field of that key. Raises BugError."""
    field = ledger.by_key.get(key.partition(".")[0])
    if field is None:
        raise BugError(f"{ledger.name} has no field {key!r}")
    return field


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the rows of a ledger."""

    def sql(self, ledger: Ledger) -> Sql:
        """The condition and its parameters."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Everything(Filter):
    """No condition."""

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        return "1", []


@dataclass(frozen=True, slots=True)
class Is(Filter):
    """The field has exactly this stored value."""

    key: str
    value: Value

    def sql(self, ledger: Ledger) -> Sql:
        return f"{column(ledger, self.key)} IS ?", [self.value]


@dataclass(frozen=True, slots=True)
class OneOf(Filter):
    """The field has one of these stored values; None among them means (空白)."""

    key: str
    values: tuple[Value, ...]

    def sql(self, ledger: Ledger) -> Sql:
        field, name = field_of(ledger, self.key), column(ledger, self.key)
        given = [value for value in self.values if value is not None]
        parts = []
        if given and isinstance(field.type, Choices | References):
            marks = ", ".join("?" for _ in given)
            parts.append(f"EXISTS (SELECT 1 FROM json_each({name}) WHERE value IN ({marks}))")
        elif given:
            parts.append(f"{name} IN ({', '.join('?' for _ in given)})")
        if len(given) < len(self.values):
            parts.append(f"{name} IS NULL")
        return f"({' OR '.join(parts) or '0'})", list(given)


@dataclass(frozen=True, slots=True)
class Blank(Filter):
    """The field is empty (空白)."""

    key: str

    def sql(self, ledger: Ledger) -> Sql:
        return f"{column(ledger, self.key)} IS NULL", []


@dataclass(frozen=True, slots=True)
class Between(Filter):
    """The field lies in a closed range; None leaves a side open. Dates are ISO text.

    A last day includes the moments of that day.
    """

    key: str
    low: str | int | None = None
    high: str | int | None = None

    def sql(self, ledger: Ledger) -> Sql:
        name = column(ledger, self.key)
        days = self.key != "id" and isinstance(field_of(ledger, self.key).type, Date | DateTime)
        parts: list[str] = []
        parameters: list[object] = []
        if self.low is not None:
            parts.append(f"{name} >= ?")
            parameters.append(self.low)
        if days and isinstance(self.high, str) and len(self.high) == 10:
            parts.append(f"{name} < date(?, '+1 day')")
            parameters.append(self.high)
        elif self.high is not None:
            parts.append(f"{name} <= ?")
            parameters.append(self.high)
        return f"({' AND '.join(parts) or '1'})", parameters


@dataclass(frozen=True, slots=True)
class Contains(Filter):
    """The field's text, or the name it refers to, contains these characters."""

    key: str
    words: str

    def sql(self, ledger: Ledger) -> Sql:
        field, name = field_of(ledger, self.key), column(ledger, self.key)
        if isinstance(field.type, Choice):
            named = "SELECT id FROM catalogue_items WHERE instr(lower(title), lower(?)) > 0"
            return f"{name} IN ({named})", [self.words]
        if isinstance(field.type, Reference):
            table = field.type.ledger.replace("-", "_")
            label = f'o."{field.type.label}"'
            named = f"SELECT o.id FROM {table} o WHERE instr(lower({label}), lower(?)) > 0"
            return f"{name} IN ({named})", [self.words]
        return f"instr(lower({name}), lower(?)) > 0", [self.words]


@dataclass(frozen=True, slots=True)
class Ids(Filter):
    """Only these records (search hits, a selection)."""

    ids: tuple[int, ...]

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        return "t.id IN (SELECT value FROM json_each(?))", [f"[{','.join(map(str, self.ids))}]"]


@dataclass(frozen=True, slots=True)
class All(Filter):
    """Every one of these conditions."""

    parts: tuple[Filter, ...]

    def sql(self, ledger: Ledger) -> Sql:
        return joined(self.parts, ledger, " AND ", "1")


@dataclass(frozen=True, slots=True)
class Any(Filter):
    """At least one of these conditions."""

    parts: tuple[Filter, ...]

    def sql(self, ledger: Ledger) -> Sql:
        return joined(self.parts, ledger, " OR ", "0")


@dataclass(frozen=True, slots=True)
class Not(Filter):
    """The opposite of a condition; rows where it is unknown (空白) count as opposite."""

    part: Filter

    def sql(self, ledger: Ledger) -> Sql:
        condition, parameters = self.part.sql(ledger)
        return f"NOT coalesce({condition}, 0)", parameters


@dataclass(frozen=True, slots=True)
class Titled(Filter):
    """A condition known by the name of the figure that it stands behind (按期处置：2026年10月)."""

    title: str
    part: Filter

    def sql(self, ledger: Ledger) -> Sql:
        return self.part.sql(ledger)


def joined(parts: Sequence[Filter], ledger: Ledger, word: str, empty: str) -> Sql:
    """Conditions joined by AND or OR."""
    conditions: list[str] = []
    parameters: list[object] = []
    for part in parts:
        condition, values = part.sql(ledger)
        conditions.append(condition)
        parameters += values
    return f"({word.join(conditions)})" if conditions else empty, parameters


@dataclass(frozen=True, slots=True)
class Sort:
    """One key of an order: Chinese text by pinyin, choices by catalogue order."""

    key: str
    descending: bool = False

    def sql(self, ledger: Ledger) -> str:
        """The term of ORDER BY; blanks come last both ways, and an index can be walked."""
        name = self.expression(ledger)
        if self.descending:
            return f"{name} DESC"
        return name if self.key == "id" else f"{name} NULLS LAST"

    def expression(self, ledger: Ledger) -> str:
        """What rows are compared by."""
        name = column(ledger, self.key)
        if self.key == "id":
            return name
        field = field_of(ledger, self.key)
        kind = field.type
        if field.sorts:
            return f't."_sort_{field.key}"'
        if isinstance(kind, Choice):
            return f"(SELECT position FROM catalogue_items WHERE id = {name})"
        if isinstance(kind, Reference):
            return reference_order(kind, name)
        if kind.kind in ("text", "long-text", "standing") and not is_numbered(ledger, self.key):
            return f"sort_key({name})"
        return name


def is_numbered(ledger: Ledger, key: str) -> bool:
    """Whether the program gives this field its numbers, which sort as they stand."""
    return ledger.numbering is not None and ledger.numbering.field == key


def reference_order(kind: Reference, name: str) -> str:
    """Referenced records sort by their place in their own register, then by name."""
    table = kind.ledger.replace("-", "_")
    if kind.ledger == "catalogue-items":
        return f"(SELECT position FROM {table} WHERE id = {name})"
    key = "o._sort_name" if kind.label == "name" else f'sort_key(o."{kind.label}")'
    if kind.ledger in PLACED:
        key = f"printf('%09d', coalesce(o.position, 999999999)) || coalesce({key}, '')"
    return f"(SELECT {key} FROM {table} o WHERE o.id = {name})"


def order_by(ledger: Ledger, sorts: Sequence[Sort]) -> str:
    """The whole ORDER BY; the id at the end makes every order a full one."""
    terms = [sort.sql(ledger) for sort in sorts]
    return ", ".join([*terms, "t.id"])
