"""What each figure of complaints, petitions and media means, and the figures of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf
from bureau.market.complaints import CAME_AGAIN, OPEN
from bureau.market.definitions import CONTENT, JUDGED, ONE_DAY, last_run_out, spans
from bureau.market.ledgers import COMPLAINTS
from bureau.market.ledgers.complaints import DONE_STATES
from bureau.storage.counting import Figures, Line, Rate, Wanted, count_all, count_by

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

BREAKDOWNS = ("kind", "category", "unit", "town")


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """The figures of complaints for one period, seen on `today`: each property is one definition."""

    period: Period
    today: date

    @property
    def expired(self) -> date:
        """The last day whose limits have run out."""
        return last_run_out(self.period, self.today)

    @property
    def received(self) -> Filter:
        """收到数: received in the period."""
        return spans("received_on", self.period.first, self.period.last)

    @property
    def again(self) -> Filter:
        """复访数: of those received, came again."""
        return All((self.received, OneOf("state", (CAME_AGAIN,))))

    @property
    def with_case(self) -> Filter:
        """转为案件数: of those received, with a case."""
        return All((self.received, Not(Blank("case"))))

    @property
    def due_in_period(self) -> Filter:
        """到期数: limits that ran out in the period."""
        return spans("due_on", self.period.first, self.expired)

    @property
    def on_time(self) -> Filter:
        """按期答复数: of those due in the period, replied to on the last day or before."""
        return All((self.due_in_period, REPLIED, Not(Blank("replied_on")), Is("overdue", 0)))

    @property
    def open_at_end(self) -> Filter:
        """未办结数: received by the period's end, whenever, and not replied to by it."""
        later = spans("replied_on", self.period.last + ONE_DAY, None)
        return All((Between("received_on", None, self.period.last.isoformat()), Any((OPEN, later))))

    @property
    def overdue(self) -> Filter:
        """超期未办结数: of those still open, the limit has run out."""
        return All((self.open_at_end, Between("due_on", None, self.expired.isoformat())))

    @property
    def called_back(self) -> Filter:
        """有效回访数: of those received, with a satisfaction."""
        return All((self.received, OneOf("satisfaction", JUDGED)))

    @property
    def satisfied(self) -> Filter:
        """满意数: 满意 and 基本满意."""
        return All((self.received, OneOf("satisfaction", CONTENT)))

    @property
    def wanted(self) -> Wanted:
        """All of them with their titles."""
        return {
            "received": ("收到", self.received),
            "again": ("复访", self.again),
            "due": ("到期", self.due_in_period),
            "on_time": ("按期答复", self.on_time),
            "open": ("未办结", self.open_at_end),
            "overdue": ("超期未办结", self.overdue),
            "with_case": ("转为案件", self.with_case),
            "called_back": ("有效回访", self.called_back),
            "satisfied": ("满意和基本满意", self.satisfied),
        }


REPLIED = All(
    (
        Any((Not(Blank("replied_on")), OneOf("state", DONE_STATES))),
        Not(OneOf("state", (CAME_AGAIN,))),
    )
)
"""已答复: by its day or by its state; one that came again isn't."""


@dataclass(frozen=True, slots=True)
class FollowedFigures:
    """The figures of one period, as a whole and broken down."""

    period: Period
    figures: Figures
    parts: dict[str, tuple[Line, ...]]

    @property
    def rates(self) -> tuple[Rate, ...]:
        """按期答复率 and 满意率."""
        return (
            self.figures.rate("按期答复率", "on_time", "due"),
            self.figures.rate("满意率", "satisfied", "called_back"),
        )


def complaint_figures(conn: Reader, period: Period, today: date) -> FollowedFigures:
    """The figures of complaints for a period."""
    wanted = ComplaintFigures(period, today).wanted
    return FollowedFigures(
        period,
        count_all(conn, COMPLAINTS, wanted, today),
        {key: count_by(conn, COMPLAINTS, key, wanted, today) for key in BREAKDOWNS},
    )
