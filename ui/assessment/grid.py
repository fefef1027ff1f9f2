"""A small table typed into where it stands: texts and choices by column, rows known by their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from bureau.assessment.sheet_texts import Line
from ui.tokens import DANGER, DANGER_SOFT, GRID, ROW_HEIGHT

AnyIndex = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
"""In the first cell of a row: which row it is."""
CHOICE = Qt.ItemDataRole.UserRole + 1
"""In a cell with choices: the key of what is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its width in characters, and its choices by key where it has some."""

    key: str
    title: str
    width: int = 6
    hint: str = ""
    choices: Mapping[str, str] | None = None
    stretches: bool = False


class InCell(QStyledItemDelegate):
    """A box for what is typed, a list where one of several is chosen."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """The editor of a cell."""
        column = self.grid.columns[index.column()]
        if column.choices is None:
            editor = super().createEditor(parent, option, index)
            editor.setProperty("role", "cell")
            editor.setAccessibleName(column.title)
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(column.title)
        for key, title in column.choices.items():
            box.addItem(title, key)
        box.activated.connect(lambda _at: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Shows what stands in the cell; what is being typed is kept."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(CHOICE))))
        elif not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def setModelData(  # noqa: N802 - Qt's name
        self,
        editor: QWidget,
        model: object,
        index: AnyIndex,
    ) -> None:
        """Takes what was typed or chosen into the cell."""
        item = self.grid.item(index.row(), index.column())
        if isinstance(editor, QComboBox) and item is not None:
            self.grid.take_choice(item, str(editor.currentData()))
        elif isinstance(editor, QLineEdit) and item is not None:
            item.setText(editor.text())


class Grid(QTableWidget):
    """Rows of texts. Typing, F2 or a double click edits; Tab goes on to the next cell."""

    typed = Signal(str, str, str)
    """Row, column and text that a person committed."""
    chosen = Signal(str)
    """The key of the row that became the current one."""

    def __init__(self, name: str, title: str, columns: Sequence[Column]) -> None:
        super().__init__(0, len(columns))
        self.columns = tuple(columns)
        self.lines: tuple[Line, ...] = ()
        self.most = 40
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels([column.title for column in columns])
        self.setItemDelegate(InCell(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, column in enumerate(self.columns):
            head = self.horizontalHeaderItem(at)
            if head is not None and column.hint:
                head.setToolTip(column.hint)
        self.itemChanged.connect(self._changed)
        self.currentCellChanged.connect(self._moved)

    # -- what is shown -------------------------------------------------------------------------

    def show_lines(
        self,
        lines: Sequence[Line],
        *,
        editable: bool,
        closed: Callable[[Line, str], bool] = lambda _line, _column: False,
        indent: Callable[[Line], int] = lambda _line: 0,
    ) -> None:
        """The rows anew; `closed` says which cells have nothing to type, `indent` how deep a row is."""
        row, column = self.current_key, self.currentColumn()
        self.lines = tuple(lines)
        self.blockSignals(True)
        self.setRowCount(len(lines))
        for at, line in enumerate(lines):
            for place, one in enumerate(self.columns):
                item = self._cell(line, one, editable=editable and not closed(line, one.key))
                if not place:
                    item.setData(KEY, line["key"])
                    item.setText("　" * indent(line) + item.text())
                self.setItem(at, place, item)
        self.blockSignals(False)
        self.select(row, max(column, 0))
        self.fit_columns()
        self.fit_height()

    def _cell(self, line: Line, column: Column, *, editable: bool) -> QTableWidgetItem:
        text = line.get(column.key, "")
        choices = column.choices
        item = QTableWidgetItem(text if choices is None else choices.get(text, text))
        if choices is not None:
            item.setData(CHOICE, text)
        item.setToolTip(item.text())
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
        return item

    def fit_height(self) -> None:
        """As high as its rows, up to `most` of them, and the bar where it scrolls sideways."""
        high = self.horizontalHeader().sizeHint().height() + 4
        high += min(max(self.rowCount(), 1), self.most) * ROW_HEIGHT
        if sum(self.widths()) > self.width():
            high += self.horizontalScrollBar().sizeHint().height()
        if high != self.height():
            self.setFixedHeight(high)

    def widths(self) -> list[int]:
        """What each column that is shown needs."""
        letter = self.fontMetrics().horizontalAdvance("国")
        return [
            letter * max(column.width, len(column.title)) + GRID * 3
            for at, column in enumerate(self.columns)
            if not self.isColumnHidden(at)
        ]

    def fit_columns(self) -> None:
        """One column takes what the others leave; where that is too little, the table scrolls."""
        shown = [at for at in range(len(self.columns)) if not self.isColumnHidden(at)]
        left = max(self.viewport().width() - sum(self.widths()), 0)
        for at, width in zip(shown, self.widths(), strict=True):
            self.setColumnWidth(at, width + (left if self.columns[at].stretches else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, other columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
            self.fit_height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it was made."""
        return QSize(super().sizeHint().width(), self.height())

    def mark(self, row: str = "", column: str = "", sentence: str = "") -> None:
        """Marks one cell as wrong and no other; "" marks none."""
        places = [at for at, one in enumerate(self.columns) if one.key == column]
        self.blockSignals(True)
        for at, line in enumerate(self.lines):
            for place in range(len(self.columns)):
                item = self.item(at, place)
                wrong = bool(sentence) and line["key"] == row and place in (places or [0])
                if item is not None:
                    item.setData(
                        Qt.ItemDataRole.BackgroundRole, QColor(DANGER_SOFT) if wrong else None
                    )
                    item.setData(Qt.ItemDataRole.ForegroundRole, QColor(DANGER) if wrong else None)
                    item.setToolTip(sentence if wrong else item.text())
        self.blockSignals(False)

    # -- choosing and editing ------------------------------------------------------------------

    @property
    def current_key(self) -> str:
        """The key of the current row, "" for none."""
        at = self.currentRow()
        return self.lines[at]["key"] if 0 <= at < len(self.lines) else ""

    def select(self, key: str, column: int = 0) -> None:
        """Makes a row the current one, the first where the key is gone."""
        keys = [line["key"] for line in self.lines]
        if keys:
            self.setCurrentCell(keys.index(key) if key in keys else 0, column)

    def edit_row(self, key: str) -> None:
        """Opens the first cell of a row."""
        self.select(key)
        item = self.item(self.currentRow(), 0)
        if item is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editItem(item)

    def take_choice(self, item: QTableWidgetItem, key: str) -> None:
        """Another choice in a cell."""
        column = self.columns[item.column()]
        self.blockSignals(True)
        item.setData(CHOICE, key)
        item.setText((column.choices or {}).get(key, key))
        self.blockSignals(False)
        self._changed(item)

    def _changed(self, item: QTableWidgetItem) -> None:
        if not 0 <= item.row() < len(self.lines):
            return
        column = self.columns[item.column()]
        text = item.text().strip() if column.choices is None else str(item.data(CHOICE))
        self.typed.emit(self.lines[item.row()]["key"], column.key, text)

    def _moved(self, row: int, _column: int, before: int, _before: int) -> None:
        if row != before and 0 <= row < len(self.lines):
            self.chosen.emit(self.lines[row]["key"])
