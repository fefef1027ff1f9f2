"""Working days and hours of a unit, and the moments at which limits run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from bureau.errors import BugError, UserError

ROUND_THE_CLOCK = "紧急工作时"
WORKING_HOURS = "工作时"
WORKING_DAYS = "工作日"
NATURAL_DAYS = "自然日"
LIMIT_UNITS = (ROUND_THE_CLOCK, WORKING_HOURS, WORKING_DAYS, NATURAL_DAYS)
"""Units of a time limit (DOMAIN: limits of the national event lists)."""

MONDAY_TO_FRIDAY = frozenset(range(5))
OFFICE_HOURS = (("08:30", "12:00"), ("14:30", "17:30"))
DAY_END = time(23, 59)
"""A limit in natural days runs to the end of its last day."""
LONGEST_WALK = 3700
"""Days after which a search for working time gives up: ten years without any."""


class UnknownYear(UserError):
    """The holidays of a year are not known; a deadline in it would be a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"还没有{year}年的放假调休安排，算不出期限；"
            f"请在“工作日历”里录入{year}年的放假和调休日后再算"
        )
        self.year = year


@lru_cache(maxsize=4096)
def statutory(day: date) -> bool | None:
    """Whether the State Council's arrangement makes `day` a working day; None where it is silent.

    Raises UnknownYear. The dates come from the kept library chinese_calendar.
    """
    # Imported here: the library is needed only once a limit is computed, not at every start.
    import chinese_calendar

    try:
        free, occasion = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        raise UnknownYear(day.year) from None
    return None if occasion is None else not free


@lru_cache(maxsize=64)
def parse_hours(spans: tuple[tuple[str, str], ...]) -> tuple[tuple[time, time], ...]:
    """Opening and closing times of a working day, checked. Raises UserError."""
    parsed: list[tuple[time, time]] = []
    for opening, closing in spans:
        try:
            span = (time.fromisoformat(opening), time.fromisoformat(closing))
        except ValueError:
            raise UserError(
                f"上下班时间“{opening}—{closing}”看不懂，请写成 08:30 和 12:00 这样"
            ) from None
        if span[0] >= span[1]:
            raise UserError(f"上班时间 {opening} 不早于下班时间 {closing}，请核对")
        if parsed and parsed[-1][1] > span[0]:
            raise UserError(f"上下班时间 {opening}—{closing} 与前一段重叠，请核对")
        parsed.append(span)
    if not parsed:
        raise UserError("没有上下班时间，请至少填一段，如 08:30 和 12:00")
    return tuple(parsed)


@dataclass(frozen=True)
class WorkCalendar:
    """When a unit works.

    `hours`: the spans of a working day. `weekdays`: Monday is 0. `overrides`: days that the bureau
    itself says are worked (True) or free (False); they go before everything else. `entered_years`:
    years whose holidays and make-up days are all in `overrides`, so that the library isn't asked.
    `by_weekday_alone`: take unknown years by the weekday only (see `estimate`).
    """

    hours: tuple[tuple[str, str], ...] = OFFICE_HOURS
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    overrides: Mapping[date, bool] = field(default_factory=dict)
    entered_years: frozenset[int] = frozenset()
    by_weekday_alone: bool = False

    def __post_init__(self) -> None:
        parse_hours(self.hours)
        if not self.weekdays:
            raise UserError("一周里没有一个工作日，请至少选一天")

    @property
    def estimate(self) -> WorkCalendar:
        """The same calendar that takes a year of unknown holidays by its weekdays.

        What it computes is a stop-gap: whoever shows it says so (节假日安排未公布，暂按周一至周五).
        """
        return replace(self, by_weekday_alone=True)

    def is_working_day(self, day: date) -> bool:
        """Whether the unit works on `day`. Raises UnknownYear."""
        if day in self.overrides:
            return self.overrides[day]
        said = None
        if day.year not in self.entered_years:
            try:
                said = statutory(day)
            except UnknownYear:
                if not self.by_weekday_alone:
                    raise
        return day.weekday() in self.weekdays if said is None else said

    def spans(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working spans of `day`, none when it is free. Raises UnknownYear."""
        if not self.is_working_day(day):
            return ()
        return tuple(
            (datetime.combine(day, opening), datetime.combine(day, closing))
            for opening, closing in parse_hours(self.hours)
        )

    def spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Working spans that end after `moment`, the first cut to begin no earlier than it."""
        for offset in range(LONGEST_WALK):
            for opening, closing in self.spans(moment.date() + timedelta(days=offset)):
                if closing > moment:
                    yield max(opening, moment), closing
        raise UserError("工作日历里十年内没有工作日，请核对放假安排")

    def next_opening(self, moment: datetime) -> datetime:
        """`moment` itself within working hours, else the next opening. Raises UnknownYear."""
        return next(self.spans_from(moment))[0]

    def add_working_hours(self, moment: datetime, hours: int | Fraction) -> datetime:
        """The moment when `hours` of working time (工作时) have passed. Raises UnknownYear.

        Outside working hours the count begins at the next opening. Time that runs out exactly at
        closing ends at that closing, not at the next opening.
        """
        left = duration(hours)
        if not left:
            return self.next_opening(moment)
        for begin, closing in self.spans_from(moment):
            if begin + left <= closing:
                return begin + left
            left -= closing - begin
        raise BugError("spans_from never ends")

    def add_working_days(self, moment: datetime, days: int) -> datetime:
        """Closing time of the n-th working day (工作日) after the day of `moment`.

        The day itself doesn't count, worked or not (民法典 art. 201), and the last day ends when
        business does (art. 203). Raises UnknownYear.
        """
        require_positive(days)
        left = days
        for offset in range(1, LONGEST_WALK):
            day = moment.date() + timedelta(days=offset)
            left -= self.is_working_day(day)
            if not left:
                return self.spans(day)[-1][1]
        raise UserError("工作日历里十年内没有足够的工作日，请核对放假安排")

    def deadline(self, moment: datetime, value: int, unit: str) -> datetime:
        """When a limit of `value` `unit` (one of LIMIT_UNITS) set at `moment` runs out.

        Natural days (自然日) end with their last day, free or not; urgent hours (紧急工作时) run
        round the clock. Raises UnknownYear, and UserError for a unit or value that makes no sense.
        """
        require_positive(value)
        if unit == ROUND_THE_CLOCK:
            return add_round_the_clock(moment, value)
        if unit == WORKING_HOURS:
            return self.add_working_hours(moment, value)
        if unit == WORKING_DAYS:
            return self.add_working_days(moment, value)
        if unit == NATURAL_DAYS:
            return datetime.combine(moment.date() + timedelta(days=value), DAY_END)
        raise UserError(f"时限单位“{unit}”不认识，请用{'、'.join(LIMIT_UNITS)}之一")

    def working_hours_between(self, begin: datetime, end: datetime) -> Fraction:
        """Hours of working time from `begin` to `end`, exact; 0 when `end` isn't later.

        Raises UnknownYear.
        """
        worked = timedelta()
        for offset in range((end.date() - begin.date()).days + 1):
            for opening, closing in self.spans(begin.date() + timedelta(days=offset)):
                worked += max(min(closing, end) - max(opening, begin), timedelta())
        return Fraction(worked // timedelta(microseconds=1), 3_600_000_000)

    def working_days_between(self, first: date, last: date) -> int:
        """Working days from `first` to `last`, both counted. Raises UnknownYear."""
        count = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(days=offset)) for offset in range(count))


def add_round_the_clock(moment: datetime, hours: int | Fraction) -> datetime:
    """`moment` plus hours that never stop (紧急工作时)."""
    return moment + duration(hours)


def duration(hours: int | Fraction) -> timedelta:
    """Hours as a span of time, exact to the second. Raises UserError when negative."""
    if hours < 0:
        raise UserError("时限是负数，请填正数")
    return timedelta(seconds=round(hours * 3600))


def require_positive(value: int) -> None:
    """Raise UserError unless a limit is at least one."""
    if value < 1:
        raise UserError("时限要填 1 以上的整数，请核对")
