"""镇街考核: its part of the bureau's monthly report."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text, total
from bureau.reports.amounts import amount_text
from bureau.reports.change import NONE
from bureau.reports.paper import Block, Column, Paragraph, Table
from bureau.towns.charts import loss_chart
from bureau.towns.paper_source import groups_of
from bureau.towns.papers_bulletin import loss_words, summary
from bureau.towns.papers_scores import TOWN, money_words, remarks, score_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bureau.towns.judging import TownMonth
    from bureau.towns.paper_source import Source


def monthly_section(source: Source) -> list[Block]:
    """What the bureau's report says of the towns, below its heading; nothing without a ranking."""
    months = source.ranked
    if not months:
        return []
    blocks = one_month(months[0]) if len(months) == 1 else several_months(months)
    waiting = [month.period.title for month in months if not month.is_issued]
    if waiting:
        blocks.append(
            Paragraph(f"注：{'、'.join(waiting)}的考核结果还没有签发，以签发的通报为准。", "note")
        )
    return blocks


def one_month(month: TownMonth) -> list[Block]:
    """Summary, a table for each group, what isn't plain, what lost most."""
    tables = [
        score_table(month, places, caption=f"{group}考核成绩" if group else "考核成绩", tied=True)
        for group, places in groups_of(month).items()
    ]
    charts = [loss_chart(month, group) for group in groups_of(month)]
    return [
        Paragraph(f"{summary(month)}{money_words(month)}"),
        *tables,
        *(Paragraph(f"{one}。") for one in remarks(month)),
        *map(Paragraph, loss_words(month)),
        *(chart for chart in charts if chart is not None),
    ]


def several_months(months: Sequence[TownMonth]) -> list[Block]:
    """Each town's mean over the months, its first places, what it got and paid."""
    towns: dict[str, list[tuple[Fraction | None, int | None, int]]] = {}
    titles: dict[str, tuple[str, str]] = {}
    for month in months:
        for place in month.places:
            titles[place.key] = (place.group, place.title)
            towns.setdefault(place.key, []).append((place.score, place.rank, place.fen))
    means: dict[str, Fraction] = {}
    for key, found in towns.items():
        scores = [score for score, _, _ in found if score is not None]
        if scores:
            means[key] = total(scores) / len(scores)
    groups = list(dict.fromkeys(group for group, _ in titles.values()))
    order = sorted(
        titles,
        key=lambda key: (groups.index(titles[key][0]), -means.get(key, Fraction(-1))),
    )
    body = []
    for key in order:
        ranks = [rank for _, rank, _ in towns[key] if rank is not None]
        fens = [fen for _, _, fen in towns[key]]
        body.append(
            (
                titles[key][0] or NONE,
                titles[key][1],
                str(len(ranks)),
                score_text(means[key]) if key in means else NONE,
                str(ranks.count(1)),
                sum_text(fen for fen in fens if fen > 0),
                sum_text(fen for fen in fens if fen < 0),
            )
        )
    first, last = months[0].period.title, months[-1].period.title
    return [
        Paragraph(f"{first}至{last}，{len(months)}个月的镇街考核成绩如下。"),
        Table(
            (
                Column("组别", align="center", weight=16),
                TOWN,
                Column("考核\n月数", numeric=True, weight=9),
                Column("平均得分", numeric=True, weight=14),
                Column("第一名\n次数", numeric=True, weight=11),
                Column("奖励（元）", numeric=True, weight=18),
                Column("扣罚（元）", numeric=True, weight=18),
            ),
            body,
            caption="镇街考核汇总表",
        ),
    ]


def sum_text(fens: Iterable[int]) -> str:
    """The sum of amounts, a dash for nothing."""
    fen = sum(fens)
    return amount_text(fen) if fen else NONE
