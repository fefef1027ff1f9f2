"""亮灯率 in the words of its page: grades against their targets, roads, what is intact; each with its records."""

from __future__ import annotations

from bureau.calendar.periods import Period
from bureau.facilities.ledgers import FACILITIES, LIGHT_PATROLS, REPAIRS
from bureau.facilities.lighting.figures_intact import IntactUnit
from bureau.facilities.lighting.nights import Shone
from bureau.facilities.lighting.reading import GradeLine, Lighting, RoadLine
from bureau.facilities.lighting.targets import Verdict, least_words
from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Titled
from bureau.reports.change import NONE, percent
from ui.month.numbers import Behind, Cell, Grid, figure_title
from ui.tokens import TONES

MOST_ROADS = 200
GRADE_HEADS = (
    *("道路等级", "应亮(盏)", "未亮(盏)", "抽查亮灯率", "指标", "结论"),
    *("台账亮灯率", "故障盏·夜"),
)
GRADE_NUMBERS = (1, 2, 3, 4, 6, 7)
ROAD_HEADS = (
    *("路段", "道路等级", "巡查(次)", "应亮(盏)", "档案应亮", "未亮(盏)", "亮灯率", "要求"),
    *("结论", "灯不亮报修"),
)
ROAD_NUMBERS = (2, 3, 4, 5, 6, 9)
INTACT_HEADS = ("设施", "总数", "完好", "完好率", "指标", "结论")
INTACT_NUMBERS = (1, 2, 3, 4)


def grade_grid(of: Lighting) -> Grid:
    """A line for each grade; all roads together below, which no target is set for."""
    rows = [grade_row(line, of.period) for line in of.grades]
    found, nights = of.sampled, of.weighted
    if len(rows) > 1:
        rows.append(
            (
                Cell("全部道路"),
                number(found.due, LIGHT_PATROLS, found.where, "夜间巡查", of.period),
                number(found.dark, LIGHT_PATROLS, found.where, "夜间巡查", of.period),
                Cell(percent(found.rate)),
                Cell(""),
                Cell(""),
                nights_cell(nights.all, (FACILITIES.name, nights.lamps)),
                number(nights.all.dark, REPAIRS, nights.faults, "灯不亮的故障", of.period),
            )
        )
    sums = (len(rows) - 1,) if len(rows) > 1 else ()
    return Grid(GRADE_HEADS, tuple(rows), summed=False, sums=sums)


def grade_row(line: GradeLine, period: Period) -> tuple[Cell, ...]:
    """One grade."""
    sample, nights = line.sample, line.nights
    where = sample.where if sample is not None else None
    asked = Cell(least_words(line.target.overall), hint=line.target.basis)
    lamps = None if line.lamps is None else (FACILITIES.name, line.lamps)
    return (
        Cell(line.title),
        number(sample.due if sample else 0, LIGHT_PATROLS, where, f"{line.title}夜巡", period),
        number(sample.dark if sample else 0, LIGHT_PATROLS, where, f"{line.title}夜巡", period),
        Cell(percent(sample.rate if sample else None)),
        asked,
        verdict_cell(line.verdict),
        nights_cell(nights, lamps),
        number(
            nights.dark if nights else 0, FACILITIES, line.dark, f"{line.title}不亮的灯", period
        ),
    )


def nights_cell(of: Shone | None, lamps: Behind | None) -> Cell:
    """台账亮灯率 with what it is reckoned of."""
    if of is None or not of.due:
        return Cell(NONE, hint="档案里没有这个等级的路灯，或这个时段还没有过去的夜晚")
    hint = f"在用 {of.lamps:,} 盏，{of.due:,} 盏·夜，故障 {of.dark:,} 盏·夜；双击看路灯"
    return Cell(percent(of.rate), lamps, hint)


def road_grid(of: Lighting) -> Grid:
    """The roads that were patrolled, the worst first, then those that weren't."""
    lines = (*of.roads, *of.missed)
    rows = [road_row(line, of.period) for line in lines[:MOST_ROADS]]
    left = len(lines) - MOST_ROADS
    note = f"只列前 {MOST_ROADS} 条道路，另有 {left} 条。" if left > 0 else ""
    return Grid(ROAD_HEADS, tuple(rows), note, summed=False, named=2)


def road_row(line: RoadLine, period: Period) -> tuple[Cell, ...]:
    """One road."""
    road = line.sample
    if not road.patrols:
        empty = Cell("")
        return (
            Cell(road.road),
            Cell(road.grade),
            Cell("0"),
            empty,
            number(road.registered, FACILITIES, road.lamps, f"{road.road}路灯", period),
            empty,
            Cell(NONE),
            Cell(line.asked),
            verdict_cell(line.verdict),
            number(road.faults, REPAIRS, road.faults_where, f"{road.road}灯不亮", period),
        )
    patrols = f"{road.road}夜巡"
    return (
        Cell(road.road),
        Cell(road.grade),
        number(road.patrols, LIGHT_PATROLS, road.where, patrols, period),
        number(road.due, LIGHT_PATROLS, road.where, patrols, period),
        registered_cell(line, period),
        dark_cell(line, period),
        Cell(percent(road.rate)),
        Cell(line.asked, hint=size_words(line)),
        verdict_cell(line.verdict),
        number(road.faults, REPAIRS, road.faults_where, f"{road.road}灯不亮", period),
    )


def registered_cell(line: RoadLine, period: Period) -> Cell:
    """What by the register should have shone in the same patrols, marked where it isn't 应亮."""
    road = line.sample
    where = Titled(figure_title(f"{road.road}路灯", period), road.lamps)
    behind = (FACILITIES.name, where) if road.registered else None
    if not road.differs:
        return Cell(f"{road.registered_due:,}", behind, "和巡查的应亮一致；双击看路灯")
    if not road.registered_due:
        return Cell(NONE, hint="档案里这条路没有应亮的路灯")
    more = road.due - road.registered_due
    told = f"巡查的应亮{'多' if more > 0 else '少'} {abs(more):,} 盏，请核对巡查记录或档案"
    return Cell(f"≠ {road.registered_due:,}", behind, f"{told}；双击看路灯")


def dark_cell(line: RoadLine, period: Period) -> Cell:
    """未亮 of all patrols; the worst of them where that is what counts."""
    road = line.sample
    made = number(road.dark, LIGHT_PATROLS, road.where, f"{road.road}夜巡", period)
    worst = road.worst
    if not line.is_small or worst is None or worst.dark == road.dark:
        return made
    on = f"{worst.on.month}月{worst.on.day}日"
    return Cell(
        f"{road.dark:,}（最多 {worst.dark}）", made.behind, f"未亮最多的一次：{on} {worst.dark} 盏"
    )


def size_words(line: RoadLine) -> str:
    """Why it is judged by a cap, or by its rate."""
    by = "按未亮最多的一次巡查看" if line.is_small else "按亮灯率看"
    return f"这条路 {line.sample.size:,} 盏，{by}"


def intact_grid(units: tuple[IntactUnit, ...], period: Period) -> Grid:
    """What is intact by unit, as the register is now."""
    rows = []
    for one in units:
        whole, part = one.share.whole, one.share.part
        rows.append(
            (
                Cell(one.title),
                number(whole.count, FACILITIES, whole.where, one.title, period),
                number(part.count, FACILITIES, part.where, f"{one.title}完好", period),
                Cell(percent(one.share.rate)),
                Cell(least_words(one.least)),
                verdict_cell(one.verdict),
            )
        )
    return Grid(INTACT_HEADS, tuple(rows), summed=False)


def verdict_cell(verdict: Verdict) -> Cell:
    """达标, ▲ 未达标（差 3 盏）, 未巡查."""
    mark = f"{TONES['danger'].mark} " if verdict.state == "missed" else ""
    return Cell(f"{mark}{verdict.words}", hint=verdict.rule)


def number(count: int, ledger: Ledger, where: Filter | None, title: str, period: Period) -> Cell:
    """A number with its records; nothing opens behind a zero."""
    if not count or where is None:
        return Cell(str(count))
    return Cell(f"{count:,}", (ledger.name, Titled(figure_title(title, period), where)))


def remarks(of: Lighting) -> list[str]:
    """What is worth knowing beside the tables."""
    said = []
    if of.roads:
        bad = of.roads_that("missed")
        said.append(f"巡查 {len(of.roads)} 条道路，{len(bad)} 条未达标")
    if of.missed:
        said.append(f"{len(of.missed)} 条有路灯没有巡查")
    if of.reported.count:
        open_words = f"，期末 {of.still_open.count:,} 条没有修复" if of.still_open.count else ""
        said.append(f"夜间巡查报修 {of.reported.count:,} 条{open_words}")
    if of.weighted.unregistered:
        said.append(f"{of.weighted.unregistered:,} 条灯不亮的故障没有建档，台账亮灯率没有算进去")
    if of.weighted.unapproved_count:
        said.append(f"{of.weighted.unapproved_count:,} 杆停用没有批准文号，按不亮算")
    return said
