"""What a rule's charges take from a month's base: five shapes, each with its formula in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from bureau.assessment.exact import (
    HUNDRED,
    PLACES,
    ZERO,
    decimals_of,
    score_text,
    short,
    total,
    yuan,
)
from bureau.assessment.rules import (
    Charge,
    Inner,
    PercentPerPoint,
    Points,
    RingFenced,
    Tier,
    Tiers,
    YuanPerPoint,
    YuanPerProblem,
)
from bureau.assessment.scored import Score
from bureau.errors import UserError


def judged_by(score: Score) -> Judged:
    """What a contract's rule looks at in a month that was scored."""
    return Judged(
        score=score.total,
        words=score_words(score.total),
        blocks=tuple(
            (one.block.key, one.out_of_hundred) for one in score.walk() if not one.left_out
        ),
        problems=tuple(
            Problem(item=item.item.key, home=block.block.key, count=kept.deduction.count * share)
            for block in score.walk()
            for item in block.items
            for kept in item.kept
            if (share := kept.kept / kept.loss if kept.loss else ZERO)
        ),
    )


def not_judged(reason: str) -> Judged:
    """A month without a score (不参评): nothing is cut for it, and the reason is printed."""
    if not reason:
        raise UserError("本月没有考核得分，请填写不参评的原因。")
    return Judged(score=None, words=f"不参评：{reason}")


def score_words(score: Fraction) -> str:
    """A score with two decimals, and exactly beside it where rounding hides something."""
    places = decimals_of(score)
    if places is not None and places <= PLACES:
        return f"{score_text(score)} 分"
    return f"{score_text(score)} 分（未取整 {short(score)}）"


def cuts_of(charge: Charge, base: Fraction, judged: Judged) -> list[Cut]:
    """The lines of one charge. Raises UserError where it judges by a block that isn't there."""
    if isinstance(charge, RingFenced):
        return ring_fenced(charge, base, judged)
    if isinstance(charge, YuanPerProblem):
        return per_problem(charge, judged.problems)
    if judged.score is None:
        return []
    return [cut_by_score(charge, base, judged.score)]


def cut_by_score(
    charge: Tiers | PercentPerPoint | YuanPerPoint, base: Fraction, score: Fraction
) -> Cut:
    """A cut that follows from one score."""
    match charge:
        case Tiers(tiers=tiers):
            return by_tier(tiers, base, score)
        case PercentPerPoint(target=target, percent=percent):
            missing = points_below(target, score, charge.points)
            amount = base * percent * missing / HUNDRED
            words = (
                f"比 {short(target)} 分低 {below_words(target, score, charge.points)}，"
                f"{yuan(base)} 元 × {short(percent)}% × {short(missing)} ＝ {yuan(amount)} 元"
            )
            return Cut("考核扣减", words if missing else reached(target), amount)
        case YuanPerPoint(target=target, fen=fen):
            missing = points_below(target, score, charge.points)
            amount = fen * missing
            words = (
                f"比 {short(target)} 分低 {below_words(target, score, charge.points)}，"
                f"{yuan(fen)} 元 × {short(missing)} ＝ {yuan(amount)} 元"
            )
            return Cut("考核扣减", words if missing else reached(target), amount)


def reached(target: Fraction) -> str:
    """What a sheet says where nothing is cut."""
    return f"达到 {short(target)} 分，不扣减"


def by_tier(tiers: tuple[Tier, ...], base: Fraction, score: Fraction) -> Cut:
    """The cut of the first tier whose bound the exact score reaches."""
    above: Tier | None = None
    for tier in tiers:
        if score >= tier.at_least:
            upper = "" if above is None else f"、不满 {short(above.at_least)} 分"
            amount = base * (HUNDRED - tier.pay) / HUNDRED
            place = f"{tier.title}档（" if tier.title else "（"
            words = f"{place}{short(tier.at_least)} 分及以上{upper}）支付 {short(tier.pay)}%"
            if amount:
                words += f"，{yuan(base)} 元 × {short(HUNDRED - tier.pay)}% ＝ {yuan(amount)} 元"
            return Cut("考核扣减", words, amount)
        above = tier
    raise UserError(f"得分 {short(score)} 低于扣费规则的最低一档，请把最低一档的下限改为 0 分。")


def points_below(target: Fraction, score: Fraction, points: Points) -> Fraction:
    """Points that a score lies below the target, counted as the contract says."""
    missing = max(target - score, ZERO)
    match points:
        case "up":
            return Fraction(ceil(missing))
        case "down":
            return Fraction(floor(missing))
        case "exact":
            return missing


def below_words(target: Fraction, score: Fraction, points: Points) -> str:
    """5 分, or 4.2 分（按 5 分计）."""
    missing, taken = target - score, points_below(target, score, points)
    if taken == missing:
        return f"{short(missing)} 分"
    return f"{short(missing)} 分（按 {short(taken)} 分计）"


def per_problem(charge: YuanPerProblem, problems: Iterable[Problem]) -> list[Cut]:
    """One line for each price: how many problems at how much.

    A problem whose points an appeal reduced counts in the same proportion.
    """
    prices = {price.item: price.fen for price in charge.prices}
    counts: dict[int, Fraction] = {}
    for problem in problems:
        fen = prices.get(problem.item, prices.get(problem.home, charge.fen))
        counts[fen] = counts.get(fen, ZERO) + problem.count
    return [
        Cut(
            "问题扣款",
            f"{short(counts[fen])} 处 × {yuan(fen)} 元 ＝ {yuan(counts[fen] * fen)} 元",
            counts[fen] * fen,
        )
        for fen in sorted(counts, reverse=True)
        if fen
    ]


def ring_fenced(charge: RingFenced, base: Fraction, judged: Judged) -> list[Cut]:
    """The cuts of the part of the fee that is at stake, never more than that part."""
    part = base * charge.percent / HUNDRED
    seen = judged
    if charge.block and judged.score is not None:
        found = dict(judged.blocks).get(charge.block)
        if found is None:
            raise UserError(f"扣费规则按“{charge.block}”的得分扣减，本月没有这一项得分，请核对。")
        own = tuple(one for one in judged.problems if charge.block in (one.item, one.home))
        seen = Judged(score=found, words="", blocks=judged.blocks, problems=own)
    inner: Inner = charge.inner
    cuts = cuts_of(inner, part, seen)
    words = f"{charge.title} {yuan(base)} 元 × {short(charge.percent)}% ＝ {yuan(part)} 元"
    gathered = total(cut.amount for cut in cuts)
    said = "；".join(cut.words for cut in cuts)
    if not cuts:
        return []
    limit = f"，以 {yuan(part)} 元为限" if gathered > part else ""
    return [Cut(f"{charge.title}扣减", f"{words}；{said}{limit}", min(gathered, part))]


@dataclass(frozen=True, slots=True)
class Cut:
    """An amount taken from the fee, exact, in 分, with its formula and the records behind it."""

    title: str
    words: str
    amount: Fraction
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """So many problems of an item, in the block `home`, after appeals."""

    item: str
    home: str
    count: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a rule of payment sees of a month: the score, the blocks out of 100, the problems."""

    score: Fraction | None
    words: str
    blocks: tuple[tuple[str, Fraction], ...] = ()
    problems: tuple[Problem, ...] = ()
