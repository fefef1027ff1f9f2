"""One column of a spreadsheet read by its field: every different cell parsed once and remembered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, cast

from bureau.errors import UserError
from bureau.exchange.apart import Apart, Beside
from bureau.exchange.context import Context
from bureau.exchange.layout import is_blank
from bureau.exchange.matching import Column, unit_in
from bureau.exchange.noting import NameBook
from bureau.exchange.odd_cells import names_in, text_shown_as_day, understood
from bureau.exchange.workbook import Cell, CellError
from bureau.ledger.deadline_types import Deadline
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Entry, EntryFault, Names, Provisional, Raw, Spill, Value
from bureau.ledger.lenient.numbers import parse_quantity
from bureau.ledger.lenient.rough_days import first_day
from bureau.ledger.lenient.terms import days_after, days_of_limit, year_near
from bureau.ledger.lenient.texts import is_blank_word, tidy
from bureau.ledger.types import Date, DateTime, Lines, LongText, Money, Photos, Scaled, Text
from bureau.ledger.units import factor

DITTO_WORDS: Final = ("同上", "〃", "″", '"', "“", "”", "''", "同前", "同上行", "上同", "同 上")
_HASHES: Final = re.compile(r'\["[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*\]')
"""A list of photos as it is stored."""
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

    @property
    def sentence(self) -> str:
        """What is wrong, with the advice."""
        return f"{self.reason}，{self.suggestion}" if self.suggestion else self.reason


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """A limit in days from the date it is anchored to: 3日内, 当天."""

    days: int
    shown: str


Loose = Cell | Refused
Read = Value | Refused | Yearless | DaysAfter | Spill | Apart


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
        self,
        column: Column,
        declared: Field,
        context: Context,
        names: Names,
        book: NameBook,
        beside: Beside,
    ) -> None:
        self.column = column
        self.beside = beside
        self.asked = book.asked
        self.at = column.heading.at
        self.shown = column.heading.shown
        self.declared = declared
        self.book = book
        self.notes = book.notes
        self.context = context
        self.names = names
        self.bare = Entry(None, names)
        # 9日 in a column of limits may be the ninth or nine days: no month is lent to it.
        month = None if declared.anchor else context.month
        self.placed = Entry(None, names, context.year, month)
        self.kind = column.target.item
        if isinstance(declared.type, Money) and unit_in(column.heading.leaf)[1] in ("元", "万元"):
            in_ten_thousands = unit_in(column.heading.leaf)[1] == "万元"
            money = replace(declared.type, in_ten_thousands=in_ten_thousands)
            self.declared = replace(declared, type=money)
        self.factor = unit_factor(column, declared)
        # Free text is most of a ledger and nearly all different: it takes a shorter way.
        kind = declared.type
        self.limit = kind.limit if isinstance(kind, Text) else 0
        self.plain = type(kind) in (Text, LongText) and not (isinstance(kind, Text) and kind.into)
        limit = isinstance(declared.type, Date) and declared.type.limit
        self.counts_days = limit and bool(declared.anchor)
        self.of_year = kind.of_year if isinstance(kind, Deadline) else ""
        self.rough = isinstance(kind, Date) and kind.rough
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

    def typed(self, text: str) -> Loose:
        """A cell that a person typed over: it stands for itself, never for the one above."""
        if text in DITTO:
            return Refused(text.strip(), "单独改的这一行不能写“同上”", "请写明内容")
        return text if text.strip() else None

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
        if isinstance(self.declared.type, Photos):
            return self.photos(raw)
        if self.declared.personal and isinstance(raw, str) and "*" in raw:
            return self.masked(raw.strip())
        if self.plain and isinstance(raw, str) and len(raw) > SHORTEST:
            word = tidy(raw)
            if SHORTEST < len(word) <= self.limit and word[0].isalnum():
                return word
        if (restored := text_shown_as_day(self, raw)) is not None:
            return restored
        try:
            return self.read(cast(Raw, raw), self.bare)
        except EntryFault as fault:
            if not self.dated:
                refused = Refused(shown_cell(raw), fault.reason, fault.suggestion)
                return understood(self, raw) or refused
        if self.counts_days and (days := days_of_limit(tidy(shown_cell(raw)))) is not None:
            return DaysAfter(days, shown_cell(raw).strip())
        if (self.declared.anchor or self.of_year) and self.is_yearless(cast(Raw, raw)):
            return Yearless(cast(Raw, raw))
        placed = self.placed_in_context(cast(Raw, raw))
        return (understood(self, raw) or placed) if isinstance(placed, Refused) else placed

    def photos(self, raw: Loose) -> str | None:
        """A list of photos that are kept already; words in a column of photos aren't read."""
        text = shown_cell(raw).strip()
        if _HASHES.fullmatch(text):
            return text
        if not text.startswith("=") and not is_blank_word(text):
            self.notes.count(f"“{self.shown}”里的文字没有读入，只读图片", text)
        return None

    def masked(self, shown: str) -> Refused | None:
        """王* and 138****1234 come from a masked export: they must not overwrite what is there."""
        if self.declared.required:
            return Refused(shown, f"“{shown}”是脱敏以后的内容", "请用没有脱敏的表格")
        self.notes.count("带 * 的姓名、电话等是脱敏以后的内容，没有读入", shown)
        return None

    def read(self, raw: Raw, entry: Entry) -> Value | Spill | Apart:
        """The cell by its field, or by its kind of line. Raises EntryFault."""
        if self.kind is not None and isinstance(self.declared.type, Lines):
            if is_blank(raw) or (isinstance(raw, str) and is_blank_word(tidy(raw))):
                return None
            return self.declared.type.parse_line(raw, self.kind)
        if self.factor is not None:
            raw = converted(raw, self.factor)
        value = self.declared.parse(raw, entry)
        if self.rough and value is not None and first_day(raw) is not None:
            said = f"“{self.shown}”里只有年月（或年份）的，按那个月（那一年）的第一天读入"
            self.notes.count(said, shown_cell(raw).strip())
        if isinstance(value, Provisional):
            return names_in(self, cast(Cell, raw)) or self.book.number(value)
        return value

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

    def in_list(self, raw: Raw, year: Value) -> Value | Spill | Apart | Refused:
        """A deadline of the year that its own row says, else of the year of the table."""
        entry = replace(self.bare, year=year) if isinstance(year, int) else self.placed
        try:
            value = self.read(raw, entry)
        except EntryFault as fault:
            return Refused(shown_cell(raw), fault.reason, fault.suggestion)
        if entry is self.placed:
            self.notes.dated(shown_cell(raw), self.context)
        return value

    def near(self, raw: Raw, anchor: str | None) -> str | Refused | None:
        """A yearless date on or after its anchor, as long as that is under half a year away."""
        if anchor is None:
            value = self.placed_in_context(raw)
            return value if isinstance(value, str | Refused) else None
        year = year_near(anchor, lambda year: read_day(self._in_year(raw, year)))
        value = self._in_year(raw, year)
        if isinstance(value, str) and value[:10] >= anchor[:10]:
            self._note_other_year(raw, year)
        return value

    def after(self, found: DaysAfter, anchor: str | None) -> str | Refused:
        """The day so many days after the anchor."""
        if anchor is None:
            return Refused(found.shown, f"“{found.shown}”不知道从哪一天算起", "请写明日期")
        self.notes.count(f"“{self.shown}”里写天数的，从同一行的日期算起", found.shown)
        return days_after(anchor, found.days)

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


def read_day(found: str | Refused) -> str | None:
    """A day that could be read."""
    return found if isinstance(found, str) else None


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


SPECIAL: Final = frozenset({Refused, Yearless, DaysAfter, Spill, Apart})
ODD_TYPES: Final = frozenset({bool, timedelta})
