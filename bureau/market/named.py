"""The figures of market order by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bureau.ledger.query import Titled
from bureau.market.figures import MarketFigures, Totals
from bureau.market.figures_rates import RATES
from bureau.reports.change import Quantity
from bureau.reports.named import Measure, Named

DEPARTMENT: Final = "市容秩序"
COUNTS: Final = (
    ("cases", "发现案件"),
    ("closed", "已整改"),
    ("closed_in_period", "整改案件（含往期）"),
    ("closed_late", "超期整改"),
    ("open_at_end", "期末未整改"),
    ("overdue", "超期未整改"),
    ("due_in_period", "到期案件"),
    ("on_time", "按期整改"),
    ("due", "应结案"),
    ("due_closed", "已结案"),
    ("voided", "作废案件"),
    ("rebounds", "反弹案件"),
)
OWN_RATES: Final[tuple[tuple[str, str, Callable[[Totals], Quantity | None]], ...]] = (
    ("rectified_rate", "整改率", lambda of: of.rectified_rate),
    ("on_time_rate", "按期整改率", lambda of: of.on_time_rate),
)
BREAKDOWNS: Final = (
    ("by_category", "按类别"),
    ("by_handling", "按处置方式"),
    ("by_town", "按镇街"),
    ("by_unit", "按责任单位"),
    ("by_source", "按来源"),
)


def named_figures(of: MarketFigures) -> Iterator[Named]:
    """Counts, rates, every line of the breakdowns, the daily logs."""
    for key, title in COUNTS:
        yield counted(of, key, title)
    for key, title, value in OWN_RATES:
        yield compared(of, key, title, value, "rate", group="总体")
    for rate in RATES:
        yield compared(of, rate.key, rate.title, rater(rate.key), "rate", group="各项比率")
    for breakdown, group in BREAKDOWNS:
        for label in of.labels.get(breakdown, ()):
            yield line(of, breakdown, label, group)
    yield compared(of, "logs", "执法日志", lambda totals: totals.logs, unit="篇", group="日常执法")
    for one in of.now.daily:
        yield compared(
            of, f"daily.{one.kind}", one.title, totaller(one.name), unit=one.unit, group="日常执法"
        )


def counted(of: MarketFigures, key: str, title: str) -> Named:
    """A count of cases with its records."""
    ledger, where = of.records(key)
    behind = ledger, Titled(f"{title}：{of.period.title}", where)
    return compared(
        of, key, title, lambda totals: totals.counted[key], unit="件", group="总体", behind=behind
    )


def line(of: MarketFigures, breakdown: str, label: str, group: str) -> Named:
    """The cases of one line of a breakdown."""
    return compared(
        of,
        f"{breakdown}.{label}",
        label,
        lambda totals: totals.of(breakdown, label),
        unit="件",
        group=group,
    )


def compared(
    of: MarketFigures,
    key: str,
    title: str,
    value: Callable[[Totals], Quantity | None],
    measure: Measure = "count",
    *,
    unit: str = "",
    group: str = "",
    behind: tuple[str, Titled] | None = None,
) -> Named:
    """A figure beside the periods that it is compared with; one without any case is no base."""
    others = {"ago": of.a_year_before, "before": of.previous}
    found = {name: value(base) for name, base in others.items() if base and base["cases"]}
    return Named(
        key=f"market.{key}",
        title=title,
        value=value(of.now),
        measure=measure,
        unit=unit,
        group=(DEPARTMENT, group),
        behind=behind,
        others={**found, "to_date": value(of.to_date)},
    )


def rater(key: str) -> Callable[[Totals], Quantity | None]:
    """A rate of figures_rates in any period."""
    return lambda of: of.rate(key)


def totaller(name: str) -> Callable[[Totals], Quantity | None]:
    """The total of a daily count in any period."""
    return lambda of: of.total_of(name)
