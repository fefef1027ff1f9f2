"""The rates of handling (立案率, 派遣准确率, 处置率 …): each with its parts, its base and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.calendar.periods import Period
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import All, Filter, Not
from bureau.market.definitions import CaseFigures
from bureau.market.figures_steps import StepFigures
from bureau.market.ledgers import CASES, STEPS
from bureau.reports.change import ratio
from bureau.storage.counting import Wanted, count_all

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

OF_CASES = (
    "filed", "patrolled", "to_dispose", "disposed", "disposed_on_time", "rebounds", "judged",
    "content", "supervised", "supervised_closed",
)  # fmt: skip
"""Counts of cases that only rates are made of; each is a property of CaseFigures."""
FAMILIES = {
    "cases": ("cases", "closed", "filed", "patrolled", "rebounds"),
    "closed_in_period": ("closed_in_period", "closed_late", "judged", "content"),
    "open_at_end": ("open_at_end", "overdue"),
    "due": (
        "due", "due_in_period", "on_time", "due_closed", "to_dispose", "disposed",
        "disposed_on_time",
    ),
    "supervised": ("supervised", "supervised_closed"),
    "voided": ("voided",),
}  # fmt: skip
"""Counts that lie within another one, so that one pass over its records counts them all."""
OF_STEPS = ("dispatches", "returned", "disposals", "reworked", "supervisions")
"""Counts of steps; each is a property of StepFigures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate: `part` (less `minus`) ÷ `base`, all counts by name.

    `meaning` is its formula in words, `without` says why there is none where the base is 0.
    """

    key: str
    title: str
    part: str
    base: str
    meaning: str
    without: str
    minus: str = ""
    rising_is_better: bool = True

    def of(self, counts: Mapping[str, int]) -> Fraction | None:
        """The rate as a fraction of one; None without a base."""
        less = counts[self.minus] if self.minus else 0
        return ratio(counts[self.part] - less, counts[self.base])

    @property
    def words(self) -> tuple[str, str]:
        """What stands above and below the line: 期限内处置, 应处置."""
        above, _, below = self.meaning.partition("÷")
        return above.strip("（）"), below.partition("；")[0].partition("，")[0]

    def behind(self, period: Period, today: date) -> tuple[Ledger, Filter, Filter]:
        """The ledger, the records above the line and those below it."""
        steps = self.base in OF_STEPS
        defined = StepFigures(period) if steps else CaseFigures(period, today)
        above: Filter = getattr(defined, self.part)
        if self.minus:
            above = All((above, Not(getattr(defined, self.minus))))
        return STEPS if steps else CASES, above, getattr(defined, self.base)

    def numerator(self, counts: Mapping[str, int]) -> int:
        """What stands above the line."""
        return counts[self.part] - (counts[self.minus] if self.minus else 0)


RATES = (
    Rate(
        key="filing_rate",
        title="立案率",
        part="filed",
        base="cases",
        meaning="立案÷受理（发现案件）",
        without="没有受理案件",
    ),
    Rate(
        key="patrol_share",
        title="巡查立案占比",
        part="patrolled",
        base="filed",
        meaning="来源为巡查的立案÷立案",
        without="没有立案",
    ),
    Rate(
        key="dispatch_accuracy",
        title="派遣准确率",
        part="dispatches",
        minus="returned",
        base="dispatches",
        meaning="（派遣－其中被退回重派）÷派遣",
        without="没有登记派遣环节",
    ),
    Rate(
        key="disposal_rate",
        title="处置率",
        part="disposed",
        base="to_dispose",
        meaning="已处置÷应处置；反馈或结案即为处置，返工的以重新反馈为准",
        without="没有应处置案件",
    ),
    Rate(
        key="on_time_disposal_rate",
        title="按期处置率",
        part="disposed_on_time",
        base="to_dispose",
        meaning="期限内处置÷应处置，期限当天算按期",
        without="没有应处置案件",
    ),
    Rate(
        key="closing_rate",
        title="结案率",
        part="due_closed",
        base="due",
        meaning="结案÷应结案；应结案为本期到期的加上期初已超期未结的",
        without="没有应结案件",
    ),
    Rate(
        key="on_time_closing_rate",
        title="按期结案率",
        part="on_time",
        base="due",
        meaning="期限内结案÷应结案",
        without="没有应结案件",
    ),
    Rate(
        key="rework_rate",
        title="返工率",
        part="reworked",
        base="disposals",
        meaning="复查退回返工÷处置（反馈和当场结案的次数）",
        without="没有登记处置反馈和结案环节",
        rising_is_better=False,
    ),
    Rate(
        key="rebound_rate",
        title="反弹率",
        part="rebounds",
        base="closed_in_period",
        meaning="本期发现的反弹案件÷本期整改案件",
        without="没有整改案件",
        rising_is_better=False,
    ),
    Rate(
        key="satisfaction_rate",
        title="满意率",
        part="content",
        base="judged",
        meaning="满意和基本满意÷有效回访，按整改日期",
        without="没有有效回访",
    ),
    Rate(
        key="supervision_rate",
        title="督办办结率",
        part="supervised_closed",
        base="supervised",
        meaning="督办后办结÷督办件",
        without="没有督办件",
    ),
)
BY_KEY = {rate.key: rate for rate in RATES}


def behind(figure: str, period: Period, today: date) -> tuple[Ledger, Filter] | None:
    """The ledger and the filter of a count by name, None for a name that isn't here."""
    if figure in OF_CASES:
        return CASES, getattr(CaseFigures(period, today), figure)
    if figure in OF_STEPS:
        return STEPS, getattr(StepFigures(period), figure)
    return None


def read_counts(conn: Reader, period: Period, today: date) -> dict[str, int]:
    """Every count of CaseFigures and StepFigures by name, for one period."""
    cases, steps = CaseFigures(period, today), StepFigures(period)
    told = [
        count_all(conn, CASES, titled(cases, names), today, within=getattr(cases, base))
        for base, names in FAMILIES.items()
    ]
    told.append(count_all(conn, STEPS, titled(steps, OF_STEPS), today, within=steps.all))
    return {name: figure.count for figures in told for name, figure in figures.by_key.items()}


def titled(defined: CaseFigures | StepFigures, names: Iterable[str]) -> Wanted:
    """Definitions by name; what they are called is said by the rates that they belong to."""
    return {name: (name, getattr(defined, name)) for name in names}
