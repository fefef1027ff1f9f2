"""What of street lights and facilities waits today: late and urgent repairs, hazards, plans, stock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.facilities.definitions import OPEN, overdue
from bureau.facilities.ledgers import HAZARDS, MATERIALS, PERMITS, PLANS, REPAIRS
from bureau.facilities.ledgers.hazards import UNFINISHED
from bureau.facilities.safety.figures_hazards import HazardsOf
from bureau.facilities.stock.moves import LOW
from bureau.facilities.upkeep.figures_plans import plan_lines
from bureau.ledger.query import All, Between, Ids, Is, Titled
from bureau.workflow.waiting import AtDesk, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bureau.facilities.upkeep.figures_plans import PlanLine
    from bureau.workflow.waiting import Grave

LATE_PLANS = "超期的养护计划"
SOON: Final = 7
"""Days ahead, today included, that hazards and plans are told of."""
URGENT: Final = 7503
"""Catalogue id of the grade 危急."""
URGENT_REPAIRS: Final = All((OPEN, Is("severity", URGENT)))
"""危急未修."""


def waiting(at: AtDesk) -> tuple[Waiting, ...]:
    """Repairs, hazards and permits by how late they are, plans, and what runs low, as they are now."""
    today = at.today
    hazards = HazardsOf(Period.month(today.year, today.month), today)
    day, last = today.isoformat(), (today + timedelta(days=SOON - 1)).isoformat()
    due = All((OPEN, Is("due_on", day)))
    soon = All((hazards.open, Between("due_on", day, last)))
    return (
        at.waiting("repairs.urgent", REPAIRS, "危急维修未修", "件", URGENT_REPAIRS, "danger"),
        at.waiting("repairs.due", REPAIRS, "维修今日到期", "件", due, "warning"),
        at.waiting("repairs.overdue", REPAIRS, "维修超时未修", "件", overdue(today), "danger"),
        at.waiting("hazards.due", HAZARDS, "隐患 7 天内到期", "处", soon),
        at.waiting("hazards.overdue", HAZARDS, "隐患超期未整改", "处", hazards.overdue, "danger"),
        at.waiting(
            "permits.overdue",
            PERMITS,
            "作业票超时未完工",
            "张",
            Is("state", UNFINISHED),
            "warning",
        ),
        *plans(at),
        at.waiting("materials.low", MATERIALS, "库存低", "种", LOW, "warning"),
    )


def plans(at: AtDesk) -> tuple[Waiting, ...]:
    """Plans of which something is missing: those whose days are over, and those that end soon."""
    today = at.today
    lines = plan_lines(at.conn, at.names, Period.month(today.year, today.month), today)
    missing = [line for line in lines if line.missing]
    last = today + timedelta(days=SOON - 1)
    soon = (line for line in missing if not line.is_over and today <= line.span.last <= last)
    return (
        of_plans("plans.due", "养护 7 天内到期", "要到期的养护计划", soon),
        of_plans(
            "plans.overdue",
            "养护计划超期",
            LATE_PLANS,
            (line for line in missing if line.is_over),
            "warning",
        ),
    )


def of_plans(
    key: str, title: str, listed: str, lines: Iterable[PlanLine], tone: Grave = "neutral"
) -> Waiting:
    """The plans of these lines, each once."""
    found = tuple(dict.fromkeys(line.record for line in lines))
    where = Titled(listed, Ids(found))
    return Waiting(title, len(found), "项", PLANS.name, where, key=key, tone=tone)
