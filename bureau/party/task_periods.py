"""周期完成: a period of a repeating task is closed, with what was done and what shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.editing.acts import filled, present, today_text
from bureau.editing.adding import add_all
from bureau.editing.faults import EditFault, of_record
from bureau.editing.inputs import Input, Inputs, Stored, reader_of
from bureau.editing.writing import Photos, taken_photos
from bureau.errors import UserError
from bureau.party.classes import CANCELLED, CLOSED, RUNNING
from bureau.party.figures_periods import TaskPeriod, task_periods
from bureau.party.ledgers import TASK_PERIODS, TASKS
from bureau.storage.new_names import with_ids

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.operation import Operation

SETTLED = (CLOSED, CANCELLED)


@dataclass(frozen=True, slots=True)
class Closing:
    """Which period of each task would be closed, and why others have none."""

    periods: Mapping[int, TaskPeriod]
    left: Mapping[int, str]


def closing(desk: Desk, tasks: Collection[int], number: int | None = None) -> Closing:
    """The period that is next to be closed of each task, or the one of that number."""
    found = present(desk, TASKS, tasks)
    with desk.store.snapshot() as conn:
        periods = task_periods(conn, tasks)
    chosen: dict[int, TaskPeriod] = {}
    left: dict[int, str] = {}
    for row in found:
        task = int(str(row["id"]))
        known = periods.get(task, ())
        still = [one for one in known if one.done_on is None]
        if row["state"] in SETTLED:
            left[task] = "已经销号或取消"
        elif not known:
            left[task] = "没有周期（不是每月、每季度、每半年的任务，或没有年度）"
        elif not still:
            left[task] = "各期都已经完成"
        elif number is None:
            chosen[task] = still[0]
        else:
            wanted = next((one for one in still if one.number == number), None)
            if wanted is None:
                numbers = "、".join(str(one.number) for one in still)
                left[task] = f"没有这一期，或已经完成；还没有完成的是第 {numbers} 期"
            else:
                chosen[task] = wanted
    return Closing(chosen, left)


def number_said(raw: Input) -> int | None:
    """The number of a period as it was asked for. Raises UserError."""
    if raw is None or isinstance(raw, Mapping):
        return None
    value = raw.value if isinstance(raw, Stored) else raw
    text = str(value).strip() if value is not None else ""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise UserError("期号要填数字，空着就是最早没有完成的一期。")
    return int(text)


def close_periods(
    desk: Desk,
    tasks: Collection[int],
    inputs: Inputs | None = None,
    *,
    photos: Photos | None = None,
) -> tuple[int, ...]:
    """Closes one period of each task, in one operation; gives the records of the periods.

    The earliest open one unless `number` says which. A task that wasn't begun is 进行中 then, and
    its 进度 is the share of the year's periods that are closed.

    Raises EditFault, UserError when none of them has such a period.
    """
    given = filled(inputs)
    number = number_said(given.pop("number", None))
    found = closing(desk, tasks, number)
    if not found.periods:
        reasons = "；".join(dict.fromkeys(found.left.values()))
        raise UserError(f"没有可以完成的周期：{reasons or '没有选中任务'}。")
    given = {"done_on": today_text(desk), "done_by": Stored(desk.actor[:32]), **given}
    titles = list(dict.fromkeys(one.title for one in found.periods.values()))
    label = f"周期完成({len(found.periods)} 项)：{titles[0]}"
    with desk.store.operation(desk, label) as op:
        pictures = {key: value for key, value in taken_photos(op, desk, photos).items() if value}
        return close_all(op, desk, list(found.periods.values()), given, pictures)


def close_all(
    op: Operation,
    desk: Desk,
    periods: Sequence[TaskPeriod],
    given: Mapping[str, Input],
    pictures: Mapping[str, object],
) -> tuple[int, ...]:
    """Writes the periods, new or noted before, and what follows for their tasks."""
    records: list[int] = []
    for period in periods:
        inputs: dict[str, Input] = {
            "task": Stored(period.task),
            "title": Stored(period.title),
            "frequency": Stored(period.frequency),
            "number": Stored(period.number),
            "due_on": Stored(period.due.isoformat()),
            **given,
            **{key: Stored(value) for key, value in pictures.items()},  # type: ignore[arg-type]
        }
        if period.record is None:
            records += add_all(op, desk, TASK_PERIODS, [inputs], {})
        else:
            records.append(note_again(op, desk, period.record, inputs))
    settle_tasks(op, desk, [period.task for period in periods])
    return tuple(records)


def note_again(op: Operation, desk: Desk, record: int, inputs: Mapping[str, Input]) -> int:
    """More of a period that has a record already. Raises EditFault."""
    reader = reader_of(desk, op.conn, TASK_PERIODS)
    (row,) = present(desk, TASK_PERIODS, [record])
    draft = reader.read(inputs, row, record)
    if draft.faults:
        raise EditFault(TASK_PERIODS, of_record(record, draft.faults))
    op.update(TASK_PERIODS.name, record, with_ids(TASK_PERIODS, draft.values, {}))
    return record


def settle_tasks(op: Operation, desk: Desk, tasks: Sequence[int]) -> None:
    """State and 进度 of tasks after their periods changed."""
    day = date.max
    for task, periods in task_periods(op.conn, tasks).items():
        done = sum(one.is_done(day) for one in periods)
        (row,) = present(desk, TASKS, [task])
        changes: dict[str, object] = {"percent": 100 * done // len(periods)}
        if row["state"] not in (RUNNING, *SETTLED):
            changes["state"] = RUNNING
        op.update(TASKS.name, task, changes)
        # What its table shows of its periods changed, even where nothing of its own did.
        op.changes.add(TASKS.name, task)
