"""What of party-building waits today."""

from __future__ import annotations

from typing import Final

from bureau.calendar.periods import Period
from bureau.ledger.query import Any
from bureau.party.figures import party_figures
from bureau.party.ledgers import TASKS
from bureau.party.matrix import due_soon, lines_of
from bureau.settings.declared import PARTY_MEETINGS
from bureau.settings.reading import read_settings
from bureau.workflow.waiting import AtDesk, Waiting

MATRIX_PAGE: Final = "party-matrix"
"""三会一课 shows what is lacking: there are no records of it yet."""


def waiting(at: AtDesk) -> tuple[Waiting, ...]:
    """Tasks that are red or will be, and meetings still to be held in spans that end soon."""
    today = at.today
    of = party_figures(at.conn, at.names, Period.month(today.year, today.month), today)
    days = read_settings(at.conn, today).value(PARTY_MEETINGS)
    soon = due_soon(lines_of(of.requirements), today, days)
    late, near = of.tasks.late.where, of.tasks.near.where
    return (
        at.waiting("tasks.near", TASKS, "党建任务将到期", "项", near, "warning"),
        at.waiting("tasks.late", TASKS, "党建任务逾期", "项", late, "danger"),
        at.waiting("tasks.pending", TASKS, "待办任务", "项", Any((late, near))),
        Waiting(
            "组织生活快到期",
            len(soon),
            "项",
            page=MATRIX_PAGE,
            key="meetings.due",
            tone="warning",
            hint=soon[0].words if soon else "",
        ),
    )
