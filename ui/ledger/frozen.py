"""The frozen first columns: a second view of the same rows, laid over the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui import tokens
from ui.ledger.model import LedgerModel

if TYPE_CHECKING:
    from ui.ledger.view import LedgerTable

Index = QModelIndex | QPersistentModelIndex
TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.SelectedClicked
)


def prepare(view: QTableView, model: LedgerModel) -> None:
    """What both parts of the table have in common."""
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(TRIGGERS)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(tokens.ROW_HEIGHT)
    rows.setDefaultSectionSize(tokens.ROW_HEIGHT)


class FrozenColumns(QTableView):
    """The first columns, laid over the table so that they stay; keys belong to the table."""

    def __init__(self, table: LedgerTable, model: LedgerModel) -> None:
        super().__init__(table)
        self.table = table
        prepare(self, model)
        self.setObjectName("frozen-columns")
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(table)
        self.setAutoScroll(False)
        # Qt lays this view out later than the table: without the table's range at once, a list that
        # grew would leave these columns at its old end, beside rows of other records.
        table.verticalScrollBar().rangeChanged.connect(self.verticalScrollBar().setRange)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """As in the rest of the table."""
        if not self.table.extends_by_mouse(self, event):
            super().mousePressEvent(event)
            self.table.remember_anchor(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """As in the rest of the table."""
        self.table.menu_wanted.emit(event.globalPos())

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Never by itself: it follows the table."""

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """An editor whose value can't be taken yet stays."""
        if not self.table.keeps_editor(editor):
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
