"""The field type of an official paper's number (发文字号): its parts go to fields of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from bureau.ledger.entry import Entry, EntryFault, Raw, Spill, Value
from bureau.ledger.field_type import FieldType
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.types import Text
from bureau.ledger.words import as_text

WRITTEN: Final = re.compile(
    r"(?P<code>[^\d〔\[［【(（]*)[〔\[［【(（](?P<year>\d{4})年?[〕\]］】)）]"
    r"第?0*(?P<serial>\d{1,6})号?"
)


@dataclass(frozen=True, slots=True)
class Number:
    """云城管发〔2026〕12号 in its parts."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        """As GB/T 9704 writes it: the year in 六角括号, no zero before the serial, no 第."""
        return f"{self.code}〔{self.year}〕{self.serial}号"


def number_in(text: str) -> Number | None:
    """The number that a text is, None where it is none: 云城管发[2026]第012号."""
    found = WRITTEN.fullmatch("".join(text.split()))
    return Number(found["code"], int(found["year"]), int(found["serial"])) if found else None


@dataclass(frozen=True, kw_only=True)
class PaperNumber(Text):
    """One number. `code`, `year` and `serial` name the fields that take its parts.

    `head` names the field with the letterhead of that code, a record of the ledger `heads`. A text
    that isn't made like a number stands as it is, without parts.
    """

    kind: ClassVar[str] = "paper-number"
    code: str
    year: str
    serial: str
    head: str
    heads: str

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        text = tidy(as_text(raw))
        if len(text) > self.limit:
            raise EntryFault(f"超过 {self.limit} 个字", "请写短一些")
        found = number_in(text)
        if found is None:
            return Spill(text, dict.fromkeys((self.code, self.year, self.serial)))
        also: dict[str, Value] = {
            self.code: found.code or None,
            self.year: found.year,
            self.serial: found.serial,
        }
        known = entry.names.record(self.heads, found.code) if found.code else None
        if known is not None:
            also[self.head] = known
        return Spill(str(found), also)


NUMBER_TYPES: dict[str, type[FieldType]] = {kind.kind: kind for kind in (PaperNumber,)}
