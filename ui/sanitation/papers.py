"""Papers of sanitation on the screen: those that this build can make of a month, in the preview."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from bureau.calendar.periods import Period
from ui.assessment.papers import fill_papers as fill
from ui.assessment.papers import open_paper, shipped
from ui.context import Context

TITLES = (
    ("fee-sheets", "费用核算表"),
    ("deductions", "扣分明细"),
    ("contractor-bulletin", "考核通报"),
    ("contractor-notice", "考核结果通知书"),
    ("payment-approval", "付款审批表"),
    ("inspection-sheet", "现场检查表"),
    ("inspection-blank", "现场检查表（空白）"),
    ("sanitation", "环卫考核月报"),
)
"""Kinds of paper in the order of the office, and what it calls them."""


def print_month(context: Context, parent: QWidget, period: Period) -> None:
    """Ctrl+P: the first of them."""
    for kind, title in shipped(TITLES)[:1]:
        open_paper(context, parent, kind, title, period)


def fill_papers(menu: QMenu, context: Context, parent: QWidget, period: Period) -> None:
    """A line for each paper of the month."""
    fill(menu, context, parent, period, TITLES)
