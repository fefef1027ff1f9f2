"""What is said while a night patrol is typed: the register's 应亮 is proposed, odd lamp codes are told."""

from __future__ import annotations

from bureau.desk import Desk
from bureau.editing.checking import read
from bureau.editing.inputs import Inputs
from bureau.facilities.ledgers import LIGHT_PATROLS
from bureau.facilities.lighting.patrolling import Foreseen, foresee
from ui.facilities.acts import PatrolHandling
from ui.ledger.handling import Advice, Proposal, Remark

TWIN = "这条路这一夜已经有一次巡查；是同一次的请改那一条，不是的照样保存。"


class LightPatrolHandling(PatrolHandling):
    """Dark lamps become faults, and a patrol is advised while it is typed."""

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """应亮 by the register, and what doesn't fit."""
        values = read(desk, LIGHT_PATROLS, inputs, record).values
        return advice_of(foresee(desk, values, record), values.get("due"), new=record is None)


def advice_of(found: Foreseen, due: object, *, new: bool) -> Advice:
    """A new patrol has 应亮 filled in; beside another number it is only said, as are odd codes."""
    twin = () if found.twin is None else (Remark(TWIN, "active", found.twin),)
    whys = {"lamps": "".join(found.remarks)} if found.remarks else {}
    if found.due is None:
        return Advice(whys=whys, remarks=twin)
    why = f"档案里这条路当晚应亮 {found.due:,} 盏"
    if due is not None and due != found.due:
        whys["due"] = f"{why}，这里写的是 {due} 盏"
    return Advice({"due": Proposal(found.due, why)} if new else {}, whys, twin)
