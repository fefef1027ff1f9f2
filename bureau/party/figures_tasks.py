"""The figures of a year's tasks: how many, how many are done, which are late, what they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf, Titled
from bureau.party.classes import CANCELLED, CLOSED, DONE, ONCE
from bureau.party.figures_task_facts import Tasks, task_facts
from bureau.party.ledgers import TASKS
from bureau.reports.change import fixed
from bureau.settings.declared import PARTY_FULL
from bureau.settings.reading import read_settings

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

    `late` are open though their day, or that of their earliest open period or stage, is over;
    `near` are those that are due soon. `undated` are open, done once and without any day.
    `stand` are the tasks themselves.
    """

    year: int
    all: Counted
    done: Counted
    open: Counted
    late: Counted
    near: Counted
    undated: Counted
    cancelled: Counted
    themes: tuple[ThemeTasks, ...]
    frequencies: tuple[tuple[str, Counted], ...]
    weight: int
    full: int
    stand: Tasks

    @property
    def lacking(self) -> int:
        """What the weights lack of full marks, in hundredths; negative for too much."""
        return self.full - self.weight


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
    # What was applied for or closed later was open on that day.
    finished = All(
        (
            OneOf("state", (DONE, CLOSED)),
            Any(
                (
                    All((Blank("applied_on"), Blank("closed_on"))),
                    Between("applied_on", None, day),
                    Between("closed_on", None, day),
                )
            ),
        )
    )
    done, still = All((everything, finished)), All((everything, Not(finished)))
    stand = task_facts(conn, year, as_of)

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
    once = Any((Blank("frequency"), Is("frequency", ONCE)))
    return TaskFigures(
        year,
        counted("党建任务", everything),
        counted("已完成任务", done),
        counted("未完成任务", still),
        standing("逾期任务", year, stand.late),
        standing("临近到期任务", year, stand.near),
        counted("未完成且没有日期的任务", All((still, Blank("due_on"), once))),
        counted("取消的任务", All((in_year, Is("state", CANCELLED)))),
        tuple(themes),
        tuple((code, of) for code, of in frequencies if of.count),
        stand.weight,
        100 * read_settings(conn, as_of).value(PARTY_FULL),
        stand,
    )


def standing(title: str, year: int, tasks: Tasks) -> Counted:
    """Tasks that stand in some way, and the filter that finds them."""
    return Counted(len(tasks), tasks.titled(f"{title}：{year}年"))


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
        "weight": points_text(of.weight),
        "near": of.near.count,
        "cancelled": of.cancelled.count,
        "weights": {
            "full": points_text(of.full),
            "lacking": points_text(of.lacking),
            "unweighted": len(of.stand.unweighted),
        },
        "periods": {
            "due": sum(one.periods_due for one in of.stand.of),
            "done": sum(one.periods_done for one in of.stand.of),
            "late": sum(one.periods_late for one in of.stand.of),
        },
        "problems": {
            "found": sum(one.problems for one in of.stand.of),
            "open": sum(one.problems_open for one in of.stand.of),
        },
        "points": {
            "judged": len(of.stand.judged),
            "judged_weight": points_text(of.stand.judged.weight),
            "self": points_text(of.stand.self_points),
            "panel": points_text(of.stand.points),
        },
    }


def points_text(hundredths: int) -> str:
    """Weights and points with two decimals."""
    return fixed(Fraction(hundredths, 100), 2)
