"""The steps of a case as lines of the menu of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bureau.desk import Desk
from bureau.market import actions
from bureau.market.workflow import CASE_FLOW
from ui.ledger.act_dialog import open_act
from ui.ledger.handling import Offer
from ui.ledger.page import LedgerPage
from ui.ledger.steps import step_act

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


def open_step(key: str, page: LedgerPage, records: Sequence[int]) -> None:
    """The dialog of a step."""
    open_act(page, step_act(CASE_FLOW, CASE_FLOW.step(key)), records)


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
