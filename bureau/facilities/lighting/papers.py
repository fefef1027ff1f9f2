"""亮灯率通报: the month's rates against their targets, the roads worst first, roads nobody patrolled, faults found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.calendar.words import last_day_seen
from bureau.facilities.lighting.charts import dark_chart, trend_chart
from bureau.facilities.lighting.figures_trend import trend
from bureau.facilities.lighting.reading import DEFINITION, Lighting, RoadLine, read_lighting
from bureau.facilities.lighting.targets import least_words
from bureau.reports.amounts import day_text
from bureau.reports.change import NONE, percent
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Chart, Column, Paper, Paragraph, SealPlace, Table

if TYPE_CHECKING:
    from bureau.facilities.paper_source import Source
    from bureau.storage.connection import Reader

GRADES: Final = (
    Column("道路等级", weight=15),
    Column("应亮（盏）", numeric=True, weight=12),
    Column("未亮（盏）", numeric=True, weight=12),
    Column("抽查亮灯率", numeric=True, weight=14),
    Column("指标", numeric=True, weight=11),
    Column("台账亮灯率", numeric=True, weight=14),
    Column("结论", weight=22),
)
ROADS: Final = (
    Column("序号", align="center", weight=7),
    Column("路段", weight=15),
    Column("等级", weight=15),
    Column("次数", numeric=True, weight=7),
    Column("应亮（盏）", numeric=True, weight=9),
    Column("未亮（盏）", numeric=True, weight=9),
    Column("亮灯率", numeric=True, weight=15),
    Column("要求", weight=14),
    Column("结论", weight=24),
)
INTACT: Final = (
    Column("设施", weight=26),
    Column("总数", numeric=True, weight=14),
    Column("完好", numeric=True, weight=14),
    Column("完好率", numeric=True, weight=14),
    Column("指标", numeric=True, weight=12),
    Column("结论", weight=20),
)
MOST_NAMED: Final = 6


def lighting_bulletin(source: Source, conn: Reader) -> Paper:
    """The bulletin of a period."""
    period, head = source.period, source.head
    of = read_lighting(conn, source.names, period, source.today)
    months = trend(conn, source.names, period, source.today)
    title = f"关于{period.title}路灯亮灯情况的通报"
    sections: list[tuple[str, list[Block]]] = [
        ("亮灯率完成情况", [*grade_blocks(of), *charts(trend_chart(months))]),
        ("各路段情况", [*road_blocks(of), *charts(dark_chart(of.roads))]),
        ("未巡查的路段", missed_blocks(of)),
        ("故障报修情况", fault_blocks(of)),
        ("照明设施完好情况", intact_blocks(of)),
    ]
    return Paper(
        title=title,
        blocks=(
            Paragraph("局属有关单位：", "address"),
            Paragraph(summary(of)),
            *numbered_chapters([(name, blocks) for name, blocks in sections if blocks]),
            Paragraph(footnote(of), "note"),
            SealPlace(head.issuer(""), day_text(source.today)),
        ),
        form="official",
        page_numbers="dash",
        issuer=head.red_head(""),
        colophon=head.colophon("", source.today),
        author=head.bureau,
        subject=title,
        keywords=("亮灯率", period.title),
        made_at=head.made_at,
    )


def charts(*found: Chart | None) -> list[Block]:
    """Those charts that there are."""
    return [one for one in found if one is not None]


def summary(of: Lighting) -> str:
    """What was patrolled, the rate, how many roads did and didn't do."""
    found = of.sampled
    if not found.roads:
        return f"{of.period.title}没有夜间巡查记录，抽查亮灯率无法计算。{nights_words(of)}"
    times = sum(road.patrols for road in found.roads)
    said = f"{of.period.title}，夜间巡查道路 {len(found.roads)} 条、{times} 次，"
    said += f"应亮 {found.due:,} 盏，未亮 {found.dark:,} 盏，抽查亮灯率 {percent(found.rate)}。"
    if missed := of.roads_that("missed"):
        said += (
            f"{len(of.roads_that('met'))} 条道路达标，{len(missed)} 条未达标：{names_of(missed)}。"
        )
    elif of.roads_that("met"):
        said += "巡查的道路全部达标。"
    return said + nights_words(of)


def nights_words(of: Lighting) -> str:
    """台账亮灯率 in a sentence, "" before the first night has passed."""
    rate = of.weighted.all.rate
    return "" if rate is None else f"按台账计算，{of.weighted.nights} 夜亮灯率 {percent(rate)}。"


def names_of(lines: tuple[RoadLine, ...]) -> str:
    """人民路、解放路等."""
    named = "、".join(line.sample.road for line in lines[:MOST_NAMED])
    return f"{named}等" if len(lines) > MOST_NAMED else named


def grade_blocks(of: Lighting) -> list[Block]:
    """Grades against their targets; all roads below."""
    if not of.grades:
        if of.period.first > of.today:
            return [Paragraph(f"{of.period.title}还没有到，没有可以统计的。")]
        return [Paragraph("设施档案里没有路灯，也没有夜间巡查。")]
    body = [
        (
            line.title,
            f"{line.sample.due:,}" if line.sample else NONE,
            f"{line.sample.dark:,}" if line.sample else NONE,
            percent(line.sample.rate if line.sample else None),
            least_words(line.target.overall),
            percent(line.nights.rate if line.nights else None),
            line.verdict.words,
        )
        for line in of.grades
    ]
    found = of.sampled
    last = (
        *("全部道路", f"{found.due:,}", f"{found.dark:,}", percent(found.rate), ""),
        *(percent(of.weighted.all.rate), ""),
    )
    return [Table(GRADES, body, (last,) if len(body) > 1 else (), size="compact")]


def road_blocks(of: Lighting) -> list[Block]:
    """The patrolled roads, the worst first, and where 应亮 isn't the register's."""
    if not of.roads:
        return []
    body = [
        (
            str(place),
            line.sample.road,
            line.sample.grade,
            str(line.sample.patrols),
            f"{line.sample.due:,}",
            f"{line.sample.dark:,}",
            percent(line.sample.rate),
            line.asked,
            line.verdict.words,
        )
        for place, line in enumerate(of.roads, 1)
    ]
    blocks: list[Block] = [Table(ROADS, body, size="compact")]
    # Without any card of a road there is nothing that could differ.
    odd = [line for line in of.roads if line.sample.differs and line.sample.registered_due]
    if odd:
        told = "；".join(
            f"{line.sample.road}巡查 {line.sample.due:,} 盏、档案 {line.sample.registered_due:,} 盏"
            for line in odd
        )
        blocks.append(Paragraph(f"巡查的应亮盏数和设施档案不一致，请核对：{told}。"))
    return blocks


def missed_blocks(of: Lighting) -> list[Block]:
    """The roads with lamps where nobody patrolled."""
    if not of.missed:
        return []
    named = "、".join(f"{one.sample.road}（{one.sample.registered:,} 盏）" for one in of.missed)
    return [Paragraph(f"有路灯而没有夜间巡查记录的道路 {len(of.missed)} 条：{named}。")]


def fault_blocks(of: Lighting) -> list[Block]:
    """What patrols reported, how many of these are open, and what the ledger couldn't count."""
    said = []
    if of.reported.count:
        until = last_day_seen(of.period, of.today)
        open_words = (
            f"，至{until}还有 {of.still_open.count:,} 条没有修复"
            if of.still_open.count
            else "，已全部修复"
        )
        said.append(f"夜间巡查报修 {of.reported.count:,} 条{open_words}。")
    if of.weighted.unregistered:
        said.append(
            f"另有 {of.weighted.unregistered:,} 条灯不亮的故障所在设施没有建档，未计入台账亮灯率。"
        )
    if of.weighted.unapproved_count:
        said.append(
            f"{of.weighted.unapproved_count:,} 杆路灯停用没有批准文号，台账亮灯率按不亮计算。"
        )
    return [Paragraph("".join(said))] if said else []


def intact_blocks(of: Lighting) -> list[Block]:
    """What is intact by unit."""
    if not of.intact:
        return []
    body = [
        (
            one.title,
            f"{one.share.whole.count:,}",
            f"{one.share.part.count:,}",
            percent(one.share.rate),
            least_words(one.least),
            one.verdict.words,
        )
        for one in of.intact
    ]
    return [Table(INTACT, body, size="compact", note="按印制当天的设施档案，不含停用和已移除的。")]


def footnote(of: Lighting) -> str:
    """Both definitions and the rule for small roads."""
    return f"说明：{DEFINITION}{of.small_rule}"
