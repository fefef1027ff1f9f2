"""月度考核: one record a section and month, from the first judgement to the issued fee; corrections."""

from bureau.assessment.month_fields import (
    FACTS_OF_ISSUE,
    ISSUED,
    ISSUING,
    MONTH,
    STATE,
    locked_by,
    steps_of,
)
from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.locks import Lock
from bureau.ledger.types import Date, LongText, Money, Month, Reference, Scaled, Text

MONTHS = Ledger(
    name="sanitation-months",
    title="月度考核",
    department="sanitation",
    label="label",
    date="month",
    key=("contract", "month"),
    locks=(
        locked_by("sanitation-months", "month", (("contract", "contract"),), FACTS_OF_ISSUE),
    ),
    frozen=2,
    order=("month", "section"),
    shown=(
        "month", "section", "state", "score", "grade", "base_fen", "deducted_fen", "payable_fen",
        "adjust", "unscored", "issued_on", "paper_number", "note",
    ),
    fields=(
        Field(key="label", title="名称", type=Text(limit=64), width=18),
        Field(
            key="contract",
            title="合同编号",
            type=Reference(ledger="contracts", label="number"),
            required=True,
            width=15,
        ),
        Field(key="section", title="标段", type=Reference(ledger="sections"), required=True),
        MONTH,
        STATE,
        Field(key="unscored", title="不参评原因", type=Text(limit=128), width=16),
        Field(key="absences", title="未检查项的处理", type=LongText(), hint="JSON"),
        Field(
            key="adjust",
            title="审定调整",
            type=Scaled(scale=2, minimum=None),
            hint="加减分，另填理由",
        ),
        Field(key="adjust_reason", title="调整理由", type=LongText(), width=20),
        Field(key="score", title="得分", type=Scaled(scale=2), hint="签发时的得分", width=8),
        Field(key="grade", title="档次", type=Text(limit=32), width=8),
        Field(key="base_fen", title="计费基数", type=Money(unit="元"), width=13),
        Field(key="deducted_fen", title="扣减", type=Money(unit="元", minimum=None), width=12),
        Field(key="payable_fen", title="应付", type=Money(unit="元"), width=13),
        *ISSUING,
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip

STEPS = steps_of(
    "sanitation-months",
    name="sanitation-month-steps",
    title="月度考核过程",
    department="sanitation",
)

CORRECTIONS = Ledger(
    name="sanitation-corrections",
    title="考核更正",
    department="sanitation",
    label="reason",
    date="found_on",
    identity=("section", "month", "found_on", "reason"),
    # What was settled with a month stays in it; what comes later is settled with a later one.
    locks=(
        Lock(
            ledger="sanitation-months",
            day="with_month",
            otherwise="found_on",
            states=(ISSUED,),
            agree=(("section", "section"),),
            free=("points", "approver", "note"),
            said="{month}已经签发，更正请写明随以后哪个月结算",
        ),
    ),
    order=("found_on",),
    checks=(
        NotBefore(blame="found_on", other="month", reason="登记日期早于更正月份"),
        NotBefore(blame="with_month", other="month", reason="结算月份早于更正月份"),
    ),
    fields=(
        Field(key="found_on", title="登记日期", type=Date(), required=True, width=11),
        Field(key="section", title="标段", type=Reference(ledger="sections"), required=True),
        Field(key="month", title="更正月份", type=Month(), required=True, width=9),
        Field(
            key="points",
            title="更正后得分",
            type=Scaled(scale=2),
            hint="只说明，不改已签发的得分",
            width=9,
        ),
        Field(
            key="fen",
            title="补付或扣回",
            type=Money(unit="元", minimum=None),
            hint="补付为正，扣回为负，随下一期结算",
            width=12,
        ),
        Field(
            key="with_month",
            title="随何月结算",
            type=Month(),
            hint="空着就随登记日期所在的月份",
            width=9,
        ),
        Field(key="reason", title="更正事由", type=LongText(), required=True, width=28),
        Field(key="approver", title="批准人", type=Text(limit=32)),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)
