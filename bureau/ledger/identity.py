"""What a row is recognised by: its natural key, else the words of its identity fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Choice, Reference


def is_key(ledger: Ledger, key: Sequence[Value]) -> bool:
    """Whether these values of the key's fields name a record.

    A ledger with identity fields can do without its key; in others a part of the key will do.
    """
    if ledger.identity:
        return key[0] is not None
    return any(part is not None for part in key)


def key_of(ledger: Ledger, row: Mapping[str, object]) -> tuple[Value, ...] | None:
    """The natural key of a row, None where it has none."""
    if not ledger.key:
        return None
    key: tuple[Value, ...] = tuple(row.get(name) for name in ledger.key)  # type: ignore[misc]
    return key if is_key(ledger, key) else None


def identity_of(texts: Iterable[str], nth: int) -> str:
    """The identity of the n-th row with these texts: 20 hexadecimal digits."""
    content = "\x1f".join((*texts, str(nth)))
    return hashlib.blake2b(content.encode(), digest_size=10).hexdigest()


def identity_word(field: Field, value: Value, names: Names, new: Mapping[int, str]) -> str:
    """One identity field as text: ids in words, a new name (a negative id) as it was written."""
    if not isinstance(field.type, Choice | Reference):
        return "" if value is None else str(value)
    if isinstance(value, int) and value < 0:
        return new[-value]
    return field.type.show(value, names)
