"""The periods of repeating tasks as they stand on a day: which there are, closed, due or late."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import QUARTERS
from bureau.party.classes import HALF_YEARLY, MONTHLY, QUARTERLY
from bureau.party.figures_task_due import NUMBERS, PERIOD_BEGIN, PERIOD_END, REPEATS, REQUIRED, YEAR

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

PERIODS: Final = f"""
    SELECT t.id AS task, {YEAR} AS year, t.frequency, k.value AS number,
        max({PERIOD_BEGIN}, coalesce(t.starts_on, '')) AS first, {PERIOD_END} AS due,
        p.id AS record, p.done_on, p.evidence, p.progress, p.photos
    FROM party_tasks t
    JOIN {NUMBERS}
    LEFT JOIN party_task_periods p
        ON p.task = t.id AND p.frequency = t.frequency AND p.number = k.value
    WHERE t.id IN (SELECT value FROM json_each(?)) AND {REPEATS} AND {REQUIRED}
    ORDER BY t.id, k.value
"""
HALVES: Final = "上下"


@dataclass(frozen=True, slots=True)
class TaskPeriod:
    """One period of a task; `record` is its own record once something was noted of it."""

    task: int
    frequency: int
    number: int
    title: str
    first: date
    due: date
    record: int | None
    done_on: date | None
    said: str
    photos: bool

    def is_done(self, day: date) -> bool:
        """Whether it is closed by a day."""
        return self.done_on is not None and self.done_on <= day

    def is_late(self, day: date) -> bool:
        """Whether it is over on a day and wasn't closed."""
        return self.due < day and not self.is_done(day)


def task_periods(conn: Reader, tasks: Collection[int]) -> dict[int, tuple[TaskPeriod, ...]]:
    """The periods of those of these tasks that repeat, in order."""
    found: dict[int, list[TaskPeriod]] = {}
    for row in conn.execute(PERIODS, (json.dumps(list(tasks)),)):
        found.setdefault(row["task"], []).append(
            TaskPeriod(
                row["task"],
                row["frequency"],
                row["number"],
                period_title(row["frequency"], int(row["year"]), row["number"]),
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["due"]),
                row["record"],
                date.fromisoformat(row["done_on"]) if row["done_on"] else None,
                "；".join(text for text in (row["progress"], row["evidence"]) if text),
                bool(row["photos"]),
            )
        )
    return {task: tuple(periods) for task, periods in found.items()}


def period_title(frequency: int, year: int, number: int) -> str:
    """2026年3月, 2026年第一季度, 2026年上半年."""
    if frequency == QUARTERLY:
        return f"{year}年第{QUARTERS[number - 1]}季度"
    if frequency == HALF_YEARLY:
        return f"{year}年{HALVES[number - 1]}半年"
    assert frequency == MONTHLY, frequency
    return f"{year}年{number}月"
