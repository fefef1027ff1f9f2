"""What a contractor's month lacks: blocks that weren't inspected, what was chosen, what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.assessment.uninspected import Lacking, proposals, uninspected
from bureau.calendar.periods import DAY, Period
from bureau.sanitation.judging import Judgement, judge

if TYPE_CHECKING:
    from datetime import date

    from bureau.assessment.scored import Score
    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def lacking(
    conn: Reader, names: Names, judged: Judgement, others: tuple[Judgement, ...], today: date
) -> tuple[Lacking, ...]:
    """The blocks of a month without inspection; `others` are the months of the other contracts."""
    made = judged.made
    if made is None or made.inputs is None:
        return ()
    blocks = uninspected(made.rubric, made.inputs)
    if not blocks:
        return ()
    before = score_before(conn, names, judged, today)
    scores = (other.score for other in others if other.score is not None)
    return proposals(blocks, made.inputs.absences, before, scores)


def score_before(conn: Reader, names: Names, judged: Judgement, today: date) -> Score | None:
    """The score of the month before, None where the contract had none."""
    last = judged.period.first - DAY
    period = Period.month(last.year, last.month)
    begins, ends = judged.contract.span(period)
    if begins > ends:
        return None
    return judge(conn, names, judged.contract, period, today).score
