"""Fields that go together: a class with its sub-class, a state with the date that ends a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from bureau.ledger.checks import Fault, OnlyWhen
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Item, Names
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import Choice


class Settled(Protocol):
    """The part of a draft that is settled here."""

    values: dict[str, object]
    faults: list[Fault]
    said: list[str]


def families(ledger: Ledger) -> Iterator[tuple[Field, Field]]:
    """Each class field with the field of its sub-class."""
    for field in ledger.fields:
        if isinstance(field.type, Choice) and field.type.child:
            yield field, ledger.by_key[field.type.child]


def sub_class(
    ledger: Ledger, field: Field, word: str, names: Names, row: Mapping[str, object]
) -> int | None:
    """The sub-class of that name under the row's own class, where several classes have one (其他)."""
    for upper, lower in families(ledger):
        if lower is field and isinstance(field.type, Choice):
            for item in names.items(field.type.catalogue):
                if item.parent == row.get(upper.key) and fold(item.title) == fold(word):
                    return item.id
    return None


def settle_classes(ledger: Ledger, names: Names, draft: Settled, now: Mapping[str, object]) -> None:
    """A sub-class brings its class, a new class drops the other's sub-class; both must agree."""
    for upper, lower in families(ledger):
        class_changed = changes(draft, now, upper.key)
        child_changed = changes(draft, now, lower.key)
        if not (class_changed or child_changed):
            continue
        child = item_of(names, draft.values.get(lower.key, now.get(lower.key)))
        if child is None or child.parent is None:
            continue
        above = draft.values.get(upper.key, now.get(upper.key))
        parent = names.item_by_id(child.parent)
        if parent is None or above == parent.id:
            continue
        if not child_changed:
            draft.values[lower.key] = None
            draft.said.append(f"“{lower.title}”“{child.title}”不属于新的{upper.title}，已清空")
        elif not class_changed:
            draft.values[upper.key] = parent.id
            draft.said.append(f"“{upper.title}”随之改为“{parent.title}”")
        else:
            other = item_of(names, above)
            shown = other.title if other is not None else "空白"
            draft.faults.append(
                Fault(
                    lower.key,
                    f"“{child.title}”属于“{parent.title}”，不属于“{shown}”",
                    f"请改{upper.title}或{lower.title}",
                )
            )


def changes(draft: Settled, now: Mapping[str, object], key: str) -> bool:
    """Whether a draft gives a field another value."""
    return key in draft.values and draft.values[key] != now.get(key)


def settle_endings(ledger: Ledger, names: Names, draft: Settled, now: Mapping[str, object]) -> None:
    """The date that only an ended record has ends it, where there is but one such state."""
    for check in ledger.checks:
        if not isinstance(check, OnlyWhen) or len(check.items) != 1:
            continue
        if draft.values.get(check.blame) is None or not changes(draft, now, check.blame):
            continue
        if changes(draft, now, check.other):
            continue
        state = item_of(names, now.get(check.other))
        end = names.item_by_id(check.items[0])
        if state is not None and end is not None and state.id != end.id:
            draft.values[check.other] = end.id
            title = ledger.by_key[check.other].title
            draft.said.append(f"“{title}”随之改为“{end.title}”")


def ending(ledger: Ledger) -> str:
    """The field that only an ended record has (完成时间), "" where there is none."""
    return next((check.blame for check in ledger.checks if isinstance(check, OnlyWhen)), "")


def item_of(names: Names, value: object) -> Item | None:
    """The catalogue item of a stored id."""
    return names.item_by_id(value) if isinstance(value, int) else None
