"""The tab of the month: its pages in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.pages import PageOf, Tab, of_ledger, own_page

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from ui.context import Context


def month_page(context: Context, layouts: Layouts) -> QWidget:
    """The month; the records behind its numbers are shown in their own page."""
    from ui.month.page import MonthPage

    return MonthPage(context, layouts)


TAB = Tab(
    key="month",
    department="bulletin",
    title="统计月报",
    pages=(
        PageOf(key="month", title="统计月报", make=month_page, help_anchor="month"),
        PageOf(
            key="month-text",
            title="月报正文",
            make=own_page("ui.bulletin.text_page", "TextPage"),
            help_anchor="month#月报正文",
        ),
        PageOf(
            key="month-issue",
            title="材料和签发",
            make=own_page("ui.bulletin.issue_page", "IssuePage"),
            help_anchor="month#材料和签发",
        ),
        PageOf(
            key="month-approved",
            title="审定数",
            make=own_page("ui.bulletin.approved_page", "ApprovedPage"),
            group="审定数",
            help_anchor="month#审定数",
        ),
        of_ledger("approved-figures", "审定数台账", "审定数", "month#审定数"),
        PageOf(
            key="returns",
            title="套表",
            make=own_page("ui.returns.form_page", "FormsPage"),
            department="returns",
            help_anchor="returns",
        ),
        of_ledger("sent-documents", "发文登记簿", "发文收文", "documents#发文", "documents"),
        of_ledger("document-steps", "发文过程", "发文收文", "documents#发文", "documents"),
        of_ledger("received-documents", "收文", "发文收文", "documents#收文", "documents"),
        of_ledger("receipt-steps", "收文过程", "发文收文", "documents#收文", "documents"),
        of_ledger("instructions", "批示", "发文收文", "documents#批示", "documents"),
        of_ledger("instruction-steps", "批示过程", "发文收文", "documents#批示", "documents"),
        PageOf(
            key="paper-numbers",
            title="文号核对",
            make=own_page("ui.documents.numbers_page", "NumbersPage"),
            group="发文收文",
            help_anchor="documents#文号",
            department="documents",
        ),
        of_ledger("letterheads", "文头", "发文收文", "documents#文头", "documents"),
    ),
)
