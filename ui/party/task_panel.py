"""What the details of a task show besides its fields: its light, its periods, the next act, its steps and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.desk import Desk
from bureau.editing.acts import item_title
from bureau.ledger.entry import Names
from bureau.ledger.query import Is, Titled
from bureau.party.figures_periods import task_periods
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.party.task_flow import TASK_FLOW
from bureau.storage.rows import page as rows_of
from bureau.workflow import trail_of
from ui import tokens
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import RecordAct, RecordPanel
from ui.ledger.inputs.base import mark
from ui.ledger.page import LedgerPage
from ui.ledger.steps import step_act
from ui.ledger.timeline import MomentView
from ui.ledger.tones import tone_name
from ui.party.tasks import CLOSE_PERIOD, UNIT, next_act

FIRST = 5
"""So many steps are shown, the newest."""
DONE, LATE, OPEN = "✓", "‼", "○"
FIRM = "\u00a0"
"""A blank at which no line ends."""


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step in words."""

    said: str
    remark: str


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A task as the panel shows it."""

    record: int
    title: str
    light: str
    tone: str
    periods: str
    problems: int
    next: RecordAct | None
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
    field = TASKS.by_key["light"]
    known = row["light"] if isinstance(row["light"], int) else None
    light = field.type.show(known, names)
    if light and row["next_due"]:
        light += f"：{row['next_due']} 到期"
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
        str(row["title"]),
        light,
        tone_name(field, known),
        in_lines(signs),
        problems if isinstance(problems, int) else 0,
        act,
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


class TaskPanel(RecordPanel):
    """Light, periods and the next act above the facts; steps below them."""

    def __init__(self, page: LedgerPage) -> None:
        self.page = page
        self.seen: TaskSeen | None = None
        self.head, self.tail = QWidget(), QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        self.light, self.periods = QLabel(self.head), QLabel(self.head)
        for label, name in ((self.light, "task-light"), (self.periods, "task-periods")):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        self.periods.setProperty("role", "soft")
        self.problems = QPushButton(self.head)
        self.problems.setObjectName("task-problems")
        self.problems.setProperty("role", "link")
        self.problems.clicked.connect(self._show_problems)
        column.addWidget(self.problems, 0, Qt.AlignmentFlag.AlignLeft)
        self.next_button = QPushButton(self.head)
        self.next_button.setObjectName("task-next")
        self.next_button.setProperty("role", "main")
        self.next_button.clicked.connect(self._take_next)
        column.addWidget(self.next_button)
        self.steps = QVBoxLayout(self.tail)
        self.steps.setContentsMargins(0, 0, 0, 0)
        self.steps.setSpacing(0)

    def read(self, desk: Desk, record: int) -> object:
        """The task in one picture."""
        return see_task(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        self.seen = found if isinstance(found, TaskSeen) else None
        seen = self.seen
        if seen is None:
            return
        self.light.setText(seen.light)
        self.light.setVisible(bool(seen.light))
        mark(self.light, "role", seen.tone if seen.tone in ("danger", "warning") else "soft")
        self.periods.setText(seen.periods)
        self.periods.setVisible(bool(seen.periods))
        self.problems.setText(f"督查发现的问题还有 {seen.problems} 个没有整改")
        self.problems.setVisible(bool(seen.problems))
        self.next_button.setVisible(seen.next is not None)
        self.next_button.setText(f"{seen.next.title}…" if seen.next is not None else "")
        self.next_button.setEnabled(self.page.context.writable)
        self._show_steps(seen)

    def _show_steps(self, seen: TaskSeen) -> None:
        while self.steps.count():
            old = self.steps.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if seen.steps:
            head = QLabel("办理过程", self.tail)
            head.setProperty("role", "heading")
            self.steps.addWidget(head)
        shown = seen.steps[:FIRST]
        for place, step in enumerate(shown):
            view = MomentView(last=place == len(shown) - 1, parent=self.tail)
            view.column.addWidget(view.line(step.said, "faint"))
            if step.remark:
                view.column.addWidget(view.line(step.remark, ""))
            self.steps.addWidget(view)
        self.tail.setVisible(bool(seen.steps))

    def _take_next(self) -> None:
        if self.seen is not None and self.seen.next is not None:
            open_act(self.page, self.seen.next, [self.seen.record])

    def _show_problems(self) -> None:
        if self.seen is not None:
            where = Titled(f"{self.seen.title}的督查", Is("task", self.seen.record))
            self.page.context.news.wanted_list.emit(INSPECTIONS.name, where)
