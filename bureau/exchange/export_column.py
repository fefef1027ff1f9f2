"""A column of an outgoing table: its title, what its values are, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Final, TypeGuard, TypeVar, cast

# What a row may hold; dates may also come as ISO text, the way the database keeps them.
ExportValue = str | int | Decimal | date | datetime | None
# Called now and then with the rows written so far; whatever it raises stops the writing.
Progress = Callable[[int], None]
Row = TypeVar("Row")


class Kind(Enum):
    """What the values of a column are. Numbers are whole, in the column's smallest unit."""

    TEXT = "text"  # names, codes, phones: never turned into a number
    LONG_TEXT = "long text"  # wrapped
    INTEGER = "integer"
    DECIMAL = "decimal"  # a whole number and the column's `scale`: 9875 at 2 is 98.75
    MONEY = "money"  # 分, shown as 元 with two decimals
    DATE = "date"
    DATETIME = "date and time"
    YES_NO = "yes or no"  # anything that counts as true is 是


WIDTHS: Final = {
    Kind.TEXT: 12,
    Kind.LONG_TEXT: 40,
    Kind.INTEGER: 8,
    Kind.DECIMAL: 10,
    Kind.MONEY: 13,
    Kind.DATE: 12,
    Kind.DATETIME: 17,
    Kind.YES_NO: 6,
}

NUMBER_KINDS: Final = (Kind.INTEGER, Kind.DECIMAL, Kind.MONEY)
BATCH: Final = 1000
EXACT_LIMIT: Final = 10**15  # Excel rounds whole numbers from here on


@dataclass(frozen=True)
class ExportColumn:
    """`width` counts half-width characters; None takes what suits the kind and the title."""

    title: str
    kind: Kind = Kind.TEXT
    width: int | None = None
    scale: int = 2

    @property
    def shown_width(self) -> int:
        """Wide enough for the title with the filter arrow beside it, too."""
        return self.width or max(WIDTHS[self.kind], min(2 * len(self.title) + 4, 40))

    @property
    def decimals(self) -> int:
        """Decimals of a number column."""
        return {Kind.INTEGER: 0, Kind.MONEY: 2}.get(self.kind, self.scale)


def place_point(scaled: int, scale: int) -> str:
    """-5 at scale 2 as -0.05: exact, without a float in between."""
    if scale <= 0:
        return str(scaled * 10**-scale)
    digits = str(abs(scaled)).rjust(scale + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-scale]}.{digits[-scale:]}"


def are_small_counts(values: Sequence[ExportValue]) -> TypeGuard[Sequence[int]]:
    """Whether all are whole numbers from 0 on that Excel keeps exactly: the common batch."""
    if set(map(type, values)) != {int}:
        return False
    numbers = cast(Sequence[int], values)
    return min(numbers) >= 0 and max(numbers) < EXACT_LIMIT


def pointed(numbers: Sequence[int], decimals: int) -> Iterable[int | str]:
    """The numbers with their decimal point."""
    if decimals <= 0:
        return [number * 10**-decimals for number in numbers] if decimals else numbers
    unit = 10**decimals
    return [f"{number // unit}.{number % unit:0{decimals}d}" for number in numbers]


def as_moment(value: ExportValue) -> date | datetime | None:
    """A date or date-time, also from ISO text; None for what is neither."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) >= 10:
        try:
            return datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            return None
    return None


def as_shown(value: ExportValue, column: ExportColumn) -> str:
    """The value as text, the way CSV and an exception in a number column show it."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.YES_NO:
        return "是" if value not in (0, "0", "否") else "否"
    if column.kind in NUMBER_KINDS and isinstance(value, int):
        return place_point(int(value), column.decimals)
    if column.kind in (Kind.DATE, Kind.DATETIME):
        moment = as_moment(value)
        if isinstance(moment, datetime) and column.kind is Kind.DATETIME:
            return moment.isoformat(" ", "seconds" if moment.second else "minutes")
        if moment is not None:
            return moment.isoformat()[:10]
    return str(value)


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, a thousand at a time."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
