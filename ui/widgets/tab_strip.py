"""The rows that lead to a page: tabs of the departments, the pages of the current one, their siblings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from ui.pages import PageOf, Tab
from ui.tokens import GRID
from ui.widgets.name_row import NameRow

ROW_HEIGHT = 48
SLIM_HEIGHT = 40
FEW = 4
"""So many names leave room for a page's buttons beside them; more have a row of their own."""


class TabStrip(QWidget):
    """Says which page is wanted; what the pages are is none of its affair."""

    wanted = Signal(str)
    """A page's key."""

    def __init__(self, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = tabs
        self._last: dict[str, str] = {tab.key: tab.pages[0].key for tab in tabs}
        self._last_of_group = {
            (tab.key, title): pages[0].key for tab in tabs for title, pages in tab.groups
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QWidget()
        bar.setObjectName("tab-row")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar_row = QHBoxLayout(bar)
        bar_row.setContentsMargins(GRID, 0, GRID * 2, 1)
        self.bar = QTabBar()
        self.bar.setObjectName("tabs")
        self.bar.setAccessibleName("标签页")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self._name_tabs()
        self.bar.currentChanged.connect(self._tab_chosen)
        bar_row.addWidget(self.bar)
        bar_row.addStretch(1)
        column.addWidget(bar)

        self.groups = NameRow()
        self.groups.setObjectName("groups")
        self.groups.wanted.connect(self._group_chosen)
        self.group_row = QWidget()
        self.group_row.setObjectName("group-row")
        self.group_row.setFixedHeight(SLIM_HEIGHT)
        group_row = QHBoxLayout(self.group_row)
        group_row.setContentsMargins(GRID * 2, GRID // 2, GRID * 2, 0)
        group_row.addWidget(self.groups)
        column.addWidget(self.group_row)

        self.row = QWidget()
        self.row.setObjectName("page-row")
        self.row.setFixedHeight(ROW_HEIGHT)
        # A page's buttons give way in a narrow window; they must not hold it open.
        self.row.setMinimumWidth(1)
        row = QHBoxLayout(self.row)
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.setSpacing(GRID // 2)
        many = any(len(tab.groups) > FEW for tab in tabs)
        self.names = NameRow("subpage" if many else "page")
        self.names.setObjectName("names")
        self.names.wanted.connect(self.wanted)
        row.addWidget(self.names)
        row.addStretch(1)
        self._tools = QHBoxLayout()
        row.addLayout(self._tools)
        column.addWidget(self.row)
        self._shown_tools: QWidget | None = None
        self._show_names(tabs[0])

    def _name_tabs(self) -> None:
        for tab in self.tabs:
            place = self.bar.addTab(tab.title)
            self.bar.setTabToolTip(place, f"{tab.title}（Alt+{place + 1}）")

    def show_tabs(self, tabs: tuple[Tab, ...]) -> None:
        """Other tabs than at first, for somebody who may not look at all of them."""
        self.tabs = tabs
        self._last = {tab.key: tab.pages[0].key for tab in tabs}
        self._last_of_group = {
            (tab.key, title): pages[0].key for tab in tabs for title, pages in tab.groups
        }
        self.bar.blockSignals(True)
        while self.bar.count():
            self.bar.removeTab(0)
        self._name_tabs()
        self.bar.blockSignals(False)
        self._show_names(tabs[0])

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        return self.tabs[self.bar.currentIndex()]

    def show_page(self, key: str) -> None:
        """Marks a page as the one in sight; tells nobody."""
        for place, tab in enumerate(self.tabs):
            if any(page.key == key for page in tab.pages):
                self._last[tab.key] = key
                self._last_of_group[tab.key, self._group_of(tab, key)[0]] = key
                self.bar.blockSignals(True)
                self.bar.setCurrentIndex(place)
                self.bar.blockSignals(False)
                self._show_names(tab)

    def show_tools(self, tools: QWidget | None) -> None:
        """Places the buttons of the page in sight in the row of the page names."""
        if self._shown_tools is not None and self._shown_tools is not tools:
            self._tools.removeWidget(self._shown_tools)
            self._shown_tools.hide()
        self._shown_tools = tools
        if tools is not None:
            self._tools.addWidget(tools)
            tools.show()
        self._show_rows()

    def _show_rows(self) -> None:
        self.row.setVisible(self._shown_tools is not None or len(self.names.buttons) > 1)

    def _tab_chosen(self, place: int) -> None:
        self.wanted.emit(self._last[self.tabs[place].key])

    def _group_chosen(self, title: str) -> None:
        self.wanted.emit(self._last_of_group[self.tab.key, title])

    @staticmethod
    def _group_of(tab: Tab, key: str) -> tuple[str, tuple[PageOf, ...]]:
        """The name that stands for a page, and the pages beside it."""
        return next(group for group in tab.groups if any(page.key == key for page in group[1]))

    def _show_names(self, tab: Tab) -> None:
        current = self._last[tab.key]
        title, beside = self._group_of(tab, current)
        many = len(tab.groups) > FEW
        if many:
            self.groups.show_names([(name, name) for name, _ in tab.groups], title)
        self.group_row.setVisible(many)
        shown = beside if many else tab.pages
        self.names.show_names([(page.key, page.title) for page in shown if len(shown) > 1], current)
        self.names.setVisible(len(shown) > 1)
        self._show_rows()
