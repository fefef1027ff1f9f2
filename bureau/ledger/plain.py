"""Filters, sorts and declarations as plain data for JSON files, and back, tolerant of what is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from types import UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from bureau.errors import BugError, UserError
from bureau.ledger.checks import CHECKS, Check
from bureau.ledger.deadline_types import DEADLINE_TYPES
from bureau.ledger.declaration import (
    Alone,
    Field,
    Ledger,
    Numbering,
    Recurrence,
    Rest,
    Section,
    Sign,
    Sum,
)
from bureau.ledger.entry import Names, Value
from bureau.ledger.field_type import FieldType
from bureau.ledger.locks import Closing, Lock, Within
from bureau.ledger.number_types import NUMBER_TYPES
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
    Sort,
    Titled,
)
from bureau.ledger.spelled import SpelledSort
from bureau.ledger.types import TYPES, Choice, Choices, Lines, Reference, References

FORMAT = 1
"""The number that files of this shape carry."""
Plain = Mapping[str, object]
Made = TypeVar("Made")

PARTS = (Alone, Closing, Field, Lock, Numbering, Recurrence, Rest, Section, Sign, Sum, Within)
"""What a declaration is made of, as dicts of their attributes."""
UNREADABLE = "有一个条件读不出来，已略去"


# -- filters ----------------------------------------------------------------------------------------


def plain_filter(where: Filter) -> dict[str, object]:
    """A filter as nested dicts, each naming its kind."""
    match where:
        case Everything():
            return {"kind": "everything"}
        case Is(key, value):
            return {"kind": "is", "key": key, "value": plain_value(value)}
        case OneOf(key, values):
            return {"kind": "one-of", "key": key, "values": [plain_value(v) for v in values]}
        case Blank(key):
            return {"kind": "blank", "key": key}
        case Between(key, low, high):
            return {"kind": "between", "key": key, "low": low, "high": high}
        case Contains(key, words):
            return {"kind": "contains", "key": key, "words": words}
        case Ids(ids):
            return {"kind": "ids", "ids": list(ids)}
        case All(parts):
            return {"kind": "all", "parts": [plain_filter(part) for part in parts]}
        case Any(parts):
            return {"kind": "any", "parts": [plain_filter(part) for part in parts]}
        case Not(part):
            return {"kind": "not", "part": plain_filter(part)}
        case Titled(title, part):
            return {"kind": "titled", "title": title, "part": plain_filter(part)}
    raise BugError(f"no plain form for {type(where).__name__}")


def has_plain(where: Filter) -> bool:
    """Whether a filter can be kept in a file; those of some figures are made of SQL of their own."""
    match where:
        case All(parts) | Any(parts):
            return all(map(has_plain, parts))
        case Not(part) | Titled(_, part):
            return has_plain(part)
    return isinstance(where, Everything | Is | OneOf | Blank | Between | Contains | Ids)


def plain_value(value: Value) -> object:
    """A stored value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


@dataclass(slots=True)
class ReadFilter:
    """A filter read back, and sentences about what had to be left out of it."""

    where: Filter
    dropped: list[str] = field(default_factory=list)


def read_filter(plain: object, ledger: Ledger, names: Names | None = None) -> ReadFilter:
    """The filter of a plain one; conditions on fields, items or records that are gone are left out.

    Without `names` items and records aren't looked up.
    """
    reader = FilterReader(ledger, names)
    where = reader.read(plain)
    return ReadFilter(where or Everything(), list(dict.fromkeys(reader.dropped)))


class LeftOut(Exception):
    """A condition that can't be kept; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FilterReader:
    """Reads one plain filter; what is left out is told in `dropped`."""

    def __init__(self, ledger: Ledger, names: Names | None) -> None:
        self.ledger = ledger
        self.names = names
        self.dropped: list[str] = []

    def read(self, plain: object) -> Filter | None:
        """One condition, None when it is left out."""
        try:
            return self.part(plain)
        except LeftOut as left:
            self.dropped.append(left.sentence)
            return None

    def part(self, plain: object) -> Filter | None:
        """One condition, None when nothing of it is left. Raises LeftOut."""
        if not isinstance(plain, Mapping):
            raise LeftOut(UNREADABLE)
        kind = plain.get("kind")
        if kind == "everything":
            return Everything()
        if kind == "ids":
            ids = plain.get("ids")
            if isinstance(ids, list) and all(type(record) is int for record in ids):
                return Ids(tuple(ids))
            raise LeftOut(UNREADABLE)
        if kind in ("all", "any", "not", "titled"):
            return self.combined(str(kind), plain)
        return self.condition(kind, plain)

    def combined(self, kind: str, plain: Plain) -> Filter | None:
        """Conditions joined, those that are left; none left is no condition."""
        if kind == "not":
            part = self.read(plain.get("part"))
            return Not(part) if part is not None else None
        if kind == "titled":
            part, title = self.read(plain.get("part")), plain.get("title")
            return Titled(title, part) if part is not None and isinstance(title, str) else part
        parts = plain.get("parts")
        if not isinstance(parts, list):
            raise LeftOut(UNREADABLE)
        kept = tuple(found for part in parts if (found := self.read(part)) is not None)
        if parts and not kept:
            return None
        return All(kept) if kind == "all" else Any(kept)

    def condition(self, kind: object, plain: Plain) -> Filter | None:
        """A condition on one field."""
        key = plain.get("key")
        if not isinstance(key, str):
            raise LeftOut(UNREADABLE)
        if not has_column(self.ledger, key):
            raise LeftOut(f"“{key}”这一栏已经没有了，它的条件已略去")
        if kind == "blank":
            return Blank(key)
        if kind == "is":
            values = self.values(key, [plain.get("value")])
            return Is(key, values[0]) if values else None
        if kind == "one-of":
            listed = plain.get("values")
            if not isinstance(listed, list):
                raise LeftOut(UNREADABLE)
            values = self.values(key, listed)
            return OneOf(key, values) if values or not listed else None
        if kind == "between":
            low, high = plain.get("low"), plain.get("high")
            if is_bound(low) and is_bound(high):
                return Between(key, low, high)  # type: ignore[arg-type]
        if kind == "contains":
            words = plain.get("words")
            if isinstance(words, str):
                return Contains(key, words)
        raise LeftOut(UNREADABLE)

    def values(self, key: str, listed: Sequence[object]) -> tuple[Value, ...]:
        """The values that still mean something."""
        kept: list[Value] = []
        for value in listed:
            if isinstance(value, list):
                value = tuple(value)
            if value is not None and not isinstance(value, str | int | tuple):
                self.dropped.append(UNREADABLE)
            elif self.is_gone(key, value):
                title = self.ledger.by_key[key].title
                self.dropped.append(f"“{title}”条件里有一项已经不在名册或分类里，已略去")
            else:
                kept.append(value)
        return tuple(kept)

    def is_gone(self, key: str, value: Value) -> bool:
        """Whether an id names nothing any more."""
        declared = self.ledger.by_key.get(key)
        if self.names is None or declared is None or not isinstance(value, int):
            return False
        if isinstance(declared.type, Choice | Choices):
            return self.names.item_by_id(value) is None
        if isinstance(declared.type, Reference | References):
            return self.names.label(declared.type.ledger, value) == "?"
        return False


def is_bound(value: object) -> bool:
    """Whether a value can be the end of a range."""
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def has_column(ledger: Ledger, key: str) -> bool:
    """Whether a key names a field, one kind of a lines field, or the id."""
    base, dot, kind = key.partition(".")
    declared = ledger.by_key.get(base)
    if declared is None:
        return key == "id"
    return kind.isdecimal() if isinstance(declared.type, Lines) else not dot


def keys_of(where: Filter) -> set[str]:
    """Keys of the fields that a filter has conditions on."""
    match where:
        case All(parts) | Any(parts):
            return {key for part in parts for key in keys_of(part)}
        case Not(part) | Titled(_, part):
            return keys_of(part)
        case Is(key, _) | OneOf(key, _) | Blank(key) | Between(key, _, _) | Contains(key, _):
            return {key.partition(".")[0]}
    return set()


# -- sorts ------------------------------------------------------------------------------------------


def plain_sorts(sorts: Sequence[Sort]) -> list[dict[str, object]]:
    """An order as a list of keys and ways."""
    return [
        {"key": sort.key, "descending": sort.descending}
        | ({"spelled": True} if isinstance(sort, SpelledSort) else {})
        for sort in sorts
    ]


def read_sorts(plain: object, ledger: Ledger) -> tuple[Sort, ...]:
    """The order of a plain one; keys that are gone are left out."""
    found: dict[str, Sort] = {}
    for part in plain if isinstance(plain, list) else []:
        key = part.get("key") if isinstance(part, Mapping) else None
        if isinstance(key, str) and has_column(ledger, key):
            kind = SpelledSort if part.get("spelled") is True else Sort
            found.setdefault(key, kind(key, part.get("descending") is True))
    return tuple(found.values())


# -- declarations -----------------------------------------------------------------------------------


def plain_ledger(ledger: Ledger) -> dict[str, object]:
    """A declaration as plain data; what is as usual is left out."""
    return {"format": FORMAT, **attributes(ledger)}


def attributes(declared: object) -> dict[str, object]:
    """The attributes of a declared thing that differ from their defaults."""
    found: dict[str, object] = {}
    for slot in fields(declared):  # type: ignore[arg-type]
        value = getattr(declared, slot.name)
        if slot.default is MISSING or value != slot.default:
            found[slot.name] = plain_part(value)
    return found


def plain_part(value: object) -> object:
    """One attribute: nested declarations as dicts, types and checks with their kind."""
    if isinstance(value, FieldType | Check):
        return {"kind": value.kind, **attributes(value)}
    if isinstance(value, PARTS):
        return attributes(value)
    if isinstance(value, tuple):
        return [plain_part(part) for part in value]
    return value


def read_ledger(plain: object) -> Ledger:
    """The declaration of plain data. Raises UserError that says what can't be read in it."""
    if not isinstance(plain, Mapping) or plain.get("format") != FORMAT:
        raise UserError("这份台账声明不是本程序认得的格式；请用生成它的程序版本打开。")
    rest = {key: value for key, value in plain.items() if key != "format"}
    return made(Ledger, rest, "台账")


def made(kind: type[Made], plain: Plain, where: str) -> Made:
    """A declared thing of its attributes. Raises UserError."""
    hints = get_type_hints(kind)
    slots = {slot.name: slot for slot in fields(kind)}  # type: ignore[arg-type]
    unknown = set(plain) - set(slots)
    missing = {name for name, slot in slots.items() if slot.default is MISSING} - set(plain)
    for names, fault in ((unknown, "不认得"), (missing, "缺少")):
        if names:
            raise UserError(f"{where}的声明里{fault}“{'、'.join(sorted(names))}”；请核对声明文件。")
    values = {
        name: read_part(value, hints[name], f"{where}的 {name}") for name, value in plain.items()
    }
    return kind(**values)


def read_part(value: object, hint: object, where: str) -> object:
    """One attribute as its declaration wants it. Raises UserError."""
    for known, family in ((TYPES | DEADLINE_TYPES | NUMBER_TYPES, FieldType), (CHECKS, Check)):
        if hint is family:
            return read_kind(value, known, where)
    if hint in PARTS and isinstance(value, Mapping):
        key = value.get("key")
        return made(hint, value, f"“{key}”" if key else where)
    if get_origin(hint) in (UnionType, Union):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        if value is None and len(kinds) < len(get_args(hint)):
            return None
        return read_part(value, kinds[0], where)
    if get_origin(hint) is tuple and isinstance(value, list):
        parts = get_args(hint)
        if parts[-1] is ...:
            return tuple(read_part(part, parts[0], where) for part in value)
        if len(parts) == len(value):
            return tuple(
                read_part(part, one, where) for part, one in zip(value, parts, strict=True)
            )
    if get_origin(hint) is Literal and value in get_args(hint):
        return value
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise UserError(f"{where}写得不对；请核对声明文件。")


def read_kind(value: object, kinds: Mapping[str, type[Made]], where: str) -> Made:
    """A field type or check of its kind and attributes. Raises UserError."""
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(kind, str) or kind not in kinds:
        raise UserError(f"{where}是本版本不认得的种类“{kind}”；请核对声明文件，或升级程序。")
    return made(kinds[kind], {k: v for k, v in value.items() if k != "kind"}, where)
