"""党建任务清单: what the year's party-building comes to, who answers for it and until when."""

from bureau.ledger.checks import NeedsWhen
from bureau.ledger.deadline_types import FREQUENCY, CodedChoice, Deadline, Standing
from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.types import (
    Choice,
    Computed,
    Date,
    LongText,
    Photos,
    Reference,
    Scaled,
    Text,
    Whole,
)
from bureau.party.classes import CANCELLED, CLOSED, DONE

LIGHT = (
    f"CASE WHEN state IN ({DONE}, {CLOSED}, {CANCELLED}) OR due_on IS NULL THEN NULL"
    " WHEN due_on < :today THEN 3 WHEN due_on <= date(:today, '+30 day') THEN 2 ELSE 1 END"
)
"""Red once the day is over, yellow in the thirty days before it."""

TASKS = Ledger(
    name="party-tasks",
    title="党建任务",
    department="party",
    label="title",
    identity=("year", "theme", "title"),
    frozen=3,
    order=("year", "theme"),
    title_words=("党建任务", "党建工作任务", "党建重点工作", "任务清单", "任务分解"),
    shown=(
        "year", "theme", "title", "unit", "leader", "frequency", "due_on", "weight", "state",
        "light", "progress", "person", "measures", "limit_words",
    ),
    sections=(
        Section("", ("year", "theme", "kind", "title", "measures", "goal")),
        Section("责任", ("leader", "unit", "person", "helpers")),
        Section("时限", ("stage", "frequency", "due_on", "limit_words", "weight")),
        Section("进展", ("state", "progress", "percent", "evidence", "closed_on")),
        Section("督查和考核", ("inspected", "self_points", "points", "note")),
    ),
    checks=(
        NeedsWhen(
            blame="evidence",
            other="state",
            items=(CLOSED,),
            reason="销号要有佐证材料",
            suggestion="请在“佐证材料”里写明材料的名称和存放处",
        ),
    ),
    fields=(
        Field(
            key="year",
            title="年度",
            type=Whole(minimum=1990, maximum=2100),
            synonyms=("年份", "任务年度"),
            width=6,
        ),
        Field(
            key="theme",
            title="五型",
            type=Choice(catalogue="party-theme"),
            synonyms=("五型维度", "维度", "五型城管", "五型分类"),
            required=True,
            above=True,
            width=7,
        ),
        Field(
            key="kind",
            title="任务类别",
            type=Choice(catalogue="party-task-kind", open=True),
            synonyms=("类别", "任务分类"),
        ),
        Field(
            key="title",
            title="重点任务",
            type=Text(limit=256),
            synonyms=("任务", "工作任务", "任务内容", "任务名称", "重点工作", "工作内容"),
            required=True,
            width=22,
        ),
        Field(
            key="measures",
            title="具体措施",
            type=LongText(),
            synonyms=("措施", "工作措施", "工作举措", "主要措施"),
            width=28,
        ),
        Field(
            key="goal",
            title="目标标准",
            type=LongText(),
            synonyms=("目标", "目标及质量要求", "工作目标", "目标要求"),
            width=20,
        ),
        Field(
            key="stage",
            title="阶段",
            type=Choice(catalogue="party-stage"),
            synonyms=("工作阶段",),
        ),
        Field(
            key="leader",
            title="牵头领导",
            type=Text(limit=64),
            synonyms=("分管领导", "责任领导", "领导"),
        ),
        Field(
            key="unit",
            title="责任股室",
            type=Reference(ledger="units"),
            synonyms=(
                *("责任科室", "责任单位", "牵头股室", "牵头科室", "牵头单位", "牵头科室(单位)"),
                *("责任部门",),
            ),
            width=12,
        ),
        Field(key="person", title="责任人", type=Text(limit=64), synonyms=("具体责任人", "经办人")),
        Field(
            key="helpers",
            title="协办",
            type=Text(limit=256),
            synonyms=("协作科室", "协办单位", "协办股室", "配合单位", "配合股室"),
            width=14,
        ),
        Field(
            key="frequency",
            title="频次",
            type=CodedChoice(catalogue=FREQUENCY),
            synonyms=("完成频次", "工作频次"),
            hint="写完成时限时自动填：每季度、长期坚持",
            width=8,
        ),
        Field(
            key="due_on",
            title="完成时限",
            type=Deadline(often="frequency", words="limit_words", of_year="year"),
            synonyms=("时限", "完成时间", "时间节点", "完成日期", "时限要求", "截止日期"),
            hint="日期，或 3月底前、每季度、长期坚持",
            width=11,
        ),
        Field(
            key="limit_words",
            title="时限原文",
            type=Text(limit=64),
            hint="导入的表格怎么写的",
            width=12,
        ),
        Field(
            key="weight",
            title="权重",
            type=Scaled(scale=2, unit="分"),
            synonyms=("权重分", "分值", "权重(分)"),
            width=6,
        ),
        Field(
            key="state",
            title="任务状态",
            type=Choice(catalogue="party-task-state"),
            synonyms=("状态", "完成状态"),
            width=8,
        ),
        Field(
            key="progress",
            title="进展情况",
            type=Standing(catalogue="party-task-state", state="state"),
            synonyms=("完成情况", "工作进展", "进度情况", "落实情况"),
            width=20,
        ),
        Field(
            key="percent",
            title="进度",
            type=Whole(unit="%", maximum=100),
            synonyms=("完成率", "进度(%)"),
            width=6,
        ),
        Field(
            key="evidence",
            title="佐证材料",
            type=LongText(),
            synonyms=("佐证", "印证材料", "支撑材料"),
            hint="材料的名称和存放处",
            width=16,
        ),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="closed_on", title="销号日期", type=Date(), synonyms=("实际完成日期",), width=11),
        Field(
            key="inspected",
            title="督查意见",
            type=LongText(),
            synonyms=("督查情况", "督查结果"),
            width=16,
        ),
        Field(
            key="self_points",
            title="自评分",
            type=Scaled(scale=2, unit="分"),
            synonyms=("自评得分",),
            width=7,
        ),
        Field(
            key="points",
            title="考核分",
            type=Scaled(scale=2, unit="分"),
            synonyms=("考核得分", "考评分"),
            width=7,
        ),
        Field(
            key="light",
            title="红黄绿",
            type=Computed(
                expression=LIGHT, clock=True, words=((1, "绿灯"), (2, "黄灯"), (3, "红灯"))
            ),
            width=6,
        ),
        Field(key="note", title="备注", type=LongText(), synonyms=("说明",), width=16),
    ),
)  # fmt: skip
