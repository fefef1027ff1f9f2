"""The limit of a fault: that of its kind and its grade, by the calendar of the crews that mend it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from bureau.calendar.working import NATURAL_DAYS
from bureau.editing.acts import present, take_each
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.facilities.ledgers import REPAIRS
from bureau.register.ledgers import CATALOGUE_ITEMS
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.calendar.working import WorkCalendar
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

Row = Mapping[str, object]
ORDINARY = 7501
"""Catalogue id of the grade 一般."""
DAY_END = time(23, 59)


@dataclass(frozen=True, slots=True)
class Limit:
    """When a fault has to be mended, and how that was reckoned; without a time the day's end."""

    on: str
    time: str | None
    said: str

    @property
    def inputs(self) -> Inputs:
        """The limit as a record keeps it."""
        return {"due_on": Stored(self.on), "due_time": Stored(self.time)}


@dataclass(frozen=True)
class Terms:
    """What limits are reckoned with, each read once however many faults ask for it."""

    conn: Reader
    today: date
    seen: dict[int, tuple[int, str, str] | None] = field(default_factory=dict)

    @cached_property
    def crews(self) -> WorkCalendar:
        """When the crews work."""
        return read_settings(self.conn, self.today).crew_calendar

    def of(self, item: int) -> tuple[int, str, str] | None:
        """The limit of a class: number, unit, name of the class; None for one without a limit."""
        if item not in self.seen:
            self.seen[item] = class_limit(self.conn, item, self.today)
        return self.seen[item]


def class_limit(conn: Reader, item: int, today: date) -> tuple[int, str, str] | None:
    """The limit of a class as the catalogue has it: number, unit, name of the class."""
    for row in rows.page(conn, CATALOGUE_ITEMS, [item], today=today):
        value, unit = row["limit_value"], row["limit_unit"]
        if isinstance(value, int) and isinstance(unit, str):
            return value, unit, str(row["title"])
    return None


def limit_of(conn: Reader, item: int, start: datetime, today: date) -> datetime | None:
    """When what a class limits, and was reported at `start`, is due; None for a class without a limit.

    Raises UserError where the calendar of a year isn't known yet.
    """
    found = reckoned(conn, item, start, today)
    return found[0] if found is not None else None


def due_inputs(conn: Reader, item: int, day: date, clock: str | None, today: date) -> Inputs:
    """The limit of one class; what was reported without a time counts from that day's end."""
    start, known = begin(day, clock)
    end = limit_of(conn, item, start, today)
    if end is None:
        return {}
    return Limit(end.date().isoformat(), f"{end:%H:%M}" if known else None, "").inputs


def fault_limit(conn: Reader, row: Row, today: date, terms: Terms | None = None) -> Limit | None:
    """The limit of a repair with these stored values, None where no class of it has one.

    An ordinary fault, or one whose grade isn't said, has that of its kind (井盖缺损 6 小时) where
    there is one, else that of 一般; a serious one the earlier of both. `terms` are those of all
    faults where many are asked for. Raises UserError as above.
    """
    terms = terms or Terms(conn, today)
    kind, grade, day = row.get("fault"), row.get("severity"), row.get("reported_on")
    if not isinstance(day, str):
        return None
    clock = row.get("reported_time")
    start, known = begin(date.fromisoformat(day[:10]), clock if isinstance(clock, str) else None)
    own = reckoned(conn, kind, start, today, terms) if isinstance(kind, int) else None
    graded = None
    if own is None or grade not in (None, ORDINARY):
        graded = reckoned(conn, grade if isinstance(grade, int) else ORDINARY, start, today, terms)
    found = [one for one in (own, graded) if one is not None]
    if not found:
        return None
    end, said, unit = min(found, key=lambda one: one[0])
    since = f"{start.month}月{start.day}日" + (f" {start:%H:%M}" if known else "末")
    timed = known and unit != NATURAL_DAYS
    return Limit(
        end.date().isoformat(), f"{end:%H:%M}" if timed else None, f"{said}，从{since} 起算"
    )


def reckoned(
    conn: Reader, item: int, start: datetime, today: date, terms: Terms | None = None
) -> tuple[datetime, str, str] | None:
    """When the limit of a class ends, how it is called and its unit."""
    terms = terms or Terms(conn, today)
    found = terms.of(item)
    if found is None:
        return None
    value, unit, title = found
    return terms.crews.deadline(start, value, unit), f"“{title}”{value} {unit}", unit


def begin(day: date, clock: str | None) -> tuple[datetime, bool]:
    """From when a limit counts, and whether that is known to the minute."""
    known = clock is not None and len(clock) == 5
    return datetime.combine(day, time.fromisoformat(clock) if clock and known else DAY_END), known


def set_limits(desk: Desk, records: Collection[int]) -> Edited:
    """定时限: the limit of each open repair that has none; what came from a file is limited by this only.

    Raises UserError when none of them lacks a limit.
    """
    found = present(desk, REPAIRS, records)
    today = desk.today()
    with desk.store.snapshot() as conn:
        terms = Terms(conn, today)
        wanted = {
            int(str(row["id"])): {**graded(row), **limit.inputs}
            for row in found
            if lacks_limit(row) and (limit := fault_limit(conn, row, today, terms))
        }
    if not wanted:
        raise UserError("选中的维修单都已经有时限，或已经修复，没有要定的。")
    return take_each(desk, REPAIRS, "定时限", wanted)


def lacks_limit(row: Row) -> bool:
    """Whether a repair is open and has no limit."""
    return row["due_on"] is None and row["repaired_on"] is None and row["void"] is None


def graded(row: Row) -> Inputs:
    """The grade of a repair whose grade isn't said: 一般."""
    return {"severity": Stored(ORDINARY)} if row["severity"] is None else {}
