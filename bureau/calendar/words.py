"""A period in the words of reports: 本月 beside 上月 and 去年同月, 月报 or 季报, 截至."""

from __future__ import annotations

from datetime import date

from bureau.calendar.periods import Kind, Period

NAMES: dict[Kind, tuple[str, str, str]] = {
    Kind.MONTH: ("本月", "上月", "去年同月"),
    Kind.QUARTER: ("本季度", "上季度", "去年同期"),
    Kind.YEAR: ("本年", "上年", "上年"),
    Kind.WEEK: ("本周", "上周", "去年同周"),
    Kind.DAY: ("当日", "前一日", "去年同日"),
}
REPORT_NAMES = {
    Kind.MONTH: "月报",
    Kind.QUARTER: "季报",
    Kind.HALF_YEAR: "半年报",
    Kind.YEAR: "年报",
    Kind.WEEK: "周报",
    Kind.DAY: "日报",
}


def names_of(period: Period) -> tuple[str, str, str]:
    """The period, the one before and the one a year before, in the words of heads and text.

    While it runs it is compared with as many days of them: 上月同期, 去年同期.
    """
    this, that, year = NAMES.get(period.kind, ("本期", "上期", "去年同期"))
    if period.until is None:
        return this, that, year
    return this, f"{that}同期", f"{that}同期" if that == year else "去年同期"


def base_words(period: Period, today: date) -> str:
    """What a period that isn't over is compared with: 与上月同期（9月1日至8日）、去年同期比较."""
    seen = period.seen_on(today)
    if seen.until is None:
        return ""
    _, that, year = names_of(seen)
    before = seen.previous
    if before is None or before == seen.a_year_before:
        return f"与{year}比较"
    first, last = before.first, before.last
    month = f"{last.month}月" if last.month != first.month else ""
    return f"与{that}（{first.month}月{first.day}日至{month}{last.day}日）、{year}比较"


def bases_of(period: Period) -> tuple[tuple[str, Period], ...]:
    """环比 and 同比 with the periods that they compare with; a year's period before is 同比 alone."""
    before, ago = period.previous, period.a_year_before
    if before is None or before == ago:
        return (("同比", ago),)
    return (("环比", before), ("同比", ago))


def report_name(period: Period) -> str:
    """月报, 季报 … as the period is."""
    return REPORT_NAMES.get(period.kind, "情况报告")


def said_with_end(period: Period, today: date) -> str:
    """2026年10月, with （截至10月8日） while it isn't over."""
    as_of = period.as_of(today)
    return f"{period.title}（{as_of}）" if as_of else period.title


def last_day_seen(period: Period, today: date) -> str:
    """The day that figures 期末 stand for: the period's last, or today while it isn't over."""
    day = min(period.last, today)
    year = "" if day.year == period.last.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
