"""What is typed into a filter box, as a condition: 占道 · zdjy · =人民路 · >=3 · 2026-10 · 空白."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from bureau.errors import UserError
from bureau.ledger.chinese import matches_initials
from bureau.ledger.conditions import BLANK_WORDS, condition, days_of
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Entry, EntryFault, Names
from bureau.ledger.lenient.numbers import parse_decimal
from bureau.ledger.query import Between, Blank, Contains, Filter, Not, OneOf
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    Lines,
    Photos,
    Point,
    Reference,
    References,
    Scaled,
    YesNo,
)
from ui.ledger.columns import Column
from ui.ledger.value_counts import chosen_words

SIGNS = ("!=", "！=", "！＝", ">=", "<=", "==", "≥", "≤", "≠", "=", "＝", ">", "<", "＞", "＜")
RANGES = ("..", "～", "~", "至", "到")
BLANKS = frozenset(word for word in BLANK_WORDS if word) | {"=", "＝"}
FILLED = frozenset({"非空", "有", "!=", "≠"})
Told = tuple[Filter, str]
"""A condition and how a chip says it."""
Labels = Callable[[str], Mapping[int, str] | None]
"""The names of a register ledger's records by id; None for a ledger of too many to compare them all."""


def typed_filter(
    ledger: Ledger, column: Column, text: str, entry: Entry, labels: Labels
) -> Told | None:
    """The condition that `text` means in a column, None for nothing. Raises UserError."""
    words = text.strip()
    if not words:
        return None
    key, field = column.key, column.field
    if words in BLANKS:
        return Blank(key), "空白"
    if words in FILLED:
        return Not(Blank(key)), "非空白"
    if isinstance(field.type, Lines):
        return line_range(column, words)
    if isinstance(field.type, Photos):
        raise UserError(f"“{field.title}”只能按有没有筛选；请输入“空白”或“有”。")
    sign = next((sign for sign in SIGNS if words.startswith(sign)), "")
    if sign:
        return condition(ledger, f"{key}{words}", entry), words
    if isinstance(field.type, Date | DateTime | Scaled | Computed):
        return condition(ledger, f"{key}={spelled_range(words)}", entry), words
    if isinstance(field.type, YesNo | Point):
        return condition(ledger, f"{key}={words}", entry), words
    found = named_like(field, words, entry.names, labels)
    if found is None:
        return Contains(key, words), f"含“{words}”"
    return OneOf(key, tuple(found)), chosen_words(list(found.values())) if found else words


def spelled_range(words: str) -> str:
    """3.1至3.15 and 3.1～3.15 as 3.1..3.15."""
    if days_of(words):
        return words
    for sign in RANGES:
        if sign in words:
            low, _, high = words.partition(sign)
            return f"{low.strip()}..{high.strip()}"
    return words


def named_like(field: Field, words: str, names: Names, labels: Labels) -> Mapping[int, str] | None:
    """Items or records whose names contain the words or are spelled so; None for plain text."""
    declared = field.type
    if isinstance(declared, Choice | Choices):
        known: Mapping[int, str] = {item.id: item.title for item in names.items(declared.catalogue)}
    elif isinstance(declared, Reference | References):
        registered = labels(declared.ledger)
        if registered is None:
            return None
        known = registered
    else:
        return None
    return {at: name for at, name in known.items() if matches_initials(words, name)}


def line_range(column: Column, words: str) -> Told:
    """A number or a range of numbers in one kind of a lines field."""
    low: int | None
    high: int | None
    plain = spelled_range(words)
    sign = next((sign for sign in (">=", "≥", "<=", "≤") if plain.startswith(sign)), "")
    rest = plain[len(sign) :]
    if ".." in rest:
        first, _, last = rest.partition("..")
        low, high = amount(column, first), amount(column, last)
    elif sign in (">=", "≥"):
        low, high = amount(column, rest), None
    elif sign:
        low, high = None, amount(column, rest)
    else:
        low = high = amount(column, rest)
    return Between(column.key, low, high), words


def amount(column: Column, text: str) -> int | None:
    """A typed number at the column's scale, None for nothing typed. Raises UserError."""
    if not text.strip():
        return None
    try:
        number = parse_decimal(text)
    except EntryFault as fault:
        raise UserError(f"“{column.title}”要填数字：{fault.reason}。") from None
    scaled = number * Decimal(10) ** column.scale
    if scaled != scaled.to_integral_value():
        raise UserError(f"“{column.title}”最多 {column.scale} 位小数。")
    return int(scaled)
