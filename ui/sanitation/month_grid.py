"""The table of a month's contracts: selecting a line shows how it came about, a double click its records."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from ui import tokens
from ui.month.grid import TO_LEFT, TO_RIGHT, GridModel, GridView
from ui.month.numbers import Behind, Grid
from ui.sanitation.month_words import NUMBERS, Branch

MOST_LINES = 8
WIDTHS = (76, 190, 104, 76, 82, 128, 112, 128)
"""Pixels of the columns; the last one takes what is left."""
BEHIND_ROLE = Qt.ItemDataRole.UserRole
TITLE_WIDTH, VALUE_WIDTH = 330, 140


class MonthModel(GridModel):
    """Words to the left, figures to the right."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """As the grid, but for the side."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid():
            return TO_RIGHT if index.column() in NUMBERS else TO_LEFT
        return super().data(index, role)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heads stand over their columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_RIGHT if section in NUMBERS else TO_LEFT
        return super().headerData(section, orientation, role)


class MonthGrid(GridView):
    """A line is chosen by a click; a figure opens by a double click or Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sanitation-months")
        self.setAccessibleName("各标段本月考核")
        self.model_of_grid = MonthModel(self)
        self.setModel(self.model_of_grid)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def show_grid(self, grid: Grid) -> None:
        """Shows the lines; of very many some are scrolled to."""
        super().show_grid(grid)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, width in enumerate(WIDTHS):
            head.resizeSection(place, width)
        head.setStretchLastSection(True)
        shown = max(1, min(len(grid.rows), MOST_LINES))
        more = len(grid.rows) > shown
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(head.height() + shown * tokens.ROW_HEIGHT + 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses the line and opens nothing."""
        QTableView.mouseReleaseEvent(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The records behind a figure."""
        super().mouseDoubleClickEvent(event)
        self._open(self.indexAt(event.position().toPoint()))


class DerivationTree(QTreeWidget):
    """Every figure with its formula; `wanted` carries the ledger and filter of its records."""

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("derivation")
        self.setAccessibleName("得分和费用怎么算出来的")
        self.setHeaderLabels(["项目", "数值", "怎么算的"])
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setTabKeyNavigation(False)
        head = self.header()
        head.setStretchLastSection(True)
        head.resizeSection(0, TITLE_WIDTH)
        head.resizeSection(1, VALUE_WIDTH)
        self.headerItem().setTextAlignment(1, TO_RIGHT)
        self.itemActivated.connect(lambda item, _column: self._open(item))

    def show_branches(self, branches: tuple[Branch, ...]) -> None:
        """Another month's figures; those that were opened stay open."""
        opened = {self._path(item) for item in self._items() if item.isExpanded()}
        self.clear()
        for branch in branches:
            item = self._item(branch)
            self.addTopLevelItem(item)
            item.setExpanded(branch.opened)
        for item in self._items():
            if self._path(item) in opened:
                item.setExpanded(True)

    def _item(self, branch: Branch) -> QTreeWidgetItem:
        item = QTreeWidgetItem([branch.title, branch.value, branch.words])
        item.setTextAlignment(1, TO_RIGHT)
        item.setToolTip(2, branch.words)
        if branch.behind is not None:
            item.setData(0, BEHIND_ROLE, branch.behind)
            item.setToolTip(0, "双击看这些记录（回车）")
            item.setToolTip(1, "双击看这些记录（回车）")
        for below in branch.below:
            item.addChild(self._item(below))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    @staticmethod
    def _path(item: QTreeWidgetItem) -> tuple[str, ...]:
        titles: list[str] = []
        at: QTreeWidgetItem | None = item
        while at is not None:
            titles.append(at.text(0))
            at = at.parent()
        return tuple(reversed(titles))

    def _open(self, item: QTreeWidgetItem) -> None:
        behind: Behind | None = item.data(0, BEHIND_ROLE)
        if behind is not None:
            self.wanted.emit(*behind)
