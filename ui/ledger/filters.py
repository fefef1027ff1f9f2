"""The filters of one table: a condition a column, the search words, and the order of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bureau.ledger.query import All, Filter, Ids, Sort

PERIOD = "*period"
SEARCH = "*search"
GIVEN = "*given"
"""Conditions that stand for no column: the period chosen, search words, a list from elsewhere."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One active filter: where it stands, how a chip says it, what was typed to get it."""

    place: str
    title: str
    words: str
    where: Filter
    typed: str = ""

    @property
    def sentence(self) -> str:
        """What its chip says."""
        return f"{self.title}：{self.words}" if self.words else self.title


@dataclass(frozen=True)
class Selection:
    """All that decides which rows are listed and in what order. Changing it makes a new one."""

    conditions: Mapping[str, Condition] = field(default_factory=dict)
    sorts: tuple[Sort, ...] = ()

    def __iter__(self) -> Iterator[Condition]:
        return iter(self.conditions.values())

    @property
    def filtered(self) -> bool:
        """Whether any filter is active."""
        return bool(self.conditions)

    def where(self, without: str = "") -> Filter | None:
        """All conditions together but the one at `without`; None when there are none."""
        parts = tuple(c.where for place, c in self.conditions.items() if place != without)
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else All(parts)

    def with_condition(self, condition: Condition) -> Selection:
        """With this condition in its place."""
        return replace(self, conditions={**self.conditions, condition.place: condition})

    def without(self, place: str) -> Selection:
        """Without the condition there."""
        kept = {at: each for at, each in self.conditions.items() if at != place}
        return replace(self, conditions=kept)

    def cleared(self) -> Selection:
        """Without any filter, in the same order."""
        return replace(self, conditions={})

    def sorted_by(self, key: str, *, also: bool = False) -> Selection:
        """A click on a heading: upwards, then downwards, then unsorted; `also` keeps the others."""
        present = next((sort for sort in self.sorts if sort.key == key), None)
        others = tuple(sort for sort in self.sorts if sort.key != key) if also else ()
        if present is None:
            return replace(self, sorts=(*others, Sort(key)))
        turned = () if present.descending else (replace(present, descending=True),)
        if also and turned:
            kept = tuple(turned[0] if sort.key == key else sort for sort in self.sorts)
            return replace(self, sorts=kept)
        return replace(self, sorts=(*others, *turned))

    def ordered(self, sorts: Sequence[Sort]) -> Selection:
        """In this order."""
        return replace(self, sorts=tuple(sorts))

    def sentence(self) -> str:
        """All filters in words, for a list of recent ones or the head of a paper."""
        return "；".join(condition.sentence for condition in self)


def only(records: Sequence[int], title: str) -> Condition:
    """A list of records from elsewhere (search hits) as a condition."""
    return Condition(GIVEN, title, f"{len(records)} 条", Ids(tuple(records)))
