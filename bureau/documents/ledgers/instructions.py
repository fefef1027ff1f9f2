"""批示: what a leader has ordered on a paper received, a case or by word, and how it was carried out."""

from bureau.documents.due import LIGHT_WORDS, OVERDUE_WORDS, light, overdue
from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger, Section
from bureau.ledger.types import Choice, Computed, Date, LongText, Photos, Reference, Text

INSTRUCTIONS = Ledger(
    name="instructions",
    title="批示件",
    department="documents",
    label="subject",
    identity=("instructed_on", "leader", "subject"),
    date="instructed_on",
    frozen=2,
    order=("instructed_on",),
    title_words=("批示件", "领导批示", "批示台账", "批示办理"),
    shown=(
        "instructed_on", "subject", "leader", "text", "state", "light", "due_on", "unit", "person",
        "progress", "feedback", "done_on", "receipt", "case", "source", "note",
    ),
    sections=(
        Section("", ("instructed_on", "leader", "subject", "text")),
        Section("来源", ("receipt", "case", "source")),
        Section("办理", ("unit", "person", "assigned_on", "due_on", "state", "progress")),
        Section("反馈和办结", ("feedback", "feedback_on", "done_on", "note")),
    ),
    checks=(
        NotBefore(blame="due_on", other="instructed_on", reason="办理时限早于批示日期"),
        NotBefore(blame="done_on", other="instructed_on", reason="办结日期早于批示日期"),
    ),
    fields=(
        Field(
            key="instructed_on",
            title="批示日期",
            type=Date(),
            synonyms=("日期", "批示时间"),
            required=True,
            width=11,
        ),
        Field(
            key="leader",
            title="批示领导",
            type=Text(limit=64),
            synonyms=("批示人", "领导", "领导姓名"),
            required=True,
            width=10,
        ),
        Field(
            key="subject",
            title="批示事项",
            type=Text(limit=256),
            synonyms=("事项", "标题", "批示件名称", "文件标题", "事由"),
            required=True,
            sorts=True,
            width=28,
        ),
        Field(
            key="text",
            title="批示内容",
            type=LongText(),
            synonyms=("批示", "批示意见", "内容"),
            width=28,
        ),
        Field(
            key="receipt",
            title="关联收文",
            type=Reference(
                ledger="received-documents", label="title", unknown="请先在“收文”里登记这份来文"
            ),
            width=18,
        ),
        Field(
            key="case",
            title="关联案件",
            type=Reference(
                ledger="market-cases", label="number", unknown="请核对案件编号"
            ),
            width=14,
        ),
        Field(
            key="source",
            title="其他来源",
            type=Text(limit=64),
            synonyms=("来源", "批示来源"),
            hint="口头交办、会议、舆情等",
            width=12,
        ),
        Field(
            key="unit",
            title="承办单位",
            type=Reference(ledger="units"),
            synonyms=("承办科室", "承办股室", "责任单位", "办理单位"),
            width=12,
        ),
        Field(key="person", title="承办人", type=Text(limit=64), synonyms=("责任人", "经办人"), width=8),
        Field(key="assigned_on", title="交办日期", type=Date(), synonyms=("转办日期",), width=11),
        Field(
            key="due_on",
            title="办理时限",
            type=Date(limit=True),
            synonyms=("时限", "办结时限", "完成时限", "期限", "反馈时限"),
            anchor="instructed_on",
            hint="可以写 5个工作日，从批示日期数起",
            width=11,
        ),
        Field(
            key="progress",
            title="办理进展",
            type=LongText(),
            synonyms=("进展", "进展情况", "办理情况"),
            width=20,
        ),
        Field(
            key="feedback",
            title="反馈情况",
            type=LongText(),
            synonyms=("反馈", "反馈意见", "落实情况", "办理结果"),
            width=20,
        ),
        Field(key="feedback_on", title="反馈日期", type=Date(), width=11),
        Field(
            key="done_on",
            title="办结日期",
            type=Date(),
            synonyms=("办结时间", "完成日期"),
            anchor="instructed_on",
            width=11,
        ),
        Field(
            key="state",
            title="办理状态",
            type=Choice(catalogue="receipt-state"),
            synonyms=("状态",),
            width=8,
        ),
        Field(key="photos", title="附件照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), synonyms=("说明",), width=16),
        Field(
            key="overdue",
            title="是否超期",
            type=Computed(expression=overdue(), clock=True, words=OVERDUE_WORDS),
            width=7,
        ),
        Field(
            key="light",
            title="红黄绿",
            type=Computed(expression=light(), clock=True, words=LIGHT_WORDS),
            hint="超过时限亮红灯，三天内到期亮黄灯；办结的没有灯",
            width=7,
        ),
    ),
)  # fmt: skip
