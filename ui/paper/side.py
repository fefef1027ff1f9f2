"""Beside the pages: thumbnails and bookmarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bureau.reports.pages import Bookmark
from ui.paper.pictures import Opened, PagePictures
from ui.paper.sheets import Sheets
from ui.widgets.enter_button import EnterButton

WIDTH = 208


class Side(QWidget):
    """Two ways through a paper; whichever is chosen is shown there."""

    page_wanted = Signal(int)
    place_wanted = Signal(int, float)
    """A page and the points below its upper edge."""

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.thumbnails = Sheets(pictures, self, numbered=True)
        self.thumbnails.setObjectName("paper-thumbnails")
        self.thumbnails.setAccessibleName("缩略图")
        self.bookmarks = QTreeWidget(self)
        self.bookmarks.setObjectName("paper-bookmarks")
        self.bookmarks.setAccessibleName("书签")
        self.bookmarks.setHeaderHidden(True)
        self.bookmarks.setIndentation(12)
        self.bookmarks.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.bookmarks.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.nothing = QLabel("这份材料没有书签", self)
        self.nothing.setProperty("role", "faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        heads = QHBoxLayout()
        heads.setContentsMargins(8, 8, 8, 8)
        heads.setSpacing(4)
        self._group = QButtonGroup(self)
        for number, (name, title, page) in enumerate(
            (
                ("paper-side-thumbnails", "缩略图", self.thumbnails),
                ("paper-side-bookmarks", "书签", self.bookmarks),
            )
        ):
            button = EnterButton(title, self)
            button.setObjectName(name)
            button.setProperty("role", "page")
            button.setCheckable(True)
            button.setChecked(not number)
            self._group.addButton(button, number)
            self._stack.addWidget(page)
            heads.addWidget(button)
        heads.addStretch(1)
        self._stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(heads)
        whole.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._choose)
        self.thumbnails.clicked.connect(self.page_wanted)
        self.bookmarks.currentItemChanged.connect(self._go)
        self.bookmarks.itemClicked.connect(self._go)

    def _choose(self, number: int) -> None:
        empty = number == 1 and not self.bookmarks.topLevelItemCount()
        self._stack.setCurrentWidget(self.nothing if empty else self._stack.widget(number))

    def show_paper(self, opened: Opened) -> None:
        """The pages and headings of a newly opened PDF."""
        self.thumbnails.show_pages(opened.sizes)
        self._plant(opened.bookmarks)
        self._choose(self._group.checkedId())

    def _plant(self, bookmarks: Sequence[Bookmark]) -> None:
        self.bookmarks.blockSignals(True)
        self.bookmarks.clear()
        above: list[QTreeWidgetItem] = []
        for bookmark in bookmarks:
            item = QTreeWidgetItem([bookmark.title])
            item.setToolTip(0, f"{bookmark.title}　第 {bookmark.page + 1} 页")
            item.setData(0, Qt.ItemDataRole.UserRole, bookmark)
            del above[bookmark.level :]
            if above:
                above[-1].addChild(item)
            else:
                self.bookmarks.addTopLevelItem(item)
            above.append(item)
        self.bookmarks.expandAll()
        self.bookmarks.blockSignals(False)

    def _go(self, item: QTreeWidgetItem | None, *_rest: object) -> None:
        bookmark = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(bookmark, Bookmark):
            self.place_wanted.emit(bookmark.page, bookmark.top)
