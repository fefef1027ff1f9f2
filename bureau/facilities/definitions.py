"""What the figures of street lights and facilities mean, as filters on their ledgers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bureau.calendar.periods import Period
from bureau.facilities.ledgers.register import GONE, STOPPED
from bureau.facilities.repairs.figures_conditions import BrokeBefore, FellBack, Timed
from bureau.ledger.query import All, Any, Between, Blank, Filter, Is, Not, OneOf

LAMP = 6701
"""Catalogue id of the facility type 路灯."""
INTACT = 7201
"""Catalogue id of the state 正常."""
NIGHT_PATROL = 7301
"""Catalogue id of the source 夜间巡查."""
UNLIT, CABLE, CABINET_FAULT, BLACKOUT = 7401, 7407, 7408, 7409
"""灯不亮, 电缆故障, 控制箱故障, 大面积熄灯."""
DARKENING = (UNLIT, CABLE, CABINET_FAULT, BLACKOUT)
"""Faults in which a lamp doesn't shine at night: those that the 台账亮灯率 counts."""

IS_LAMP = Any(
    (
        Is("kind", LAMP),
        All((Blank("kind"), Not(All((Blank("heads"), Blank("source"), Blank("watts")))))),
    )
)
"""A street lamp: said to be one, or of no said type with heads, a light source or watts."""
IN_PLACE = Not(OneOf("state", GONE))
"""Not 丢失, 废弃 or 移除."""
SHINING = All((IS_LAMP, Not(OneOf("state", (*GONE, STOPPED)))))
"""Lamps that should shine now: what a patrol's 应亮 is compared with."""
JUDGED = Not(OneOf("state", (*GONE, STOPPED, None)))
"""What 设施完好率 is reckoned of: in use, and its state is known."""
COUNTS = Blank("void")
"""A fault: not 误报, 并案 or 作废."""
OPEN = All((Blank("repaired_on"), COUNTS))
"""还没有修复."""
UNDONE = 8304
"""Catalogue id of the result 未能作业 of maintenance: it counts for nothing."""
UNREGISTERED = All((Not(Blank("facility")), Blank("asset")))
"""报修设施未建档."""


def within(key: str, period: Period) -> Filter:
    """A day that lies in the period."""
    return Between(key, period.first.isoformat(), period.last.isoformat())


def overdue(today: date) -> Filter:
    """超时未修: still open, and its last day has passed."""
    return All((OPEN, Between("due_on", None, day_before(today))))


def day_before(day: date) -> str:
    """The day before, as it is stored."""
    return date.fromordinal(day.toordinal() - 1).isoformat()


@dataclass(frozen=True, slots=True)
class RepairsOf:
    """The figures of repairs for one period, seen on `today`: each property is one definition."""

    period: Period
    today: date

    @property
    def until(self) -> str:
        """The last day that has been seen of the period."""
        return min(self.period.last, self.today).isoformat()

    @property
    def reported(self) -> Filter:
        """报修数: reported in the period."""
        return All((within("reported_on", self.period), COUNTS))

    @property
    def open(self) -> Filter:
        """未修复数: of those reported, not mended by the period's end."""
        return All((self.reported, Any((OPEN, Not(Between("repaired_on", None, self.until))))))

    @property
    def done(self) -> Filter:
        """修复数: mended in the period, whenever reported."""
        return All((within("repaired_on", self.period), COUNTS))

    @property
    def open_at_end(self) -> Filter:
        """期末未修复: not mended by the period's end, whenever reported."""
        known = Between("reported_on", None, self.until)
        later = date.fromisoformat(self.until) + timedelta(1)
        lasting = Any((Blank("repaired_on"), Between("repaired_on", later.isoformat())))
        return All((known, COUNTS, lasting))

    @property
    def overdue_at_end(self) -> Filter:
        """期末超时未修复: of those, the limit had passed; one without a limit is never overdue."""
        last = min(self.period.last.isoformat(), day_before(self.today))
        return All((self.open_at_end, Between("due_on", None, last)))

    def open_since(self, least: int, most: int | None) -> Filter:
        """未修复 by age at the period's end: reported so many days before it."""
        until = date.fromisoformat(self.until)
        since = None if most is None else (until - timedelta(most)).isoformat()
        before = (until - timedelta(least)).isoformat()
        return All((self.open_at_end, Between("reported_on", since, before)))

    @property
    def repeated(self) -> Filter:
        """重复故障: reported in the period of a facility that had broken within 90 days before."""
        return All((self.reported, BrokeBefore()))

    @property
    def relapsed(self) -> Filter:
        """复发: reported in the period within 30 days after the facility was mended."""
        return All((self.reported, FellBack()))

    @property
    def timed(self) -> Filter:
        """修复数 whose hours are known."""
        return All((self.done, Timed()))

    @property
    def dated(self) -> Filter:
        """修复数 of which only the days are known."""
        return All((self.done, Not(Timed())))

    @property
    def due(self) -> Filter:
        """应修复数: the limit ended in the period, and it has run out or the work is done."""
        passed = Between("due_on", None, day_before(self.today))
        return All((COUNTS, within("due_on", self.period), Any((passed, Not(OPEN)))))

    @property
    def in_time(self) -> Filter:
        """及时修复数: of those due, mended within the limit."""
        return All((self.due, Is("in_time", 1)))

    @property
    def reworked(self) -> Filter:
        """返修数: mended in the period, and mended again because it didn't hold."""
        return All((self.done, Is("rework", 1)))

    @property
    def unregistered(self) -> Filter:
        """未建档数: reported in the period of a place that has no card yet."""
        return All((self.reported, UNREGISTERED))
