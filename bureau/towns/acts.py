"""What is done with rewards and penalties after a month is issued: settled, deferred, taken back."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present, require, take_each, today_text
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.editing.writing import Edited
from bureau.errors import UserError
from bureau.ledger.query import Any, Blank, Filter, Is, Not
from bureau.towns.ledgers import REWARDS
from bureau.towns.months import DEFERRED, SETTLED, UNSETTLED

if TYPE_CHECKING:
    from bureau.desk import Desk

IS_SETTLED = Is("state", SETTLED)
"""已兑现."""
TO_SETTLE: Filter = Any((Not(IS_SETTLED), Blank("state")))
"""还没有兑现，暂缓的也算."""


def settle(desk: Desk, records: Collection[int], inputs: Inputs) -> Edited:
    """兑现: by whom required, today unless a day is given; 依据文号 where the line has none yet.

    Raises EditFault, UserError for a line that is settled already or rests on no paper.
    """
    given: dict[str, Input] = {"settled_on": today_text(desk), **filled(inputs)}
    require(REWARDS, given, "handled_by")
    found = present(desk, REWARDS, records)
    if any(row["state"] == SETTLED for row in found):
        raise UserError("选中的奖罚里有已经兑现的，请只选未兑现的。")
    if "basis" not in given and any(not row["basis"] for row in found):
        raise UserError("选中的奖罚里有没有依据文号的，请填写依据文号。")
    wanted: Inputs = {**given, "state": Stored(SETTLED)}
    return take_each(desk, REWARDS, "兑现", {int(str(row["id"])): wanted for row in found})


def defer(desk: Desk, records: Collection[int], inputs: Inputs | None = None) -> Edited:
    """暂缓, with a note that says why. Raises EditFault, UserError for a settled line."""
    given = filled(inputs)
    require(REWARDS, given, "note")
    found = present(desk, REWARDS, records)
    if any(row["state"] == SETTLED for row in found):
        raise UserError("选中的奖罚里有已经兑现的，不能暂缓。")
    wanted: Inputs = {**given, "state": Stored(DEFERRED)}
    return take_each(desk, REWARDS, "暂缓兑现", {int(str(row["id"])): wanted for row in found})


def unsettle(desk: Desk, records: Collection[int]) -> Edited:
    """撤回兑现: as if it hadn't been settled. Raises UserError where there is nothing to take back."""
    found = [row for row in present(desk, REWARDS, records) if row["state"] != UNSETTLED]
    if not found:
        raise UserError("选中的奖罚都还没有兑现，没有要撤回的。")
    blank: Inputs = {
        "state": Stored(UNSETTLED),
        "settled_on": Stored(None),
        "handled_by": Stored(None),
    }
    return take_each(desk, REWARDS, "撤回兑现", {int(str(row["id"])): blank for row in found})
