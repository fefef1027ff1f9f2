"""The values of a column for its list: counted, named, dates by year and month; and back again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bureau.ledger.entry import Names, Value
from bureau.ledger.query import Any, Between, Blank, Filter, Is, Not, OneOf
from bureau.ledger.types import (
    Choices,
    Date,
    DateTime,
    Lines,
    Photos,
    References,
)
from bureau.ledger.words import listed
from ui.ledger.columns import Column

BLANK = "(空白)"
SAID = 3
Counted = Sequence[tuple[Value, int]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a value list: the value, its words, how many records have it."""

    value: Value
    words: str
    count: int


def lines_of(column: Column, counted: Counted, names: Names) -> list[Line]:
    """The lines of a plain value list, in the column's order, (空白) last."""
    declared = column.field.type
    if isinstance(declared, Photos):
        return photo_lines(counted)
    if isinstance(declared, Choices | References):
        counted = parts_counted(counted)
    lines: list[Line] = []
    for value, count in counted:
        if value is None:
            continue
        lines.append(Line(value, words_of(column, value, names), count))
    blank = sum(count for value, count in counted if value is None)
    return [*lines, Line(None, BLANK, blank)] if blank else lines


def words_of(column: Column, value: Value, names: Names) -> str:
    """One value as the table shows it."""
    declared = column.field.type
    if isinstance(declared, Lines):
        item = names.item_by_id(column.shown.kind)
        return declared.show_line(value, item) if item and isinstance(value, int) else ""
    if isinstance(declared, Choices | References) and isinstance(value, int):
        return declared.show(f"[{value}]", names)
    return declared.show(value, names)


def parts_counted(counted: Counted) -> Counted:
    """Lists of ids as single ids, each with the records that have it."""
    found: dict[Value, int] = {}
    for value, count in counted:
        parts: Iterable[Value] = listed(value) if value is not None else (None,)
        for part in parts:
            found[part] = found.get(part, 0) + count
    return list(found.items())


def photo_lines(counted: Counted) -> list[Line]:
    """With photos or without."""
    without = sum(count for value, count in counted if value is None)
    having = sum(count for value, count in counted if value is not None)
    return [Line(1, "有照片", having), Line(None, BLANK, without)]


def is_dated(column: Column) -> bool:
    """Whether the list is a tree of years, months and days."""
    return isinstance(column.field.type, Date | DateTime)


def days_counted(counted: Counted) -> dict[str, int]:
    """Days with their counts, newest first; moments count for their day."""
    found: dict[str, int] = {}
    for value, count in counted:
        if isinstance(value, str):
            found[value[:10]] = found.get(value[:10], 0) + count
    return dict(sorted(found.items(), reverse=True))


def chosen_filter(column: Column, lines: Sequence[Line], chosen: Sequence[Line]) -> Filter | None:
    """The condition that the chosen lines mean; None when all are chosen."""
    if len(chosen) == len(lines):
        return None
    if isinstance(column.field.type, Photos):
        blank = Blank(column.key)
        if not chosen:
            return OneOf(column.key, ())
        return blank if chosen[0].value is None else Not(blank)
    return OneOf(column.key, tuple(line.value for line in chosen))


def chosen_words(chosen: Sequence[str]) -> str:
    """What a chip says of them: 占道经营、店外经营等 5 项."""
    if not chosen:
        return "都不选"
    if len(chosen) <= SAID:
        return "、".join(chosen)
    return f"{'、'.join(chosen[:SAID])}等 {len(chosen)} 项"


@dataclass(frozen=True)
class ChosenDays:
    """Which days of a tree are chosen: whole years and months where all of their days are."""

    days: Mapping[str, int]
    chosen: frozenset[str]
    blank: bool

    def spans(self) -> list[str]:
        """2026 · 2026-10 · 2026-10-08, newest first."""
        found: list[str] = []
        for length in (4, 7, 10):
            groups: dict[str, list[str]] = {}
            for day in self.days:
                groups.setdefault(day[:length], []).append(day)
            for name, members in groups.items():
                covered = any(name.startswith(span) for span in found)
                if not covered and all(day in self.chosen for day in members):
                    found.append(name)
        return sorted(found, reverse=True)

    def where(self, key: str, all_blank: bool) -> Filter | None:
        """The condition; None when everything is chosen."""
        if len(self.chosen) == len(self.days) and (self.blank or not all_blank):
            return None
        parts: list[Filter] = [span_filter(key, span) for span in self.spans()]
        if self.blank:
            parts.append(Blank(key))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def words(self) -> str:
        """What a chip says."""
        named = [span_words(span) for span in self.spans()]
        return chosen_words([*named, *([BLANK] if self.blank else [])])


def span_filter(key: str, span: str) -> Between:
    """A whole year, month or day."""
    if len(span) == 4:
        return Between(key, f"{span}-01-01", f"{span}-12-31")
    if len(span) == 7:
        return Between(key, f"{span}-01", month_end(span))
    return Between(key, span, span)


def month_end(month: str) -> str:
    """The last day of 2026-10."""
    return f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]}"


def span_words(span: str) -> str:
    """2026年 · 2026年10月 · 10月8日 of a year."""
    parts = span.split("-")
    words = f"{parts[0]}年"
    if len(parts) > 1:
        words += f"{int(parts[1])}月"
    if len(parts) > 2:
        words += f"{int(parts[2])}日"
    return words


def is_chosen(where: Filter | None, key: str, value: Value) -> bool:
    """Whether an active condition of this column lets a value through; unknown ones do."""
    if where is None:
        return True
    if isinstance(where, Any):
        return any(is_chosen(part, key, value) for part in where.parts)
    if isinstance(where, Not):
        return not is_chosen(where.part, key, value)
    if isinstance(where, Is) and where.key == key:
        return value == where.value
    if isinstance(where, OneOf) and where.key == key:
        return value in where.values
    if isinstance(where, Blank) and where.key == key:
        return value is None
    if isinstance(where, Between) and where.key == key:
        return lies_within(where, value)
    return True


def lies_within(where: Between, value: Value) -> bool:
    """Whether a value lies in a range."""
    if isinstance(value, str):
        day = value[:10]
        low, high = where.low, where.high
        return (not isinstance(low, str) or low[:10] <= day) and (
            not isinstance(high, str) or day <= high[:10]
        )
    if isinstance(value, int):
        low, high = where.low, where.high
        return (not isinstance(low, int) or low <= value) and (
            not isinstance(high, int) or value <= high
        )
    return False
