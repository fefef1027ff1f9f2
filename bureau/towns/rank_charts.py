"""A year of the towns as charts: ranks by month, a town's scores beside the mean of its group."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from bureau.reports.change import fixed
from bureau.reports.paper import Chart, Series
from bureau.towns.year import MonthPoint, TownLine, TownYear

ROW_MM, HEAD_MM = 7, 22
FEWEST_MONTHS = 2
"""A line through one point shows nothing."""


def rank_chart(year: TownYear, group: str) -> Chart | None:
    """The ranks of a group's towns by month, darker the further back; None without any."""
    lines = of_group(year, group)
    months = sorted({point.month for line in lines for point in line.points if point.rank})
    if not months:
        return None
    by_town = {line.town: {point.month: point for point in line.points} for line in lines}
    return Chart(
        "heat",
        tuple(f"{month.month}月" for month in months),
        tuple(
            Series(line.title, tuple(rank_of(by_town[line.town].get(month)) for month in months))
            for line in lines
        ),
        title=f"{group}{year.year}年各月名次（颜色越深，名次越靠后）",
        height_mm=HEAD_MM + ROW_MM * len(lines),
    )


def score_chart(year: TownYear, town: int) -> Chart | None:
    """A town's scores by month beside the mean of its group; None with fewer than two."""
    line = next((one for one in year.lines if one.town == town), None)
    if line is None:
        return None
    points = [point for point in line.points if point.score is not None]
    if len(points) < FEWEST_MONTHS:
        return None
    others = of_group(year, line.group)
    return Chart(
        "line",
        tuple(f"{point.month.month}月" for point in points),
        (
            Series(line.title, tuple(number(point.score) for point in points)),
            Series("本组平均", tuple(number(mean_of(others, point)) for point in points)),
        ),
        title=f"{line.title}{year.year}年各月得分",
        unit="分",
        decimals=2,
    )


def of_group(year: TownYear, group: str) -> list[TownLine]:
    """The towns of a group."""
    return [line for line in year.lines if line.group == group]


def rank_of(point: MonthPoint | None) -> int | None:
    """The rank, None for a month without one."""
    return None if point is None else point.rank


def mean_of(lines: list[TownLine], at: MonthPoint) -> Fraction | None:
    """The mean score of a group in a month."""
    scores = [
        point.score
        for line in lines
        for point in line.points
        if point.month == at.month and point.score is not None
    ]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def number(score: Fraction | None) -> Decimal | None:
    """A score as charts take it."""
    return None if score is None else Decimal(fixed(score, 2))
