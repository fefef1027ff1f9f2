"""A filter in words, split into the conditions that chips show: for saved and recent filters."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.query import (
    All,
    Any,
    Between,
    Blank,
    Contains,
    Everything,
    Filter,
    Ids,
    Is,
    Not,
    OneOf,
    Titled,
)
from bureau.ledger.types import Scaled
from bureau.ledger.words import scaled_text
from ui.ledger.columns import Column
from ui.ledger.filters import GIVEN, Condition
from ui.ledger.value_counts import BLANK, chosen_words, words_of


def conditions_of(
    ledger: Ledger, columns: Sequence[Column], where: Filter, names: Names
) -> list[Condition]:
    """The conditions that a filter is made of, each under its column where it has only one."""
    if isinstance(where, Titled):
        found_apart = conditions_of(ledger, columns, where.part, names)
        if all(condition.place != GIVEN for condition in found_apart):
            return found_apart
        return [Condition(GIVEN, where.title, "", where)]
    parts = flat(where)
    by_key = {column.key: column for column in columns}
    found: dict[str, Condition] = {}
    rest: list[Filter] = []
    for part in parts:
        if isinstance(part, Everything):
            continue
        key = only_key(part)
        column = by_key.get(key) if key else None
        if column is None or key in found:
            rest.append(part)
        else:
            words = words_of_filter(column, part, names)
            found[column.key] = Condition(column.key, column.title, words, part)
    if rest:
        joined = rest[0] if len(rest) == 1 else All(tuple(rest))
        found[GIVEN] = rest_condition(rest, joined)
    return list(found.values())


def flat(where: Filter) -> tuple[Filter, ...]:
    """The conditions that all have to hold, those of a condition of conditions among them."""
    if isinstance(where, All):
        return tuple(part for one in where.parts for part in flat(one))
    return (where,)


def rest_condition(parts: Sequence[Filter], joined: Filter) -> Condition:
    """What stands for no single column: under its own name where it has one."""
    if len(parts) == 1 and isinstance(parts[0], Titled):
        return Condition(GIVEN, parts[0].title, "", joined)
    if len(parts) == 1 and isinstance(parts[0], Ids):
        return Condition(GIVEN, "其他条件", f"{len(parts[0].ids)} 条指定的记录", joined)
    return Condition(GIVEN, "其他条件", f"{len(parts)} 项", joined)


def only_key(where: Filter) -> str:
    """The column that all of a filter is about, '' where it isn't one."""
    match where:
        case All(parts) | Any(parts):
            keys = {only_key(part) for part in parts}
            return keys.pop() if len(keys) == 1 else ""
        case Not(part):
            return only_key(part)
        case Is(key) | OneOf(key) | Blank(key) | Between(key) | Contains(key):
            return key
    return ""


def words_of_filter(column: Column, where: Filter, names: Names) -> str:
    """What a chip says of one column's condition."""
    match where:
        case Is(_, value):
            return value_words(column, value, names)
        case OneOf(_, values):
            return chosen_words([value_words(column, value, names) for value in values])
        case Blank():
            return "空白"
        case Not(Blank()):
            return "非空白"
        case Between(_, low, high):
            return range_words(column, low, high, names)
        case Contains(_, words):
            return f"含“{words}”"
        case Not(part):
            return f"不是{words_of_filter(column, part, names)}"
        case Any(parts):
            return chosen_words([words_of_filter(column, part, names) for part in parts])
        case All(parts):
            return "，".join(words_of_filter(column, part, names) for part in parts)
    return "有条件"


def value_words(column: Column, value: Value, names: Names) -> str:
    """One value in words."""
    return BLANK if value is None else words_of(column, value, names)


def range_words(column: Column, low: str | int | None, high: str | int | None, names: Names) -> str:
    """A range: days, or numbers with their decimals."""

    def said(end: str | int) -> str:
        if isinstance(end, int) and isinstance(column.field.type, Scaled):
            return scaled_text(end, column.scale)
        if isinstance(end, int):
            return words_of(column, end, names) or str(end)
        return end

    if low is None and high is None:
        return "任何值"
    if low is None:
        return f"到{said(high)}" if high is not None else ""
    if high is None:
        return f"{said(low)}起"
    return said(low) if low == high else f"{said(low)}至{said(high)}"
