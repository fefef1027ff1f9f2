"""Field types: each owns how its value is read, stored, shown, exported and sorted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from bureau.ledger.entry import Entry, EntryFault, Item, Names, Provisional, Raw, Spill, Value
from bureau.ledger.field_type import FieldType, Parsed, Plain
from bureau.ledger.lenient.dates import parse_date, parse_datetime
from bureau.ledger.lenient.month_entry import parse_month
from bureau.ledger.lenient.numbers import parse_money_fen, parse_quantity, to_scaled
from bureau.ledger.lenient.phones import mask_id, mask_phone, parse_id, parse_phone
from bureau.ledger.lenient.points import parse_marks, parse_point
from bureau.ledger.lenient.rough_days import first_day
from bureau.ledger.lenient.spans import parse_term
from bureau.ledger.lenient.texts import tidy
from bureau.ledger.units import turned
from bureau.ledger.words import (
    as_text,
    exact,
    id_list,
    listed,
    nearest,
    scaled_text,
    split_words,
)

CATALOGUE = "catalogue:"
"""Prefix under which an open choice asks for a new item of its catalogue."""


@dataclass(frozen=True, kw_only=True)
class Text(FieldType):
    """One line of text up to `limit` characters; the name of one of `names` fills `into` with it."""

    kind: ClassVar[str] = "text"
    searched: ClassVar[bool] = True
    limit: int = 256
    names: str = ""
    into: str = ""

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        text = tidy(as_text(raw))
        if len(text) > self.limit:
            raise EntryFault(f"超过 {self.limit} 个字", "请写短一些")
        if text and self.into:
            return Spill(text, {self.into: entry.names.record(self.names, text)})
        return text or None


@dataclass(frozen=True, kw_only=True)
class LongText(Text):
    """Text of several lines."""

    kind: ClassVar[str] = "long-text"
    limit: int = 20_000


@dataclass(frozen=True, kw_only=True)
class Scaled(FieldType):
    """A decimal stored as an integer at a fixed scale: 46.3 at scale 2 is 4630.

    `absolute` numbers are written with or without the minus that they mean anyway (扣分 −2); those
    without a minimum read 扣2分 and 加1分 as -2 and 1.
    """

    kind: ClassVar[str] = "decimal"
    sql: ClassVar[str] = "INTEGER"
    align: ClassVar[str] = "right"
    scale: int = 2
    minimum: int | None = 0
    maximum: int | None = None
    unit: str = ""
    absolute: bool = False

    def parse(self, raw: Raw, entry: Entry) -> Parsed:
        marks = self.absolute or self.minimum is None
        number, unit = parse_marks(raw) if marks else parse_quantity(raw)
        if self.absolute:
            number = abs(number)
        return self.bounded(to_scaled(turned(number, unit, self.unit), self.scale))

    def bounded(self, value: int) -> int:
        """`value` when it lies within the declared bounds. Raises EntryFault."""
        if self.minimum is not None and value < self.minimum:
            raise EntryFault(f"小于 {scaled_text(self.minimum, self.scale)}", "请核对数字")
        if self.maximum is not None and value > self.maximum:
            raise EntryFault(f"大于 {scaled_text(self.maximum, self.scale)}", "请核对数字")
        return value

    def show(self, value: Value, names: Names) -> str:
        return scaled_text(value, self.scale) if isinstance(value, int) else ""

    def plain(self, value: Value, names: Names) -> Plain:
        return exact(value, self.scale)

    def cell(self, value: Value, names: Names) -> int | Decimal | None:
        return exact(value, self.scale)


@dataclass(frozen=True, kw_only=True)
class Whole(Scaled):
    """A whole number."""

    kind: ClassVar[str] = "whole"
    scale: int = 0


@dataclass(frozen=True, kw_only=True)
class Money(Scaled):
    """Money in 分; `in_ten_thousands` reads bare numbers as 万元."""

    kind: ClassVar[str] = "money"
    scale: int = 2
    in_ten_thousands: bool = False

    def parse(self, raw: Raw, entry: Entry) -> Value:
        return self.bounded(parse_money_fen(raw, "万元" if self.in_ten_thousands else "元"))

    def plain(self, value: Value, names: Names) -> Plain:
        return value if isinstance(value, int) else None


@dataclass(frozen=True, kw_only=True)
class Quantity(Scaled):
    """A number whose unit, when written with it, goes to the field `unit_field`."""

    kind: ClassVar[str] = "quantity"
    unit_field: str = ""

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        number, unit = parse_quantity(raw)
        value = self.bounded(to_scaled(number, self.scale))
        return Spill(value, {self.unit_field: unit}) if unit and self.unit_field else value


@dataclass(frozen=True, kw_only=True)
class Date(FieldType):
    """A day, stored as ISO text.

    A time written behind it goes to the field `time_field`; a `limit` may be written 10月8日前. An
    `edge` of a term may be a bare month, its end open (长期); a whole one ends in the field `until`.
    A `rough` day of long ago may be known by its month or year alone, and is the first of it.
    """

    kind: ClassVar[str] = "date"
    time_field: str = ""
    limit: bool = False
    edge: Literal["", "begins", "ends"] = ""
    until: str = ""
    rough: bool = False

    def parse(self, raw: Raw, entry: Entry) -> Value | Spill:
        if self.rough and (day := first_day(raw)) is not None:
            return day.isoformat()
        if self.edge:
            return parse_term(raw, entry, self.edge, self.until)
        if self.time_field:
            whole, time = parse_datetime(raw, today=entry.today, year=entry.year, month=entry.month)
            if time is not None and (time.hour or time.minute):
                return Spill(whole.isoformat(), {self.time_field: f"{time:%H:%M}"})
            return whole.isoformat()
        found = parse_date(
            raw, today=entry.today, year=entry.year, month=entry.month, forward=self.limit
        )
        return found.date.isoformat()

    def cell(self, value: Value, names: Names) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else None

    def mask(self, value: Value, names: Names) -> str:
        return f"{value[:4]}-**-**" if isinstance(value, str) else ""


@dataclass(frozen=True, kw_only=True)
class Month(Date):
    """A month, stored as its first day, so that it is sorted, compared and filtered as days are."""

    kind: ClassVar[str] = "month"

    def parse(self, raw: Raw, entry: Entry) -> Value:
        return parse_month(raw, today=entry.today, year=entry.year).isoformat()

    def show(self, value: Value, names: Names) -> str:
        return value[:7] if isinstance(value, str) else ""


@dataclass(frozen=True, kw_only=True)
class DateTime(FieldType):
    """A local moment, stored as `2026-10-08 09:30`, or as the day alone where no time is known."""

    kind: ClassVar[str] = "date-time"

    def parse(self, raw: Raw, entry: Entry) -> Value:
        day, time = parse_datetime(raw, today=entry.today, year=entry.year, month=entry.month)
        return day.isoformat() if time is None else f"{day.isoformat()} {time:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class YesNo(FieldType):
    """是 or 否, stored as 1 or 0."""

    kind: ClassVar[str] = "yes-no"
    sql: ClassVar[str] = "INTEGER"
    yes: tuple[str, ...] = ("是", "有", "√", "✓", "对", "y", "yes", "1", "true")
    no: tuple[str, ...] = ("否", "无", "没有", "×", "✗", "不是", "n", "no", "0", "false")

    def parse(self, raw: Raw, entry: Entry) -> Value:
        word = tidy(as_text(raw)).lower()
        if word in (*self.yes, *self.no):
            return int(word in self.yes)
        raise EntryFault(f"“{as_text(raw)}”看不出是“是”还是“否”", "请填“是”或“否”")

    def show(self, value: Value, names: Names) -> str:
        return {1: "是", 0: "否"}.get(value, "") if isinstance(value, int) else ""


@dataclass(frozen=True, kw_only=True)
class Choice(FieldType):
    """One item of a catalogue, stored by id.

    `child` names the field that takes the sub-class when the word entered is one; `day` the one
    that takes a day written with it (已整改10.17). `open` catalogues take a word they don't know as
    a new item (待核) instead of refusing it.
    """

    kind: ClassVar[str] = "choice"
    sql: ClassVar[str] = "INTEGER"
    searched: ClassVar[bool] = True
    catalogue: str
    child: str = ""
    open: bool = False
    day: str = ""

    def parse(self, raw: Raw, entry: Entry) -> Parsed:
        item = entry.names.item(self.catalogue, word := tidy(as_text(raw)))
        if item is None:
            if self.open:
                return Provisional(CATALOGUE + self.catalogue, word)
            raise EntryFault(f"“{word}”不在分类里", nearest(word, entry.names, self.catalogue))
        if self.child and item.parent is not None:
            return Spill(item.parent, {self.child: item.id})
        return item.id

    def show(self, value: Value, names: Names) -> str:
        item = names.item_by_id(value) if isinstance(value, int) else None
        return item.title if item else ""


@dataclass(frozen=True, kw_only=True)
class Choices(FieldType):
    """Several items of a catalogue, stored as a JSON list of ids in catalogue order."""

    kind: ClassVar[str] = "choices"
    searched: ClassVar[bool] = True
    catalogue: str

    def parse(self, raw: Raw, entry: Entry) -> Value:
        found: dict[int, Item] = {}
        for word in split_words(as_text(raw)):
            item = entry.names.item(self.catalogue, word)
            if item is None:
                raise EntryFault(f"“{word}”不在分类里", nearest(word, entry.names, self.catalogue))
            found[item.id] = item
        return id_list(sorted(found, key=lambda item_id: found[item_id].position))

    def show(self, value: Value, names: Names) -> str:
        items = (names.item_by_id(item_id) for item_id in listed(value))
        return "、".join(item.title for item in items if item)


@dataclass(frozen=True, kw_only=True)
class Reference(FieldType):
    """A record of another ledger, by id; a name it lacks is taken up (待核), or refused as `unknown` says."""

    kind: ClassVar[str] = "reference"
    sql: ClassVar[str] = "INTEGER"
    searched: ClassVar[bool] = True
    ledger: str
    label: str = "name"
    unknown: str = ""

    def parse(self, raw: Raw, entry: Entry) -> Parsed:
        found = entry.names.record(self.ledger, word := tidy(as_text(raw)))
        if found is None and self.unknown:
            raise EntryFault(f"没有“{word}”", self.unknown)
        return Provisional(self.ledger, word) if found is None else found

    def show(self, value: Value, names: Names) -> str:
        return names.label(self.ledger, value) if isinstance(value, int) else ""


@dataclass(frozen=True, kw_only=True)
class References(FieldType):
    """Several records of another ledger, stored as a JSON list of ids."""

    kind: ClassVar[str] = "references"
    searched: ClassVar[bool] = True
    ledger: str

    def parse(self, raw: Raw, entry: Entry) -> Value:
        found: list[int] = []
        for word in split_words(as_text(raw)):
            record = entry.names.record(self.ledger, word)
            if record is None:
                raise EntryFault(f"名册里没有“{word}”", "请先在名册里登记，或核对写法")
            found.append(record)
        return id_list(dict.fromkeys(found))

    def show(self, value: Value, names: Names) -> str:
        return "、".join(names.label(self.ledger, record) for record in listed(value))


@dataclass(frozen=True, kw_only=True)
class Phone(FieldType):
    """One or more telephone numbers, divided by 、: 13800001234, 0797-1234567."""

    kind: ClassVar[str] = "phone"
    searched: ClassVar[bool] = True

    def parse(self, raw: Raw, entry: Entry) -> Value:
        return parse_phone(raw)

    def mask(self, value: Value, names: Names) -> str:
        return mask_phone(value) if isinstance(value, str) else ""


@dataclass(frozen=True, kw_only=True)
class IdNumber(FieldType):
    """A resident identity number, its check digit verified."""

    kind: ClassVar[str] = "id-number"

    def parse(self, raw: Raw, entry: Entry) -> Value:
        return parse_id(raw)

    def mask(self, value: Value, names: Names) -> str:
        return mask_id(value) if isinstance(value, str) else ""


@dataclass(frozen=True, kw_only=True)
class Point(FieldType):
    """Longitude and latitude in degrees, stored as `119.123456,26.123456`."""

    kind: ClassVar[str] = "point"

    def parse(self, raw: Raw, entry: Entry) -> Value:
        return parse_point(as_text(raw))


@dataclass(frozen=True, kw_only=True)
class Photos(FieldType):
    """Photos in their order, stored as a JSON list of content hashes (bureau/storage/photos.py)."""

    kind: ClassVar[str] = "photos"

    def parse(self, raw: Raw, entry: Entry) -> Value:
        raise EntryFault("照片不能当文字填写", "请用“添加照片”")

    def show(self, value: Value, names: Names) -> str:
        count = len(json.loads(value)) if isinstance(value, str) else 0
        return f"{count} 张" if count else ""

    def plain(self, value: Value, names: Names) -> Plain:
        return json.loads(value) if isinstance(value, str) else []


@dataclass(frozen=True, kw_only=True)
class Lines(FieldType):
    """Child rows whose kinds come from a catalogue, shown as one column a kind.

    The value of a line is an integer at scale `scale`; how many decimals an item allows is the
    item's own. `open` takes a column it doesn't know as a new kind. Kept in a table of its own.
    """

    kind: ClassVar[str] = "lines"
    stored: ClassVar[bool] = False
    catalogue: str
    scale: int = 2
    open: bool = False

    def parse(self, raw: Raw, entry: Entry) -> Value:
        raise EntryFault("明细要逐项填写", "请在各项目的列里填写")

    def parse_line(self, raw: Raw, item: Item) -> int:
        """The scaled value of one line of kind `item`. Raises EntryFault."""
        number, unit = parse_quantity(raw)
        number = turned(number, unit, item.unit)
        value: int = to_scaled(number, item.scale) * 10 ** (self.scale - item.scale)
        if value < 0:
            raise EntryFault("数量是负数", "请核对数字")
        return value

    def show_line(self, value: int | None, item: Item) -> str:
        """One line's value with the decimals its item has."""
        if value is None:
            return ""
        return scaled_text(value // 10 ** (self.scale - item.scale), item.scale)


@dataclass(frozen=True, kw_only=True)
class Computed(FieldType):
    """A figure of the row itself, an SQL expression over its columns; `:now` and `:today` are bound.

    `clock` marks those that change with time alone (overdue): they are never stored. `words` are
    what its numbers mean; numbers of a `scale` are stored so many decimals larger (分).
    """

    kind: ClassVar[str] = "computed"
    stored: ClassVar[bool] = False
    expression: str = ""
    clock: bool = False
    scale: int = 0
    words: tuple[tuple[int, str], ...] = ()

    @property
    def sql_expression(self) -> str:
        """The expression over the row, whose table has the alias `t`."""
        return self.expression

    def show(self, value: Value, names: Names) -> str:
        if isinstance(value, int) and self.words:
            return dict(self.words).get(value, str(value))
        return scaled_text(value, self.scale) if isinstance(value, int) else str(value or "")

    def plain(self, value: Value, names: Names) -> Plain:
        return value if isinstance(value, int) and not self.words else super().plain(value, names)


@dataclass(frozen=True, kw_only=True)
class Tally(Computed):
    """How many records of another ledger refer to this one, blank for none.

    `by` is their field that does; `only` narrows them to one choice (field, catalogue id).
    """

    kind: ClassVar[str] = "tally"
    ledger: str
    by: str
    only: tuple[str, int] | None = None

    @property
    def sql_expression(self) -> str:
        kind = f' AND o."{self.only[0]}" = {self.only[1]}' if self.only else ""
        table = self.ledger.replace("-", "_")
        return f'nullif((SELECT count(*) FROM {table} o WHERE o."{self.by}" = t.id{kind}), 0)'


@dataclass(frozen=True, kw_only=True)
class Recurring(Computed):
    """How a record stands in its chain of recurrences: `nth` time, or `days` since the last end."""

    kind: ClassVar[str] = "recurring"
    column: str

    @property
    def sql_expression(self) -> str:
        return f"(SELECT c.{self.column} FROM recurrence c WHERE c.record = t.id)"


TYPES: dict[str, type[FieldType]] = {
    kind.kind: kind
    for kind in (
        Text, LongText, Whole, Scaled, Money, Quantity, Date, Month, DateTime, YesNo, Choice, Choices,
        Reference, References, Phone, IdNumber, Point, Photos, Lines, Computed, Tally, Recurring,
    )
}  # fmt: skip
