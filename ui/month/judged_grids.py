"""Contracts and towns of the month as tables; a number opens the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from bureau.assessment.exact import score_text
from bureau.month.overview import ContractLine, GroupLine
from bureau.reports.amounts import amount_text
from bureau.reports.change import NONE, Change
from ui.month.numbers import Behind, Cell, Grid

if TYPE_CHECKING:
    from bureau.assessment.ranking import Place

CONTRACT_HEADS = ("标段", "得分", "比上月", "等次", "扣款（元）", "应付（元）", "状态")
TOWN_HEADS = (
    "组别",
    "平均得分",
    "比上月",
    "第一名",
    "末位",
    "名次升降",
    "奖励（元）",
    "扣罚（元）",
)
UNSCORED = "未评分"


def contract_grid(lines: Sequence[ContractLine]) -> Grid:
    """得分, 等次, 扣款 and 应付 of each section."""
    return Grid(CONTRACT_HEADS, tuple(map(contract_row, lines)), summed=False)


def contract_row(line: ContractLine) -> tuple[Cell, ...]:
    """One section; the reason stands over what has no score."""
    if line.score is None:
        score = Cell(UNSCORED, line.deductions, line.fault, "danger")
    else:
        score = Cell(score_text(line.score), line.deductions)
    issued = "已签发" if line.is_issued else "未签发"
    return (
        Cell(f"{line.section}　{line.company}", hint=line.company),
        score,
        Cell(moved(line.score, line.before)),
        Cell(line.grade or NONE),
        Cell(money(line.deducted_fen), line.deductions if line.deducted_fen else None),
        Cell(money(line.payable_fen), line.record if line.payable_fen else None),
        Cell(issued, line.record, tone="" if line.is_issued else "warning"),
    )


def town_grid(lines: Sequence[GroupLine]) -> Grid:
    """平均, 首末位, 升降 and 奖罚 of each group."""
    return Grid(TOWN_HEADS, tuple(map(town_row, lines)), summed=False)


def town_row(line: GroupLine) -> tuple[Cell, ...]:
    """One group of towns."""
    moves = [
        f"{sign}{place.title}{abs(place.movement or 0)}"
        for sign, place in (("↑", line.risen), ("↓", line.fallen))
        if place is not None
    ]
    # Before they are issued there are no records of rewards.
    paid = line.rewards if line.is_issued else line.scores
    return (
        Cell(f"{line.group or '镇街'}（{line.units} 个）"),
        Cell(score_text(line.mean) if line.mean is not None else NONE, line.scores),
        Cell(moved(line.mean, line.before)),
        placed(line.first, line),
        placed(line.last, line),
        Cell("　".join(moves) or NONE),
        *(Cell(money(abs(fen)), paid) for fen in (line.reward_fen, line.penalty_fen)),
    )


def placed(place: Place | None, line: GroupLine) -> Cell:
    """城西街道 91.41."""
    if place is None or place.score is None:
        return Cell(NONE)
    behind: Behind = line.score_of(place)
    return Cell(f"{place.title} {score_text(place.score)}", behind)


def moved(now: Fraction | None, before: Fraction | None) -> str:
    """9.5分, −1.2分 or a dash."""
    return Change(now, before, "score").in_table(2)


def money(fen: int | None) -> str:
    """分 as 元, a dash for none."""
    return NONE if fen is None else amount_text(fen)
