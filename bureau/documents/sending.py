"""The way of a paper of the bureau: 拟稿 → 核稿 → 会签 → 签发取号 → 印发 → 归档, 退回 and 作废."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.documents.heads import head_of
from bureau.documents.ledgers import DOCUMENT_STEPS, SENT
from bureau.documents.numbers import PARTS, holders, take_number
from bureau.documents.states import (
    CHECKED,
    COSIGNED,
    DRAFTED,
    FILED,
    PRINTED,
    SIGNED,
    UNSIGNED,
    VOID,
)
from bureau.editing.inputs import Stored
from bureau.workflow import BACK, Follow, Question, Step, Workflow

if TYPE_CHECKING:
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

REMARK: Final = Question(key="remark", title="说明")
PAPERS: Final = Question(key="photos", title="材料", adds="photos")


def numbered(taking: Taking, row: Row) -> Follow:
    """签发: a paper without a number takes the next of its letterhead."""
    if "number" in taking.answers or row["number"] is not None:
        return Follow({})
    chosen = row["letterhead"]
    if "letterhead" in taking.answers:
        chosen = taking.chosen("letterhead")
    today = taking.desk.today()
    head = head_of(taking.op.conn, chosen, today)
    if head is None:
        return Follow({})
    signed_on = taking.chosen("signed_on") if "signed_on" in taking.answers else None
    day = date.fromisoformat(str(signed_on)[:10]) if signed_on else taking.at.date()
    number = take_number(taking.op, head, day.year, today)
    said = f"文号 {number['number']}"
    return Follow({key: Stored(number[key]) for key in PARTS}, (said,))


def is_numbered(taking: Taking, row: Row, values: Row) -> tuple[str, str] | None:
    """签发: the number is this paper's alone."""
    if values.get("number") is None:
        return "letterhead", "请先选文头，才能取号；文头在“文头”页里登记"
    others = holders(taking.op.conn, values["number"], taking.desk.today(), row["id"])
    if others:
        return "number", f"文号 {values['number']} 已经用于《{others[0]['title']}》，请另取一个号"
    return None


def may_be_filed(row: Row) -> str:
    """归档: what was entered from an old register has a number, though it took no steps."""
    drafted = row["state"] in (None, *UNSIGNED)
    return "还没有文号和签发日期" if drafted and None in (row["number"], row["signed_on"]) else ""


DOCUMENT_FLOW: Final = Workflow(
    ledger=SENT,
    trail=DOCUMENT_STEPS,
    state="state",
    owner="document",
    initial=DRAFTED,
    steps=(
        Step(
            key="check",
            title="核稿",
            item=9967,
            from_states=(DRAFTED,),
            to=CHECKED,
            asks=(
                Question(key="checker", required=True, noted="person"),
                Question(key="remark", title="核稿意见"),
                PAPERS,
            ),
        ),
        Step(
            key="cosign",
            title="会签",
            item=9968,
            from_states=(DRAFTED, CHECKED),
            to=COSIGNED,
            asks=(
                Question(key="cosigners", required=True, noted="person"),
                Question(key="remark", title="会签意见"),
                PAPERS,
            ),
            hint="不用会签的直接签发",
        ),
        Step(
            key="sign",
            title="签发取号",
            item=9969,
            from_states=UNSIGNED,
            to=SIGNED,
            asks=(
                Question(key="letterhead", when_blank=True),
                Question(key="number", hint="空着就取这个文头的下一个号；补登旧文可以填原来的文号"),
                Question(key="signer", required=True, noted="person"),
                Question(key="signed_on", default="today"),
                REMARK,
                PAPERS,
            ),
            hint="取走的号不会再给别的文，撤销也不收回",
            follows=numbered,
            check=is_numbered,
        ),
        Step(
            key="print",
            title="印发",
            item=9970,
            from_states=(SIGNED,),
            to=PRINTED,
            asks=(
                Question(key="printed_on", default="today"),
                Question(key="copies"),
                Question(key="typist"),
                Question(key="proofreader"),
                PAPERS,
            ),
        ),
        Step(
            key="file",
            title="归档",
            item=9971,
            from_states=(*UNSIGNED, SIGNED, PRINTED),
            to=FILED,
            asks=(Question(key="remark", title="存放处"),),
            fits=may_be_filed,
        ),
        Step(
            key="back",
            title="退回",
            item=9972,
            from_states=(CHECKED, COSIGNED, SIGNED, PRINTED, FILED),
            to=BACK,
            fallback=DRAFTED,
            asks=(Question(key="remark", title="退回理由", required=True),),
            hint="回到上一环节；已经取的文号留着，再签发时还用它",
        ),
        Step(
            key="void",
            title="作废",
            item=9973,
            from_states=(*UNSIGNED, SIGNED, PRINTED, FILED),
            to=VOID,
            asks=(Question(key="void_reason", required=True, noted="remark"),),
            hint="作废的文留在登记簿里，文号不再使用",
        ),
    ),
)
NEXT_STEPS: Final = {
    DRAFTED: "check",
    CHECKED: "sign",
    COSIGNED: "sign",
    SIGNED: "print",
    PRINTED: "file",
}
"""The step that usually comes next, by state."""
