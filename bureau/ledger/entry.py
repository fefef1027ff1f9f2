"""What lenient entry leans on, and how it says what is wrong with a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol

Raw = str | int | float | bool | Decimal | date | datetime | time | None
"""A value as a person typed it or a spreadsheet held it."""

Value = str | int | tuple[int, ...] | tuple[str, ...] | None
"""A value as a ledger stores it: text and ISO dates, integers (counts, 分, scaled, ids), lists."""


class EntryFault(Exception):
    """A value that can't be taken: why, and what to do instead (both Chinese, without full stop)."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Provisional:
    """A name not yet in the register: taken as 待核, listed, never refused."""

    ledger: str
    text: str


@dataclass(frozen=True, slots=True)
class Spill:
    """One cell that fills more than its own field: a sub-class names its class, 3车 its unit."""

    value: Value
    also: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a catalogue. `parent` is the id of the upper class, None at the top."""

    id: int
    catalogue: str
    title: str
    parent: int | None = None
    code: str = ""
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    scale: int = 0
    position: int = 0
    active: bool = True


class Names(Protocol):
    """Names of catalogue items and register records, both ways."""

    def item(self, catalogue: str, text: str) -> Item | None:
        """The item that `text` names by title, synonym or code."""

    def item_by_id(self, item_id: int) -> Item | None:
        """The item with that id."""

    def items(self, catalogue: str) -> tuple[Item, ...]:
        """All items of a catalogue in its order."""

    def record(self, ledger: str, text: str) -> int | None:
        """The id of the record that `text` names in a register ledger, by label or alias."""

    def label(self, ledger: str, record: int) -> str:
        """The label of a record, `?` when it is gone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The surroundings of one act of entry.

    `today` is what 今天 and +3 count from: None for a spreadsheet, which was written some other
    day. `year` and `month` are what a date without them takes: this year at the keyboard; in a
    spreadsheet what title, file name or option say; None when nothing says it, and such a date
    is refused.
    """

    today: date | None
    names: Names
    year: int | None = None
    month: int | None = None
    inferred: set[str] = field(default_factory=set)
    """Sentences about what was inferred rather than read; shown in the preview."""
