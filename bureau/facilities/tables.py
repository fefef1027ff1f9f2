"""The tables of repairs in papers: work done, what was broken, how long it took, what breaks again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from bureau.calendar.words import names_of
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_breakdowns import Breakdown, Line
from bureau.facilities.repairs.figures_repairs import Spread, Took
from bureau.facilities.repairs.figures_works import Quantity, WorkDone, measure
from bureau.facilities.wording import short, tenths, tied
from bureau.reports.amounts import amount_text, day_dotted
from bureau.reports.change import NONE, Change, percent, ratio
from bureau.reports.paper import Column, Table

MOST_LINES: Final = 15
WORK_NOTE: Final = (
    "按完成日期统计维修台账和养护记录；单位不同的不相加；没有填数量的按处另列，不并入数量。"
)
COST_NOTE: Final = "费用为本期完成的维修，填了结算费用的以结算为准，否则为材料、人工、机械之和。"
TIME_NOTE: Final = "报修和修复都记了时刻的按小时计，只记日期的按天计（当天修复为0天），两者不混算。"
CIRCUIT_NOTE: Final = (
    "百盏故障＝报修数÷灯头数×100；控制箱的故障算在它的每个回路里；未亮盏·夜按台账计算。"
)
REPEAT_NOTE: Final = "本期有报修，且本期或期末前90天内报修两次以上的设施；未建档的设施无法比对。"


def work_table(analysis: FacilityAnalysis) -> Table | None:
    """维修量 by item and unit beside the periods before; None where nothing was done."""
    lines = work_lines(analysis)
    if not lines:
        return None
    this, that, year = names_of(analysis.period)
    heads = {"环比": that, "同比": year}
    beside = analysis.work_beside
    columns = [Column("维修项目"), Column("单位", align="center"), Column(this, numeric=True)]
    for word, _ in beside:
        columns += [Column(heads[word], numeric=True), Column(word, numeric=True)]
    columns.append(Column("未填数量（处）", numeric=True))
    rows = []
    for item, item_id, unit in lines:
        now = analysis.work.of(item_id, unit)
        cells = [item, unit, amount(now)]
        for _, base in beside:
            then = base.of(item_id, unit)
            cells += [amount(then), change(now, then)]
        cells.append(str(now.unmeasured) if now is not None and now.unmeasured else "")
        rows.append(tuple(cells))
    unnamed = analysis.work.unnamed.count
    more = f"另有{unnamed}件维修没有填维修项目。" if unnamed else ""
    return Table(
        tuple(columns), rows, caption="维修养护工作量", note=WORK_NOTE + more, size="compact"
    )


def work_lines(analysis: FacilityAnalysis) -> list[tuple[str, int, str]]:
    """Every item and unit of this period or one beside it, in the order of the catalogue."""
    every: tuple[WorkDone, ...] = (analysis.work, *(base for _, base in analysis.work_beside))
    found: dict[tuple[int, object], tuple[str, int, str]] = {}
    for of in every:
        for one in of.quantities:
            # m of one month and 米 of another are one line.
            line = (one.item, one.item_id, one.unit)
            found.setdefault((one.item_id, measure(one.unit)), line)
    return sorted(found.values(), key=lambda line: (line[1], line[2]))


def amount(one: Quantity | None) -> str:
    """A quantity, a dash where nothing was measured."""
    if one is None or one.records == one.unmeasured:
        return NONE
    return short(one.hundredths)


def change(now: Quantity | None, then: Quantity | None) -> str:
    """How a quantity changed; what wasn't done at all counts as 0 of the same unit.

    What was done without noting how much can't be compared.
    """
    if then is None or not then.hundredths or (now is not None and now.records == now.unmeasured):
        return NONE
    return Change(now.hundredths if now is not None else 0, then.hundredths).in_table()


def breakdown_table(analysis: FacilityAnalysis, key: str) -> Table | None:
    """One way of taking the repairs apart: reported, before, mended, cost and its share."""
    breakdown = analysis.breakdowns[key]
    if not breakdown.lines:
        return None
    this, that, _ = names_of(analysis.period)
    compared = any(line.before for line in breakdown.lines)
    beside = (that, "增减") if compared else ()
    heads = (f"{this}报修", *beside, "修复", "费用（元）", "费用占比")
    rows = [breakdown_row(breakdown, line, compared) for line in breakdown.lines[:MOST_LINES]]
    left = len(breakdown.lines) - MOST_LINES
    more = f"只列前{MOST_LINES}项，另有{left}项。" if left > 0 else ""
    return Table(
        (Column(breakdown.title), *(Column(head, numeric=True) for head in heads)),
        rows,
        (total_row(breakdown, compared),) if len(breakdown.lines) > 1 else (),
        caption=f"按{breakdown.title}",
        note=more + COST_NOTE if key == "kind" else more,
        size="compact",
    )


def breakdown_row(breakdown: Breakdown, line: Line, compared: bool) -> tuple[str, ...]:
    """One value."""
    beside = (str(line.before), Change(line.reported, line.before).in_table())
    key = f"by_{breakdown.key}.{line.label}."
    return (
        line.label,
        tied(f"{key}reported", line.reported),
        *(beside if compared else ()),
        tied(f"{key}done", line.done),
        tied(f"{key}cost", amount_text(line.cost_fen)),
        percent(ratio(line.cost_fen, breakdown.cost_fen), 1),
    )


def total_row(breakdown: Breakdown, compared: bool) -> tuple[str, ...]:
    """All values together."""
    reported = sum(line.reported for line in breakdown.lines)
    before = sum(line.before for line in breakdown.lines)
    return (
        "合计",
        str(reported),
        *((str(before), Change(reported, before).in_table()) if compared else ()),
        str(sum(line.done for line in breakdown.lines)),
        amount_text(breakdown.cost_fen),
        "",
    )


def times_table(analysis: FacilityAnalysis) -> Table | None:
    """修复用时 by grade and by type, the whole below; None where nothing was mended."""
    times = analysis.times
    if not times.all.count:
        return None
    # An office that always notes the time, or never does, has no use for the other half.
    ways = [
        (title, key)
        for title, key in (("按小时", "hours"), ("按天", "days"))
        if spread_of(times.all, key).count
    ]
    columns = (
        Column("分类"),
        Column("项目"),
        Column("修复", numeric=True),
        *(
            Column(head, group=title, numeric=True)
            for title, _ in ways
            for head in ("件数", "平均", "中位数")
        ),
    )
    keys = [key for _, key in ways]
    rows = [times_row("故障等级", one, keys) for one in times.by_grade]
    rows += [times_row("设施类型", one, keys) for one in times.by_kind[:MOST_LINES]]
    return Table(
        columns,
        rows,
        (times_row("", times.all, keys),),
        caption="修复用时",
        note=TIME_NOTE,
        size="compact",
    )


def spread_of(one: Took, key: str) -> Spread:
    """The hours or the days."""
    return one.hours if key == "hours" else one.days


def times_row(way: str, one: Took, keys: Sequence[str]) -> tuple[str, ...]:
    """One line of it."""
    cells: list[str] = [way, one.title, str(one.count)]
    for key in keys:
        spread = spread_of(one, key)
        cells += [
            str(spread.count) if spread.count else NONE,
            tenths(spread.mean),
            tenths(spread.median),
        ]
    return tuple(cells)


def age_table(analysis: FacilityAnalysis) -> Table | None:
    """期末未修复 by age; None where nothing is open."""
    repairs = analysis.repairs
    if not repairs.open_at_end.count:
        return None
    heads = (*(one.title for one in repairs.ages), "合计", "其中超时")
    numbers = (*repairs.ages, repairs.open_at_end, repairs.overdue)
    return Table(
        tuple(Column(head, numeric=True) for head in heads),
        [tuple(str(one.count) for one in numbers)],
        caption="期末未修复的报修已过时间",
        unit="件",
        size="compact",
    )


def repeat_table(analysis: FacilityAnalysis) -> Table | None:
    """The facilities that broke again and again; None without any."""
    if not analysis.repeated:
        return None
    return Table(
        (
            Column("设施编号"),
            Column("类型"),
            Column("路段"),
            Column("报修次数", numeric=True),
            Column("其中复发", numeric=True),
            Column("最近报修", align="center"),
        ),
        [
            (
                one.code,
                one.kind,
                one.road,
                str(one.faults),
                str(one.relapses) if one.relapses else "",
                day_dotted(one.latest),
            )
            for one in analysis.repeated[:MOST_LINES]
        ],
        caption="重复故障的设施",
        note=REPEAT_NOTE,
        size="compact",
    )


def circuit_table(analysis: FacilityAnalysis) -> Table | None:
    """The worst circuits; None without any fault or dark night."""
    if not analysis.circuits:
        return None
    heads = ("灯头（盏）", "报修（件）", "百盏故障", "未亮（盏·夜）", "台账亮灯率")
    return Table(
        (Column("控制箱和回路"), *(Column(head, numeric=True) for head in heads)),
        [
            (
                one.name,
                str(one.heads),
                str(one.faults),
                tenths(one.per_hundred),
                f"{one.dark:,}",
                percent(one.rate),
            )
            for one in analysis.circuits[:MOST_LINES]
        ],
        caption="故障较多的回路",
        note=CIRCUIT_NOTE,
        size="compact",
    )


def yuan_per_head(share: Fraction | None) -> str:
    """分 per head as 元 with two decimals."""
    return NONE if share is None else amount_text(int(share + Fraction(1, 2)))
