"""From the rows of a table to stored values and faults, column by column."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from bureau.exchange.apart import Apart, fields_beside
from bureau.exchange.captions import told_at
from bureau.exchange.column_reading import (
    SPECIAL,
    ColumnReader,
    DaysAfter,
    Loose,
    Read,
    Refused,
    RowFault,
    Yearless,
    shown_cell,
)
from bureau.exchange.context import Context
from bureau.exchange.decimal_days import in_writing, settle_days
from bureau.exchange.layout import Heading, downward
from bureau.exchange.matching import Column, Level, Matching, Target
from bureau.exchange.noting import NameBook
from bureau.exchange.row_pictures import RowPictures
from bureau.exchange.workbook import Cell, NumberedRow, Span
from bureau.exchange.workbook.marks import NO_MARKS, Marks
from bureau.exchange.worked_out import take_rests, take_signs
from bureau.ledger.checks import Fault, Known, NeedsWhen
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Names, Provisional, Spill, Value


@dataclass(slots=True)
class ParsedRows:
    """A chunk of rows by column: stored values by field, lines by field and kind, faults by place."""

    numbers: list[int]
    values: dict[str, list[Value]] = field(default_factory=dict)
    lines: dict[str, dict[int, list[Value]]] = field(default_factory=dict)
    faults: dict[int, list[RowFault]] = field(default_factory=dict)
    raws: dict[int, list[Loose]] = field(default_factory=dict)
    remarks: dict[int, list[str]] = field(default_factory=dict)
    """What cells held beside their own value, by place: it goes to the remarks."""
    given: set[str] = field(default_factory=set)
    """Fields that the file says something of; the others are blank all the way."""

    def line_values(self, key: str, index: int) -> dict[int, int]:
        """{kind: value} of one row's lines field, blanks left out."""
        found = {kind: column[index] for kind, column in self.lines.get(key, {}).items()}
        return {kind: value for kind, value in found.items() if isinstance(value, int)}


class TableReader:
    """All columns of one table of one sheet."""

    def __init__(
        self,
        matching: Matching,
        context: Context,
        merged: Sequence[Span],
        names: Names,
        known: Known,
        book: NameBook,
        marks: Marks = NO_MARKS,
    ) -> None:
        self.known = known
        self.beside = fields_beside(matching, names)
        self.marks = marks
        self.context = context
        self.names = names
        self.matching = matching
        self.ledger = matching.ledger
        self.book = book
        readers = [
            self.column_reader(column, self.ledger.by_key[column.target.field])
            for column in matching.columns
        ]
        # A date that stays near another one, or in the year of its row, is read after it.
        self.readers = sorted(
            readers, key=lambda reader: bool(reader.declared.anchor or reader.of_year)
        )
        self.shown = {column.target.field: column.heading for column in matching.columns}
        self.required = [field for field in self.ledger.fields if field.required]
        self.spans = downward(merged, matching.header)
        self.starts: dict[int, list[int]] = {}
        for at, spans in self.spans.items():
            for span in spans:
                self.starts.setdefault(span.first_row, []).append(at)
        self.spanned: dict[tuple[int, int], Cell] = {}
        self.mends: Mapping[int, Mapping[str, str]] = {}
        self.pictures: RowPictures | None = None
        self.notes: Mapping[int, str] = {}
        """What comments say of rows."""
        self._checked: list[dict[tuple[Value, ...], Fault | None]] = [
            {} for _ in self.ledger.checks
        ]

    def column_reader(self, column: Column, declared: Field) -> ColumnReader:
        """What reads one column of this table."""
        return ColumnReader(column, declared, self.context, self.names, self.book, self.beside)

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
            raws = self.cells_of(reader, cells, chunk.numbers)
            if reader.dated:
                self.settle_decimals(reader, raws, chunk.numbers)
            raws = chunk.raws[reader.at] = self.mend(reader, chunk.numbers, reader.settled(raws))
            self.take(chunk, reader, raws, reader.parsed(raws))
        self.add_pictures(chunk)
        chunk.given = set(chunk.values)
        for declared in self.ledger.stored:
            chunk.values.setdefault(declared.key, [None] * len(rows))
        take_rests(self, rows, chunk)
        take_signs(self, rows, chunk)
        self.add_remarks(chunk)
        self.find_missing(chunk)
        self.check(chunk)
        return chunk

    def cells_under(self, heading: Heading, rows: Sequence[NumberedRow]) -> list[Loose]:
        """The cells of a column, merged ranges filled and what was typed over them in place."""
        numbers = [row.number for row in rows]
        raws: list[Loose] = [row.cells[heading.at] for row in rows]
        self.fill_merged(heading.at, numbers, raws)
        typed = (self.mends.get(number, {}).get(heading.shown) for number in numbers)
        return [raw if new is None else new for raw, new in zip(raws, typed, strict=True)]

    def cells_of(
        self, reader: ColumnReader, cells: Sequence[tuple[Cell, ...]], numbers: list[int]
    ) -> list[Loose]:
        """The cells of a column; of one that the file doesn't have, what stands around the table."""
        heading = reader.column.heading
        if heading.captions:
            otherwise = heading.around or ""
            return [told_at(heading.captions, number, otherwise) or None for number in numbers]
        if heading.around is not None:
            return [heading.around or None] * len(numbers)
        raws: list[Loose] = list(cells[reader.at])
        self.fill_merged(reader.at, numbers, raws)
        return raws

    def mend(self, reader: ColumnReader, numbers: list[int], raws: list[Loose]) -> list[Loose]:
        """Puts what was typed over refused rows in its place.

        Not before 同上 is replaced: the rows below stay what the preview showed of them.
        """
        if not self.mends:
            return raws
        return [
            raw if typed is None else reader.typed(typed)
            for raw, typed in (
                (raw, self.mends.get(number, {}).get(reader.shown))
                for raw, number in zip(raws, numbers, strict=True)
            )
        ]

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
        if isinstance(value, Yearless) and reader.of_year:
            years = chunk.values.get(reader.of_year)
            value = reader.in_list(value.raw, years[index] if years else None)
        elif isinstance(value, Yearless | DaysAfter):
            anchors = chunk.values.get(reader.declared.anchor)
            anchor = anchors[index] if anchors else None
            day = anchor if isinstance(anchor, str) else None
            if isinstance(value, Yearless):
                value = reader.near(value.raw, day)
            else:
                value = reader.after(value, day)
        if isinstance(value, Apart):
            value = self.settle_apart(chunk, reader, raws, index, value)
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

    def settle_apart(
        self,
        chunk: ParsedRows,
        reader: ColumnReader,
        raws: list[Loose],
        index: int,
        found: Apart,
    ) -> Value | Refused | Spill:
        """The own value of a cell that holds more; the rest goes where it belongs."""
        if found.asks:
            self.book.asked.met(found.asks, chunk.numbers[index])
        if found.refused:
            return Refused(
                shown_cell(raws[index]), found.refused, "请在“要您定的”里说明，或改成一项"
            )
        if found.remark:
            chunk.remarks.setdefault(index, []).append(found.remark)
        for key, text in found.days:
            declared = self.ledger.by_key[key]
            if key not in self.beside.free and (chunk.values.get(key) or [None])[0] is not None:
                continue
            day_of = self.column_reader(
                Column(reader.column.heading, Target(key), Level.TOLD), declared
            )
            texts: list[Loose] = [None] * len(chunk.numbers)
            texts[index] = text
            day = self.settle(chunk, day_of, texts, index, day_of.parse(text))
            self.put_beside(chunk, index, key, day)
            self.book.notes.count(
                f"“{declared.title}”由“{reader.shown}”得出", shown_cell(raws[index]).strip()
            )
        for key, other in found.also:
            self.put_beside(
                chunk,
                index,
                key,
                self.book.number(other) if isinstance(other, Provisional) else other,
            )
        if found.text:
            return self.settle(chunk, reader, raws, index, reader.parse(found.text))
        value = found.value
        return self.book.number(value) if isinstance(value, Provisional) else value

    def put_beside(self, chunk: ParsedRows, index: int, key: str, value: Value) -> None:
        """A value for another field of a row, where that is blank."""
        column = chunk.values.setdefault(key, [None] * len(chunk.numbers))
        if column[index] is None:
            column[index] = value

    def add_pictures(self, chunk: ParsedRows) -> None:
        """Puts the pictures of rows where their photos belong."""
        if not self.pictures:
            return
        at = {one.target.field: one.heading.at for one in self.matching.columns}
        for index, number in enumerate(chunk.numbers):
            for key, stored in self.pictures.of(number).items():
                own = list(chunk.values.get(key) or [None] * len(chunk.numbers))
                own[index] = stored
                chunk.values[key] = own
                # A row that has to wait keeps its pictures.
                if key in at:
                    raws = chunk.raws[at[key]] = list(chunk.raws[at[key]])
                    raws[index] = stored

    def add_remarks(self, chunk: ParsedRows) -> None:
        """Puts what cells held besides behind the remarks of their rows."""
        note = self.beside.note
        for index, number in enumerate(chunk.numbers) if self.notes else ():
            if number in self.notes:
                chunk.remarks.setdefault(index, []).append(f"批注：{self.notes[number]}")
        if not chunk.remarks or note is None:
            return
        own = chunk.values[note.key] = list(chunk.values[note.key])
        chunk.given.add(note.key)
        for index, texts in chunk.remarks.items():
            before = own[index]
            own[index] = "；".join([*([before] if isinstance(before, str) else []), *texts])

    def settle_decimals(
        self, reader: ColumnReader, raws: list[Loose], numbers: Sequence[int]
    ) -> None:
        """Tells 10.1 from 10.10 where a day is held as a number."""
        if float not in set(map(type, raws)):
            return
        column = reader.at + 1
        shown = [self.marks.formats.get(number, {}).get(column, "") for number in numbers]
        days = settle_days(list(raws), numbers, shown, reader.shown, self.book.asked)
        for index, day in days.items():
            self.book.notes.count(
                f"“{reader.shown}”里的小数按日期读入", f"{raws[index]}→{in_writing(day)}"
            )
            raws[index] = in_writing(day)

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
                            advice_for(heading),
                        )
                    )

    def check(self, chunk: ParsedRows) -> None:
        """The ledger's own rules, for rows whose cells could all be read."""
        for check, known in zip(self.ledger.checks, self._checked, strict=True):
            columns = [chunk.values[key] for key in check.reads]
            met = set(zip(*columns, strict=True))
            known.update(check.judged(met.difference(known), self.known))
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


def advice_for(heading: Heading) -> str:
    """What to do about a required cell that is blank."""
    if heading.around is None:
        return f"请填写{heading.shown}"
    return (
        f"工作表名、标题、文件名里都没有已登记的名称，请填写{heading.shown}，或改工作表名后重新导入"
    )
