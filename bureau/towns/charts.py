"""The charts of a month's bulletin: points lost by item, ranks over the months of the year up to it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.assessment.exact import ZERO
from bureau.assessment.stored import day_of
from bureau.calendar.periods import Period
from bureau.reports.paper import Chart, Series
from bureau.towns.judging import judge_month
from bureau.towns.paper_source import groups_of, issue_day
from bureau.towns.rank_charts import FEWEST_MONTHS, rank_chart
from bureau.towns.year import TownYear, lines

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.assessment.rubric import Block
    from bureau.storage.connection import Reader
    from bureau.towns.judging import TownMonth
    from bureau.towns.paper_source import Source

FEWEST_TOWNS: Final = 2


def blocks_of(month: TownMonth) -> dict[str, Block]:
    """The items that the towns of a month are scored by, by key, in the order of the rubric."""
    found: dict[str, Block] = {}
    for one in month.judged:
        for scored in one.score.blocks if one.score is not None else ():
            found.setdefault(scored.block.key, scored.block)
    return found


def points_of(month: TownMonth, place: Place) -> dict[str, Fraction]:
    """What each item brought a town; items that were left out aren't there."""
    score = month.town(int(place.key)).score
    if score is None:
        return {}
    return {one.block.key: one.contribution for one in score.blocks if not one.left_out}


def lost_points(month: TownMonth, place: Place) -> dict[str, Fraction]:
    """What each item cost a town."""
    blocks = blocks_of(month)
    return {
        key: max(blocks[key].share - points, ZERO)
        for key, points in points_of(month, place).items()
    }


def loss_chart(month: TownMonth, group: str) -> Chart | None:
    """Points lost by item for each town of a group; None with one town only or nothing lost."""
    places = [one for one in groups_of(month).get(group, ()) if one.rank is not None]
    lost = [lost_points(month, place) for place in places]
    if len(places) < FEWEST_TOWNS or not any(any(one.values()) for one in lost):
        return None
    return Chart(
        "stacked",
        tuple(place.title for place in places),
        tuple(
            Series(block.title, tuple(one.get(key, ZERO) for one in lost))
            for key, block in blocks_of(month).items()
        ),
        title=f"{group}各项失分",
        unit="分",
        decimals=2,
        height_mm=66,
    )


def rank_charts(source: Source, conn: Reader, month: TownMonth) -> list[Chart]:
    """The ranks of each group over the months of the year; none before there are two."""
    year = year_until(source, conn, month)
    if len({point.month for line in year.lines for point in line.points}) < FEWEST_MONTHS:
        return []
    charts = (rank_chart(year, group) for group in groups_of(month))
    return [chart for chart in charts if chart is not None]


def year_until(source: Source, conn: Reader, month: TownMonth) -> TownYear:
    """The year from January up to a month.

    Beside an issued month stand only those that were issued by then, so that its paper stays as it is.
    """
    first = month.period.first
    earlier = (
        judge_month(conn, source.names, one, source.today, source.cases)
        for one in Period.year(first.year).months
        if one.first < first
    )
    months: Sequence[TownMonth] = [one for one in earlier if counts_beside(one, month)]
    return TownYear(first.year, tuple(lines([*months, month], (), source.names)))


def counts_beside(earlier: TownMonth, month: TownMonth) -> bool:
    """Whether an earlier month is shown with this one."""
    if not month.is_issued:
        return bool(earlier.places)
    if not earlier.is_issued or earlier.month is None or month.month is None:
        return False
    issued, then = day_of(earlier.month, "issued_on"), issue_day(month)
    return issued is None or then is None or issued <= then
