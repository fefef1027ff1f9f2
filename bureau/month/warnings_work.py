"""月结核对 of work: what is late in each department, and which works stay behind their plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import DAY, Period, span_title
from bureau.facilities.definitions import SHINING, RepairsOf
from bureau.facilities.ledgers import FACILITIES, HAZARDS, LIGHT_PATROLS, PLANS, REPAIRS
from bureau.facilities.safety.figures_hazards import HazardsOf
from bureau.facilities.upkeep.figures_plans import plan_lines
from bureau.ledger.query import All, Between, Ids, Not, OneOf, Titled
from bureau.market.definitions import CaseFigures
from bureau.market.ledgers import CASES
from bureau.party.ledgers import TASKS
from bureau.party.matrix import lines_of
from bureau.reports.change import percent
from bureau.sanitation.ledgers.landfill import WEIGHINGS
from bureau.settings.reading import week_start
from bureau.storage import rows
from bureau.workflow.waiting import AtDesk, Waiting

if TYPE_CHECKING:
    from bureau.month.books import Books

NAMED: Final = 3
WEEK: Final = timedelta(days=7)
WORKS_PAGE, MATRIX_PAGE = "sanitation-works", "party-matrix"


def some(names: list[str], unit: str) -> str:
    """The first few by name, and how many there are."""
    every = list(dict.fromkeys(names))
    more = f"等 {len(every)} {unit}" if len(every) > NAMED else ""
    return "、".join(every[:NAMED]) + more


def at(books: Books) -> AtDesk:
    """The books as they are counted."""
    return AtDesk(books.conn, books.names, books.desk.now())


def seen(books: Books) -> date:
    """The last day of the period that is there."""
    return min(books.period.last, books.today)


def late_cases(books: Books) -> Iterator[Waiting]:
    """超期未整改 at the period's end."""
    where = CaseFigures(books.period, books.today).overdue
    yield at(books).waiting("cases.overdue", CASES, "案件超期未整改", "件", where, "danger")


def works(books: Books) -> Iterator[Waiting]:
    """Roads behind their plan; days without a diary at the landfill; checks not put right."""
    of = books.works
    behind = [one for one in of.roads.worst if one.share < 1]
    if behind:
        share = of.roads.share
        yield Waiting(
            "道路作业没有完成计划",
            len(behind),
            "条",
            page=WORKS_PAGE,
            key="works.behind",
            tone="warning",
            hint=f"完成率 {percent(share)}，{some([one.road for one in behind], '条道路')}",
        )
    fill = of.landfill
    yield Waiting(
        "有过磅没有填埋日志",
        fill.unwritten,
        "天",
        WEIGHINGS.name,
        Titled("有过磅没有填埋日志", fill.unwritten_where),
        key="landfill.unwritten",
        tone="warning",
    )
    days = (seen(books) - books.period.first).days + 1
    if fill.days:
        yield Waiting(
            "没有填埋日志",
            days - fill.days,
            "天",
            page=WORKS_PAGE,
            key="landfill.days",
            hint=f"{days} 天里写了 {fill.days} 天",
        )


def facilities(books: Books) -> Iterator[Waiting]:
    """Late repairs, hazards and plans; roads with lamps that nobody looked at by night."""
    desk, period, today = at(books), books.period, books.today
    repairs = RepairsOf(period, today).overdue_at_end
    yield desk.waiting("repairs.late", REPAIRS, "维修超时未修复", "件", repairs, "danger")
    hazards = HazardsOf(period, today).overdue
    yield desk.waiting("hazards.late", HAZARDS, "隐患超期未整改", "处", hazards, "danger")
    lines = plan_lines(books.conn, books.names, period, today)
    late = {line.record: line.plan for line in lines if line.is_over and line.missing}
    yield Waiting(
        "养护计划超期",
        len(late),
        "项",
        PLANS.name,
        Titled("超期的养护计划", Ids(tuple(late))),
        key="plans.late",
        tone="warning",
        hint=some(list(late.values()), "项"),
    )
    if rows.count(books.conn, LIGHT_PATROLS, today=books.today):
        yield from unpatrolled(books)
        yield from weeks_unpatrolled(books)


def unpatrolled(books: Books) -> Iterator[Waiting]:
    """Roads with lamps that no night patrol of the period named, where there are patrols at all."""
    days = patrolled(books)
    found = rows.value_counts(books.conn, LIGHT_PATROLS, "road", days, today=books.today)
    walked = tuple(road for road, _ in found if road is not None)
    dark = All((SHINING, Not(OneOf("road", (*walked, None)))))
    missed = rows.value_counts(books.conn, FACILITIES, "road", dark, today=books.today)
    names = [books.names.label("roads", int(str(road))) for road, _ in missed]
    yield Waiting(
        "有路灯没有夜间巡查",
        len(missed),
        "条道路",
        FACILITIES.name,
        Titled("没有夜间巡查的道路上的路灯", dark),
        key="patrols.missing",
        tone="warning",
        hint=some(names, "条"),
    )


def weeks_unpatrolled(books: Books) -> Iterator[Waiting]:
    """Whole weeks of the period, over by now, in which nobody looked at any lamp by night."""
    days = patrolled(books)
    found = rows.value_counts(books.conn, LIGHT_PATROLS, "patrolled_on", days, today=books.today)
    nights = {str(day) for day, _ in found}
    one = Period.week(books.period.first, week_start(books.conn, books.today))
    missed = []
    while one.last < books.today and one.last <= books.period.last:
        if one.first >= books.period.first and not any(
            one.first.isoformat() <= night <= one.last.isoformat() for night in nights
        ):
            missed.append(span_title(one.first, one.last).partition("年")[2])
        one = replace(one, first=one.last + DAY, last=one.last + WEEK)
    yield Waiting(
        "没有夜间巡查",
        len(missed),
        "周",
        LIGHT_PATROLS.name,
        Titled("夜间巡查", days),
        key="patrols.weeks",
        tone="warning",
        hint=some(missed, "周"),
    )


def patrolled(books: Books) -> Between:
    """Night patrols of the period."""
    return Between("patrolled_on", books.period.first.isoformat(), seen(books).isoformat())


def branches(books: Books) -> Iterator[Waiting]:
    """Late tasks, and meetings that were to be held in spans that ended in the period."""
    late = books.members.tasks.late
    yield Waiting(
        "党建任务逾期", late.count, "项", TASKS.name, late.where, key="party.late", tone="danger"
    )
    lacking = [
        (line, cell.lacking)
        for line in lines_of(books.members.requirements)
        for cell in line.judged
        if cell.lacking and books.period.holds(cell.span.last)
    ]
    yield Waiting(
        "组织生活欠",
        sum(times for _, times in lacking),
        "次",
        page=MATRIX_PAGE,
        key="party.lacking",
        tone="warning",
        hint=some([f"{line.branch_title}{line.title}" for line, _ in lacking], "项"),
    )
