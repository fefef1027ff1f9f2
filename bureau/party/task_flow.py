"""The way of a task: 报进展, 申请销号, 销号, 退回, 取消, and the two later stages of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Stored
from bureau.ledger.declaration import Field
from bureau.ledger.types import LongText, Text
from bureau.party.classes import (
    CANCELLED,
    CLOSED,
    DEPLOYED,
    DONE,
    HALF_YEAR,
    HALF_YEAR_CHECK,
    NOT_BEGUN,
    RUNNING,
    YEAR_END,
    YEAR_END_CHECK,
)
from bureau.party.ledgers import INSPECTIONS, TASK_STEPS, TASKS
from bureau.workflow import BACK, STAYS, Follow, Question, Step, Workflow

if TYPE_CHECKING:
    from bureau.ledger.entry import Value
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

STARTED: Final = (NOT_BEGUN, RUNNING)
KEPT: Final = (NOT_BEGUN, RUNNING, DONE, CLOSED)
NEXT_STAGE: Final[Mapping[int, str]] = {DEPLOYED: "half-year", HALF_YEAR: "year-end"}
"""The step that leads a task on to the next stage, by the present one."""

PHOTOS = Question(key="photos", title="照片", adds="photos")
EVIDENCE = Question(key="evidence", hint="材料的名称和存放处；也可以只添加照片")
REMARK = Question(key="remark", title="说明")
INSPECTOR = Question(
    key="inspector", field=Field(key="inspector", title="督查人", type=Text(limit=64))
)
PROBLEM = Question(key="problem", field=Field(key="problem", title="发现问题", type=LongText()))
DEMAND = Question(key="demand", field=Field(key="demand", title="整改要求", type=LongText()))
FINDING = (
    INSPECTOR,
    PROBLEM,
    DEMAND,
    Question(key="due_on", field=INSPECTIONS.by_key["due_on"]),
)


def periods_are_done(row: Row) -> str:
    """A task that repeats isn't finished before its periods are."""
    still = row.get("periods_open")
    return f"还有 {still} 期没有完成" if isinstance(still, int) and still else ""


def stays_open(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """Words that say it is done belong to 申请销号: they would close a task without evidence."""
    del row
    said = values.get("progress")
    item = taking.reader.names.item("party-task-state", said) if isinstance(said, str) else None
    if item is not None and item.id in (DONE, CLOSED, CANCELLED):
        return "progress", f"“{said}”不是进展：做完了请用“申请销号”，不再做请用“取消任务”"
    return None


def is_evident(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """Evidence in words or photos."""
    del taking, row
    if values.get("evidence") is None and values.get("photos") is None:
        return "evidence", "要有佐证材料：写明名称和存放处，或添加照片"
    return None


def applies(taking: Taking, row: Row) -> Follow:
    """Who applies is who sits at the desk, unless another is named."""
    del row
    return Follow({"applied_by": Stored(taking.desk.actor[:32])})


def closes(taking: Taking, row: Row) -> Follow:
    """Who closes is who sits at the desk, unless another is named."""
    del row
    return Follow({"closed_by": Stored(taking.desk.actor[:32])})


def before_half_year(row: Row) -> str:
    """Only what was deployed comes to the half-year inspection."""
    return "" if row["stage"] in (None, DEPLOYED) else "已经过了半年督查"


def before_year_end(row: Row) -> str:
    """A task is assessed once a year."""
    return "" if row["stage"] != YEAR_END else "已经在年终考核阶段"


def finds(kind: int) -> Callable[[Taking, Row, Row], None]:
    """What puts a problem found at a stage on the list of problems."""

    def note(taking: Taking, row: Row, values: Row) -> None:
        del values
        if taking.own.get("problem") is None:
            return
        finding: dict[str, Input] = {
            "task": Stored(int(str(row["id"]))),
            "inspected_on": Stored(taking.at.date().isoformat()),
            "kind": Stored(kind),
        }
        for key in ("inspector", "problem", "demand", "due_on"):
            value: Value = taking.own.get(key)  # type: ignore[assignment]
            if value is not None:
                finding[key] = Stored(value)
        add_all(taking.op, taking.desk, INSPECTIONS, [finding], {})

    return note


TASK_FLOW: Final = Workflow(
    ledger=TASKS,
    trail=TASK_STEPS,
    state="state",
    owner="task",
    initial=NOT_BEGUN,
    steps=(
        Step(
            key="progress",
            title="报进展",
            item=9501,
            from_states=STARTED,
            to=RUNNING,
            asks=(
                Question(key="percent", noted="percent"),
                Question(key="progress", required=True, noted="remark"),
                PHOTOS,
            ),
            hint="进度写百分数；每报一次都留在“任务办理过程”里",
            check=stays_open,
        ),
        Step(
            key="apply",
            title="申请销号",
            item=9502,
            from_states=STARTED,
            to=DONE,
            asks=(
                EVIDENCE,
                Question(key="applied_on", default="today"),
                Question(key="applied_by", hint="空着就是登录的人"),
                REMARK,
                PHOTOS,
            ),
            sets={"percent": 100},
            hint="任务做完了，交佐证材料，等督查的人销号",
            fits=periods_are_done,
            follows=applies,
            check=is_evident,
        ),
        Step(
            key="close",
            title="销号",
            item=9503,
            from_states=(NOT_BEGUN, RUNNING, DONE),
            to=CLOSED,
            asks=(
                EVIDENCE,
                Question(key="closed_on", default="today"),
                Question(key="closed_by", hint="空着就是登录的人"),
                REMARK,
                PHOTOS,
            ),
            sets={"percent": 100},
            fits=periods_are_done,
            follows=closes,
            check=is_evident,
        ),
        Step(
            key="half-year",
            title="半年督查",
            item=9507,
            from_states=KEPT,
            to=STAYS,
            asks=(
                Question(key="percent", noted="percent"),
                Question(key="half_words", required=True, noted="remark"),
                Question(key="inspected"),
                *FINDING,
            ),
            sets={"stage": HALF_YEAR},
            hint="转到“半年督查”阶段；发现的问题记进督查问题清单",
            fits=before_half_year,
            after=finds(HALF_YEAR_CHECK),
        ),
        Step(
            key="year-end",
            title="年终考核",
            item=9508,
            from_states=KEPT,
            to=STAYS,
            asks=(
                Question(key="percent", noted="percent"),
                Question(key="year_words", required=True, noted="remark"),
                Question(key="self_points"),
                Question(key="points"),
                *FINDING,
            ),
            sets={"stage": YEAR_END},
            hint="转到“年终考核”阶段；自评分、考核分不超过权重",
            fits=before_year_end,
            after=finds(YEAR_END_CHECK),
        ),
        Step(
            key="back",
            title="退回",
            item=9504,
            from_states=(DONE, CLOSED),
            to=RUNNING,
            asks=(Question(key="remark", title="退回理由", required=True),),
            sets=dict.fromkeys(("applied_on", "applied_by", "closed_on", "closed_by")),
            hint="回到“进行中”；佐证材料留着",
        ),
        Step(
            key="cancel",
            title="取消任务",
            item=9505,
            from_states=(NOT_BEGUN, RUNNING, DONE),
            to=CANCELLED,
            asks=(Question(key="remark", title="取消原因", required=True), PHOTOS),
            hint="取消的任务不再计入全年任务和权重",
        ),
        Step(
            key="resume",
            title="恢复任务",
            item=9506,
            from_states=(CANCELLED,),
            to=BACK,
            fallback=RUNNING,
            asks=(REMARK,),
        ),
    ),
)
NEXT_STEPS: Final[Mapping[int, str]] = {
    NOT_BEGUN: "progress",
    RUNNING: "progress",
    DONE: "close",
    CANCELLED: "resume",
}
"""The step that usually comes next, by state."""
