"""Declared values as plain JSON or TOML and back, every key and type checked: rules, inputs, papers."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from bureau.assessment.exact import written

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
T = TypeVar("T")
SHAPE = "shape"
"""The key that says which of several kinds of value follows."""
DECIMAL = "decimal"
"""The key under which a decimal stands with all its digits: 1.20 isn't 1.2."""
_HINTS: dict[type[Any], dict[str, Any]] = {}


class PlainFault(ValueError):
    """What was read doesn't fit its declaration; the text says where and why."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(f"{where}: {fault}")


def to_plain(value: object) -> Plain:
    """A declared value as JSON knows it; fields at their default are left out.

    Fractions become exact texts (24.5, 49/3), days ISO texts, paths their parts with / between.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shape = getattr(value, SHAPE, None)
        named: dict[str, Plain] = {} if shape is None else {SHAPE: shape}
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            held = tuple(held) if isinstance(held, list) else held
            if field.default is dataclasses.MISSING or held != field.default:
                named[field.name] = to_plain(held)
        return named
    raise TypeError(f"{type(value).__name__} has no plain form")


def as_json(plain: Plain) -> str:
    """JSON in the one form that is kept and compared."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_plain(kind: type[T], plain: object, where: str = "") -> T:
    """The value that `plain` says, as `kind` declares it. Raises PlainFault."""
    read = _read(kind, plain, where or kind.__name__)
    if not isinstance(read, kind):
        raise PlainFault(where, f"is no {kind.__name__}")
    return read


def _read(hint: object, plain: object, where: str) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_one_of(get_args(hint), plain, where)
    if origin is Literal:
        if plain not in get_args(hint):
            raise PlainFault(where, f"{plain!r} is none of {list(get_args(hint))}")
        return plain
    if origin in (tuple, Sequence):
        if not isinstance(plain, list):
            raise PlainFault(where, "must be a list")
        return tuple(_read(get_args(hint)[0], one, f"{where}[{n}]") for n, one in enumerate(plain))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _read_declared(hint, plain, where)
    return _read_bare(hint, plain, where)


def _read_one_of(hints: tuple[Any, ...], plain: object, where: str) -> object:
    """A value that may be absent, or one of several declared shapes."""
    if plain is None and type(None) in hints:
        return None
    kinds = [hint for hint in hints if hint is not type(None)]
    if len(kinds) == 1:
        return _read(kinds[0], plain, where)
    if Fraction in kinds:
        return _read_number(kinds, plain, where)
    shape = plain.get(SHAPE) if isinstance(plain, Mapping) else None
    for kind in kinds:
        if getattr(kind, SHAPE, None) == shape and shape is not None:
            return _read_declared(kind, plain, where)
    raise PlainFault(where, f"has the unknown shape {shape!r}")


def _read_number(kinds: list[Any], plain: object, where: str) -> object:
    """An int as it stands, a decimal under its key, a fraction as a text."""
    if isinstance(plain, Mapping) and Decimal in kinds:
        return Decimal(str(plain.get(DECIMAL)))
    if type(plain) is int and int in kinds:
        return plain
    return _read_bare(Fraction, plain, where)


def _read_declared(kind: type[Any], plain: object, where: str) -> object:
    if not isinstance(plain, Mapping):
        raise PlainFault(where, "must be a table")
    given = dict(plain)
    if given.pop(SHAPE, None) != getattr(kind, SHAPE, None):
        raise PlainFault(where, "has another shape")
    hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
    fields = {field.name: field for field in dataclasses.fields(kind)}
    if strange := sorted(set(given) - set(fields)):
        raise PlainFault(where, f"has unknown keys {strange}")
    lacking = [
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and name not in given
    ]
    if lacking:
        raise PlainFault(where, f"lacks {lacking}")
    return kind(**{name: _read(hints[name], one, f"{where}.{name}") for name, one in given.items()})


def _read_bare(kind: object, plain: object, where: str) -> object:
    """A text, number or day. TOML is read with `parse_float=Decimal`, so no float can come."""
    if kind is Fraction and isinstance(plain, str | int | Decimal) and not isinstance(plain, bool):
        try:
            return Fraction(plain)
        except (ValueError, ZeroDivisionError):
            raise PlainFault(where, f"{plain!r} is no number") from None
    if kind in (date, datetime):
        if isinstance(plain, str):
            try:
                return (date if kind is date else datetime).fromisoformat(plain)
            except ValueError:
                raise PlainFault(where, f"{plain!r} is no day") from None
        if type(plain) is date:
            return plain
    if kind is Path and isinstance(plain, str):
        return Path(plain)
    if kind in (str, int, bool) and type(plain) is kind:
        return plain
    raise PlainFault(where, f"{plain!r} is no {getattr(kind, '__name__', kind)}")
