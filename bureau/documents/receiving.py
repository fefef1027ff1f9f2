"""The way of a paper received: 拟办 → 批示 → 交办 → 反馈 → 办结 → 归档; an instruction may follow it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.documents.instructing import later_limit, said_by_whom
from bureau.documents.ledgers import INSTRUCTIONS, RECEIPT_STEPS, RECEIVED
from bureau.documents.states import (
    ANSWERED,
    DONE,
    RUNNING,
    STORED,
    TO_ASSIGN,
    TO_INSTRUCT,
    TO_PROPOSE,
)
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Stored
from bureau.ledger.declaration import Field
from bureau.ledger.types import YesNo
from bureau.workflow import BACK, STAYS, Question, Step, Workflow

if TYPE_CHECKING:
    from bureau.ledger.entry import Value
    from bureau.workflow.declaration import Row
    from bureau.workflow.taking import Taking

REMARK: Final = Question(key="remark", title="说明")
PAPERS: Final = Question(key="photos", title="材料", adds="photos")
SEPARATE: Final = Question(
    key="separate",
    field=Field(
        key="separate",
        title="另立批示件",
        type=YesNo(),
        none_words=False,
        hint="填“是”，就在“批示”里立一件，单独交办和反馈",
    ),
)
OPEN: Final = (TO_PROPOSE, TO_INSTRUCT, TO_ASSIGN, RUNNING, ANSWERED)


def opens_instruction(taking: Taking, row: Row, values: Row) -> None:
    """批示: where it is wished, a record of its own among the instructions."""
    if taking.own.get("separate") != 1:
        return
    copied = {
        "instructed_on": taking.at.date().isoformat(),
        "leader": values["leader"],
        "subject": values["title"],
        "text": values["instruction"],
        "receipt": row["id"],
        "unit": values["unit"],
        "person": values["person"],
        "due_on": values["due_on"],
        "state": TO_ASSIGN,
    }
    inputs: dict[str, Input] = {}
    for key, value in copied.items():
        known: Value = value  # type: ignore[assignment]
        if known is not None:
            inputs[key] = Stored(known)
    add_all(taking.op, taking.desk, INSTRUCTIONS, [inputs], {})


RECEIPT_FLOW: Final = Workflow(
    ledger=RECEIVED,
    trail=RECEIPT_STEPS,
    state="state",
    owner="receipt",
    initial=TO_PROPOSE,
    steps=(
        Step(
            key="propose",
            title="拟办",
            item=9974,
            from_states=(TO_PROPOSE, TO_INSTRUCT),
            to=TO_INSTRUCT,
            asks=(
                Question(key="proposal", required=True, noted="remark"),
                Question(key="proposer", noted="person", hint="空着就是登录的人"),
                Question(key="unit"),
                Question(key="due_on", noted="until"),
            ),
            follows=said_by_whom("proposer"),
        ),
        Step(
            key="instruct",
            title="批示",
            item=9975,
            from_states=(TO_PROPOSE, TO_INSTRUCT, TO_ASSIGN),
            to=TO_ASSIGN,
            asks=(
                Question(key="leader", required=True, noted="person"),
                Question(key="instruction", required=True, noted="remark"),
                SEPARATE,
                PAPERS,
            ),
            after=opens_instruction,
        ),
        Step(
            key="assign",
            title="交办",
            item=9976,
            from_states=(TO_PROPOSE, TO_INSTRUCT, TO_ASSIGN, RUNNING),
            to=RUNNING,
            asks=(
                Question(key="unit", when_blank=True),
                Question(key="person", noted="person"),
                Question(key="due_on", noted="until"),
                REMARK,
            ),
            hint="时限可以写 5个工作日，从收文日期数起",
        ),
        Step(
            key="extend",
            title="延期",
            item=9979,
            from_states=(TO_ASSIGN, RUNNING),
            to=STAYS,
            asks=(
                Question(key="due_on", required=True, noted="until"),
                Question(key="remark", title="延期理由", required=True),
            ),
            check=later_limit,
        ),
        Step(
            key="answer",
            title="反馈",
            item=9977,
            from_states=(TO_ASSIGN, RUNNING),
            to=ANSWERED,
            asks=(Question(key="result", required=True, noted="remark"), PAPERS),
        ),
        Step(
            key="finish",
            title="办结",
            item=9978,
            from_states=OPEN,
            to=DONE,
            asks=(
                Question(key="done_on", default="today"),
                Question(key="result", when_blank=True, noted="remark"),
                PAPERS,
            ),
            hint="只传阅的件，办理结果写“阅毕”",
        ),
        Step(
            key="file",
            title="归档",
            item=9971,
            from_states=(DONE,),
            to=STORED,
            asks=(Question(key="remark", title="存放处"),),
        ),
        Step(
            key="back",
            title="退回",
            item=9972,
            from_states=(TO_INSTRUCT, TO_ASSIGN, RUNNING, ANSWERED, DONE, STORED),
            to=BACK,
            fallback=TO_PROPOSE,
            asks=(Question(key="remark", title="退回理由", required=True),),
        ),
    ),
    leaving={DONE: ("done_on",)},
)
NEXT_STEPS: Final = {
    TO_PROPOSE: "propose",
    TO_INSTRUCT: "instruct",
    TO_ASSIGN: "assign",
    RUNNING: "answer",
    ANSWERED: "finish",
    DONE: "file",
}
"""The step that usually comes next, by state."""
