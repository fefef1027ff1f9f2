"""The figures of towns by name: score, rank and money of each, means and first places of groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bureau.ledger.query import Any
from bureau.reports.naming import Figure, Naming, known
from bureau.towns.figures import TownFigures
from bureau.towns.ledgers import SCORES

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place
    from bureau.reports.change import Quantity
    from bureau.reports.named import Behind, Named

DEPARTMENT: Final = "镇街考核"
Places = tuple["Place", ...]


def named_figures(of: TownFigures, others: Mapping[str, TownFigures]) -> Iterator[Named]:
    """All towns, groups, then each town; `others` are the same of the periods beside it."""
    name = Naming("towns", DEPARTMENT, of.period, of, others)
    every = name.within(places(of), lambda base: places(base) or None)
    if not every.of:
        return
    yield from every.each(ALL, "总体")
    groups = dict.fromkeys(one.group for one in every.of)
    for group in groups:
        own = of_group(group)
        mine = every.within(own(every.of) or (), own)
        yield from mine.each(GROUP, "总体", f"group.{group or '全部'}.", group or "各镇街")
    for key in dict.fromkeys(one.key for one in every.of):
        town = of_town(key)
        mine = every.within(town(every.of) or (), town)
        title = mine.of[0].title
        yield from mine.each(figures_of(of, int(key)), title, f"{key}.", title)


def places(of: TownFigures) -> Places:
    """The lines of the rankings, month after month."""
    return tuple(place for month in of.months for place in month.places)


def of_group(group: str) -> Callable[[Places], Places | None]:
    """Those of one group."""
    return lambda of: tuple(one for one in of if one.group == group) or None


def of_town(key: str) -> Callable[[Places], Places | None]:
    """Those of one town."""
    return lambda of: tuple(one for one in of if one.key == key) or None


def figures_of(of: TownFigures, town: int) -> tuple[Figure[Places], ...]:
    """What is told of a town."""

    def scores(_: Places) -> Behind:
        return SCORES.name, Any(
            tuple(of.records("score", month, town)[1] for month in of.months if month.places)
        )

    return (
        Figure("total", "得分", mean, "分", "score", behind=scores),
        Figure("rank", "名次", only(lambda one: one.rank), measure="rank"),
        Figure("overall", "全县名次", only(lambda one: one.overall), measure="rank"),
        Figure("reward", "奖罚金额", lambda places: money(places), "元", "money"),
    )


def mean(of: Places) -> Fraction | None:
    """The mean of the scores, exact; of a single month the score itself."""
    scores = [one.score for one in of if one.score is not None]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def only(value: Callable[[Place], int | None]) -> Callable[[Places], int | None]:
    """Of a single month; several have no rank."""
    return lambda of: value(of[0]) if len(of) == 1 else None


def money(of: Places) -> Quantity | None:
    """奖励 less 扣罚 of the months that it was ranked in."""
    return known(one.fen for one in of if one.rank is not None)


def scored(of: Places) -> int:
    """Towns that have a score."""
    return len({one.key for one in of if one.score is not None})


def rewarded(of: Places) -> int:
    """奖励 together."""
    return sum(one.fen for one in of if one.fen > 0)


def penalised(of: Places) -> int:
    """扣罚 together, as it is taken: below zero."""
    return sum(one.fen for one in of if one.fen < 0)


def first(of: Places) -> str | None:
    """Who is first, of a single month."""
    months = {(one.group, one.key) for one in of}
    leaders = [one.title for one in of if one.rank == 1]
    return "、".join(leaders) if leaders and len(months) == len(of) else None


def best(of: Places) -> Fraction | None:
    """The highest score."""
    return max((one.score for one in of if one.score is not None), default=None)


def worst(of: Places) -> Fraction | None:
    """The lowest score."""
    return min((one.score for one in of if one.score is not None), default=None)


ALL: Final[tuple[Figure[Places], ...]] = (
    Figure("scored", "参评镇街", scored, "个"),
    Figure("mean", "镇街平均得分", mean, "分", "score"),
    Figure("rewarded", "奖励镇街金额", rewarded, "元", "money"),
    Figure("penalised", "扣罚镇街金额", penalised, "元", "money"),
)
GROUP: Final[tuple[Figure[Places], ...]] = (
    Figure("scored", "参评数", scored, "个"),
    Figure("mean", "平均得分", mean, "分", "score"),
    Figure("best", "最高分", best, "分", "score"),
    Figure("worst", "最低分", worst, "分", "score"),
    Figure("first", "第一名", first, measure="words"),
)
