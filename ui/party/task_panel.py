"""What the details of a task show besides its fields: its light, its periods, the next act, its steps and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.editing.acts import item_title
from bureau.ledger.entry import Names
from bureau.ledger.query import Is, Titled
from bureau.party.figures_periods import task_periods
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.party.task_flow import TASK_FLOW
from bureau.storage.rows import page as rows_of
from bureau.workflow import trail_of
from ui.ledger.moments_below import MomentsBelow
from ui.ledger.next_panel import NextPanel, NextSeen, light_of, say
from ui.ledger.page import LedgerPage
from ui.ledger.steps import step_act
from ui.ledger.timeline import MomentView
from ui.party.tasks import CLOSE_PERIOD, UNIT, next_act

FIRST = 5
"""So many steps are shown at first, the newest."""
DONE, LATE, OPEN = "✓", "‼", "○"
FIRM = "\u00a0"
"""A blank at which no line ends."""


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step in words."""

    said: str
    remark: str


@dataclass(frozen=True, slots=True)
class TaskSeen(NextSeen):
    """A task as the panel shows it."""

    title: str
    periods: str
    problems: int
    steps: tuple[StepSeen, ...]


def see_task(desk: Desk, record: int) -> TaskSeen | None:
    """A task as it is now, None when it is gone."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = rows_of(conn, TASKS, [record], today=today)
        if not found:
            return None
        names, row = desk.store.names(conn), found[0]
        periods = task_periods(conn, [record]).get(record, ())
        steps = trail_of(conn, TASK_FLOW, [record], today)[record].steps
    key = next_act(row)
    act = CLOSE_PERIOD if key == CLOSE_PERIOD.key else None
    if act is None and key:
        act = step_act(TASK_FLOW, TASK_FLOW.step(key), unit=UNIT)
    signs = [
        f"{DONE if one.is_done(today) else LATE if one.is_late(today) else OPEN}{FIRM}{one.title[5:]}"
        for one in periods
    ]
    problems = row["problems_open"]
    return TaskSeen(
        record,
        light_of(TASKS, row, names, row["next_due"]),
        act,
        str(row["title"]),
        in_lines(signs),
        problems if isinstance(problems, int) else 0,
        tuple(step_seen(one, names) for one in reversed(steps)),
    )


def in_lines(signs: Sequence[str]) -> str:
    """Four months a line, two of what is called longer: a sign and its period stay together."""
    beside = 4 if len(signs) > 4 else 2
    lines = (signs[at : at + beside] for at in range(0, len(signs), beside))
    return "\n".join("　".join(line) for line in lines)


def step_seen(step: Mapping[str, object], names: Names) -> StepSeen:
    """One row of the trail in words."""
    item = item_title(step["step"], names)
    percent = f" {step['percent']}%" if step["percent"] is not None else ""
    said = f"{step['at']} {step['by'] or ''} {item}{percent}"
    return StepSeen(said, str(step["remark"] or ""))


def write_step(view: MomentView, step: StepSeen) -> None:
    """One step of a task."""
    view.column.addWidget(view.line(step.said, "faint"))
    if step.remark:
        view.column.addWidget(view.line(step.remark, ""))


class TaskPanel(NextPanel):
    """Light, periods and the next act above the facts; steps below them."""

    name = "task"

    def __init__(self, page: LedgerPage) -> None:
        self.steps = MomentsBelow("办理过程", "步", FIRST)
        super().__init__(page, self.steps)

    def lay_out(self) -> None:
        """Its periods, and what inspections found."""
        self.periods = self.line("periods", "soft")
        self.problems = self.link("problems")
        self.problems.clicked.connect(self._show_problems)

    def read(self, desk: Desk, record: int) -> object:
        """The task in one picture."""
        return see_task(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        super().show(found)
        if isinstance(found, TaskSeen):
            say(self.periods, found.periods)
            open_ones = found.problems
            say(self.problems, f"督查发现的问题还有 {open_ones} 个没有整改" if open_ones else "")
            self.steps.tell(found.steps, write_step)

    def _show_problems(self) -> None:
        if isinstance(self.seen, TaskSeen):
            where = Titled(f"{self.seen.title}的督查", Is("task", self.seen.record))
            self.page.context.news.wanted_list.emit(INSPECTIONS.name, where)
