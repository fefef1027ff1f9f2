"""Another order of choices and names: by pinyin alone, not by their place in catalogue or register."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import PLACED, Sort, column, field_of
from bureau.ledger.types import Choice, Reference


@dataclass(frozen=True, slots=True)
class SpelledSort(Sort):
    """One key of an order, by how its values are spelled."""

    def expression(self, ledger: Ledger) -> str:
        """What rows are compared by."""
        name, declared = column(ledger, self.key), field_of(ledger, self.key).type
        if isinstance(declared, Choice):
            return f"(SELECT sort_key(c.title) FROM catalogue_items c WHERE c.id = {name})"
        if isinstance(declared, Reference):
            table = declared.ledger.replace("-", "_")
            return f'(SELECT sort_key(o."{declared.label}") FROM {table} o WHERE o.id = {name})'
        return Sort(self.key).expression(ledger)


def has_places(ledger: Ledger, key: str) -> bool:
    """Whether values of this field have a place besides their spelling: of catalogue or register."""
    declared = field_of(ledger, key).type
    return isinstance(declared, Choice) or (
        isinstance(declared, Reference) and declared.ledger in PLACED
    )
