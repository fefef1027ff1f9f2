"""Acts of the months of sanitation: the steps to their issue, 不参评."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bureau.assessment.month_flow import CONSULTED, DECIDED, FIRST, REVIEWED
from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.editing.acts import present
from bureau.ledger.declaration import Field
from bureau.ledger.types import Text
from bureau.sanitation.ledgers import MONTHS
from bureau.sanitation.months import MONTH_FLOW, set_unscored
from ui.ledger.handling import Answers, Done, Handling, Offer, Planned, RecordAct
from ui.ledger.steps import flow_offers

NEXT: Mapping[int, str] = {
    FIRST: "consult",
    CONSULTED: "review",
    REVIEWED: "decide",
    DECIDED: "issue",
}
"""The step that usually comes next, by state."""
UNIT = "个标段"


def next_step(desk: Desk, records: Sequence[int]) -> str:
    """The step that usually comes next for the first of these months, "" for none."""
    if not records:
        return ""
    return NEXT.get(MONTH_FLOW.state_of(present(desk, MONTHS, records[:1])[0]), "")


class MonthHandling(Handling):
    """The steps of a month."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """Those that are open to these months."""
        return flow_offers(desk, MONTH_FLOW, records, next_step(desk, records), unit=UNIT)


def unscored_act(reason: str) -> RecordAct:
    """不参评 with its reason; a blank one takes it back. `reason` is what stands there now."""

    def plan(_desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        sentence = "不参评的标段不计分，也不按分扣费；报表上写明原因。"
        return Planned(sentence=sentence, fits=tuple(records), proposed={"reason": reason})

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        said = str(answers.inputs["reason"] or "").strip()
        for record in records:
            set_unscored(desk, record, said)
        return Done("已设为不参评。" if said else "已恢复参评。")

    return RecordAct(
        key="unscored",
        title="不参评",
        plan=plan,
        take=take,
        asks=(Field(key="reason", title="原因", type=Text(limit=128), hint="空着就是恢复参评"),),
        single=True,
        unit=UNIT,
    )
