"""A form as it looks: its cells with merged ones as one, marked places coloured with what they take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from bureau.exchange.xlsx_cells import column_letters
from bureau.returns.filling import FilledPlace
from bureau.returns.picture import Patch, Picture, Spot, spot_at
from ui import tokens

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
PIXELS_A_CHARACTER, LEAST, MOST = 8, 44, 420
EMPTY: Final = Picture("", {}, 0, ())
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class FormModel(QAbstractTableModel):
    """The cells of one picture; `found` are the marked places of its form by where they are."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = EMPTY
        self.found: Mapping[Spot, FilledPlace] = {}

    def show_picture(self, picture: Picture, found: Mapping[Spot, FilledPlace]) -> None:
        """Another sheet, or the same with other places."""
        self.beginResetModel()
        self.picture, self.found = picture, found
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Rows of the picture."""
        return 0 if parent.isValid() else self.picture.rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Columns of the picture."""
        return 0 if parent.isValid() else len(self.picture.widths)

    def patch(self, index: Index) -> Patch | None:
        """What a cell says."""
        return self.picture.patches.get((index.row(), index.column()))

    def places(self, index: Index) -> list[FilledPlace]:
        """The marked places of a cell: itself, or the placeholders in its text."""
        spot = spot_at(self.picture, index.row(), index.column())
        patch = self.patch(index)
        spots = [spot, *(("", name) for name in (patch.names if patch else ()))]
        return [self.found[one] for one in spots if one is not None and one in self.found]

    def unexplained(self, index: Index) -> bool:
        """Whether a cell holds a placeholder that takes nothing yet."""
        patch = self.patch(index)
        return patch is not None and any(("", name) not in self.found for name in patch.names)

    def words(self, index: Index) -> str:
        """What a cell shows: the value that it takes this period, else its own words."""
        patch, places = self.patch(index), self.places(index)
        own = patch.words if patch is not None else ""
        if not places:
            return own
        if patch is not None and patch.names:
            for one in places:
                own = own.replace("{{" + one.place.cell + "}}", one.words or own_name(one))
            return own
        return places[0].words or own_name(places[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, colours and the story of a place."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.words(index)
        places = self.places(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(map(story, places)) or None
        if role == Qt.ItemDataRole.BackgroundRole:
            if any(one.warning for one in places) or self.unexplained(index):
                return QBrush(QColor(tokens.WARNING_SOFT))
            return QBrush(QColor(tokens.GOOD_SOFT)) if places else None
        if role == Qt.ItemDataRole.ForegroundRole:
            patch = self.patch(index)
            if places:
                return QBrush(QColor(tokens.GOOD))
            if patch is not None and patch.formula:
                return QBrush(QColor(tokens.INK_FAINT))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            patch = self.patch(index)
            filled = next((one.written for one in self.places(index) if one.written), None)
            number = bool(filled.digits) if filled else patch is not None and patch.number
            number = number and self.picture.heads
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A, B, C and 1, 2, 3 as in the workbook; nothing in a document."""
        if role != Qt.ItemDataRole.DisplayRole or not self.picture.heads:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return column_letters(section + 1) if across else str(section + 1)


class FormGrid(QTableView):
    """Click twice or press Enter to say what a cell takes."""

    pointed = Signal(object)
    """A Spot."""
    unmarked = Signal(object)
    """A Spot that no longer takes anything (Del)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("form-grid")
        self.setAccessibleName("表样")
        self.form = FormModel()
        self.setModel(self.form)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_HEIGHT)
        self.horizontalHeader().setMinimumSectionSize(8)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(self._point)

    def show_picture(self, picture: Picture, found: Mapping[Spot, FilledPlace]) -> None:
        """Shows a sheet; the cell that was chosen stays chosen when it is the same sheet."""
        same = picture.name == self.form.picture.name
        at = (self.currentIndex().row(), self.currentIndex().column()) if same else (0, 0)
        self.clearSpans()
        self.form.show_picture(picture, found)
        for column, width in enumerate(picture.widths):
            pixels = int(width * PIXELS_A_CHARACTER) + 5
            self.setColumnWidth(column, min(max(pixels, LEAST), MOST))
            self.setColumnHidden(column, width == 0)
        for area in picture.merged:
            down, across = area.bottom - area.top + 1, area.right - area.left + 1
            if down > 1 or across > 1:
                self.setSpan(area.top, area.left, down, across)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setVisible(picture.heads)
        if not picture.heads:
            self.resizeRowsToContents()
        self.setCurrentIndex(self.form.index(max(at[0], 0), max(at[1], 0)))

    @property
    def spot(self) -> Spot | None:
        """The cell that is chosen."""
        now = self.currentIndex()
        return spot_at(self.form.picture, now.row(), now.column()) if now.isValid() else None

    def choose(self, row: int, column: int) -> None:
        """Makes a cell the chosen one."""
        self.setCurrentIndex(self.form.index(row, column))

    def _point(self) -> None:
        if self.spot is not None:
            self.pointed.emit(self.spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and F2 say what a cell takes, Del takes it away."""
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._point()
        elif event.key() == Qt.Key.Key_Delete and self.spot is not None:
            self.unmarked.emit(self.spot)
        else:
            super().keyPressEvent(event)


def own_name(one: FilledPlace) -> str:
    """How a place without a value is shown: 〔发现案件〕."""
    return f"〔{one.place.title or one.place.what}〕"


def story(one: FilledPlace) -> str:
    """发现案件：183, or why there is nothing."""
    said = "；".join(filter(None, (one.words, one.warning)))
    return f"{one.place.title or one.place.what}：{said}"
