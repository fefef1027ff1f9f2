"""Rules of payment (扣费规则) as plain values: how a score becomes a cut of the month's fee."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from bureau.assessment.exact import HUNDRED, ZERO
from bureau.assessment.misfits import Misfit

Points = Literal["exact", "up", "down"]
"""Points below a target: as they are, begun points as whole ones (不足1分按1分计), full ones only."""
Within = Literal["row", "year"]
"""Months counted: one after another, or those of the calendar year."""
Weight = Literal["warning", "money", "termination"]


def check_rule(rule: Rule) -> None:
    """Raise Misfit unless fees can be computed by the rule. Charges are called charge-0, charge-1 …"""
    if not rule.charges:
        raise Misfit(f"扣费规则“{rule.title}”没有扣费办法，请先添加。")
    if not 0 <= rule.cap <= HUNDRED:
        raise Misfit(f"扣费规则“{rule.title}”的封顶比例要在 0 到 100% 之间，请核对。", "", "cap")
    for number, charge in enumerate(rule.charges):
        row = f"charge-{number}"
        _check_charge(rule, charge.inner if isinstance(charge, RingFenced) else charge, row)
        if isinstance(charge, RingFenced) and not 0 < charge.percent <= HUNDRED:
            raise Misfit(
                f"扣费规则“{rule.title}”用于考核的部分要大于 0、不超过 100%，请核对。", row, "part"
            )
    keys = [*(one.key for one in rule.events), *(one.key for one in rule.clauses)]
    twice = next((key for at, key in enumerate(keys) if not key or key in keys[:at]), None)
    if twice is not None:
        raise Misfit(
            f"扣费规则“{rule.title}”的事件或条款编号是空的或者重复了，请改一个。", twice, "key"
        )
    for event in rule.events:
        if event.percent < 0 or event.fen < 0:
            field = "percent" if event.percent < 0 else "fen"
            raise Misfit(f"“{event.title}”的扣减不能是负数，请核对。", event.key, field)
    for clause in rule.clauses:
        if clause.times < 1 or clause.fen < 0:
            field = "times" if clause.times < 1 else "fen"
            raise Misfit(
                f"“{clause.title}”的次数要在 1 以上，金额不能是负数，请核对。", clause.key, field
            )
        if clause.at_least is not None and clause.at_least >= clause.below:
            raise Misfit(f"“{clause.title}”的分数下限要小于上限，请核对。", clause.key, "at_least")


def _check_charge(rule: Rule, charge: Inner, row: str) -> None:
    title = rule.title
    match charge:
        case Tiers(tiers=tiers):
            bounds = [tier.at_least for tier in tiers]
            if not bounds or bounds != sorted(set(bounds), reverse=True):
                raise Misfit(
                    f"扣费规则“{title}”的档次要从高分到低分，下限不能相同，请核对。", row, "tiers"
                )
            if bounds[-1] > 0:
                raise Misfit(f"扣费规则“{title}”最低一档的下限要是 0 分，请补上。", row, "tiers")
            pays = [tier.pay for tier in tiers]
            if pays != sorted(pays, reverse=True) or not 0 <= pays[-1] <= pays[0] <= HUNDRED:
                raise Misfit(
                    f"扣费规则“{title}”的支付比例要在 0 到 100% 之间，低分档不能比高分档高。",
                    row,
                    "tiers",
                )
        case PercentPerPoint():
            if charge.percent <= 0:
                raise Misfit(f"扣费规则“{title}”每低 1 分的比例要大于 0，请核对。", row, "percent")
        case YuanPerPoint():
            if charge.fen <= 0:
                raise Misfit(f"扣费规则“{title}”每低 1 分的金额要大于 0，请核对。", row, "fen")
        case YuanPerProblem():
            if charge.fen < 0 or any(price.fen < 0 for price in charge.prices):
                field = "fen" if charge.fen < 0 else "prices"
                raise Misfit(f"扣费规则“{title}”每处的金额不能是负数，请核对。", row, field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From `at_least` points on (included), `pay` percent of the fee is paid."""

    at_least: Fraction
    pay: Fraction
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """分档支付: tiers from the best down, the last from 0."""

    shape: ClassVar[str] = "tiers"
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentPerPoint:
    """按分扣比例: each point below the target costs so many percent of the fee."""

    shape: ClassVar[str] = "percent-per-point"
    target: Fraction
    percent: Fraction
    points: Points = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class YuanPerPoint:
    """按分扣款: each point below the target costs a sum, in 分."""

    shape: ClassVar[str] = "yuan-per-point"
    fen: int
    target: Fraction = HUNDRED
    points: Points = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one problem of an item (or of a block) of the rubric costs, in 分."""

    item: str
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YuanPerProblem:
    """按处扣款: each problem costs a sum by its kind; `fen` for kinds without a price of their own."""

    shape: ClassVar[str] = "yuan-per-problem"
    fen: int = 0
    prices: tuple[Price, ...] = ()


Inner = Tiers | PercentPerPoint | YuanPerPoint | YuanPerProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class RingFenced:
    """考核部分: only `percent` of the fee is at stake, and `inner` judges that part.

    `block` names a block of the rubric by whose score (out of 100) it is judged, blank: the total.
    """

    shape: ClassVar[str] = "ring-fenced"
    percent: Fraction
    inner: Inner
    block: str = ""
    title: str = "考核部分"


Charge = Tiers | PercentPerPoint | YuanPerPoint | YuanPerProblem | RingFenced


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """What one event (投诉, 通报批评, 媒体曝光) costs: percent of the month's base, and 分."""

    key: str
    title: str
    percent: Fraction = ZERO
    fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a contract allows after `times` months scored in [`at_least`, `below`).

    It applies again in every further month that keeps the count at `times` or more.
    """

    key: str
    title: str
    below: Fraction
    at_least: Fraction | None = None
    times: int = 1
    within: Within = "row"
    weight: Weight = "warning"
    fen: int = 0

    def concerns(self, score: Fraction) -> bool:
        """Whether a month with such a score counts."""
        return score < self.below and (self.at_least is None or self.at_least <= score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of payment. Several charges add up; `cap` is the most cut, percent of the base.

    `passing` is the score below which a month is 不合格, None where the contract names none.
    """

    key: str
    title: str
    charges: tuple[Charge, ...]
    events: tuple[EventKind, ...] = ()
    clauses: tuple[Clause, ...] = ()
    cap: Fraction = HUNDRED
    passing: Fraction | None = None
    note: str = ""
