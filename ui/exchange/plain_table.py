"""A short list as a table: whole rows are selected, nothing is typed into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.tokens import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its title, its width in pixels, whether it holds numbers."""

    title: str
    width: int
    numeric: bool = False


class PlainModel(QAbstractTableModel):
    """Texts by row and column; `keys` tell the rows apart."""

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = list(heads)
        self.keys: list[int] = []
        self.texts: list[Sequence[str]] = []

    def show_rows(self, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Another list."""
        self.beginResetModel()
        self.keys = [key for key, _ in rows]
        self.texts = [texts for _, texts in rows]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """All rows."""
        return 0 if parent.isValid() else len(self.texts)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """All columns."""
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The text; numbers to the right."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._side(index.column()) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self._side(section) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        numeric = self.heads[column].numeric
        return Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft


class PlainTable(QTableView):
    """The view over it; the last column takes what is left."""

    def __init__(
        self,
        heads: Sequence[Head],
        name: str,
        parent: QWidget | None = None,
        *,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "plain")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.list = PlainModel(heads, self)
        self.setModel(self.list)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if several
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for at, head in enumerate(heads):
            self.setColumnWidth(at, head.width)

    @property
    def current_key(self) -> int | None:
        """The key of the current row."""
        row = self.currentIndex().row()
        return self.list.keys[row] if 0 <= row < len(self.list.keys) else None

    @property
    def chosen_keys(self) -> list[int]:
        """The keys of all selected rows, from above."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.list.keys[at] for at in rows]

    def show_rows(self, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Another list; the same row stays current, or the one that took its place."""
        key, row = self.current_key, self.currentIndex().row()
        self.list.show_rows(rows)
        if not rows:
            return
        if key in self.list.keys:
            row = self.list.keys.index(key)
        self.selectRow(max(0, min(row, len(rows) - 1)))
