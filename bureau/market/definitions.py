"""What each figure of the market-order department means, as filters on its two ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not, OneOf, Sql, column
from bureau.market.figures_steps import Disposed, HadStep
from bureau.market.ledgers.cases import SUPERVISION, VOID_STATES

ENDED_OTHERWISE = (2207, 2209, 2210)
"""不予立案, 移送, 转行政处罚: no longer open here, though never put right here."""
WITHOUT_LIMIT = (*ENDED_OTHERWISE, 2208)
"""And 挂账 (seasonal or complex): the limit doesn't run, so they are neither due nor overdue."""
UNFILED = (2201, 2207)
"""登记, 不予立案: received and not filed. What says nothing of its state is taken for filed."""
PATROL = 2001
"""Source 巡查."""
DISCONTENT = 2503
CONTENT = (2501, 2502)
JUDGED = (*CONTENT, DISCONTENT)
"""不满意; 满意 and 基本满意; what counts as a call-back that was answered (有效回访)."""

COUNTED = Not(OneOf("state", VOID_STATES))
"""What is void is in no figure but `voided`."""
ONE_DAY = timedelta(days=1)


def last_run_out(period: Period, today: date) -> date:
    """The last day whose limits have run out: the period's last, or yesterday before that.

    What is due today may still be done today, so a limit has run out from the day after.
    """
    return min(period.last, today - ONE_DAY)


def spans(key: str, first: date | None, last: date | None) -> Between:
    """A date within these days, both included; None leaves a side open."""
    return Between(key, first.isoformat() if first else None, last.isoformat() if last else None)


@dataclass(frozen=True, slots=True)
class UpTo(Filter):
    """A date not later than `day`, looked up without its index.

    Nearly all of the books lie before a period's end, and few of them are open: with the plus
    SQLite starts from closed_on (2 ms instead of 1.6 s at 500,000 cases).
    """

    key: str
    day: date

    def sql(self, ledger: Ledger) -> Sql:
        return f"+{column(ledger, self.key)} <= ?", [self.day.isoformat()]


@dataclass(frozen=True, slots=True)
class OnWeekday(Filter):
    """A date field that falls on this day of the week, Monday being 0."""

    key: str
    weekday: int

    def sql(self, ledger: Ledger) -> Sql:
        days = f"CAST(strftime('%w', {column(ledger, self.key)}) AS INTEGER)"
        return f"{days} = ?", [(self.weekday + 1) % 7]


def not_closed_by(day: date) -> Filter:
    """Not put right at the end of that day. Written so that the index on closed_on serves."""
    return Any((Blank("closed_on"), spans("closed_on", day + ONE_DAY, None)))


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """The figures of cases for one period, seen on `today`: each property is one definition.

    A case counts as put right (整改) from the day in 完成时间; void ones (作废) never count.
    """

    period: Period
    today: date

    @property
    def expired(self) -> date:
        """The last day whose limits have run out."""
        return last_run_out(self.period, self.today)

    @property
    def cases(self) -> Filter:
        """发现案件数: found in the period."""
        return All((COUNTED, spans("found_on", self.period.first, self.period.last)))

    @property
    def closed(self) -> Filter:
        """已整改数: found in the period and put right by its end."""
        return All((self.cases, UpTo("closed_on", self.period.last)))

    @property
    def closed_in_period(self) -> Filter:
        """本期整改数: put right in the period, whenever found."""
        return All((COUNTED, spans("closed_on", self.period.first, self.period.last)))

    @property
    def closed_late(self) -> Filter:
        """超期整改数: put right in the period, after the limit."""
        return All((self.closed_in_period, Between("overdue_days", 1)))

    @property
    def open_at_end(self) -> Filter:
        """期末未整改数: found by the period's end, whenever, and not put right by it."""
        return All(
            (
                not_closed_by(self.period.last),
                COUNTED,
                UpTo("found_on", self.period.last),
                Not(OneOf("state", ENDED_OTHERWISE)),
            )
        )

    @property
    def overdue(self) -> Filter:
        """超期未整改数: of the open ones, those whose limit has run out."""
        return All((self.open_at_end, UpTo("due_on", self.expired), self.limited))

    @property
    def due_in_period(self) -> Filter:
        """到期案件数: limits that ran out in the period."""
        return All((COUNTED, spans("due_on", self.period.first, self.expired), self.limited))

    @property
    def on_time(self) -> Filter:
        """按期整改数: of those due in the period, put right on the last day of the limit or before."""
        return All((self.due_in_period, Not(Blank("closed_on")), Blank("overdue_days")))

    @property
    def due(self) -> Filter:
        """应结案数: due in the period, and earlier ones still open when it began."""
        before = self.period.first - ONE_DAY
        expired = UpTo("due_on", min(before, self.expired))
        carried = (
            All((still_open, COUNTED, expired, self.limited))
            for still_open in (Blank("closed_on"), spans("closed_on", self.period.first, None))
        )
        return Any((self.due_in_period, *carried))

    @property
    def due_closed(self) -> Filter:
        """结案数: of 应结案, put right by the period's end."""
        return All((self.due, UpTo("closed_on", self.period.last)))

    @property
    def filed(self) -> Filter:
        """立案数: of those found in the period, filed by now; passed on or penalised ones too."""
        return All((self.cases, Not(OneOf("state", UNFILED))))

    @property
    def patrolled(self) -> Filter:
        """巡查立案数: of those filed, found on patrol."""
        return All((self.filed, OneOf("source", (PATROL,))))

    @property
    def rebounds(self) -> Filter:
        """反弹数: found in the period where the same trouble had been closed not long before."""
        return All((self.cases, Between("rebound_nth", 1)))

    @property
    def judged(self) -> Filter:
        """有效回访数: put right in the period, and called back with an answer."""
        return All((self.closed_in_period, OneOf("satisfaction", JUDGED)))

    @property
    def content(self) -> Filter:
        """满意数: of those, 满意 or 基本满意."""
        return All((self.closed_in_period, OneOf("satisfaction", CONTENT)))

    @property
    def to_dispose(self) -> Filter:
        """应处置数: 应结案 without what was fed back before the period and only waits for review."""
        before = self.period.first - ONE_DAY
        return All((self.due, Not(All((UpTo("due_on", before), Disposed(before))))))

    @property
    def disposed(self) -> Filter:
        """处置数: of 应处置, fed back or closed by the period's end."""
        return All((self.to_dispose, Disposed(self.period.last)))

    @property
    def disposed_on_time(self) -> Filter:
        """按期处置数: of 应处置, fed back or closed on the last day of the limit or before."""
        in_time = Disposed(self.period.last, in_time=True)
        return All((self.due_in_period, in_time))

    @property
    def supervised(self) -> Filter:
        """督办件: cases supervised in the period."""
        return All((COUNTED, HadStep(SUPERVISION, self.period.first, self.period.last)))

    @property
    def supervised_closed(self) -> Filter:
        """督办办结数: of those, put right by the period's end."""
        return All((self.supervised, UpTo("closed_on", self.period.last)))

    @property
    def paired(self) -> Filter:
        """整改前后对比: put right in the period, with photos from before and from after."""
        photos = (Not(Blank(key)) for key in ("photos_before", "photos_after"))
        return All((self.closed_in_period, *photos))

    @property
    def voided(self) -> Filter:
        """作废数: found in the period and void, in no other figure."""
        return All(
            (OneOf("state", VOID_STATES), spans("found_on", self.period.first, self.period.last))
        )

    @property
    def limited(self) -> Filter:
        """The limit runs."""
        return Not(OneOf("state", WITHOUT_LIMIT))

    def cases_of(self, key: str, values: Iterable[int | None]) -> Filter:
        """Of the cases found, those with one of these stored values; None is 未填."""
        return All((self.cases, OneOf(key, tuple(values))))


def in_hour(hour: int) -> Filter:
    """Found between that hour and the next."""
    return Between("found_time", f"{hour:02}", f"{hour:02}:99")


def logs(period: Period) -> Filter:
    """执法日志 of the period."""
    return spans("date", period.first, period.last)


def logs_with(period: Period, kind: int) -> Filter:
    """执法日志 of the period that count this kind of work."""
    return All((logs(period), Not(Blank(f"counts.{kind}"))))
