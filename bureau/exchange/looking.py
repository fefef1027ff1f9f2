"""What a person is shown of a file that was read: its sheets as they look, its first rows in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from bureau.exchange.column_reading import shown_cell
from bureau.ledger.entry import Names, Value
from bureau.ledger.types import Choice, Lines, Reference

if TYPE_CHECKING:
    from bureau.exchange.matching import Matching
    from bureau.exchange.noting import NameBook
    from bureau.exchange.reading import ParsedRows
    from bureau.exchange.staging import Change
    from bureau.exchange.workbook import NumberedRow, Sheet, Span
    from bureau.ledger.declaration import Field

SHOWN_ROWS: Final = 200
"""So many rows of a file are shown in words besides the refused and the changed ones."""
SHOWN_CHANGES: Final = 500
LOOKED: Final = 400
"""So many rows of a sheet are shown as they look."""
TITLE, HEADER, DATA = "标题", "表头", "数据"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: by heading what it will be in the ledger, and what the file says."""

    sheet: str
    row: int
    texts: Mapping[str, str]
    originals: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)
    """Of a changed row, by heading what the ledger has now."""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class LookedTable:
    """One table of a sheet: header rows, its columns from 0 with heading and target key."""

    name: str
    first: int
    last: int
    columns: Mapping[int, tuple[str, str]]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class SheetLook:
    """One sheet as it looks: its first rows as texts by number, merged ranges, colours.

    `kinds` says of rows what they are, where that isn't data; `passed_over` why none was read.
    """

    name: str
    width: int
    rows: Mapping[int, tuple[str, ...]]
    merged: tuple[Span, ...]
    fills: Mapping[int, Mapping[int, str]]
    hidden: frozenset[int]
    tables: tuple[LookedTable, ...] = ()
    kinds: Mapping[int, str] = field(default_factory=dict)
    passed_over: str = ""
    visible: bool = True


@dataclass(slots=True)
class FirstRows:
    """Gathers changed rows, and the first others that weren't refused; both up to a limit."""

    changed: list[ReadRow] = field(default_factory=list)
    plain: list[ReadRow] = field(default_factory=list)

    @property
    def rows(self) -> tuple[ReadRow, ...]:
        """The changed rows first."""
        return (*self.changed, *self.plain)

    def take(
        self,
        sheet: str,
        matching: Matching,
        rows: Sequence[NumberedRow],
        chunk: ParsedRows,
        changes: Mapping[int, Change],
        names: Names,
        book: NameBook,
    ) -> None:
        """A chunk of rows that were sifted; `changes` by row number."""
        new = {name.number: name.text for name in book.names.values()}
        for index, row in enumerate(rows):
            change = changes.get(row.number)
            if index in chunk.faults:
                continue
            if change is None and len(self.plain) >= SHOWN_ROWS:
                if not changes:
                    return
                continue
            if change is not None and len(self.changed) >= SHOWN_CHANGES:
                continue
            read = spelled(sheet, row, index, matching, chunk, change, names, new)
            (self.plain if change is None else self.changed).append(read)


def spelled(
    sheet: str,
    row: NumberedRow,
    index: int,
    matching: Matching,
    chunk: ParsedRows,
    change: Change | None,
    names: Names,
    new: Mapping[int, str],
) -> ReadRow:
    """One parsed row in words."""
    texts: dict[str, str] = {}
    originals: dict[str, str] = {}
    before: dict[str, str] = {}
    for heading in matching.header.headings:
        texts[heading.shown] = originals[heading.shown] = shown_cell(heading.cell(row.cells))
    for column in matching.columns:
        declared = matching.ledger.by_key[column.target.field]
        word = column.heading.shown
        kind = column.target.item.id if column.target.item is not None else 0
        if kind:
            values = chunk.lines.get(declared.key, {}).get(kind)
            value = values[index] if values is not None else None
        else:
            value = chunk.values[declared.key][index]
        if value is not None:
            texts[word] = in_words(declared, kind, value, names, new)
        if change is not None and declared.key in change.values:
            before[word] = present_words(declared, kind, change.before, names)
    # Several columns may feed one field (date and time): only those that differ are marked.
    before = {word: text for word, text in before.items() if text != texts[word]}
    return ReadRow(sheet, row.number, texts, originals, before, change is not None)


def in_words(declared: Field, kind: int, value: Value, names: Names, new: Mapping[int, str]) -> str:
    """A stored value in words; a name that is new in its own."""
    if isinstance(declared.type, Lines) and isinstance(value, int):
        item = names.item_by_id(kind)
        return declared.type.show_line(value, item) if item is not None else str(value)
    if isinstance(declared.type, Choice | Reference) and isinstance(value, int) and value < 0:
        return new.get(-value, "")
    return declared.type.show(value, names)


def present_words(declared: Field, kind: int, before: Mapping[str, object], names: Names) -> str:
    """What the ledger has now in the place of a changed value."""
    value = before.get(declared.key)
    if isinstance(value, Mapping):
        value = value.get(str(kind), value.get(kind))
    return "" if value is None else in_words(declared, kind, cast("Value", value), names, {})


# -- sheets as they look --------------------------------------------------------------------------------


def look_of(
    sheet: Sheet,
    tables: Sequence[LookedTable],
    kinds: Mapping[int, str],
    passed_over: str = "",
) -> SheetLook:
    """A sheet with what was understood of it."""
    rows = {
        row.number: tuple(shown_cell(cell) for cell in row.cells)
        for row in islice(sheet.rows(), LOOKED)
    }
    last = max(rows, default=0)
    return SheetLook(
        name=sheet.name,
        width=sheet.width,
        rows=rows,
        merged=tuple(shown_spans(sheet.merged, last)),
        fills={row: dict(cells) for row, cells in sheet.marks.fills.items() if row <= last},
        hidden=frozenset(
            row for row in (*sheet.marks.hidden, *sheet.marks.filtered) if row <= last
        ),
        tables=tuple(tables),
        kinds=kinds_shown(rows, tables, kinds),
        passed_over=passed_over,
        visible=sheet.visible,
    )


def shown_spans(merged: Iterable[Span], last: int) -> Iterable[Span]:
    """The merged ranges that begin among the shown rows."""
    return (span for span in merged if span.first_row <= last)


def kinds_shown(
    rows: Iterable[int], tables: Sequence[LookedTable], kinds: Mapping[int, str]
) -> dict[int, str]:
    """What each shown row is: title, header, or why it is no data."""
    found: dict[int, str] = {}
    straight = [table for table in tables if not table.turned]
    for number in rows:
        if number in kinds:
            found[number] = kinds[number]
        elif any(table.first <= number <= table.last for table in straight):
            found[number] = HEADER
        elif straight and number < min(table.first for table in straight):
            found[number] = TITLE
    return found
