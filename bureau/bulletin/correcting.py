"""更正 in the paper that is issued again: what changed against the edition before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bureau.reports.amounts import day_text
from bureau.reports.chapters import numbered
from bureau.reports.paper import Column, Heading, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from bureau.bulletin.comparing import Difference
    from bureau.bulletin.editions import Edition
    from bureau.reports.paper import Block, Paper

COLUMNS: Final = (
    Column("部门", weight=16),
    Column("数字", weight=40),
    Column("原签发", numeric=True, weight=16),
    Column("本次", numeric=True, weight=16),
    Column("单位", weight=10),
)
MOST: Final = 60
"""Lines that are printed; more are counted."""


def correction_blocks(
    before: Edition, reason: str, found: Sequence[Difference], title: str = "更正"
) -> tuple[Block, ...]:
    """The chapter: against which edition, why, and each figure that reads otherwise."""
    withdrawn = (
        f"（{day_text(before.withdrawn_on)}收回）" if before.withdrawn_on is not None else ""
    )
    said = f"本次更正{day_text(before.issued_on)}签发的{before.words}{withdrawn}。理由：{reason}。"
    if not found:
        return (Heading(title), Paragraph(f"{said}与该版相比，统计数字没有变化。"))
    rest = len(found) - MOST
    return (
        Heading(title),
        Paragraph(f"{said}与该版相比，有{len(found)}项数字变化："),
        Table(
            COLUMNS,
            tuple(
                (one.group[0] if one.group else "", name_of(one), one.issued, one.now, one.unit)
                for one in found[:MOST]
            ),
            size="compact",
            note=f"另有 {rest} 项变化未列出，见本版 figures.json。" if rest > 0 else "",
        ),
    )


def name_of(one: Difference) -> str:
    """The figure with the breakdown that it stands in: 按镇街：城关镇."""
    return f"{one.group[-1]}：{one.title}" if len(one.group) > 1 else one.title


def with_corrections(
    paper: Paper, before: Edition, reason: str, found: Sequence[Difference]
) -> Paper:
    """The paper with 更正 as its last chapter, before what is signed."""
    blocks = list(paper.blocks)
    chapters = sum(
        isinstance(one, Heading) and one.level == 1 and "、" in one.text[:3] for one in blocks
    )
    title = numbered(chapters, "更正", 1) if chapters else "更正"
    at = next((n for n, one in enumerate(blocks) if isinstance(one, Signatures)), len(blocks))
    blocks[at:at] = correction_blocks(before, reason, found, title)
    return replace(paper, blocks=tuple(blocks))
