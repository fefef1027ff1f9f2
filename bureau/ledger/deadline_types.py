"""Field types of lists of tasks: a deadline in words, a class known by its code, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bureau.ledger.entry import Entry, Names, Raw, Spill, Value
from bureau.ledger.field_type import FieldType, Plain
from bureau.ledger.lenient.deadlines import ONCE, parse_deadline
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.types import Choice, Date, LongText
from bureau.ledger.words import as_text

FREQUENCY = "frequency"
"""The catalogue whose items say by their code how often something is to be done."""


@dataclass(frozen=True, kw_only=True)
class Deadline(Date):
    """The day until which something is to be done, or words for it: 3月底前, 每季度, 长期坚持.

    How often goes to the field `often`, the words as they stand to `words`, the year of the list
    that a spreadsheet is to `of_year`. At the keyboard a bare day leaves the others alone.
    """

    kind: ClassVar[str] = "deadline"
    often: str
    words: str
    of_year: str

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        found = parse_deadline(raw, today=entry.today, year=entry.year)
        due = found.due.isoformat() if found.due else None
        if entry.today is not None and found.frequency == ONCE:
            return due
        item = entry.names.item(FREQUENCY, found.frequency)
        also: dict[str, Value] = {self.often: item.id if item else None}
        if isinstance(raw, str):
            also[self.words] = tidy(as_text(raw))
        also[self.of_year] = found.year
        return Spill(due, also)


@dataclass(frozen=True, kw_only=True)
class CodedChoice(Choice):
    """One item of a catalogue whose items other programs know by their code."""

    kind: ClassVar[str] = "coded-choice"

    def plain(self, value: Value, names: Names) -> Plain:
        item = names.item_by_id(value) if isinstance(value, int) else None
        return (item.code or item.title) if item else None


@dataclass(frozen=True, kw_only=True)
class Standing(LongText):
    """How far something is, in free words; those that are a state of `catalogue` fill `state` too."""

    kind: ClassVar[str] = "standing"
    catalogue: str
    state: str

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        text = super().parse(raw, entry)
        item = entry.names.item(self.catalogue, text) if isinstance(text, str) else None
        if item is None or isinstance(text, Spill):
            return text
        return Spill(text, {self.state: item.id})


DEADLINE_TYPES: dict[str, type[FieldType]] = {
    kind.kind: kind for kind in (Deadline, CodedChoice, Standing)
}
