"""What waits: cases put off; orders, complaints, penalties, goods and places; one list each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter
from bureau.market import (
    complaints,
    deadlines,
    figures_hotline,
    hotline,
    penalties,
    seizures,
    watching,
)
from bureau.market.ledgers import CASES, COMPLAINTS, ORDERS, PENALTIES, SEIZURES
from bureau.market.ledgers.watched import RESTAURANTS, SIGNS
from bureau.settings.declared import (
    CLEANING_DAYS,
    COMPLAINT_SILENT,
    COMPLAINT_WARNING,
    DECISION_DAYS,
    DECISION_WARNING,
    HOLD_WARNING,
    PERMIT_WARNING,
    SEIZURE_WARNING,
)
from bureau.settings.reading import Settings, read_settings
from bureau.storage.rows import count

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class Reminder:
    """One list of what waits. `late`: something has run out already."""

    key: str
    title: str
    ledger: Ledger
    where: Filter
    late: bool = False


def reminders(conn: Reader, now: datetime) -> tuple[Reminder, ...]:
    """Every list, by the days that the bureau has set."""
    settings = read_settings(conn, now.date())
    return (
        *of_cases(settings, now.date()),
        *of_matters(settings, now),
        *of_places(settings, now.date()),
    )


def of_cases(settings: Settings, today: date) -> tuple[Reminder, ...]:
    """Cases that were put off until a day; those with a limit stand in the page of the overdue."""
    days = settings.value(HOLD_WARNING)
    return (
        Reminder("holds-late", "挂账到期", CASES, deadlines.hold_run_out(today), True),
        Reminder("holds-soon", f"挂账 {days} 天内到期", CASES, deadlines.hold_ending(today, days)),
    )


def of_matters(settings: Settings, now: datetime) -> tuple[Reminder, ...]:
    """Orders, complaints, goods taken and penalties that have a day of their own."""
    today = now.date()
    soon, held = settings.value(COMPLAINT_WARNING), settings.value(SEIZURE_WARNING)
    silent, decision = settings.value(COMPLAINT_SILENT), settings.value(DECISION_DAYS)
    near = settings.value(DECISION_WARNING)
    undecided = penalties.undecided_long(today, decision)
    return (
        Reminder("orders-late", "热线工单超期", ORDERS, figures_hotline.overdue_now(now), True),
        Reminder("orders-soon", "热线工单一天内到期", ORDERS, figures_hotline.due_soon(now)),
        Reminder("orders-answerable", "案件已结、工单待答复", ORDERS, hotline.ANSWERABLE),
        Reminder("complaints-late", "投诉信访超期", COMPLAINTS, complaints.overdue(today), True),
        Reminder(
            "complaints-soon",
            f"投诉信访 {soon} 天内到期",
            COMPLAINTS,
            complaints.due_soon(today, soon),
        ),
        Reminder(
            "complaints-silent",
            f"投诉信访 {silent} 天没有跟进",
            COMPLAINTS,
            complaints.silent(today, silent),
        ),
        Reminder("complaints-repliable", "案件已结、投诉待答复", COMPLAINTS, complaints.REPLIABLE),
        Reminder("seizures-late", "暂扣物品超期", SEIZURES, seizures.overdue(today), True),
        Reminder(
            "seizures-soon",
            f"暂扣物品 {held} 天内到期",
            SEIZURES,
            seizures.due_within(today, held),
        ),
        Reminder("seizures-unlimited", "暂扣物品没有到期日", SEIZURES, seizures.UNLIMITED),
        Reminder("penalties-late", f"立案满 {decision} 日未决定", PENALTIES, undecided, True),
        Reminder(
            "penalties-soon",
            f"立案将满 {decision} 日（{near} 天内）",
            PENALTIES,
            penalties.undecided_soon(today, decision, near),
        ),
        Reminder("penalties-unpaid", "罚款逾期未缴", PENALTIES, penalties.unpaid_late(today), True),
    )


def of_places(settings: Settings, today: date) -> tuple[Reminder, ...]:
    """Places that it is time to look at again, and what a look found."""
    permit, cleaning = settings.value(PERMIT_WARNING), settings.value(CLEANING_DAYS)
    return (
        *(
            Reminder(
                f"{watch.register.name}-to-check",
                f"{watch.register.title}该查未查",
                watch.register,
                watching.TO_CHECK,
                True,
            )
            for watch in watching.WATCHES
        ),
        *(
            Reminder(
                f"{watch.checks.name}-late",
                f"{watch.checks.title}整改超期",
                watch.checks,
                watching.late(today),
                True,
            )
            for watch in watching.WATCHES
        ),
        *(
            Reminder(
                f"{watch.checks.name}-righted",
                f"案件已结、{watch.checks.title}待销号",
                watch.checks,
                watching.RIGHTED_BY_CASE,
            )
            for watch in watching.WATCHES
        ),
        Reminder("permits-out", "广告许可已过期", SIGNS, watching.permits_run_out(today), True),
        Reminder(
            "permits-soon",
            f"广告许可 {permit} 天内到期",
            SIGNS,
            watching.permits_running_out(today, permit),
        ),
        Reminder(
            "cleaning-late",
            f"净化器超过 {cleaning} 天未清洗",
            RESTAURANTS,
            watching.cleaning_late(today, cleaning),
            True,
        ),
    )


def waiting(conn: Reader, now: datetime) -> tuple[tuple[Reminder, int], ...]:
    """The lists that aren't empty, with how many records each has."""
    counted = (
        (one, count(conn, one.ledger, one.where, today=now.date())) for one in reminders(conn, now)
    )
    return tuple((one, number) for one, number in counted if number)
