"""What the details of a paper or an instruction show besides its fields: light, next step, steps taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bureau.desk import Desk
from bureau.editing.acts import item_title
from bureau.storage.rows import page as rows_of
from bureau.workflow import Workflow, trail_of
from ui.ledger.moments_below import MomentsBelow
from ui.ledger.next_panel import NextPanel, NextSeen, light_of
from ui.ledger.page import LedgerPage
from ui.ledger.steps import step_act
from ui.ledger.timeline import MomentView

FIRST = 8
"""So many steps are shown at first, the newest."""
Said = tuple[str, str]
"""A step in words, and its remark."""


@dataclass(frozen=True, slots=True)
class WaySeen(NextSeen):
    """A record and the steps that it took, the newest first."""

    steps: tuple[Said, ...]


def see_way(
    desk: Desk, flow: Workflow, next_steps: Mapping[int, str], unit: str, record: int
) -> WaySeen | None:
    """A record as it is now, None when it is gone."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = rows_of(conn, flow.ledger, [record], today=today)
        if not found:
            return None
        names, row = desk.store.names(conn), found[0]
        steps = trail_of(conn, flow, [record], today)[record].steps
    said = []
    for step in reversed(steps):
        who = step["person"] or step["by"] or ""
        until = f" 期限 {step['until']}" if step["until"] else ""
        words = f"{step['at']} {item_title(step['step'], names)} {who}{until}"
        said.append((words, str(step["remark"] or "")))
    key = next_steps.get(flow.state_of(row), "")
    return WaySeen(
        record,
        light_of(flow.ledger, row, names, row.get("due_on")),
        step_act(flow, flow.step(key), unit=unit) if key else None,
        tuple(said),
    )


def write_step(view: MomentView, step: Said) -> None:
    """One step of the way."""
    said, remark = step
    view.column.addWidget(view.line(said, "faint"))
    if remark:
        view.column.addWidget(view.line(remark, ""))


class WayPanel(NextPanel):
    """Light and the next step above the facts; steps below them."""

    name = "way"

    def __init__(
        self, page: LedgerPage, flow: Workflow, next_steps: Mapping[int, str], unit: str
    ) -> None:
        self.flow, self.next_steps, self.unit = flow, next_steps, unit
        self.steps = MomentsBelow("办理过程", "步", FIRST)
        super().__init__(page, self.steps)

    def read(self, desk: Desk, record: int) -> object:
        """The record in one picture."""
        return see_way(desk, self.flow, self.next_steps, self.unit, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for one that is gone."""
        super().show(found)
        if isinstance(found, WaySeen):
            self.head.setVisible(bool(found.next or found.light.words))
            self.steps.tell(found.steps, write_step)
