"""责任链: 党组, 主要负责人, 分管领导, 股室, 责任人, each with the tasks that it answers for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import Blank, Not
from bureau.ledger.words import split_words
from bureau.party.figures_task_facts import TaskFact, Tasks, by_words
from bureau.party.task_scores import NO_PERSON, NO_UNIT, grouped
from bureau.register.ledgers import UNITS
from bureau.settings.declared import HEAD, PARTY_HEAD
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from datetime import date

    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

PARTY_GROUP, HEAD_LEVEL, LEADER, UNIT, PERSON = range(5)
LEVELS: Final = ("党组", "主要负责人", "分管领导", "股室", "责任人")
NO_HEAD, NO_LEADER = "未填（在单位设置里填）", "未明确分管领导"


@dataclass(frozen=True, slots=True)
class Duty:
    """One link of the chain: who it is, on which level, and the tasks."""

    level: int
    title: str
    tasks: Tasks


@dataclass(frozen=True, slots=True)
class Chain:
    """Who leads: the head of the bureau, and the leader of each section that has one."""

    head: str
    leaders: Mapping[int, str]

    @classmethod
    def read(cls, conn: Reader, today: date) -> Chain:
        """As the settings and the register of sections have it."""
        settings = read_settings(conn, today)
        wanted = rows.ids(conn, UNITS, Not(Blank("leader")), today=today)
        return cls(
            settings.value(PARTY_HEAD) or settings.value(HEAD),
            {
                int(str(row["id"])): str(row["leader"])
                for row in rows.page(conn, UNITS, wanted, today=today)
            },
        )

    def leaders_of(self, task: TaskFact) -> tuple[str, ...]:
        """Who leads a task: as it says itself, else the leader of its section."""
        if task.leaders:
            return task.leaders
        of_unit = self.leaders.get(task.unit) if task.unit is not None else None
        return tuple(split_words(of_unit)) if of_unit else (NO_LEADER,)


def chain_of(tasks: Tasks, chain: Chain, names: Names) -> tuple[Duty, ...]:
    """The links from the top down, each above those that belong to it.

    A task with several leaders or persons stands below each of them.
    """
    found = [
        Duty(PARTY_GROUP, "局党组", tasks),
        Duty(HEAD_LEVEL, chain.head or NO_HEAD, tasks),
    ]
    by_leader = by_words((one, chain.leaders_of(one)) for one in tasks.of)
    for leader, led in last_of(by_leader, NO_LEADER):
        found.append(Duty(LEADER, leader, led))
        by_unit = {
            names.label("units", unit) if unit is not None else NO_UNIT: Tasks(ones)
            for unit, ones in grouped(led.of, lambda one: one.unit).items()
        }
        for unit, held in last_of(by_unit, NO_UNIT):
            found.append(Duty(UNIT, unit, held))
            by_person = by_words((one, one.persons or (NO_PERSON,)) for one in held.of)
            found += [Duty(PERSON, name, own) for name, own in last_of(by_person, NO_PERSON)]
    return tuple(found)


def last_of(lines: Mapping[str, Tasks], last: str) -> list[tuple[str, Tasks]]:
    """As they come, what isn't filled in at the end."""
    return sorted(lines.items(), key=lambda line: line[0] == last)
