"""A cell of the sheet being typed into: keys that go on, a text that can't be taken keeps it open."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.ledger.inputs.line import ENTER, LineEntry
from ui.month.grid import TO_RIGHT
from ui.towns.entry_model import EntryModel

Index = QModelIndex | QPersistentModelIndex


def steps(key: int, back: bool) -> tuple[int, int] | None:
    """Where a key goes on: Enter and arrows by rows, Tab by columns; None for other keys."""
    if key in ENTER:
        return (-1, 0) if back else (1, 0)
    if key == Qt.Key.Key_Tab:
        return (0, -1) if back else (0, 1)
    if key == Qt.Key.Key_Backtab:
        return (0, -1)
    return {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}.get(Qt.Key(key))


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

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Another sheet came: whatever stood in the cell is gone with it."""
        if editor is self.editor:
            self.editor = None
            self.faulted.emit(editor, "")
        super().destroyEditor(editor, index)

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
