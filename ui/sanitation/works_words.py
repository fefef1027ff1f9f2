"""作业完成 in the words of its page: roads against their plan, waste, the landfill, estates and buildings."""

from __future__ import annotations

from fractions import Fraction

from bureau.calendar.periods import Period
from bureau.ledger.query import Titled
from bureau.reports.change import NONE, fixed, percent, ratio
from bureau.sanitation.ledgers import BUILDING_LOGS, ESTATES, ROAD_WORK, WASTE
from bureau.sanitation.ledgers.landfill import LANDFILL_DAYS, LEACHATE, WEIGHINGS
from bureau.sanitation.works import (
    BURNED,
    LANDFILLED,
    Cleaned,
    Landfill,
    Waste,
    WorkDone,
    weighed,
    within,
)
from ui.month.numbers import Behind, Cell, Grid, figure_title

MOST_ROADS = 60
ROAD_HEADS = ("路段", "作业方式", "计划(遍)", "完成(遍)", "差(遍)", "完成率")
ROAD_NUMBERS = (2, 3, 4, 5)
FIGURE_NUMBERS = (1,)
WASTE_NUMBERS = (1, 2)


def road_grid(done: WorkDone, period: Period) -> Grid:
    """The lines of the plan, the least done first; the whole, and what was done beside the plan."""
    rows: list[tuple[Cell, ...]] = []
    for line in done.worst[:MOST_ROADS]:
        title = figure_title(f"{line.road}{line.way}", period)
        lacking = max(line.planned - line.done, Fraction(0))
        rows.append(
            (
                Cell(line.road),
                Cell(line.way),
                Cell(fixed(line.planned, 1), hint="每周次数 × 已过天数 ÷ 7"),
                logged(line.done, (ROAD_WORK.name, Titled(title, line.where))),
                Cell(fixed(lacking, 1) if lacking else ""),
                Cell(percent(line.share)),
            )
        )
    if done.lines:
        rows.append(whole(done))
    left = len(done.lines) - MOST_ROADS
    sums = (len(rows) - 1,) if done.lines else ()
    if done.beside:
        title = figure_title("计划外作业", period)
        beside = logged(done.beside, (ROAD_WORK.name, Titled(title, done.beside_where)))
        rows.append((Cell("计划外"), Cell(""), Cell(""), beside, Cell(""), Cell("")))
    note = f"只列完成最差的 {MOST_ROADS} 行，另有 {left} 行。" if left > 0 else ""
    note += "一条路多做的不抵另一条路少做的；没过完的月份只算到今天。"
    return Grid(ROAD_HEADS, tuple(rows), note, summed=False, named=2, sums=sums)


def whole(done: WorkDone) -> tuple[Cell, ...]:
    """All lines together: more than planned on one road makes up for no other."""
    planned = sum((line.planned for line in done.lines), Fraction(0))
    lacking = sum((max(line.planned - line.done, Fraction(0)) for line in done.lines), Fraction(0))
    return (
        Cell("合计"),
        Cell(""),
        Cell(fixed(planned, 1)),
        Cell(str(sum(line.done for line in done.lines))),
        Cell(fixed(lacking, 1) if lacking else ""),
        Cell(percent(done.share)),
    )


def logged(number: int, behind: Behind) -> Cell:
    """A number of works with its logs; a plain 0."""
    return Cell(str(number), behind if number else None)


def waste_grid(of: Waste, period: Period) -> Grid:
    """Collected by kind with its share, then what was weighed by where it went."""
    rows = []
    for line in of.lines:
        title = figure_title(line.kind, period)
        behind = WASTE.name, Titled(title, line.where)
        share = percent(ratio(line.kg, of.collected_kg))
        rows.append((Cell(line.kind), Cell(tonnes(line.kg), behind), Cell(share)))
    trips = f"{of.trips:,} 车次" if of.trips else ""
    rows.append((Cell("收运合计"), Cell(tonnes(of.collected_kg)), Cell(trips)))
    sums = (len(rows) - 1,)
    weighed_kg = of.landfilled_kg + of.burned_kg
    for title, way, kg in (
        ("过磅：进场填埋", LANDFILLED, of.landfilled_kg),
        ("过磅：外运焚烧", BURNED, of.burned_kg),
    ):
        behind = WEIGHINGS.name, Titled(figure_title(title, period), weighed(way, period))
        share = percent(ratio(kg, weighed_kg))
        rows.append((Cell(title), Cell(tonnes(kg), behind if kg else None), Cell(share)))
    return Grid(("垃圾", "吨", "占比"), tuple(rows), summed=False, sums=sums)


def tonnes(kg: int) -> str:
    """12,500 kg as 12.500."""
    return f"{kg // 1000:,}.{kg % 1000:03}"


def sites_grid(fill: Landfill, clean: Cleaned, period: Period) -> Grid:
    """The landfill, estates and buildings: a figure, what it is, what stands beside it."""
    share = percent(fill.treated_share) if fill.made else NONE
    leachate = f"产生 {cubic(fill.made)} m³，处理 {share}" if fill.made else "没有登记产生量"
    lines = (
        ("填埋日记", fill.days, "天", (LANDFILL_DAYS.name, within("date", period)), ""),
        (
            "未覆盖",
            fill.uncovered,
            "天",
            (LANDFILL_DAYS.name, fill.uncovered_where),
            "日记里没有覆盖材料，也没有覆盖面积",
        ),
        (
            "有过磅没有日记",
            fill.unwritten,
            "天",
            (WEIGHINGS.name, fill.unwritten_where),
            "进场过磅的日子没有写填埋日记",
        ),
        (
            "无物业小区清理",
            clean.estates,
            "个",
            (ESTATES.name, within("cleaned_on", period)),
            f"清理 {clean.rounds:,} 次，清运 {tonnes(clean.waste_kg)} 吨",
        ),
        (
            "公厕转运站不合格",
            clean.failed,
            "次",
            (BUILDING_LOGS.name, clean.failed_where),
            f"检查 {clean.checks:,} 次",
        ),
        (
            "不合格未整改",
            clean.unrighted,
            "次",
            (BUILDING_LOGS.name, clean.unrighted_where),
            "没有填整改日期",
        ),
    )
    rows = [
        (
            Cell(title),
            Cell(
                f"{number:,} {unit}",
                (ledger, Titled(figure_title(title, period), where)) if number else None,
            ),
            Cell(said, hint=said),
        )
        for title, number, unit, (ledger, where), said in lines
    ]
    behind = LEACHATE.name, Titled(figure_title("渗滤液", period), within("date", period))
    treated = Cell(f"{cubic(fill.treated)} m³", behind if fill.made or fill.treated else None)
    rows.insert(3, (Cell("渗滤液处理"), treated, Cell(leachate, hint=leachate)))
    return Grid(("项目", "数量", "说明"), tuple(rows), summed=False)


def cubic(hundredths: int) -> str:
    """2,231.38 of hundredths of a cubic metre."""
    return f"{hundredths // 100:,}.{hundredths % 100:02}"
