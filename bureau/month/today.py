"""工作台: all that today asks of one user, from one picture of the books; a filter behind every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bureau.access.rights import ANONYMISE, VIEW
from bureau.calendar.periods import DAY, Period, month_holding
from bureau.calendar.working import UnknownYear
from bureau.drafts import Drafts
from bureau.exchange.ledgers import WAITING
from bureau.facilities.ledgers import FACILITIES, REPAIRS
from bureau.facilities.waiting import waiting as of_facilities
from bureau.ledger.query import Is
from bureau.market.definitions import CaseFigures
from bureau.market.figures import MonthOfTrend, days, read_trend
from bureau.market.ledgers import CASES, DAILY
from bureau.market.waiting import waiting as of_market
from bureau.month.today_month import MonthEnd, month_end, unsettled
from bureau.party.ledgers import TASKS
from bureau.party.waiting import waiting as of_party
from bureau.privacy.retention import count_due
from bureau.register.ledgers import PEOPLE, UNITS
from bureau.register.units_of_people import unit_of
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.sanitation.waiting import waiting as of_sanitation
from bureau.settings.declared import BUREAU_NAME
from bureau.settings.reading import SAMPLE_MARK, Settings, month_end_day, read_settings
from bureau.storage import rows
from bureau.storage.copies import last_copy
from bureau.storage.elsewhere import SecondPlace, second_place
from bureau.towns.ledgers import SCORES
from bureau.workflow.waiting import AtDesk, Waiting, those_waiting

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

COUNTED: Final = (
    "cases.due", "cases.overdue", "cases.awaiting", "cases.rebounds", "tasks.pending",
    "months.unsettled",
)  # fmt: skip
"""The big numbers, in their order."""
DEPARTMENTS: Final = ("market", "sanitation", "towns", "facilities", "party")
ONLY_BIG: Final = frozenset({"tasks.pending", "months.unsettled"})
"""Sums of what the lists tell one by one."""
WAITING_ROOM: Final = "waiting"
RETENTION_ROOM: Final = "retention"


@dataclass(frozen=True, slots=True)
class Part:
    """What waits in one department, by the key of its tab."""

    key: str
    title: str
    matters: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What day it is. `works` is None where the year's holidays aren't known; `month` is the
    statistical month that runs, and `left` how many days it still has after today."""

    now: datetime
    works: bool | None
    month: Period
    left: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Cases found and put right on each day of a month, and month by month."""

    month: Period
    until: date
    found: Mapping[date, int]
    closed: Mapping[date, int]
    trend: tuple[MonthOfTrend, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a new office has come: its name, its register, its first records."""

    named: bool
    registered: bool
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything that the first page shows.

    `unit` is the user's own by the register of people, with its name, None where it isn't known;
    `mine` says that the lists were narrowed to it. `matters` holds every number by its key.
    """

    day: Day
    unit: tuple[int, str] | None
    mine: bool
    matters: Mapping[str, Waiting]
    parts: tuple[Part, ...]
    month: MonthEnd
    flow: Flow
    backup: datetime | None
    second: SecondPlace
    begun: Begun
    sample: bool

    @property
    def big(self) -> tuple[Waiting, ...]:
        """The big numbers in their order."""
        return tuple(self.matters[key] for key in COUNTED)

    @property
    def is_new(self) -> bool:
        """Whether nothing was recorded yet in any department."""
        return not self.begun.recorded


def read_today(desk: Desk, *, mine: bool = True) -> Today:
    """Today as it is now; with `mine`, of what has a unit the user's own, where that is known."""
    now = desk.now()
    with desk.store.snapshot() as conn:
        settings = read_settings(conn, now.date())
        unit = unit_of(conn, desk.actor, desk.section, now.date())
        at = AtDesk(conn, desk.store.names(conn), now, unit[0] if unit and mine else None)
        open_months = unsettled(conn, now.date())
        parts = {
            ("market", "市容秩序"): of_market(at),
            ("sanitation", "环卫考核"): (*of_sanitation(at), open_months.of_sanitation),
            ("towns", "镇街考核"): (open_months.of_towns,),
            ("facilities", "路灯市政"): of_facilities(at),
            ("party", "党建任务"): of_party(at),
            ("settings", "数据"): of_books(desk, at),
        }
        end_day = month_end_day(conn, now.date())
        every = [*(one for found in parts.values() for one in found), open_months.together]
        return Today(
            day=day_of(settings, now, end_day),
            unit=unit,
            mine=at.unit is not None,
            matters={one.key: one for one in every},
            parts=tuple(
                Part(key, title, matters)
                for (key, title), found in parts.items()
                if may_see(desk, key) and (matters := shown(found))
            ),
            month=month_end(at, end_day),
            flow=read_flow(conn, now.date(), end_day),
            backup=last_copy(desk.store.folder),
            second=second_place(conn),
            begun=begun(conn, settings, now.date()),
            sample=bool(settings.texts.get(SAMPLE_MARK)),
        )


def may_see(desk: Desk, key: str) -> bool:
    """Whether a department's list is for this person; what is kept beside them all is for everybody."""
    return desk.may(VIEW, key if key in DEPARTMENTS else "")


def shown(found: tuple[Waiting, ...]) -> tuple[Waiting, ...]:
    """What a list tells: nothing that there is none of, no sum of its other lines."""
    return tuple(one for one in those_waiting(found) if one.key not in ONLY_BIG)


def day_of(settings: Settings, now: datetime, end_day: int) -> Day:
    """What day it is for the office."""
    today = now.date()
    try:
        works: bool | None = settings.office_calendar.is_working_day(today)
    except UnknownYear:
        works = None
    month = month_holding(today, end_day)
    return Day(now, works, month, (month.last - today).days)


def read_flow(conn: Reader, today: date, end_day: int) -> Flow:
    """Of the month that runs; of the one before as long as nothing is entered in it."""
    month = month_holding(today, end_day)
    for period in (month, month_holding(month.first - DAY, end_day)):
        of = CaseFigures(period, today)
        found = days(conn, "found_on", of.cases, today)
        closed = days(conn, "closed_on", of.closed_in_period, today)
        if found or closed:
            break
    else:
        period = month
    return Flow(period, min(period.last, today), found, closed, read_trend(conn, period, today))


def of_books(desk: Desk, at: AtDesk) -> tuple[Waiting, ...]:
    """Refused rows, names that came with an import, forms that a crash left."""
    refused = rows.count(at.conn, WAITING, today=at.today)
    drafts = len(Drafts(desk).all())
    return (
        Waiting("待补的行", refused, "行", page=WAITING_ROOM, key="books.refused", tone="warning"),
        *(
            at.waiting(f"names.{ledger.name}", ledger, f"待核：{ledger.title}", "个", PROVISIONAL)
            for ledger in desk.store.ledgers.values()
            if "provisional" in ledger.by_key and ledger.department == "register"
        ),
        Waiting(
            "个人信息到期",
            count_due(at.conn, desk) if desk.may(ANONYMISE) else 0,
            "条",
            page=RETENTION_ROOM,
            key="books.retention",
            tone="warning",
        ),
        Waiting("没有保存完的表单", drafts, "张", page=DRAFTS, key="books.drafts", tone="warning"),
    )


def begun(conn: Reader, settings: Settings, today: date) -> Begun:
    """One record is looked for in each, so that a full office costs nothing."""

    def any_of(*ledgers: Ledger) -> bool:
        return any(rows.ids(conn, ledger, today=today, limit=1) for ledger in ledgers)

    return Begun(
        named=bool(settings.texts.get(BUREAU_NAME.key)),
        registered=any_of(UNITS, PEOPLE),
        recorded=any_of(*FIRST_LEDGERS),
    )


PROVISIONAL: Final = Is("provisional", 1)
"""待核: came with an import, and nobody has looked at it yet."""
DRAFTS: Final = "drafts"
"""Not a page: the window offers the forms that are left."""
FIRST_LEDGERS: Final = (*(CASES, DAILY, DEDUCTIONS, SCORES, FACILITIES, REPAIRS, TASKS),)
"""What an office begins with; other ledgers have records of the program's own."""
