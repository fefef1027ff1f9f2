"""Papers of sanitation on the screen: those that this build can make of a month, in the preview."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from ui.context import Context
from ui.paper.showing import show_paper

TITLES = (
    ("fee-sheets", "费用核算表"),
    ("deductions", "扣分明细"),
    ("contractor-bulletin", "考核通报"),
    ("contractor-notice", "考核结果通知书"),
    ("payment-approval", "付款审批表"),
    ("inspection-sheet", "现场检查表"),
    ("sanitation", "环卫考核月报"),
)
"""Kinds of paper in the order of the office, and what it calls them."""


def fill_papers(menu: QMenu, context: Context, parent: QWidget, period: Period) -> None:
    """A line for each paper of the month."""
    menu.clear()
    for kind, title in TITLES:
        if kind in KINDS:
            menu.addAction(f"{title}…", partial(open_paper, context, parent, kind, title, period))
    if menu.isEmpty():
        menu.addAction("没有可打印的材料").setEnabled(False)


def open_paper(context: Context, parent: QWidget, kind: str, title: str, period: Period) -> None:
    """The preview of one paper of a month."""
    desk, make = context.desk, KINDS[kind]
    name = f"{period.title}{title}"
    show_paper(context, parent, name, lambda: make(desk, Asked(period=period)))
