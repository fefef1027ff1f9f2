"""办理过程: every step that was taken with a case, with who, when, remark and photos."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, DateTime, LongText, Photos, Reference, Text

STEPS = Ledger(
    name="case-steps",
    title="办理过程",
    department="market",
    label="at",
    date="at",
    identity=("case", "step", "at"),
    order=("at",),
    title_words=("办理过程", "案件流转"),
    shown=("case", "step", "at", "by", "unit", "person", "until", "approver", "remark"),
    fields=(
        Field(
            key="case",
            title="案件编号",
            type=Reference(ledger="market-cases", label="number"),
            required=True,
            width=14,
        ),
        Field(key="step", title="环节", type=Choice(catalogue="case-step"), required=True),
        Field(key="at", title="办理时间", type=DateTime(), required=True, width=14),
        Field(key="by", title="办理人", type=Text(limit=32)),
        Field(key="unit", title="承办单位", type=Reference(ledger="units")),
        Field(key="person", title="承办人", type=Reference(ledger="people")),
        Field(key="until", title="期限至", type=Date(limit=True), width=11),
        Field(key="until_time", title="期限时刻", type=Text(limit=5), width=6),
        Field(key="approver", title="批准人", type=Text(limit=32)),
        Field(key="receiver", title="移送单位", type=Text(limit=64), synonyms=("接收单位",)),
        Field(key="state_before", title="原状态", type=Choice(catalogue="case-state"), width=8),
        Field(key="state_after", title="新状态", type=Choice(catalogue="case-state"), width=8),
        Field(key="remark", title="说明", type=LongText(), width=24),
        Field(key="photos", title="照片", type=Photos()),
    ),
)
