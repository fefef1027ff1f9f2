"""The table of the matrix: spans over their months, each with a sign and a colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QWidget,
)

from bureau.ledger.query import Ids, Titled
from bureau.party.figures import PartyFigures
from bureau.party.frequency import Cell as SpanCell
from bureau.party.ledgers import MEETINGS
from bureau.party.matrix import Line, mark, missing_meeting, place, records_of, told
from ui import tokens
from ui.assessment.line_grid import LineGrid, LineModel
from ui.month.grid import Coloured
from ui.month.numbers import Cell, Grid

HEADS: Final = ("党支部", "类型", *(f"{month}月" for month in range(1, 13)), "应开", "已开", "欠")
KIND_AT: Final = 1
MONTHS_AT: Final = 2
SUMS_AT: Final = MONTHS_AT + 12
NUMBERS: Final = tuple(range(SUMS_AT, len(HEADS)))
WIDTHS: Final = (124, 156, *(45 for _ in range(12)), 46, 46, 44)
MOST_KIND: Final = 320
MOST_LINES: Final = 200
TONES: Final = {
    "met": (tokens.GOOD_SOFT, tokens.GOOD),
    "missing": (tokens.DANGER_SOFT, tokens.DANGER),
    "running": (tokens.WARNING_SOFT, tokens.WARNING),
    "free": (tokens.NEUTRAL_SOFT, tokens.INK_FAINT),
}
Found = tuple[Line, SpanCell]


def grid_of(lines: Sequence[Line], of: PartyFigures) -> Grid:
    """The cells of the table; the name of a branch stands beside its first line."""
    rows = []
    for _branch, group in groupby(lines, key=lambda line: line.branch):
        for number, line in enumerate(group):
            months = [Cell("") for _ in range(12)]
            for one in line.cells:
                behind = (MEETINGS.name, records_of(line, one)) if one.records else None
                months[place(one)[0]] = Cell(sign(one), behind, told(line, one))
            records = tuple(record for one in line.cells for record in one.records)
            title = f"{line.branch_title}{line.title}：{of.year}年"
            behind = (MEETINGS.name, Titled(title, Ids(records))) if records else None
            lacking = line.required - line.held
            rows.append(
                (
                    Cell(line.branch_title if number == 0 else "", hint=line.branch_title),
                    Cell(line.title, hint=f"{line.branch_title}{line.title}"),
                    *months,
                    Cell(str(line.required) if line.required else ""),
                    Cell(str(line.held) if line.required else "", behind),
                    Cell(str(lacking) if lacking else ""),
                )
            )
    return Grid(HEADS, tuple(rows), summed=False, named=MONTHS_AT)


def sign(cell: SpanCell) -> str:
    """As on paper, with the tick of the screen."""
    return mark(cell).replace("√", "✓")


def cell_at(grid: MatrixGrid, lines: Sequence[Line]) -> Found | None:
    """The span that is chosen."""
    at = grid.currentIndex()
    if not at.isValid() or at.row() >= len(lines):
        return None
    month = at.column() - MONTHS_AT
    line = lines[at.row()]
    for cell in line.cells:
        first, length = place(cell)
        if first <= month < first + length:
            return line, cell
    return None


class Grounded(Coloured):
    """Paints the ground of a cell, which the style sheet of tables leaves white."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The ground, then sign and selection."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class MatrixModel(LineModel):
    """Signs in the middle on the colour of where the span stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states: dict[tuple[int, int], str] = {}

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """As a table of lines, but for side and colours of the months."""
        tone = TONES.get(self.states.get((index.row(), index.column()), ""))
        months = MONTHS_AT <= index.column() < SUMS_AT
        if months and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if tone is not None and role == Qt.ItemDataRole.BackgroundRole:
            return QColor(tone[0])
        if tone is not None and role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tone[1])
        if role == Qt.ItemDataRole.AccessibleTextRole and months and index.isValid():
            return self.cell(index).hint
        return super().data(index, role)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The months stand over the middle of their signs."""
        if role == Qt.ItemDataRole.TextAlignmentRole and MONTHS_AT <= section < SUMS_AT:
            return Qt.AlignmentFlag.AlignCenter
        return super().headerData(section, orientation, role)


class MatrixGrid(LineGrid):
    """Cells are walked by the arrow keys; `inserting` asks for the meeting of the chosen one."""

    inserting = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(MOST_LINES, parent)
        self.setObjectName("party-matrix")
        self.setAccessibleName("组织生活频次")
        self.model_of_grid: MatrixModel = MatrixModel(self)
        self.setModel(self.model_of_grid)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.summed = True
        self.setItemDelegate(Grounded(self))
        self.setShowGrid(True)

    def show_matrix(self, grid: Grid, lines: Sequence[Line]) -> None:
        """Another year, or the same anew."""
        self.clearSpans()
        self.model_of_grid.states = {
            (row, MONTHS_AT + place(cell)[0]): cell.state
            for row, line in enumerate(lines)
            for cell in line.cells
        }
        self.show_lines(grid, NUMBERS, WIDTHS)
        self.horizontalHeader().setStretchLastSection(False)
        self.show_sums(self.summed)
        for row, line in enumerate(lines):
            for cell in line.cells:
                first, length = place(cell)
                if length > 1:
                    self.setSpan(row, MONTHS_AT + first, 1, length)

    def show_sums(self, shown: bool) -> None:
        """Without 应开 and 已开 where the window is too narrow for them beside twelve months."""
        self.summed = shown
        for column in NUMBERS[:-1]:
            self.setColumnHidden(column, not shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The kinds of meetings have the room that months and sums leave."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        head = self.horizontalHeader()
        others = head.length() - head.sectionSize(KIND_AT)
        room = self.viewport().width() - others
        head.resizeSection(KIND_AT, min(max(WIDTHS[KIND_AT], room), MOST_KIND))

    def template(self, found: Found, today: date) -> Mapping[str, object] | None:
        """What a meeting for a span begins with; None where nothing is asked for."""
        line, cell = found
        return None if cell.state == "free" else missing_meeting(line, cell, today)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Insert notes a meeting."""
        if event.key() == Qt.Key.Key_Insert:
            self.inserting.emit()
            event.accept()
            return
        super().keyPressEvent(event)
