"""The trail of a record: the steps it has taken, and the state it came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.ledger.query import OneOf, Sort
from bureau.storage import rows
from bureau.workflow.declaration import Row, Workflow

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of one record, oldest first, as stored."""

    steps: tuple[Row, ...] = ()

    @property
    def last_at(self) -> str:
        """When the last step was taken, "" for none."""
        return max((str(step["at"]) for step in self.steps), default="")

    def state_before(self, workflow: Workflow, present: int) -> int | None:
        """The state that the record came from, None when its trail doesn't say how it got here.

        A step back takes its step off the trail, so that a second one goes one further.
        """
        taken: list[tuple[int, int]] = []
        for step in self.steps:
            before, after = step["state_before"], step["state_after"]
            if not isinstance(before, int) or not isinstance(after, int) or before == after:
                continue
            if step["step"] in workflow.back_items and taken and taken[-1] == (after, before):
                taken.pop()
            else:
                taken.append((before, after))
        return taken[-1][0] if taken and taken[-1][1] == present else None


def trail_of(
    conn: Reader, workflow: Workflow, records: Collection[int], today: date
) -> dict[int, Trail]:
    """The trails of these records; each has one, if only an empty one."""
    order = (Sort("at"), Sort("id"))
    where = OneOf(workflow.owner, tuple(records))
    found = rows.ids(conn, workflow.trail, where, order, today=today)
    steps: dict[int, list[Row]] = {record: [] for record in records}
    for row in rows.page(conn, workflow.trail, found, today=today):
        steps[int(str(row[workflow.owner]))].append(row)
    return {record: Trail(tuple(taken)) for record, taken in steps.items()}
