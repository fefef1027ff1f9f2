"""The tables of 设施分析: the key figures, work done, a chosen dimension, what breaks again, circuits."""

from __future__ import annotations

from collections.abc import Callable

from bureau.calendar.periods import Period
from bureau.calendar.words import names_of
from bureau.facilities.counted import Counted
from bureau.facilities.ledgers import REPAIRS
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_breakdowns import Breakdown, Line
from bureau.facilities.repairs.figures_repairs import RepairFigures, Spread, Took
from bureau.facilities.repairs.figures_works import Quantity
from bureau.facilities.tables import (
    CIRCUIT_NOTE,
    REPEAT_NOTE,
    TIME_NOTE,
    WORK_NOTE,
    amount,
    change,
    work_lines,
    yuan_per_head,
)
from bureau.facilities.wording import tenths
from bureau.ledger.query import Filter, Titled
from bureau.reports.amounts import amount_text, day_dotted
from bureau.reports.change import NONE, Change, percent, ratio
from ui.month.numbers import Behind, Cell, Grid, cell, figure_title

MOST_LINES = 30
HEADS = {"环比": 1, "同比": 2}
"""Which of 本月, 上月, 去年同月 a comparison is with."""


def behind(title: str, period: Period, where: Filter) -> Behind:
    """The repairs of a figure under its name."""
    return REPAIRS.name, Titled(figure_title(title, period), where)


def counted_cell(one: Counted, period: Period) -> Cell:
    """A count with its repairs."""
    return cell(one.count, REPAIRS.name, one.where, figure_title(one.title, period))


def beside_heads(analysis: FacilityAnalysis) -> tuple[str, ...]:
    """本月, then 上月 and 环比, 去年同月 and 同比, as far as there is something to compare with."""
    names = names_of(analysis.period)
    told = [names[0]]
    for word, _ in analysis.beside:
        told += [names[HEADS[word]], word]
    return tuple(told)


# -- 主要指标 --------------------------------------------------------------------------------------


def figure_grid(analysis: FacilityAnalysis) -> Grid:
    """Reported, mended, in time, open, spent: each beside the periods before."""
    rows: list[tuple[Cell, ...]] = []
    count_lines: tuple[tuple[str, Callable[[RepairFigures], Counted]], ...] = (
        ("受理报修(件)", lambda of: of.reported),
        ("修复(件)", lambda of: of.done),
        ("期末未修复(件)", lambda of: of.open_at_end),
        ("其中超时(件)", lambda of: of.overdue),
        ("返修(件)", lambda of: of.reworked),
    )
    for title, figure in count_lines:
        now = figure(analysis.repairs)
        row = [Cell(title), counted_cell(now, analysis.period)]
        for _, base in analysis.beside:
            then = figure(base)
            row += [
                counted_cell(then, base.period),
                Cell(Change(now.count, then.count).in_table()),
            ]
        rows.append(tuple(row))
    rows.insert(2, rate_row(analysis))
    rows.append(cost_row(analysis))
    return Grid(("指标", *beside_heads(analysis)), tuple(rows), summed=False)


def rate_row(analysis: FacilityAnalysis) -> tuple[Cell, ...]:
    """修复及时率; what opens are those in time."""

    def rate(of: RepairFigures) -> Cell:
        share = of.in_time
        hint = f"应修复 {share.whole.count} 件，及时修复 {share.part.count} 件"
        where = behind("应修复", of.period, share.whole.where) if share.whole.count else None
        return Cell(percent(share.rate), where, f"{hint}；双击看应修复的")

    row = [
        Cell("修复及时率", hint="时限在本期届满的报修里，按时修复的占多少；没有时限的不计"),
        rate(analysis.repairs),
    ]
    for _, base in analysis.beside:
        changed = Change(analysis.repairs.in_time.rate, base.in_time.rate, "rate")
        row += [rate(base), Cell(changed.in_table())]
    return tuple(row)


def cost_row(analysis: FacilityAnalysis) -> tuple[Cell, ...]:
    """What was spent on what was mended."""

    def cost(of: RepairFigures) -> Cell:
        fen = of.done_cost.count
        where = behind("本期完成的维修", of.period, of.done_cost.where) if fen else None
        return Cell(amount_text(fen), where)

    row = [Cell("维修费用(元)", hint="本期完成的维修"), cost(analysis.repairs)]
    for _, base in analysis.beside:
        changed = Change(analysis.repairs.done_cost.count, base.done_cost.count)
        row += [cost(base), Cell(changed.in_table())]
    return tuple(row)


# -- 修复用时、未修复、复发 ------------------------------------------------------------------------


def time_grid(analysis: FacilityAnalysis) -> Grid:
    """How long mending took, by grade and by type; hours and days apart."""
    times = analysis.times
    lines = [("", times.all), *(("等级：", one) for one in times.by_grade)]
    lines += [("类型：", one) for one in times.by_kind]
    rows = [time_row(way, one, analysis.period) for way, one in lines]
    heads = ("修复用时", "平均(小时)", "中位(小时)", "件数", "平均(天)", "中位(天)", "件数")
    return Grid(heads, tuple(rows) if times.all.count else (), TIME_NOTE, summed=False)


def time_row(way: str, one: Took, period: Period) -> tuple[Cell, ...]:
    """One line of it."""

    def cells(spread: Spread, how: str) -> tuple[Cell, ...]:
        title = figure_title(f"{one.title}（{how}）", period)
        counted = cell(spread.count, REPAIRS.name, spread.where, title)
        return Cell(tenths(spread.mean)), Cell(tenths(spread.median)), counted

    return (Cell(f"{way}{one.title}"), *cells(one.hours, "按小时"), *cells(one.days, "按天"))


def open_grid(analysis: FacilityAnalysis) -> Grid:
    """期末未修复 by age; what came back; what a lamp cost."""
    repairs, again = analysis.repairs, analysis.again
    period = analysis.period
    rows = [
        (Cell(f"未修复 {one.title}"), counted_cell(one, period), Cell("")) for one in repairs.ages
    ]
    rows += [
        (
            Cell("重复故障", hint="报修前90天内同一设施报修过"),
            counted_cell(again.repeated, period),
            Cell(percent(ratio(again.repeated.count, repairs.reported.count), 1)),
        ),
        (
            Cell("复发", hint="修复后30天内又报修，或注明是返修"),
            counted_cell(again.relapsed, period),
            Cell(percent(ratio(again.relapsed.count, repairs.reported.count), 1)),
        ),
        (Cell("未建档报修"), counted_cell(repairs.unregistered, period), Cell("")),
        (
            Cell("单灯维修费用(元)", hint=f"本期完成的路灯维修费用÷在册 {analysis.heads:,} 盏"),
            Cell(
                yuan_per_head(analysis.cost_per_head),
                behind("路灯维修", period, repairs.lighting_cost.where)
                if repairs.lighting_cost.count
                else None,
            ),
            Cell(""),
        ),
    ]
    return Grid(("项目", "件数", "占报修"), tuple(rows), summed=False)


# -- 工作量、构成 ----------------------------------------------------------------------------------


def work_grid(analysis: FacilityAnalysis) -> Grid:
    """维修量 by item and unit; what has no quantity is counted in 处."""
    names = names_of(analysis.period)
    heads = ["维修项目", "单位", names[0]]
    for word, _ in analysis.work_beside:
        heads += [names[HEADS[word]], word]
    rows = []
    for item, item_id, unit in work_lines(analysis):
        now = analysis.work.of(item_id, unit)
        row = [Cell(item), Cell(unit), quantity_cell(now, analysis.period)]
        for (_, base), (_, repairs) in zip(analysis.work_beside, analysis.beside, strict=True):
            then = base.of(item_id, unit)
            row += [quantity_cell(then, repairs.period), Cell(change(now, then))]
        row.append(Cell(str(now.unmeasured) if now is not None and now.unmeasured else ""))
        rows.append(tuple(row))
    unnamed = analysis.work.unnamed
    if unnamed.count:
        blank = [Cell("")] * (len(heads) - 3)
        rows.append(
            (
                Cell("未填维修项目"),
                Cell("件"),
                counted_cell(unnamed, analysis.period),
                *blank,
                Cell(""),
            )
        )
    return Grid((*heads, "未填数量(处)"), tuple(rows), WORK_NOTE, summed=False, named=2)


def quantity_cell(one: Quantity | None, period: Period) -> Cell:
    """A quantity with its records; those of the ledger that has most of them."""
    if one is None:
        return Cell(NONE)
    ledger, where = one.behind
    told = "、".join(f"{part.ledger.title} {part.records} 条" for part in one.parts)
    return Cell(
        amount(one),
        (ledger, Titled(figure_title(one.item, period), where)),
        f"{told}；双击查看（回车）",
    )


def breakdown_grid(analysis: FacilityAnalysis, breakdown: Breakdown) -> Grid:
    """One way of taking the repairs apart."""
    this, that, _ = names_of(analysis.period)
    compared = any(line.before for line in breakdown.lines)
    heads = (f"{this}报修", *((that, "增减") if compared else ()), "修复", "费用(元)", "费用占比")
    rows = [
        breakdown_row(analysis, breakdown, line, compared) for line in breakdown.lines[:MOST_LINES]
    ]
    left = len(breakdown.lines) - MOST_LINES
    note = f"只列前 {MOST_LINES} 项，另有 {left} 项。" if left > 0 else ""
    return Grid((breakdown.title, *heads), tuple(rows), note, summed=False)


def breakdown_row(
    analysis: FacilityAnalysis, breakdown: Breakdown, line: Line, compared: bool
) -> tuple[Cell, ...]:
    """One value, each number with its repairs."""
    period, name = analysis.period, f"{breakdown.title} {line.label}"
    row = [
        Cell(line.label),
        cell(line.reported, REPAIRS.name, line.reported_where, figure_title(name, period)),
    ]
    if compared and period.previous is not None:
        title = figure_title(name, period.previous)
        row.append(cell(line.before, REPAIRS.name, line.before_where, title))
        row.append(Cell(Change(line.reported, line.before).in_table()))
    done = figure_title(f"{name}（修复）", period)
    row.append(cell(line.done, REPAIRS.name, line.done_where, done))
    spent = (REPAIRS.name, Titled(done, line.done_where)) if line.cost_fen else None
    row.append(Cell(amount_text(line.cost_fen), spent))
    row.append(Cell(percent(ratio(line.cost_fen, breakdown.cost_fen), 1)))
    return tuple(row)


# -- 重复故障 --------------------------------------------------------------------------------------


def repeat_grid(analysis: FacilityAnalysis) -> Grid:
    """Facilities that broke twice or more."""
    rows = [
        (
            Cell(one.code),
            Cell(one.road or one.kind),
            cell(one.faults, REPAIRS.name, one.where, f"{one.code} 重复报修"),
            Cell(str(one.relapses) if one.relapses else ""),
            Cell(day_dotted(one.latest)),
        )
        for one in analysis.repeated
    ]
    heads = ("设施编号", "路段", "报修次数", "其中复发", "最近报修")
    return Grid(heads, tuple(rows), REPEAT_NOTE, summed=False, named=2)


def circuit_grid(analysis: FacilityAnalysis) -> Grid:
    """The worst circuits."""
    rows = [
        (
            Cell(one.name),
            Cell(f"{one.heads:,}"),
            cell(one.faults, REPAIRS.name, one.where, figure_title(one.name, analysis.period)),
            Cell(tenths(one.per_hundred)),
            Cell(f"{one.dark:,}"),
            Cell(percent(one.rate)),
        )
        for one in analysis.circuits[:MOST_LINES]
    ]
    heads = ("控制箱和回路", "灯头(盏)", "报修", "百盏故障", "未亮(盏·夜)", "台账亮灯率")
    return Grid(heads, tuple(rows), CIRCUIT_NOTE, summed=False)
