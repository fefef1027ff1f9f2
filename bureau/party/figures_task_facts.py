"""The tasks of a year as they stand on a day: what every figure, page and paper of them is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import Filter, Ids, Titled
from bureau.ledger.words import split_words
from bureau.party.classes import CANCELLED, CLOSED, DEPLOYED, DONE
from bureau.party.figures_task_due import (
    REPEATS,
    light,
    next_due,
    periods_all,
    periods_done,
    periods_due,
    periods_late,
    problems_found,
    problems_open,
)

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

GREEN, YELLOW, RED = 1, 2, 3
LIGHT_SIGNS: Final = {GREEN: "○ 绿", YELLOW: "△ 黄", RED: "▲ 红"}


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One task on a day.

    `done`: completed or closed by that day; `late`: still open though its next day is over.
    Periods and problems are numbers of that day; a weight or points of None isn't given.
    """

    id: int
    title: str
    theme: int | None
    kind: int | None
    leader: str
    unit: int | None
    person: str
    stage: int
    state: int | None
    done: bool
    light: int | None
    next_due: date | None
    percent: int | None
    weight: int | None
    self_points: int | None
    points: int | None
    periods: int
    periods_due: int
    periods_done: int
    periods_late: int
    problems: int
    problems_open: int

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return not self.done

    @property
    def late(self) -> bool:
        """Whether its day, or that of its earliest open period or stage, is over."""
        return self.light == RED

    @property
    def leaders(self) -> tuple[str, ...]:
        """Everybody named as leader."""
        return tuple(split_words(self.leader))

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody named as person in charge."""
        return tuple(split_words(self.person))


@dataclass(frozen=True, slots=True)
class Tasks:
    """Some tasks and how they stand together: one definition wherever tasks are counted."""

    of: tuple[TaskFact, ...]

    @property
    def done(self) -> Tasks:
        """Those that are done."""
        return Tasks(tuple(one for one in self.of if one.done))

    @property
    def open(self) -> Tasks:
        """Those that are not."""
        return Tasks(tuple(one for one in self.of if one.open))

    @property
    def late(self) -> Tasks:
        """红灯."""
        return Tasks(tuple(one for one in self.of if one.light == RED))

    @property
    def near(self) -> Tasks:
        """黄灯."""
        return Tasks(tuple(one for one in self.of if one.light == YELLOW))

    @property
    def unweighted(self) -> Tasks:
        """Those without a weight."""
        return Tasks(tuple(one for one in self.of if not one.weight))

    @property
    def judged(self) -> Tasks:
        """Those with points of the panel."""
        return Tasks(tuple(one for one in self.of if one.points is not None))

    @property
    def self_judged(self) -> Tasks:
        """Those with points of their own."""
        return Tasks(tuple(one for one in self.of if one.self_points is not None))

    @property
    def weight(self) -> int:
        """Their weight, in hundredths."""
        return sum(one.weight or 0 for one in self.of)

    @property
    def self_points(self) -> int:
        """Their own points, in hundredths."""
        return sum(one.self_points or 0 for one in self.of)

    @property
    def points(self) -> int:
        """The panel's points, in hundredths."""
        return sum(one.points or 0 for one in self.of)

    def __len__(self) -> int:
        return len(self.of)

    def titled(self, title: str) -> Filter:
        """The filter that finds them, under a name."""
        return Titled(title, Ids(tuple(one.id for one in self.of)))


def task_facts(conn: Reader, year: int, as_of: date) -> Tasks:
    """The tasks of a year by theme in the order of their ledger; those given up are none."""
    day = f"'{as_of.isoformat()}'"
    # It was done on the day that 销号 was applied for, whether it was closed since or not.
    finished = (
        f"(coalesce(t.state, 0) IN ({DONE}, {CLOSED})"
        f" AND coalesce(min(t.applied_on, t.closed_on), t.applied_on, t.closed_on, {day}) <= {day})"
    )

    def of_repeating(number: str) -> str:
        return f"CASE WHEN {REPEATS} THEN {number} ELSE 0 END"

    rows = conn.execute(
        f"""
        SELECT t.id, t.title, t.theme, t.kind, t.leader, t.unit, t.person, t.stage, t.state,
            {finished} AS done, {light(finished, day)} AS light, {next_due(day)} AS next_due,
            t.percent, t.weight, t.self_points, t.points,
            {of_repeating(periods_all())} AS periods,
            {of_repeating(periods_due(day))} AS periods_due,
            {of_repeating(periods_done(day))} AS periods_done,
            {of_repeating(periods_late(day))} AS periods_late,
            {problems_found(day)} AS problems,
            {problems_open(day)} AS problems_open
        FROM party_tasks t
        LEFT JOIN catalogue_items c ON c.id = t.theme
        WHERE coalesce(t.state, 0) <> {CANCELLED}
            AND (t.year = :year OR t.year IS NULL
                AND t.due_on BETWEEN :year || '-01-01' AND :year || '-12-31')
        ORDER BY c.position NULLS LAST, t.id
        """,
        {"year": year},
    )
    return Tasks(tuple(fact_of(row) for row in rows))


def fact_of(row: Sequence[object]) -> TaskFact:
    """One row of the query above, in its order."""
    (record, title, theme, kind, leader, unit, person, stage, state, done, lit, due, *numbers) = row
    percent, weight, own, points, *counts = (number_of(one) for one in numbers)
    return TaskFact(
        int(str(record)),
        str(title),
        number_of(theme),
        number_of(kind),
        str(leader or ""),
        number_of(unit),
        str(person or ""),
        number_of(stage) or DEPLOYED,
        number_of(state),
        bool(done),
        number_of(lit),
        date.fromisoformat(str(due)) if due is not None else None,
        percent,
        weight,
        own,
        points,
        *(count or 0 for count in counts),
    )


def number_of(value: object) -> int | None:
    """A stored number."""
    return value if isinstance(value, int) else None


def by_words(words: Iterable[tuple[TaskFact, Iterable[str]]]) -> dict[str, Tasks]:
    """Tasks by each of the words that each of them has, in order of first mention."""
    found: dict[str, list[TaskFact]] = {}
    for one, said in words:
        for word in dict.fromkeys(said):
            found.setdefault(word, []).append(one)
    return {word: Tasks(tuple(of)) for word, of in found.items()}
