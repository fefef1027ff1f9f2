"""What the office calls the papers of a month of the towns, in its order."""

TITLES = (
    ("town-bulletin", "考核通报"),
    ("town-rewards", "奖罚明细表"),
    ("town-slides", "考核问题分析（幻灯片）"),
    ("town-check-sheet", "现场检查表"),
    ("town-check-blank", "现场检查表（空白）"),
    ("review-meeting", "点评会记录"),
)
"""Kinds of paper with their titles; those that a build has are offered."""
