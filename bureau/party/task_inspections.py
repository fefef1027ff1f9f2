"""督查意见: what an inspection found of tasks, and how it was put right."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present, require, take_each, today_text
from bureau.editing.adding import add_all
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.editing.writing import Edited, Photos
from bureau.errors import UserError
from bureau.party.classes import DAILY_CHECK
from bureau.party.ledgers import INSPECTIONS, TASKS
from bureau.storage.rows import page

if TYPE_CHECKING:
    from bureau.desk import Desk


def inspect(
    desk: Desk, tasks: Collection[int], inputs: Inputs, *, photos: Photos | None = None
) -> tuple[int, ...]:
    """督查: one finding for each task, in one operation; an opinion stands in the task too.

    Raises EditFault, UserError when neither an opinion nor a problem is given.
    """
    given: dict[str, Input] = {
        "inspected_on": today_text(desk),
        "kind": Stored(DAILY_CHECK),
        "inspector": Stored(desk.actor[:32]),
        **filled(inputs),
    }
    if "opinion" not in given and "problem" not in given:
        raise UserError("请写督查意见或发现的问题。")
    found = present(desk, TASKS, tasks)
    wanted = [{"task": Stored(int(str(row["id"]))), **given} for row in found]
    pictures = dict.fromkeys(range(len(wanted)), photos or {})
    title = found[0]["title"] if len(found) == 1 else f"{len(found)} 项任务"
    with desk.store.operation(desk, f"督查：{title}") as op:
        made = add_all(op, desk, INSPECTIONS, wanted, pictures)
        for row in found:
            op.changes.add(TASKS.name, int(str(row["id"])))
        if "opinion" in given:
            said = page(op.conn, INSPECTIONS, made[:1], today=desk.today())[0]["opinion"]
            for row in found:
                op.update(TASKS.name, int(str(row["id"])), {"inspected": said})
    return made


def put_right(
    desk: Desk, findings: Collection[int], inputs: Inputs, *, photos: Photos | None = None
) -> Edited:
    """整改完成: today unless a day is given; how is required. Raises EditFault, UserError."""
    given = {"righted_on": today_text(desk), **filled(inputs)}
    require(INSPECTIONS, given, "result")
    still = [
        row
        for row in present(desk, INSPECTIONS, findings)
        if row["problem"] is not None and row["righted_on"] is None
    ]
    if not still:
        raise UserError("选中的督查记录没有待整改的问题。")
    wanted = {int(str(row["id"])): given for row in still}
    return take_each(desk, INSPECTIONS, "整改完成", wanted, photos=photos)
