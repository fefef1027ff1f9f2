"""A rule of payment made of the lines in which a contract's file states it (扣费规则明细): one a tier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bureau.assessment.exact import HUNDRED
from bureau.assessment.rules import (
    Charge,
    PercentPerPoint,
    Rule,
    Tier,
    Tiers,
    YuanPerPoint,
    YuanPerProblem,
    check_rule,
)
from bureau.assessment.stored import Row, exact_of, whole_of
from bureau.errors import UserError


def rule_of_lines(key: str, title: str, lines: Sequence[Row]) -> Rule:
    """The rule that the lines state. Raises UserError where no fee can be computed by them."""
    caps = [cap for line in lines if (cap := exact_of(line, "cap")) is not None]
    passing = [score for line in lines if (score := exact_of(line, "passing")) is not None]
    rule = Rule(
        key=key,
        title=title,
        charges=tuple(charges_of(title, lines)),
        cap=caps[0] if caps else HUNDRED,
        passing=passing[0] if passing else None,
        note="按扣费规则明细",
    )
    check_rule(rule)
    return rule


def charges_of(title: str, lines: Sequence[Row]) -> Iterator[Charge]:
    """Tiers together, then what each other line takes. Raises UserError for a line of neither."""
    tiers = tuple(tiers_of(lines))
    if tiers:
        yield Tiers(tiers=tiers)
    for line in lines:
        target = exact_of(line, "target")
        percent, fen = exact_of(line, "percent"), whole_of(line, "point_fen")
        each = whole_of(line, "problem_fen")
        if percent is not None:
            yield PercentPerPoint(target=HUNDRED if target is None else target, percent=percent)
        if fen is not None:
            yield YuanPerPoint(target=HUNDRED if target is None else target, fen=fen)
        if each is not None:
            yield YuanPerProblem(fen=each)
        is_tier = exact_of(line, "at_least") is not None and exact_of(line, "pay") is not None
        if not is_tier and percent is None and fen is None and each is None:
            raise UserError(
                f"“{title}”的扣费规则明细有一行既没有分数下限和支付比例，也没有每低 1 分或每处扣多少，"
                "请补充，或删去这一行。"
            )


def tiers_of(lines: Sequence[Row]) -> list[Tier]:
    """The tiers from the best down; shares of 1 are meant where none is above 1 (0.9 is 90 %)."""
    found = [
        Tier(at_least=at_least, pay=pay, title=str(line["title"] or ""))
        for line in lines
        if (at_least := exact_of(line, "at_least")) is not None
        and (pay := exact_of(line, "pay")) is not None
    ]
    if found and max(tier.pay for tier in found) <= 1:
        found = [replace(tier, pay=tier.pay * HUNDRED) for tier in found]
    return sorted(found, key=lambda tier: tier.at_least, reverse=True)


def says_the_same(one: Rule, other: Rule) -> bool:
    """Whether two rules take the same of every score, whatever their tiers are called."""
    return untitled(one.charges) == untitled(other.charges)


def untitled(charges: Sequence[Charge]) -> tuple[Charge, ...]:
    """Charges without the names of their tiers."""
    return tuple(
        Tiers(tiers=tuple(replace(tier, title="") for tier in charge.tiers))
        if isinstance(charge, Tiers)
        else charge
        for charge in charges
    )


def with_lines(shipped: Rule | None, key: str, title: str, lines: Sequence[Row]) -> Rule | None:
    """What ships, unless there are lines that say something else. Raises UserError."""
    if not lines:
        return shipped
    stated = rule_of_lines(key, title, lines)
    same = shipped is not None and says_the_same(shipped, stated)
    caps = {Fraction(shipped.cap), stated.cap} if shipped is not None else set()
    return shipped if same and len(caps) == 1 else stated
