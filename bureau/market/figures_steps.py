"""What is counted from the steps of cases (办理过程): dispatches, disposals, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Any, Between, Filter, Not, OneOf, Sql
from bureau.market.ledgers import STEPS
from bureau.market.ledgers.cases import HELD, HELD_UNTIL, REWORK, SUPERVISION

DISPATCH, RETURN, FEEDBACK, CLOSING = 3305, 3306, 3308, 3309
STEP_BACK, REOPENING = 3318, 3321
"""Catalogue ids of steps: 派遣, 退回重派, 处置反馈, 结案, 回退, 重新打开."""
AWAITING = 2205
"""待复查: whoever closes a case from here only reviews what was fed back before."""
VOID = 2211


@dataclass(frozen=True, slots=True)
class OfKeptCase(Filter):
    """A step of a case that isn't void (作废)."""

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        void = 'SELECT 1 FROM market_cases c WHERE c.id = t."case" AND c.state = ?'
        return f"NOT EXISTS ({void})", [VOID]


@dataclass(frozen=True, slots=True)
class CameBack(Filter):
    """A step after which the case came back by `back`, up to `last`, before such a step again."""

    steps: tuple[int, ...]
    back: int
    last: date

    def sql(self, ledger: Ledger) -> Sql:
        # Few cases ever come back: sought from its end, most are settled by one look into the index.
        marks = ", ".join("?" for _ in self.steps)
        again = (
            f'SELECT 1 FROM {ledger.table} a WHERE a."case" = t."case" AND a.step IN ({marks})'
            " AND (a.at, a.id) > (t.at, t.id) AND (a.at, a.id) < (n.at, n.id)"
        )
        back = (
            f'SELECT 1 FROM {ledger.table} n WHERE n."case" = t."case" AND n.step = ?'
            f" AND (n.at, n.id) > (t.at, t.id) AND n.at < date(?, '+1 day') AND NOT EXISTS ({again})"
        )
        return f"EXISTS ({back})", [self.back, self.last.isoformat(), *self.steps]


@dataclass(frozen=True, slots=True)
class HadStep(Filter):
    """A case that such a step was taken with within these days."""

    step: int
    first: date
    last: date

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        taken = (
            f'SELECT s."case" FROM {STEPS.table} s'
            " WHERE s.step = ? AND s.at >= ? AND s.at < date(?, '+1 day')"
        )
        return f"t.id IN ({taken})", [self.step, self.first.isoformat(), self.last.isoformat()]


@dataclass(frozen=True, slots=True)
class HeldUntil(Filter):
    """A case in 挂账 whose day (挂账至 of its latest such step) lies within these days."""

    first: date | None
    last: date

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        first = self.first.isoformat() if self.first else ""
        return f"(t.state = ? AND {HELD_UNTIL} BETWEEN ? AND ?)", [
            HELD,
            first,
            self.last.isoformat(),
        ]


@dataclass(frozen=True, slots=True)
class Disposed(Filter):
    """A case disposed of by the end of a day: closed, or fed back and not taken up again since.

    `in_time` asks that it was so on the last day of its limit or before.
    """

    day: date
    in_time: bool = False

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        closed, fed_back = "t.closed_on <= ?", ""
        if self.in_time:
            closed += " AND t.closed_on <= t.due_on"
            fed_back = " AND substr(s.at, 1, 10) <= t.due_on"
        taken_up = (
            f'SELECT 1 FROM {STEPS.table} r WHERE r."case" = t.id'
            " AND (r.step IN (?, ?) OR r.step = ? AND r.state_before = ?)"
            " AND (r.at, r.id) > (s.at, s.id) AND r.at < date(?, '+1 day')"
        )
        feedback = (
            f'SELECT 1 FROM {STEPS.table} s WHERE s."case" = t.id AND s.step = ?'
            f" AND s.at < date(?, '+1 day'){fed_back} AND NOT EXISTS ({taken_up})"
        )
        day = self.day.isoformat()
        again = (REWORK, REOPENING, STEP_BACK, AWAITING)
        return f"({closed} OR EXISTS ({feedback}))", [day, FEEDBACK, day, *again, day]


@dataclass(frozen=True, slots=True)
class StepFigures:
    """The figures of steps taken in one period; those of void cases never count."""

    period: Period

    def taken(self, *steps: int) -> Filter:
        """These steps, taken in the period."""
        within = Between("at", self.period.first.isoformat(), self.period.last.isoformat())
        return All((within, OneOf("step", steps), OfKeptCase()))

    @property
    def all(self) -> Filter:
        """Every step that some figure counts."""
        return self.taken(DISPATCH, FEEDBACK, CLOSING, SUPERVISION)

    @property
    def dispatches(self) -> Filter:
        """派遣数: dispatches in the period."""
        return self.taken(DISPATCH)

    @property
    def returned(self) -> Filter:
        """退回重派数: of those dispatches, the ones that the unit sent back by the period's end."""
        return All((self.dispatches, CameBack((DISPATCH,), RETURN, self.period.last)))

    @property
    def disposals(self) -> Filter:
        """处置数: feedbacks in the period, and closings without one (当场整改)."""
        outright = All((OneOf("step", (CLOSING,)), Not(OneOf("state_before", (AWAITING,)))))
        kinds = Any((OneOf("step", (FEEDBACK,)), outright))
        return All((self.taken(FEEDBACK, CLOSING), kinds))

    @property
    def reworked(self) -> Filter:
        """返工数: of those disposals, the ones that a review sent back by the period's end."""
        return All((self.disposals, CameBack((FEEDBACK, CLOSING), REWORK, self.period.last)))

    @property
    def supervisions(self) -> Filter:
        """督办次数: supervisions in the period."""
        return self.taken(SUPERVISION)
