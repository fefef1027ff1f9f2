"""What of market order waits today: due and late, to be looked at again, come back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Is
from bureau.market import deadlines, figures_hotline
from bureau.market.complaints import OPEN as OPEN_COMPLAINT
from bureau.market.definitions import CaseFigures
from bureau.market.figures_complaints import ComplaintFigures
from bureau.market.figures_steps import AWAITING
from bureau.market.ledgers import CASES, COMPLAINTS, ORDERS
from bureau.workflow.waiting import AtDesk, Waiting

if TYPE_CHECKING:
    from datetime import date, datetime

    from bureau.ledger.query import Filter

NEW_DAYS: Final = 7
"""A case that came back is news for so many days, today included."""
TO_REVIEW: Final = All((deadlines.RUNNING, Is("state", AWAITING)))
"""待复查: fed back, and nobody has looked at it again."""


def new_rebounds(today: date) -> Filter:
    """新反弹: found within these days where the same trouble had been closed not long before."""
    first = today - timedelta(days=NEW_DAYS - 1)
    return CaseFigures(Period.span(first, today), today).rebounds


def due_today(now: datetime) -> Filter:
    """今日到期: the limit runs out today and hasn't yet."""
    return deadlines.due_soon(now, 0)


def waiting(at: AtDesk) -> tuple[Waiting, ...]:
    """Cases by how far they have gone, then orders of the hotline and complaints."""
    now, today = at.now, at.today
    limits = deadlines.thresholds(at.conn, today)
    levels = [
        at.waiting(
            f"cases.level-{level}",
            CASES,
            f"其中{title}",
            "件",
            deadlines.escalated(level, today, limits),
            "danger",
            f"超期 {limits.days(level)} 天以上，或督办 {level} 次仍未办结",
        )
        for level, title in deadlines.LEVELS.items()
        if level > 1
    ]
    complaints = ComplaintFigures(Period.day(today), today)
    due = All((OPEN_COMPLAINT, Is("due_on", today.isoformat())))
    return (
        at.waiting("cases.due", CASES, "今日到期", "件", due_today(now), "warning"),
        at.waiting("cases.overdue", CASES, "案件超期", "件", deadlines.overdue(now), "danger"),
        *levels,
        at.waiting(
            "cases.unsupervised",
            CASES,
            "超期未督办",
            "件",
            deadlines.unsupervised(limits.supervise, today),
            "warning",
        ),
        at.waiting("cases.supervised", CASES, "督办未结", "件", deadlines.SUPERVISED, "warning"),
        at.waiting("cases.awaiting", CASES, "待复查", "件", TO_REVIEW),
        at.waiting(
            "cases.rebounds", CASES, "新反弹", "件", new_rebounds(today), "warning", "近 7 天"
        ),
        at.waiting("cases.held", CASES, "案件挂账到期", "件", deadlines.hold_run_out(today)),
        at.waiting(
            "hotline.due",
            ORDERS,
            "热线 24 小时内到期",
            "件",
            figures_hotline.due_soon(now),
            "warning",
        ),
        at.waiting(
            "hotline.overdue", ORDERS, "热线超期", "件", figures_hotline.overdue_now(now), "danger"
        ),
        at.waiting("complaints.due", COMPLAINTS, "投诉今日到期", "件", due, "warning"),
        at.waiting(
            "complaints.overdue", COMPLAINTS, "投诉超期", "件", complaints.overdue, "danger"
        ),
    )
