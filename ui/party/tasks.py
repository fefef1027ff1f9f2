"""Acts of tasks: the steps of their way, periods closed with evidence, findings and how they were put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from bureau.desk import Desk
from bureau.editing.checking import read
from bureau.editing.inputs import Inputs
from bureau.errors import UserError
from bureau.ledger.declaration import Field
from bureau.ledger.types import Whole
from bureau.party.classes import DEPLOYED, NOT_BEGUN
from bureau.party.ledgers import INSPECTIONS, TASK_PERIODS, TASKS
from bureau.party.task_flow import NEXT_STEPS, TASK_FLOW
from bureau.party.task_inspections import inspect, put_right
from bureau.party.task_periods import SETTLED, close_periods, closing, number_said
from bureau.party.task_scores import weight_advice
from bureau.storage.photo_lists import NewPhoto
from bureau.storage.recognition import referring
from bureau.storage.rows import page as rows_of
from bureau.workflow import Left, plan
from ui.assessment.record_papers import print_offer
from ui.ledger.handling import (
    Advice,
    Answers,
    Done,
    Handling,
    Instead,
    Offer,
    Planned,
    Proposal,
    RecordAct,
    RecordPanel,
)
from ui.ledger.page import LedgerPage
from ui.ledger.plain_acts import offer, open_plain
from ui.ledger.steps import flow_offers, step_act
from ui.party.adopting import adopt_act

NUMBER = Field(
    key="number",
    title="第几期",
    type=Whole(minimum=1, maximum=12),
    hint="空着就是最早没有完成的一期；每季度的写 1 到 4，每月的写 1 到 12",
)
UNIT = "项"
ADOPT = adopt_act("task")


def pictures_of(answers: Answers, key: str) -> dict[str, Sequence[NewPhoto | str]] | None:
    """The photos that were answered, under the field that keeps them."""
    return {key: answers.photos} if answers.photos else None


def titles_of(desk: Desk, tasks: Collection[int]) -> dict[int, str]:
    """What the tasks are called."""
    with desk.store.snapshot() as conn:
        found = rows_of(conn, TASKS, tasks, today=desk.today())
    return {int(str(row["id"])): str(row["title"]) for row in found}


def plan_closing(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """Which period of each would be closed."""
    try:
        found = closing(desk, records, number_said(inputs.get("number")))
    except UserError as fault:
        return Planned(sentence=fault.sentence, fits=())
    titles = titles_of(desk, found.left)
    left = tuple(Left(task, titles.get(task, ""), why) for task, why in found.left.items())
    chosen = tuple(dict.fromkeys(one.title for one in found.periods.values()))
    if not chosen:
        why = "；".join(dict.fromkeys(found.left.values()))
        return Planned(sentence=f"没有可以完成的周期：{why}。", fits=(), left=left)
    said = "、".join(chosen[:3]) + ("等" if len(chosen) > 3 else "")
    sentence = f"完成 {said}，共 {len(found.periods)} 项任务各一期。"
    if left:
        sentence += f"另外 {len(left)} 项没有可以完成的周期。"
    return Planned(sentence=sentence, fits=tuple(found.periods), left=left)


def take_closing(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Closes them."""
    photos = pictures_of(answers, "photos")
    made = close_periods(desk, records, answers.inputs, photos=photos)
    return Done(f"已完成 {len(made):,} 期，在“任务周期”里。", tuple(records))


CLOSE_PERIOD = RecordAct(
    key="close-period",
    title="周期完成",
    plan=plan_closing,
    take=take_closing,
    asks=(
        NUMBER,
        *(
            replace(TASK_PERIODS.by_key[key], required=False)
            for key in ("progress", "evidence", "done_on", "done_by", "photos")
        ),
    ),
    hint="佐证材料或照片至少要有一样；完成日期空着就是今天",
    replans=True,
    unit=UNIT,
)


def plan_inspecting(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """All of them, each with a finding of its own."""
    del desk, inputs
    ids = tuple(records)
    return Planned(sentence=f"给选中的 {len(ids)} 项任务各记一条督查意见。", fits=ids)


def take_inspecting(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Notes them."""
    made = inspect(desk, records, answers.inputs, photos=pictures_of(answers, "photos"))
    return Done(f"已记 {len(made):,} 条，在“督查问题”里。", tuple(records))


INSPECT = RecordAct(
    key="inspect",
    title="督查意见",
    plan=plan_inspecting,
    take=take_inspecting,
    asks=tuple(
        replace(INSPECTIONS.by_key[key], required=False)
        for key in (
            *("kind", "inspected_on", "inspector", "opinion"),
            *("problem", "demand", "person", "due_on", "photos"),
        )
    ),
    hint="督查意见和发现问题至少写一样；写了问题的要整改",
    unit=UNIT,
)


def plan_righting(desk: Desk, records: Collection[int], inputs: Inputs) -> Planned:
    """Those with a problem that isn't put right."""
    del inputs
    with desk.store.snapshot() as conn:
        found = rows_of(conn, INSPECTIONS, records, today=desk.today())
    fits = tuple(
        int(str(row["id"]))
        for row in found
        if row["problem"] is not None and row["righted_on"] is None
    )
    sentence = f"选中 {len(found)} 条，待整改 {len(fits)} 条。"
    return Planned(sentence=sentence, fits=fits, required=frozenset({"result"}))


def take_righting(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
    """Puts them right."""
    photos = pictures_of(answers, "photos_after")
    done = put_right(desk, records, answers.inputs, photos=photos)
    return Done(f"已登记整改 {done.count:,} 条。", tuple(records))


RIGHT = RecordAct(
    key="right",
    title="整改完成",
    plan=plan_righting,
    take=take_righting,
    asks=tuple(
        replace(INSPECTIONS.by_key[key], required=False)
        for key in ("result", "righted_on", "photos_after")
    ),
)


class TaskHandling(Handling):
    """The way of a task, its periods, what was found of it."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """The steps that are open, then periods and findings."""
        if not records:
            return []
        with desk.store.snapshot() as conn:
            found = rows_of(conn, TASKS, records, today=desk.today())
        repeating = [
            row for row in found if row["periods_open"] is not None and row["state"] not in SETTLED
        ]
        main = next_act(found[0]) if found else ""
        steps = flow_offers(desk, TASK_FLOW, records, main, unit=UNIT)
        beside = [offer(INSPECT, group="beside")]
        if repeating:
            beside.insert(
                0,
                replace(
                    offer(CLOSE_PERIOD, main=main == CLOSE_PERIOD.key, group="beside"),
                    count=len(repeating),
                ),
            )
        papers = [print_offer("party-duty-sheet")]
        return [*steps, *beside, offer(ADOPT, group="beside"), *papers]

    def advise(self, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
        """A new task begins in this year, deployed; what the year's weights come to with it."""
        begun = {
            "year": Proposal(desk.today().year, ""),
            "state": Proposal(NOT_BEGUN, ""),
            "stage": Proposal(DEPLOYED, ""),
        }
        values = read(desk, TASKS, inputs, record).values
        year, weight = values.get("year"), values.get("weight")
        whys = {}
        if isinstance(weight, int):
            if record is not None and "year" not in values:
                with desk.store.snapshot() as conn:
                    year = rows_of(conn, TASKS, [record], today=desk.today())[0]["year"]
            of_year = year if isinstance(year, int) else desk.today().year
            whys["weight"] = weight_advice(desk, of_year, weight, record)
        return Advice(proposals={} if record is not None else begun, whys=whys)

    def instead_of_removing(self, desk: Desk, records: Sequence[int]) -> Instead | None:
        """取消任务 for a task that has been worked on: what was done stays in the books."""
        with desk.store.snapshot() as conn:
            held = referring(conn, desk.store.shapes, TASKS.name, records)
        cancelling = TASK_FLOW.step("cancel")
        if not held or not plan(desk, TASK_FLOW, cancelling, records).fits:
            return None
        where = "、".join(f"“{title}”{number} 条" for title, number in held.items())
        which = "这项任务" if len(records) == 1 else f"选中的 {len(records)} 项任务里有的"
        return Instead(
            f"{which}已有{where}，不能删除。不再做的请取消：取消后不再计入全年任务和权重。",
            f"{cancelling.title}…",
            partial(open_plain, step_act(TASK_FLOW, cancelling, unit=UNIT)),
        )

    def panel(self, page: LedgerPage) -> RecordPanel:
        """Periods, steps and findings."""
        from ui.party.task_panel import TaskPanel

        return TaskPanel(page)


def next_act(row: dict[str, object]) -> str:
    """What usually comes next for a task: its open period, else the next step."""
    if row["state"] not in SETTLED and row["periods_open"] is not None:
        return CLOSE_PERIOD.key
    return NEXT_STEPS.get(TASK_FLOW.state_of(row), "")


class InspectionHandling(Handling):
    """Findings are put right."""

    def offers(self, desk: Desk, records: Sequence[int]) -> list[Offer]:
        """While one of them has a problem that is open."""
        if not records:
            return []
        fits = plan_righting(desk, records, {}).fits
        return [replace(offer(RIGHT, main=True), count=len(fits))] if fits else []
