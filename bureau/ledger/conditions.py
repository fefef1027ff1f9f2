"""Conditions as people write them: 类别=占道经营,店外经营 · found_on>=2026-10-01 · 地点~人民路 · 责任单位=."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from unicodedata import normalize

from bureau.errors import UserError, with_stop
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Entry, EntryFault, Provisional, Spill
from bureau.ledger.lenient.numbers import parse_decimal
from bureau.ledger.lenient.texts import fold
from bureau.ledger.query import All, Any, Between, Blank, Contains, Filter, Is, Not, OneOf
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Date,
    DateTime,
    Lines,
    Photos,
    Point,
    References,
    Scaled,
    Text,
)
from bureau.ledger.words import listed

FORM = re.compile(
    r"^(?P<field>[^=~<>!＝～＜＞！≥≤≠]+?)\s*"
    r"(?P<sign>[!！][=＝]|[<>＜＞][=＝]?|[=＝]{1,2}|[~～≥≤≠])\s*(?P<value>.*)$",
    re.DOTALL,
)
SAME_SIGNS = {"==": "=", "≥": ">=", "≤": "<=", "≠": "!="}
SEVERAL = re.compile("[,，、;；]")
PART_OF_TIME = re.compile(r"^(\d{4})\s*(?:年(?:度|份)?|(?:年|[-./])\s*(\d{1,2})\s*(?:月份?)?)?$")
BLANK_WORDS = ("", "空白", "（空白）", "(空白)")
RANGED = (Date, DateTime, Scaled, Computed)


def condition(ledger: Ledger, text: str, entry: Entry) -> Filter:
    """The filter that one written condition means. Raises UserError."""
    parts = FORM.match(text.strip())
    if parts is None:
        raise UserError(f"看不懂条件“{text}”；请写成“字段=值”，如 category=占道经营。")
    field = field_named(ledger, parts["field"].strip())
    sign = normalize("NFKC", parts["sign"])
    sign, value = SAME_SIGNS.get(sign, sign), parts["value"].strip()
    if isinstance(field.type, Lines):
        raise UserError(f"“{field.title}”是明细，不能直接做条件；请按其他字段筛选。")
    if sign == "~":
        return containing(field, value)
    if sign in (">=", "<=", ">", "<"):
        return ranged(field, sign, value, entry)
    found = several(ledger, field, value, entry)
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


def containing(field: Field, words: str) -> Filter:
    """The field contains these characters."""
    if not words:
        raise UserError(f"请在“{field.title}~”后面写出要找的文字。")
    if isinstance(field.type, Photos | Computed):
        raise UserError(f"“{field.title}”不是文字，不能用 ~ 查找。")
    return Contains(field.key, words)


def several(ledger: Ledger, field: Field, value: str, entry: Entry) -> Filter:
    """The field equals one of the values written with commas between them."""
    if value in BLANK_WORDS:
        return Blank(field.key)
    if isinstance(field.type, Photos):
        raise UserError(f"照片只能按有没有筛选：{field.key}= 是没有，{field.key}!= 是有。")
    if isinstance(field.type, Point):
        return one(ledger, field, value, entry)
    words = [word.strip() for word in SEVERAL.split(value) if word.strip()]
    if not words:
        raise UserError(f"条件“{field.title}={value}”没有写值；要找空白的请写“{field.key}=”。")
    found = [one(ledger, field, word, entry) for word in words]
    if len(words) > 1 and isinstance(field.type, Text):
        # 人民路1、2号 may be two addresses or one that is written with a comma.
        found.append(one(ledger, field, value, entry))
    return found[0] if len(found) == 1 else Any(tuple(found))


def one(ledger: Ledger, field: Field, word: str, entry: Entry) -> Filter:
    """The field equals one value; a month stands for its days, a sub-class for its field."""
    if word in BLANK_WORDS:
        return Blank(field.key)
    if isinstance(field.type, RANGED) and ".." in word:
        return between(field, word, entry)
    if isinstance(field.type, Date | DateTime) and (days := days_of(word)):
        return Between(field.key, *days)
    return equals(ledger, field, read(field, word, entry))


def equals(ledger: Ledger, field: Field, value: object) -> Filter:
    """Equality with a read value; a sub-class asks for its own field."""
    if isinstance(value, Spill):
        also = [Is(key, part) for key, part in value.also.items() if key in ledger.by_key]
        return All((Is(field.key, value.value), *also))
    if isinstance(field.type, DateTime) and isinstance(value, str) and len(value) == 10:
        return Between(field.key, value, value)
    if isinstance(field.type, Choices | References) and isinstance(value, str):
        return OneOf(field.key, tuple(listed(value)))
    return Is(field.key, value)  # type: ignore[arg-type]


def between(field: Field, word: str, entry: Entry) -> Filter:
    """A closed range written low..high; one side may be left open."""
    low, _, high = (part.strip() for part in word.partition(".."))
    if not low and not high:
        raise UserError(f"条件“{field.title}={word}”没有写起点和终点；请写成“起点..终点”。")
    first = bounds(field, low, entry)[0] if low else None
    last = bounds(field, high, entry)[1] if high else None
    if first is not None and last is not None and later(first, last):
        raise UserError(f"条件“{field.title}={word}”的起点在终点之后；请调换过来。")
    return Between(field.key, first, last)


def later(first: str | int, last: str | int) -> bool:
    """Whether a range is the wrong way round."""
    if isinstance(first, int) and isinstance(last, int):
        return first > last
    return str(first)[:10] > str(last)[:10]


def ranged(field: Field, sign: str, word: str, entry: Entry) -> Filter:
    """A range that is open on one side. The whole month is meant where a month is written."""
    if not isinstance(field.type, RANGED):
        raise UserError(f"“{field.title}”不是日期或数字，不能用 {sign} 比较。")
    if not word:
        raise UserError(f"请在“{field.title}{sign}”后面写出日期或数字。")
    low, high = bounds(field, word, entry)
    if sign == ">=":
        return Between(field.key, low=low)
    if sign == "<=":
        return Between(field.key, high=high)
    outside = Between(field.key, high=high) if sign == ">" else Between(field.key, low=low)
    return All((Not(outside), Not(Blank(field.key))))


def bounds(field: Field, word: str, entry: Entry) -> tuple[str | int, str | int]:
    """The least and the greatest stored value that a word means. Raises UserError."""
    if isinstance(field.type, Date | DateTime) and (days := days_of(word)):
        return days
    found = read(field, word, entry)
    value = found.value if isinstance(found, Spill) else found
    if not isinstance(value, str | int):
        raise UserError(f"“{word}”不能和“{field.title}”比较；请核对写法。")
    return value, value


def days_of(word: str) -> tuple[str, str] | None:
    """First and last day of a year or month, None for what names neither. Raises UserError."""
    named = PART_OF_TIME.match(normalize("NFKC", word.strip()))
    if named is None:
        return None
    year, month = int(named[1]), int(named[2] or 0)
    if named[2] is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    if not 1 <= month <= 12 or year == 0:
        raise UserError(f"“{word}”里的月份不在 1 到 12 之间；请写成 2026-10 这样。")
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def read(field: Field, word: str, entry: Entry) -> object:
    """The stored value of a word. Raises UserError with the field's own advice."""
    kind = field.type
    if isinstance(kind, Choice) and kind.open:
        kind = replace(kind, open=False)
    try:
        if isinstance(kind, Computed):
            return read_computed(kind, word)
        value = replace(field, type=kind, none_words=False).parse(word, entry)
    except EntryFault as fault:
        advice = f"；{fault.suggestion}" if fault.suggestion else ""
        raise UserError(with_stop(f"条件“{field.title}={word}”：{fault.reason}{advice}")) from None
    if isinstance(value, Provisional):
        raise UserError(f"名册里没有“{value.text}”（{field.title}）；请核对写法。")
    return value


def read_computed(kind: Computed, word: str) -> int:
    """A computed figure by its number or by the word it is shown as. Raises EntryFault."""
    for value, shown in kind.words:
        if shown == word:
            return value
    number = parse_decimal(word).scaleb(kind.scale)
    if number != number.to_integral_value():
        if kind.scale:
            raise EntryFault(f"“{word}”的小数超过 {kind.scale} 位", "请核对数字")
        raise EntryFault(f"“{word}”不是整数", "请写成整数")
    return int(number)
