"""What the page shows of a period's figures: cards and tables of numbers, each with its records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bureau.calendar.periods import Period
from bureau.calendar.words import names_of
from bureau.ledger.query import Filter, Titled
from bureau.market.definitions import CaseFigures, logs
from bureau.market.figures import MarketFigures, Totals
from bureau.market.figures_classes import UNFILLED
from bureau.market.ledgers import CASES, DAILY
from bureau.market.tables import comparison, plain
from bureau.market.wording import bases
from bureau.reports.change import NONE, Change, Measure, fixed, percent

Behind = tuple[str, Filter]
"""The ledger and the filter that select the records behind a number."""
BREAKDOWNS: Final = (
    ("by_category", "按类别", "问题类别"),
    ("by_town", "按镇街", "镇街"),
    ("by_unit", "按责任单位", "责任单位"),
    ("by_handling", "按处置方式", "处置方式"),
    ("by_source", "按来源", "来源"),
)
DAILY_WORK: Final = ("daily", "日常执法", "工作项目")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as text, what opens when it is pressed, and what the pointer is told over it.

    A `tone` colours it; what it says must be readable without.
    """

    text: str
    behind: Behind | None = None
    hint: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure: its number, what it counts, how it changed."""

    key: str
    label: str
    value: str
    unit: str
    note: str
    changes: tuple[str, ...]
    behind: Behind
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Grid:
    """A breakdown beside other periods; the last line is the sum. The first `named` columns are words,
    `sums` are lines further up that are sums too.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    summed: bool = True
    named: int = 1
    sums: tuple[int, ...] = ()


def cards(figures: MarketFigures) -> tuple[Card, ...]:
    """The numbers that a leader looks for first."""
    now = figures.now
    overdue = now["overdue"]
    return (
        Card(
            "cases",
            "发现案件",
            str(now["cases"]),
            "件",
            f"本年累计 {figures.to_date['cases']} 件",
            changes(figures, lambda of: of["cases"], "count"),
            behind(figures, "cases", "发现案件"),
        ),
        Card(
            "closed",
            "整改率",
            *rate(now.rectified_rate),
            f"已整改 {now['closed']} 件",
            changes(figures, lambda of: of.rectified_rate, "rate"),
            behind(figures, "closed", "已整改"),
        ),
        Card(
            "on_time",
            "按期整改率",
            *rate(now.on_time_rate),
            f"到期 {now['due_in_period']} 件，按期 {now['on_time']} 件",
            changes(figures, lambda of: of.on_time_rate, "rate"),
            behind(figures, "on_time", "按期整改"),
        ),
        Card(
            "due_closed",
            "结案率",
            *rate(now.closing_rate),
            f"应结案 {now['due']} 件，已结 {now['due_closed']} 件",
            changes(figures, lambda of: of.closing_rate, "rate"),
            behind(figures, "due_closed", "结案"),
        ),
        Card(
            "overdue",
            "超期未整改",
            str(overdue),
            "件",
            f"未整改共 {now['open_at_end']} 件",
            changes(figures, lambda of: of["overdue"], "count"),
            behind(figures, "overdue", "超期未整改"),
            "danger" if overdue else "neutral",
        ),
    )


def behind(figures: MarketFigures, figure: str, title: str) -> Behind:
    """The records of a figure under its name."""
    ledger, where = figures.records(figure)
    return ledger, Titled(figure_title(title, figures.period), where)


def figure_title(title: str, period: Period) -> str:
    """按期处置：2026年10月."""
    return f"{title}：{period.title}"


def rate(share: Fraction | None) -> tuple[str, str]:
    """A rate as number and unit."""
    return (fixed(share * 100, 2), "%") if share is not None else (NONE, "")


def changes(
    figures: MarketFigures,
    number: Callable[[Totals], int | Fraction | None],
    measure: Measure,
) -> tuple[str, ...]:
    """环比… and 同比…, as far as they can be said."""
    now, beside = number(figures.now), bases(figures)
    if not beside:
        return ("没有可比的时段",)
    if now is None:
        return ("本期没有，不作比较",)
    told = (Change(now, number(base), measure).in_text(word) for word, base in beside)
    return tuple(text for text in told if text)


def breakdowns(figures: MarketFigures) -> tuple[tuple[str, str, str], ...]:
    """The breakdowns that have anything to show: key, button, head of the first column."""
    beside = comparison(figures)
    every = (figures.now, *(base for base, _ in beside.bases))
    found = [one for one in BREAKDOWNS if any(of.parts[one[0]] for of in every)]
    if any(of.daily for of in every):
        found.append(DAILY_WORK)
    return tuple(found)


def grid(figures: MarketFigures, key: str, head: str) -> Grid:
    """One breakdown with the periods it is compared with; every number has its records."""
    if key == DAILY_WORK[0]:
        return daily_grid(figures)
    beside = comparison(figures)
    every = (figures.now, *(base for base, _ in beside.bases))
    present = dict.fromkeys(part.label for of in every for part in of.parts[key])
    # The catalogue's order where the figures know it; 未填 last.
    order = [label for label in figures.labels.get(key, ()) if label in present]
    labels = dict.fromkeys((*order, *(one for one in present if one != UNFILLED)))
    if UNFILLED in present:
        labels[UNFILLED] = labels.pop(UNFILLED, None)

    named = {"合计": "发现案件", UNFILLED: f"{head}{UNFILLED}"}

    def line(
        label: str,
        number: Callable[[Totals], int],
        found: Callable[[Totals], Filter | None],
        closed: int,
    ) -> tuple[Cell, ...]:
        now = number(figures.now)

        def numbered(of: Totals) -> Cell:
            title = figure_title(named.get(label, label), of.period)
            return cell(number(of), CASES.name, found(of), title)

        cells = [Cell(label), numbered(figures.now)]
        for base, compared in beside.bases:
            cells.append(numbered(base))
            if compared:
                cells.append(Cell(Change(now, number(base)).in_table()))
        share = Fraction(closed, now) if now else None
        return (*cells, Cell(str(closed)), Cell(percent(share)))

    rows = [
        line(
            label,
            counter(key, label),
            finder(key, label),
            sum(part.closed for part in figures.now.parts[key] if part.label == label),
        )
        for label in labels
    ]
    rows.append(
        line(
            "合计",
            lambda of: of["cases"],
            lambda of: CaseFigures(of.period, figures.today).cases,
            figures.now["closed"],
        )
    )
    return Grid((head, *beside.heads, "已整改", "整改率"), tuple(rows), beside.note)


def daily_grid(figures: MarketFigures) -> Grid:
    """The daily logs by kind of work."""
    beside = comparison(figures)
    every = (figures.now, *(base for base, _ in beside.bases))
    names = dict.fromkeys(one.name for of in every for one in of.daily)
    rows = []
    for name in names:
        now = figures.now.total_of(name)
        title = figure_title(name, figures.period)
        cells = [Cell(name), cell(now, DAILY.name, daily_filter(figures.now, name), title)]
        for base, compared in beside.bases:
            total = base.total_of(name)
            title = figure_title(name, base.period)
            cells.append(cell(total, DAILY.name, daily_filter(base, name), title))
            if compared:
                cells.append(Cell(Change(now, total).in_table()))
        rows.append(tuple(cells))
    last = [Cell("执法日志(篇)"), cell(figures.now.logs, DAILY.name, logs(figures.period))]
    for base, compared in beside.bases:
        last.append(cell(base.logs, DAILY.name, logs(base.period)))
        if compared:
            last.append(Cell(Change(figures.now.logs, base.logs).in_table()))
    heads = (DAILY_WORK[2], *beside.heads)
    return Grid(heads, (*rows, tuple(last)), beside.note, summed=False)


def cell(number: int | Decimal, ledger: str, where: Filter | None, title: str = "") -> Cell:
    """A number with its records, listed under `title`; nothing opens behind a zero."""
    if where is None or not number:
        return Cell(plain(number))
    return Cell(plain(number), (ledger, Titled(title, where) if title else where))


def counter(key: str, label: str) -> Callable[[Totals], int]:
    """Counts one line of a breakdown in any period."""
    return lambda of: of.of(key, label)


def finder(key: str, label: str) -> Callable[[Totals], Filter | None]:
    """The records behind one line of a breakdown in any period."""
    return lambda of: next((part.where for part in of.parts[key] if part.label == label), None)


def daily_filter(of: Totals, name: str) -> Filter | None:
    """The logs behind the total of one kind of work, in that period."""
    return next((one.where for one in of.daily if one.name == name), None)


def nothing_said(figures: MarketFigures) -> str:
    """What to do when the period has no records; blank when it has."""
    now = figures.now
    if now["cases"] or now.logs:
        return ""
    this = names_of(figures.period)[0]
    return (
        f"{figures.period.title}没有登记案件，也没有执法日志。请换一个时段，或先导入{this}的台账。"
    )
