"""Blocks that nobody inspected: what is chosen for each is asked, never taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import total

if TYPE_CHECKING:
    from bureau.assessment.deductions import Absence, Inputs
    from bureau.assessment.rubric import Block, Rubric
    from bureau.assessment.scored import Score


def uninspected(rubric: Rubric, inputs: Inputs) -> tuple[Block, ...]:
    """The blocks and parts that nothing was recorded for, whether or not a choice was made."""
    return tuple(one for block in rubric.blocks for one in missing(block, inputs))


def missing(block: Block, inputs: Inputs) -> Iterator[Block]:
    """The block itself, or those of its parts that nothing was recorded for."""
    if any(mark.block == block.key for mark in inputs.marks):
        return
    chosen = any(absence.block == block.key for absence in inputs.absences)
    if block.by == "parts" and not chosen:
        for part in block.parts:
            yield from missing(part, inputs)
        return
    keys = {block.key, *(item.key for item in block.items)}
    found = any(deduction.item in keys for deduction in inputs.deductions)
    if block.by == "deductions" and (found or inputs.inspections):
        return
    yield block


def proposals(
    blocks: Iterable[Block],
    chosen: Iterable[Absence],
    before: Score | None,
    others: Iterable[Score],
) -> tuple[Lacking, ...]:
    """For each of these blocks the choice that was made, and what carrying and averaging come to.

    `before` is the unit's month before, `others` are the other units of this month.
    """
    made = {one.block: one for one in chosen}
    carried = block_scores(before)
    theirs = tuple(others)
    return tuple(
        Lacking(
            block=block,
            chosen=made.get(block.key),
            carried=carried.get(block.key),
            average=average(block, theirs),
        )
        for block in blocks
    )


def block_scores(score: Score | None) -> Mapping[str, Fraction]:
    """The scores of blocks and parts that were inspected, by key."""
    if score is None:
        return {}
    return {one.block.key: one.score for one in score.walk() if one.absence is None}


def average(block: Block, others: Iterable[Score]) -> Fraction | None:
    """The mean of what the others scored in the block out of the same full marks, None for none."""
    found = [
        one.score
        for score in others
        for one in score.walk()
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
