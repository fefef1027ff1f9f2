"""The sample county's party-building tasks of a year: how far they are, their periods, steps, inspections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bureau.demo.county import County
from bureau.demo.entered import MOMENT, Row
from bureau.demo.people import Chance
from bureau.demo.scenery import read, table
from bureau.ledger.deadline_types import FREQUENCY
from bureau.ledger.lenient.deadlines import parse_deadline
from bureau.party.classes import (
    CLOSED,
    DEPLOYED,
    DONE,
    HALF_YEAR,
    HALF_YEAR_CHECK,
    HALF_YEARLY,
    MONTHLY,
    NOT_BEGUN,
    QUARTERLY,
    RUNNING,
)
from bureau.party.figures_periods import period_title

if TYPE_CHECKING:
    from bureau.storage.names import StoredNames

PROGRESS, APPLY, CLOSE, HALF = 9501, 9502, 9503, 9507
PERIODS = {MONTHLY: 12, QUARTERLY: 4, HALF_YEARLY: 2}
HUNDRED = 100
SHORT_OF, EVERY = 50, 3
"""Hundredths of a point that the panel takes off every third task that is closed."""
HALF_YEAR_ON = (7, 6)
"""Month and day of the half-year inspection."""
OPENED = (1, 20)
"""Month and day on which the year's list is issued."""
FORGOTTEN = "规范“三会一课”"
"""The repeating task of which the last but one of the periods that are over wasn't closed."""
INSPECTED = (3, 9, 15, 18)
"""Places in the list of the tasks in which the half-year inspection found something."""
CLOSED_AFTER = timedelta(days=4)


def points_of(weight: int, number: int) -> Row:
    """What a task that is closed gives itself, and what the panel gives it."""
    return {
        "self_points": weight,
        "points": weight - (SHORT_OF if number % EVERY == 0 else 0),
    }


@dataclass(slots=True)
class Task:
    """One task with what became of it."""

    title: str
    values: Row
    due: date | None
    frequency: int
    steps: list[Row] = field(default_factory=list)
    id: int = 0

    @property
    def count(self) -> int:
        """How many periods its year has, 0 where it doesn't repeat."""
        return PERIODS.get(self.frequency, 0)

    def ends(self, number: int) -> date:
        """The last day of a period."""
        year = int(str(self.values["year"]))
        month = 12 // self.count * number
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


class Tasks:
    """Makes them as they stand after the last day shown."""

    def __init__(self, county: County, names: StoredNames, last: date, chance: Chance) -> None:
        self.county = county
        self.names = names
        self.last = last
        self.year = last.year
        self.chance = chance
        self.words = read("party")
        self.leaders = [person.name for person in county.people["局领导"]]
        self.clerk = county.people["办公室"][0].name

    def made(self) -> list[Task]:
        """All tasks in the order of the list; of those that are due the last isn't done."""
        tasks = [self.task(entry) for entry in table(self.words, "tasks")]
        past = [task for task in tasks if task.due and not task.count and task.due < self.last]
        late = max(past, key=lambda task: task.due or self.last, default=None)
        for number, task in enumerate(tasks, start=1):
            self.settle(task, number, is_late=task is late)
        return tasks

    def task(self, entry: dict[str, Any]) -> Task:
        """One task as it was handed out."""
        limit = parse_deadline(entry["due"], today=None, year=self.year)
        item = self.names.item(FREQUENCY, limit.frequency)
        assert item is not None
        people = self.county.people[entry["unit"]]
        values: Row = {
            "year": self.year,
            "theme": entry["theme"],
            "kind": entry["kind"],
            "title": entry["title"],
            "measures": entry["measures"],
            "goal": f"{entry['title']}落到实处，有记录、有佐证",
            "leader": self.leaders[entry["weight"] % len(self.leaders)],
            "unit": self.county.units[entry["unit"]],
            "person": people[0].name,
            "frequency": item.id,
            "due_on": limit.due.isoformat() if limit.due else None,
            "limit_words": entry["due"],
            "weight": entry["weight"] * HUNDRED,
            "stage": DEPLOYED,
            "state": NOT_BEGUN,
            "starts_on": date(self.year, *OPENED).isoformat(),
        }
        return Task(entry["title"], values, limit.due, item.id)

    def settle(self, task: Task, number: int, *, is_late: bool) -> None:
        """Takes a task through the year up to the last day."""
        begun = date(self.year, *OPENED) + timedelta(days=20 + number)
        self.step(
            task, PROGRESS, begun, 20, RUNNING, self.chance.choice(self.words["tasks"]["progress"])
        )
        inspected = date(self.year, *HALF_YEAR_ON)
        done_on = None if task.due is None else task.due - timedelta(days=3 + number % 9)
        once = done_on is not None and not task.count and not is_late
        if once and done_on is not None and done_on < inspected:
            self.close(task, number, done_on)
        if inspected <= self.last:
            said = self.chance.choice(self.words["tasks"]["progress"])
            self.step(task, HALF, inspected, task.values.get("percent"), None, said)
            if task.values["stage"] == DEPLOYED and "percent" in task.values:
                task.values |= {"stage": HALF_YEAR, "half_words": said}
        if once and done_on is not None and done_on >= inspected:
            self.close(task, number, done_on)
        if task.count:
            task.values["percent"] = HUNDRED * len(self.closed(task)) // task.count
        elif task.values["state"] == RUNNING:
            task.values["percent"] = min(90, 10 * self.last.month)

    def close(self, task: Task, number: int, done_on: date) -> None:
        """申请销号 and, some days later, 销号."""
        evidence = self.words["tasks"]["evidence"].format(number=number)
        closed = done_on + CLOSED_AFTER
        if done_on > self.last:
            return
        said = {"evidence": evidence, "applied_on": done_on.isoformat()}
        task.values |= said | {"applied_by": task.values["person"]}
        self.step(task, APPLY, done_on, HUNDRED, DONE, None)
        if closed <= self.last:
            task.values |= {"closed_on": closed.isoformat(), "closed_by": self.clerk}
            task.values |= points_of(int(str(task.values["weight"])), number)
            self.step(task, CLOSE, closed, HUNDRED, CLOSED, None)

    def step(
        self, task: Task, item: int, day: date, percent: object, after: int | None, said: str | None
    ) -> None:
        """One step, if it lies within the time shown; `after` None leaves the state as it is."""
        if day > self.last:
            return
        at = datetime.combine(day, time(9 + item % 7, self.chance.randrange(60)))
        before = task.values["state"]
        if after is not None:
            task.values["state"] = after
        if percent is not None:
            task.values["percent"] = percent
        if item == PROGRESS:
            task.values["progress"] = said
        task.steps.append(
            {
                "step": item,
                "at": f"{at:{MOMENT}}",
                "by": task.values["person"] if item in (PROGRESS, APPLY) else self.clerk,
                "percent": percent,
                "state_before": before,
                "state_after": task.values["state"],
                "remark": said,
            }
        )

    # -- beside them -----------------------------------------------------------------------------

    def closed(self, task: Task) -> list[int]:
        """The periods of a task that are over, but for the one forgotten."""
        over = [number for number in range(1, task.count + 1) if task.ends(number) <= self.last]
        return over[:-2] + over[-1:] if task.title == FORGOTTEN else over

    def periods(self, tasks: list[Task]) -> Iterator[Row]:
        """The periods of repeating tasks that are over, closed but for the one forgotten."""
        for task in tasks:
            for number in self.closed(task):
                due = task.ends(number)
                done = due - timedelta(days=self.chance.randint(1, 9))
                yield {
                    "task": task.id,
                    "title": period_title(task.frequency, self.year, number),
                    "frequency": task.frequency,
                    "number": number,
                    "due_on": due.isoformat(),
                    "progress": "已完成",
                    "evidence": self.words["tasks"]["evidence"].format(
                        number=f"{number}-{task.id % 97}"
                    ),
                    "done_on": done.isoformat(),
                    "done_by": task.values["person"],
                }

    def inspections(self, tasks: list[Task]) -> Iterator[Row]:
        """What the half-year inspection found; the last of it isn't put right in time."""
        inspected = date(self.year, *HALF_YEAR_ON)
        if inspected > self.last:
            return
        for place, (problem, demand, result) in zip(
            INSPECTED, self.words["tasks"]["problems"], strict=True
        ):
            due = inspected + timedelta(days=15)
            righted = inspected + timedelta(days=self.chance.randint(6, 14))
            done = place != INSPECTED[-1] and righted <= self.last
            yield {
                "task": tasks[place].id,
                "inspected_on": inspected.isoformat(),
                "kind": HALF_YEAR_CHECK,
                "inspector": self.leaders[1],
                "opinion": "总体按计划推进",
                "problem": problem,
                "demand": demand,
                "person": tasks[place].values["person"],
                "due_on": due.isoformat(),
                "righted_on": righted.isoformat() if done else None,
                "result": result if done else None,
            }
