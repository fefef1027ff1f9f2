"""月度通报, 奖罚兑现 and 点评会: what becomes of a month's ranking."""

from bureau.assessment.month_fields import (
    FACTS_OF_ISSUE,
    ISSUING,
    MONTH,
    STATE,
    locked_by,
    steps_of,
)
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import (
    Choice,
    Date,
    LongText,
    Money,
    Photos,
    Reference,
    References,
    Text,
    Whole,
)

MONTHS = Ledger(
    name="town-months",
    title="月度通报",
    department="towns",
    label="label",
    date="month",
    key=("month",),
    locks=(locked_by("town-months", "month", free=FACTS_OF_ISSUE),),
    frozen=2,
    order=("month",),
    fields=(
        Field(key="label", title="名称", type=Text(limit=64), width=14),
        MONTH,
        STATE,
        Field(key="absences", title="未检查项的处理", type=LongText(), hint="JSON"),
        Field(key="adjustments", title="审定调整", type=LongText(), hint="JSON"),
        Field(key="overview", title="总体情况", type=LongText(), width=24),
        Field(key="problems", title="存在问题", type=LongText(), width=24),
        Field(key="demands", title="工作要求", type=LongText(), width=24),
        Field(key="praised", title="表彰单位", type=References(ledger="towns"), width=16),
        Field(key="pledging", title="表态单位", type=References(ledger="towns"), width=16),
        *ISSUING,
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)

STEPS = steps_of("town-months", name="town-month-steps", title="月度通报过程", department="towns")

REWARDS = Ledger(
    name="town-rewards",
    title="奖罚兑现",
    department="towns",
    label="month",
    date="month",
    key=("month", "town"),
    frozen=3,
    order=("month", "rank"),
    title_words=("奖罚兑现", "兑现"),
    fields=(
        MONTH,
        Field(key="group", title="组别", type=Choice(catalogue="town-group"), width=9),
        Field(key="town", title="镇街", type=Reference(ledger="towns"), required=True, width=12),
        Field(key="rank", title="名次", type=Whole(minimum=1), width=6),
        Field(
            key="fen",
            title="金额",
            type=Money(unit="元", minimum=None),
            synonyms=("奖罚金额",),
            hint="奖励为正，扣罚为负",
            required=True,
            width=12,
        ),
        Field(key="basis", title="依据文号", type=Text(limit=64), width=16),
        Field(key="state", title="兑现状态", type=Choice(catalogue="reward-state"), width=8),
        Field(key="settled_on", title="兑现日期", type=Date(), width=11),
        Field(key="handled_by", title="经办人", type=Text(limit=32)),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)

MEETINGS = Ledger(
    name="review-meetings",
    title="点评会",
    department="towns",
    label="title",
    date="held_on",
    key=("held_on",),
    order=("held_on",),
    title_words=("点评会",),
    fields=(
        Field(key="held_on", title="召开日期", type=Date(), synonyms=("日期",), required=True, width=11),
        Field(key="title", title="会议名称", type=Text(limit=64), width=24),
        Field(key="month", title="点评月份", type=MONTH.type, width=9),
        Field(key="chair", title="主持人", type=Text(limit=32)),
        Field(key="place", title="地点", type=Text(limit=64)),
        Field(key="present", title="参会单位和人员", type=LongText(), width=20),
        Field(key="praised", title="表彰单位", type=References(ledger="towns"), width=16),
        Field(key="pledging", title="表态单位", type=References(ledger="towns"), width=16),
        Field(key="pledges", title="表态内容", type=LongText(), width=20),
        Field(key="remarks", title="点评要点", type=LongText(), width=20),
        Field(key="demands", title="工作要求", type=LongText(), width=20),
        Field(key="recorder", title="记录人", type=Text(limit=32)),
        Field(key="photos", title="照片", type=Photos()),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip
