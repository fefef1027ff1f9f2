"""What of party-building waits when the program is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.party.figures import party_figures
from bureau.party.ledgers import TASKS
from bureau.party.matrix import due_soon, lines_of
from bureau.settings.declared import PARTY_MEETINGS
from bureau.settings.reading import read_settings
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from datetime import datetime

    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

MATRIX_PAGE: Final = "party-matrix"
"""三会一课 shows what is lacking: there are no records of it yet."""


def waiting(conn: Reader, names: Names, now: datetime) -> tuple[Waiting, ...]:
    """Tasks that are red, and meetings still to be held in spans that end soon."""
    today = now.date()
    of = party_figures(conn, names, Period.month(today.year, today.month), today)
    days = read_settings(conn, today).value(PARTY_MEETINGS)
    soon = due_soon(lines_of(of.requirements), today, days)
    late = of.tasks.late
    return (
        Waiting("党建任务逾期", late.count, "项", TASKS.name, late.where),
        Waiting("组织生活快到期", len(soon), "项", page=MATRIX_PAGE),
    )
