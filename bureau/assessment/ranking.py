"""Ranks within groups, ties, movement against the month before, and reward and penalty by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import Literal

from bureau.assessment.exact import ZERO, half_up, short, yuan
from bureau.assessment.misfits import Misfit
from bureau.errors import UserError

Ties = Literal["shared", "second"]
"""shared: same score, same rank, and the money of the places is shared. second: the second score
(现场检查得分) decides among equals; those that are still equal share."""


def rank(
    contenders: Iterable[Contender], awards: Awards, before: Mapping[str, int] | None = None
) -> tuple[Place, ...]:
    """All units with rank, movement and money, group by group in order of rank.

    `before` are the ranks of the month before by unit. Groups stand in the order of their first
    unit; units that aren't scored (不参评) come last in theirs, without a rank. Scores are compared
    as printed, with two decimals: what reads the same ranks the same.
    """
    everyone = list(contenders)
    keys = [one.key for one in everyone]
    if len(set(keys)) < len(keys):
        raise UserError("同一单位出现了两次，请核对考核成绩。")
    check_awards(awards)
    for one in everyone:
        if one.score is None and not one.reason:
            raise UserError(f"“{one.title}”没有得分，请填写成绩，或填写不参评的原因。")
        if one.score is not None and one.second is None and awards.ties == "second":
            raise UserError(f"同分时要比较现场检查得分，“{one.title}”还没有，请补充。")
    overall = ranks(everyone, awards.ties)
    places = []
    for group in dict.fromkeys(one.group for one in everyone):
        members = [one for one in everyone if one.group == group]
        within = ranks(members, awards.ties)
        money = amounts(members, within, awards)
        placed = [
            place_of(one, within, overall.get(one.key), money, before or {}) for one in members
        ]
        places += sorted(placed, key=lambda one: (one.rank is None, one.rank or 0))
    return tuple(places)


def ranks(contenders: Iterable[Contender], ties: Ties) -> dict[str, int]:
    """Ranks by unit; equals share one and the next is skipped (1, 2, 2, 4)."""
    scored = [(standing(one, ties), one.key) for one in contenders if one.score is not None]
    return {key: 1 + sum(other > own for other, _ in scored) for own, key in scored}


def standing(one: Contender, ties: Ties) -> tuple[Fraction, Fraction]:
    """What a unit is compared by: its printed score, then the second score where that decides."""
    score = half_up(ZERO if one.score is None else one.score)
    return score, one.second if ties == "second" and one.second is not None else ZERO


def amounts(
    members: Sequence[Contender], within: Mapping[str, int], awards: Awards
) -> dict[str, Money]:
    """Reward (+) and penalty (−) of the ranked units of one group, in 分.

    Units that share a rank share the amounts of the places they fill, each the same, rounded half
    up to 分.
    """
    by_place = place_amounts(len(within), awards)
    scores = {one.key: one.score for one in members if one.score is not None}
    given = {}
    order = sorted(within, key=lambda key: within[key])
    for first, tied in groupby(order, key=lambda key: within[key]):
        units = list(tied)
        filled = by_place[first - 1 : first - 1 + len(units)]
        share = half_up(Fraction(sum(filled), len(units)), 0)
        for key in units:
            given[key] = limited(int(share), half_up(scores[key]), filled, awards)
    return given


def place_amounts(units: int, awards: Awards) -> list[int]:
    """What each place of a group of so many units gets; no place is rewarded and penalised."""
    rewarded = min(len(awards.rewards), floor(units * awards.rewarded_share))
    by_place = [*awards.rewards[:rewarded], *([0] * (units - rewarded))]
    for penalty in awards.penalties:
        index = units - penalty.from_last
        if units >= penalty.units_from and index >= rewarded:
            by_place[index] = -penalty.fen
    return by_place


def limited(share: int, score: Fraction, filled: Sequence[int], awards: Awards) -> Money:
    """The amount within the scores that reward and penalty are bound to, with its reason."""
    if share > 0 and awards.reward_from is not None and score < awards.reward_from:
        return Money(0, f"得分低于 {short(awards.reward_from)}，不予奖励")
    if share < 0 and awards.no_penalty_from is not None and score >= awards.no_penalty_from:
        return Money(0, f"得分达到 {short(awards.no_penalty_from)}，不予扣罚")
    if len(filled) == 1 or not any(filled):
        return Money(share, "")
    shared = "、".join(f"{yuan(fen)} 元" for fen in filled)
    return Money(share, f"{len(filled)} 个单位并列，平分 {shared}")


def place_of(
    one: Contender,
    within: Mapping[str, int],
    overall: int | None,
    money: Mapping[str, Money],
    before: Mapping[str, int],
) -> Place:
    """One unit's line of the ranking."""
    own = within.get(one.key)
    given = money.get(one.key, Money(0, one.reason))
    earlier = before.get(one.key)
    return Place(
        key=one.key,
        title=one.title,
        group=one.group,
        score=one.score,
        rank=own,
        overall=overall,
        units=len(within),
        tied=own is not None and list(within.values()).count(own) > 1,
        before=earlier,
        movement=None if own is None or earlier is None else earlier - own,
        fen=given.fen,
        reason=given.reason,
    )


def moved(before: Iterable[Place], after: Iterable[Place]) -> tuple[tuple[Place, Place], ...]:
    """Units whose score, rank or money an appeal or correction changed: as it was, as it is."""
    earlier = {place.key: place for place in before}
    return tuple(
        (earlier[place.key], place)
        for place in after
        if place.key in earlier
        and (place.score, place.rank, place.fen)
        != (earlier[place.key].score, earlier[place.key].rank, earlier[place.key].fen)
    )


def check_awards(awards: Awards) -> None:
    """Raise Misfit unless the amounts make sense. Places are called reward-0 …, penalty-0 …"""
    title = awards.title
    if awards.valid_to is not None and awards.valid_to < awards.valid_from:
        raise Misfit(f"“{title}”的失效日期早于生效日期，请核对。", "", "valid_to")
    negative = [
        *(f"reward-{at}" for at, fen in enumerate(awards.rewards) if fen < 0),
        *(f"penalty-{at}" for at, one in enumerate(awards.penalties) if one.fen < 0),
    ]
    if negative:
        raise Misfit(f"“{title}”的奖励和扣罚金额都填正数，请核对。", negative[0], "fen")
    for at, fen in enumerate(awards.rewards[1:], 1):
        if fen > awards.rewards[at - 1]:
            raise Misfit(f"“{title}”名次靠后的奖励不能更高，请核对。", f"reward-{at}", "fen")
    if not 0 <= awards.rewarded_share <= 1:
        raise Misfit(f"“{title}”的奖励面要在 0 到 1 之间，请核对。", "", "rewarded_share")
    for at, penalty in enumerate(awards.penalties):
        if not 1 <= penalty.from_last <= penalty.units_from:
            raise Misfit(
                f"“{title}”倒数第 {penalty.from_last} 名的扣罚要求组内单位数不少于它，请核对。",
                f"penalty-{at}",
                "units_from",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """倒数第 `from_last` 名 pays `fen` in groups of at least `units_from` units."""

    from_last: int
    units_from: int
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Awards:
    """Reward and penalty by place, in 分. At most `rewarded_share` of a group is rewarded.

    Below `reward_from` points nothing is rewarded, from `no_penalty_from` on nothing penalised;
    None where the bureau sets no such limit.
    """

    key: str
    title: str
    family: str
    valid_from: date
    rewards: tuple[int, ...]
    penalties: tuple[Penalty, ...]
    rewarded_share: Fraction = Fraction(1, 2)
    reward_from: Fraction | None = None
    no_penalty_from: Fraction | None = None
    ties: Ties = "shared"
    valid_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A unit to rank. A `score` of None is 不参评, with its reason."""

    key: str
    title: str
    group: str
    score: Fraction | None
    second: Fraction | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in 分 and what is to be said about it."""

    fen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit's line of the ranking. `units` is how many are ranked in its group.

    `movement` is places gained (+) or lost (−) since the month before; None without a rank in both.
    """

    key: str
    title: str
    group: str
    score: Fraction | None
    rank: int | None
    overall: int | None
    units: int
    tied: bool
    before: int | None
    movement: int | None
    fen: int
    reason: str
