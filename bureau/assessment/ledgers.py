"""考核办法 of the bureau's own, and months as they were issued: kept as plain JSON of this room's values."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, DateTime, LongText, Money, Month, Scaled, Text

VALID_FROM = Field(key="valid_from", title="生效日期", type=Date(), required=True, width=11)
VALID_TO = Field(key="valid_to", title="失效日期", type=Date(limit=True), width=11)
CONTENT = Field(key="content", title="内容", type=LongText(), required=True, none_words=False)
NOTE = Field(key="note", title="备注", type=LongText(), width=16)


def editions(name: str, title: str) -> Ledger:
    """A ledger of editions: values of one family after another, each in force from a day on."""
    return Ledger(
        name=name,
        title=title,
        department="register",
        rules=True,
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


RUBRICS = editions("rubrics", "考核细则")

PAY_RULES = Ledger(
    name="pay-rules",
    title="扣费规则",
    department="register",
    rules=True,
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

PAY_RULE_LINES = Ledger(
    name="pay-rule-lines",
    title="扣费规则明细",
    department="sanitation",
    rules=True,
    label="title",
    identity=("rule", "at_least", "target"),
    frozen=1,
    order=("rule", "at_least"),
    title_words=("扣费规则", "付费规则", "支付比例"),
    fields=(
        Field(
            key="rule",
            title="规则",
            type=Choice(catalogue="pay-rule", open=True),
            synonyms=("扣费规则", "规则名称", "付费规则", "支付规则", "付费办法"),
            required=True,
            above=True,
            width=14,
        ),
        Field(
            key="title", title="档次", type=Text(limit=32), synonyms=("等级", "档次名称"), width=9
        ),
        Field(
            key="at_least",
            title="分数下限",
            type=Scaled(unit="分"),
            synonyms=("分数下限(含)", "下限", "下限分", "最低分", "得分下限", "分数线"),
            hint="含本数；最低一档填 0",
            width=8,
        ),
        Field(
            key="pay",
            title="支付比例",
            type=Scaled(unit="%"),
            synonyms=("付费比例", "支付比例(%)", "拨付比例", "支付率"),
            width=8,
        ),
        Field(
            key="target",
            title="目标分",
            type=Scaled(unit="分"),
            synonyms=("目标分数", "基准分", "起扣分"),
            hint="低于它才扣；空着是 100 分",
            width=7,
        ),
        Field(
            key="percent",
            title="每低1分扣(%)",
            type=Scaled(unit="%"),
            synonyms=("每低1分扣比例", "每分扣比例", "每低一分扣(%)", "每扣1分扣(%)"),
            width=10,
        ),
        Field(
            key="point_fen",
            title="每低1分扣(元)",
            type=Money(unit="元"),
            synonyms=("每分扣款", "每低1分扣款", "每低一分扣(元)", "每扣1分扣(元)"),
            width=10,
        ),
        Field(
            key="problem_fen",
            title="每处扣(元)",
            type=Money(unit="元"),
            synonyms=("每处扣款", "每个问题扣款"),
            width=9,
        ),
        Field(key="cap", title="封顶比例", type=Scaled(unit="%"), synonyms=("扣款上限",), width=8),
        Field(key="passing", title="合格分", type=Scaled(unit="分"), synonyms=("合格线",), width=7),
        NOTE,
    ),
)

AWARDS = editions("awards", "奖罚标准")

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

LEDGERS = (RUBRICS, PAY_RULES, PAY_RULE_LINES, AWARDS, ISSUED)
