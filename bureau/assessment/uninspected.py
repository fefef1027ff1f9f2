"""Blocks that nobody inspected: what is chosen for each is asked, never taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bureau.assessment.deductions import Inputs
    from bureau.assessment.rubric import Block, Rubric


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
