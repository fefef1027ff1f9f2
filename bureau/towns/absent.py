"""What a town's month lacks: blocks that nobody looked at, what was chosen, what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bureau.assessment.uninspected import Lacking, proposals
from bureau.calendar.periods import DAY, Period
from bureau.towns.decisions import absences_of
from bureau.towns.inputs import CaseSource, no_cases
from bureau.towns.judging import TownMonth, judge_month

if TYPE_CHECKING:
    from datetime import date

    from bureau.ledger.entry import Names
    from bureau.storage.connection import Reader


def lacking(
    conn: Reader,
    names: Names,
    month: TownMonth,
    town: int,
    today: date,
    cases: CaseSource = no_cases,
) -> tuple[Lacking, ...]:
    """The blocks of a town without marks, checks or cases; the average is that of its group.

    Raises UserError for a town of no month.
    """
    judged = month.town(town)
    blocks = judged.lacking
    if not blocks:
        return ()
    last = month.period.first - DAY
    before = judge_month(conn, names, Period.month(last.year, last.month), today, cases)
    earlier = next((one.score for one in before.judged if one.town == town), None)
    others = (
        one.score
        for one in month.judged
        if one.town != town and one.group == judged.group and one.score is not None
    )
    return proposals(blocks, absences_of(month.month, town), earlier, others)
