"""A table whose lines are chosen by a click; a double click or Enter opens the records behind a figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import tokens
from ui.month.grid import LEAST_WIDTH, OPENS, TO_LEFT, TO_RIGHT, GridModel, GridView
from ui.month.numbers import Grid

DOUBLE_CLICK = "双击查看这些记录（回车）"


class LineModel(GridModel):
    """Words to the left, the columns of `numbers` to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: Sequence[int] = ()

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """As the grid, but for the side."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid():
            return TO_RIGHT if index.column() in self.numbers else TO_LEFT
        said = super().data(index, role)
        return DOUBLE_CLICK if role == Qt.ItemDataRole.ToolTipRole and said == OPENS else said

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heads stand over their columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_RIGHT if section in self.numbers else TO_LEFT
        return super().headerData(section, orientation, role)


class LineGrid(GridView):
    """As high as its lines, up to `most`: of more, some are scrolled to. A small window may leave it
    only `least` of them.
    """

    def __init__(
        self, most: int, parent: QWidget | None = None, *, least: int | None = None
    ) -> None:
        super().__init__(parent)
        self.most, self.least = most, most if least is None else least
        self.model_of_grid: LineModel = LineModel(self)
        self.setModel(self.model_of_grid)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)

    def show_lines(
        self, grid: Grid, numbers: Sequence[int], widths: Sequence[int], wide: int = -1
    ) -> None:
        """Shows the lines; `widths` are the pixels of the columns at least, and `wide` takes what is
        left, the last one unless said otherwise.
        """
        self.model_of_grid.numbers = numbers
        self.show_grid(grid)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(min((*widths, LEAST_WIDTH)))
        for place, width in enumerate(widths):
            head.resizeSection(place, width)
        head.setStretchLastSection(wide < 0)
        if wide >= 0:
            head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.show_most(self.most)

    def show_most(self, most: int) -> None:
        """So many lines at once, where the room has changed."""
        self.most = most
        count = self.model_of_grid.rowCount()
        shown = max(1, min(count, most))
        more = count > shown
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff
        )
        head = self.horizontalHeader()
        # What is wider than the page has a bar below, which must not lie on the last line.
        wide = head.length() > self.viewport().width()
        below = self.horizontalScrollBar().sizeHint().height() if wide else 0
        around = head.height() + below + 2
        self.setMaximumHeight(around + shown * tokens.ROW_HEIGHT)
        self.setMinimumHeight(around + min(shown, self.least) * tokens.ROW_HEIGHT)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of its lines."""
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses the line and opens nothing."""
        QTableView.mouseReleaseEvent(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The records behind a figure."""
        super().mouseDoubleClickEvent(event)
        self._open(self.indexAt(event.position().toPoint()))
