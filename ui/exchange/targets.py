"""What a column of a file may be read as: the fields of a ledger and the kinds of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bureau.exchange.matching import IGNORED, column_fields
from bureau.exchange.parsing import Parsed
from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Names
from bureau.ledger.types import Computed, Lines


@dataclass(frozen=True, slots=True)
class Target:
    """One answer: the key that a correction takes, and its words."""

    key: str
    title: str
    required: bool = False


LEFT_OUT = Target(IGNORED, "不读入这一列")


def targets_of(ledger: Ledger, names: Names) -> list[Target]:
    """All answers, 不读入 first, then in the ledger's order."""
    found = [LEFT_OUT]
    for field in ledger.fields:
        if isinstance(field.type, Computed):
            continue
        if isinstance(field.type, Lines):
            found += [
                Target(
                    f"{field.key}.{item.id}",
                    f"{item.title}（{item.unit}）" if item.unit else item.title,
                )
                for item in names.items(field.type.catalogue)
                if item.active
            ]
        else:
            found.append(Target(field.key, field.title, field.required))
    return found


def target_titles(parsed: Parsed, names: Names) -> dict[str, str]:
    """What each heading was read as, in words; headings that aren't read are left out."""
    ledger = parsed.order.declared
    new = {name.number: name.text for name in parsed.new_names}
    return {
        heading: title_of(ledger, key, names, new)
        for sheet in parsed.read_sheets
        for heading, key in sheet.columns.items()
    }


def column_titles(ledger: Ledger, columns: Mapping[str, str], names: Names) -> dict[str, str]:
    """What each heading is read as, in words, '' where it isn't read."""
    return {
        heading: title_of(ledger, key, names, {}) if key else "" for heading, key in columns.items()
    }


def lacking_titles(ledger: Ledger, columns: Mapping[str, str]) -> list[str]:
    """Fields that every row must have and no column is read as."""
    read = set(columns.values())
    return [field.title for field in column_fields(ledger) if field.key not in read]


def came_from(source: str) -> str:
    """What is said of a column that the file doesn't have, by where its values stand."""
    return f"由{source}得出" if source else "表外没有写"


def target_keys(parsed: Parsed) -> dict[str, str]:
    """What each heading was read as, by key."""
    return {heading: key for sheet in parsed.read_sheets for heading, key in sheet.columns.items()}


def title_of(ledger: Ledger, key: str, names: Names, new: Mapping[int, str]) -> str:
    """A field, or one kind of its lines, in words."""
    name, _, kind = key.partition(".")
    if not kind:
        return ledger.by_key[name].title
    item = names.item_by_id(int(kind))
    return item.title if item is not None else new.get(-int(kind), ledger.by_key[name].title)
