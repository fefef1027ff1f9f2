"""Months as they were issued: each edition with its figures, its papers, and what the journal stood at."""

from __future__ import annotations

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Date, LongText, Reference, Text, Whole

PACKED = LongText(limit=100_000_000)
"""JSON, packed: nobody reads or types it."""

EDITIONS = Ledger(
    name="month-editions",
    title="月报签发",
    department="bulletin",
    label="title",
    date="period_first",
    order=("period_first", "edition"),
    internal=True,
    fields=(
        Field(key="title", title="名称", type=Text(limit=64), required=True, width=20),
        Field(key="period_first", title="起始日期", type=Date(), required=True, width=11),
        Field(key="period_last", title="截止日期", type=Date(), required=True, width=11),
        Field(key="edition", title="版次", type=Whole(), required=True, width=6),
        Field(key="issued_on", title="签发日期", type=Date(), required=True, width=11),
        Field(key="signed_by", title="签发人", type=Text(limit=64), required=True, width=10),
        Field(key="reason", title="重新签发理由", type=LongText(), width=24),
        Field(key="station", title="日志站号", type=Whole(), width=10),
        Field(key="seq", title="日志序号", type=Whole(), width=10),
        Field(key="hash", title="日志校验值", type=Text(limit=64), width=16),
        Field(key="folder", title="归档文件夹", type=Text(limit=256), width=24),
        Field(key="index_sha256", title="校验文件的校验值", type=Text(limit=64), width=16),
        Field(key="named", title="签发时的数字", type=PACKED, none_words=False),
        Field(key="figures", title="签发时的统计", type=PACKED, none_words=False),
        Field(key="withdrawn_on", title="收回日期", type=Date(), width=11),
        Field(key="withdrawn_by", title="收回批准人", type=Text(limit=64), width=10),
        Field(key="withdrawn_reason", title="收回理由", type=LongText(), width=24),
    ),
)

EDITION_PAPERS = Ledger(
    name="month-edition-papers",
    title="月报签发材料",
    department="bulletin",
    label="title",
    order=("edition", "position"),
    internal=True,
    fields=(
        Field(
            key="edition",
            title="月报签发",
            type=Reference(ledger="month-editions", label="title"),
            required=True,
            width=20,
        ),
        Field(key="position", title="序号", type=Whole(), required=True, width=6),
        Field(key="kind", title="种类", type=Text(limit=64), required=True, width=14),
        Field(key="title", title="材料", type=Text(limit=256), required=True, width=24),
        Field(key="file_name", title="文件", type=Text(limit=256), required=True, width=24),
        Field(key="sha256", title="校验值", type=Text(limit=64), required=True, width=16),
        Field(key="pages", title="页数", type=Whole(), width=6),
        Field(key="size", title="字节", type=Whole(), width=10),
        Field(key="content", title="签发时的内容", type=PACKED, none_words=False),
    ),
)

LEDGERS = (EDITIONS, EDITION_PAPERS)
