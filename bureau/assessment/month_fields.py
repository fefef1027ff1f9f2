"""What the months of both departments keep alike: how far they have come, and the trail of their steps."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.locks import Lock, Within
from bureau.ledger.types import Choice, Date, DateTime, LongText, Month, Photos, Reference, Text

MONTH = Field(key="month", title="月份", type=Month(), required=True, told="month", width=9)
STATE = Field(key="state", title="状态", type=Choice(catalogue="month-state"), width=9)
ISSUING = (
    Field(key="issuer", title="发文机关", type=Choice(catalogue="issuer"), width=14),
    Field(key="paper_number", title="文号", type=Text(limit=64), width=16),
    Field(key="issued_on", title="签发日期", type=Date(), width=11),
    Field(key="signed_by", title="签发人", type=Text(limit=32)),
)

ISSUED = 5205
"""Catalogue id of the state 已签发."""
FACTS_OF_ISSUE = tuple(field.key for field in ISSUING)


def locked_by(
    months: str,
    day: str,
    agree: tuple[tuple[str, str], ...] = (),
    free: tuple[str, ...] = (),
    within: Within | None = None,
) -> Lock:
    """That what is dated `day` stands still, but for the `free` fields, once its month is issued."""
    return Lock(
        ledger=months,
        day=day,
        states=(ISSUED,),
        agree=agree,
        within=within,
        free=(*free, "note"),
    )


def steps_of(months: str, *, name: str, title: str, department: str) -> Ledger:
    """The ledger that keeps the steps of the months of another."""
    return Ledger(
        name=name,
        title=title,
        department=department,
        label="at",
        date="at",
        identity=("month", "step", "at"),
        order=("at",),
        fields=(
            Field(
                key="month",
                title="月份",
                type=Reference(ledger=months, label="label"),
                required=True,
                width=18,
            ),
            Field(key="step", title="环节", type=Choice(catalogue="month-step"), required=True),
            Field(key="at", title="办理时间", type=DateTime(), required=True, width=14),
            Field(key="by", title="办理人", type=Text(limit=32)),
            Field(key="approver", title="审定人", type=Text(limit=32)),
            Field(key="state_before", title="原状态", type=Choice(catalogue="month-state")),
            Field(key="state_after", title="新状态", type=Choice(catalogue="month-state")),
            Field(key="remark", title="说明", type=LongText(), width=24),
            Field(key="photos", title="材料", type=Photos()),
        ),
    )
