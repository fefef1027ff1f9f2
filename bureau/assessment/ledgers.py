"""考核办法 of the bureau's own, and months as they were issued: kept as plain JSON of this room's values."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, DateTime, LongText, Month, Text

VALID_FROM = Field(key="valid_from", title="生效日期", type=Date(), required=True, width=11)
VALID_TO = Field(key="valid_to", title="失效日期", type=Date(limit=True), width=11)
CONTENT = Field(key="content", title="内容", type=LongText(), required=True, none_words=False)
NOTE = Field(key="note", title="备注", type=LongText(), width=16)

RUBRICS = Ledger(
    name="rubrics",
    title="考核细则",
    department="register",
    label="title",
    key=("family", "title"),
    internal=True,
    checks=(NotBefore(blame="valid_to", other="valid_from", reason="失效日期早于生效日期"),),
    fields=(
        Field(key="family", title="对象", type=Text(limit=16), required=True),
        Field(key="code", title="编号", type=Text(limit=64), required=True),
        Field(key="title", title="名称", type=Text(limit=64), required=True, width=24),
        VALID_FROM,
        VALID_TO,
        CONTENT,
        NOTE,
    ),
)

PAY_RULES = Ledger(
    name="pay-rules",
    title="扣费规则",
    department="register",
    label="title",
    key=("rule",),
    internal=True,
    fields=(
        Field(key="rule", title="规则", type=Choice(catalogue="pay-rule"), required=True),
        Field(key="title", title="名称", type=Text(limit=64), required=True, width=24),
        CONTENT,
        NOTE,
    ),
)

AWARDS = Ledger(
    name="awards",
    title="奖罚标准",
    department="register",
    label="title",
    key=("family", "title"),
    internal=True,
    checks=(NotBefore(blame="valid_to", other="valid_from", reason="失效日期早于生效日期"),),
    fields=(
        Field(key="family", title="对象", type=Text(limit=16), required=True),
        Field(key="code", title="编号", type=Text(limit=64), required=True),
        Field(key="title", title="名称", type=Text(limit=64), required=True, width=24),
        VALID_FROM,
        VALID_TO,
        CONTENT,
        NOTE,
    ),
)

ISSUED = Ledger(
    name="issued-months",
    title="已签发月份",
    department="register",
    label="subject",
    date="month",
    key=("family", "subject", "month"),
    internal=True,
    fields=(
        Field(key="family", title="对象", type=Text(limit=16), required=True),
        Field(key="subject", title="单位", type=Text(limit=64), required=True),
        Field(key="month", title="月份", type=Month(), required=True),
        Field(key="issued_at", title="签发时间", type=DateTime(), required=True),
        CONTENT,
    ),
)

LEDGERS = (RUBRICS, PAY_RULES, AWARDS, ISSUED)
