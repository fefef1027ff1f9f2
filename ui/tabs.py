"""The tabs in their order: the window, the search and the pictures read them from here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bureau.access.rights import VIEW, Rights
from ui.facilities.tab import TAB as FACILITIES
from ui.market.tab import TAB as MARKET
from ui.month.tab import TAB as MONTH
from ui.pages import PageOf, Tab
from ui.party.tab import TAB as PARTY
from ui.sanitation.tab import TAB as SANITATION
from ui.today.tab import TAB as TODAY
from ui.towns.tab import TAB as TOWNS

if TYPE_CHECKING:
    from bureau.layouts import Layouts
    from ui.context import Context


def settings_page(context: Context, layouts: Layouts) -> QWidget:
    """The rooms of 系统."""
    from ui.settings.page import SettingsPage

    return SettingsPage(context, layouts)


TABS: tuple[Tab, ...] = (
    TODAY,
    MARKET,
    SANITATION,
    TOWNS,
    FACILITIES,
    PARTY,
    MONTH,
    Tab(
        key="settings",
        title="系统",
        pages=(
            PageOf(
                key="settings",
                title="系统",
                make=settings_page,
                has_rooms=True,
                help_anchor="settings",
            ),
        ),
    ),
)


def tabs_for(tabs: tuple[Tab, ...], rights: Rights) -> tuple[Tab, ...]:
    """What somebody may look at: the tabs with a page for them, and those pages."""
    found = []
    for tab in tabs:
        pages = tuple(
            page for page in tab.pages if rights.may(VIEW, page.department or tab.department)
        )
        if pages:
            found.append(replace(tab, pages=pages))
    return tuple(found)


def page_of_ledger(ledger: str) -> tuple[Tab, PageOf] | None:
    """The tab and page that show a ledger, None when none does directly."""
    for tab in TABS:
        for page in tab.pages:
            if page.ledger == ledger:
                return tab, page
    return None
