"""Names that no register knows: numbered while they wait, then taken into their registers as 待核."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bureau.ledger.declaration import Ledger
from bureau.ledger.entry import Provisional
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import CATALOGUE, Choice, Reference
from bureau.storage.operation import Operation
from bureau.storage.shape import CATALOGUE_LEDGER


def folded(_ledger: str, text: str) -> str:
    """Names are alike that fold alike."""
    return fold(text)


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that no register knows: it stands as -number until it is given its id.

    `ledger` is a register ledger's name or `catalogue:NAME`; an item of a catalogue may have a
    unit and decimals.
    """

    number: int
    ledger: str
    text: str
    unit: str = ""
    scale: int = 0


@dataclass(slots=True)
class NewNames:
    """New names of one act, numbered from 1; spellings that are alike (`spelling`) are one name."""

    names: dict[tuple[str, str], NewName] = field(default_factory=dict)
    spelling: Callable[[str, str], str] = folded

    def number(self, name: Provisional, unit: str = "", scale: int = 0) -> int:
        """The negative number that stands for a new name until it has an id."""
        known = (
            name.ledger,
            self.spelling(name.ledger, name.text) + ("/" + fold(unit) if unit else ""),
        )
        if known not in self.names:
            number = len(self.names) + 1
            self.names[known] = NewName(number, name.ledger, name.text, unit, scale)
        return -self.names[known].number


def insert_names(op: Operation, names: Iterable[NewName]) -> dict[int, int]:
    """Puts new names into their registers as 待核; gives their ids by number."""
    ids: dict[int, int] = {}
    for name in names:
        if name.ledger.startswith(CATALOGUE):
            values: dict[str, object] = {
                "catalogue": name.ledger.removeprefix(CATALOGUE),
                "title": name.text,
                "unit": name.unit or None,
                "scale": name.scale,
                "active": 1,
                "provisional": 1,
            }
            ids[name.number] = op.insert(CATALOGUE_LEDGER, values)
        else:
            declared = op.shape(name.ledger).declaration
            values = {declared.label: name.text} if declared is not None else {}
            if declared is not None and "provisional" in declared.by_key:
                values["provisional"] = 1
            ids[name.number] = op.insert(name.ledger, values)
    return ids


def with_ids(
    ledger: Ledger, values: Mapping[str, object], ids: Mapping[int, int]
) -> dict[str, object]:
    """Staged values with new names replaced by the ids they were given; kinds of lines too."""
    named = {f.key for f in ledger.stored if isinstance(f.type, Choice | Reference)}
    found: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            # JSON makes texts of the kinds.
            kinds = {int(kind): amount for kind, amount in value.items()}
            value = {ids[-k] if k < 0 else k: amount for k, amount in kinds.items()}
        elif key in named and isinstance(value, int) and value < 0:
            value = ids[-value]
        found[key] = value
    return found
