"""Small readings and writings of values that several field types share."""

from __future__ import annotations

import json
from decimal import Decimal

from bureau.ledger.entry import Names, Raw, Value
from bureau.ledger.lenient.texts import tidy


def scaled_text(value: int, scale: int) -> str:
    """123450 at scale 2 → 1234.50."""
    return str(Decimal(value).scaleb(-scale)) if scale else str(value)


def as_text(raw: Raw) -> str:
    """What a person would read in the cell: 5.0 is 5."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)


def exact(value: Value, scale: int) -> int | Decimal | None:
    """The number itself: an int when it is whole, else an exact decimal."""
    if not isinstance(value, int):
        return None
    whole, rest = divmod(value, 10**scale)
    return whole if rest == 0 else Decimal(value).scaleb(-scale)


def split_words(text: str) -> list[str]:
    """The words of a cell that names several things: 一中队、二中队/三中队."""
    for mark in "，,；;/／\n":
        text = text.replace(mark, "、")
    return [word for word in (tidy(part) for part in text.split("、")) if word]


def id_list(ids: object) -> str | None:
    """Ids as the JSON list that is stored, None when there are none."""
    found = list(ids) if isinstance(ids, list | dict | tuple) else []
    return json.dumps(found, separators=(",", ":")) if found else None


def listed(value: Value) -> list[int]:
    """The ids of a stored JSON list."""
    return [int(item) for item in json.loads(value)] if isinstance(value, str) else []


def nearest(word: str, names: Names, catalogue: str) -> str:
    """A suggestion: the titles that share most characters with `word`."""
    letters = set(word)
    tops = [item for item in names.items(catalogue) if item.active]
    scored = sorted(tops, key=lambda item: (-len(letters & set(item.title)), item.position))
    near = [item.title for item in scored[:3] if letters & set(item.title)]
    if near:
        return f"是不是“{'”“'.join(near)}”？"
    uppers = [item.title for item in tops if item.parent is None][:12]
    return f"请从这些里选：{'、'.join(uppers)}"
