"""Deductions, contracts and months that the tests of judging are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from bureau.assessment.appeals import Appeal, Ruling
from bureau.assessment.charges import Judged
from bureau.assessment.clauses import PastMonth
from bureau.assessment.deductions import Deduction, Inputs
from bureau.assessment.fees import Correction, Event, Fee, FeeInputs, Stage, Terms, fee
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.assessment.shipped import shipped_rubrics, shipped_rules

OCTOBER: Final = (date(2026, 10, 1), date(2026, 10, 31))
MILLION_YUAN: Final = 100_000_000
"""One million 元 in 分."""

CORNERS: Final = Deduction(
    ref="12",
    item="roads.dead-corner",
    count=Fraction(3),
    on=date(2026, 10, 20),
    contest_until=date(2026, 10, 26),
)
"""Three dead corners, 6 points."""


def f(text: str | int) -> Fraction:
    """A number as the tests write it: 89.99, 1/3."""
    return Fraction(text)


def rubric(key: str = "sanitation-default") -> Rubric:
    """A shipped rubric."""
    return next(one for one in shipped_rubrics() if one.key == key)


def rule(key: str) -> Rule:
    """A shipped rule of payment."""
    return next(one for one in shipped_rules() if one.key == key)


def found(item: str, count: int = 1, *, ref: str = "", points: str = "") -> Deduction:
    """One deduction; refs are made from the item where the test doesn't care."""
    return Deduction(
        ref=ref or f"{item}×{count}",
        item=item,
        count=Fraction(count),
        points=f(points) if points else None,
    )


def inspected(*deductions: Deduction) -> Inputs:
    """A month in which the unit was inspected and these were found."""
    return Inputs(inspections=4, deductions=deductions)


def terms(key_or_rule: str | Rule, *, fen: int = MILLION_YUAN, begins: date | None = None) -> Terms:
    """A contract of one stage, in force for years unless it begins later."""
    since = begins or date(2025, 1, 1)
    paid_by = rule(key_or_rule) if isinstance(key_or_rule, str) else key_or_rule
    return Terms(begins=since, stages=(Stage(begins=since, fee_fen=fen),), rule=paid_by)


def scored(score: str) -> Judged:
    """A month of which only the score is known."""
    return Judged(score=f(score), words=f"{score} 分")


def month_fee(
    contract: Terms,
    score: str | Judged,
    *,
    days: tuple[date, date] = OCTOBER,
    events: tuple[Event, ...] = (),
    history: tuple[PastMonth, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> Fee:
    """The fee of a month, October unless said otherwise."""
    inputs = FeeInputs(
        month=f"{days[1]:%Y-%m}",
        first=days[0],
        last=days[1],
        terms=contract,
        events=events,
        history=history,
        corrections=corrections,
    )
    return fee(inputs, score if isinstance(score, Judged) else scored(score))


def past(*scores: str, until: tuple[int, int] = (2026, 9)) -> tuple[PastMonth, ...]:
    """Months one after another up to `until`, oldest first; a blank score was not judged."""
    year, number = until
    months = []
    for text in reversed(scores):
        months.append(PastMonth(month=f"{year}-{number:02}", score=f(text) if text else None))
        year, number = (year, number - 1) if number > 1 else (year - 1, 12)
    return tuple(reversed(months))


def appealed(ruling: Ruling, reduced_to: str = "") -> Deduction:
    """The corners, contested on the 23rd and ruled on the 29th."""
    return replace(
        CORNERS,
        appeal=Appeal(
            filed_on=date(2026, 10, 23),
            ruling=ruling,
            ruled_on=None if ruling == "open" else date(2026, 10, 29),
            reduced_to=f(reduced_to) if reduced_to else None,
        ),
    )
