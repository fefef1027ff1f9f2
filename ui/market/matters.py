"""Acts of the ledgers beside the cases: hotline orders, complaints, goods taken, papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bureau.desk import Desk
from bureau.editing import Edited, Inputs, read
from bureau.ledger.declaration import Field
from bureau.ledger.entry import Value
from bureau.ledger.types import LongText, Text
from bureau.market import complaints, hotline, notices, seizures, serving
from bureau.market.ledgers import COMPLAINTS, NOTICES, ORDERS, SEIZURES
from ui.ledger.handling import Advice, Handling, Offer, Proposal
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, plain_act
from ui.market.papers import show_notices, show_receipts

FOLLOW = Field(key="follow", title="跟进情况", type=LongText())
REASON = Field(key="reason", title="理由", type=Text())
VOID_REASON = Field(key="reason", title="作废原因", type=Text())

# -- hotline orders --------------------------------------------------------------------------------

SIGN = plain_act(ORDERS, "sign", "签收", lambda desk, ids, _said: hotline.sign(desk, ids))
TO_CASE = plain_act(
    ORDERS,
    "case",
    "转为案件",
    lambda desk, ids, _said: hotline.make_case(desk, ids),
    hint="地点、类别、时限和内容带进新案件，两边互相关联；来电人不作当事人",
)
ANSWER = plain_act(
    ORDERS,
    "answer",
    "答复",
    lambda desk, ids, said: hotline.answer(desk, ids, said.inputs),
    ("answer",),
    propose=lambda desk, ids: proposed_answer(desk, ids),
    hint="空着的，案件已结的按处置结果拟写",
)
HAND_BACK = plain_act(
    ORDERS,
    "hand-back",
    "退单",
    lambda desk, ids, said: hotline.hand_back(desk, ids, said.inputs["return_reason"]),
    ("return_reason",),
    required=("return_reason",),
)
EXTEND_ORDER = plain_act(
    ORDERS,
    "extend",
    "延期",
    lambda desk, ids, said: hotline.extend(
        desk, ids, said.inputs["extended_to"], said.inputs["extension_reason"]
    ),
    ("extended_to", "extension_reason"),
    required=("extended_to", "extension_reason"),
)
CALL_BACK = plain_act(
    ORDERS,
    "call-back",
    "回访",
    lambda desk, ids, said: hotline.call_back(
        desk, ids, said.inputs["satisfaction"], said.inputs["resolved"]
    ),
    ("satisfaction", "resolved"),
    required=("satisfaction",),
)


def proposed_answer(desk: Desk, orders: Sequence[int]) -> Mapping[str, Value]:
    """The answer that the closed case of a single order lets the bureau give."""
    found = hotline.proposed_answers(desk, orders) if len(orders) == 1 else []
    return {"answer": found[0].text} if found else {}


class OrderHandling(Handling):
    """From signing to the call-back, and the way into the case ledger."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """All of them; the bureau says which orders it isn't for."""
        acts = (SIGN, TO_CASE, ANSWER, EXTEND_ORDER, HAND_BACK, CALL_BACK)
        return [offer(act) for act in acts] if records else []


# -- complaints ------------------------------------------------------------------------------------

FOLLOW_UP = plain_act(
    COMPLAINTS,
    "follow",
    "跟进",
    lambda desk, ids, said: complaints.follow(desk, ids, str(said.inputs["follow"] or "")),
    (FOLLOW,),
    required=("follow",),
    hint="记上今天的日期和姓名，接在原来的后面",
)
REPLY = plain_act(
    COMPLAINTS,
    "reply",
    "答复",
    lambda desk, ids, said: complaints.reply(desk, ids, said.inputs),
    ("reply", "replied_on"),
    required=("reply",),
)
COMPLAINT_TO_CASE = plain_act(
    COMPLAINTS,
    "case",
    "转为案件",
    lambda desk, ids, _said: complaints.make_case(desk, ids),
    hint="地点、类别和内容带进新案件，两边互相关联；投诉人不作当事人",
)


class ComplaintHandling(Handling):
    """Following up, replying, and the way into the case ledger."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """All of them."""
        acts = (FOLLOW_UP, REPLY, COMPLAINT_TO_CASE)
        return [offer(act) for act in acts] if records else []


# -- goods taken -----------------------------------------------------------------------------------

DISPOSE = plain_act(
    SEIZURES,
    "dispose",
    "处理",
    lambda desk, ids, said: seizures.dispose(desk, ids, said.inputs),
    ("disposal", "disposed_on", "receiver"),
    required=("disposal",),
    hint="返还当事人的要写领取人",
)
EXTEND_SEIZURE = plain_act(
    SEIZURES,
    "extend",
    "延长扣押",
    lambda desk, ids, said: seizures.extend(
        desk,
        ids,
        said.inputs["due_on"],
        said.inputs["approver"],
        str(said.inputs["reason"] or ""),
    ),
    ("due_on", "approver", REASON),
    required=("due_on", "approver"),
    hint="到期前批准，只能延长一次；先行登记保存不能延长",
)
CONVERT = plain_act(
    SEIZURES,
    "convert",
    "转为扣押",
    lambda desk, ids, _said: seizures.convert(desk, ids),
    hint="先行登记保存到期前转为扣押：另立一份，从今天起重新计时",
)


class SeizureHandling(Handling):
    """What becomes of goods that were taken."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """All of them, and the limits of those that have none."""
        acts = [offer(act) for act in (DISPOSE, EXTEND_SEIZURE, CONVERT)] if records else []
        return [
            *acts,
            Offer(key="limits", title="补算没有的到期日", open=set_limits, group="all"),
        ]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The last day that the law sets, for a record that is new."""
        values = read(desk, SEIZURES, inputs, record).values
        with desk.store.snapshot() as conn:
            found = seizures.propose(conn, values, desk.today())
        if isinstance(found, str):
            return Advice(whys={"due_on": found})
        day = found.isoformat()
        if record is not None:
            return Advice(whys={"due_on": f"按法定期限应为 {day}"})
        return Advice({"due_on": Proposal(day, "按法定期限算出")})


def set_limits(page: LedgerPage, _records: Sequence[int]) -> None:
    """Gives every held record without a last day the one that the law sets it."""
    desk = page.context.desk
    page.context.writing.run(
        lambda _ticket: seizures.set_limits(desk),
        lambda done: page.context.news.said.emit(f"已补算 {getattr(done, 'count', 0)} 条到期日。"),
        page.complain_of,
        title="补算到期日",
    )


# -- papers ----------------------------------------------------------------------------------------


SERVE = plain_act(
    NOTICES,
    "serve",
    "登记送达",
    lambda desk, ids, said: serving.serve(desk, ids, said.inputs, photos=said.photos),
    (*serving.ASKED, "photos"),
    required=("delivery", "server"),
    hint="送给同一个人的几份可以一次登记；留置送达要有见证人或照片",
    unit="份",
)
VOID = plain_act(
    NOTICES,
    "void",
    "作废",
    lambda desk, ids, said: Edited(notices.void(desk, ids, str(said.inputs["reason"] or ""))),
    (VOID_REASON,),
    required=("reason",),
    hint="作废的文书留在台账里，编号不再使用",
    unit="份",
)


class NoticeHandling(Handling):
    """Printing papers, noting their delivery, making them void."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """All of them."""
        if not records:
            return []
        return [
            Offer(key="print", title="打印文书…", open=show_notices, writes=False),
            Offer(key="receipts", title="打印送达回证…", open=show_receipts, writes=False),
            offer(SERVE, group="do"),
            offer(VOID, group="do"),
        ]
