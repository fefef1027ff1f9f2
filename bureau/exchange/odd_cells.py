"""Cells that can't be read as they stand and that a person would understand nevertheless."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bureau.exchange.amounts import Amount, amounts_in
from bureau.exchange.apart import Apart, items_of, names_apart, word_and_day
from bureau.exchange.vague_days import FIRST, LAST, REFUSE, several_days
from bureau.ledger.entry import Entry, EntryFault, Value
from bureau.ledger.number_types import NUMBER_TYPES
from bureau.ledger.types import Choice, Lines, LongText, Money, Quantity, Reference, Scaled, Text

if TYPE_CHECKING:
    from bureau.exchange.column_reading import ColumnReader
    from bureau.exchange.workbook import Cell

TAKE: Final = "take"
RESTORE, KEEP = "restore", "keep"
_EXCEL_EPOCH: Final = date(1899, 12, 30)
LAST_SMALL_DAY: Final = date(1930, 1, 1)
"""A day before this in a column of numbers is a number that is shown as a day."""


def understood(reader: ColumnReader, raw: Cell) -> Apart | None:
    """What a cell means that its field can't read; None where nobody could tell."""
    kind = reader.declared.type
    if isinstance(raw, datetime | date) and isinstance(kind, Scaled | Lines):
        return number_shown_as_day(reader, raw)
    if not isinstance(raw, str) or reader.kind is not None:
        return None
    if isinstance(kind, Choice):
        found = word_and_day(reader.declared, raw, reader.names)
        return found if found is not None else one_of_several(reader, raw)
    if reader.dated:
        return one_of_days(reader, raw)
    if isinstance(kind, Scaled) and not isinstance(kind, Money | tuple(NUMBER_TYPES.values())):
        return one_of_amounts(reader, raw)
    return None


def names_in(reader: ColumnReader, raw: Cell) -> Apart | None:
    """A cell whose name nobody knows, as several names; None where it is one."""
    if isinstance(raw, str) and isinstance(reader.declared.type, Reference):
        found = names_apart(reader.declared, raw, reader.beside, reader.names)
        if found is not None and found.said:
            reader.notes.count(found.said, raw.strip())
        return found
    return None


def one_of_several(reader: ColumnReader, raw: str) -> Apart | None:
    """The first of several classes of one cell, the others to the remarks; or as it was answered."""
    items = items_of(reader.declared, raw, reader.names)
    if not items:
        return None
    key = f"several:{reader.shown}"
    answer = reader.asked.ask(
        key,
        f"“{reader.shown}”里有的格写了几类（如“{raw.strip()}”），怎么记？",
        ((FIRST, "记一条：第一类作分类，全文写进备注"), (REFUSE, "退回这些行，分开后再导入")),
        FIRST,
        heading=reader.shown,
    )
    if answer == REFUSE:
        return Apart(None, asks=key, refused="一格里写了几类")
    return Apart(items[0], remark=remark(reader, raw), asks=key)


def one_of_days(reader: ColumnReader, raw: str) -> Apart | None:
    """One day of a span: the first where both ends are written, asked for where they aren't."""
    days = several_days(raw)
    if days is None:
        return None
    key = f"span:{reader.shown}"
    answer = reader.asked.ask(
        key if days.exact else f"{key}:旬",
        f"“{reader.shown}”里有的格不是一天（如“{raw.strip()}”），按哪一天记？",
        (
            (FIRST, "按开始那一天，全文写进备注"),
            (LAST, "按最后一天，全文写进备注"),
            (REFUSE, "退回这些行，写明日期后再导入"),
        ),
        FIRST if days.exact else "",
        heading=reader.shown,
    )
    key = key if days.exact else f"{key}:旬"
    if answer in ("", REFUSE):
        return Apart(None, asks=key, refused="写的不是一天")
    text = days.first if answer == FIRST else days.last
    return Apart(None, text=text, remark=remark(reader, raw), asks=key)


def one_of_amounts(reader: ColumnReader, raw: str) -> Apart | None:
    """The amount that has the field's unit; others go to fields with theirs, else to the remarks."""
    found = amounts_in(raw)
    if found is None:
        return None
    own = own_amount(reader, found.amounts)
    if own is None:
        return None
    asks = ""
    if own.about:
        asks = f"about:{reader.shown}"
        answer = reader.asked.ask(
            asks,
            f"“{reader.shown}”里有的数不是确切的（如“{raw.strip()}”），照写的数读入吗？",
            ((TAKE, "照写的数读入，全文写进备注"), (REFUSE, "退回这些行，核实后再导入")),
            heading=reader.shown,
        )
        if answer != TAKE:
            return Apart(None, asks=asks, refused="不是确切的数")
    elif len(found.amounts) == 1 and not found.words:
        return None
    also: dict[str, Value] = {}
    left = bool(found.words) or own.about
    for amount in found.amounts:
        if amount is own:
            continue
        key = "" if amount.about else field_of_unit(reader, amount, also)
        if key:
            also[key] = value_of(reader, key, amount)
        else:
            left = True
    text = f"{format(own.number, 'f')}{own.unit}"
    note = remark(reader, raw) if left else ""
    reader.notes.count(f"“{reader.shown}”一格里不止一个数，或写有别的内容", raw.strip())
    return Apart(None, tuple(also.items()), remark=note, text=text, asks=asks)


def own_amount(reader: ColumnReader, amounts: Sequence[Amount]) -> Amount | None:
    """The amount of a cell that is the column's own."""
    kind = reader.declared.type
    if isinstance(kind, Quantity) and kind.unit_field:
        return amounts[0]
    for amount in amounts:
        try:
            reader.declared.parse(f"{amount.number}{amount.unit}", Entry(None, reader.names))
        except EntryFault:
            continue
        return amount
    return None


def field_of_unit(reader: ColumnReader, amount: Amount, taken: dict[str, Value]) -> str:
    """A field without a column that counts in that unit; "" for none."""
    for declared in reader.beside.ledger.fields:
        kind = declared.type
        free = declared.key in reader.beside.free and declared.key not in taken
        if free and isinstance(kind, Scaled) and kind.unit == amount.unit:
            return declared.key
    return ""


def value_of(reader: ColumnReader, key: str, amount: Amount) -> Value:
    """An amount as another field stores it."""
    text = f"{format(amount.number, 'f')}{amount.unit}"
    value = reader.beside.ledger.by_key[key].parse(text, Entry(None, reader.names))
    return value if isinstance(value, int) else None


def number_shown_as_day(reader: ColumnReader, raw: date) -> Apart | None:
    """1900-01-08 in a column of numbers is 8, whose cell was once a day's."""
    day = raw.date() if isinstance(raw, datetime) else raw
    if day >= LAST_SMALL_DAY:
        return None
    number = Decimal((day - _EXCEL_EPOCH).days)
    # Excel believes that 1900 was a leap year: its first two months count one less.
    number -= day < date(1900, 3, 1)
    reader.notes.count(f"“{reader.shown}”里有的格被设成了日期，按数字读入", f"{day}→{number}")
    return Apart(None, text=str(number))


def text_shown_as_day(reader: ColumnReader, raw: Cell) -> Apart | None:
    """1-2 that a spreadsheet took for 2 January, in a column of texts; None for all else."""
    kind = reader.declared.type
    if not isinstance(raw, datetime | date) or not isinstance(kind, Text) or reader.dated:
        return None
    if isinstance(kind, LongText):
        return None
    day = raw.date() if isinstance(raw, datetime) else raw
    restored = f"{day.month}-{day.day}"
    key = f"mangled:{reader.shown}"
    answer = reader.asked.ask(
        key,
        f"“{reader.shown}”里有的格被表格软件改成了日期（如 {day.month}月{day.day}日），原来写的是“{restored}”吗？",
        (
            (RESTORE, f"是，还原成“{restored}”这样"),
            (KEEP, f"不是，照“{day.month}月{day.day}日”读入"),
        ),
        RESTORE,
        heading=reader.shown,
    )
    return Apart(restored if answer == RESTORE else f"{day.month}月{day.day}日", asks=key)


def remark(reader: ColumnReader, raw: str) -> str:
    """What the remarks keep of a cell that was cut short."""
    return f"{reader.shown}：{raw.strip()}"
