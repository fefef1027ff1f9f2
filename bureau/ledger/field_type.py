"""What all field types share, and the shapes in which values are handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from bureau.ledger.entry import Entry, Names, Provisional, Raw, Spill, Value
from bureau.ledger.lenient.phones import mask_name

Parsed = Value | Provisional | Spill
Plain = str | int | Decimal | list["Plain"] | None
"""A value as JSON prints it: labels, ISO dates, integers, exact decimals."""


@dataclass(frozen=True, kw_only=True)
class FieldType:
    """What all field types share. `parse` never sees a blank; that is the field's affair."""

    kind: ClassVar[str] = ""
    sql: ClassVar[str] = "TEXT"
    stored: ClassVar[bool] = True
    align: ClassVar[str] = "left"
    searched: ClassVar[bool] = False

    def parse(self, raw: Raw, entry: Entry) -> Parsed:
        """The stored value that `raw` means. Raises EntryFault."""
        raise NotImplementedError

    def show(self, value: Value, names: Names) -> str:
        """The value in the words of the screen and of print."""
        del names
        return "" if value is None else str(value)

    def plain(self, value: Value, names: Names) -> Plain:
        """The value for JSON."""
        return None if value is None else self.show(value, names)

    def cell(self, value: Value, names: Names) -> str | int | Decimal | date | None:
        """The value for a spreadsheet's cell."""
        return None if value is None else self.show(value, names)

    def mask(self, value: Value, names: Names) -> str:
        """The value as others may see it when the field is personal."""
        return mask_name(self.show(value, names))
