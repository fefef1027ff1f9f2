"""Penalties and seizures as facts: how many, how much, what for. Amounts are told and never scored.

行政处罚法 art. 74: what is fined has no part in any assessment; nothing else may read the amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.entry import Value
from bureau.ledger.query import All, Any, Between, Blank, Filter, Not, OneOf
from bureau.market.definitions import spans
from bureau.market.ledgers import PENALTIES, SEIZURES
from bureau.market.seizures import KEPT_GOODS, RETURNED, SEIZED
from bureau.storage.counting import (
    Figures,
    Line,
    Rate,
    Wanted,
    count_all,
    count_by,
    sum_by,
    sum_of,
)

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

SIMPLE, ORDINARY, QUICK = 3701, 3702, 3703
"""Catalogue ids of the procedures 简易程序, 普通程序, 快速办理."""
BREAKDOWNS = ("procedure", "town", "unit", "exemption")


@dataclass(frozen=True, slots=True)
class PenaltyFigures:
    """The figures of penalty cases for one period: each property is one definition."""

    period: Period

    def within(self, key: str) -> Filter:
        """A day that lies in the period."""
        return spans(key, self.period.first, self.period.last)

    @property
    def filed(self) -> Filter:
        """立案数: filed in the period."""
        return self.within("filed_on")

    @property
    def simple(self) -> Filter:
        """简易程序: of those filed."""
        return All((self.filed, OneOf("procedure", (SIMPLE,))))

    @property
    def ordinary(self) -> Filter:
        """普通程序: of those filed, 快速办理 among them."""
        return All((self.filed, OneOf("procedure", (ORDINARY, QUICK))))

    @property
    def closed(self) -> Filter:
        """结案数: closed in the period, whenever filed."""
        return self.within("closed_on")

    @property
    def ended(self) -> Filter:
        """Decided in the period; without a day of decision, closed in it."""
        return Any(
            (self.within("decided_on"), All((Blank("decided_on"), self.within("closed_on"))))
        )

    @property
    def decided(self) -> Filter:
        """处罚决定数: decided in the period with a penalty."""
        return All((self.within("decided_on"), Blank("exemption")))

    @property
    def exempted(self) -> Filter:
        """不予处罚数: ended in the period without a penalty, the reason entered."""
        return All((self.ended, Not(Blank("exemption"))))

    @property
    def warned(self) -> Filter:
        """警告: of those decided."""
        return All((self.decided, Between("warned", 1, 1)))

    @property
    def fined(self) -> Filter:
        """罚款案件数: of those decided, with a fine."""
        return All((self.decided, Between("fine_fen", 1)))

    @property
    def published(self) -> Filter:
        """已公示数: of those decided, made public, whenever."""
        return All((self.decided, Not(Blank("published_on"))))

    @property
    def paid(self) -> Filter:
        """缴款案件数: paid in the period, whenever decided."""
        return self.within("paid_on")

    @property
    def wanted(self) -> Wanted:
        """All of them with their titles."""
        return {
            "filed": ("立案", self.filed),
            "simple": ("简易程序", self.simple),
            "ordinary": ("普通程序", self.ordinary),
            "closed": ("结案", self.closed),
            "decided": ("处罚决定", self.decided),
            "warned": ("警告", self.warned),
            "fined": ("罚款案件", self.fined),
            "exempted": ("不予处罚", self.exempted),
            "published": ("已公示", self.published),
            "paid": ("缴款案件", self.paid),
        }


@dataclass(frozen=True, slots=True)
class Amounts:
    """Money in 分: fined and confiscated by the decisions of the period, paid in the period."""

    fined: int
    confiscated: int
    paid: int


@dataclass(frozen=True, slots=True)
class SeizureFigures:
    """The figures of goods taken for one period: each property is one definition."""

    period: Period

    @property
    def taken(self) -> Filter:
        """实施数: taken in the period."""
        return spans("taken_on", self.period.first, self.period.last)

    @property
    def wanted(self) -> Wanted:
        """All of them with their titles."""
        disposed = spans("disposed_on", self.period.first, self.period.last)
        return {
            "taken": ("实施", self.taken),
            "seized": ("扣押和查封", All((self.taken, OneOf("measure", SEIZED)))),
            "kept": ("先行登记保存", All((self.taken, OneOf("measure", KEPT_GOODS)))),
            "disposed": ("处理", disposed),
            "returned": ("返还", All((disposed, OneOf("disposal", (RETURNED,))))),
            "late": ("超期处理", All((disposed, Between("late_days", 1)))),
        }


@dataclass(frozen=True, slots=True)
class PenaltyFacts:
    """What is told of one period. `by_unit` are the amounts by unit, for the list that is printed."""

    period: Period
    figures: Figures
    parts: Mapping[str, tuple[Line, ...]]
    amounts: Amounts
    fined_by_unit: Mapping[Value, int]
    seizures: Figures

    @property
    def publication_rate(self) -> Rate:
        """公示率: made public so far, of the decisions of the period."""
        return self.figures.rate("公示率", "published", "decided")


def penalty_figures(conn: Reader, period: Period, today: date) -> PenaltyFacts:
    """The facts of a period."""
    defined = PenaltyFigures(period)
    wanted = defined.wanted
    # A payment without its own amount is one of all that was to be paid.
    stated = sum_of(conn, PENALTIES, "paid_fen", defined.paid, today)
    whole = All((defined.paid, Blank("paid_fen")))
    owed = [sum_of(conn, PENALTIES, key, whole, today) for key in ("fine_fen", "confiscated_fen")]
    return PenaltyFacts(
        period,
        count_all(conn, PENALTIES, wanted, today),
        {key: count_by(conn, PENALTIES, key, wanted, today) for key in BREAKDOWNS},
        Amounts(
            sum_of(conn, PENALTIES, "fine_fen", defined.decided, today),
            sum_of(conn, PENALTIES, "confiscated_fen", defined.decided, today),
            stated + sum(owed),
        ),
        sum_by(conn, PENALTIES, "fine_fen", "unit", defined.decided, today),
        count_all(conn, SEIZURES, SeizureFigures(period).wanted, today),
    )
