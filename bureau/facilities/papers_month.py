"""路灯和市政设施维护月报: the department's own monthly report, and its parts of the bureau's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bureau.calendar.periods import Period, month_holding
from bureau.calendar.words import report_name, said_with_end
from bureau.facilities import tables, wording
from bureau.facilities.charts import breakdown_chart, cost_chart, month_chart, spent_chart
from bureau.facilities.lighting.figures_lamps import read_lamps
from bureau.facilities.lighting.papers import (
    fault_blocks,
    footnote,
    grade_blocks,
    intact_blocks,
    road_blocks,
)
from bureau.facilities.lighting.reading import Lighting, read_lighting
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis, read_analysis
from bureau.facilities.repairs.figures_photos import repair_pairs
from bureau.facilities.stock.figures_moves import StockSheet, stock_figures
from bureau.facilities.upkeep.figures_plans import PlanLine, plan_lines
from bureau.facilities.upkeep.reading import Upkeep, read_upkeep
from bureau.facilities.wording import tied
from bureau.reports.amounts import amount_text, day_dotted
from bureau.reports.change import NONE, Change, fixed, percent
from bureau.reports.chapters import numbered_chapters, sections
from bureau.reports.paper import (
    Block,
    Chart,
    ChartRow,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Paragraph,
    Table,
    Tone,
)
from bureau.reports.photo_pairs import PairWords, hashes_of, photo_pages
from bureau.reports.sentences import paragraphs, sentence, title_of
from bureau.storage.photo_lists import photo_facts

if TYPE_CHECKING:
    from bureau.facilities.paper_source import Source
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader

NAME: Final = "路灯和市政设施维护"
MENDED: Final = PairWords("维修前", "维修后", "报修", "修复")


def facilities_paper(source: Source, conn: Reader) -> Paper:
    """The report of a period; photos of before and after behind the signatures."""
    head, period = source.head, source.period
    found = read_month(conn, source.names, period, source.today)
    pairs = repair_pairs(conn, source.names, period, source.today)
    photos = photo_pages(pairs, photo_facts(conn, source.folder, hashes_of(pairs)), MENDED)
    name = f"{period.title}{NAME}{report_name(period)}"
    return Paper(
        title=title_of(head, name),
        blocks=(
            key_figures(found),
            Heading("总体情况"),
            *paragraphs([wording.summary(found.analysis), wording.lighting(found.lighting)]),
            *numbered_chapters(
                [
                    ("路灯管护", lighting_blocks(found.lighting, whole=True)),
                    ("维修养护工作量", work_blocks(found.analysis)),
                    ("报修和修复", repair_blocks(found.analysis)),
                    ("维修费用和材料", cost_blocks(found)),
                    ("重复故障", repeat_blocks(found.analysis)),
                    ("安全隐患和积水", upkeep_blocks(found.upkeep)),
                    ("养护计划", plan_blocks(found)),
                    ("存在问题", problem_blocks(found)),
                ]
            ),
            head.signatures,
            *photos,
        ),
        organisation=head.bureau,
        period=said_with_end(period, source.today),
        author=head.bureau,
        subject=name,
        keywords=("路灯市政", period.title),
        made_at=head.made_at,
    )


def read_month(conn: Reader, names: Names, period: Period, today: date) -> FacilityMonth:
    """Everything in one picture of the books."""
    following = after(period)
    lamps = read_lamps(conn, period.first, period.last, today)
    return FacilityMonth(
        analysis=read_analysis(conn, names, period, today, lamps),
        lighting=read_lighting(conn, names, period, today, lamps),
        upkeep=read_upkeep(conn, names, period, today),
        stock=stock_figures(conn, period, today),
        following=following,
        due=tuple(
            line
            for line in plan_lines(conn, names, following, today)
            if following.holds(line.span.last) and line.missing
        ),
    )


def after(period: Period) -> Period:
    """The month after a period."""
    day = date.fromordinal(period.last.toordinal() + 1)
    return month_holding(day, period.month_end_day)


# -- the parts of the bureau's report --------------------------------------------------------------


def headline(found: FacilityMonth) -> str:
    """One sentence for the bureau's 总体情况; blank without any."""
    repairs, lit = found.analysis.repairs, found.lighting.sampled.rate
    share = repairs.in_time
    return sentence(
        [
            f"路灯抽查亮灯率{tied('sampled_rate', percent(lit))}" if lit is not None else "",
            f"受理路灯和市政设施报修{tied('repairs', repairs.reported.count)}件"
            if repairs.reported.count
            else "",
            f"修复及时率{tied('repairs_in_time_rate', percent(share.rate))}"
            if share.whole.count
            else "",
        ]
    )


def monthly_section(found: FacilityMonth) -> list[Block]:
    """What the bureau's report says of street lights and facilities, below its heading."""
    parts = [
        ("路灯管护", lighting_blocks(found.lighting, whole=False)),
        ("市政设施维修", repair_section(found)),
    ]
    return sections([(title, blocks) for title, blocks in parts if blocks], 2)


def repair_section(found: FacilityMonth) -> list[Block]:
    """What was mended, in time, at what cost; hazards and waterlogging."""
    analysis, upkeep = found.analysis, found.upkeep
    told = [wording.hazards(upkeep.hazards), wording.water(upkeep.water)]
    if wording.nothing_known(analysis):
        return paragraphs(told)
    return [
        *paragraphs([wording.summary(analysis), *work_words(analysis)]),
        *there(tables.work_table(analysis)),
        *there(tables.breakdown_table(analysis, "kind")),
        *paragraphs(told),
    ]


def problems(found: FacilityMonth) -> list[Block]:
    """What the bureau's report says under 存在问题."""
    return paragraphs(wording.problems(found.analysis, found.lighting, found.upkeep.hazards))


# -- chapters --------------------------------------------------------------------------------------


def key_figures(found: FacilityMonth) -> KeyFigures:
    """The numbers that a leader looks for first."""
    analysis, lights = found.analysis, found.lighting
    repairs = analysis.repairs
    word, base = next(iter(analysis.beside), ("", None))
    reported = Change(repairs.reported.count, base.reported.count if base else None)
    timely = Change(repairs.in_time.rate, base.in_time.rate if base else None, "rate")
    late = repairs.overdue.count
    note = wording.lighting_note(lights)
    lit = lights.sampled.rate
    return KeyFigures(
        (
            KeyFigure("抽查亮灯率", NONE)
            if lit is None
            else KeyFigure(
                "抽查亮灯率",
                tied("sampled_rate", fixed(lit * 100, 2)),
                "%",
                note,
                "worse" if "未达标" in note else "plain",
            ),
            KeyFigure(
                "受理报修", tied("repairs", repairs.reported.count), "件", reported.in_text(word)
            ),
            rate_figure("修复及时率", timely, word),
            KeyFigure(
                "维修费用",
                tied("repairs_cost", amount_text(repairs.done_cost.count)),
                "元",
                f"超时未修复{tied('repairs_overdue', late)}件" if late else "",
                "worse" if late else "plain",
            ),
        )
    )


def rate_figure(label: str, change: Change, word: str) -> KeyFigure:
    """A rate with its change in 百分点."""
    if change.now is None:
        return KeyFigure(label, NONE)
    tone: Tone = "plain"
    if change.amount:
        tone = "better" if change.amount > 0 else "worse"
    number = tied("repairs_in_time_rate", fixed(change.now * 100, 2))
    return KeyFigure(label, number, "%", change.in_text(word), tone)


def lighting_blocks(of: Lighting, *, whole: bool) -> list[Block]:
    """Grades against their targets; the whole report also has the roads that fail (all are in 通报)."""
    if of.nothing_known:
        return []
    said = [] if whole else paragraphs([wording.lighting(of), wording.intact(of)])
    blocks = [*said, *(grade_blocks(of) if of.grades else ())]
    if whole:
        failing = replace(of, roads=of.roads_that("missed"))
        blocks += [*road_blocks(failing), *fault_blocks(of), *intact_blocks(of)]
    return [*blocks, Paragraph(footnote(of), "note")]


def work_words(analysis: FacilityAnalysis) -> list[str]:
    """维修量 in two sentences: of lamps, of the other facilities."""
    done = analysis.work.quantities
    return [
        wording.works(analysis, [one for one in done if one.is_lighting], "路灯维修："),
        wording.works(analysis, [one for one in done if not one.is_lighting], "市政设施维修："),
    ]


def work_blocks(analysis: FacilityAnalysis) -> list[Block]:
    """维修量 as sentences and as the table."""
    return [*paragraphs(work_words(analysis)), *there(tables.work_table(analysis))]


def repair_blocks(analysis: FacilityAnalysis) -> list[Block]:
    """Reports by type and fault, how long mending took, what is open."""
    if not analysis.repairs.any:
        return []
    return [
        *there(tables.breakdown_table(analysis, "kind")),
        *there(tables.times_table(analysis), tables.age_table(analysis)),
        *there(breakdown_chart(analysis, "fault"), month_chart(analysis)),
    ]


def cost_blocks(found: FacilityMonth) -> list[Block]:
    """What was spent: by type and road, by team, by month; 单灯维修费用; materials from the stock."""
    analysis = found.analysis
    repairs = analysis.repairs
    drawn = paragraphs([wording.materials(found.stock)])
    if not repairs.done_cost.count:
        return drawn
    per_head = analysis.cost_per_head
    said = f"本期完成的维修支出{tied('repairs_cost', amount_text(repairs.done_cost.count))}元"
    if repairs.lighting_cost.count and per_head is not None:
        said += (
            f"，其中路灯{tied('lighting_cost', amount_text(repairs.lighting_cost.count))}元，"
            f"按在册{analysis.heads:,}盏计每盏{tables.yuan_per_head(per_head)}元"
        )
    spent = tuple(
        chart for chart in (spent_chart(analysis, "kind"), spent_chart(analysis, "road")) if chart
    )
    charts: list[Block] = [ChartRow(spent)] if len(spent) > 1 else [*spent]
    return [
        Paragraph(f"{said}。"),
        *drawn,
        *charts,
        *there(tables.breakdown_table(analysis, "team")),
        *there(cost_chart(analysis)),
    ]


def repeat_blocks(analysis: FacilityAnalysis) -> list[Block]:
    """What breaks again and again."""
    return [*there(tables.repeat_table(analysis)), *there(tables.circuit_table(analysis))]


def upkeep_blocks(of: Upkeep) -> list[Block]:
    """Hazards, permits and waterlogging in sentences."""
    permits = of.permits
    told = [wording.hazards(of.hazards), wording.water(of.water)]
    if permits.begun.count:
        told.append(f"办理作业票{permits.begun.count}张，已完工{permits.finished.count}张。")
    return paragraphs(told)


def plan_blocks(found: FacilityMonth) -> list[Block]:
    """How plans were kept, and what is due in the month to come."""
    kept = found.upkeep.plans.kept
    said = ""
    if kept.whole.count:
        said = (
            f"到期养护{kept.whole.count}项次，按期完成{kept.part.count}项次，"
            f"完成率{percent(kept.rate)}。"
        )
    if not found.due:
        return paragraphs([said])
    table = Table(
        (
            Column("养护计划"),
            Column("对象"),
            Column("班组"),
            Column("待做", numeric=True),
            Column("期限", align="center"),
        ),
        [due_row(line) for line in found.due],
        caption=f"{found.following.title}到期的养护",
        size="compact",
    )
    return [*paragraphs([said]), table]


def due_row(line: PlanLine) -> tuple[str, ...]:
    """One plan that is due."""
    return (line.plan, line.about, line.team, str(len(line.missing)), day_dotted(line.span.last))


def problem_blocks(found: FacilityMonth) -> list[Block]:
    """存在问题, one paragraph each."""
    return problems(found)


def there(*found: Table | Chart | None) -> list[Block]:
    """Those that there are."""
    return [one for one in found if one is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityMonth:
    """What the report of a period is made from; `due` are plans that end in the month after it."""

    analysis: FacilityAnalysis
    lighting: Lighting
    upkeep: Upkeep
    stock: StockSheet
    following: Period
    due: tuple[PlanLine, ...]
