"""党建与业务融合: which cases, roads and campaigns a meeting or a task took on."""

from bureau.ledger.checks import OneOf
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Date, Reference, Text

BY = ("meeting", "task")
OF = ("case", "road", "campaign")

LINKS = Ledger(
    name="party-links",
    title="认领的业务",
    department="party",
    label="words",
    date="linked_on",
    identity=(*BY, *OF),
    order=("linked_on",),
    checks=(
        OneOf(
            blame="meeting",
            others=("task",),
            reason="要写明是哪次会（活动）或哪项任务认领的，只能写一个",
            suggestion="请填“组织生活”或“党建任务”中的一个",
        ),
        OneOf(
            blame="case",
            others=("road", "campaign"),
            reason="案件、路段、专项行动要填一个，只能填一个",
            suggestion="认领几件的请各登记一条",
        ),
    ),
    fields=(
        Field(key="linked_on", title="认领日期", type=Date(), synonyms=("日期",), width=11),
        Field(
            key="meeting",
            title="组织生活",
            type=Reference(ledger="party-meetings", label="topic", unknown="请先登记这次活动"),
            synonyms=("活动", "主题党日"),
            width=18,
        ),
        Field(
            key="task",
            title="党建任务",
            type=Reference(ledger="party-tasks", label="title", unknown="请先登记这项任务"),
            synonyms=("任务",),
            width=18,
        ),
        Field(
            key="case",
            title="案件",
            type=Reference(ledger="market-cases", label="number", unknown="请核对案件编号"),
            synonyms=("案件编号",),
            width=14,
        ),
        Field(
            key="road",
            title="路段",
            type=Reference(ledger="roads", unknown="请核对路名，或先在名册里登记"),
            synonyms=("道路", "街道"),
            width=12,
        ),
        Field(
            key="campaign",
            title="专项行动",
            type=Reference(ledger="campaigns", unknown="请先登记这个专项行动"),
            synonyms=("行动名称",),
            width=16,
        ),
        Field(key="words", title="做了什么", type=Text(limit=256), synonyms=("内容", "说明"), width=24),
    ),
)  # fmt: skip
