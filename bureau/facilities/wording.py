"""The sentences of 路灯和市政设施 reports, drafted from the figures and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from bureau.calendar.words import last_day_seen, names_of, said_with_end
from bureau.facilities.lighting.reading import GradeLine, Lighting
from bureau.facilities.lighting.targets import Verdict, share_of
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis
from bureau.facilities.repairs.figures_repairs import RepairFigures, Spread, Took
from bureau.facilities.repairs.figures_repeats import Worst
from bureau.facilities.repairs.figures_works import PLACE, Quantity
from bureau.facilities.safety.figures_hazards import HazardFigures, WaterFigures
from bureau.facilities.stock.figures_moves import StockSheet
from bureau.reports.amounts import amount_text
from bureau.reports.change import Change, fixed, percent
from bureau.reports.citing import cite
from bureau.reports.sentences import sentence

UNITS_IN_TEXT = {"㎡": "平方米", "m²": "平方米", "m": "米"}
MOST_NAMED = 3
MOST_WORKS = 12
"""Kinds of work in one sentence; the table has them all."""

VARIANTS = {"环比": "mom", "同比": "yoy"}


def tied(key: str, words: object) -> str:
    """Words that are tied to a figure of the department."""
    return cite(f"facilities.{key}", str(words))


def nothing_known(analysis: FacilityAnalysis) -> bool:
    """Nothing was reported, mended, done or left open."""
    return not (analysis.repairs.any or analysis.work.quantities)


def summary(analysis: FacilityAnalysis) -> str:
    """报修和修复: how many, in time, how long it took, what it cost, what is left."""
    return "".join((reported(analysis), in_time(analysis), speed(analysis), left_open(analysis)))


def reported(analysis: FacilityAnalysis) -> str:
    """受理报修 and 修复, against the periods before."""
    repairs = analysis.repairs
    when = said_with_end(analysis.period, analysis.today)
    if not (repairs.reported.count or repairs.done.count):
        return f"{when}没有登记维修。"
    cost = repairs.done_cost.count
    return sentence(
        [
            f"{when}受理路灯和市政设施报修{tied('repairs', repairs.reported.count)}件",
            *compared(analysis.beside, repairs),
            f"修复{tied('repairs_done', repairs.done.count)}件（含往期报修）",
            f"支出维修费用{tied('repairs_cost', amount_text(cost))}元" if cost else "",
        ]
    )


def compared(beside: Iterable[tuple[str, RepairFigures]], repairs: RepairFigures) -> list[str]:
    """环比… and 同比… of the reports, as far as they can be said."""
    return [
        tied(
            f"repairs@{VARIANTS[word]}",
            Change(repairs.reported.count, base.reported.count).in_text(word),
        )
        for word, base in beside
    ]


def in_time(analysis: FacilityAnalysis) -> str:
    """修复及时率: of the limits that ended in the period."""
    share = analysis.repairs.in_time
    if not share.whole.count:
        return ""
    return sentence(
        [
            f"时限在{names_of(analysis.period)[0]}内届满的{tied('repairs_due', share.whole.count)}件",
            f"及时修复{tied('repairs_in_time', share.part.count)}件",
            f"修复及时率{tied('repairs_in_time_rate', percent(share.rate))}",
            *(
                tied(
                    f"repairs_in_time_rate@{VARIANTS[word]}",
                    Change(share.rate, base.in_time.rate, "rate").in_text(word),
                )
                for word, base in analysis.beside
            ),
        ]
    )


def speed(analysis: FacilityAnalysis) -> str:
    """平均修复用时, in hours and in days, never mixed."""
    told = took_words(analysis.times.all)
    return f"平均修复用时{told}。" if told else ""


def took_words(one: Took) -> str:
    """5.2小时（30件），只有日期的12件平均1.5天."""
    hours, days = one.hours, one.days
    if hours.mean is not None and days.mean is not None:
        return f"{hours_told(hours)}小时（{hours.count}件），只记日期的{days.count}件平均{hours_told(days)}天"
    if hours.mean is not None:
        return f"{hours_told(hours)}小时"
    return f"{hours_told(days)}天" if days.mean is not None else ""


def hours_told(one: Spread) -> str:
    """The mean with one decimal."""
    return tenths(one.mean)


def tenths(number: Fraction | None) -> str:
    """One decimal, a dash for nothing."""
    return "—" if number is None else fixed(number, 1)


def left_open(analysis: FacilityAnalysis) -> str:
    """期末未修复."""
    repairs = analysis.repairs
    if not repairs.open_at_end.count:
        return "报修已全部修复。" if repairs.reported.count else ""
    still = tied("repairs_open_at_end", repairs.open_at_end.count)
    late = (
        f"其中超时{tied('repairs_overdue', repairs.overdue.count)}件"
        if repairs.overdue.count
        else "没有超时的"
    )
    return sentence(
        [
            f"至{last_day_seen(analysis.period, analysis.today)}还有{still}件未修复",
            late,
        ]
    )


def circuit_words(one: Worst) -> str:
    """XB-07 2回路5件（百盏12.5件）."""
    return f"{one.name}{one.faults}件（百盏{tenths(one.per_hundred)}件）"


# -- 维修量 ----------------------------------------------------------------------------------------


def works(analysis: FacilityAnalysis, lines: Sequence[Quantity], who: str) -> str:
    """更换光源36盏、修补沥青路面120.5平方米 …; what has no quantity is told in 处."""
    told = [work_words(one) for one in lines[:MOST_WORKS]]
    more = f"等{len(lines)}项" if len(lines) > MOST_WORKS else ""
    if not told:
        return ""
    return f"{names_of(analysis.period)[0]}{who}{'、'.join(told)}{more}。"


def work_words(one: Quantity) -> str:
    """更换井盖8套; 清掏水沟3处 where no quantity was noted; both where some have one."""
    unit = UNITS_IN_TEXT.get(one.unit, one.unit)
    if one.unmeasured == one.records:
        return f"{one.item}{one.records}{PLACE}"
    told = f"{one.item}{short(one.hundredths)}{unit}"
    return f"{told}（另{one.unmeasured}{PLACE}未填数量）" if one.unmeasured else told


def short(hundredths: int) -> str:
    """120.5, 36: decimals only where there are any."""
    text = fixed(Fraction(hundredths, 100), 2)
    return text.rstrip("0").rstrip(".")


def materials(of: StockSheet) -> str:
    """领用材料: how much it was worth, the dearest, what is left; blank without a stock.

    领用 is the same as on 材料领用明细: what was brought back of repairs is taken off.
    """
    low = of.low
    drawn = [line for line in of.lines if line.drawn > 0]
    if not drawn:
        return f"材料库存低于提醒线的有{low}种。" if low else ""
    dearest = sorted(drawn, key=lambda line: (-line.drawn_fen, line.name))
    told = [f"{line.name} {short(line.drawn)}{line.unit}" for line in dearest[:MOST_NAMED]]
    more = "等" if len(drawn) > MOST_NAMED else ""
    return sentence(
        [
            f"领用材料{len(drawn)}种、{amount_text(of.drawn_fen)}元（{'、'.join(told)}{more}）",
            f"期末库存{tied('stock_closing', amount_text(of.closing_fen))}元"
            if of.closing_fen
            else "",
            f"库存低于提醒线的{low}种" if low else "",
        ]
    )


# -- 路灯 ------------------------------------------------------------------------------------------


def lighting(of: Lighting) -> str:
    """夜间巡查: what was seen, the rate, the grades against their targets, the roads that fail."""
    found = of.sampled
    if not found.roads:
        return (
            f"{of.period.title}没有登记夜间巡查，抽查亮灯率无法计算。" if of.weighted.lines else ""
        )
    grades = [
        f"{line.title}{percent(line.sample.rate)}（{judged(line.verdict)}）"
        for line in of.grades
        if line.sample is not None and line.sample.due
    ]
    failing = of.roads_that("missed")
    return sentence(
        [
            f"夜间巡查道路{len(found.roads)}条",
            f"应亮{tied('sampled_due', found.due)}盏次",
            f"未亮{tied('sampled_dark', found.dark)}盏次",
            f"抽查亮灯率{tied('sampled_rate', percent(found.rate))}",
            f"其中{'、'.join(grades)}" if len(grades) > 1 else "",
            f"台账亮灯率{tied('weighted_rate', percent(of.weighted.all.rate))}"
            if of.weighted.lines
            else "",
        ]
    ) + sentence(
        [
            f"未达标道路{len(failing)}条：{named([one.sample.road for one in failing])}"
            if failing
            else "",
            f"未安排夜巡的有灯道路{len(of.missed)}条：{named([one.sample.road for one in of.missed])}"
            if of.missed
            else "",
        ]
    )


def intact(of: Lighting) -> str:
    """设施完好率 by unit."""
    told = [
        f"{one.title}{percent(one.share.rate)}（{judged(one.verdict)}）"
        for one in of.intact
        if one.share.whole.count
    ]
    return f"设施完好率：{'、'.join(told)}。" if told else ""


def judged(verdict: Verdict) -> str:
    """达标, or 未达标，差2盏: words that stand in brackets themselves."""
    if verdict.state == "missed":
        return f"未达标，差{verdict.lacking}{verdict.unit}"
    return verdict.words


def failing_grades(of: Lighting) -> list[GradeLine]:
    """道路等级 below their target."""
    return [line for line in of.grades if line.verdict.state == "missed"]


def lighting_note(of: Lighting) -> str:
    """What stands below 亮灯率: who fails, or that all patrolled roads do."""
    grades, roads = failing_grades(of), of.roads_that("missed")
    if grades:
        return f"{named([line.title for line in grades])}未达标"
    return f"未达标道路{len(roads)}条" if roads else "巡查道路全部达标"


def grade_words(line: GradeLine) -> str:
    """主干道亮灯率95.83%，指标98.00%，差2盏."""
    rate = line.sample.rate if line.sample is not None else None
    asked = percent(share_of(line.target.overall))
    return f"{line.title}亮灯率{percent(rate)}，低于指标{asked}，差{line.verdict.lacking}盏"


def named(names: Sequence[str]) -> str:
    """The first few, and how many there are."""
    told = "、".join(names[:MOST_NAMED])
    return f"{told}等" if len(names) > MOST_NAMED else told


# -- 隐患和积水 ------------------------------------------------------------------------------------


def hazards(of: HazardFigures) -> str:
    """排查、整改、销号."""
    if not (of.found.count or of.open.count or of.closed.count):
        return ""
    return sentence(
        [
            f"排查安全隐患{tied('hazards_found', of.found.count)}处",
            f"完成整改{tied('hazards_righted', of.righted.count)}处" if of.righted.count else "",
            f"销号{tied('hazards_closed', of.closed.count)}处" if of.closed.count else "",
            f"期末未整改{tied('hazards_open', of.open.count)}处"
            if of.open.count
            else "期末无未整改隐患",
            f"其中超期{tied('hazards_overdue', of.overdue.count)}处" if of.overdue.count else "",
            f"挂牌督办{of.watched.count}处" if of.watched.count else "",
        ]
    )


def water(of: WaterFigures) -> str:
    """积水处置 and 易涝点."""
    if not of.events.count:
        return ""
    worst = [f"{one.spot}{one.events}次" for one in of.spots[:MOST_NAMED]]
    share = of.responded
    return sentence(
        [
            f"发生道路积水{tied('water', of.events.count)}起",
            f"其中{'、'.join(worst)}" if worst else "",
            f"有到场时间的{share.whole.count}起中2小时内到场{share.part.count}起"
            if share.whole.count
            else "",
            f"未排干{of.undrained.count}起" if of.undrained.count else "",
        ]
    )


# -- 存在问题 --------------------------------------------------------------------------------------


def problems(analysis: FacilityAnalysis, lights: Lighting, of_hazards: HazardFigures) -> list[str]:
    """What a leader has to act on, from the figures."""
    repairs, again = analysis.repairs, analysis.again
    failing = lights.roads_that("missed")
    worst = [one for one in analysis.circuits if one.faults > 1][:MOST_NAMED]
    late = repairs.in_time.whole.count - repairs.in_time.part.count
    told = [
        *(f"{grade_words(line)}。" for line in failing_grades(lights)),
        f"亮灯率未达标的道路{len(failing)}条："
        f"{named([f'{one.sample.road}（{percent(one.sample.rate)}，{one.asked}）' for one in failing])}。"
        if failing
        else "",
        sentence(
            [
                f"时限届满的报修中{late}件没有及时修复" if late else "",
                f"期末超时未修复{repairs.overdue.count}件" if repairs.overdue.count else "",
            ]
        ),
        sentence(
            [
                f"90天内重复报修的设施故障{again.repeated.count}件" if again.repeated.count else "",
                f"修复后30天内复发{again.relapsed.count}件" if again.relapsed.count else "",
                f"故障较多的是{named([f'{one.code}（{one.faults}次）' for one in analysis.repeated])}"
                if analysis.repeated and again.repeated.count
                else "",
            ]
        ),
        f"故障集中的回路：{'、'.join(map(circuit_words, worst))}。" if worst else "",
        f"安全隐患超期未整改{of_hazards.overdue.count}处。" if of_hazards.overdue.count else "",
        f"报修设施未建档{repairs.unregistered.count}件，需补建档案。"
        if repairs.unregistered.count
        else "",
    ]
    return [one for one in told if one]
