"""What becomes of each problem found: limit, handling, state, closing, re-check, what people say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from bureau.calendar.working import WORKING_DAYS, WorkCalendar
from bureau.catalogue import shipped
from bureau.demo.findings import Finding
from bureau.demo.people import Chance

SERVICE, MANAGEMENT, ENFORCEMENT = 2101, 2102, 2103
REGISTERED, FILED, HANDED_OUT, IN_HAND, TO_REVIEW, CLOSED = 2201, 2202, 2203, 2204, 2205, 2206
NOT_FILED, SHELVED, TRANSFERRED, PENALISED, VOID = 2207, 2208, 2209, 2210, 2211
PATROL, HOTLINE, CITY_HOTLINE, PLATFORM, SUPERIOR, ASSESSMENT = 2001, 2002, 2003, 2004, 2005, 2006
COMPLAINT, PETITION, MEDIA, CAMERA, OWN_CHECK, OTHER_OFFICE = 2007, 2008, 2009, 2010, 2011, 2012
FROM_PUBLIC = frozenset({HOTLINE, CITY_HOTLINE, COMPLAINT, PETITION, MEDIA})
ILLEGAL_SALE = 1252
"""Sale of fireworks, which other authorities pursue."""
LASTING = frozenset({1151, 1404, 1451, 1503, 1552, 1556})
"""Problems that may have to wait (挂账)."""
STRANGERS = frozenset({1404, 1604, 1555, 1603})
"""Problems that may be another authority's."""
AT_FIRST, AT_LAST = (620, 250, 130), (700, 200, 100)
"""Shares of 服务, 管理, 执法 in thousandths when the year begins and when it ends."""
ON_TIME = 88
"""Percent of limits that are kept."""
PENALTIES = 10
"""Percent of what is handled by 执法 that goes on to a penalty."""
LONGEST = 75
"""Days overdue after which even the last is done."""
PUT_OFF = 30
"""Percent of the longer limits that would be missed and are put off in time."""
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Outcome:
    """How one case went. `closed` is the day it was put right, None while it isn't.

    `subcategory` is None where the clerk left it at the upper class, whose limit holds then.
    `first_due` is the limit before it was put off (延期), None where it never was. `direct` says
    that it was put right on the spot, without going through the steps.
    """

    source: int
    subcategory: int | None
    due: date
    due_time: str | None
    state: int
    closed: date | None
    handling: int | None = None
    first_due: date | None = None
    direct: bool = False

    def postpone(self, until: date) -> None:
        """The limit is put off to the end of a day."""
        self.first_due, self.due, self.due_time = self.due, until, None


@cache
def limits() -> dict[int, tuple[int, str]]:
    """Limits of classes as shipped, those of upper classes inherited."""
    found: dict[int, tuple[int, str]] = {}
    for item in shipped():
        if item.catalogue != "market-category":
            continue
        if item.limit_value is not None:
            found[item.id] = (item.limit_value, item.limit_unit)
        elif item.parent is not None:
            found[item.id] = found[item.parent]
    return found


def in_working_days(finding: Finding) -> bool:
    """Whether the limit is long enough for a written order."""
    return limits()[finding.problem.kind][1] == WORKING_DAYS


def source_of(finding: Finding, chance: Chance) -> int:
    """Where the case came from: at night and from homes more often by telephone."""
    loud = finding.problem.hours[1] >= 22 or finding.problem.party == "nobody"
    known = (
        PATROL, PLATFORM, HOTLINE, COMPLAINT, SUPERIOR, ASSESSMENT, CAMERA, CITY_HOTLINE,
        OWN_CHECK, PETITION, OTHER_OFFICE, MEDIA,
    )  # fmt: skip
    weights = (420, 140, 190, 90, 35, 45, 40, 20, 5, 6, 5, 4) if loud else (
        590, 110, 100, 50, 40, 40, 35, 12, 12, 4, 5, 2
    )  # fmt: skip
    return chance.choices(known, weights)[0]


def outcome_of(finding: Finding, calendar: WorkCalendar, last: date, chance: Chance) -> Outcome:
    """Source, limit, closing and state of one case as they stand at the end of `last`."""
    source, problem = source_of(finding, chance), finding.problem
    subcategory = problem.kind if chance.randrange(100) < 93 else None
    value, unit = limits()[subcategory or problem.category]
    # What has no time counts from the opening of its day, as the program itself counts it.
    end = calendar.deadline(
        datetime.fromisoformat(f"{finding.day} {finding.time or '00:00'}"), value, unit
    )
    due, clock = end.date(), f"{end:%H:%M}"
    if (special := special_state(finding, source, chance)) is not None:
        return Outcome(source, subcategory, due, clock, special, None)
    closed = closing_day(finding, due, last, chance)
    if closed is None or closed > last:
        state = open_state(finding, due, last, chance)
        return Outcome(source, subcategory, due, clock, state, None)
    outcome = Outcome(source, subcategory, due, clock, CLOSED, closed)
    if unit == WORKING_DAYS and closed > due and chance.randrange(100) < PUT_OFF:
        outcome.postpone(closed + ONE_DAY * chance.randrange(3))
    on_the_spot = unit != WORKING_DAYS and closed == finding.day and source not in FROM_PUBLIC
    outcome.direct = on_the_spot and chance.randrange(100) < 85
    return outcome


def special_state(finding: Finding, source: int, chance: Chance) -> int | None:
    """A side state for a few cases, None for the ordinary course."""
    draw = chance.randrange(1000)
    kind = finding.problem.kind
    if finding.chain:
        return None
    if kind == ILLEGAL_SALE and draw < 700:
        return TRANSFERRED
    if kind in STRANGERS and draw < 120:
        return TRANSFERRED
    if kind in LASTING and draw < 60:
        return SHELVED
    if source in FROM_PUBLIC and draw < 15:
        return NOT_FILED
    return VOID if draw >= 997 else None


def closing_day(finding: Finding, due: date, last: date, chance: Chance) -> date | None:
    """The day it was put right, None for the few that nobody gets done."""
    draw, room = chance.randrange(100), (due - finding.day).days
    if finding.gone_by is not None:
        return min(finding.gone_by, due)
    if draw < ON_TIME:
        quick = room if chance.randrange(100) < 15 else 0
        closed = finding.day + ONE_DAY * (quick if room <= 1 else chance.randint(room // 3, room))
    elif draw < 97:
        closed = due + ONE_DAY * (1 + chance.randrange(4))
    elif draw < 99 or chance.randrange(100) < 55:
        closed = due + ONE_DAY * chance.randint(5, 25)
    elif (last - due).days > LONGEST:
        closed = due + ONE_DAY * chance.randint(26, LONGEST)
    else:
        return None
    fresh = (last - finding.day).days < 8 and due > last - 3 * ONE_DAY
    return None if fresh and chance.randrange(100) < 30 else closed


def open_state(finding: Finding, due: date, last: date, chance: Chance) -> int:
    """How far an open case has come."""
    if (last - finding.day).days < 2:
        return chance.choice((REGISTERED, FILED, HANDED_OUT, HANDED_OUT, IN_HAND))
    if due >= last:
        return chance.choices((HANDED_OUT, IN_HAND, TO_REVIEW), (15, 70, 15))[0]
    return chance.choices((IN_HAND, TO_REVIEW), (75, 25))[0]


def settle_handling(
    month: Sequence[tuple[Finding, Outcome]], step: int, steps: int, chance: Chance
) -> None:
    """Shares a month's cases out among 服务, 管理 and 执法: the milder a problem, the sooner 服务.

    `step` of `steps` is how far the year has come; some of the gravest go on to a penalty
    (转行政处罚), which is recorded here and pursued elsewhere.
    """
    counted = [pair for pair in month if pair[1].state not in (NOT_FILED, VOID)]
    ranked = sorted(
        ((finding.problem.weight + chance.randrange(60), index) for index, (finding, _) in
         enumerate(counted))
    )  # fmt: skip
    service, management = (
        early + (late - early) * step // max(1, steps - 1) + chance.randint(-8, 8)
        for early, late in zip(AT_FIRST[:2], AT_LAST[:2], strict=True)
    )
    if steps == 1:
        service, management = AT_LAST[:2]
    for place, (_, index) in enumerate(ranked):
        finding, outcome = counted[index]
        reached = place * 1000 // len(ranked)
        if reached < service:
            outcome.handling = SERVICE
        elif reached < service + management:
            outcome.handling = MANAGEMENT
        else:
            outcome.handling = ENFORCEMENT
            nobody = finding.problem.party == "nobody"
            if not (finding.chain or nobody) and chance.randrange(100) < PENALTIES:
                outcome.state, outcome.closed = PENALISED, None
