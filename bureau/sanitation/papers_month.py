"""环卫管理: the department's own monthly report, and its part of the bureau's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text, short, total
from bureau.reports.amounts import amount_text
from bureau.reports.change import NONE
from bureau.reports.chapters import numbered_chapters
from bureau.reports.paper import Block, Heading, KeyFigure, KeyFigures, Paper, Paragraph
from bureau.sanitation.charts import loss_chart, score_chart
from bureau.sanitation.paper_source import Source, kept_of
from bureau.sanitation.papers_bulletin import (
    charts_there,
    loss_table,
    mean,
    notes,
    problem_blocks,
    rank_table,
    road_blocks,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bureau.sanitation.judging import Judgement


def sanitation_paper(source: Source) -> Paper:
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
    passed = f"不合格 {failing} 个" if failing else ""
    return KeyFigures(
        (
            KeyFigure("考核标段", str(count), "个", passed, "worse" if failing else "plain"),
            KeyFigure("平均得分", NONE)
            if average is None
            else KeyFigure("平均得分", score_text(average), "分"),
            KeyFigure("核定扣分", short(lost), "分"),
            KeyFigure("扣减服务费", amount_text(sum(one.deducted_fen for one in fees)), "元"),
        )
    )


def monthly_section(source: Source) -> list[Block]:
    """What the bureau's monthly report says of sanitation, below its heading."""
    judged = source.judged
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
    return [*blocks, *charts_there(score_chart(judged))]
