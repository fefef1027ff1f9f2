"""What papers remark on a score: choices for blocks that nobody inspected, adjustments at 审定."""

from __future__ import annotations

from bureau.assessment.deductions import CHOICE_WORDS
from bureau.assessment.exact import score_text, short
from bureau.assessment.scored import Score


def absence_remarks(score: Score) -> list[str]:
    """公厕与转运站：本月未检查，沿用上期得分 9.50 分（停业改造）."""
    said = []
    for one in score.walk():
        if one.absence is not None:
            value = "" if one.left_out else f" {score_text(one.score)} 分"
            reason = f"（{one.absence.reason}）" if one.absence.reason else ""
            said.append(
                f"{one.block.title}：本月未检查，{CHOICE_WORDS[one.absence.choice]}{value}{reason}"
            )
    return said


def adjustment_remarks(score: Score) -> list[str]:
    """审定调整＋1 分（理由）：83.50 分调整为 84.50 分."""
    if not score.adjustments:
        return []
    said = "；".join(
        f"{'＋' if one.points >= 0 else '－'}{short(abs(one.points))} 分（{one.reason}）"
        for one in score.adjustments
    )
    before, after = score_text(score.before_adjustment), score_text(score.total)
    return [f"审定调整{said}：{before} 分调整为 {after} 分"]
