"""The two rows that lead to a page: tabs of the departments, and the pages of the current one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from ui.tabs import PageOf, Tab
from ui.tokens import GRID

ROW_HEIGHT = 48


class TabStrip(QWidget):
    """Says which page is wanted; what the pages are is none of its affair."""

    wanted = Signal(str)
    """A page's key."""

    def __init__(self, tabs: tuple[Tab, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = tabs
        self._last: dict[str, str] = {tab.key: tab.pages[0].key for tab in tabs}
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
        for tab in tabs:
            place = self.bar.addTab(tab.title)
            self.bar.setTabToolTip(place, f"{tab.title}（Alt+{place + 1}）")
        self.bar.currentChanged.connect(self._tab_chosen)
        bar_row.addWidget(self.bar)
        bar_row.addStretch(1)
        column.addWidget(bar)

        self.row = QWidget()
        self.row.setObjectName("page-row")
        self.row.setFixedHeight(ROW_HEIGHT)
        # A page's buttons give way in a narrow window; they must not hold it open.
        self.row.setMinimumWidth(1)
        row = QHBoxLayout(self.row)
        row.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        row.setSpacing(GRID // 2)
        self._names = QHBoxLayout()
        self._names.setSpacing(GRID // 2)
        row.addLayout(self._names)
        row.addStretch(1)
        self._tools = QHBoxLayout()
        row.addLayout(self._tools)
        column.addWidget(self.row)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._shown_tools: QWidget | None = None
        self._named: Tab | None = None
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
        self.row.setVisible(tools is not None or len(self.tab.pages) > 1)

    def _tab_chosen(self, place: int) -> None:
        self.wanted.emit(self._last[self.tabs[place].key])

    def _show_names(self, tab: Tab) -> None:
        current = self._last[tab.key]
        if tab is self._named:
            for button in self._group.buttons():
                button.setChecked(button.objectName() == f"page-{current}")
            return
        self._named = tab
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._names.removeWidget(button)
            button.hide()
            button.deleteLater()
        if len(tab.pages) > 1:
            for page in tab.pages:
                self._names.addWidget(self._name_of(page, current=page.key == current))

    def _name_of(self, page: PageOf, *, current: bool) -> QPushButton:
        button = QPushButton(page.title)
        button.setObjectName(f"page-{page.key}")
        button.setProperty("role", "page")
        button.setCheckable(True)
        button.setChecked(current)
        button.clicked.connect(lambda _checked=False, key=page.key: self.wanted.emit(key))
        self._group.addButton(button)
        return button
