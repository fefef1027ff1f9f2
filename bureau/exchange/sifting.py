"""Sifts parsed rows into new, unchanged, changed and refused ones, and stages them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bureau.exchange.column_reading import Loose, RowFault, shown_cell
from bureau.exchange.locking import refuse_locked
from bureau.exchange.matching import Matching
from bureau.exchange.noting import NameBook
from bureau.exchange.overlapping import Terms
from bureau.exchange.reading import ParsedRows
from bureau.exchange.staging import Change, Plain, Rejection, StagingFile
from bureau.exchange.staging_match import (
    IdentityTexts,
    Key,
    Present,
    Record,
    differences,
)
from bureau.exchange.workbook import NumberedRow
from bureau.ledger.checks import NOTHING, Known, NoOverlap
from bureau.ledger.declaration import IDENTITY, Ledger
from bureau.ledger.entry import Names, Value
from bureau.ledger.identity import identity_of, is_key


@dataclass(slots=True)
class Seen:
    """Where a row was first met in this file, and how many equal ones its sheet has had."""

    sheet: str
    row: int
    count: int = 1


@dataclass(slots=True)
class Sifter:
    """The state of one import while its rows go by."""

    ledger: Ledger
    file: StagingFile
    present: Present
    names: Names
    book: NameBook
    beside: Known = NOTHING
    accepted: int = 0
    unchanged: int = 0
    changed: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    changed_values: list[dict[str, object]] = field(default_factory=list)
    _keys: dict[Key, Seen] = field(default_factory=dict)
    _equal: dict[str, Seen] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)
    _texts: IdentityTexts | None = None
    terms: list[Terms] = field(init=False)

    def __post_init__(self) -> None:
        self.terms = [Terms(check) for check in self.ledger.checks if isinstance(check, NoOverlap)]

    def take(
        self, sheet: str, matching: Matching, rows: Sequence[NumberedRow], chunk: ParsedRows
    ) -> dict[int, Change]:
        """Stages one chunk of parsed rows of a sheet; gives what changed, by row number."""
        keys = self.keys(sheet, matching, chunk)
        for terms in self.terms:
            terms.refuse(sheet, matching, chunk)
        identities = self.identities(sheet, chunk)
        records = self.known(chunk, keys, identities)
        refuse_locked(matching, chunk, records, self.beside)
        changes = self.stage(sheet, chunk, records, identities)
        refused = [
            Rejection(
                sheet, chunk.numbers[index], row_cells(matching, rows[index], chunk, index), faults
            )
            for index, faults in sorted(chunk.faults.items())
        ]
        self.rejected += refused
        self.file.add_rejections(refused)
        return {change.row: change for change in changes}

    def keys(self, sheet: str, matching: Matching, chunk: ParsedRows) -> list[Key | None]:
        """The natural key of each row that has one; a key met before is a fault of the later row."""
        parts = self.ledger.key
        if not parts or not set(parts) & matching.fields:
            return [None] * len(chunk.numbers)
        found: list[Key | None] = []
        for index, key in enumerate(zip(*(chunk.values[name] for name in parts), strict=True)):
            if index in chunk.faults or not is_key(self.ledger, key):
                found.append(None)
                continue
            first = self._keys.setdefault(key, Seen(sheet, chunk.numbers[index]))
            if (first.sheet, first.row) == (sheet, chunk.numbers[index]):
                found.append(key)
                continue
            found.append(None)
            self.refuse_repeat(matching, chunk, index, first, sheet)
        return found

    def refuse_repeat(
        self, matching: Matching, chunk: ParsedRows, index: int, first: Seen, sheet: str
    ) -> None:
        """The fault of a row whose key another row of the file has."""
        parts = [name for name in self.ledger.key if chunk.values[name][index] is not None]
        titles = "、".join(self.ledger.by_key[name].title for name in parts)
        where = "" if first.sheet == sheet else f"工作表“{first.sheet}”"
        column = next((c for c in matching.columns if c.target.field == parts[0]), None)
        at = column.heading.at if column else None
        chunk.faults.setdefault(index, []).append(
            RowFault(
                at,
                column.heading.shown if column else titles,
                shown_cell(chunk.raws[at][index]) if at is not None else "",
                f"与{where}第 {first.row} 行重复：{titles}相同",
                "请删去其中一行，或改正重复的内容",
            )
        )

    def identities(self, sheet: str, chunk: ParsedRows) -> list[str | None]:
        """The identity of each row; an equal row of another sheet is a repeat, not a second one."""
        if not self.ledger.identity:
            return [None] * len(chunk.numbers)
        if self._texts is None:
            self._texts = IdentityTexts(self.ledger, self.names, self.book)
        found: list[str | None] = []
        for index, texts in enumerate(self._texts.of(chunk)):
            if index in chunk.faults:
                found.append(None)
                continue
            base = identity_of(texts, 1)
            number = chunk.numbers[index]
            seen = self._equal.get(base)
            if seen is None:
                self._equal[base] = Seen(sheet, number)
                found.append(base)
            elif seen.sheet == sheet:
                seen.count += 1
                found.append(identity_of(texts, seen.count))
                self.book.notes.count(
                    "有几行的主要内容与前面的行完全相同，按不同的记录照收",
                    f"第 {number} 行与第 {seen.row} 行",
                )
            else:
                found.append(None)
                fault = RowFault(
                    None, "", "", f"与工作表“{seen.sheet}”第 {seen.row} 行相同", "请删去其中一行"
                )
                chunk.faults.setdefault(index, []).append(fault)
        return found

    def known(
        self, chunk: ParsedRows, keys: Sequence[Key | None], identities: Sequence[str | None]
    ) -> dict[int, Record]:
        """Records that rows are, by the row's place; the natural key counts where there is one."""
        by_key = self.present.by_key([key for key in keys if key is not None])
        keyless = [
            i for key, i in zip(keys, identities, strict=True) if key is None and i is not None
        ]
        by_identity = self.present.by_identity(keyless)
        found: dict[int, Record] = {}
        if not by_key and not by_identity:
            return found
        for index, (key, identity) in enumerate(zip(keys, identities, strict=True)):
            if index in chunk.faults:
                continue
            record = by_key.get(key) if key is not None else by_identity.get(identity or "")
            if record is not None:
                found[index] = record
        return found

    def stage(
        self,
        sheet: str,
        chunk: ParsedRows,
        records: dict[int, Record],
        identities: Sequence[str | None],
    ) -> list[Change]:
        """Writes new and changed rows to the staging file and counts the others."""
        changes: list[Change] = []
        for index, record in records.items():
            if record.id in self._taken:
                self.refuse_second(chunk, index)
                continue
            self._taken.add(record.id)
            new, before = differences(self.ledger, chunk, index, record)
            if new:
                changes.append(Change(record.id, new, before, sheet, chunk.numbers[index]))
            else:
                self.unchanged += 1
        old = records.keys() | chunk.faults.keys()
        fresh = [index for index in range(len(chunk.numbers)) if index not in old]
        self.file.add_changes(changes)
        self.changed_values += [dict(change.values) for change in changes]
        self.changed += len(changes)
        self.stage_new(chunk, fresh, identities)
        return changes

    def stage_new(
        self, chunk: ParsedRows, fresh: Sequence[int], identities: Sequence[str | None]
    ) -> None:
        """Writes the new rows of a chunk, their lines too."""
        columns: dict[str, Sequence[Value]] = {
            name: chunk.values[name] for name in self.ledger.columns if name in chunk.given
        }
        if self.ledger.identity:
            columns[IDENTITY] = identities
        if len(fresh) < len(chunk.numbers):
            columns = {name: [column[i] for i in fresh] for name, column in columns.items()}
        lines = {
            declared.key: [
                (place, kind, value)
                for place, index in enumerate(fresh)
                for kind, value in chunk.line_values(declared.key, index).items()
            ]
            for declared in self.ledger.lines
        }
        self.file.add_rows(columns, len(fresh), lines)
        self.accepted += len(fresh)

    def refuse_second(self, chunk: ParsedRows, index: int) -> None:
        """The fault of a row that is the same record as an earlier row of the file."""
        fault = RowFault(None, "", "", "与前面某一行是同一条记录", "请只留一行")
        chunk.faults.setdefault(index, []).append(fault)


def row_cells(
    matching: Matching, row: NumberedRow, chunk: ParsedRows, index: int
) -> dict[str, Plain]:
    """A row by heading: read columns as they were settled (同上 replaced), the others as they are."""
    cells: dict[str, Plain] = {}
    for heading in matching.header.headings:
        raws = chunk.raws.get(heading.at)
        cell = raws[index] if raws is not None else heading.cell(row.cells)
        cells[heading.shown] = plain_cell(cell)
    return cells


def plain_cell(cell: Loose) -> Plain:
    """A cell as JSON keeps it: numbers as numbers, all else as its text."""
    if cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool)):
        return cell
    return shown_cell(cell)
