"""The tables of 综合分析: dimensions, rates, and 服务/管理/执法 beside their targets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bureau.calendar.words import names_of
from bureau.market.figures import Totals
from bureau.market.figures_analysis import Analysis, Dimension, Line
from bureau.market.figures_rates import RATES, Rate
from bureau.market.figures_work import Work
from bureau.market.ledgers import CASES
from bureau.market.tables_work import points
from bureau.market.wording import HANDLING_WORDS
from bureau.reports.change import Change, percent, ratio
from ui.month.numbers import Cell, Grid, cell, figure_title

MOST_LINES = 30
WORKED = (("logged", "执法日志"), ("cases", "案件"), ("unlogged", "日志外案件"))
"""What 服务/管理/执法 are counted from: an attribute of Mean and its heading."""


def dimension_grid(analysis: Analysis, dimension: Dimension) -> Grid:
    """One dimension as a table: this period, the one before, the change, the share."""
    this, that, _ = names_of(analysis.period)
    compared = bool(analysis.before)
    heads = (dimension.title, this, *((that, "增减") if compared else ()), "占比")
    rows = [
        grid_row(analysis, dimension, line, compared=compared)
        for line in dimension.lines[:MOST_LINES]
    ]
    left = len(dimension.lines) - MOST_LINES
    words = f"只列前 {MOST_LINES} 项，另有 {left} 项" if left > 0 else ""
    return Grid(heads, tuple(rows), words, summed=False)


def grid_row(
    analysis: Analysis, dimension: Dimension, line: Line, *, compared: bool
) -> tuple[Cell, ...]:
    """One line with its records behind it."""
    period, name = analysis.period, f"{dimension.title} {line.label}"
    title = figure_title(name, period)
    cells = [Cell(line.label), cell(line.cases, CASES.name, line.where, title)]
    if compared and period.previous is not None:
        title = figure_title(name, period.previous)
        cells.append(cell(line.before, CASES.name, line.where_before, title))
        cells.append(Cell(Change(line.cases, line.before).in_table()))
    cells.append(Cell(percent(ratio(line.cases, analysis.cases))))
    return tuple(cells)


def rates_grid(work: Work, today: date) -> Grid:
    """Every rate that has a base in either period, the records above and below its line."""
    this, that, _ = names_of(work.period)
    before = work.previous
    rows = []
    for rate in RATES:
        share = rate.of(work.now.counted)
        earlier = rate.of(before.counted) if before is not None else None
        if share is None and earlier is None:
            continue
        row = [Cell(rate.title, hint=rate.meaning), *rate_cells(rate, work.now, today)]
        row.append(Cell(percent(share), hint="" if share is not None else rate.without))
        if before is not None:
            row += [Cell(percent(earlier)), Cell(points(share, earlier))]
        rows.append(tuple(row))
    beside = (that, "增减(百分点)") if before is not None else ()
    return Grid(("指标", "件数", "基数", this, *beside), tuple(rows), summed=False)


def rate_cells(rate: Rate, of: Totals, today: date) -> tuple[Cell, Cell]:
    """What stands above and below the line, each with its records."""
    ledger, above, below = rate.behind(of.period, today)
    over, under = (figure_title(words, of.period) for words in rate.words)
    counts = of.counted
    return (
        cell(rate.numerator(counts), ledger.name, above, over),
        cell(counts[rate.base], ledger.name, below, under),
    )


def means_grid(work: Work) -> Grid:
    """服务, 管理, 执法: from logs and cases, their share, the target, the period before."""
    _, that, _ = names_of(work.period)
    now = work.now.means
    before = work.previous.means if work.previous is not None else None
    compared = before is not None and bool(before.total)
    rows = []
    for name, wanted in work.expected_shares.items():
        mean, share, words = now.of(name), now.share(name), HANDLING_WORDS.get(name, name)
        row = [Cell(words)]
        for key, head in WORKED:
            behind = mean.behind.get(key)
            number = getattr(mean, key)
            title = figure_title(f"{words}（{head}）", work.period)
            row.append(cell(number, *behind, title) if behind else Cell(str(number)))
        row += [
            Cell(percent(share)),
            Cell(f"{wanted}%"),
            Cell(points(share, Fraction(wanted, 100))),
        ]
        if before is not None and compared:
            row.append(Cell(points(share, before.share(name))))
        rows.append(tuple(row))
    heads = ("处置方式", *(head for _, head in WORKED), "占比", "目标", "差目标")
    return Grid(
        (*heads, *((f"比{that}",) if compared else ())),
        tuple(rows),
        "占比按执法日志加日志外案件计算；差目标和增减的单位为百分点。",
        summed=False,
    )
