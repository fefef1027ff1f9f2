"""The cards of street lights and facilities on the month's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from bureau.facilities.counted import Counted
from bureau.facilities.figures_month import MonthNumbers
from bureau.facilities.ledgers import LIGHT_PATROLS, REPAIRS
from bureau.ledger.query import Titled
from bureau.reports.amounts import amount_text
from bureau.reports.change import Change, Measure
from ui.month.numbers import Behind, Card, figure_title, rate

T = TypeVar("T")


def facility_cards(of: MonthNumbers) -> tuple[Card, ...]:
    """抽查亮灯率, 报修, 及时率, 超时未修复, 费用; nothing for an office without any of it."""
    if not of.any:
        return ()
    repairs, lit = of.repairs, of.lit
    period = repairs.period
    overdue, in_time = repairs.overdue, repairs.in_time

    def behind(one: Counted, title: str) -> Behind:
        return REPAIRS.name, Titled(figure_title(title, period), one.where)

    patrols = LIGHT_PATROLS.name, Titled(figure_title("夜间巡查", period), lit.where)
    before = of.repairs_before
    return (
        Card(
            "lit",
            "抽查亮灯率",
            *rate(lit.rate),
            f"应亮 {lit.due:,} 盏，未亮 {lit.dark:,} 盏" if lit.patrols else "没有夜间巡查",
            changes(lit, of.lit_before, lambda one: one.rate, "rate"),
            patrols,
        ),
        Card(
            "reported",
            "受理报修",
            str(repairs.reported.count),
            "件",
            f"修复 {repairs.done.count} 件（含往期）",
            changes(repairs, before, lambda one: one.reported.count, "count"),
            behind(repairs.reported, "受理报修"),
        ),
        Card(
            "in_time",
            "修复及时率",
            *rate(in_time.rate),
            f"应修复 {in_time.whole.count} 件，及时 {in_time.part.count} 件",
            changes(repairs, before, lambda one: one.in_time.rate, "rate"),
            behind(in_time.whole, "应修复"),
        ),
        Card(
            "late_repairs",
            "超时未修复",
            str(overdue.count),
            "件",
            f"未修复共 {repairs.open_at_end.count} 件",
            changes(repairs, before, lambda one: one.overdue.count, "count"),
            behind(overdue, "超时未修复"),
            "danger" if overdue.count else "neutral",
        ),
        Card(
            "repair_cost",
            "维修费用",
            amount_text(repairs.done_cost.count),
            "元",
            f"其中路灯 {amount_text(repairs.lighting_cost.count)} 元",
            changes(repairs, before, lambda one: one.done_cost.count, "count"),
            behind(repairs.done_cost, "本期完成的维修"),
        ),
    )


def changes(
    now: T,
    before: Mapping[str, T],
    number: Callable[[T], int | Fraction | None],
    measure: Measure,
) -> tuple[str, ...]:
    """环比… and 同比…, as far as they can be said."""
    if not before:
        return ("没有可比的时段",)
    told = (
        Change(number(now), number(base), measure).in_text(word) for word, base in before.items()
    )
    return tuple(text for text in told if text)
