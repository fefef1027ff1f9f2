"""The grid of a month's scores: towns by items, typed and pasted as in a spreadsheet, totals at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from bureau.towns.entering import ScoreSheet, SheetRow
from ui import tokens
from ui.ledger.blocks import block_text, read_block
from ui.ledger.cells import FaultBubble
from ui.ledger.inputs.line import ENTER
from ui.towns.entry_cells import EntryDelegate, steps
from ui.towns.entry_model import EntryModel

HEAD_HEIGHT: Final = 52
FIXED: Final = 2
"""Columns before the first mark."""


class EntryGrid(QTableView):
    """Typing opens the cell; Enter goes down, Tab to the right, Ctrl+V takes a block from Excel."""

    refused = Signal(str)
    """Why a block wasn't pasted."""
    saving = Signal()
    closed = Signal()
    """No cell is typed into any more."""

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
        self.closed.emit()

    def _on_fault(self, editor: QWidget, sentence: str) -> None:
        if sentence:
            self.bubble.say(sentence, QRect(editor.pos(), editor.size()))
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
