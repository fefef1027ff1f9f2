"""考核分析 in the words of its page: scores by month, points by block, road and problem, appeals."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.assessment.exact import score_text, short, total
from bureau.assessment.stored import month_text
from bureau.calendar.periods import Period
from bureau.ledger.query import All, Between, Is, Titled
from bureau.reports.change import percent, ratio
from bureau.sanitation.judging import Judgement
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.sanitation.losses import Appeals, Loss
from ui.assessment.derivation import records_behind
from ui.month.numbers import Cell, Grid, figure_title

MOST_LINES = 15


def score_grid(year: Sequence[Judgement]) -> Grid:
    """A line for each section, a column for each month; a score leads to its deductions."""
    months = [*dict.fromkeys(one.period for one in year)]
    by_section: dict[str, dict[Period, Judgement]] = {}
    for one in year:
        # A section that changed hands within a month shows who had it last.
        by_section.setdefault(one.section, {})[one.period] = one
    rows = []
    for section, found in by_section.items():
        scores = [one.score.total for one in found.values() if one.score is not None]
        mean = score_text(total(scores) / len(scores)) if scores else ""
        rows.append(
            (Cell(section), *(score_cell(found.get(month)) for month in months), Cell(mean))
        )
    heads = tuple(f"{month.first.month}月" for month in months)
    return Grid(("标段", *heads, "平均"), tuple(rows), summed=False)


def score_cell(judged: Judgement | None) -> Cell:
    """One month of a section; why there is none."""
    if judged is None:
        return Cell("")
    month = month_text(judged.period.first)
    if judged.score is None:
        why = f"不参评：{judged.unscored}" if judged.unscored else judged.fault
        return Cell("不参评" if judged.unscored else "", hint=f"{month} {why}")
    first, last = judged.contract.span(judged.period)
    where = All(
        (
            Is("section", judged.contract.section),
            Between("found_on", first.isoformat(), last.isoformat()),
        )
    )
    behind = DEDUCTIONS.name, Titled(f"{judged.section} {month} 扣分", where)
    state = "" if judged.is_issued else "，未签发"
    return Cell(score_text(judged.score.total), behind, f"{month}{state}，双击看扣分明细")


def loss_grid(head: str, beside: str, found: Sequence[Loss], period: Period) -> Grid:
    """The worst of one kind with their records; `beside` says which words stand next to the name."""
    whole = sum(one.points for one in found)
    rows = []
    for one in found[:MOST_LINES]:
        words = "、".join(one.sections if beside == "标段" else one.blocks)
        behind = records_behind(one.refs, figure_title(one.title, period))
        rows.append(
            (
                Cell(one.title, hint=one.title),
                Cell(words, hint=words),
                Cell(short(one.problems), behind),
                Cell(short(one.points), behind),
                Cell(percent(ratio(one.points, whole), 1)),
            )
        )
    left = len(found) - MOST_LINES
    note = f"只列前 {MOST_LINES} 项，另有 {left} 项。" if left > 0 else ""
    return Grid((head, beside, "问题", "扣分", "占比"), tuple(rows), note, summed=False, named=2)


def appeal_grid(found: Appeals, period: Period) -> Grid:
    """What was contested, by outcome."""
    rows = [
        (
            Cell(one.title),
            Cell(str(one.number), records_behind(one.refs, figure_title(one.title, period))),
            Cell(short(one.contested)),
            Cell(short(one.stayed)),
            Cell(short(one.returned) if one.returned else ""),
        )
        for one in found.outcomes
    ]
    note = (
        f"扣分 {found.deductions:,} 条，申诉 {found.number:,} 条，占 {percent(found.share)}。"
        if found.deductions
        else "这个时段没有扣分。"
    )
    heads = ("裁决", "条数", "原扣分", "裁决后", "减少")
    return Grid(heads, tuple(rows), note, summed=False)
