"""反弹分析 and 综合分析 as papers: what their pages show of a period, for the file or a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bureau.calendar.words import names_of
from bureau.market.analysis import dimension_chart, most_changed, note, place_chart, time_chart
from bureau.market.charts import means_chart
from bureau.market.figures_analysis import Analysis, Dimension, read_analysis
from bureau.market.figures_rebounds import Rebounds, read_rebounds
from bureau.market.figures_work import Work, read_work
from bureau.market.tables import numeric
from bureau.market.tables_work import means_table, places_table, rates_table
from bureau.reports.change import Change, percent, ratio
from bureau.reports.chapters import numbered_chapters
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import Block, Chart, Column, Paper, Paragraph, Table
from bureau.reports.sentences import title_of
from bureau.settings.reading import letterhead
from bureau.storage.counting import Line

if TYPE_CHECKING:
    from bureau.calendar.periods import Period
    from bureau.desk import Desk

PRINTED = ("category", "town", "road", "unit", "place_kind", "source", "weekday")
"""Dimensions that are printed; the others are looked at on the screen."""
CHARTED = ("category", "town")
MOST_LINES = 20
SPREADS = (("unit", "责任单位"), ("category", "问题类别"), ("town", "镇街"))
NOTHING = "本期没有反弹案件。"


def analysis_paper(desk: Desk, period: Period) -> Paper:
    """案件综合分析 of a period."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        analysis = read_analysis(conn, period, today=today)
        work = read_work(conn, period, today)
        head = letterhead(conn, desk.now())
    blocks = analysis_blocks(analysis, work)
    return titled_paper(head, period, period.as_of(today), "案件综合分析", blocks)


def rebounds_paper(desk: Desk, period: Period) -> Paper:
    """反弹分析 of a period."""
    today = desk.today()
    with desk.store.snapshot() as conn:
        found = read_rebounds(conn, period, today)
        head = letterhead(conn, desk.now())
    return titled_paper(head, period, period.as_of(today), "反弹分析", rebound_blocks(found))


def titled_paper(
    head: Letterhead, period: Period, as_of: str, name: str, blocks: Iterable[Block]
) -> Paper:
    """Under the bureau's name and the period."""
    named = f"{period.title}{name}"
    return Paper(
        title=title_of(head, named),
        blocks=(*blocks, head.signatures),
        organisation=head.bureau,
        period=f"{period.title}（{as_of}）" if as_of else period.title,
        author=head.bureau,
        subject=named,
        keywords=(name, period.title),
        made_at=head.made_at,
    )


# -- 综合分析 --------------------------------------------------------------------------------------


def analysis_blocks(analysis: Analysis, work: Work) -> list[Block]:
    """What changed, the rates, each dimension, when and where."""
    this = names_of(analysis.period)[0]
    said = f"{this}发现案件{analysis.cases}件。{note(analysis)}"
    found = most_changed(analysis) if analysis.cases else ()
    changed: list[Block] = [
        Paragraph(f"{place}．{finding.text}") for place, finding in enumerate(found, 1)
    ]
    heats = [chart for chart in (time_chart(analysis), place_chart(analysis)) if chart]
    return [
        Paragraph(said, style="lead"),
        *numbered_chapters(
            (
                ("变化最大的", changed),
                ("办理指标", work_blocks(work)),
                ("案件构成", dimension_blocks(analysis)),
                ("时间和地点", [*heats]),
            )
        ),
    ]


def work_blocks(work: Work) -> list[Block]:
    """The rates, and 服务/管理/执法 beside their targets."""
    means = means_table(work)
    charts: tuple[Chart, ...] = (means_chart(work),) if means is not None else ()
    return [block for block in (rates_table(work), means, *charts) if block is not None]


def dimension_blocks(analysis: Analysis) -> list[Block]:
    """A table for each dimension that the cases say something of, some with their chart."""
    blocks: list[Block] = []
    for key in PRINTED:
        dimension = analysis.dimensions[key]
        if not dimension.named:
            continue
        blocks.append(dimension_table(analysis, dimension))
        chart = dimension_chart(analysis, key) if key in CHARTED else None
        if chart is not None:
            blocks.append(chart)
    return blocks


def dimension_table(analysis: Analysis, dimension: Dimension) -> Table:
    """One dimension: cases, those of the period before, the change, the share."""
    this, that, _ = names_of(analysis.period)
    compared = bool(analysis.before)
    rows = []
    for line in dimension.lines[:MOST_LINES]:
        row = [line.label, str(line.cases)]
        if compared:
            row += [str(line.before), Change(line.cases, line.before).in_table()]
        rows.append((*row, percent(ratio(line.cases, analysis.cases))))
    left = len(dimension.lines) - MOST_LINES
    return Table(
        (
            Column(dimension.title),
            *numeric(this, *((that, "增减") if compared else ()), "占比"),
        ),
        tuple(rows),
        caption=f"按{dimension.title}统计表",
        unit="件",
        note=f"只列前{MOST_LINES}项，另有{left}项。" if left > 0 else "",
    )


# -- 反弹分析 --------------------------------------------------------------------------------------


def rebound_blocks(found: Rebounds) -> list[Block]:
    """The worst places, and whose cases come back."""
    if not found.places:
        return [Paragraph(NOTHING)]
    this = names_of(found.period)[0]
    spreads: list[Block] = [
        spread_table(found.by(key), title) for key, title in SPREADS if found.by(key)
    ]
    said = f"{this}{found.chains}处地点反弹{found.times}次。"
    if len(found.places) < found.chains:
        said += f"下表列反弹最多的{len(found.places)}处。"
    places: list[Block] = [places_table(found.places, this)]
    return [
        Paragraph(said, style="lead"),
        *numbered_chapters((("反弹点位", places), ("反弹分布", spreads))),
    ]


def spread_table(lines: Iterable[Line], title: str) -> Table:
    """Returns by one field, with their share of its cases."""
    rows = []
    for line in lines:
        cases, back = (line.figures.count(key) for key in ("cases", "rebounds"))
        rows.append((line.label, str(back), str(cases), percent(ratio(back, cases))))
    return Table(
        (Column(title), *numeric("反弹案件", "发现案件", "反弹占比")),
        tuple(rows),
        caption=f"按{title}反弹统计表",
        unit="件",
    )
