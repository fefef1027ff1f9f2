"""环卫管理: the department's own monthly report, and its part of the bureau's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text, short, total
from bureau.reports.change import NONE, fixed, percent
from bureau.reports.chapters import numbered_chapters
from bureau.reports.citing import cite
from bureau.reports.paper import (
    Block,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Paragraph,
    Table,
)
from bureau.sanitation.charts import loss_chart, score_chart
from bureau.sanitation.paper_source import Source, kept_of
from bureau.sanitation.papers_bulletin import (
    ALL,
    charts_there,
    loss_table,
    mean,
    money_cells,
    notes,
    problem_blocks,
    rank_table,
    road_blocks,
    summary,
)
from bureau.sanitation.works import RoadLine, Waste, WorkDone, waste, work_done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.sanitation.judging import Judgement
    from bureau.storage.connection import Reader

LAGGING = Fraction(9, 10)
"""A road of which less was done is named."""
MOST_LAGGING = 3
WAYS = (
    Column("作业方式", weight=30),
    Column("路段", numeric=True, weight=16),
    Column("计划（次）", numeric=True, weight=20),
    Column("完成（次）", numeric=True, weight=20),
    Column("完成率", numeric=True, weight=20),
)


def sanitation_paper(source: Source, conn: Reader) -> Paper:
    """环卫考核工作月报."""
    head, judged = source.head, source.judged
    name = f"{source.period.title}环卫考核情况"
    return Paper(
        title=f"{head.bureau}\n{name}",
        blocks=(
            key_figures(judged),
            Heading("总体情况"),
            Paragraph(summary(source.period, judged)),
            *numbered_chapters(
                [
                    ("考核得分和服务费", [rank_table(judged), *notes(judged)]),
                    ("存在的主要问题", problem_blocks(judged)),
                    ("问题较多的路段", road_blocks(judged)),
                    ("得分变化", charts_there(score_chart(judged))),
                    ("作业完成情况", work_blocks(source, conn)),
                ]
            ),
            head.signatures,
        ),
        organisation=head.bureau,
        period=source.period.title,
        watermark=source.watermark,
        author=head.bureau,
        subject=name,
        keywords=("环卫考核", source.period.title),
        made_at=head.made_at,
    )


def key_figures(judged: Sequence[Judgement]) -> KeyFigures:
    """The four numbers that a leader looks for first."""
    average, count = mean(judged), len({one.contract.section for one in judged})
    fees = [one.fee for one in judged if one.fee is not None]
    lost = total(one.kept for month in judged for one in kept_of(month))
    failing = sum(1 for one in fees if one.failures)
    deducted, _ = money_cells(fees, ALL)
    passed = f"不合格 {failing} 个" if failing else ""
    return KeyFigures(
        (
            KeyFigure(
                "考核标段",
                cite("sanitation.sections", str(count)),
                "个",
                passed,
                "worse" if failing else "plain",
            ),
            KeyFigure("平均得分", NONE)
            if average is None
            else KeyFigure("平均得分", cite("sanitation.mean", score_text(average)), "分"),
            KeyFigure("核定扣分", short(lost), "分"),
            KeyFigure("扣减服务费", deducted, "元" if fees else ""),
        )
    )


def monthly_section(source: Source, conn: Reader) -> list[Block]:
    """What the bureau's monthly report says of sanitation, below its heading."""
    judged = source.judged
    if not judged:
        return work_blocks(source, conn)
    blocks: list[Block] = [
        Paragraph(summary(source.period, judged)),
        rank_table(judged),
        *notes(judged),
    ]
    if any(not one.is_issued for one in judged):
        open_months = "、".join(dict.fromkeys(one.section for one in judged if not one.is_issued))
        blocks.append(Paragraph(f"注：{open_months}的考核结果还没有签发，以签发的为准。", "note"))
    table = loss_table(judged)
    if table is not None:
        blocks += [table, *charts_there(loss_chart(judged))]
    return [*blocks, *charts_there(score_chart(judged)), *work_blocks(source, conn)]


# -- work ------------------------------------------------------------------------------------------


def work_blocks(source: Source, conn: Reader) -> list[Block]:
    """Washing, sweeping and waste of the period, nothing where none was recorded."""
    done = work_done(conn, source.names, source.period, source.today)
    carried = waste(conn, source.names, source.period, source.today)
    said = f"{road_words(done)}{waste_words(carried)}"
    if not said:
        return []
    table = way_table(done)
    return [Paragraph(said), *([table] if table is not None else [])]


def road_words(done: WorkDone) -> str:
    """How much of the plan was done, and what beside it."""
    said = ""
    if done.share is not None:
        said = f"道路清洗、清扫按计划完成 {cite('sanitation.share', percent(done.share))}"
        late = [one for one in done.lines if one.share < LAGGING]
        worst = sorted(late, key=lambda one: one.share)[:MOST_LAGGING]
        if worst:
            named = "、".join(f"{one.road}{one.way} {percent(one.share)}" for one in worst)
            said += f"，完成较少的有{named}"
        said += "。"
    beside = cite("sanitation.beside_plan", str(done.beside))
    return said + (f"计划以外作业 {beside} 次。" if done.beside else "")


def waste_words(carried: Waste) -> str:
    """What was collected and where it went."""
    said = ""
    if carried.collected_kg:
        trips = cite("sanitation.waste_trips", str(carried.trips))
        trips = f"、{trips} 车次" if carried.trips else ""
        said += f"收运垃圾 {cite('sanitation.waste', tonnes(carried.collected_kg))} 吨{trips}。"
    went = (
        ("进场填埋", "landfilled", carried.landfilled_kg),
        ("外运焚烧", "burned", carried.burned_kg),
    )
    weighed = "，".join(
        f"{way} {cite(f'sanitation.{key}', tonnes(kg))} 吨" for way, key, kg in went if kg
    )
    return f"{said}过磅{weighed}。" if weighed else said


def tonnes(kilograms: int) -> str:
    """Tonnes with two decimals."""
    return fixed(Fraction(kilograms, 1000), 2)


def way_table(done: WorkDone) -> Table | None:
    """Planned and done by way of working; None without a plan."""
    ways: dict[str, list[RoadLine]] = {}
    for line in done.lines:
        ways.setdefault(line.way, []).append(line)
    if not ways:
        return None
    parts = [(way, replace(done, lines=tuple(lines))) for way, lines in ways.items()]
    return Table(
        WAYS,
        [way_line(way, part) for way, part in parts],
        (all_ways(way_line("合计", done)),),
        caption="道路作业完成情况",
        note="计划次数是每周次数 × 天数 ÷ 7；一条路多做的不抵另一条路少做的。",
        size="compact",
    )


def way_line(way: str, part: WorkDone) -> tuple[str, ...]:
    """One way of working."""
    planned = total(one.planned for one in part.lines)
    return (
        way,
        str(len({one.road for one in part.lines})),
        fixed(planned, 1),
        str(sum(one.done for one in part.lines)),
        percent(part.share),
    )


def all_ways(line: tuple[str, ...]) -> tuple[str, ...]:
    """The sums, tied to their figures."""
    title, roads, *numbers = line
    keys = ("planned", "done", "share")
    tied = (cite(f"sanitation.{key}", said) for key, said in zip(keys, numbers, strict=True))
    return (title, roads, *tied)
