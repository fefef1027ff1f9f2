"""The small square at the corner of a selection: dragged down, it fills the rows below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import tokens
from ui.ledger.view import LedgerTable

SIDE = 9
Area = tuple[int, int, int, int]
"""Top, left, bottom and right of a block."""


class FillHandle(QWidget):
    """Lies over the table, whose frozen part is a view of its own. Ctrl+D does the same by keys."""

    dragged = Signal(object, int)
    """The block that was selected, and the last row to fill."""

    def __init__(self, table: LedgerTable) -> None:
        super().__init__(table)
        self.table = table
        self._area: Area | None = None
        self._from: Area | None = None
        self.setObjectName("fill-handle")
        self.setAccessibleName("向下填充")
        self.setToolTip("向下拖，照样填到下面的行（Ctrl+D）")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFixedSize(SIDE, SIDE)
        self.hide()
        table.selection_changed.connect(self.place)
        table.columns_resized.connect(self.place)
        table.current_changed.connect(lambda _record: self.place())
        # Other rows, or another size: the cells are laid out anew first.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.place)
        table.ledger_model.modelReset.connect(self.hide)
        table.ledger_model.modelReset.connect(self._soon.start)
        table.viewport().installEventFilter(self)
        for bar in (table.horizontalScrollBar(), table.verticalScrollBar()):
            bar.valueChanged.connect(self.place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The table has another size."""
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Goes to the corner of the selection; out of sight where there is none to fill from."""
        if self._from is not None:
            return
        self._area = self._fillable()
        corner = None if self._area is None else self._corner(*self._area[2:])
        if corner is None:
            self.hide()
            return
        self.move(corner - QPoint(SIDE // 2 + 1, SIDE // 2 + 1))
        self.show()
        self.raise_()

    def _fillable(self) -> Area | None:
        table, model = self.table, self.table.ledger_model
        ranges = table.ranges()
        if len(ranges) != 1 or not model.ids or not model.context.writable:
            return None
        area = ranges[0]
        if area[2] >= len(model.ids) or area[3] >= len(model.columns):
            return None
        editable = any(column.editable for column in model.columns[area[1] : area[3] + 1])
        return area if editable else None

    def _corner(self, row: int, column: int) -> QPoint | None:
        """The lower right corner of a cell, None while it is scrolled out of sight."""
        table = self.table
        covered = column < table.frozen_count and table.frozen.isVisible()
        view = table.frozen if covered else table
        cell = view.visualRect(table.ledger_model.index(row, column))
        room = QRect(view.viewport().rect())
        if not covered:
            room.setLeft(table.frozen_width)
        if not cell.isValid() or not room.contains(cell.bottomRight()):
            return None
        return view.viewport().mapTo(table, cell.bottomRight())

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Takes hold of the selection."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = self._area

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Shows what will be filled; below the lower edge the table scrolls."""
        if self._from is None:
            return
        top, left, bottom, right = self._from
        self.table.walk.select(top, left, max(bottom, self._row_at(event)), right)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Fills down to the row under the mouse."""
        area, self._from = self._from, None
        if area is not None and (target := self._row_at(event)) > area[2]:
            self.dragged.emit(area, target)
        self.place()

    def _row_at(self, event: QMouseEvent) -> int:
        viewport = self.table.viewport()
        y = viewport.mapFromGlobal(event.globalPosition().toPoint()).y()
        if y >= viewport.height():
            bar = self.table.verticalScrollBar()
            bar.setValue(bar.value() + 1)
            y = viewport.height() - 2
        row = self.table.rowAt(y)
        return row if row >= 0 else len(self.table.ledger_model.ids) - 1

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A square with a white edge, seen on any ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.PAPER))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), QColor(tokens.ACCENT))
        painter.end()
