"""养护计划 in the words of its page: each span of a plan with what was done and what is missing."""

from __future__ import annotations

from bureau.calendar.periods import Period
from bureau.facilities.ledgers import PLANS, WORKS
from bureau.facilities.upkeep.figures_plans import PlanFigures, PlanLine
from bureau.ledger.query import Ids, Titled
from bureau.ledger.words import scaled_text
from bureau.reports.amounts import day_dotted
from bureau.reports.change import percent
from ui.month.numbers import Cell, Grid, figure_title

PLAN_HEADS = ("计划", "对象", "这一期", "期限", "应做", "已做", "欠", "结论", "班组")
PLAN_NUMBERS = (4, 5, 6)
AMOUNT_HEADS = ("项目", "工程量", "单位")
AMOUNT_NUMBERS = (1,)


def plan_grid(of: PlanFigures) -> Grid:
    """A line for each plan and span, overdue ones first."""
    return Grid(PLAN_HEADS, tuple(plan_row(line) for line in of.lines), summed=False, named=4)


def plan_row(line: PlanLine) -> tuple[Cell, ...]:
    """One span of one plan."""
    title = f"{line.plan}：{line.span.title}"
    done = (WORKS.name, Titled(f"{title}已做", line.works))
    missing = (line.of.name, Titled(f"{title}还没有做的", line.missed))
    late = f"其中宽限期内或逾期补做 {line.late} 件" if line.late else ""
    return (
        Cell(line.plan, (PLANS.name, Titled(line.plan, Ids((line.record,))))),
        Cell(line.about),
        Cell(line.span.title),
        Cell(day_dotted(line.span.last)),
        Cell(f"{line.asked:,}"),
        Cell(f"{line.kept:,}", done if line.done else None, late),
        Cell(
            f"{len(line.missing):,}" if line.missing else "",
            missing if line.missing else None,
            tone=tone_of(line),
        ),
        Cell(line.verdict, missing if line.missing else None, tone=tone_of(line)),
        Cell(line.team),
    )


def tone_of(line: PlanLine) -> str:
    """Red for what is overdue."""
    return "danger" if line.missing and line.is_over else ""


def amount_grid(of: PlanFigures, period: Period) -> Grid:
    """What was done of each item in the period."""
    rows = []
    for title, unit, line in of.quantities:
        behind = (WORKS.name, Titled(figure_title(title, period), line.where))
        rows.append((Cell(title), Cell(scaled_text(line.count, 2), behind), Cell(unit)))
    return Grid(AMOUNT_HEADS, tuple(rows), summed=False)


def said_of(of: PlanFigures) -> str:
    """How far the period has come."""
    parts = []
    if of.kept.whole.count:
        parts.append(f"期限在本期的 {of.kept.whole.count:,} 件，完成率 {percent(of.kept.rate)}")
    if of.overdue:
        parts.append(f"超期欠 {of.overdue:,} 件")
    if of.late:
        parts.append(f"补做 {of.late:,} 件")
    return "，".join(parts)
