"""Acts of the months of sanitation: the steps to their issue, 不参评."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.editing.inputs import text_of
from bureau.ledger.declaration import Field
from bureau.ledger.types import Text
from bureau.sanitation.months import MONTH_FLOW, set_unscored
from ui.assessment.months import MonthHandling as Months
from ui.ledger.handling import Answers, Done, Planned, RecordAct

UNIT = "个标段"


class MonthHandling(Months):
    """The steps of the months of contracts."""

    flow = MONTH_FLOW
    unit = UNIT


def unscored_act(reason: str) -> RecordAct:
    """不参评 with its reason; a blank one takes it back. `reason` is what stands there now."""

    def plan(_desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        sentence = "不参评的标段不计分，也不按分扣费；报表上写明原因。"
        return Planned(sentence=sentence, fits=tuple(records), proposed={"reason": reason})

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        said = text_of(answers.inputs["reason"])
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
