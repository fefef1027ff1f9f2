"""A step of a workflow as an act of a page: what it asks, whom it fits, and taking it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.ledger.types import Photos
from bureau.workflow import Question, Step, Workflow, offers, plan, take_step
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct
from ui.ledger.page import LedgerPage

BACKWARD = ("back", "unlock")
"""Steps below a line of the menu: they take back what was decided."""


def step_act(flow: Workflow, step: Step, *, unit: str = "条") -> RecordAct:
    """A step as an act."""

    def look(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        found = plan(desk, flow, step, records)
        return Planned(
            sentence=found.sentence,
            fits=found.fits,
            left=found.left,
            # What has a default may stay blank: no star, and the keyboard isn't held there.
            required=frozenset(one.key for one in step.asks if found.asks(one) and not one.default),
        )

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        inputs, photos, at = answers.inputs, answers.photos, answers.at
        result = take_step(desk, flow, step, records, inputs, photos=photos, at=at)
        return Done(result.sentence(step), result.ids)

    return RecordAct(
        key=step.key,
        title=step.title,
        plan=look,
        take=take,
        asks=tuple(flow.field_of(one) for one in in_order(flow, step)),
        hint=step.hint,
        dated=True,
        unit=unit,
    )


def in_order(flow: Workflow, step: Step) -> list[Question]:
    """The questions of a step, photos last."""
    return sorted(step.asks, key=lambda one: isinstance(flow.field_of(one).type, Photos))


def flow_offers(
    desk: Desk, flow: Workflow, records: Sequence[int], main: str = "", *, unit: str = "条"
) -> list[Offer]:
    """The steps that at least one of these records may take, with how many; `main` comes next."""
    counts = offers(desk, flow, records) if records else {}
    return [
        Offer(
            key=step.key,
            title=f"{step.title}…",
            open=partial(open_flow_step, flow, step, unit),
            count=counts[step.key],
            main=step.key == main,
            group="back" if step.key in BACKWARD else "way",
        )
        for step in flow.steps
        if step.key in counts
    ]


def open_flow_step(
    flow: Workflow, step: Step, unit: str, page: LedgerPage, records: Sequence[int]
) -> None:
    """The dialog of a step."""
    open_act(page, step_act(flow, step, unit=unit), records)
