"""The table itself: frozen first columns, keys as in a spreadsheet, a heading that filters."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.context import Context
from ui.ledger.acts import BY_KEY, key_name
from ui.ledger.cells import CellDelegate, Commit, FaultBubble
from ui.ledger.columns import Column
from ui.ledger.fitting import fitting_width
from ui.ledger.frozen import FrozenColumns, prepare
from ui.ledger.header import LedgerHeader, Marks
from ui.ledger.model import LedgerModel
from ui.ledger.row_numbers import RowNumbers
from ui.ledger.typed_table import TypedTable
from ui.ledger.walking import Walker
from ui.ledger.wrapping import row_height

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
EDGE = 2
"""The line that closes the frozen columns off; drawn by the style sheet."""


class LedgerTable(TypedTable):
    """The table of a ledger. It knows cells and keys; what acts do is the page's affair."""

    act_wanted = Signal(str)
    """The name of an act whose key was pressed."""
    menu_wanted = Signal(QPoint)
    current_changed = Signal(object)
    """The id of the record that is current now, None for none."""
    selection_changed = Signal()
    columns_moved = Signal(list)
    """Keys of the columns in their new order."""
    columns_resized = Signal()
    editing_ended = Signal()
    """No cell is being typed into any more."""

    def __init__(
        self, model: LedgerModel, context: Context, commit: Commit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ledger_model = model
        self.marks = Marks()
        self._record: int | None = None
        self._placing = False
        self.walk = Walker(self)
        self.setObjectName("ledger-table")
        self.setAccessibleName(f"{model.ledger.title}的表格")
        rows = RowNumbers(self)
        self.setVerticalHeader(rows)
        prepare(self, model)
        self.setTabKeyNavigation(True)
        self.bubble = FaultBubble(self)
        self.frozen = FrozenColumns(self, model)
        self.frozen.setSelectionModel(self.selectionModel())
        self.headers = tuple(self._dress(view, context, commit) for view in (self, self.frozen))
        rows.setSelectionModel(QItemSelectionModel(model, rows))
        rows.customContextMenuRequested.connect(self._row_menu)
        self.verticalScrollBar().valueChanged.connect(self.frozen.verticalScrollBar().setValue)
        self.frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def _dress(self, view: QTableView, context: Context, commit: Commit) -> LedgerHeader:
        header = LedgerHeader(self.ledger_model, self.marks, view)
        view.setHorizontalHeader(header)
        # A header that shares the view's selection asks of every column whether it is selected
        # whole: 15 s for a million rows.
        header.setSelectionModel(QItemSelectionModel(self.ledger_model, header))
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        header.fit_wanted.connect(self.fit)
        header.left_down.connect(self.setFocus)
        header.box_moved.connect(self._on_box_moved)
        delegate = CellDelegate(self.ledger_model, context, commit, view)
        view.setItemDelegate(delegate)
        delegate.moved.connect(self.walk.step)
        delegate.faulted.connect(self._on_fault)
        delegate.ended.connect(self.editing_ended)
        return header

    # -- frozen columns ------------------------------------------------------------------------

    def freeze(self, count: int) -> None:
        """The first `count` columns stay when the table is scrolled sideways."""
        self.frozen_count = max(0, min(count, len(self.ledger_model.columns)))
        # Hiding is a change of width too, which is nobody's wish for the table itself.
        before, self._placing = self._placing, True
        for at in range(len(self.ledger_model.columns)):
            self.frozen.setColumnHidden(at, at >= self.frozen_count)
        self._placing = before
        self._lay_frozen()

    def set_widths(self, widths: dict[str, int]) -> None:
        """Widths by column key; those not named have their declared width."""
        self._placing = True
        for at, column in enumerate(self.ledger_model.columns):
            wide = widths.get(column.key, column.width)
            self.setColumnWidth(at, wide)
            self.frozen.setColumnWidth(at, wide)
        self._placing = False
        self._lay_frozen()

    def set_lines(self, lines: int) -> None:
        """Rows so high that long text shows this many lines."""
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(row_height(lines))
        self.verticalScrollBar().setValue(max(0, self.currentIndex().row()))
        self._lay_frozen()

    def _lay_frozen(self) -> None:
        wide = sum(self.columnWidth(at) for at in range(self.frozen_count))
        room = self.viewport().width()
        self.frozen.setVisible(0 < wide < room)
        # Without rows the headings alone: below them stands what to do next.
        high = self.viewport().height() if self.ledger_model.rowCount() else 0
        high += self.horizontalHeader().height()
        self.frozen.setGeometry(self.verticalHeader().width(), 0, wide + EDGE, high)
        self.frozen.raise_()
        self.bubble.raise_()

    @property
    def row_height(self) -> int:
        """Pixels of a row."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def frozen_width(self) -> int:
        """Pixels that the frozen columns cover."""
        return self.frozen.width() if self.frozen.isVisible() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._lay_frozen()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Row numbers may have become wider."""
        super().updateGeometries()
        if hasattr(self, "frozen"):
            self._lay_frozen()

    def _on_resized(self, column: int, _old: int, wide: int) -> None:
        if self._placing:
            return
        self._placing = True
        self.setColumnWidth(column, wide)
        self.frozen.setColumnWidth(column, wide)
        self._placing = False
        self._lay_frozen()
        self.columns_resized.emit()

    def _on_moved(self, logical: int, old: int, new: int) -> None:
        if self._placing or old == new:
            return
        header = self.sender()
        keys = [column.key for column in self.ledger_model.columns]
        keys.insert(new, keys.pop(old))
        if isinstance(header, QHeaderView):
            # The model's columns are always in the order of the screen; the header follows it.
            self._placing = True
            header.moveSection(new, old)
            self._placing = False
        self.columns_moved.emit(keys)

    def _on_scrolled(self) -> None:
        if self.headers[0].open_column >= 0:
            self.headers[0].close_box()

    # -- where the person is -------------------------------------------------------------------

    @property
    def column(self) -> Column | None:
        """The current column."""
        at = self.currentIndex().column()
        return self.ledger_model.columns[at] if at >= 0 else None

    @property
    def record(self) -> int | None:
        """The current record."""
        return self.ledger_model.id_at(self.currentIndex().row())

    def ranges(self) -> list[tuple[int, int, int, int]]:
        """The selection as top, left, bottom, right; the current cell where nothing is selected."""
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        found = [
            (part.top(), part.left(), part.bottom(), part.right())
            for part in parts
            if part.isValid()
        ]
        current = self.currentIndex()
        if not found and current.isValid():
            at, column = current.row(), current.column()
            return [(at, column, at, column)]
        return found

    def selected_rows(self) -> list[tuple[int, int]]:
        """Runs of rows with any selected cell, first and last, without overlap."""
        runs: list[tuple[int, int]] = []
        for top, _left, bottom, _right in sorted(self.ranges()):
            if runs and top <= runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], max(runs[-1][1], bottom))
            else:
                runs.append((top, bottom))
        return runs

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        for view in (self, self.frozen):
            delegate = view.itemDelegate()
            if isinstance(delegate, CellDelegate):
                delegate.current_row = current.row()
        if current.row() != previous.row():
            for view in (self, self.frozen):
                view.viewport().update()
        column = self.ledger_model.columns[current.column()].key if current.isValid() else ""
        if column != self.marks.current:
            self.marks.current = column
            for header in self.headers:
                header.viewport().update()
        record = self.record
        if record != self._record:
            self._record = record
            self.current_changed.emit(record)

    def _on_selection(self) -> None:
        self.selection_changed.emit()

    def _on_reset(self) -> None:
        self.walk.begin_anew()
        for view in (self, self.frozen):
            delegate = view.itemDelegate()
            if isinstance(delegate, CellDelegate):
                delegate.current_row = -1
        self.freeze(self.frozen_count)

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Acts by their keys, moves as in a spreadsheet; every other character begins typing."""
        if self.composing:
            event.accept()
            return
        key = Qt.Key(event.key())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = BY_KEY.get(key_name(event))
        if act is not None:
            event.accept()
            self.act_wanted.emit(act.name)
        elif self.walk.takes(key, extend, control):
            event.accept()
        elif key == Key.Key_Backspace and not control:
            event.accept()
            self.type_anew()
        elif control or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # -- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.walk.forget_tabs()
        if not self.extends_by_mouse(self, event):
            super().mousePressEvent(event)
            self.remember_anchor(event)

    def extends_by_mouse(self, view: QTableView, event: QMouseEvent) -> bool:
        """Shift+click selects from where keys or mouse began, in either part of the table."""
        if event.button() == Qt.MouseButton.RightButton:
            # A right click inside the selection keeps it, one beside it makes a new one.
            index = view.indexAt(event.position().toPoint())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.walk.go(index.row(), index.column())
            return True
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        index = view.indexAt(event.position().toPoint())
        if index.isValid():
            self.walk.go(index.row(), index.column(), extend=True)
        return True

    def remember_anchor(self, event: QMouseEvent) -> None:
        """A plain click is where Shift begins."""
        current = self.currentIndex()
        if event.button() == Qt.MouseButton.LeftButton and current.isValid():
            self.walk.anchor = (current.row(), current.column())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu at the mouse, or at the current cell when a key asks for it."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))
        else:
            self.menu_wanted.emit(event.globalPos())

    def _row_menu(self, place: QPoint) -> None:
        """The cells' menu for a whole row, from its number."""
        row = self.verticalHeader().logicalIndexAt(place)
        if row < 0:
            return
        if not any(first <= row <= last for first, last in self.selected_rows()):
            self.walk.go(row, max(0, self.currentIndex().column()))
        self.walk.select_rows()
        self.menu_wanted.emit(self.verticalHeader().mapToGlobal(place))

    # -- scrolling and fitting -----------------------------------------------------------------

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Frozen columns need no scrolling sideways, and must not cover what is scrolled to."""
        bar = self.horizontalScrollBar()
        present = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self.frozen_count and self.frozen.isVisible():
            bar.setValue(present)
            return
        hidden = self.frozen_width - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def fit(self, column: int) -> None:
        """As wide as the title and the words in sight need."""
        self.setColumnWidth(column, fitting_width(self, column))

    def header_of(self, column: int) -> LedgerHeader:
        """The heading in which a column is seen."""
        covered = column < self.frozen_count and self.frozen.isVisible()
        return self.headers[1] if covered else self.headers[0]

    def open_filter_box(self, column: int) -> None:
        """The column's filter box, scrolled into sight."""
        if not 0 <= column < len(self.ledger_model.columns):
            return
        if column >= self.frozen_count:
            self._show_column(column)
        self.header_of(column).open_box(column)

    def _show_column(self, column: int) -> None:
        bar = self.horizontalScrollBar()
        left, wide = self.columnViewportPosition(column), self.columnWidth(column)
        if left < self.frozen_width:
            bar.setValue(bar.value() - (self.frozen_width - left))
        elif left + wide > self.viewport().width():
            bar.setValue(bar.value() + left + wide - self.viewport().width())

    def _on_box_moved(self, column: int, way: int) -> None:
        self.open_filter_box(column + way)

    def update_headers(self) -> None:
        """Paints the headings anew."""
        for header in self.headers:
            header.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hides the fault's sentence while the table scrolls under it."""
        if event.type() == QEvent.Type.Wheel and self.bubble.isVisible():
            self.bubble.hide()
        return super().viewportEvent(event)
