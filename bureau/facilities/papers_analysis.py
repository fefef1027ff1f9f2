"""设施分析 as a paper: what its page shows of a period, for the file or a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bureau.calendar.words import said_with_end
from bureau.facilities import tables, wording
from bureau.facilities.charts import (
    breakdown_chart,
    circuit_chart,
    cost_chart,
    month_chart,
    spent_chart,
)
from bureau.facilities.papers_month import there
from bureau.facilities.repairs.figures_analysis import FacilityAnalysis, read_analysis
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Paper, Paragraph
from bureau.reports.sentences import title_of

if TYPE_CHECKING:
    from bureau.facilities.paper_source import Source
    from bureau.storage.connection import Reader

NAME: Final = "设施维修分析"
PRINTED: Final = ("kind", "fault", "road", "team", "source")
NOTHING: Final = "没有登记维修和养护，没有可以分析的。"


def analysis_paper(source: Source, conn: Reader) -> Paper:
    """设施维修分析 of a period."""
    head, period = source.head, source.period
    analysis = read_analysis(conn, source.names, period, source.today)
    name = f"{period.title}{NAME}"
    return Paper(
        title=title_of(head, name),
        blocks=(*analysis_blocks(analysis), head.signatures),
        organisation=head.bureau,
        period=said_with_end(period, source.today),
        author=head.bureau,
        subject=name,
        keywords=("路灯市政", NAME, period.title),
        made_at=head.made_at,
    )


def analysis_blocks(analysis: FacilityAnalysis) -> list[Block]:
    """The summary, then every table with its chart."""
    if wording.nothing_known(analysis):
        return [Paragraph(f"{analysis.period.title}{NOTHING}")]
    parts: list[Block] = []
    for key in PRINTED:
        parts += there(tables.breakdown_table(analysis, key))
        if key in ("fault", "road"):
            parts += there(breakdown_chart(analysis, key))
    return [
        Paragraph(wording.summary(analysis), style="lead"),
        *numbered_chapters(
            [
                ("维修养护工作量", there(tables.work_table(analysis))),
                ("报修构成和费用", parts),
                (
                    "修复用时和未修复",
                    there(tables.times_table(analysis), tables.age_table(analysis)),
                ),
                (
                    "重复故障",
                    there(
                        tables.repeat_table(analysis),
                        tables.circuit_table(analysis),
                        circuit_chart(analysis),
                    ),
                ),
                (
                    "变化趋势",
                    there(
                        month_chart(analysis), cost_chart(analysis), spent_chart(analysis, "kind")
                    ),
                ),
            ]
        ),
    ]
