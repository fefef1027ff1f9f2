"""The table of a breakdown: numbers beside other periods; a number opens its records."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import tokens
from ui.ledger.blocks import block_text
from ui.month.numbers import Cell, Grid

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
PADDING: Final = 24
MOST_WIDTH: Final = 280
LEAST_WIDTH: Final = 76
COPY_ALL: Final = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)
OPENS: Final = "点击查看这些记录（回车）"
TO_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TO_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridModel(QAbstractTableModel):
    """A grid of a dozen lines, shown as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid((), ())

    def show_grid(self, grid: Grid) -> None:
        """Another grid takes the place."""
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        """What stands there."""
        return self.grid.rows[index.row()][index.column()]

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Lines, the sum included."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Columns."""
        return 0 if parent.isValid() else len(self.grid.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment, weight and colour of one cell."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        summed = self.grid.summed and index.row() == len(self.grid.rows) - 1
        last = summed or index.row() in self.grid.sums
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_LEFT if index.column() < self.grid.named else TO_RIGHT
        if role == Qt.ItemDataRole.FontRole and last:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            if cell.tone:
                return QColor(tokens.TONES[cell.tone].ink)
            return QColor(tokens.ACCENT if cell.behind else tokens.INK)
        if role == Qt.ItemDataRole.BackgroundRole and last:
            return QColor(tokens.GROUND)
        if role == Qt.ItemDataRole.ToolTipRole and (cell.behind or cell.hint):
            return cell.hint or OPENS
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Heads stand over their numbers."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.grid.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.grid.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_LEFT if section < self.grid.named else TO_RIGHT
        return None


class Coloured(QStyledItemDelegate):
    """Keeps the colour of words where a cell is chosen: the style sheet of tables makes them black,
    and what is overdue or opens something would look like the rest.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the choice, then the cell as if it weren't chosen."""
        chosen = QStyle.StateFlag.State_Selected
        if option.state & chosen:  # type: ignore[attr-defined]
            painter.fillRect(option.rect, QColor(tokens.ACCENT_SOFT))  # type: ignore[attr-defined]
            option = QStyleOptionViewItem(option)
            option.state &= ~chosen  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class GridView(QTableView):
    """As high as its lines; `wanted` carries the ledger and the filter behind a number."""

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month-grid")
        self.setAccessibleName("分类统计")
        self.model_of_grid = GridModel(self)
        self.setModel(self.model_of_grid)
        self.setItemDelegate(Coloured(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("role", "plain")
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(LEAST_WIDTH)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(tokens.CONTROL_HEIGHT)

    def show_grid(self, grid: Grid) -> None:
        """Shows a grid; the current cell stays where it is."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        self.model_of_grid.show_grid(grid)
        head = self.horizontalHeader()
        if grid.heads:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(0, self._width_of_names(grid))
        if row >= 0:
            self.setCurrentIndex(self.model_of_grid.index(row, column))
        self.setFixedHeight(head.height() + len(grid.rows) * tokens.ROW_HEIGHT + 2)

    def _width_of_names(self, grid: Grid) -> int:
        """Room for the longest name: cut names look alike."""
        bold = QFont(self.font())
        bold.setBold(True)
        measure = QFontMetrics(bold).horizontalAdvance
        names = (grid.heads[0], *(row[0].text for row in grid.rows))
        return min(max(map(measure, names)) + PADDING, MOST_WIDTH)

    def _open(self, index: QModelIndex) -> None:
        behind = self.model_of_grid.cell(index).behind if index.isValid() else None
        if behind is not None:
            self.wanted.emit(*behind)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click opens what is behind the number."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer says where something opens."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        opens = index.isValid() and self.model_of_grid.cell(index).behind is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        )

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever comes by Tab stands at the first number that opens something, and sees it."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason or self.selectedIndexes():
            return
        for row, cells in enumerate(self.model_of_grid.grid.rows):
            for column, cell in enumerate(cells):
                if cell.behind is not None:
                    self.setCurrentIndex(self.model_of_grid.index(row, column))
                    return

    def copied(self) -> str:
        """The whole table with its heads, for a spreadsheet."""
        grid = self.model_of_grid.grid
        return block_text([[*grid.heads], *([cell.text for cell in row] for row in grid.rows)])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, as a click does; Ctrl+C copies the cell, with Shift the whole table."""
        if event.keyCombination() == COPY_ALL:
            QGuiApplication.clipboard().setText(self.copied())
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)
