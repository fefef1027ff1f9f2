"""Conditions as people write them: 类别=占道经营,店外经营 · found_on>=2026-10-01 · 地点~人民路 · 责任单位=."""

from __future__ import annotations

import re
from dataclasses import replace

from bureau.errors import UserError
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Entry, EntryFault, Provisional, Spill, Value
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Between, Blank, Contains, Filter, Is, Not
from bureau.ledger.types import CATALOGUE, Choice, Date, DateTime, Lines, Scaled

FORM = re.compile(
    r"^(?P<field>[^=~<>!]+?)\s*(?P<sign>!=|>=|<=|=|~|>|<)\s*(?P<value>.*)$", re.DOTALL
)
MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
BLANK_WORDS = ("", "空白", "（空白）", "(空白)")


def condition(ledger: Ledger, text: str, entry: Entry) -> Filter:
    """The filter that one written condition means. Raises UserError."""
    parts = FORM.match(text.strip())
    if parts is None:
        raise UserError(f"看不懂条件“{text}”；请写成“字段=值”，如 category=占道经营。")
    field = field_named(ledger, parts["field"].strip())
    sign, value = parts["sign"], parts["value"].strip()
    if isinstance(field.type, Lines):
        raise UserError(f"“{field.title}”是明细，不能直接做条件；请按其他字段筛选。")
    if sign == "~":
        return Contains(field.key, value)
    if value in BLANK_WORDS:
        return Not(Blank(field.key)) if sign == "!=" else Blank(field.key)
    if sign in (">=", "<=", ">", "<"):
        return ranged(field, sign, value, entry)
    wanted = [
        one(ledger, field, word, entry) for word in re.split("[,，、]", value) if word.strip()
    ]
    found = wanted[0] if len(wanted) == 1 else Any(tuple(wanted))
    return Not(found) if sign == "!=" else found


def field_named(ledger: Ledger, word: str) -> Field:
    """The field of that key, title or synonym. Raises UserError."""
    if word in ledger.by_key:
        return ledger.by_key[word]
    wanted = fold(word)
    for spelled in (lambda field: (field.title,), lambda field: field.synonyms):
        for field in ledger.fields:
            if wanted in (fold(name) for name in spelled(field)):
                return field
    known = "、".join(f"{field.key}（{field.title}）" for field in ledger.fields)
    raise UserError(f"“{ledger.title}”没有字段“{word}”；可用的有：{known}。")


def one(ledger: Ledger, field: Field, word: str, entry: Entry) -> Filter:
    """The field equals one value; a month stands for its days, a sub-class for its field."""
    month = MONTH.match(word.strip())
    if month and isinstance(field.type, Date | DateTime):
        start = f"{month[1]}-{int(month[2]):02}"
        return Between(field.key, f"{start}-01", f"{start}-31") if is_month(month) else Is("id", -1)
    if ".." in word:
        low, _, high = word.partition("..")
        return All(
            (ranged(field, ">=", low, entry), ranged(field, "<=", high, entry))
            if low and high
            else (ranged(field, ">=" if low else "<=", low or high, entry),)
        )
    return equals(ledger, field, read(field, word, entry))


def is_month(found: re.Match[str]) -> bool:
    """Whether 2026-10 is a month and not 2026-13."""
    return 1 <= int(found[2]) <= 12


def equals(ledger: Ledger, field: Field, value: object) -> Filter:
    """Equality with a read value; a sub-class asks for its own field."""
    if isinstance(value, Provisional):
        return Is("id", -1)
    if isinstance(value, Spill):
        also = [Is(key, part) for key, part in value.also.items() if key in ledger.by_key]
        return All((Is(field.key, value.value), *also))
    if isinstance(field.type, DateTime) and isinstance(value, str) and len(value) == 10:
        return Between(field.key, value, value)
    return Is(field.key, value)  # type: ignore[arg-type]


def ranged(field: Field, sign: str, word: str, entry: Entry) -> Filter:
    """A range that is open on one side."""
    if not isinstance(field.type, Date | DateTime | Scaled):
        raise UserError(f"“{field.title}”不是日期或数字，不能用 {sign} 比较。")
    value = read(field, word, entry)
    bound: Value = value.value if isinstance(value, Spill) else value  # type: ignore[assignment]
    if not isinstance(bound, str | int):
        raise UserError(f"“{word}”不能和“{field.title}”比较；请核对写法。")
    if sign == ">=":
        return Between(field.key, low=bound)
    if sign == "<=":
        return Between(field.key, high=bound)
    if sign == ">":
        return All((Not(Between(field.key, high=bound)), Not(Blank(field.key))))
    return All((Not(Between(field.key, low=bound)), Not(Blank(field.key))))


def read(field: Field, word: str, entry: Entry) -> object:
    """The stored value of a word. Raises UserError with the field's own advice."""
    kind = field.type
    if isinstance(kind, Choice) and kind.open:
        kind = replace(kind, open=False)
    try:
        value = replace(field, type=kind, none_words=False).parse(word.strip(), entry)
    except EntryFault as fault:
        advice = f"；{fault.suggestion}" if fault.suggestion else ""
        raise UserError(f"条件“{field.title}={word}”：{fault.reason}{advice}。") from None
    if isinstance(value, Provisional) and not value.ledger.startswith(CATALOGUE):
        raise UserError(f"名册里没有“{value.text}”（{field.title}）；请核对写法。")
    return value
