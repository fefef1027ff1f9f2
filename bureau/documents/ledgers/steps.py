"""The trails: every step that papers out, papers in and instructions have taken."""

from bureau.ledger.declaration import Field, Ledger
from bureau.ledger.types import Choice, Date, DateTime, LongText, Photos, Reference, Text


def steps_of(*, name: str, title: str, owner: Field, state: str) -> Ledger:
    """The ledger that keeps the steps of another; `owner` is the field that names the record."""
    return Ledger(
        name=name,
        title=title,
        department="documents",
        label="at",
        date="at",
        identity=(owner.key, "step", "at"),
        order=("at",),
        fields=(
            owner,
            Field(key="step", title="环节", type=Choice(catalogue="document-step"), required=True),
            Field(key="at", title="办理时间", type=DateTime(), required=True, width=14),
            Field(key="by", title="经办人", type=Text(limit=32)),
            Field(key="person", title="办理人", type=Text(limit=64)),
            Field(key="until", title="期限至", type=Date(), width=11),
            Field(key="state_before", title="原状态", type=Choice(catalogue=state), width=8),
            Field(key="state_after", title="新状态", type=Choice(catalogue=state), width=8),
            Field(key="remark", title="说明", type=LongText(), width=28),
            Field(key="photos", title="材料", type=Photos()),
        ),
    )


def owner_of(key: str, title: str, ledger: str, label: str) -> Field:
    """The field of a trail that names its record."""
    return Field(
        key=key, title=title, type=Reference(ledger=ledger, label=label), required=True, width=26
    )


DOCUMENT_STEPS = steps_of(
    name="document-steps",
    title="发文办理过程",
    owner=owner_of("document", "发文", "sent-documents", "title"),
    state="document-state",
)
RECEIPT_STEPS = steps_of(
    name="receipt-steps",
    title="收文办理过程",
    owner=owner_of("receipt", "收文", "received-documents", "title"),
    state="receipt-state",
)
INSTRUCTION_STEPS = steps_of(
    name="instruction-steps",
    title="批示办理过程",
    owner=owner_of("instruction", "批示", "instructions", "subject"),
    state="receipt-state",
)
