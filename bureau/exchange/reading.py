"""From the rows of a table to stored values, column by column, every different cell parsed once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, cast

from bureau.errors import UserError
from bureau.exchange.context import Context
from bureau.exchange.layout import downward, is_blank
from bureau.exchange.matching import Column, Matching, unit_in
from bureau.exchange.noting import NameBook
from bureau.exchange.units import factor
from bureau.exchange.workbook import Cell, CellError, NumberedRow, Span
from bureau.ledger.checks import Fault, NeedsWhen
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry, EntryFault, Names, Provisional, Raw, Spill, Value
from bureau.ledger.lenient.numbers import parse_quantity
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.types import Date, DateTime, Lines, LongText, Money, Scaled, Text

DITTO_WORDS: Final = ("同上", "〃", "″", '"', "“", "”", "''", "同前", "同上行", "上同", "同 上")
DITTO: Final = frozenset(
    before + word + after
    for word in DITTO_WORDS
    for before in ("", " ", "\u3000")
    for after in ("", " ", "\u3000")
)
"""What stands for the value of the row above."""
SHORTEST: Final = 6
"""Longer texts that begin with a letter or digit can't mean “nothing” (无, ——)."""
MEMORY: Final = 200_000
"""A column forgets its parsed cells when there are more different ones than this."""
HALF_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that can't be taken, and why."""

    shown: str
    reason: str
    suggestion: str = ""

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Yearless:
    """A date without a year, to be read beside the date it must stay near."""

    raw: Raw


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one row: the column's place (None where the row as a whole is at fault)."""

    at: int | None
    column: str
    value: str
    reason: str
    suggestion: str = ""


Loose = Cell | Refused
Read = Value | Refused | Yearless | Spill


@dataclass(slots=True)
class ParsedRows:
    """A chunk of rows by column: stored values by field, lines by field and kind, faults by place."""

    numbers: list[int]
    values: dict[str, list[Value]] = field(default_factory=dict)
    lines: dict[str, dict[int, list[Value]]] = field(default_factory=dict)
    faults: dict[int, list[RowFault]] = field(default_factory=dict)
    raws: dict[int, list[Loose]] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    """Fields that the file says something of; the others are blank all the way."""

    def line_values(self, key: str, index: int) -> dict[int, int]:
        """{kind: value} of one row's lines field, blanks left out."""
        found = {kind: column[index] for kind, column in self.lines.get(key, {}).items()}
        return {kind: value for kind, value in found.items() if isinstance(value, int)}


class Memo(dict[Loose, Read]):
    """Cells with their meaning; a cell met for the first time is parsed."""

    def __init__(self, parse: Callable[[Loose], Read]) -> None:
        super().__init__()
        self.parse = parse
        self.special: set[Loose] = set()

    def __missing__(self, raw: Loose) -> Read:
        found = self[raw] = self.parse(raw)
        if found.__class__ in SPECIAL:
            self.special.add(raw)
        return found


class ColumnReader:
    """One column: fills merged and repeated cells, then parses, remembering what it has parsed."""

    def __init__(
        self, column: Column, declared: Field, context: Context, names: Names, book: NameBook
    ) -> None:
        self.column = column
        self.at = column.heading.at
        self.shown = column.heading.shown
        self.declared = declared
        self.book = book
        self.notes = book.notes
        self.context = context
        self.names = names
        self.bare = Entry(None, names)
        self.placed = Entry(None, names, context.year, context.month)
        self.kind = column.target.item
        if isinstance(declared.type, Money) and unit_in(column.heading.leaf)[1] in ("元", "万元"):
            in_ten_thousands = unit_in(column.heading.leaf)[1] == "万元"
            money = replace(declared.type, in_ten_thousands=in_ten_thousands)
            self.declared = replace(declared, type=money)
        self.factor = unit_factor(column, declared)
        # Free text is most of a ledger and nearly all different: it takes a shorter way.
        self.plain = type(declared.type) in (Text, LongText)
        self.limit = declared.type.limit if isinstance(declared.type, Text) else 0
        self.dated = isinstance(declared.type, Date | DateTime)
        self.memo = Memo(self.parse)
        self.last: Loose = None
        self._near: dict[tuple[Raw, int], str | Refused] = {}

    # -- raw cells -----------------------------------------------------------------------------

    def settled(self, raws: list[Loose]) -> list[Loose]:
        """The cells with 同上 and (where declared) blanks replaced by what stands above."""
        if not ODD_TYPES.isdisjoint(map(type, raws)):
            raws = [plain_raw(raw) for raw in raws]
        self.last, last = raws[-1], self.last
        repeats = not DITTO.isdisjoint(raws)
        if repeats or self.declared.above:
            above = self.declared.above
            for index, raw in enumerate(raws):
                if raw in DITTO:
                    raws[index] = last if not is_nothing(last) else no_above(raw)
                elif above and is_nothing(raw):
                    raws[index] = last
                if not isinstance(raws[index], Refused):
                    last = raws[index]
            self.last = last
        return raws

    # -- values --------------------------------------------------------------------------------

    def parsed(self, raws: list[Loose]) -> list[Read]:
        """What the cells mean; every different one is parsed once."""
        if len(self.memo) > MEMORY:
            self.memo.clear()
        return list(map(self.memo.__getitem__, raws))

    def has_special(self, raws: list[Loose]) -> bool:
        """Whether a cell is refused, yearless or fills other fields too."""
        special = self.memo.special
        return bool(special) and not special.isdisjoint(raws)

    def parse(self, raw: Loose) -> Read:
        """The meaning of one cell."""
        if isinstance(raw, Refused) or raw is None:
            return raw
        if isinstance(raw, CellError):
            return Refused(
                raw.code, f"单元格是公式错误：{raw.meaning}", "请改好公式，或直接填写内容"
            )
        if self.plain and isinstance(raw, str) and len(raw) > SHORTEST:
            word = tidy(raw)
            if SHORTEST < len(word) <= self.limit and word[0].isalnum():
                return word
        try:
            return self.read(cast(Raw, raw), self.bare)
        except EntryFault as fault:
            if not self.dated:
                return Refused(shown_cell(raw), fault.reason, fault.suggestion)
        if self.declared.anchor and self.is_yearless(cast(Raw, raw)):
            return Yearless(cast(Raw, raw))
        return self.placed_in_context(cast(Raw, raw))

    def read(self, raw: Raw, entry: Entry) -> Value | Spill:
        """The cell by its field, or by its kind of line. Raises EntryFault."""
        if self.kind is not None and isinstance(self.declared.type, Lines):
            if is_blank(raw) or (isinstance(raw, str) and is_blank_word(tidy(raw))):
                return None
            return self.declared.type.parse_line(raw, self.kind)
        if self.factor is not None:
            raw = converted(raw, self.factor)
        value = self.declared.parse(raw, entry)
        return self.book.number(value) if isinstance(value, Provisional) else value

    def is_yearless(self, raw: Raw) -> bool:
        """Whether a date lacks only its year (a leap year takes 29 February too)."""
        try:
            self.read(raw, replace(self.bare, year=2024))
        except EntryFault:
            return False
        return True

    def placed_in_context(self, raw: Raw) -> Read:
        """A date whose year or month the title or the file's name says."""
        try:
            value = self.read(raw, self.placed)
        except EntryFault as fault:
            return Refused(shown_cell(raw), fault.reason, fault.suggestion)
        self.notes.dated(shown_cell(raw), self.context)
        return value

    def near(self, raw: Raw, anchor: str | None) -> str | Refused | None:
        """A yearless date on or after its anchor, as long as that is under half a year away."""
        if anchor is None:
            value = self.placed_in_context(raw)
            return value if isinstance(value, str | Refused) else None
        year = int(anchor[:4])
        this = self._in_year(raw, year)
        if isinstance(this, str) and this[:10] >= anchor[:10]:
            self._note_other_year(raw, year)
            return this
        later = self._in_year(raw, year + 1)
        if isinstance(later, str):
            away = date.fromisoformat(later[:10]) - date.fromisoformat(anchor[:10])
            if away < HALF_YEAR:
                self._note_other_year(raw, year + 1)
                return later
        return this

    def _in_year(self, raw: Raw, year: int) -> str | Refused:
        known = self._near.get((raw, year))
        if known is None:
            try:
                value = self.read(raw, replace(self.bare, year=year))
                known = value if isinstance(value, str) else Refused(shown_cell(raw), "不是日期")
            except EntryFault as fault:
                known = Refused(shown_cell(raw), fault.reason, fault.suggestion)
            self._near[raw, year] = known
        return known

    def _note_other_year(self, raw: Raw, year: int) -> None:
        if year == self.context.year:
            self.notes.dated(shown_cell(raw), self.context)
        else:
            self.notes.moved(self.shown, shown_cell(raw), year)


class TableReader:
    """All columns of one table of one sheet."""

    def __init__(
        self,
        matching: Matching,
        context: Context,
        merged: Sequence[Span],
        names: Names,
        book: NameBook,
    ) -> None:
        self.matching = matching
        self.ledger = matching.ledger
        self.book = book
        readers = [
            ColumnReader(column, self.ledger.by_key[column.target.field], context, names, book)
            for column in matching.columns
        ]
        # A date that stays near another one is read after it.
        self.readers = sorted(readers, key=lambda reader: bool(reader.declared.anchor))
        self.shown = {column.target.field: column.heading for column in matching.columns}
        self.required = [field for field in self.ledger.fields if field.required]
        self.spans = downward(merged, matching.header)
        self.starts: dict[int, list[int]] = {}
        for at, spans in self.spans.items():
            for span in spans:
                self.starts.setdefault(span.first_row, []).append(at)
        self.spanned: dict[tuple[int, int], Cell] = {}
        self._checked: list[dict[tuple[Value, ...], Fault | None]] = [
            {} for _ in self.ledger.checks
        ]

    @property
    def required_keys(self) -> set[str]:
        """Keys of the fields that every row must have."""
        return {declared.key for declared in self.required}

    def see(self, rows: Sequence[NumberedRow]) -> None:
        """Remembers the first cells of merged ranges; every row is shown here, data or not."""
        if self.starts:
            for row in rows:
                for at in self.starts.get(row.number, ()):
                    self.spanned[at, row.number] = row.cells[at]

    def read(self, rows: Sequence[NumberedRow]) -> ParsedRows:
        """The stored values of these rows, and what is wrong with them."""
        chunk = ParsedRows([row.number for row in rows])
        if not rows:
            return chunk
        cells = list(zip(*(row.cells for row in rows), strict=True))
        for reader in self.readers:
            raws: list[Loose] = list(cells[reader.at])
            self.fill_merged(reader.at, chunk.numbers, raws)
            raws = chunk.raws[reader.at] = reader.settled(raws)
            self.take(chunk, reader, raws, reader.parsed(raws))
        chunk.given = set(chunk.values)
        for declared in self.ledger.stored:
            chunk.values.setdefault(declared.key, [None] * len(rows))
        self.find_missing(chunk)
        self.check(chunk)
        return chunk

    def fill_merged(self, at: int, numbers: list[int], raws: list[Loose]) -> None:
        """Gives every row of a merged range the range's value."""
        for span in self.spans.get(at, ()):
            if span.last_row < numbers[0] or span.first_row > numbers[-1]:
                continue
            value = self.spanned.get((at, span.first_row))
            first, last = bisect_left(numbers, span.first_row), bisect_right(numbers, span.last_row)
            for index in range(first, last):
                if raws[index] is None:
                    raws[index] = value

    def take(
        self, chunk: ParsedRows, reader: ColumnReader, raws: list[Loose], found: list[Read]
    ) -> None:
        """Puts a parsed column in its place; what is special is settled cell by cell."""
        special = reader.has_special(raws)
        if special:
            found = list(found)
            for index, value in enumerate(found):
                if value.__class__ in SPECIAL:
                    found[index] = self.settle(chunk, reader, raws, index, value)
        values = cast("list[Value]", found)
        item = reader.column.target.item
        if item is not None:
            chunk.lines.setdefault(reader.declared.key, {})[item.id] = values
            return
        spilled = chunk.values.get(reader.declared.key)
        if spilled is not None:
            values = [
                own if own is not None else other
                for own, other in zip(values, spilled, strict=True)
            ]
        chunk.values[reader.declared.key] = values

    def settle(
        self, chunk: ParsedRows, reader: ColumnReader, raws: list[Loose], index: int, value: Read
    ) -> Value:
        """The value of a cell that needs its row: yearless, spilling over, or refused."""
        if isinstance(value, Yearless):
            anchors = chunk.values.get(reader.declared.anchor)
            anchor = anchors[index] if anchors else None
            value = reader.near(value.raw, anchor if isinstance(anchor, str) else None)
        if isinstance(value, Spill):
            for key, other in value.also.items():
                column = chunk.values.setdefault(key, [None] * len(chunk.numbers))
                if column[index] is None:
                    column[index] = other
            return value.value
        if isinstance(value, Refused):
            fault = RowFault(
                reader.at, reader.shown, shown_cell(raws[index]), value.reason, value.suggestion
            )
            chunk.faults.setdefault(index, []).append(fault)
            return None
        return value

    def find_missing(self, chunk: ParsedRows) -> None:
        """Required fields that are blank; a cell that was refused is fault enough."""
        for declared in self.required:
            values = chunk.values.get(declared.key)
            heading = self.shown.get(declared.key)
            if values is None or None not in values or heading is None:
                continue
            for index, value in enumerate(values):
                faults = chunk.faults.get(index, [])
                if value is None and all(fault.at != heading.at for fault in faults):
                    shown = shown_cell(chunk.raws[heading.at][index])
                    chunk.faults.setdefault(index, []).append(
                        RowFault(
                            heading.at,
                            heading.shown,
                            shown,
                            f"“{heading.shown}”没有填",
                            f"请填写{heading.shown}",
                        )
                    )

    def check(self, chunk: ParsedRows) -> None:
        """The ledger's own rules, for rows whose cells could all be read."""
        for check, known in zip(self.ledger.checks, self._checked, strict=True):
            columns = [chunk.values[key] for key in check.reads]
            met = set(zip(*columns, strict=True))
            for read in met.difference(known):
                fault = check.fault(dict(zip(check.reads, read, strict=True)))
                known[read] = fault
            broken = {read for read in met if known[read] is not None}
            if not broken:
                continue
            for index, read in enumerate(zip(*columns, strict=True)):
                if read in broken and index not in chunk.faults:
                    found = known[read]
                    assert found is not None
                    self.blame(chunk, index, found, isinstance(check, NeedsWhen))
        rank = {declared.key: declared.required for declared in self.ledger.fields}
        by_at = {column.heading.at: rank[column.target.field] for column in self.matching.columns}
        for faults in chunk.faults.values():
            faults.sort(key=lambda fault: (not by_at.get(fault.at or 0, False), fault.at or 0))

    def blame(self, chunk: ParsedRows, index: int, fault: Fault, needed: bool) -> None:
        """Notes a broken rule at its column; what the file can't say for lack of a column is accepted."""
        heading = self.shown.get(fault.field)
        if heading is None and needed:
            self.book.notes.lacking(self.ledger.by_key[fault.field].title, fault.reason)
            return
        if heading is None:
            shown, value, at = self.ledger.by_key[fault.field].title, "", None
        else:
            shown, at = heading.shown, heading.at
            value = shown_cell(chunk.raws[at][index])
        chunk.faults.setdefault(index, []).append(
            RowFault(at, shown, value, fault.reason, fault.suggestion)
        )


def unit_factor(column: Column, declared: Field) -> Decimal | None:
    """What turns the heading's unit into the field's, None where nothing is to be turned.

    Raises UserError where it can't be: an area in 亩 is no area in ㎡.
    """
    kind = declared.type
    if not isinstance(kind, Scaled) or isinstance(kind, Money) or not kind.unit:
        return None
    found = factor(column.unit, kind.unit)
    if found is None:
        raise UserError(
            f"“{column.heading.shown}”的单位是“{column.unit}”，“{declared.title}”要用“{kind.unit}”；"
            "请在表格里换算并改表头后再导入。"
        )
    return None if found == 1 else found


def converted(raw: Raw, factor: Decimal) -> Raw:
    """A bare number turned into the field's unit; one with a unit of its own is left to the field."""
    if is_blank(raw) or (isinstance(raw, str) and is_blank_word(raw)):
        return raw
    number, unit = parse_quantity(raw)
    return raw if unit else number * factor


def is_nothing(raw: Loose) -> bool:
    """Whether a cell is blank."""
    return not isinstance(raw, Refused) and is_blank(raw)


def no_above(raw: Loose) -> Refused:
    """同上 without anything above."""
    return Refused(str(raw).strip(), "上一行的这一列是空的，“同上”没有可取的内容", "请写明内容")


def plain_raw(raw: Loose) -> Loose:
    """Truth values as Excel shows them (True equals 1 as a key), durations as times of day."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, timedelta):
        return (datetime.min + raw).time() if timedelta() <= raw < timedelta(days=1) else str(raw)
    return raw


def shown_cell(raw: Loose | Raw) -> str:
    """A cell as a report shows it."""
    if raw is None:
        return ""
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ", timespec="minutes")
    if isinstance(raw, date | time):
        return raw.isoformat()
    return str(raw)


SPECIAL: Final = frozenset({Refused, Yearless, Spill})
ODD_TYPES: Final = frozenset({bool, timedelta})
