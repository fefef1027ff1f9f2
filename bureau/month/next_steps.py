"""下一步打算: what the month after a period has to do, drafted from what is late, due or weak in the books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import short
from bureau.calendar.words import names_of
from bureau.facilities.definitions import RepairsOf
from bureau.facilities.ledgers import HAZARDS, PLANS, REPAIRS
from bureau.facilities.papers_month import FacilityMonth
from bureau.facilities.repairs.figures_conditions import LIGHTING_KINDS, OfLighting
from bureau.facilities.safety.figures_hazards import HazardsOf
from bureau.ledger.query import All, Between, Filter, Ids, Not, OneOf, Titled
from bureau.market.definitions import CaseFigures
from bureau.market.figures import MarketFigures
from bureau.market.figures_classes import UNFILLED
from bureau.market.ledgers import CASES
from bureau.reports.chapters import sections
from bureau.reports.paper import Block, Paragraph
from bureau.sanitation.paper_source import Source, lost_by_section
from bureau.sanitation.works import work_done
from bureau.storage.rows import count, ids

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.ledger.declaration import Ledger
    from bureau.storage.connection import Reader

ORDINALS: Final = "一二三四五六七八九"
MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: its words, and the records that are meant where there are any."""

    words: str
    ledger: str = ""
    where: Filter | None = None


Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The four heads of the bureau's own report."""

    enforcement: Steps
    sanitation: Steps
    lighting: Steps
    facilities: Steps

    @property
    def by_head(self) -> tuple[tuple[str, Steps], ...]:
        """Those heads under which there is anything."""
        heads = (
            ("城管执法", self.enforcement),
            ("环卫管理", self.sanitation),
            ("路灯管护", self.lighting),
            ("市政设施管理", self.facilities),
        )
        return tuple((title, steps) for title, steps in heads if steps)


def next_steps(
    conn: Reader, order: MarketFigures, cleaning: Source, facilities: FacilityMonth, today: date
) -> NextSteps:
    """What follows from a period's figures, from the same picture of the books."""
    period, following = order.period, facilities.following
    lit, other = plan_steps(conn, facilities, today)
    shining = facilities.lighting.roads_that("missed")
    low = facilities.stock.low
    return NextSteps(
        enforcement(conn, order, following, today),
        sanitation(conn, cleaning),
        there(
            overdue_repairs(conn, period, OfLighting(), "路灯", today),
            Step(
                f"逐条整改亮灯率未达标的道路{len(shining)}条（{some(one.sample.road for one in shining)}）"
            )
            if shining
            else None,
            lit,
            Step(f"补足库存低的材料{low}种") if low else None,
        ),
        there(
            overdue_repairs(conn, period, Not(OfLighting()), "市政设施", today),
            hazard_step(conn, period, following, today),
            other,
        ),
    )


def blocks(of: NextSteps) -> list[Block]:
    """One paragraph below each head: 一是…；二是…。"""
    return sections([(title, [Paragraph(in_words(steps))]) for title, steps in of.by_head], 2)


def in_words(steps: Sequence[Step]) -> str:
    """A single step stands without a number."""
    if len(steps) == 1:
        return f"{steps[0].words}。"
    said = (f"{ORDINALS[place]}是{step.words}" for place, step in enumerate(steps))
    return f"{'；'.join(said)}。"


def there(*steps: Step | None) -> Steps:
    """Those that there are."""
    return tuple(step for step in steps if step is not None)


def some(names: Iterable[str]) -> str:
    """The first few by name."""
    every = tuple(dict.fromkeys(names))
    return "、".join(every[:MOST_NAMED]) + ("等" if len(every) > MOST_NAMED else "")


def counted(
    conn: Reader, ledger: Ledger, where: Filter, title: str, words: str, today: date
) -> Step | None:
    """A step about some records, `{}` of its words being how many; None without any."""
    number = count(conn, ledger, where, today=today)
    if not number:
        return None
    return Step(words.format(number), ledger.name, Titled(title, where))


# -- the four heads --------------------------------------------------------------------------------


def enforcement(conn: Reader, order: MarketFigures, following: Period, today: date) -> Steps:
    """Cases past their limit, due next, come back; and what there was most of."""
    this, of = names_of(order.period)[0], CaseFigures(order.period, today)
    month = f"{following.last.month}月"
    due = All((of.open_at_end, Between("due_on", *days_of(following))))
    found = (part for part in order.now.parts["by_category"] if part.label != UNFILLED)
    most = max(found, key=lambda part: part.cases, default=None)
    return there(
        counted(conn, CASES, of.overdue, "超期未整改", "督办超期未整改的案件{}件", today),
        counted(conn, CASES, due, f"{month}到期", f"办结{month}到期的案件{{}}件", today),
        counted(
            conn, CASES, of.rebounds, "反弹", f"加密巡查{this}反弹的点位，涉及案件{{}}件", today
        ),
        Step(f"继续整治{this}最多的{most.label}（{most.cases}件）", CASES.name, most.where)
        if most is not None and most.cases
        else None,
    )


def sanitation(conn: Reader, source: Source) -> Steps:
    """Of each section what lost most and whether it failed; roads of which too little was done."""
    weak = []
    for section, lost in lost_by_section(source.judged).items():
        block = max(lost, key=lambda title: lost[title], default="")
        if block and lost[block]:
            weak.append(f"{section}{block}（扣{short(lost[block])}分）")
    failing = [one.section for one in source.judged if one.fee is not None and one.fee.failures]
    done = work_done(conn, source.names, source.period, source.today)
    behind = sorted((one for one in done.lines if one.share < 1), key=lambda one: one.share)
    return there(
        Step(f"督促整改扣分较多的{'、'.join(weak)}") if weak else None,
        Step(f"约谈考核不合格的{'、'.join(dict.fromkeys(failing))}") if failing else None,
        Step(f"补足没有完成计划的道路作业（{some(f'{one.road}{one.way}' for one in behind)}）")
        if behind
        else None,
    )


def overdue_repairs(
    conn: Reader, period: Period, which: Filter, what: str, today: date
) -> Step | None:
    """超时未修复 of lamps or of the rest."""
    where = All((RepairsOf(period, today).overdue_at_end, which))
    words = f"修复超时的{what}故障{{}}件"
    return counted(conn, REPAIRS, where, f"{what}超时未修复", words, today)


def hazard_step(conn: Reader, period: Period, following: Period, today: date) -> Step | None:
    """Hazards still open, with those whose limit is over or ends in the month to come."""
    of = HazardsOf(period, today)
    step = counted(conn, HAZARDS, of.open, "未整改隐患", "整改安全隐患{}处", today)
    if step is None:
        return None
    _, last = days_of(following)
    by_then = count(conn, HAZARDS, All((of.open, Between("due_on", None, last))), today=today)
    said = f"，其中{following.last.month}月底前到期{by_then}处" if by_then else ""
    return Step(f"{step.words}{said}", step.ledger, step.where)


def plan_steps(
    conn: Reader, facilities: FacilityMonth, today: date
) -> tuple[Step | None, Step | None]:
    """The plans that fall due in the month to come: of lamps, and of the rest."""
    due = facilities.due
    lit = set(ids(conn, PLANS, OneOf("kind", LIGHTING_KINDS), today=today))
    month = facilities.following.last.month

    def step(records: Sequence[int], names: Iterable[str]) -> Step | None:
        if not records:
            return None
        words = f"完成{month}月到期的养护{len(records)}项（{some(names)}）"
        where = Titled(f"{month}月到期的养护计划", Ids(tuple(records)))
        return Step(words, PLANS.name, where)

    parts = [
        [line for line in due if (line.record in lit) is lighting] for lighting in (True, False)
    ]
    first, second = (
        step(tuple(dict.fromkeys(one.record for one in part)), [one.plan for one in part])
        for part in parts
    )
    return first, second


def days_of(period: Period) -> tuple[str, str]:
    """Its first and last day, as stored."""
    return period.first.isoformat(), period.last.isoformat()
