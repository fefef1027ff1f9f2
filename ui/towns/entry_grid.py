"""The grid of a month's scores: towns by items, typed and pasted as in a spreadsheet, totals at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bureau.assessment.exact import score_text, short
from bureau.errors import UserError
from bureau.towns.entering import ScoreSheet, SheetRow
from bureau.towns.ledgers import SCORES
from bureau.towns.scores import Judgement
from ui import tokens
from ui.ledger.blocks import block_text, read_block
from ui.ledger.cells import FaultBubble
from ui.ledger.inputs.line import ENTER, LineEntry
from ui.month.grid import TO_LEFT, TO_RIGHT

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()
GROUP, TOWN = "组别", "镇街"
HEAD_HEIGHT: Final = 52
FIXED: Final = 2
"""Columns before the first mark."""


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


class EntryDelegate(QStyledItemDelegate):
    """One line in the cell; a text that can't be taken keeps it open."""

    moved = Signal(int, int)
    """Rows and columns to go after a commit."""
    faulted = Signal(object, str)

    def __init__(self, model: EntryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry_model = model
        self.editor: LineEntry | None = None
        self.at: tuple[int, int] = (-1, -1)

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line as large as the cell."""
        del option
        editor = LineEntry(parent)
        editor.setProperty("role", "cell")
        editor.setAccessibleName(self.entry_model.columns[index.column()].title.split("\n")[0])
        if self.entry_model.columns[index.column()].numeric:
            editor.setAlignment(TO_RIGHT)
        self.editor, self.at = editor, (index.row(), index.column())
        editor.take_key = self._take_key
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """The text as it was typed; not what was counted elsewhere."""
        assert isinstance(editor, LineEntry)
        if not editor.isModified():
            editor.setText(self.entry_model.text(index.row(), index.column()))
            editor.selectAll()

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Leaving the cell in any way takes what stands in it, or says why not."""
        del model, index
        self.write(editor)

    def write(self, editor: QWidget) -> bool:
        """Takes what was typed; False when it can't be."""
        assert isinstance(editor, LineEntry)
        if editor is not self.editor:
            return True
        done = self.entry_model.take(*self.at, editor.text())
        editor.setProperty("fault", "" if done else "true")
        editor.style().polish(editor)
        self.faulted.emit(editor, "" if done else self.entry_model.fault)
        return done

    def close(self, editor: LineEntry) -> None:
        """The editor goes."""
        self.editor = None
        self.faulted.emit(editor, "")
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _take_key(self, event: QKeyEvent) -> bool:
        editor, key = self.editor, event.key()
        if editor is None:
            return False
        if key == Qt.Key.Key_Escape:
            self.close(editor)
            return True
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = steps(key, back)
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if self.write(editor):
            self.close(editor)
            self.moved.emit(*step)
        return True

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Exactly over the cell."""
        del index
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys are the editor's own affair; leaving it is Qt's."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(watched, event)  # type: ignore[arg-type]


def steps(key: int, back: bool) -> tuple[int, int] | None:
    """Where a key goes on: Enter and arrows by rows, Tab by columns; None for other keys."""
    if key in ENTER:
        return (-1, 0) if back else (1, 0)
    if key == Qt.Key.Key_Tab:
        return (0, -1) if back else (0, 1)
    if key == Qt.Key.Key_Backtab:
        return (0, -1)
    return {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}.get(Qt.Key(key))


class EntryGrid(QTableView):
    """Typing opens the cell; Enter goes down, Tab to the right, Ctrl+V takes a block from Excel."""

    refused = Signal(str)
    saving = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("town-entry")
        self.setAccessibleName("成绩录入")
        self.sheet_model = EntryModel(self)
        self.setModel(self.sheet_model)
        self.delegate = EntryDelegate(self.sheet_model, self)
        self.setItemDelegate(self.delegate)
        self.bubble = FaultBubble(self.viewport())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setFixedHeight(HEAD_HEIGHT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self.delegate.moved.connect(self.go)
        self.delegate.faulted.connect(self._on_fault)

    def show_sheet(self, sheet: ScoreSheet, rows: Sequence[SheetRow]) -> None:
        """Shows a month; the current cell stays where it is."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), FIXED)
        self.sheet_model.show_sheet(sheet, rows)
        for place, one in enumerate(self.sheet_model.columns):
            self.setColumnWidth(place, one.width)
        if rows:
            self.setCurrentIndex(self.sheet_model.index(min(row, len(rows) - 1), column))

    # -- moving --------------------------------------------------------------------------------

    def go(self, down: int, right: int) -> None:
        """The next cell that is typed into; past the end of a row comes the next one."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        typed = [place for place, one in enumerate(self.sheet_model.columns) if one.key]
        if not typed or row < 0:
            return
        if right:
            ahead = [place for place in typed if (place - column) * right > 0]
            if ahead:
                column = min(ahead) if right > 0 else max(ahead)
            elif 0 <= row + right < len(self.sheet_model.rows):
                row, column = row + right, typed[0] if right > 0 else typed[-1]
        row = max(0, min(row + down, len(self.sheet_model.rows) - 1))
        index = self.sheet_model.index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        self.setFocus()

    def finish_editing(self) -> bool:
        """Takes what stands in an open cell; False when it can't be taken."""
        editor = self.delegate.editor
        if editor is None:
            return True
        if not self.delegate.write(editor):
            return False
        self.delegate.close(editor)
        return True

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """An editor whose text can't be taken stays."""
        if editor is self.delegate.editor:
            if editor.property("fault") == "true":
                return
            self.delegate.editor = None
        super().closeEditor(editor, hint)

    def _on_fault(self, editor: QWidget, sentence: str) -> None:
        if sentence:
            self.bubble.say(sentence, QRect(editor.pos(), editor.size()))
            self.refused.emit(sentence)
        else:
            self.bubble.hide()

    # -- blocks --------------------------------------------------------------------------------

    def paste(self, text: str) -> int:
        """Puts a block of cells from the current one on; gives how many were taken.

        A block that doesn't fit in one cell is refused as a whole.
        """
        at, model = self.currentIndex(), self.sheet_model
        block = read_block(text)
        if not at.isValid() or not block or model.sheet is None:
            return 0
        before = [*model.rows]
        taken = 0
        for down, cells in enumerate(block):
            for right, cell in enumerate(cells):
                row, column = at.row() + down, at.column() + right
                if row >= len(model.rows) or column >= len(model.columns):
                    continue
                if not model.columns[column].key:
                    continue
                if not model.take(row, column, cell):
                    sentence = f"没有粘贴：{model.fault}"
                    model.show_sheet(model.sheet, before)
                    self.setCurrentIndex(model.index(row, column))
                    self.refused.emit(sentence)
                    return 0
                taken += 1
        return taken

    def copied(self) -> str:
        """The selected cells as tab-separated text."""
        cells = sorted((one.row(), one.column()) for one in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in cells:
            rows.setdefault(row, []).append(self.sheet_model.text(row, column))
        return block_text([*rows.values()])

    def clear_selected(self) -> None:
        """Delete: empties the selected cells."""
        for one in self.selectedIndexes():
            if self.sheet_model.columns[one.column()].key:
                self.sheet_model.take(one.row(), one.column(), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """As in a spreadsheet; Ctrl+Enter saves all."""
        keys, back = QKeySequence.StandardKey, Qt.KeyboardModifier.ShiftModifier
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saving.emit()
        elif event.matches(keys.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(keys.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() == Qt.Key.Key_Delete:
            self.clear_selected()
        elif event.key() in (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            step = steps(event.key(), bool(event.modifiers() & back))
            if step is not None:
                self.go(*step)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes on within the grid; after the last cell it leaves."""
        at, model = self.currentIndex(), self.sheet_model
        typed = [place for place, one in enumerate(model.columns) if one.key]
        if not typed or not at.isValid():
            return super().focusNextPrevChild(forward)
        last = (len(model.rows) - 1, typed[-1]) if forward else (0, typed[0])
        if (at.row(), at.column()) == last:
            return super().focusNextPrevChild(forward)
        self.go(0, 1 if forward else -1)
        return True
