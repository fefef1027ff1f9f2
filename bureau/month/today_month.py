"""How far the months are: those that aren't settled, and the check list of the one that is closed now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from bureau.assessment.month_flow import ISSUED
from bureau.bulletin.ledgers.editions import EDITIONS
from bureau.calendar.periods import Period, usual_month
from bureau.ledger.query import All, Between, Blank, Is, Titled
from bureau.month.open_months import words_of
from bureau.month.towns import town_cases
from bureau.register.ledgers import TOWNS
from bureau.sanitation.acts import CONTESTED
from bureau.sanitation.ledgers import DEDUCTIONS, ROUNDS
from bureau.sanitation.ledgers import MONTHS as CONTRACT_MONTHS
from bureau.sanitation.months import MONTH_FLOW
from bureau.sanitation.terms import contracts_of
from bureau.sanitation.waiting import open_months as open_of_sanitation
from bureau.storage import rows
from bureau.towns.ledgers import MONTHS as TOWN_MONTHS
from bureau.towns.ledgers import SCORES
from bureau.towns.months import month_flow
from bureau.towns.records import of_month, scores_of
from bureau.towns.waiting import open_months as open_of_towns
from bureau.workflow.waiting import Waiting

if TYPE_CHECKING:
    from bureau.ledger.query import Filter
    from bureau.storage.connection import Reader
    from bureau.workflow import Workflow
    from bureau.workflow.waiting import AtDesk

SANITATION_PAGE: Final = "sanitation-month"
ENTRY_PAGE: Final = "sanitation-entry"
TOWN_PAGE: Final = "towns-month"
TOWN_ENTRY_PAGE: Final = "town-entry"
MONTH_PAGE: Final = "month"
State = Literal["done", "now", "later"]
TOWN_FLOW: Final = month_flow(town_cases)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Months that are over and not issued, of either kind and together."""

    of_sanitation: Waiting
    of_towns: Waiting
    together: Waiting


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One line of the check list: how far it is in words, where it is gone on with."""

    key: str
    title: str
    words: str
    state: State
    page: str
    ledger: str = ""
    where: Filter | None = None


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The month that is being closed, and what is to be done for it."""

    period: Period
    steps: tuple[CheckStep, ...]

    @property
    def done(self) -> int:
        """Lines that are done."""
        return sum(step.state == "done" for step in self.steps)


# -- what isn't settled ----------------------------------------------------------------------------


def unsettled(conn: Reader, today: date) -> Unsettled:
    """未结月份: something was entered for them, they are over, and they aren't issued."""
    first = today.replace(day=1)
    contracts = [one for one in open_of_sanitation(conn, today) if one.month < first]
    towns = [one for one in open_of_towns(conn, today) if one.month < first]
    months = sorted({one.month for one in contracts})
    town_months = [one.month for one in towns]
    return Unsettled(
        months_waiting(
            "sanitation.unsettled",
            months,
            next_words(MONTH_FLOW, [one.state for one in contracts if one.month in months[:1]]),
            SANITATION_PAGE,
        ),
        months_waiting(
            "towns.unsettled",
            town_months,
            next_words(TOWN_FLOW, [one.state for one in towns[:1]]),
            TOWN_PAGE,
        ),
        months_waiting(
            "months.unsettled",
            sorted({*months, *town_months}),
            "",
            SANITATION_PAGE if months else TOWN_PAGE,
        ),
    )


def months_waiting(key: str, months: Sequence[date], following: str, page: str) -> Waiting:
    """The months by their names, and what comes next for the earliest."""
    named = words_of(months)
    hint = f"{named}，{following}" if following else named
    return Waiting("未结月份", len(months), "个", page=page, key=key, tone="warning", hint=hint)


def next_words(flow: Workflow, states: Iterable[int]) -> str:
    """下一步征求意见: what follows from the least advanced of these states."""
    least = min(states, default=ISSUED)
    found = next((step for step in flow.steps if least in step.from_states), None)
    return f"下一步{found.title}" if found is not None and least != ISSUED else ""


# -- the check list --------------------------------------------------------------------------------


def month_end(at: AtDesk, end_day: int) -> MonthEnd:
    """考核录入 → 申诉 → 签发 → 月报 of the month that a clerk closes now.

    That is the one before the usual one as long as something entered for it isn't issued.
    """
    period = usual_month(at.today, end_day)
    if period.last >= at.today and (before := period.previous) is not None:
        month = before.last.replace(day=1)
        entered = [one.month for one in open_of_sanitation(at.conn, at.today)]
        entered += [one.month for one in open_of_towns(at.conn, at.today)]
        if month in entered:
            period = before
    # Contractors and towns are judged by calendar months, whatever the statistical month is.
    judged = Period.month(period.last.year, period.last.month)
    contracts = contractors(at, judged)
    towns = of_towns(at, judged)
    return MonthEnd(period, (*contracts, *towns, report(at, period, (*contracts, *towns))))


def contractors(at: AtDesk, month: Period) -> tuple[CheckStep, ...]:
    """录入, 申诉, 签发 of the contracts in force; nothing where there is none."""
    conn, today = at.conn, at.today
    contracts = contracts_of(conn, month, today)
    if not contracts:
        return ()
    first, last = month.first.isoformat(), month.last.isoformat()
    within = Between("found_on", first, last)
    deductions = rows.count(conn, DEDUCTIONS, within, today=today)
    rounds = rows.count(conn, ROUNDS, Between("inspected_on", first, last), today=today)
    contested = All((CONTESTED, within))
    appeals = rows.count(conn, DEDUCTIONS, contested, today=today)
    issued_where = All((Is("month", first), Is("state", ISSUED)))
    issued = rows.count(conn, CONTRACT_MONTHS, issued_where, today=today)
    entered = bool(deductions or rounds)
    is_issued = issued >= len(contracts)
    return (
        CheckStep(
            "sanitation.entered",
            "环卫考核录入",
            f"检查 {rounds} 次，扣分 {deductions} 条" if entered else "还没有录入",
            "done" if entered else "now",
            ENTRY_PAGE,
        ),
        CheckStep(
            "sanitation.appeals",
            "申诉裁决",
            f"待裁决 {appeals} 条" if appeals else "没有待裁决的",
            "now" if appeals else "done" if entered else "later",
            "",
            DEDUCTIONS.name,
            Titled(f"申诉待裁决：{month.title}", contested if appeals else within),
        ),
        CheckStep(
            "sanitation.issued",
            "环卫考核签发",
            f"已签发 {issued}/{len(contracts)} 个合同",
            "done" if is_issued else "now" if entered and not appeals else "later",
            SANITATION_PAGE,
        ),
    )


def of_towns(at: AtDesk, month: Period) -> tuple[CheckStep, ...]:
    """录入 and 签发 of the towns' ranking; nothing where no town was ever scored."""
    conn, today = at.conn, at.today
    if not rows.ids(conn, SCORES, today=today, limit=1):
        return ()
    scored = len({row["town"] for row in scores_of(conn, month, today)})
    towns = rows.count(conn, TOWNS, today=today)
    issued_where = All((of_month(month.first), Is("state", ISSUED)))
    issued = bool(rows.count(conn, TOWN_MONTHS, issued_where, today=today))
    entered: State = "done" if scored >= towns or issued else "now"
    return (
        CheckStep(
            "towns.entered",
            "镇街成绩录入",
            f"已录入 {scored}/{towns} 个镇街",
            entered,
            TOWN_ENTRY_PAGE,
        ),
        CheckStep(
            "towns.issued",
            "镇街通报签发",
            "已签发" if issued else "还没有签发",
            "done" if issued else "now" if scored else "later",
            TOWN_PAGE,
        ),
    )


def report(at: AtDesk, period: Period, before: Sequence[CheckStep]) -> CheckStep:
    """月报: issued as an edition, or to be made as soon as all before it is settled."""
    dated = Is("period_first", period.first.isoformat()), Is("period_last", period.last.isoformat())
    where = All((*dated, Blank("withdrawn_on")))
    if rows.count(at.conn, EDITIONS, where, today=at.today):
        return CheckStep("month.report", "统计月报", "已签发归档", "done", MONTH_PAGE)
    ready = all(step.state == "done" for step in before)
    words = "可以核对签发" if ready else "等前面各项办完"
    return CheckStep("month.report", "统计月报", words, "now" if ready else "later", MONTH_PAGE)
