"""The two charts of the first page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bureau.market.charts import months_chart
from bureau.reports.paper import Chart, Series

if TYPE_CHECKING:
    from bureau.month.today import Flow

LOW: Final = 38
"""Millimetres: two charts stand below each other beside the lists."""


def days_chart(flow: Flow) -> Chart | None:
    """Cases found and put right, day by day until today; None without any."""
    count = (flow.until - flow.month.first).days + 1
    days = [flow.month.first + timedelta(days=at) for at in range(count)]
    chart = Chart(
        "line",
        tuple(str(day.day) for day in days),
        (
            Series("发现", tuple(flow.found.get(day, 0) for day in days)),
            Series("整改", tuple(flow.closed.get(day, 0) for day in days)),
        ),
        title=f"{flow.month.title}每日发现与整改",
        unit="件",
        height_mm=LOW,
        values_shown=False,
    )
    return None if chart.is_empty or count < 2 else chart


def trend(flow: Flow) -> Chart | None:
    """The twelve months before."""
    return months_chart(flow.trend, LOW)
