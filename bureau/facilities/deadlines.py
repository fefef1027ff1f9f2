"""The limit of a fault: that of its grade, by the calendar of the crews that mend it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bureau.editing.acts import present, take_each
from bureau.editing.inputs import Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.facilities.ledgers import REPAIRS
from bureau.register.ledgers import CATALOGUE_ITEMS
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.connection import Reader

ORDINARY = 7501
"""Catalogue id of the grade 一般."""
DAY_END = time(23, 59)


def limit_of(conn: Reader, grade: int, start: datetime, today: date) -> datetime | None:
    """When a fault of a grade that was reported at `start` has to be mended; None without a limit.

    Raises UserError where the calendar of a year isn't known yet.
    """
    found = rows.page(conn, CATALOGUE_ITEMS, [grade], today=today)
    value, unit = (found[0]["limit_value"], found[0]["limit_unit"]) if found else (None, None)
    if not isinstance(value, int) or not isinstance(unit, str):
        return None
    return read_settings(conn, today).crew_calendar.deadline(start, value, unit)


def due_inputs(conn: Reader, grade: int, day: date, clock: str | None, today: date) -> Inputs:
    """The limit as a repair keeps it; one reported without a time counts from that day's end."""
    known = clock is not None and len(clock) == 5
    start = datetime.combine(day, time.fromisoformat(clock) if clock and known else DAY_END)
    end = limit_of(conn, grade, start, today)
    if end is None:
        return {}
    clocked = Stored(f"{end:%H:%M}") if known else Stored(None)
    return {"due_on": Stored(end.date().isoformat()), "due_time": clocked}


def set_limits(desk: Desk, records: Collection[int]) -> Edited:
    """定时限: the limit of each repair that has none, by its grade; one without a grade is 一般.

    Raises UserError when none of them lacks a limit.
    """
    wanted: dict[int, Inputs] = {}
    found = present(desk, REPAIRS, records)
    with desk.store.snapshot() as conn:
        for row in found:
            if row["due_on"] is not None or row["repaired_on"] is not None:
                continue
            grade = row["severity"] if isinstance(row["severity"], int) else ORDINARY
            clock = row["reported_time"] if isinstance(row["reported_time"], str) else None
            day = date.fromisoformat(str(row["reported_on"])[:10])
            due = due_inputs(conn, grade, day, clock, desk.today())
            if due:
                wanted[int(str(row["id"]))] = {"severity": Stored(grade), **due}
    if not wanted:
        raise UserError("选中的维修单都已经有时限，或已经修复，没有要定的。")
    return take_each(desk, REPAIRS, "定时限", wanted)
