"""What a contractor's month lacks: blocks that weren't inspected, what was chosen, what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.deductions import Absence
from bureau.assessment.exact import total
from bureau.assessment.rubric import Block
from bureau.assessment.uninspected import uninspected
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
    chosen = {one.block: one for one in made.inputs.absences}
    before = scores_before(conn, names, judged, today)
    return tuple(
        Lacking(
            block=block,
            chosen=chosen.get(block.key),
            carried=before.get(block.key),
            average=average(block, others),
        )
        for block in blocks
    )


def scores_before(
    conn: Reader, names: Names, judged: Judgement, today: date
) -> Mapping[str, Fraction]:
    """What each block scored in the month before, by its key."""
    last = judged.period.first - DAY
    period = Period.month(last.year, last.month)
    begins, ends = judged.contract.span(period)
    if begins > ends:
        return {}
    return block_scores(judge(conn, names, judged.contract, period, today).score)


def block_scores(score: Score | None) -> Mapping[str, Fraction]:
    """The scores of blocks and parts that were inspected, by key."""
    if score is None:
        return {}
    return {one.block.key: one.score for one in score.walk() if one.absence is None}


def average(block: Block, others: tuple[Judgement, ...]) -> Fraction | None:
    """The mean of what the others scored in the block out of the same full marks, None for none."""
    found = [
        one.score
        for other in others
        if other.score is not None
        for one in other.score.walk()
        if one.block.key == block.key and one.absence is None and one.block.full == block.full
    ]
    return total(found) / len(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A block without inspection: the choice made for it, and what carrying and averaging mean."""

    block: Block
    chosen: Absence | None
    carried: Fraction | None
    average: Fraction | None
