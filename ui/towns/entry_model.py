"""The sheet of a month's scores as a table: what was typed, what comes of it, what can't be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from bureau.assessment.exact import score_text, short
from bureau.errors import UserError
from bureau.towns.entering import ScoreSheet, SheetRow
from bureau.towns.ledgers import SCORES
from bureau.towns.scores import Judgement
from ui import tokens
from ui.month.grid import TO_LEFT, TO_RIGHT

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
GROUP, TOWN = "组别", "镇街"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` of what is typed into it, "" for one that is only shown."""

    title: str
    width: int
    key: str = ""
    numeric: bool = False


def columns_of(sheet: ScoreSheet) -> tuple[Column, ...]:
    """The town, its marks with their full marks, what is added, what comes of it."""
    marks = [
        Column(
            one.item.title
            + (f"\n满分 {short(one.full)}" if one.full is not None else "\n考核办法里没有"),
            max(82, 15 * len(one.item.title) + 20),
            f"marks.{one.item.id}",
            numeric=True,
        )
        for one in sheet.items
    ]
    words = [
        Column(SCORES.by_key[key].title, width, key, numeric=key == "adjust")
        for key, width in (("adjust", 70), ("adjust_reason", 130), ("unscored", 110))
    ]
    return (
        Column(GROUP, 88),
        Column(TOWN, 100),
        *marks,
        *words,
        Column("总分", 76, numeric=True),
        Column("组内名次", 74, numeric=True),
        Column("要办的事", 120),
    )


class EntryModel(QAbstractTableModel):
    """The sheet as it would be saved; what can't be taken is said and left out."""

    typed = Signal()
    """Something differs from before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: ScoreSheet | None = None
        self.columns: tuple[Column, ...] = ()
        self.rows: list[SheetRow] = []
        self.judged: list[Judgement] = []
        self.places: dict[int, int] = {}
        self.fault = ""
        """Why the last text wasn't taken."""

    def show_sheet(self, sheet: ScoreSheet, rows: Sequence[SheetRow]) -> None:
        """Another month, or the same anew."""
        self.beginResetModel()
        self.sheet, self.rows = sheet, list(rows)
        self.columns = columns_of(sheet)
        self.judged = [sheet.judged(row) for row in self.rows]
        self.places = sheet.ranks(self.judged)
        self.endResetModel()

    @property
    def changed(self) -> list[SheetRow]:
        """The rows that differ from what was read."""
        if self.sheet is None:
            return []
        return [row for row, was in zip(self.rows, self.sheet.rows, strict=True) if row != was]

    def take(self, row: int, column: int, text: str) -> bool:
        """Puts a text into a cell; False with the reason in `fault` where it can't be."""
        sheet, key = self.sheet, self.columns[column].key
        if sheet is None or not key or sheet.is_issued:
            return False
        try:
            line = sheet.typed(self.rows[row], key, text)
        except UserError as error:
            self.fault = error.sentence
            return False
        self.fault = ""
        if line != self.rows[row]:
            self.rows[row] = line
            self.judged[row] = sheet.judged(line)
            self.places = sheet.ranks(self.judged)
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.typed.emit()
        return True

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        line, judged, key = self.rows[row], self.judged[row], self.columns[column].key
        if key:
            return line.text(key)
        fixed = {0: line.group or "未分组", 1: line.title}
        if column in fixed:
            return fixed[column]
        score = judged.score
        place = self.places.get(line.town)
        after = len(self.columns) - column
        if after == 3:
            return score_text(score.total) if score is not None else ""
        if after == 2:
            return str(place) if place is not None else ""
        return judged.fault or (f"不参评：{judged.unscored}" if judged.unscored else "")

    def counted(self, row: int, column: int) -> str:
        """What a blank mark comes to by field checks, cases and decisions; "" for nothing."""
        key, score = self.columns[column].key, self.judged[row].score
        if not key.startswith("marks.") or score is None or self.sheet is None:
            return ""
        block = next(one.block for one in self.sheet.items if key == f"marks.{one.item.id}")
        found = next((one for one in score.walk() if one.block.key == block), None)
        return score_text(found.score) if found is not None else ""

    # -- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Towns."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Marks and words are typed into, unless the month is issued."""
        flags = super().flags(index)
        typed = index.isValid() and self.columns[index.column()].key
        if typed and self.sheet is not None and not self.sheet.is_issued:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts; what was counted elsewhere is fainter than what was typed."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column) or self.counted(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_RIGHT if self.columns[column].numeric else TO_LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._ink(row, column))
        if role == Qt.ItemDataRole.BackgroundRole and not self.columns[column].key:
            return QColor(tokens.GROUND)
        if role == Qt.ItemDataRole.FontRole and len(self.columns) - column == 3:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(row, column)
        return None

    def _ink(self, row: int, column: int) -> str:
        if not self.text(row, column) and self.columns[column].key:
            return tokens.INK_FAINT
        last = column == len(self.columns) - 1
        return tokens.WARNING if last and self.judged[row].fault else tokens.INK

    def _hint(self, row: int, column: int) -> str:
        if not self.text(row, column) and self.counted(row, column):
            return "没有填；按现场检查、案件办理或未检查的处理算出"
        return self.text(row, column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles with the full marks."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return TO_RIGHT if self.columns[section].numeric else TO_LEFT
        return None
