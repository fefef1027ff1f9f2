"""The tab of the month: its pages in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.pages import PageOf, Tab

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from ui.context import Context


def month_page(context: Context, layouts: Layouts) -> QWidget:
    """The month; the records behind its numbers are shown in their own page."""
    from ui.month.page import MonthPage

    return MonthPage(context, layouts)


TAB = Tab(
    key="month",
    title="统计月报",
    pages=(PageOf(key="month", title="统计月报", make=month_page, help_anchor="month"),),
)
