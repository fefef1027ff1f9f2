"""What a clerk does with cases: every step of their workflow, with one or many, each one operation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bureau.editing.checking import read
from bureau.market.deadlines import Deadline, due_when_found
from bureau.market.ledgers import CASES
from bureau.market.workflow import CASE_FLOW
from bureau.storage.rows import page
from bureau.workflow import Plan, Step, Taken, offers, plan, take_step

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.editing import Inputs
    from bureau.workflow.taking import Pictures


def steps_for(desk: Desk, ids: Collection[int]) -> dict[str, int]:
    """How many of these cases each step is open to, by the step's key; in the order of the workflow."""
    return offers(desk, CASE_FLOW, ids)


def propose_limit(desk: Desk, inputs: Inputs, record: int | None = None) -> Deadline | str:
    """The limit that a case being typed would have from its finding, or a sentence why there is none.

    `inputs` as the form has them; of a saved case only those that differ. Nothing is saved.
    """
    draft = read(desk, CASES, inputs, record)
    with desk.store.snapshot() as conn:
        found = page(conn, CASES, [record], today=desk.today()) if record is not None else []
        values = {**(found[0] if found else {}), **draft.values}
        return due_when_found(conn, values, desk.now())


@dataclass(frozen=True, slots=True)
class Act:
    """One step as a function: `dispatch(desk, ids, {"unit": "一中队"})`.

    Answers go by the key of the step's questions, as typed or as `Stored`. Raises what `take_step`
    raises. `dispatch.plan(desk, ids)` tells beforehand whom it would fit.
    """

    step: Step

    def __call__(
        self,
        desk: Desk,
        ids: Collection[int],
        answers: Inputs | None = None,
        *,
        photos: Pictures = (),
        at: datetime | None = None,
    ) -> Taken:
        """Takes the step with these cases, in one operation and one undo."""
        return take_step(desk, CASE_FLOW, self.step, ids, answers, photos=photos, at=at)

    def plan(self, desk: Desk, ids: Collection[int]) -> Plan:
        """How many of these cases fit, which don't and why."""
        return plan(desk, CASE_FLOW, self.step, ids)


def act(key: str) -> Act:
    """The act of one step."""
    return Act(CASE_FLOW.step(key))


verify = act("verify")
"""核实: remark."""
file = act("file")
"""立案: due_on, due_time, remark; without a limit that of the class from now."""
refuse = act("refuse")
"""不予立案: remark, approver."""
dispatch = act("dispatch")
"""派遣: unit (where blank), person, due_on, due_time, remark."""
give_back = act("return")
"""退回重派: remark."""
accept = act("accept")
"""签收处置: person, remark."""
feed_back = act("feed-back")
"""处置反馈: result, handling; photos go to 整改后照片."""
close = act("close")
"""复查合格结案: closed_on, handling (where blank), reviewed_on, reviewed_by, remark."""
close_directly = act("close-directly")
"""直接结案: closed_on, handling (where blank), result, review, reviewed_on, reviewed_by."""
rework = act("rework")
"""返工: remark, reviewed_on, reviewed_by, due_on, due_time."""
extend = act("extend")
"""延期: due_on, due_time, remark, approver."""
hold = act("hold")
"""挂账: remark, approver, until."""
resume = act("resume")
"""恢复办理: due_on, due_time, remark; without a limit that of the class from now."""
pass_on = act("pass-on")
"""移送: receiver, remark, approver."""
penalise = act("penalise")
"""转行政处罚: file_penalty (是: registers the penalty case too), cause, remark, approver."""
void = act("void")
"""作废: remark."""
restore = act("restore")
"""恢复 (of a void case): remark."""
step_back = act("step-back")
"""回退: remark, closed_on (only back to 结案)."""
supervise = act("supervise")
"""督办: remark, approver, until."""
call_back = act("call-back")
"""回访: satisfaction, called_back_on, call_note."""
reopen = act("reopen")
"""重新打开: remark, due_on, due_time."""
