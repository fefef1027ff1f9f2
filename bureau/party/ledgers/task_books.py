"""What is kept beside the tasks: their periods, what inspections found, the steps that they took."""

from bureau.ledger.checks import FilledWith, NotBefore
from bureau.ledger.deadline_types import FREQUENCY, CodedChoice
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    DateTime,
    LongText,
    Photos,
    Reference,
    Text,
    Whole,
)

TASK = Field(
    key="task",
    title="党建任务",
    type=Reference(
        ledger="party-tasks", label="title", unknown="请先在“任务清单”里登记这项任务，或核对写法"
    ),
    synonyms=("任务", "重点任务", "任务名称"),
    required=True,
    width=22,
)

TASK_PERIODS = Ledger(
    name="party-task-periods",
    title="任务周期",
    department="party",
    label="title",
    date="done_on",
    key=("task", "frequency", "number"),
    frozen=2,
    order=("task", "number"),
    title_words=("任务周期", "周期任务"),
    shown=(
        *("task", "title", "due_on", "done_on", "done_by", "progress", "evidence"),
        *("frequency", "number"),
    ),
    checks=(
        FilledWith(
            blame="evidence",
            other="done_on",
            instead=("photos",),
            reason="完成一期要有佐证材料",
            suggestion="请写明材料的名称和存放处，或添加照片",
        ),
    ),
    fields=(
        TASK,
        Field(key="title", title="周期", type=Text(limit=32), hint="如 2026年3月、第一季度", width=12),
        Field(
            key="frequency",
            title="频次",
            type=CodedChoice(catalogue=FREQUENCY),
            required=True,
            width=8,
        ),
        Field(
            key="number",
            title="期号",
            type=Whole(minimum=1, maximum=12),
            required=True,
            hint="一年里的第几期：每季度的 1 到 4，每月的 1 到 12",
            width=5,
        ),
        Field(key="due_on", title="到期日", type=Date(), width=11),
        Field(key="progress", title="完成情况", type=LongText(), synonyms=("进展情况",), width=24),
        Field(key="evidence", title="佐证材料", type=LongText(), synonyms=("佐证",), width=20),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="done_on", title="完成日期", type=Date(), synonyms=("完成时间",), width=11),
        Field(key="done_by", title="办理人", type=Text(limit=32), width=8),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip

INSPECTIONS = Ledger(
    name="party-inspections",
    title="党建督查",
    department="party",
    label="inspected_on",
    date="inspected_on",
    identity=("task", "inspected_on", "kind", "problem"),
    frozen=2,
    order=("inspected_on",),
    title_words=("督查意见", "督查问题", "问题清单"),
    shown=(
        *("task", "inspected_on", "kind", "problem", "demand", "person", "due_on", "standing"),
        *("righted_on", "result", "opinion", "inspector"),
    ),
    checks=(
        NotBefore(blame="due_on", other="inspected_on", reason="整改期限早于督查日期"),
        NotBefore(blame="righted_on", other="inspected_on", reason="整改完成早于督查日期"),
        FilledWith(blame="problem", other="righted_on", reason="没有写问题，不能填整改完成"),
        FilledWith(blame="result", other="righted_on", reason="整改完成要写整改情况"),
    ),
    fields=(
        TASK,
        Field(
            key="inspected_on",
            title="督查日期",
            type=Date(),
            synonyms=("日期", "检查日期", "督查时间"),
            required=True,
            width=11,
        ),
        Field(
            key="kind",
            title="督查方式",
            type=Choice(catalogue="party-inspection"),
            synonyms=("方式", "阶段"),
            width=9,
        ),
        Field(key="inspector", title="督查人", type=Text(limit=64), synonyms=("检查人",)),
        Field(key="opinion", title="督查意见", type=LongText(), synonyms=("意见",), width=24),
        Field(
            key="problem",
            title="发现问题",
            type=LongText(),
            synonyms=("问题", "存在问题", "问题描述"),
            width=24,
        ),
        Field(key="demand", title="整改要求", type=LongText(), synonyms=("要求",), width=20),
        Field(key="person", title="整改责任人", type=Text(limit=64), synonyms=("责任人",)),
        Field(
            key="due_on",
            title="整改期限",
            type=Date(limit=True),
            synonyms=("整改时限", "限期"),
            anchor="inspected_on",
            width=11,
        ),
        Field(
            key="righted_on",
            title="整改完成",
            type=Date(),
            synonyms=("整改完成日期", "整改日期"),
            anchor="inspected_on",
            width=11,
        ),
        Field(key="result", title="整改情况", type=LongText(), synonyms=("整改结果",), width=20),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="photos_after", title="整改后照片", type=Photos()),
        Field(
            key="standing",
            title="整改状态",
            type=Computed(
                expression=(
                    "CASE WHEN t.problem IS NULL THEN NULL WHEN t.righted_on IS NOT NULL THEN 1"
                    " WHEN t.due_on < :today THEN 3 ELSE 2 END"
                ),
                clock=True,
                words=((1, "已整改"), (2, "整改中"), (3, "▲ 整改超期")),
            ),
            width=9,
        ),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip

TASK_STEPS = Ledger(
    name="party-task-steps",
    title="任务办理过程",
    department="party",
    label="at",
    date="at",
    identity=("task", "step", "at"),
    order=("at",),
    shown=("task", "step", "at", "by", "percent", "state_after", "remark"),
    fields=(
        TASK,
        Field(key="step", title="环节", type=Choice(catalogue="party-task-step"), required=True),
        Field(key="at", title="办理时间", type=DateTime(), required=True, width=14),
        Field(key="by", title="办理人", type=Text(limit=32)),
        Field(key="percent", title="进度", type=Whole(unit="%", maximum=100), width=6),
        Field(key="state_before", title="原状态", type=Choice(catalogue="party-task-state"), width=8),
        Field(key="state_after", title="新状态", type=Choice(catalogue="party-task-state"), width=8),
        Field(key="remark", title="说明", type=LongText(), width=24),
        Field(key="photos", title="材料", type=Photos()),
    ),
)  # fmt: skip
