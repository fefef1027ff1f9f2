"""What a month's score is made from: deductions, marks, what wasn't inspected, adjustments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from bureau.assessment.appeals import Appeal, as_known_on

Choice = Literal["leave-out", "carry", "average", "full"]
"""What is done about a block that wasn't inspected; asked, never taken for granted."""
CHOICE_WORDS: dict[Choice, str] = {
    "leave-out": "不计入总分",
    "carry": "沿用上期得分",
    "average": "取平均分",
    "full": "经确认按满分",
}


def without_appeals(inputs: Inputs) -> Inputs:
    """The same as if nobody had appealed: the first judgement (初评)."""
    return replace(inputs, deductions=tuple(replace(d, appeal=None) for d in inputs.deductions))


def known_on(inputs: Inputs, day: date) -> Inputs:
    """The same with the appeals as they stood at the end of a day."""
    return replace(
        inputs,
        deductions=tuple(replace(d, appeal=as_known_on(d.appeal, day)) for d in inputs.deductions),
    )


def settled(deduction: Deduction, day: date) -> bool:
    """Whether a deduction can no longer change on a day.

    It can't once it was ruled on, accepted, or its time to be contested has passed. One that was
    never served (no `contest_until`) stays open until it is accepted.
    """
    appeal = as_known_on(deduction.appeal, day)
    if appeal is not None:
        return appeal.ruling != "open"
    if deduction.accepted_on is not None and deduction.accepted_on <= day:
        return True
    return deduction.contest_until is not None and deduction.contest_until < day


def unsettled(deductions: Iterable[Deduction], day: date) -> tuple[str, ...]:
    """Refs of the deductions that can still change on a day; a month is issued without any."""
    return tuple(one.ref for one in deductions if not settled(one, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One deduction (扣分), or one bonus where its item is one. `ref` leads back to its record.

    `item` is the key of an item, or of a block for a problem that no item names. `points` is for
    each; None takes the item's. `factor` multiplies it with the reason in words (重复问题加倍,
    按责任分担). `contest_until` is the last day for an appeal, None while it isn't served.
    """

    ref: str
    item: str
    count: Fraction = Fraction(1)
    points: Fraction | None = None
    on: date | None = None
    road: str = ""
    place: str = ""
    inspector: str = ""
    basis: str = ""
    source: str = ""
    note: str = ""
    factor: Fraction = Fraction(1)
    factor_reason: str = ""
    contest_until: date | None = None
    accepted_on: date | None = None
    appeal: Appeal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A score, rate (0 to 1) or measured value that came in for a block; `weight` for means."""

    block: str
    value: Fraction
    ref: str = ""
    title: str = ""
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A block that wasn't inspected, and what was chosen. `value` out of full for carry, average."""

    block: str
    choice: Choice
    value: Fraction | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Points added or taken at 审定, with the reason; the score before it is kept beside."""

    ref: str
    points: Fraction
    reason: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that one unit is scored from. `inspections` is how many rounds were made of it."""

    inspections: int
    deductions: tuple[Deduction, ...] = ()
    marks: tuple[Mark, ...] = ()
    absences: tuple[Absence, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
