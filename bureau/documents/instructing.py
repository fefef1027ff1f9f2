"""The way of an instruction: 交办 → 报进展 → 反馈 → 办结, with 延期 and 退回."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from bureau.documents.ledgers import INSTRUCTION_STEPS, INSTRUCTIONS
from bureau.documents.states import ANSWERED, DONE, RUNNING, TO_ASSIGN
from bureau.editing.inputs import Input, Stored
from bureau.settings.declared import INSTRUCTION_DAYS
from bureau.settings.reading import read_settings
from bureau.workflow import BACK, STAYS, Follow, Question, Step, Workflow

if TYPE_CHECKING:
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

REMARK: Final = Question(key="remark", title="说明")
PAPERS: Final = Question(key="photos", title="材料", adds="photos")
ACTOR_LIMIT: Final = 32


def said_by_whom(key: str) -> Callable[[Taking, Row], Follow]:
    """Who says it is who sits at the desk, unless another is named."""

    def follows(taking: Taking, row: Row) -> Follow:
        del row
        return Follow({key: Stored(taking.desk.actor[:ACTOR_LIMIT])})

    return follows


def later_limit(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """延期: to a later day than the limit now."""
    del taking
    before, after = row["due_on"], values["due_on"]
    if before is not None and after is not None and str(after) <= str(before):
        return "due_on", f"时限已经是 {before}，请填比它晚的日期"
    return None


def assigned(taking: Taking, row: Row) -> Follow:
    """交办: from the day on, and until the bureau's usual limit in working days where none is named."""
    inputs: dict[str, Input] = {"assigned_on": Stored(taking.at.date().isoformat())}
    if row["due_on"] is not None or "due_on" in taking.answers:
        return Follow(inputs)
    settings = read_settings(taking.op.conn, taking.desk.today())
    days = settings.value(INSTRUCTION_DAYS)
    start = datetime.combine(taking.at.date(), time())
    due = settings.office_calendar.add_working_days(start, days).date()
    inputs["due_on"] = Stored(due.isoformat())
    return Follow(inputs, (f"时限 {due.isoformat()}（{days} 个工作日）",))


INSTRUCTION_FLOW: Final = Workflow(
    ledger=INSTRUCTIONS,
    trail=INSTRUCTION_STEPS,
    state="state",
    owner="instruction",
    initial=TO_ASSIGN,
    steps=(
        Step(
            key="assign",
            title="交办",
            item=9976,
            from_states=(TO_ASSIGN, RUNNING),
            to=RUNNING,
            asks=(
                Question(key="unit", when_blank=True),
                Question(key="person", noted="person"),
                Question(
                    key="due_on",
                    noted="until",
                    hint="空着就按系统设置里的批示件办理期限；可以写 5个工作日",
                ),
                REMARK,
            ),
            follows=assigned,
        ),
        Step(
            key="progress",
            title="报进展",
            item=9977,
            from_states=(TO_ASSIGN, RUNNING),
            to=RUNNING,
            asks=(Question(key="progress", required=True, noted="remark"), PAPERS),
        ),
        Step(
            key="extend",
            title="延期",
            item=9979,
            from_states=(TO_ASSIGN, RUNNING),
            to=STAYS,
            asks=(
                Question(key="due_on", required=True, noted="until"),
                Question(key="remark", title="延期理由", required=True),
            ),
            check=later_limit,
        ),
        Step(
            key="answer",
            title="反馈",
            item=9977,
            from_states=(TO_ASSIGN, RUNNING),
            to=ANSWERED,
            asks=(
                Question(key="feedback", required=True, noted="remark"),
                Question(key="feedback_on", default="today"),
                PAPERS,
            ),
            hint="把办理结果报给批示领导",
        ),
        Step(
            key="finish",
            title="办结",
            item=9978,
            from_states=(TO_ASSIGN, RUNNING, ANSWERED),
            to=DONE,
            asks=(
                Question(key="done_on", default="today"),
                Question(key="feedback", when_blank=True, noted="remark"),
                PAPERS,
            ),
        ),
        Step(
            key="back",
            title="退回",
            item=9972,
            from_states=(RUNNING, ANSWERED, DONE),
            to=BACK,
            fallback=TO_ASSIGN,
            asks=(Question(key="remark", title="退回理由", required=True),),
        ),
    ),
    leaving={DONE: ("done_on",)},
)
NEXT_STEPS: Final = {TO_ASSIGN: "assign", RUNNING: "answer", ANSWERED: "finish"}
"""The step that usually comes next, by state."""
