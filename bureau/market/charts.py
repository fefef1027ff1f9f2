"""The charts of the market-order report, as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bureau.calendar.words import names_of
from bureau.market.figures import MarketFigures, MonthOfTrend
from bureau.market.figures_classes import UNFILLED
from bureau.market.figures_work import Work
from bureau.market.wording import HANDLING_WORDS
from bureau.reports.paper import Chart, Series

MOST_BARS = 12
FEWEST_MONTHS = 3
"""A line through fewer points shows no trend."""


def class_chart(figures: MarketFigures) -> Chart:
    """Cases by class, beside those of the period before."""
    now, before = figures.now, figures.previous
    labels = [
        label
        for label in figures.labels["by_category"]
        if now.of("by_category", label) or (before and before.of("by_category", label))
    ]
    this, that, _ = names_of(figures.period)
    series = [Series(this, tuple(now.of("by_category", label) for label in labels))]
    if before is not None and before["cases"]:
        series.append(Series(that, tuple(before.of("by_category", label) for label in labels)))
    return Chart("bar", tuple(labels), tuple(series), title="各类案件数量", unit="件", height_mm=66)


def handling_chart(figures: MarketFigures) -> Chart:
    """The shares of 服务, 管理, 执法 above those that the bureau aims at."""
    this = names_of(figures.period)[0]
    return Chart(
        "share",
        (this, "目标"),
        tuple(
            Series(HANDLING_WORDS.get(name, name), (figures.now.of("by_handling", name), wanted))
            for name, wanted in figures.expected_shares.items()
        ),
        title="处置方式占比",
        unit="%",
        height_mm=46,
    )


def means_chart(figures: MarketFigures | Work) -> Chart:
    """服务, 管理, 执法 from logs and cases together and apart, above those that the bureau aims at."""
    this, that, _ = names_of(figures.period)
    now = figures.now.means
    before = figures.previous.means if figures.previous else None
    bars: list[tuple[str, Callable[[str], int | Decimal]]] = [
        (this, lambda name: now.of(name).total)
    ]
    if before is not None and before.total:
        bars.append((that, lambda name: before.of(name).total))
    bars.append(("执法日志", lambda name: now.of(name).logged))
    if any(part.cases for part in now.parts):
        bars.append(("案件", lambda name: now.of(name).cases))
    bars.append(("目标", lambda name: figures.expected_shares[name]))
    return Chart(
        "share",
        tuple(title for title, _ in bars),
        tuple(
            Series(HANDLING_WORDS.get(name, name), tuple(number(name) for _, number in bars))
            for name in figures.expected_shares
        ),
        title="服务、管理、执法占比",
        unit="%",
        height_mm=24 + 10 * len(bars),
    )


def town_chart(figures: MarketFigures) -> Chart | None:
    """Towns by their number of cases, the largest first; None with fewer than two."""
    parts = sorted(
        (part for part in figures.now.parts["by_town"] if part.label != UNFILLED),
        key=lambda part: -part.cases,
    )[:MOST_BARS]
    if len(parts) < 2:
        return None
    return Chart(
        "hbar",
        tuple(part.label for part in parts),
        (Series("发现案件", tuple(part.cases for part in parts)),),
        title="各镇街案件数量",
        unit="件",
        height_mm=16 + 6 * len(parts),
    )


def trend_chart(figures: MarketFigures) -> Chart | None:
    """The period's last twelve months."""
    return months_chart(figures.trend)


def months_chart(trend: Sequence[MonthOfTrend], height_mm: int = 62) -> Chart | None:
    """Found, put right and come back month by month, from the first month that has any."""
    months = list(trend)
    while months and not (months[0].cases or months[0].closed):
        months.pop(0)
    if len(months) < FEWEST_MONTHS:
        return None
    back = tuple(month.rebounds for month in months)
    return Chart(
        "line",
        tuple(
            f"{month.month.year}年{month.month.number}月"
            if index == 0 or month.month.number == 1
            else f"{month.month.number}月"
            for index, month in enumerate(months)
        ),
        (
            Series("发现", tuple(month.cases for month in months)),
            Series("整改", tuple(month.closed for month in months)),
            *([Series("反弹", back)] if any(back) else []),
        ),
        title=f"近{len(months)}个月案件发现与整改",
        unit="件",
        height_mm=height_mm,
    )
