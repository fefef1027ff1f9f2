"""What of street lights and facilities waits when the program is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.facilities.definitions import overdue
from bureau.facilities.ledgers import HAZARDS, MATERIALS, PERMITS, PLANS, REPAIRS
from bureau.facilities.ledgers.hazards import UNFINISHED
from bureau.facilities.safety.figures_hazards import HazardsOf
from bureau.facilities.stock.moves import LOW
from bureau.facilities.upkeep.figures_plans import plan_lines
from bureau.ledger.query import Ids, Is, Titled
from bureau.workflow.waiting import Waiting, records_waiting

if TYPE_CHECKING:
    from datetime import date, datetime

    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

LATE_PLANS = "超期的养护计划"


def waiting(conn: Reader, names: Names, now: datetime) -> tuple[Waiting, ...]:
    """Late repairs, hazards, permits and plans, and what runs low, as they are now."""
    today = now.date()
    hazards = HazardsOf(Period.month(today.year, today.month), today)
    return (
        records_waiting(conn, REPAIRS, "维修超时未修", "件", overdue(today), now),
        records_waiting(conn, HAZARDS, "隐患超期未整改", "处", hazards.overdue, now),
        records_waiting(conn, PERMITS, "作业票超时未完工", "张", Is("state", UNFINISHED), now),
        late_plans(conn, names, today),
        records_waiting(conn, MATERIALS, "库存低", "种", LOW, now),
    )


def late_plans(conn: Reader, names: Names, today: date) -> Waiting:
    """The plans of which something is missing though its days are over."""
    lines = plan_lines(conn, names, Period.month(today.year, today.month), today)
    late = tuple(dict.fromkeys(line.record for line in lines if line.is_over and line.missing))
    return Waiting("养护计划超期", len(late), "项", PLANS.name, Titled(LATE_PLANS, Ids(late)))
