"""The figures of sanitation for a month: score, grade and fee of each contract, with their records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text
from bureau.assessment.stored import months_within
from bureau.calendar.periods import Period
from bureau.sanitation.judging import Judgement, judge_month

if TYPE_CHECKING:
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def sanitation_figures(
    conn: Reader, names: Names, period: Period, today: date
) -> SanitationFigures:
    """The months of all contracts within a period of whole months."""
    return SanitationFigures(
        period,
        tuple(
            judged
            for month in months_within(period)
            for judged in judge_month(conn, names, month, today)
        ),
    )


def document(of: SanitationFigures) -> list[dict[str, object]]:
    """The figures ready for JSON: a line for each contract and month."""
    return [line_of(one) for one in of.judged]


def line_of(one: Judgement) -> dict[str, object]:
    """One contract's month."""
    rule, fee = one.rule, one.fee
    return {
        "month": one.period.first.isoformat()[:7],
        "section": one.section,
        "company": one.company,
        "score": None if one.score is None else score_text(one.score.total),
        "grade": one.grade,
        "rule": None if rule is None else rule.title,
        "base_fen": None if fee is None else fee.base_fen,
        "deducted_fen": None if fee is None else fee.deducted_fen,
        "payable_fen": None if fee is None else fee.payable_fen,
        "failures": None if fee is None else fee.failures,
        "clauses": [] if fee is None else [applied.words for applied in fee.applied],
        "issued": one.is_issued,
        "unscored": one.unscored,
        "fault": one.fault,
    }


@dataclass(frozen=True, slots=True)
class SanitationFigures:
    """The months of all contracts within a period."""

    period: Period
    judged: tuple[Judgement, ...]
