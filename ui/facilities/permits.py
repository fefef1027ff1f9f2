"""The acts of permits: 批准 with all that the kind of work needs, 延期, 完工, and the permit on paper."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.desk import Desk
from bureau.editing import read
from bureau.editing.acts import MOMENT
from bureau.editing.inputs import Inputs
from bureau.facilities.ledgers import PERMITS
from bureau.facilities.ledgers.hazards import UNFINISHED
from bureau.facilities.safety import permits
from bureau.ledger.query import Is
from ui.assessment.record_papers import print_offer
from ui.facilities.acts import LinkHandling
from ui.facilities.steps import Step, list_offer, step_offers
from ui.ledger.handling import Advice, Offer, Proposal
from ui.ledger.plain_acts import plain_act

GAS = ("gas_at", "gas_by", "oxygen", "h2s", "co", "lel")
APPROVE = plain_act(
    PERMITS,
    "approve",
    "批准",
    lambda desk, ids, said: permits.approve(desk, ids, said.inputs),
    ("approver", "approved_at", *permits.ASKED),
    required=("approver",),
    propose=permits.proposed_approval,
    unfit=permits.unfit_to_approve,
    hint="缺什么会在那一格说明：有限空间要气体读数、通风、监护和救援，高处要安全带，动火要灭火器材",
    single=True,
)
EXTEND = plain_act(
    PERMITS,
    "extend",
    "延期",
    lambda desk, ids, said: permits.extend(desk, ids, said.inputs),
    ("ends_at", "extended_by", *GAS),
    required=("ends_at", "extended_by"),
    unfit=permits.unfit_to_extend,
    hint="一次最多延一个班次；有限空间要重新检测气体",
    single=True,
)
FINISH = plain_act(
    PERMITS,
    "finish",
    "完工",
    lambda desk, ids, said: permits.finish(desk, ids, said.inputs),
    ("finished_at", "finished_by"),
    unfit=permits.unfit_to_finish,
    hint="人员和工具清点无误以后登记；时间空着就是现在",
)
STEPS = (
    Step(APPROVE, permits.unfit_to_approve),
    Step(FINISH, permits.unfit_to_finish),
    Step(EXTEND, permits.unfit_to_extend, leads=False),
)


class PermitHandling(LinkHandling):
    """Everything that is done with permits."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The acts that are for some of these, the paper, and those open since before today."""
        left = list_offer(
            desk, PERMITS, "unfinished", "看超时未完工的", Is("state", UNFINISHED)
        )  # fmt: skip
        if not records:
            return left
        steps = step_offers(desk, PERMITS, records, STEPS)
        return [*steps, *super().offers(desk, records), print_offer("work-permit"), *left]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """The end of one shift, and what the kind of work needs."""
        values = read(desk, PERMITS, inputs, record).values
        kind, begins = values.get("kind"), values.get("begins_at")
        needed = ""
        if isinstance(kind, int):
            names = desk.store.names()
            titles = (permits.title_of(names, item) for item in permits.MUST.get(kind, ()))
            needed = "、".join(titles)
        whys = {"precautions": f"批准前要落实：{needed}"} if needed else {}
        if record is not None or not isinstance(begins, str) or len(begins) <= len("2026-10-08"):
            return Advice(whys=whys)
        with desk.store.snapshot() as conn:
            ends = permits.shift_end(conn, kind, permits.moment(begins), desk.today())
        return Advice({"ends_at": Proposal(f"{ends:{MOMENT}}", "一个班次，可以改")}, whys=whys)
