"""What each figure of checked places means: covered, passed, put right; for every register alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not, OneOf
from bureau.ledger.referring import ReferredBy
from bureau.market.definitions import spans
from bureau.market.figures_register import InBusiness
from bureau.market.watching import (
    FAILED,
    INSPECTED,
    ONE_DAY,
    PASSED,
    REFUSED,
    SHUT,
    TO_CHECK,
    Watch,
)
from bureau.storage.counting import Figures, Line, Rate, Wanted, count_all, count_by

if TYPE_CHECKING:
    from bureau.storage.connection import Reader


@dataclass(frozen=True, slots=True)
class WatchFigures:
    """The figures of one register and its checks for one period, seen on `today`.

    Which places were in business is what the register said in the period. 该查未查 alone is as of
    today: it says what there is to do.
    """

    watch: Watch
    period: Period
    today: date

    # -- places, in the register ---------------------------------------------------------------

    @property
    def places(self) -> Filter:
        """在业对象数: in business at some time in the period."""
        return InBusiness(self.period.first, self.period.last)

    @property
    def covered(self) -> Filter:
        """已查对象数: in business, and really looked at in the period, however often."""
        checked = ReferredBy(self.watch.checks, "place", self.checks)
        return All((self.places, checked))

    @property
    def never(self) -> Filter:
        """从未检查: in business, and in no check up to the period's end."""
        before = Between("checked_on", None, self.period.last.isoformat())
        ever = ReferredBy(self.watch.checks, "place", All((INSPECTED, before)))
        return All((self.places, Not(ever)))

    @property
    def wanted_places(self) -> Wanted:
        """All figures of places with their titles."""
        return {
            "places": ("在业对象", self.places),
            "covered": ("已查对象", self.covered),
            "never": ("从未检查", self.never),
            "to_check": ("该查未查", TO_CHECK),
        }

    # -- checks, in the log --------------------------------------------------------------------

    @property
    def visits(self) -> Filter:
        """检查次数: of the period, those that met a closed door among them."""
        return spans("checked_on", self.period.first, self.period.last)

    @property
    def checks(self) -> Filter:
        """有效检查次数: really looked at in the period."""
        return All((self.visits, INSPECTED))

    @property
    def passed(self) -> Filter:
        """合格次数."""
        return All((self.visits, OneOf("result", (PASSED,))))

    @property
    def failed(self) -> Filter:
        """不合格次数."""
        return All((self.visits, OneOf("result", (FAILED,))))

    @property
    def righted(self) -> Filter:
        """已整改: failed in the period, and put right by its end."""
        return All((self.failed, Between("righted_on", None, self.period.last.isoformat())))

    @property
    def unrighted(self) -> Filter:
        """期末未整改: failed by the period's end, whenever, and not put right by it."""
        later = spans("righted_on", self.period.last + ONE_DAY, None)
        known = Between("checked_on", None, self.period.last.isoformat())
        return All((OneOf("result", (FAILED,)), known, Any((Blank("righted_on"), later))))

    @property
    def late(self) -> Filter:
        """整改超期: of those, the limit has run out by the period's end, or by yesterday before that."""
        expired = min(self.period.last, self.today - ONE_DAY)
        return All((self.unrighted, Between("due_on", None, expired.isoformat())))

    @property
    def wanted_checks(self) -> Wanted:
        """All figures of checks with their titles."""
        return {
            "visits": ("检查", self.visits),
            "checks": ("有效检查", self.checks),
            "passed": ("合格", self.passed),
            "failed": ("不合格", self.failed),
            "righted": ("当期整改", self.righted),
            "unrighted": ("未整改", self.unrighted),
            "late": ("整改超期", self.late),
            "shut": ("停业未查", All((self.visits, OneOf("result", (SHUT,))))),
            "refused": ("拒绝检查", All((self.visits, OneOf("result", (REFUSED,))))),
            "with_case": ("转为案件", All((self.visits, Not(Blank("case"))))),
        }


@dataclass(frozen=True, slots=True)
class Watched:
    """The figures of one register for one period; places by town, checks by unit."""

    watch: Watch
    period: Period
    places: Figures
    checks: Figures
    by_town: tuple[Line, ...]
    by_unit: tuple[Line, ...]

    @property
    def coverage(self) -> Rate:
        """覆盖率 = 已查对象 ÷ 在业对象."""
        return self.places.rate("覆盖率", "covered", "places")

    @property
    def pass_rate(self) -> Rate:
        """合格率 = 合格 ÷ 有效检查."""
        return self.checks.rate("合格率", "passed", "checks")

    @property
    def righting_rate(self) -> Rate:
        """整改率 = 当期整改 ÷ 不合格."""
        return self.checks.rate("整改率", "righted", "failed")


def watched_figures(conn: Reader, watch: Watch, period: Period, today: date) -> Watched:
    """The figures of one register and its checks for a period."""
    defined = WatchFigures(watch, period, today)
    places, checks = defined.wanted_places, defined.wanted_checks
    return Watched(
        watch,
        period,
        count_all(conn, watch.register, places, today),
        count_all(conn, watch.checks, checks, today),
        count_by(conn, watch.register, "town", places, today),
        count_by(conn, watch.checks, "unit", checks, today),
    )
