"""审定数: a figure that was approved otherwise than it is counted, with its reason and who decided."""

from bureau.ledger.checks import NotBefore
from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Date, LongText, Text

APPROVED = Ledger(
    name="approved-figures",
    title="审定数",
    department="bulletin",
    label="title",
    date="first_on",
    identity=("first_on", "last_on", "figure", "approved_on", "approved"),
    frozen=2,
    order=("first_on", "figure"),
    shown=(
        *("period", "title", "computed", "approved", "unit", "reason", "approver"),
        *("approved_on", "withdrawn_on", "withdrawn_reason", "note"),
    ),
    checks=(
        NotBefore(blame="last_on", other="first_on", reason="期末早于期初"),
        NotBefore(blame="withdrawn_on", other="approved_on", reason="撤销日期早于审定日期"),
    ),
    fields=(
        Field(key="period", title="统计期", type=Text(limit=64), required=True, width=12),
        Field(key="first_on", title="期初", type=Date(), required=True, width=11),
        Field(key="last_on", title="期末", type=Date(), required=True, width=11),
        Field(
            key="title",
            title="指标名称",
            type=Text(limit=128),
            synonyms=("指标",),
            required=True,
            width=20,
        ),
        Field(key="figure", title="指标编号", type=Text(limit=128), required=True, width=20),
        Field(
            key="computed",
            title="登记时统计数",
            type=Text(limit=64),
            synonyms=("统计数",),
            hint="登记审定数时台账统计出来的数",
            width=12,
        ),
        Field(key="approved", title="审定数", type=Text(limit=64), required=True, width=12),
        Field(key="unit", title="单位", type=Text(limit=16), width=6),
        Field(key="reason", title="审定理由", type=LongText(), synonyms=("理由",), required=True, width=24),
        Field(key="approver", title="审定人", type=Text(limit=64), required=True, width=14),
        Field(key="approved_on", title="审定日期", type=Date(), required=True, width=11),
        Field(key="withdrawn_on", title="撤销日期", type=Date(), width=11),
        Field(key="withdrawn_reason", title="撤销理由", type=LongText(), width=18),
        Field(key="note", title="备注", type=LongText(), width=16),
    ),
)  # fmt: skip
