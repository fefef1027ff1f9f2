"""What the market-order department prints: its monthly report, and its part of the bureau's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bureau.calendar.words import report_name, said_with_end
from bureau.market import tables, tables_work, wording
from bureau.market.charts import (
    class_chart,
    handling_chart,
    means_chart,
    town_chart,
    trend_chart,
)
from bureau.market.figures import MarketFigures
from bureau.market.papers_beside import appeal_section, campaign_section, penalty_section
from bureau.market.wording import tied
from bureau.reports.change import NONE, Change, fixed
from bureau.reports.chapters import sections as numbered_sections
from bureau.reports.letterhead import Letterhead
from bureau.reports.paper import (
    Block,
    Heading,
    KeyFigure,
    KeyFigures,
    Paper,
    Table,
    Tone,
)
from bureau.reports.sentences import paragraphs, title_of

Section = Callable[[MarketFigures], list[Block]]


def monthly_paper(
    figures: MarketFigures, letterhead: Letterhead, appendix: Sequence[Block] = ()
) -> Paper:
    """市容秩序整治工作月报: summary, classes, handling, towns, daily work, trend, problems.

    `appendix` stands behind the signatures (photos).
    """
    period = figures.period
    return Paper(
        title=title_of(letterhead, f"{period.title}市容秩序整治工作{report_name(period)}"),
        blocks=(
            key_figures(figures),
            Heading("总体情况"),
            *paragraphs([wording.summary(figures), wording.daily_work(figures)]),
            *sections(figures, 1),
            letterhead.signatures,
            *appendix,
        ),
        organisation=letterhead.bureau,
        period=said_with_end(period, figures.today),
        author=letterhead.bureau,
        subject=f"{period.title}市容秩序整治工作{report_name(period)}",
        keywords=("市容秩序", period.title),
        made_at=letterhead.made_at,
    )


def sections(figures: MarketFigures, level: int, without: Collection[Section] = ()) -> list[Block]:
    """The report's sections that have something to say, numbered in turn under `level`."""
    parts = [(title, section(figures)) for title, section in SECTIONS if section not in without]
    return numbered_sections([(title, blocks) for title, blocks in parts if blocks], level)


def key_figures(figures: MarketFigures) -> KeyFigures:
    """The four numbers that a leader looks for first."""
    now = figures.now
    word, base = next(iter(wording.bases(figures)), ("", None))
    variant = wording.VARIANTS.get(word, "")
    cases = Change(now["cases"], base["cases"] if base else None)
    rectified = Change(now.rectified_rate, base.rectified_rate if base else None, "rate")
    on_time = Change(now.on_time_rate, base.on_time_rate if base else None, "rate")
    return KeyFigures(
        (
            KeyFigure(
                "发现案件",
                tied("cases", now["cases"]),
                "件",
                tied(f"cases@{variant}", cases.in_text(word)),
            ),
            rate_figure("整改率", rectified, word, "rectified_rate"),
            rate_figure("按期整改率", on_time, word, "on_time_rate"),
            KeyFigure(
                "超期未整改",
                tied("overdue", now["overdue"]),
                "件",
                f"未整改共{tied('open_at_end', now['open_at_end'])}件",
                "worse" if now["overdue"] else "plain",
            ),
        )
    )


def rate_figure(label: str, change: Change, word: str, key: str) -> KeyFigure:
    """A rate with its change in 百分点."""
    if change.now is None:
        return KeyFigure(label, NONE)
    tone: Tone = "plain"
    if change.amount:
        tone = "better" if change.amount > 0 else "worse"
    number = tied(key, fixed(change.now * 100, 2))
    return KeyFigure(
        label,
        number,
        "%",
        tied(f"{key}@{wording.VARIANTS.get(word, '')}", change.in_text(word)),
        tone,
    )


def class_section(figures: MarketFigures) -> list[Block]:
    """分类整治情况: the table by class, its chart, a sentence for each line of work."""
    table = tables.by_category(figures)
    if table is None:
        return paragraphs(wording.highlights(figures))
    return [
        *paragraphs([wording.classes(figures)]),
        table,
        class_chart(figures),
        *paragraphs(wording.highlights(figures)),
    ]


def rate_section(figures: MarketFigures) -> list[Block]:
    """案件办理情况: put right, due, closed, and the rates."""
    found = (tables.rates(figures), tables_work.rates_table(figures))
    if found[0] is None:
        return []
    return [table for table in found if table is not None]


def handling_section(figures: MarketFigures) -> list[Block]:
    """处置方式: 服务, 管理, 执法 against 70/20/10, of the cases and together with the daily logs."""
    means = tables_work.means_table(figures)
    found: list[Block] = []
    if figures.now["cases"]:
        found += paragraphs([wording.handling(figures)])
    if figures.now.handled:
        found.append(tables.by_handling(figures))
    if means is not None:
        found += [*paragraphs([wording.means(figures)]), means, means_chart(figures)]
    elif figures.now.handled:
        found.append(handling_chart(figures))
    return found


def place_section(figures: MarketFigures) -> list[Block]:
    """镇街与责任单位: where the cases are and who works them."""
    found: list[Table] = [
        table for table in (tables.by_town(figures), tables.by_unit(figures)) if table is not None
    ]
    if not found:
        return []
    chart = town_chart(figures)
    return [
        *paragraphs([wording.places(figures)]),
        *found[:1],
        *([chart] if chart else []),
        *found[1:],
    ]


def daily_section(figures: MarketFigures) -> list[Block]:
    """日常执法工作量: the totals of the daily logs, and by squad."""
    if not figures.now.daily:
        return []
    more = (tables_work.daily_by_month(figures), tables.daily_by_unit(figures))
    return [tables.daily(figures), *(table for table in more if table is not None)]


def trend_section(figures: MarketFigures) -> list[Block]:
    """变化趋势: the last twelve months as a line."""
    chart = trend_chart(figures)
    return [chart] if chart else []


def problem_section(figures: MarketFigures) -> list[Block]:
    """存在问题: late, repeated, rising; the overdue cases by name of place."""
    listed = (
        tables.overdue(figures),
        tables_work.rebound_places(figures),
        tables.repeated(figures),
    )
    return [
        *paragraphs(wording.problems(figures)),
        *(table for table in listed if table is not None),
    ]


SECTIONS: tuple[tuple[str, Section], ...] = (
    ("分类整治情况", class_section),
    ("案件办理情况", rate_section),
    ("处置方式", handling_section),
    ("镇街与责任单位", place_section),
    ("日常执法工作量", daily_section),
    ("热线、投诉与回访", appeal_section),
    ("专项行动", campaign_section),
    ("行政处罚与暂扣", penalty_section),
    ("变化趋势", trend_section),
    ("存在问题", problem_section),
)
