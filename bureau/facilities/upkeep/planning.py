"""到期: the spans in which the work of a plan falls due, and what was done counts for which of them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEKLY, MONTHLY, QUARTERLY, HALF_YEARLY, YEARLY, BEFORE_RAINS = 8251, 8252, 8253, 8254, 8255, 8256
"""Catalogue ids of the periods."""
MONTHS: Final[Mapping[int, int]] = {MONTHLY: 1, QUARTERLY: 3, HALF_YEARLY: 6, YEARLY: 12}
RAINS: Final = (3, 31)
"""The last day before the rains where a plan says none: the rains of the south begin in April."""
DAY = timedelta(days=1)
_MONTH_DAY = re.compile(r"\D*(\d{1,2})\D+(\d{1,2})\D*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What decides when the work of a plan falls due."""

    period: int
    begins: date
    ends: date | None = None
    tolerance: int = 0
    by_day: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days in which the work is to be done once; `last` is the deadline."""

    first: date
    last: date
    title: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Work that was done: its day and record."""

    day: date
    record: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The work that counts for a span; `late` when it was done after its last day."""

    deed: Deed
    late: bool


# -- the spans -------------------------------------------------------------------------------------


def spans(plan: Plan, first: date, last: date) -> tuple[Span, ...]:
    """The spans of a plan that have a day between two days, the earliest first.

    They are those of the calendar: a plan that begins in the middle of a quarter asks for that
    quarter too, one whose day of the year has passed for the next year only. A span that isn't
    over when the plan ends isn't asked for.
    """
    return tuple(
        span
        for span in calendar_spans(plan, max(first, plan.begins), last)
        if span.last >= max(first, plan.begins)
        and span.first <= last
        and (plan.ends is None or span.last <= plan.ends)
    )


def span_before(plan: Plan, day: date) -> Span | None:
    """The last span whose deadline was before a day."""
    earlier = spans(plan, day - 2 * 366 * DAY, day - DAY)
    return next((span for span in reversed(earlier) if span.last < day), None)


def calendar_spans(plan: Plan, first: date, last: date) -> Iterator[Span]:
    """All spans around two days."""
    if plan.period == WEEKLY:
        monday = first - first.weekday() * DAY
        while monday <= last:
            sunday = monday + 6 * DAY
            yield Span(monday, sunday, f"{monday.month}月{monday.day}日这一周")
            monday = sunday + DAY
        return
    months = MONTHS.get(plan.period)
    if months is None or (plan.period == YEARLY and plan.by_day):
        for year in range(first.year, last.year + 1):
            end = day_of_year(plan, year)
            word = "汛前" if plan.period == BEFORE_RAINS else ""
            yield Span(date(year, 1, 1), end, f"{year}年{word}")
        return
    year, month = first.year, (first.month - 1) // months * months + 1
    while date(year, month, 1) <= last:
        closing = month + months - 1
        end = date(year, closing, monthrange(year, closing)[1])
        yield Span(date(year, month, 1), end, span_title(year, month, months))
        year, month = (year, month + months) if month + months <= 12 else (year + 1, 1)


def span_title(year: int, month: int, months: int) -> str:
    """2026年10月, 2026年第四季度, 2026年下半年, 2026年."""
    match months:
        case 1:
            return f"{year}年{month}月"
        case 3:
            return f"{year}年第{'一二三四'[month // 3]}季度"
        case 6:
            return f"{year}年{'上' if month == 1 else '下'}半年"
        case _:
            return f"{year}年"


def day_of_year(plan: Plan, year: int) -> date:
    """The last day of a plan that asks for work once a year before a day."""
    month, day = month_day(plan.by_day) or (RAINS if plan.period == BEFORE_RAINS else (12, 31))
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_day(text: str) -> tuple[int, int] | None:
    """03-31 or 3月31日; None where it says no day of a year."""
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


# -- what counts for which -------------------------------------------------------------------------


def settled(plan: Plan, asked: Sequence[Span], deeds: Iterable[Deed]) -> dict[Span, Kept]:
    """What was done for each span that was kept, of one facility.

    Work counts for the span of its day, once however often it was done there. Within the days of
    grace it counts for the span before where that wasn't kept; so it does in the time between two
    spans (after 汛前), however late.
    """
    kept: dict[Span, Kept] = {}
    order = sorted(asked)
    for deed in sorted(deeds, key=lambda one: (one.day, one.record)):
        at = next((at for at, span in enumerate(order) if deed.day <= span.last), len(order))
        within = order[at] if at < len(order) and order[at].first <= deed.day else None
        before = order[at - 1] if at else None
        if before is not None and before not in kept:
            graced = deed.day <= before.last + plan.tolerance * DAY
            if graced or (within is None and is_gap(plan)):
                kept[before] = Kept(deed, late=True)
                continue
        if within is not None and within not in kept:
            kept[within] = Kept(deed, late=False)
    return kept


def is_gap(plan: Plan) -> bool:
    """Whether there is time between the spans of a plan."""
    return plan.period == BEFORE_RAINS or (plan.period == YEARLY and bool(plan.by_day))


def verdict(plan: Plan, span: Span, asked: int, kept: Collection[Kept], today: date) -> str:
    """What a span has come to, in words, with a mark that is readable in black and white."""
    left = asked - len(kept)
    if not left:
        return "✓ 已完成" if asked else "没有要做的"
    if today <= span.last:
        return "○ 未到期"
    if today <= span.last + plan.tolerance * DAY:
        return f"△ 宽限中，欠 {left}"
    return f"▲ 超期，欠 {left}"
