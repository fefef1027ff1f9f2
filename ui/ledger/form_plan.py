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
class Group:
    """Fields under one heading, '' for none."""

    title: str
    fields: tuple[Field, ...]


def groups(ledger: Ledger) -> list[Group]:
    """The fields to fill in: in the declared sections, else in order; lines and photos at the end."""
    plain = [f for f in ledger.fields if not isinstance(f.type, Computed | Lines | Photos)]
    if ledger.sections:
        found = declared_groups(ledger, plain)
    elif len(plain) <= FEW:
        found = [Group("", tuple(plain))]
    else:
        first = essential(ledger)
        found = [Group("基本情况", first)]
        if plain[len(first) :]:
            found.append(Group("办理和其他", tuple(plain[len(first) :])))
    placed = {field.key for group in found for field in group.fields}
    found += [Group(field.title, (field,)) for field in ledger.lines if field.key not in placed]
    photos = tuple(field for field in ledger.fields if isinstance(field.type, Photos))
    return [*found, Group("照片", photos)] if photos else found


def declared_groups(ledger: Ledger, plain: list[Field]) -> list[Group]:
    """The declared sections; a field that none of them names stands at the end of the last."""
    named = {key for section in ledger.sections for key in section.fields}
    found = [
        Group(section.title, tuple(ledger.by_key[key] for key in section.fields))
        for section in ledger.sections
    ]
    left = tuple(field for field in plain if field.key not in named)
    return [*found[:-1], Group(found[-1].title, (*found[-1].fields, *left))]


def essential(ledger: Ledger) -> tuple[Field, ...]:
    """The fields up to the last one without which there is no record."""
    plain = [f for f in ledger.fields if not isinstance(f.type, Computed | Lines | Photos)]
    wanted = {*ledger.identity, *ledger.key, ledger.date}
    last = max((n for n, f in enumerate(plain) if f.required or f.key in wanted), default=0)
    return tuple(plain[: last + 1])


def takes_width(field: Field) -> bool:
    """Whether a field takes the whole width of the form."""
    declared = field.type
    if isinstance(declared, LongText | Lines):
        return True
    return isinstance(declared, Text) and field.width >= WIDE


def kept_keys(ledger: Ledger) -> set[str]:
    """What 连续录入 keeps for the next record: its day, and what is chosen rather than written."""
    first = essential(ledger)
    chosen = (Choice, Choices, Reference, References)
    kept = {field.key for field in first if isinstance(field.type, chosen)}
    # The unit in charge stands further down in long forms, and stays too.
    kept |= {field.key for field in ledger.fields if is_unit(field)}
    kept |= {ledger.date} if ledger.date else set()
    return kept


def is_unit(field: Field) -> bool:
    """Whether a field names the unit that works on the record."""
    return isinstance(field.type, Reference) and field.type.ledger == "units"
