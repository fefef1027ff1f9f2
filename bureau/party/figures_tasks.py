"""The figures of a year's tasks: how many, how many are done, which are late, what they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf, Titled
from bureau.party.classes import CANCELLED, CLOSED, DONE
from bureau.party.ledgers import TASKS
from bureau.reports.change import fixed

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of tasks, and which they are."""

    count: int
    where: Filter


@dataclass(frozen=True, slots=True)
class ThemeTasks:
    """The tasks of one of the five dimensions."""

    title: str
    all: Counted
    done: Counted


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """The tasks of a year as they stand; those that were given up count in none of these.

    `late` are open though their day is over, `undated` open without any day.
    """

    year: int
    all: Counted
    done: Counted
    open: Counted
    late: Counted
    undated: Counted
    themes: tuple[ThemeTasks, ...]
    frequencies: tuple[tuple[str, Counted], ...]
    weight: int


def task_figures(conn: Reader, names: Names, year: int, as_of: date) -> TaskFigures:
    """The tasks of a year, done and late as of a day."""
    day = as_of.isoformat()
    in_year = Any(
        (
            Is("year", year),
            All((Blank("year"), Between("due_on", f"{year}-01-01", f"{year}-12-31"))),
        )
    )
    everything = All((in_year, Not(Is("state", CANCELLED))))
    # What was closed later was open on that day.
    finished = All(
        (
            OneOf("state", (DONE, CLOSED)),
            Any((Blank("closed_on"), Between("closed_on", None, day))),
        )
    )
    done, still = All((everything, finished)), All((everything, Not(finished)))
    past = Between("due_on", None, (as_of - timedelta(days=1)).isoformat())

    def counted(title: str, where: Filter) -> Counted:
        named = Titled(f"{title}：{year}年", where)
        condition, parameters = named.sql(TASKS)
        found = conn.execute(f"SELECT count(*) FROM party_tasks t WHERE {condition}", parameters)
        return Counted(found.fetchone()[0], named)

    themes = []
    for item in names.items("party-theme"):
        of = counted(f"{item.title}任务", All((everything, Is("theme", item.id))))
        if of.count:
            finished_of = counted(f"{item.title}已完成", All((done, Is("theme", item.id))))
            themes.append(ThemeTasks(item.title, of, finished_of))
    frequencies = [
        (
            item.code or item.title,
            counted(f"{item.title}的任务", All((everything, Is("frequency", item.id)))),
        )
        for item in names.items("frequency")
    ]
    condition, parameters = everything.sql(TASKS)
    weight = conn.execute(
        f"SELECT coalesce(sum(weight), 0) FROM party_tasks t WHERE {condition}", parameters
    ).fetchone()[0]
    return TaskFigures(
        year,
        counted("党建任务", everything),
        counted("已完成任务", done),
        counted("未完成任务", still),
        counted("逾期任务", All((still, past))),
        counted("未完成且没有日期的任务", All((still, Blank("due_on")))),
        tuple(themes),
        tuple((code, of) for code, of in frequencies if of.count),
        weight,
    )


def tasks_document(of: TaskFigures) -> dict[str, object]:
    """The figures ready for JSON; weights as texts of two decimals."""
    return {
        "year": of.year,
        "count": of.all.count,
        "done": of.done.count,
        "open": of.open.count,
        "late": of.late.count,
        "undated": of.undated.count,
        "by_theme": {
            theme.title: {"count": theme.all.count, "done": theme.done.count} for theme in of.themes
        },
        "by_frequency": {code: counted.count for code, counted in of.frequencies},
        "weight": fixed(Fraction(of.weight, 100), 2),
    }
