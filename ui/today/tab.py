"""The first tab: one page."""

from ui.pages import PageOf, Tab, own_page

TAB = Tab(
    key="today",
    title="工作台",
    pages=(
        PageOf(
            key="today",
            title="工作台",
            make=own_page("ui.today.page", "TodayPage"),
            help_anchor="today",
        ),
    ),
)
