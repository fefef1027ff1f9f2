"""What each figure of hotline orders means, and the figures of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.editing.acts import DAY_END, MOMENT
from bureau.ledger.query import All, Any, Between, Blank, Filter, Ids, Is, Not, OneOf
from bureau.market.definitions import CONTENT, DISCONTENT, JUDGED, ONE_DAY, last_run_out, spans
from bureau.market.hotline import OPEN
from bureau.market.ledgers import ORDERS
from bureau.market.ledgers.hotline import ANSWERED_STATES, RETURNED_STATES
from bureau.storage.counting import Figures, Line, Rate, Wanted, count_all, count_by
from bureau.storage.rows import ids

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

AGAIN = 3506
"""重办."""
BREAKDOWNS = ("platform", "kind", "category", "unit", "town")


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """The figures of orders for one period, seen on `today`: each property is one definition.

    An order that was handed back (退单) counts as received and in nothing else. The limit is that
    of an extension where there is one.
    """

    period: Period
    today: date

    @property
    def expired(self) -> date:
        """The last day whose limits have run out."""
        return last_run_out(self.period, self.today)

    @property
    def received(self) -> Filter:
        """受理数: received in the period."""
        return spans("received_at", self.period.first, self.period.last)

    @property
    def returned(self) -> Filter:
        """退单数: of those received, handed back for good."""
        return All((self.received, OneOf("state", RETURNED_STATES)))

    @property
    def extended(self) -> Filter:
        """延期数: of those received, with an extended limit."""
        return All((self.received, Not(Blank("extended_to"))))

    @property
    def again(self) -> Filter:
        """重办数: of those received, sent back to be done again."""
        return All((self.received, OneOf("state", (AGAIN,))))

    @property
    def repeated(self) -> Filter:
        """重复诉求数: of those received, called for more than once."""
        return All((self.received, Between("repeats", 2)))

    @property
    def with_case(self) -> Filter:
        """转为案件数: of those received, with a case."""
        return All((self.received, Not(Blank("case"))))

    @property
    def due_in_period(self) -> Filter:
        """到期工单数: limits that ran out in the period."""
        return All((KEPT, limits(self.period.first, self.expired)))

    @property
    def due(self) -> Filter:
        """应办结数: due in the period, and earlier ones not answered before it began."""
        before = min(self.period.first - ONE_DAY, self.expired)
        carried = All((KEPT, limits(None, before), Any((OPEN, self.answered_later))))
        return Any((self.due_in_period, carried))

    @property
    def answered_later(self) -> Filter:
        """Answered when the period had begun or later."""
        return spans("answered_at", self.period.first, None)

    @property
    def answered_by_end(self) -> Filter:
        """办结数: of 应办结, answered by the period's end."""
        return All(
            (self.due, ANSWERED, Not(spans("answered_at", self.period.last + ONE_DAY, None)))
        )

    @property
    def on_time(self) -> Filter:
        """按时办结数: of those due in the period, answered within the limit, to the minute.

        One without a time of answering can't be on time.
        """
        return All((self.due_in_period, ANSWERED, Not(Blank("answered_at")), Is("overdue", 0)))

    @property
    def undated(self) -> Filter:
        """没有答复时间的: counted as answered, never as answered on time."""
        return All((self.due, ANSWERED, Blank("answered_at")))

    @property
    def overdue(self) -> Filter:
        """超期未结数: not answered at the period's end (today, while it runs), the limit run out."""
        later = spans("answered_at", self.period.last + ONE_DAY, None)
        return All((KEPT, limits(None, self.expired), Any((OPEN, later))))

    @property
    def called_back(self) -> Filter:
        """有效回访数: of those received, the caller said how satisfied he is."""
        return All((self.received, OneOf("satisfaction", JUDGED)))

    @property
    def satisfied(self) -> Filter:
        """满意数: 满意 and 基本满意."""
        return All((self.received, OneOf("satisfaction", CONTENT)))

    @property
    def dissatisfied(self) -> Filter:
        """不满意数."""
        return All((self.received, OneOf("satisfaction", (DISCONTENT,))))

    @property
    def concerned(self) -> Filter:
        """Every order that any of the figures counts: in thousands of old ones they are few."""
        running = Any((OPEN, self.answered_later))
        return Any((self.received, self.due_in_period, All((limits(None, self.expired), running))))

    @property
    def wanted(self) -> Wanted:
        """All of them with their titles."""
        return {
            "received": ("受理", self.received),
            "returned": ("退单", self.returned),
            "due": ("应办结", self.due),
            "answered": ("办结", self.answered_by_end),
            "on_time": ("按时办结", self.on_time),
            "undated": ("没有答复时间", self.undated),
            "overdue": ("超期未结", self.overdue),
            "extended": ("延期", self.extended),
            "again": ("重办", self.again),
            "repeated": ("重复诉求", self.repeated),
            "with_case": ("转为案件", self.with_case),
            "called_back": ("有效回访", self.called_back),
            "satisfied": ("满意和基本满意", self.satisfied),
            "dissatisfied": ("不满意", self.dissatisfied),
        }


@dataclass(frozen=True, slots=True)
class HotlineFigures:
    """The figures of one period, as a whole and broken down."""

    period: Period
    figures: Figures
    parts: dict[str, tuple[Line, ...]]

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rates that the platforms judge by."""
        return rates(self.figures)


KEPT = All((Not(Is("limit_at", None)), Not(OneOf("state", RETURNED_STATES))))
"""With a limit, and not handed back."""
ANSWERED = All(
    (
        Any((Not(Blank("answered_at")), OneOf("state", ANSWERED_STATES))),
        Not(OneOf("state", (AGAIN,))),
    )
)
"""已答复: by its moment or by its state; one to be done again isn't."""


def limits(first: date | None, last: date) -> Between:
    """Limits that run out within these days."""
    return Between("limit_at", first.isoformat() if first else None, f"{last} {DAY_END}")


def overdue_now(now: datetime) -> Filter:
    """超期: open, and the limit has run out, to the minute."""
    before = now - timedelta(minutes=1)
    return All((OPEN, KEPT, Between("limit_at", None, f"{before:{MOMENT}}")))


def due_soon(now: datetime, hours: int = 24) -> Filter:
    """临期: open, and the limit runs out within so many hours."""
    last = now + timedelta(hours=hours)
    return All((OPEN, KEPT, Between("limit_at", f"{now:{MOMENT}}", f"{last:{MOMENT}}")))


def rates(figures: Figures) -> tuple[Rate, ...]:
    """按时结案率, 满意率, 不满意率, 退单率."""
    return (
        figures.rate("按时结案率", "on_time", "due"),
        figures.rate("满意率", "satisfied", "called_back"),
        figures.rate("不满意率", "dissatisfied", "called_back"),
        figures.rate("退单率", "returned", "received"),
    )


def hotline_figures(conn: Reader, period: Period, today: date) -> HotlineFigures:
    """The figures of orders for a period."""
    defined = OrderFigures(period, today)
    concerned = Ids(tuple(ids(conn, ORDERS, defined.concerned, today=today)))
    wanted = defined.wanted
    return HotlineFigures(
        period,
        count_all(conn, ORDERS, wanted, today, concerned),
        {key: count_by(conn, ORDERS, key, wanted, today, concerned) for key in BREAKDOWNS},
    )
