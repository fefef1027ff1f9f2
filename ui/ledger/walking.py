"""Moving and selecting with keys as in a spreadsheet: arrows, Enter and Tab, ends, extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from ui.ledger.edges import edge_across, edge_along

if TYPE_CHECKING:
    from ui.ledger.view import LedgerTable

Flag = QItemSelectionModel.SelectionFlag
Key = Qt.Key
ENTER = (Key.Key_Return, Key.Key_Enter)
TABS = (Key.Key_Tab, Key.Key_Backtab)
ARROWS: dict[Qt.Key, tuple[int, int]] = {
    Key.Key_Up: (-1, 0),
    Key.Key_Down: (1, 0),
    Key.Key_Left: (0, -1),
    Key.Key_Right: (0, 1),
}


class Walker:
    """Where keys take a person. `anchor` is the cell from which Shift extends the selection."""

    def __init__(self, table: LedgerTable) -> None:
        self.table = table
        self.anchor: tuple[int, int] | None = None
        self._tab_start: int | None = None

    def begin_anew(self) -> None:
        """The rows are other ones."""
        self.anchor = None
        self.forget_tabs()

    def forget_tabs(self) -> None:
        """Enter stays in its column again."""
        self._tab_start = None

    def takes(self, key: Qt.Key, extend: bool, control: bool) -> bool:
        """Whether a key moves; moves then."""
        if key in ENTER:
            # Ctrl+Enter closes dialogs: pressed once too often there, it moves nothing here.
            if not control:
                self.step(-1 if extend else 1, 0)
        elif key in TABS and not control:
            self.step(0, -1 if extend or key == Key.Key_Backtab else 1)
        elif key in ARROWS:
            self.forget_tabs()
            self._move(*ARROWS[key], extend, control)
        elif key in (Key.Key_Home, Key.Key_End):
            self.forget_tabs()
            self._to_end(key == Key.Key_End, extend, control)
        elif key in (Key.Key_PageUp, Key.Key_PageDown) and not control:
            self.forget_tabs()
            page = max(1, self.table.viewport().height() // self.table.row_height - 1)
            self._move(page if key == Key.Key_PageDown else -page, 0, extend, False)
        elif key == Key.Key_Escape:
            at = self.table.currentIndex()
            self.go(at.row(), at.column())
        else:
            return False
        return True

    def go(self, row: int, column: int, *, extend: bool = False) -> None:
        """Makes a cell current; `extend` selects from where the selection began."""
        model = self.table.ledger_model
        if not model.ids or not model.columns:
            return
        row = max(0, min(row, len(model.ids) - 1))
        column = max(0, min(column, len(model.columns) - 1))
        target = model.index(row, column)
        selection = self.table.selectionModel()
        if extend:
            now = self.table.currentIndex()
            first = self.anchor or (max(0, now.row()), max(0, now.column()))
            self.anchor = first
            top, bottom = sorted((first[0], row))
            left, right = sorted((first[1], column))
            self.select(top, left, bottom, right)
            selection.setCurrentIndex(target, Flag.NoUpdate)
        else:
            self.anchor = (row, column)
            selection.setCurrentIndex(target, Flag.ClearAndSelect)
        self.table.scrollTo(target)

    def step(self, rows: int, columns: int) -> None:
        """Goes on from the current cell; Enter after Tabs returns to the column they began in."""
        at = self.table.currentIndex()
        column = at.column() + columns
        if columns and self._tab_start is None:
            self._tab_start = at.column()
        if rows and self._tab_start is not None:
            column, self._tab_start = self._tab_start, None
        self.go(at.row() + rows, column)
        self.table.setFocus()

    def _move(self, rows: int, columns: int, extend: bool, control: bool) -> None:
        at = self.table.currentIndex()
        if not at.isValid():
            self.go(0, 0)
            return
        model, row, column = self.table.ledger_model, at.row() + rows, at.column() + columns
        if control and columns:
            column = edge_across(model, at.row(), at.column(), columns)
        elif control:
            row = edge_along(model, at.row(), at.column(), rows)
        self.go(row, column, extend=extend)

    def _to_end(self, end: bool, extend: bool, control: bool) -> None:
        model = self.table.ledger_model
        last_row, last = len(model.ids) - 1, len(model.columns) - 1
        row = (last_row if end else 0) if control else self.table.currentIndex().row()
        self.go(row, last if end else 0, extend=extend)

    # -- blocks --------------------------------------------------------------------------------

    def select(self, top: int, left: int, bottom: int, right: int, *, add: bool = False) -> None:
        """Selects a block."""
        model = self.table.ledger_model
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        self.table.selectionModel().select(block, Flag.Select if add else Flag.ClearAndSelect)

    def select_columns(self) -> None:
        """Whole columns of the selection."""
        last = len(self.table.ledger_model.ids) - 1
        for number, (_top, left, _bottom, right) in enumerate(self.table.ranges()):
            self.select(0, left, last, right, add=number > 0)

    def select_rows(self) -> None:
        """Whole rows of the selection."""
        last = len(self.table.ledger_model.columns) - 1
        for number, (top, _left, bottom, _right) in enumerate(self.table.ranges()):
            self.select(top, 0, bottom, last, add=number > 0)
