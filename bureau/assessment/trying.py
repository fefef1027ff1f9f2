"""A rule of payment tried on a score: what a full month would pay by it, before it is saved."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bureau.assessment.charges import Judged, Problem, score_words
from bureau.assessment.fees import Event, Fee, FeeInputs, Stage, Terms, fee
from bureau.assessment.rules import RingFenced, Rule, YuanPerProblem

DAY = date(2026, 1, 1)
"""Any first day of a month: nothing in a full month depends on which."""
UNNAMED = "?"
"""The item of problems that no price names."""


def try_rule(
    rule: Rule,
    fee_fen: int,
    score: Fraction,
    problems: int = 0,
    events: tuple[tuple[str, int], ...] = (),
) -> Fee:
    """The fee of a full month with such a score. Raises UserError where the rule can't be used.

    Every block that the rule judges by is taken to have the same score. `problems` have no price of
    their own, `events` are keys with how often. Months before are taken to have none.
    """
    judged_by = {one.block for one in rule.charges if isinstance(one, RingFenced) and one.block}
    # Problems are found where the rule looks for them.
    home = min(judged_by, default=UNNAMED)
    judged = Judged(
        score=score,
        words=score_words(score),
        blocks=tuple((block, score) for block in sorted(judged_by)),
        problems=(Problem(item=UNNAMED, home=home, count=Fraction(problems)),) if problems else (),
    )
    last = DAY.replace(day=31)
    return fee(
        FeeInputs(
            month="2026-01",
            first=DAY,
            last=last,
            terms=Terms(begins=DAY, stages=(Stage(begins=DAY, fee_fen=fee_fen),), rule=rule),
            events=tuple(
                Event(ref=f"try:{key}", kind=key, on=DAY, count=count)
                for key, count in events
                if count
            ),
        ),
        judged,
    )


def counts_problems(rule: Rule) -> bool:
    """Whether problems cost money by the rule, so that a trial asks how many."""
    return any(
        isinstance(one.inner if isinstance(one, RingFenced) else one, YuanPerProblem)
        for one in rule.charges
    )
