"""The steps of a case as acts of its page: what each asks, whom it fits, and taking it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from bureau.desk import Desk
from bureau.editing import Inputs
from bureau.ledger.types import Photos
from bureau.market import actions
from bureau.market.workflow import CASE_FLOW
from bureau.workflow import Question, Step
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import Answers, Done, Offer, Planned, RecordAct
from ui.ledger.page import LedgerPage

GROUPS = {
    "verify": "way",
    "extend": "limit",
    "pass-on": "end",
    "step-back": "back",
    "supervise": "beside",
    "reopen": "back",
}
"""Where a line is drawn in the menu: the step that begins a new part of it."""


COUNTED = 10_000
"""With more records selected the menu doesn't wait for how many each step is for: its dialog says so."""


def step_act(step: Step) -> RecordAct:
    """A step as an act."""
    taken = actions.act(step.key)

    def plan(desk: Desk, records: Collection[int], _inputs: Inputs) -> Planned:
        found = taken.plan(desk, records)
        return Planned(
            sentence=found.sentence,
            fits=found.fits,
            left=found.left,
            required=frozenset(one.key for one in step.asks if found.asks(one)),
        )

    def take(desk: Desk, records: Sequence[int], answers: Answers) -> Done:
        result = taken(desk, records, answers.inputs, photos=answers.photos, at=answers.at)
        return Done(result.sentence(step), result.ids)

    return RecordAct(
        key=step.key,
        title=step.title,
        plan=plan,
        take=take,
        asks=tuple(CASE_FLOW.field_of(one) for one in in_order(step)),
        hint=step.hint,
        dated=True,
    )


def in_order(step: Step) -> list[Question]:
    """The questions of a step, photos last."""
    return sorted(step.asks, key=lambda one: isinstance(CASE_FLOW.field_of(one).type, Photos))


def open_step(key: str, page: LedgerPage, records: Sequence[int]) -> None:
    """The dialog of a step."""
    open_act(page, step_act(CASE_FLOW.step(key)), records)


def step_offers(desk: Desk, records: Sequence[int], next_step: str) -> list[Offer]:
    """The steps that at least one of these cases may take, with how many; of very many cases, all steps."""
    counts: Mapping[str, int | None] = dict.fromkeys(CASE_FLOW.by_key)
    if len(records) <= COUNTED:
        counts = actions.steps_for(desk, records) if records else {}
    group, found = "way", []
    for step in CASE_FLOW.steps:
        group = GROUPS.get(step.key, group)
        if step.key in counts:
            found.append(
                Offer(
                    key=step.key,
                    title=f"{step.title}…",
                    open=partial(open_step, step.key),
                    count=counts[step.key],
                    main=step.key == next_step,
                    group=group,
                )
            )
    return found
