"""The classes of one catalogue as a tree: names, synonyms and attributes edited where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bureau.ledger.entry import Item
from ui.tokens import GRID, INK_FAINT

NAME, SYNONYMS, STATE = range(3)
FIRST_ATTRIBUTE = 3
NAME_WIDTH, STATE_WIDTH, SYNONYMS_LEAST = 12, 4, 10
RECORD = Qt.ItemDataRole.UserRole
INHERITED = Qt.ItemDataRole.UserRole + 1
"""What stands faintly in a cell of its own that is blank."""
STEPS = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
}
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute's column: its width in characters."""

    title: str
    hint: str
    width: int


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class as it is shown; `inherited` are texts by attribute column, from 0."""

    item: Item
    state: str
    own: Sequence[str] = ()
    inherited: Sequence[str] = ()


class InPlace(QStyledItemDelegate):
    """Edits everything but the state, and shows faintly what a class takes from its upper class."""

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """A line edit for what can be edited, nothing for the state."""
        if index.column() == STATE:
            return None  # type: ignore[return-value]  # Qt takes a null editor as “not editable”
        editor = super().createEditor(parent, option, index)
        editor.setProperty("role", "cell")
        editor.setAccessibleName(
            index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        )
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """A cell that changes meanwhile doesn't take back what is being typed into it."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Brackets as well as the faint ink: nothing is said by colour alone."""
        super().initStyleOption(option, index)
        inherited = index.data(INHERITED)
        if inherited and not index.data(Qt.ItemDataRole.EditRole):
            # The stubs don't name the members of Qt's option structures.
            option.text = f"（{inherited}）"  # type: ignore[attr-defined]  # see above
            palette = QPalette(option.palette)  # type: ignore[attr-defined]  # see above
            palette.setColor(QPalette.ColorRole.Text, QColor(INK_FAINT))
            option.palette = palette  # type: ignore[attr-defined]  # see above


class ClassTree(QTreeWidget):
    """F2 or a double click edits a cell; Tab goes on to the next one of the row."""

    typed = Signal(object, int, str)
    """Record, column and text that a person committed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("catalogue-items")
        self.setAccessibleName("分类")
        self.setItemDelegate(InPlace(self))
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        self._columns: tuple[Column, ...] = ()
        self._rows: dict[int, QTreeWidgetItem] = {}
        self._order: list[tuple[int, int | None]] = []
        self.itemChanged.connect(self._changed)

    # -- what is shown -------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[Column]) -> None:
        """The attributes stand between the name and the synonyms."""
        self._columns = tuple(columns)
        self._order = []
        self.clear()
        self._rows.clear()
        self.setColumnCount(FIRST_ATTRIBUTE + len(columns))
        self.setHeaderLabels(["名称", "同义词", "状态", *(column.title for column in columns)])
        header, letter = self.header(), self.fontMetrics().horizontalAdvance("国")
        for at, column in enumerate(columns, FIRST_ATTRIBUTE):
            self.headerItem().setToolTip(at, column.hint)
            self.setColumnWidth(at, letter * max(column.width, len(column.title)) + GRID * 4)
        self.setColumnWidth(NAME, letter * NAME_WIDTH + GRID * 6)
        self.setColumnWidth(STATE, letter * STATE_WIDTH + GRID * 4)
        in_sight = [NAME, *range(FIRST_ATTRIBUTE, self.columnCount()), SYNONYMS, STATE]
        for place, section in enumerate(in_sight):
            header.moveSection(header.visualIndex(section), place)
        self.fit_synonyms()

    def fit_synonyms(self) -> None:
        """Synonyms take what is left; where that is too little, the tree scrolls sideways."""
        letter = self.fontMetrics().horizontalAdvance("国")
        others = sum(
            self.columnWidth(at)
            for at in range(self.columnCount())
            if at != SYNONYMS and not self.isColumnHidden(at)
        )
        left = self.viewport().width() - others
        self.header().setSectionResizeMode(SYNONYMS, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(SYNONYMS, max(left, letter * SYNONYMS_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Synonyms take what is left."""
        super().resizeEvent(event)
        self.fit_synonyms()

    def show_classes(self, classes: Sequence[ClassRow], *, editable: bool) -> None:
        """The classes in their order; rows stay, and an open editor with them, while none comes or goes."""
        order = [(one.item.id, one.item.parent) for one in classes]
        self.blockSignals(True)
        if order != self._order:
            chosen = self.record()
            self._place(classes)
            self._order = order
            if chosen in self._rows:
                self.choose(chosen)
        for one in classes:
            self._fill(self._rows[one.item.id], one, editable=editable)
        self.blockSignals(False)

    def _place(self, classes: Sequence[ClassRow]) -> None:
        self.clear()
        self._rows.clear()
        for one in sorted(classes, key=lambda one: one.item.parent is not None):
            row = QTreeWidgetItem()
            row.setData(NAME, RECORD, one.item.id)
            above = self._rows.get(one.item.parent) if one.item.parent is not None else None
            if above is None:
                self.addTopLevelItem(row)
            else:
                above.addChild(row)
            self._rows[one.item.id] = row
        self.setRootIsDecorated(any(one.item.parent is not None for one in classes))
        self.expandAll()

    def _fill(self, row: QTreeWidgetItem, one: ClassRow, *, editable: bool) -> None:
        texts: Mapping[int, str] = {
            NAME: one.item.title,
            SYNONYMS: "、".join(one.item.synonyms),
            STATE: one.state,
            **dict(enumerate(one.own, FIRST_ATTRIBUTE)),
        }
        inherited = dict(enumerate(one.inherited, FIRST_ATTRIBUTE))
        ink = None if one.item.active else QColor(INK_FAINT)
        for column, text in texts.items():
            above = inherited.get(column, "")
            said = f"随大类：{above}" if above and not text else text
            row.setText(column, text)
            row.setData(column, INHERITED, above)
            row.setToolTip(column, said)
            row.setData(column, Qt.ItemDataRole.AccessibleTextRole, said)
            row.setData(column, Qt.ItemDataRole.ForegroundRole, ink)
        flags = row.flags() & ~Qt.ItemFlag.ItemIsEditable
        row.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)

    # -- choosing and editing ------------------------------------------------------------------

    def record(self) -> int:
        """The id of the chosen class, 0 for none."""
        at = self.currentIndex().siblingAtColumn(NAME)
        return int(at.data(RECORD)) if at.isValid() else 0

    def choose(self, record: int) -> None:
        """Makes a class the chosen one."""
        self.setCurrentItem(
            self._rows[record], NAME, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _changed(self, row: QTreeWidgetItem, column: int) -> None:
        self.typed.emit(row.data(NAME, RECORD), column, row.text(column))

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Tab and Shift+Tab stay in the row: what is typed there belongs together."""
        step = STEPS.get(hint)
        super().closeEditor(
            editor, QAbstractItemDelegate.EndEditHint.NoHint if step is not None else hint
        )
        if step is not None:
            self._edit_beside(step)

    def _edit_beside(self, step: int) -> None:
        header, index = self.header(), self.currentIndex()
        place = header.visualIndex(index.column()) + step
        while 0 <= place < header.count():
            column = header.logicalIndex(place)
            if column != STATE and not self.isColumnHidden(column):
                beside = index.siblingAtColumn(column)
                self.setCurrentIndex(beside)
                self.edit(beside)
                return
            place += step
