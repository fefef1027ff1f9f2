"""Papers of a month on the screen: those that this build can make, in the preview."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from ui.context import Context
from ui.paper.showing import show_paper

Titled = tuple[str, str]
"""A kind of paper and what the office calls it."""


def shipped(titles: Sequence[Titled]) -> list[Titled]:
    """Those that this build can make."""
    return [(kind, title) for kind, title in titles if kind in KINDS]


def fill_papers(
    menu: QMenu, context: Context, parent: QWidget, period: Period, titles: Sequence[Titled]
) -> None:
    """A line for each paper of the month, in the order of the office."""
    menu.clear()
    for kind, title in shipped(titles):
        menu.addAction(f"{title}…", partial(open_paper, context, parent, kind, title, period))
    if menu.isEmpty():
        menu.addAction("没有可打印的材料").setEnabled(False)


def open_paper(context: Context, parent: QWidget, kind: str, title: str, period: Period) -> None:
    """The preview of one paper of a month."""
    desk, make = context.desk, KINDS[kind]
    name = f"{period.title}{title}"
    show_paper(context, parent, name, lambda: make(desk, Asked(period=period)))
