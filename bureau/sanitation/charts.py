"""The charts of sanitation as data: scores over the months, what each block lost, the worst roads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from bureau.assessment.exact import ZERO
from bureau.assessment.stored import month_text
from bureau.reports.paper import Chart, Series
from bureau.sanitation.judging import Judgement
from bureau.sanitation.losses import road_losses
from bureau.sanitation.paper_source import lost_by_section

MOST_MONTHS: Final = 12
FEWEST_MONTHS: Final = 3
"""A line through fewer points shows no trend."""
MOST_ROADS: Final = 10


def roads_chart(judged: Sequence[Judgement]) -> Chart | None:
    """The roads that lost most points; None with fewer than two."""
    worst = road_losses(judged)[:MOST_ROADS]
    if len(worst) < 2:
        return None
    return Chart(
        "hbar",
        tuple(one.title for one in worst),
        (Series("扣分", tuple(one.points for one in worst)),),
        title="扣分较多的路段",
        unit="分",
        decimals=1,
        height_mm=22 + 6 * len(worst),
    )


def block_losses(judged: Sequence[Judgement]) -> dict[str, Fraction]:
    """Points that each block lost in all sections, the most first."""
    sums: dict[str, Fraction] = {}
    for blocks in lost_by_section(judged).values():
        for title, lost in blocks.items():
            sums[title] = sums.get(title, ZERO) + lost
    return dict(sorted(sums.items(), key=lambda pair: -pair[1]))


def loss_chart(judged: Sequence[Judgement]) -> Chart | None:
    """What each block lost, by section; None where nothing was lost."""
    lost = lost_by_section(judged)
    blocks = [title for title, points in block_losses(judged).items() if points]
    if not blocks:
        return None
    return Chart(
        "stacked",
        tuple(blocks),
        tuple(
            Series(name, tuple(by.get(block, ZERO) for block in blocks))
            for name, by in lost.items()
        ),
        title="各大项扣分",
        unit="分",
        decimals=1,
        height_mm=66,
    )


def score_chart(judged: Sequence[Judgement]) -> Chart | None:
    """The scores of the contracts over the last months; None with too few to show a trend."""
    curves: dict[str, dict[str, Fraction]] = {}
    for one in judged:
        curves.setdefault(one.section, {}).update(scores_of(one))
    months = sorted({month for curve in curves.values() for month in curve})[-MOST_MONTHS:]
    if len(months) < FEWEST_MONTHS:
        return None
    return Chart(
        "line",
        tuple(f"{int(month[5:])}月" for month in months),
        tuple(
            Series(name, tuple(curve.get(month) for month in months))
            for name, curve in curves.items()
        ),
        title="各标段得分变化",
        unit="分",
        decimals=2,
        height_mm=66,
    )


def scores_of(judged: Judgement) -> dict[str, Fraction]:
    """The scores of a contract up to a month, by month (YYYY-MM), as the month was judged with."""
    made = judged.made
    curve: dict[str, Fraction] = {}
    if made is not None and made.contract is not None:
        curve = {one.month: one.score for one in made.contract.history if one.score is not None}
    if judged.score is not None:
        curve[month_text(judged.period.first)] = judged.score.total
    return curve
