"""Months below the line one after another, and the clauses of a contract that then apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bureau.assessment.rules import Clause, Rule


def failures_in_a_row(passing: Fraction | None, scores: Iterable[Fraction | None]) -> int:
    """第 n 次连续不合格: months below the passing mark up to the last of `scores`, oldest first.

    A month that wasn't scored neither counts nor begins anew; a passing month begins anew.
    """
    count = 0
    for score in scores:
        if score is not None and passing is not None:
            count = count + 1 if score < passing else 0
    return count


def applied_clauses(
    rule: Rule, month: str, score: Fraction | None, history: Iterable[PastMonth]
) -> tuple[Applied, ...]:
    """The clauses that this month makes apply; `month` and those of the history are YYYY-MM."""
    if score is None:
        return ()
    before = sorted((one for one in history if one.month < month), key=lambda one: one.month)
    months = (*before, PastMonth(month=month, score=score))
    applied = []
    for clause in rule.clauses:
        count = counted(clause, months)
        if clause.concerns(score) and count >= clause.times:
            applied.append(Applied(clause=clause, count=count))
    return tuple(applied)


def counted(clause: Clause, months: Sequence[PastMonth]) -> int:
    """How often months were as the clause says, the last one included."""
    if clause.within == "year":
        year = months[-1].month[:4]
        return sum(
            1
            for one in months
            if one.month[:4] == year and one.score is not None and clause.concerns(one.score)
        )
    count = 0
    for one in months:
        if one.score is not None:
            count = count + 1 if clause.concerns(one.score) else 0
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMonth:
    """The exact score of a month (YYYY-MM) before, None where it wasn't scored."""

    month: str
    score: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A clause that applies, and the n-th time of what it counts."""

    clause: Clause
    count: int

    @property
    def words(self) -> str:
        """第 2 次连续…… in words."""
        counted = "连续" if self.clause.within == "row" else "本年度"
        return f"{counted}第 {self.count} 次"
