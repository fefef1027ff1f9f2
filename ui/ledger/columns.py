"""The columns of a ledger's table: what each shows, whether it can be typed into, how it adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bureau.exchange.export import ShownColumn, shown_columns
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Computed, Lines, LongText, Money, Photos, Scaled
from bureau.storage.rows import Row
from ui.ledger.tones import is_clock, is_state

CHARACTER_PIXELS = 8
PADDING = 22
NARROWEST = 64
WIDEST = 420
PILL = 32
"""What a state needs besides its words."""
FEW = 14
"""A ledger of so many columns shows them all."""


@dataclass(frozen=True)
class Column:
    """One column: a field, or one kind of its lines, whose key is `counts.3201`."""

    shown: ShownColumn

    @property
    def field(self) -> Field:
        """The declared field."""
        return self.shown.field

    @property
    def key(self) -> str:
        """What filters, sorts and edits call it."""
        return self.shown.key

    @property
    def title(self) -> str:
        """Its heading."""
        return self.shown.title

    @property
    def editable(self) -> bool:
        """Whether a person may type into it."""
        return not isinstance(self.field.type, Computed | Photos)

    @property
    def numeric(self) -> bool:
        """Whether it is right-aligned and adds up."""
        return self.shown.numeric

    @property
    def scale(self) -> int:
        """Decimals of the stored whole number."""
        declared = self.field.type
        return declared.scale if isinstance(declared, Scaled | Lines | Computed) else 0

    @property
    def unit(self) -> str:
        """What its numbers count: only numbers of one unit are added."""
        return "元" if isinstance(self.field.type, Money) else self.field.unit

    @property
    def masked(self) -> bool:
        """Whether its personal values are hidden now."""
        return self.shown.masked

    @property
    def long(self) -> bool:
        """Whether its text may have several lines."""
        return isinstance(self.field.type, LongText)

    @property
    def width(self) -> int:
        """Its width in pixels before a person changes it."""
        title = PADDING + 16 + sum(14 if letter > "\u2e80" else 8 for letter in self.title)
        wanted = PADDING + CHARACTER_PIXELS * self.field.width
        if is_state(self.field):
            wanted += PILL
        return max(NARROWEST, title, min(wanted, WIDEST))

    def stored(self, row: Row) -> Value:
        """The stored value in a row."""
        return self.shown.stored(row)

    def text(self, row: Row, names: Names) -> str:
        """The words that the table shows."""
        return self.shown.text(row, names)

    def typed(self, row: Row, names: Names) -> str:
        """The value as a person would type it to get the same value again."""
        plain = ShownColumn(self.field, self.title, self.shown.kind, self.shown.scale)
        text = plain.text(row, names)
        return with_unit(self, text)


def with_unit(column: Column, text: str) -> str:
    """A bare number for a money column with its 元: some columns read bare numbers as 万元."""
    declared = column.field.type
    if isinstance(declared, Money) and declared.in_ten_thousands and text:
        return text if text[-1:] in "元" else f"{text}元"
    return text


def columns_of(
    ledger: Ledger,
    names: Names,
    present: Mapping[str, set[int]] | None = None,
    *,
    masked: bool = True,
) -> list[Column]:
    """All columns of a ledger in declared order; of lines, the kinds in use or present."""
    kinds: dict[str, set[int]] = {}
    for field in ledger.lines:
        declared = field.type
        if isinstance(declared, Lines):
            active = {item.id for item in names.items(declared.catalogue) if item.active}
            kinds[field.key] = active | set((present or {}).get(field.key, set()))
    shown = shown_columns(ledger, names, masked=masked, kinds_present=kinds)
    return [Column(column) for column in shown]


def usual(ledger: Ledger, columns: Sequence[Column]) -> tuple[list[str], set[str]]:
    """Order and hidden columns before a person arranges them.

    What the ledger declares is shown, else what most offices keep; the rest is one click away, and
    states stand behind the frozen columns, where they are always in sight.
    """
    keys = [column.key for column in columns]
    if ledger.shown:
        order = [key for key in ledger.shown if key in keys]
        return [*order, *(key for key in keys if key not in order)], set(keys) - set(order)
    states = [column.key for column in columns if is_state(column.field)]
    others = [key for key in keys if key not in states]
    order = [*others[: ledger.frozen], *states, *others[ledger.frozen :]] if states else []
    if len(columns) <= FEW:
        return order, set()
    telling = {ledger.label, ledger.date, *ledger.key, *ledger.order, *keys[: ledger.frozen]}
    hidden = {
        column.key
        for column in columns
        if column.field.key not in telling and not is_telling(column)
    }
    return order, hidden


def is_telling(column: Column) -> bool:
    """Whether a column is one that most offices keep: many spellings, required, or of the clock."""
    field = column.field
    return bool(
        field.required
        or field.pattern
        or is_state(field)
        or is_clock(field)
        or isinstance(field.type, Lines)
    )


def arranged(
    columns: Sequence[Column], order: Sequence[str], hidden: Sequence[str]
) -> list[Column]:
    """Columns in a remembered order without the hidden ones; unknown ones keep their neighbour."""
    by_key = {column.key: column for column in columns}
    placed = [key for key in order if key in by_key]
    for at, column in enumerate(columns):
        if column.key not in placed:
            before = [other.key for other in columns[:at] if other.key in placed]
            placed.insert(placed.index(before[-1]) + 1 if before else 0, column.key)
    kept = [by_key[key] for key in placed if key not in hidden]
    return kept or list(columns[:1])
