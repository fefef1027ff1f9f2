"""Stored records of facilities, read as what they are."""

from __future__ import annotations

from collections.abc import Mapping

from bureau.editing.inputs import Stored

Row = Mapping[str, object]


def record_of(row: Row) -> int:
    """The id of a record."""
    return int(str(row["id"]))


def kept(value: object) -> Stored:
    """A stored value as the input of another record."""
    return Stored(value if isinstance(value, int | str) else None)
