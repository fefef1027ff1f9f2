"""How a form is laid out and what it keeps for the next record: read off the declaration alone."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Choices,
    Computed,
    Lines,
    LongText,
    Photos,
    Reference,
    References,
    Text,
)

FEW = 16
"""Forms of so many fields need no headings."""
WIDE = 20
"""A text of so many characters takes the whole width."""


@dataclass(frozen=True)
class Section:
    """Fields under one heading, '' for none."""

    title: str
    fields: tuple[Field, ...]


def sections(ledger: Ledger) -> list[Section]:
    """The fields to fill in, in the declared order: what makes a record, the rest, lines, photos."""
    plain = [f for f in ledger.fields if not isinstance(f.type, Computed | Lines | Photos)]
    essential = {*ledger.identity, *ledger.key, ledger.date}
    last = max(
        (n for n, field in enumerate(plain) if field.required or field.key in essential), default=0
    )
    found: list[Section] = []
    if len(plain) <= FEW:
        found.append(Section("", tuple(plain)))
    else:
        found.append(Section("基本情况", tuple(plain[: last + 1])))
        if plain[last + 1 :]:
            found.append(Section("办理和其他", tuple(plain[last + 1 :])))
    found += [Section(field.title, (field,)) for field in ledger.lines]
    photos = tuple(field for field in ledger.fields if isinstance(field.type, Photos))
    return [*found, Section("照片", photos)] if photos else found


def takes_width(field: Field) -> bool:
    """Whether a field takes the whole width of the form."""
    declared = field.type
    if isinstance(declared, LongText | Lines):
        return True
    return isinstance(declared, Text) and field.width >= WIDE


def kept_keys(ledger: Ledger) -> set[str]:
    """What 连续录入 keeps for the next record: its day, and what is chosen rather than written."""
    first = sections(ledger)[0].fields
    chosen = (Choice, Choices, Reference, References)
    kept = {field.key for field in first if isinstance(field.type, chosen)}
    # The unit in charge stands further down in long forms, and stays too.
    kept |= {field.key for field in ledger.fields if is_unit(field)}
    kept |= {ledger.date} if ledger.date else set()
    return kept


def is_unit(field: Field) -> bool:
    """Whether a field names the unit that works on the record."""
    return isinstance(field.type, Reference) and field.type.ledger == "units"
