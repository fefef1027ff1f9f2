"""How cells of the preview are painted and typed into: the field's own editor in the cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import tokens
from ui.exchange.file_inputs import FileInputs, text_in
from ui.exchange.preview_model import PreviewModel
from ui.ledger.inputs import FieldInput
from ui.ledger.inputs.choice import ChoiceInput
from ui.ledger.inputs.text import LongTextInput

Index = QModelIndex | QPersistentModelIndex
LONG_WIDTH, LONG_HEIGHT = 320, 96
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@dataclass(slots=True)
class Typing:
    """One open editor: the widget that has the keyboard, and whether a person changed anything."""

    keys: QWidget
    faulty: bool
    edited: bool = False
    over: bool = False
    """Being closed: hiding it takes the focus away, which must not write it again."""


class FileCellDelegate(QStyledItemDelegate):
    """Enter goes on to the next fault, Tab to the next cell; Esc leaves the cell as it was."""

    entered = Signal()
    moved = Signal(int)
    """Columns to go after a cell was left by Tab."""

    def __init__(self, model: PreviewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = model
        self.inputs: FileInputs | None = None
        self.open: dict[QWidget, Typing] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A current cell keeps its own colour and gets a frame: a fault stays to be seen."""
        plain = QStyleOptionViewItem(option)
        state = cast(QStyle.StateFlag, plain.state)  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_Selected)
        plain.state = state & ~QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        super().paint(painter, plain, index)
        if current:
            painter.save()
            painter.setPen(QPen(QColor(tokens.FOCUS), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))  # type: ignore[attr-defined]
            painter.restore()

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """The editor of the field that the column is read as."""
        assert self.inputs is not None
        heading = self.rows.heading_at(index.column())
        row = self.rows.row_at(index.row())
        assert row is not None
        editor = self.inputs.make(heading, row.texts.get(heading, ""), parent, compact=True)
        keys: QWidget = editor
        while (below := keys.focusProxy()) is not None:
            keys = below
        self.open[editor] = Typing(keys, row.fault_at(heading) is not None)
        keys.installEventFilter(self)
        editor.edited.connect(lambda: self._note_edited(editor))
        editor.committed.connect(lambda: self._on_committed(editor))
        editor.entered.connect(lambda: self._on_entered(editor))
        editor.cancelled.connect(lambda: self.close(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """It was filled when it was made; later news must not overwrite what is being typed."""

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Hands over what was typed; a cell that was only looked at stays as it is."""
        typing = self.open.get(editor)
        if typing is not None and typing.edited and isinstance(editor, FieldInput):
            model.setData(index, text_in(editor))

    def _note_edited(self, editor: QWidget) -> None:
        if editor in self.open:
            self.open[editor].edited = True

    def _on_committed(self, editor: FieldInput) -> None:
        typing = self.open.get(editor)
        if typing is None or typing.over or typing.keys.hasFocus() or editor.has_open_list():
            return  # after Enter `entered` follows
        self.leave(editor)

    def _on_entered(self, editor: QWidget) -> None:
        self.leave(editor)
        self.entered.emit()

    def leave(self, editor: QWidget) -> None:
        """Takes what was typed and closes the editor."""
        self.commitData.emit(editor)
        self.close(editor)

    def close(self, editor: QWidget) -> None:
        """Closes an editor without looking at it again."""
        typing = self.open.get(editor)
        if typing is not None and not typing.over:
            typing.over = True
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Forgets a closed editor."""
        self.open.pop(editor, None)
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab leaves the cell; a faulty choice shows its list at once."""
        editor = next((e for e, typing in self.open.items() if typing.keys is watched), None)
        if editor is None:
            return False
        if event.type() == QEvent.Type.FocusIn and isinstance(editor, ChoiceInput):
            if self.open[editor].faulty and not self.open[editor].edited:
                editor.open_list()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() not in TABS:
                return False
            if not getattr(watched, "composing", False):
                settle = getattr(editor, "settle", None)
                if settle is not None:
                    settle()
                self.leave(editor)
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.moved.emit(-1 if back or event.key() == Qt.Key.Key_Backtab else 1)
            return True
        return False

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell; long text gets room downwards."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        below = editor.parentWidget()
        if isinstance(editor, LongTextInput) and below is not None:
            room = below.rect()
            wide, high = max(rect.width(), LONG_WIDTH), max(rect.height(), LONG_HEIGHT)
            left = max(0, min(rect.left(), room.width() - wide))
            top = max(0, min(rect.top(), room.height() - high))
            rect = QRect(left, top, wide, high)
        editor.setGeometry(rect)
