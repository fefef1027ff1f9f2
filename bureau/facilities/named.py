"""The figures of street lights and facilities by name: register, lighting, repairs, works, hazards, stock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeVar

from bureau.facilities.counted import Counted, Share
from bureau.facilities.figures import FacilityFigures
from bureau.facilities.ledgers import (
    FACILITIES,
    HAZARDS,
    LIGHT_PATROLS,
    PERMITS,
    REPAIRS,
    STOCK_MOVES,
    WATER_EVENTS,
    WATERLOGGING,
    WORKS,
)
from bureau.facilities.papers_month import FacilityMonth
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_repairs import RepairFigures
from bureau.ledger.query import Any, Ids
from bureau.reports.naming import Figure, Naming

if TYPE_CHECKING:
    from bureau.facilities.lighting.reading import GradeLine, Lighting
    from bureau.facilities.repairs.figures_breakdowns import Breakdown, Line
    from bureau.facilities.repairs.figures_works import Quantity as Worked
    from bureau.facilities.stock.figures_moves import StockSheet
    from bureau.facilities.upkeep.reading import Upkeep
    from bureau.ledger.declaration import Ledger
    from bureau.reports.named import Behind, Named

T = TypeVar("T")
DEPARTMENT: Final = "路灯市政"
NOTHING: Final = Ids(())
BASES: Final = {"环比": "before", "同比": "ago"}


def named_figures(
    month: FacilityMonth, register: FacilityFigures, to_date: RepairFigures
) -> Iterator[Named]:
    """All of a period; `to_date` are its repairs from the beginning of the year."""
    analysis = month.analysis
    period = analysis.period
    beside = {BASES[word]: base for word, base in analysis.beside}
    repairs = {**beside, "to_date": to_date}
    yield from registered(Naming("facilities", DEPARTMENT, period, register, {}))
    yield from lighting(Naming("facilities", DEPARTMENT, period, month.lighting, {}))
    yield from mended(Naming("facilities", DEPARTMENT, period, analysis.repairs, repairs))
    yield from analysed(Naming("facilities", DEPARTMENT, period, analysis, {}))
    yield from upkeep(Naming("facilities", DEPARTMENT, period, month.upkeep, {}))
    yield from Naming("facilities", DEPARTMENT, period, month.stock, {}).each(STOCK, "材料")


def counted(
    key: str, title: str, ledger: Ledger, of: Callable[[T], Counted], unit: str = "件"
) -> Figure[T]:
    """A number that has its filter with it."""
    return Figure(
        key, title, lambda one: of(one).count, unit, behind=lambda one: (ledger.name, of(one).where)
    )


def share(key: str, title: str, ledger: Ledger, of: Callable[[T], Share]) -> Figure[T]:
    """A rate; behind it are those of which it is one."""
    return Figure(
        key,
        title,
        lambda one: of(one).rate,
        measure="rate",
        behind=lambda one: (ledger.name, of(one).whole.where),
    )


def money(key: str, title: str, of: Callable[[RepairFigures], Counted]) -> Figure[RepairFigures]:
    """What repairs cost."""
    return Figure(
        key,
        title,
        lambda one: of(one).count,
        "元",
        "money",
        behind=lambda one: (REPAIRS.name, of(one).where),
    )


# -- register and lighting -------------------------------------------------------------------------


def registered(name: Naming[FacilityFigures]) -> Iterator[Named]:
    """The register as it is now, and each road of it."""
    yield from name.each(REGISTER, "设施档案")
    for road in name.of.by_road:
        one = counted("count", "设施", FACILITIES, known(road), "处")
        yield name.one(one, "各路段设施", f"road.{road.title}.", road.title)


def known(number: Counted) -> Callable[[FacilityFigures], Counted]:
    """A number that was read already."""
    return lambda _: number


def lighting(name: Naming[Lighting]) -> Iterator[Named]:
    """抽查 and 台账 rates, all together and by grade; what is intact by unit."""
    yield from name.each(LIGHTING, "亮灯率")
    for line in name.of.grades:
        key = f"grade.{line.item or 'none'}."
        yield from name.within(line, lambda _: None).each(GRADE, "亮灯率", key, line.title)
    for unit in name.of.intact:
        one: Figure[Lighting] = share("rate", "完好率", FACILITIES, shared(unit.share))
        yield name.one(one, "完好率", f"intact.{unit.title}.", unit.title)


def shared(of: Share) -> Callable[[Lighting], Share]:
    """A share that was read already."""
    return lambda _: of


def by_nights(line: GradeLine) -> Fraction | None:
    """台账亮灯率 of a grade."""
    return None if line.nights is None else line.nights.rate


# -- repairs ---------------------------------------------------------------------------------------


def mended(name: Naming[RepairFigures]) -> Iterator[Named]:
    """Repairs of the period."""
    yield from name.each(REPAIRS_OF_PERIOD, "报修和修复")


def analysed(name: Naming[FacilityAnalysis]) -> Iterator[Named]:
    """How long repairs took, what broke again, cost of a lamp; every way of taking them apart; works."""
    yield from name.each(ANALYSIS, "维修分析")
    for breakdown in name.of.breakdowns.values():
        yield from taken_apart(name, breakdown)
    beside = {BASES[word]: work for word, work in name.of.work_beside}
    for quantity in name.of.work.quantities:
        found = {base: work.of(quantity.item_id, quantity.unit) for base, work in beside.items()}
        there = {base: one for base, one in found.items() if one is not None}
        key = f"work.{quantity.item_id}.{quantity.unit}."
        own = Naming(name.prefix, name.department, name.period, quantity, there)
        figures: tuple[Figure[Worked], ...] = (
            Figure("quantity", "", amount, quantity.unit, behind=lambda one: one.behind),
            Figure(
                "records",
                "（次数）",
                lambda one: one.records,
                "处",
                behind=lambda one: one.behind,
            ),
        )
        yield from own.each(figures, "维修养护工作量", key, quantity.item)


def cost_of_a_lamp(of: FacilityAnalysis) -> int | None:
    """单灯维修费用 in whole 分."""
    each = of.cost_per_head
    return None if each is None else int(each + Fraction(1, 2))


def moves(of: StockSheet) -> Behind:
    """What came and went."""
    return STOCK_MOVES.name, Any(tuple(line.moves for line in of.lines))


def amount(of: Worked) -> Fraction:
    """How much."""
    return Fraction(of.hundredths, 100)


def taken_apart(name: Naming[FacilityAnalysis], breakdown: Breakdown) -> Iterator[Named]:
    """Reported, cost and mended of each line, the first two beside the period before."""
    group = f"按{breakdown.title}"
    has_base = any(word == "环比" for word, _ in name.of.beside)
    for line in breakdown.lines:
        key = f"by_{breakdown.key}.{line.label}."
        before = replace(line, reported=line.before, cost_fen=line.cost_before_fen)
        own = name.within(line, lambda _: None)
        beside = replace(own, others={"before": before} if has_base else {})
        yield from beside.each(BESIDE, group, key, line.label)
        yield from own.each(MENDED, group, key, line.label)


# -- upkeep ----------------------------------------------------------------------------------------


def upkeep(name: Naming[Upkeep]) -> Iterator[Named]:
    """Hazards, permits, waterlogging, plans."""
    for group, figures in UPKEEP:
        yield from name.each(figures, group)


REGISTER: Final[tuple[Figure[FacilityFigures], ...]] = (
    counted("register", "在用设施", FACILITIES, lambda of: of.intact.whole, "处"),
    counted("intact", "完好设施", FACILITIES, lambda of: of.intact.part, "处"),
    share("intact_rate", "设施完好率", FACILITIES, lambda of: of.intact),
    counted("poles_to_shine", "应亮灯杆", FACILITIES, lambda of: of.lamps, "基"),
)
LIGHTING: Final[tuple[Figure[Lighting], ...]] = (
    Figure(
        "sampled_rate",
        "抽查亮灯率",
        lambda of: of.sampled.rate,
        measure="rate",
        behind=lambda of: (LIGHT_PATROLS.name, of.sampled.where),
    ),
    Figure("patrolled_roads", "夜间巡查道路", lambda of: len(of.sampled.roads), "条"),
    Figure("sampled_due", "巡查应亮", lambda of: of.sampled.due, "盏次"),
    Figure("sampled_dark", "巡查未亮", lambda of: of.sampled.dark, "盏次"),
    Figure("roads_missed", "未达标道路", lambda of: len(of.roads_that("missed")), "条"),
    Figure("unpatrolled_roads", "未安排夜巡的道路", lambda of: len(of.missed), "条"),
    Figure(
        "weighted_rate",
        "台账亮灯率",
        lambda of: of.weighted.all.rate,
        measure="rate",
        behind=lambda of: (FACILITIES.name, of.weighted.lamps),
    ),
    counted("patrol_reports", "夜巡报修", REPAIRS, lambda of: of.reported),
)
GRADE: Final[tuple[Figure[GradeLine], ...]] = (
    Figure(
        "sampled_rate",
        "抽查亮灯率",
        lambda of: of.sample.rate if of.sample else None,
        measure="rate",
        behind=lambda of: (LIGHT_PATROLS.name, of.sample.where if of.sample else NOTHING),
    ),
    Figure("sampled_due", "巡查应亮", lambda of: of.sample.due if of.sample else None, "盏次"),
    Figure("sampled_dark", "巡查未亮", lambda of: of.sample.dark if of.sample else None, "盏次"),
    Figure(
        "weighted_rate",
        "台账亮灯率",
        by_nights,
        measure="rate",
        behind=lambda of: (FACILITIES.name, of.lamps or NOTHING),
    ),
)
REPAIRS_OF_PERIOD: Final[tuple[Figure[RepairFigures], ...]] = (
    counted("repairs", "受理报修", REPAIRS, lambda of: of.reported),
    counted("repairs_open", "报修未修复", REPAIRS, lambda of: of.open),
    counted("repairs_done", "修复（含往期）", REPAIRS, lambda of: of.done),
    counted("repairs_due", "时限届满报修", REPAIRS, lambda of: of.in_time.whole),
    counted("repairs_in_time", "及时修复", REPAIRS, lambda of: of.in_time.part),
    share("repairs_in_time_rate", "修复及时率", REPAIRS, lambda of: of.in_time),
    counted("repairs_open_at_end", "期末未修复", REPAIRS, lambda of: of.open_at_end),
    counted("repairs_overdue", "期末超时未修复", REPAIRS, lambda of: of.overdue),
    counted("repairs_reworked", "返修", REPAIRS, lambda of: of.reworked),
    counted("repairs_unregistered", "未建档报修", REPAIRS, lambda of: of.unregistered),
    money("repairs_cost", "维修费用", lambda of: of.done_cost),
    money("lighting_cost", "路灯维修费用", lambda of: of.lighting_cost),
)
ANALYSIS: Final[tuple[Figure[FacilityAnalysis], ...]] = (
    Figure(
        "repair_hours",
        "平均修复用时",
        lambda of: of.times.all.hours.mean,
        "小时",
        places=1,
        behind=lambda of: (REPAIRS.name, of.times.all.hours.where),
    ),
    counted("repeated", "90天内重复报修", REPAIRS, lambda of: of.again.repeated),
    counted("relapsed", "修复后30天内复发", REPAIRS, lambda of: of.again.relapsed),
    Figure("lamp_heads", "在册路灯", lambda of: of.heads, "盏"),
    Figure("cost_per_head", "单灯维修费用", cost_of_a_lamp, "元", "money"),
)
BESIDE: Final[tuple[Figure[Line], ...]] = (
    Figure(
        "reported",
        "报修",
        lambda of: of.reported,
        "件",
        behind=lambda of: (REPAIRS.name, of.reported_where),
    ),
    Figure(
        "cost",
        "维修费用",
        lambda of: of.cost_fen,
        "元",
        "money",
        behind=lambda of: (REPAIRS.name, of.done_where),
    ),
)
MENDED: Final[tuple[Figure[Line], ...]] = (
    Figure(
        "done",
        "修复",
        lambda of: of.done,
        "件",
        behind=lambda of: (REPAIRS.name, of.done_where),
    ),
)
UPKEEP: Final[tuple[tuple[str, tuple[Figure[Upkeep], ...]], ...]] = (
    (
        "安全隐患",
        (
            counted("hazards_found", "排查隐患", HAZARDS, lambda of: of.hazards.found, "处"),
            counted(
                "hazards_righted", "完成隐患整改", HAZARDS, lambda of: of.hazards.righted, "处"
            ),
            counted("hazards_closed", "隐患销号", HAZARDS, lambda of: of.hazards.closed, "处"),
            counted("hazards_open", "期末未整改隐患", HAZARDS, lambda of: of.hazards.open, "处"),
            counted(
                "hazards_overdue", "超期未整改隐患", HAZARDS, lambda of: of.hazards.overdue, "处"
            ),
            counted(
                "hazards_watched", "挂牌督办隐患", HAZARDS, lambda of: of.hazards.watched, "处"
            ),
            share("hazards_rate", "隐患整改率", HAZARDS, lambda of: of.hazards.rate),
            share("hazards_in_time", "隐患按期整改率", HAZARDS, lambda of: of.hazards.in_time),
        ),
    ),
    (
        "作业票",
        (
            counted("permits", "作业票", PERMITS, lambda of: of.permits.begun, "份"),
            counted(
                "permits_unapproved",
                "未批准先作业",
                PERMITS,
                lambda of: of.permits.unapproved,
                "份",
            ),
        ),
    ),
    (
        "道路积水",
        (
            counted("water", "道路积水", WATER_EVENTS, lambda of: of.water.events, "起"),
            share("water_rate", "积水及时到场率", WATER_EVENTS, lambda of: of.water.responded),
            counted(
                "water_undrained", "积水未排干", WATER_EVENTS, lambda of: of.water.undrained, "起"
            ),
            counted(
                "water_spots", "未消除易涝点", WATERLOGGING, lambda of: of.water.standing, "处"
            ),
        ),
    ),
    (
        "养护计划",
        (
            counted("works", "养护作业", WORKS, lambda of: of.plans.works, "次"),
            Figure("plans_due", "应完成养护", lambda of: of.plans.kept.whole.count, "项"),
            Figure("plans_done", "完成养护", lambda of: of.plans.kept.part.count, "项"),
            Figure("plans_rate", "养护计划完成率", lambda of: of.plans.kept.rate, measure="rate"),
        ),
    ),
)
STOCK: Final[tuple[Figure[StockSheet], ...]] = (
    Figure("stock_received", "材料入库", lambda of: of.received_fen, "元", "money", behind=moves),
    Figure("stock_drawn", "领用材料", lambda of: of.drawn_fen, "元", "money", behind=moves),
    Figure("stock_closing", "期末库存", lambda of: of.closing_fen, "元", "money"),
    Figure("stock_low", "低于提醒线的材料", lambda of: of.low, "种"),
)
