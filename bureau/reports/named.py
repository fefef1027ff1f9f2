"""Figures by name: what texts, forms of other offices and approvals refer to, beside the periods before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from bureau.reports.amounts import amount_text
from bureau.reports.change import NONE, Change, Quantity, fixed, percent
from bureau.reports.change import Measure as ChangeMeasure

if TYPE_CHECKING:
    from bureau.ledger.query import Filter

Measure = Literal["count", "rate", "score", "money", "rank", "words"]
"""What a value is: a count, a fraction of one, points, 分, a place in a ranking, words."""
Behind = tuple[str, "Filter"]
"""The ledger and the filter that select the records behind a number."""
AT: Final = "@"
VARIANTS: Final[Mapping[str, str]] = {
    "": "本期",
    "before": "上期",
    "mom": "环比",
    "ago": "去年同期",
    "yoy": "同比",
    "to_date": "本年累计",
}
"""What can be asked of a figure, `market.cases@mom`, in the words of the list to pick from."""
_WORDS: Final = {"mom": "环比", "yoy": "同比"}
_BASES: Final = {"mom": "before", "yoy": "ago"}
_CHANGES: Final[Mapping[Measure, ChangeMeasure]] = {
    "count": "count",
    "money": "count",
    "rate": "rate",
    "score": "score",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One figure of a period.

    `key` is the same in every period (market.cases, towns.2000000003.total). `group` is where the
    list to pick from shows it. `value`: count int or Decimal, rate a fraction of one, score points,
    money 分, rank int, words str; None where there is none. `others` are the same figure of other
    periods by before, ago and to_date, as far as there are such.
    """

    key: str
    title: str
    value: Quantity | str | None
    measure: Measure = "count"
    unit: str = ""
    group: tuple[str, ...] = ()
    places: int | None = None
    behind: Behind | None = None
    others: Mapping[str, Quantity | None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The number as papers print it, without its unit; a rate has its %."""
        return self.said(self.value)

    def said(self, value: Quantity | str | None) -> str:
        """A value of this figure as papers print it; a dash for none."""
        if value is None:
            return NONE
        if isinstance(value, str):
            return value
        if self.measure == "rate":
            return percent(Fraction(value), 2 if self.places is None else self.places)
        if self.measure == "money":
            return amount_text(int(value))
        if self.measure == "score":
            return fixed(value, 2 if self.places is None else self.places)
        exact = Fraction(value)
        if self.places is not None:
            return fixed(exact, self.places)
        return fixed(exact, 0 if exact.denominator == 1 else 2)

    def change(self, variant: str) -> Change | None:
        """环比 (mom) or 同比 (yoy); None for a figure that can't be compared."""
        measure = _CHANGES.get(self.measure)
        if measure is None or isinstance(self.value, str):
            return None
        base = self.others.get(_BASES[variant])
        # A change in percent of what is below zero says the opposite of what happened.
        if measure == "count" and (base or 0) < 0:
            return None
        return Change(self.value, base, measure)

    def variant(self, variant: str) -> str:
        """What a variant reads: 183, 环比上升5.2%; blank where a change can't be said."""
        if not variant:
            return self.text
        if variant in _WORDS:
            change = self.change(variant)
            return change.in_text(_WORDS[variant]) if change is not None else ""
        return self.said(self.others.get(variant))

    def in_cell(self, variant: str) -> str:
        """The same as a cell of a table says it: a change is −12.5% there, or a dash."""
        change = self.change(variant) if variant in _WORDS else None
        return self.variant(variant) if change is None else change.in_table()


class Numbers(Mapping[str, Named]):
    """The named figures of a period in their order."""

    def __init__(self, figures: Iterable[Named] = ()) -> None:
        self._by_key = {one.key: one for one in figures}

    def __getitem__(self, key: str) -> Named:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def text(self, reference: str) -> str | None:
        """What `market.cases` or `market.cases@mom` reads; None for a figure that isn't there."""
        key, _, variant = reference.partition(AT)
        found = self._by_key.get(key)
        if found is None or variant not in VARIANTS:
            return None
        return found.variant(variant)

    def again(self, reference: str, words: str) -> str | None:
        """The same in the shape that it has now: as text, or as a cell of a table says a change."""
        key, _, variant = reference.partition(AT)
        found = self._by_key.get(key)
        if found is None or variant not in _WORDS or words.startswith(_WORDS[variant]):
            return self.text(reference)
        return found.in_cell(variant)

    def texts(self) -> dict[str, str]:
        """Every reference with what it reads, a change that can't be said left out."""
        return {
            f"{key}{AT}{variant}" if variant else key: words
            for key, one in self._by_key.items()
            for variant in VARIANTS
            if (words := one.variant(variant))
        }
