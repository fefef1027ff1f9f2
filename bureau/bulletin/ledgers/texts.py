"""What was written into the chapters of a period's paper, where it isn't the drafted text."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.locks import Closing
from bureau.ledger.types import Date, DateTime, LongText, Text

LONGEST = 200_000
"""Characters: the chapters of a year with all that is listed in them stay far below."""

CLOSED = "已经签发，正文不能再改；确实要改，请先在“材料和签发”里收回签发"
"""Why the texts of an issued period stand still."""

TEXTS = Ledger(
    name="month-texts",
    title="月报正文",
    department="bulletin",
    label="title",
    date="first",
    key=("paper", "first", "last", "chapter"),
    order=("first", "last"),
    internal=True,
    closings=(
        Closing(
            ledger="month-editions",
            agree=(("first", "period_first"), ("last", "period_last")),
            newest="edition",
            reopened="withdrawn_on",
            said=f"这一期月报{CLOSED}",
        ),
    ),
    fields=(
        Field(key="paper", title="材料", type=Text(limit=64), required=True),
        Field(key="first", title="起始日期", type=Date(), required=True, width=11),
        Field(key="last", title="截止日期", type=Date(), required=True, width=11),
        Field(key="chapter", title="章节", type=Text(limit=64), required=True),
        Field(key="title", title="名称", type=Text(limit=128), width=24),
        Field(key="body", title="正文", type=LongText(limit=LONGEST), width=40),
        Field(key="taken_first", title="沿用自（起）", type=Date(), width=11),
        Field(key="taken_last", title="沿用自（止）", type=Date(), width=11),
        Field(key="edited_at", title="修改时间", type=DateTime(), width=14),
        Field(key="edited_by", title="修改人", type=Text(limit=32)),
    ),
)
