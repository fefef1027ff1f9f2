"""How cells are painted and typed into: pills for states, one frame for the current cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from bureau.ledger.declaration import Field
from bureau.ledger.entry import Raw
from bureau.ledger.types import Lines, Scaled
from ui import tokens
from ui.context import Context
from ui.ledger.columns import Column
from ui.ledger.inputs import FieldInput, editor_for
from ui.ledger.model import LedgerModel
from ui.ledger.tones import marked
from ui.ledger.wrapping import lines_in, wrapped

Index = QModelIndex | QPersistentModelIndex
PILL = 22
EDGE = 8
Commit = Callable[[int, Column, Raw], str]
"""Writes one cell (record, column, what was typed); gives what is wrong with it, '' when done."""
PENS = {name: QColor(tone.ink) for name, tone in tokens.TONES.items()}
GROUNDS = {name: QColor(tone.ground) for name, tone in tokens.TONES.items()}
INK, LINE, PAPER = QColor(tokens.INK), QColor(tokens.LINE), QColor(tokens.PAPER)
CHOSEN, FRAME = QColor(tokens.ACCENT_SOFT), QColor(tokens.FOCUS)
SELECTED = QStyle.StateFlag.State_Selected.value
FOCUSED = QStyle.StateFlag.State_HasFocus.value
AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MOST_WIDTHS = 20_000
"""Texts whose width is remembered; there is one font in the table."""
NEAR = QColor(tokens.ACCENT_SOFT)
NEAR.setAlpha(110)
"""The current row: half of the selection's colour."""


@dataclass
class Typing:
    """One open editor: whose cell it is, and what was wrong with its last commit."""

    record: int
    column: Column
    keys: QWidget
    fault: str = ""
    loaded: bool = False
    written: str | None = None
    over: bool = False
    """Being closed: hiding it takes the focus away, which must not write it again."""


class CellDelegate(QStyledItemDelegate):
    """Paints straight from the model and commits through one function.

    Enter, Tab and their Shift leave the cell downwards, rightwards and back; Esc leaves it as it
    was; a value that can't be taken keeps its editor open and says why beside it.
    """

    moved = Signal(int, int)
    """Rows and columns to go after a commit."""
    faulted = Signal(object, str)
    """Editor, and what is wrong with what was typed ('' once it isn't)."""
    ended = Signal()
    """An editor is gone."""

    def __init__(
        self, model: LedgerModel, context: Context, commit: Commit, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.ledger_model = model
        self.context = context
        self.commit = commit
        self.current_row = -1
        self._widths: dict[str, int] = {}
        self._broken: dict[tuple[str, int, int], str] = {}
        self.open: dict[QWidget, Typing] = {}

    # -- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words or pill, lines, and the frame of the current cell."""
        row, column = index.row(), index.column()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # Plain numbers: Python's flag classes take longer than the painting.
        state: int = option.state.value  # type: ignore[attr-defined]
        if state & SELECTED:
            painter.fillRect(rect, CHOSEN)
        elif row == self.current_row:
            painter.fillRect(rect, NEAR)
        text = self.ledger_model.text(row, column)
        if text:
            tone = self.ledger_model.tone(row, column)
            if tone:
                self._paint_pill(painter, rect, text, tone)
            else:
                self._paint_text(painter, rect, text, self.ledger_model.columns[column].numeric)
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        painter.setPen(LINE)
        painter.drawLine(right, top, right, bottom)
        painter.drawLine(left, bottom, right, bottom)
        if state & FOCUSED:
            painter.setPen(QPen(FRAME, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, right: bool) -> None:
        room = rect.adjusted(EDGE, 0, -EDGE, -1)
        metrics = painter.fontMetrics()
        painter.setPen(INK)
        if self._width(text, metrics) > room.width():
            lines = lines_in(rect.height())
            if lines > 1:
                painter.drawText(
                    room, AT_LEFT, self._wrapped(text, painter.font(), room.width(), lines)
                )
                return
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, AT_RIGHT if right else AT_LEFT, text)

    def _wrapped(self, text: str, font: QFont, width: int, lines: int) -> str:
        place = (text, width, lines)
        found = self._broken.get(place)
        if found is None:
            if len(self._broken) > MOST_WIDTHS:
                self._broken.clear()
            found = self._broken[place] = "\n".join(wrapped(text, font, width, lines))
        return found

    def _width(self, text: str, metrics: QFontMetrics) -> int:
        wide = self._widths.get(text)
        if wide is None:
            if len(self._widths) > MOST_WIDTHS:
                self._widths.clear()
            wide = self._widths[text] = metrics.horizontalAdvance(text)
        return wide

    def _paint_pill(self, painter: QPainter, rect: QRect, text: str, tone: str) -> None:
        """Mark and words on the tone's ground: readable in black and white too."""
        metrics = painter.fontMetrics()
        words = marked(text, tone)
        room = rect.width() - EDGE
        wide = min(metrics.horizontalAdvance(words) + 2 * EDGE, room)
        top = rect.top() + (rect.height() - PILL) // 2
        pill = QRect(rect.left() + EDGE // 2, top, wide, PILL)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(GROUNDS[tone])
        painter.drawRoundedRect(QRectF(pill), PILL / 2, PILL / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(PENS[tone])
        inner = pill.adjusted(EDGE, 0, -EDGE // 2, 0)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width() + 2)
        painter.drawText(inner, AT_LEFT, shown)

    def helpEvent(  # noqa: N802 - Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole text of a cell that shows only a part of it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        QToolTip.showText(event.globalPos(), self.cut_text(index, rect, view.font()), view, rect)
        return True

    def cut_text(self, index: Index, rect: QRect, font: QFont) -> str:
        """The words of a cell that shows them only in part, '' where it shows them whole."""
        row, column = index.row(), index.column()
        text = self.ledger_model.text(row, column)
        tone = self.ledger_model.tone(row, column)
        lines = 1 if tone else lines_in(rect.height())
        words = marked(text, tone) if tone else text
        room = rect.width() - (3 if tone else 2) * EDGE
        if QFontMetrics(font).horizontalAdvance(words) <= room:
            return ""
        shown = self._wrapped(text, font, room, lines) if lines > 1 else ""
        return "" if shown.replace("\n", "") == text else text

    # -- typing --------------------------------------------------------------------------------

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """The field's own editor, small."""
        column = self.ledger_model.columns[index.column()]
        record = self.ledger_model.id_at(index.row())
        editor = editor_for(cell_field(column), self.context, parent, compact=True)
        keys: QWidget = editor
        while (below := keys.focusProxy()) is not None:
            keys = below
        self.open[editor] = Typing(record or 0, column, keys)
        keys.installEventFilter(self)
        editor.committed.connect(lambda: self._on_committed(editor))
        editor.entered.connect(lambda: self.leave(editor, 1, 0))
        editor.cancelled.connect(lambda: self.drop(editor))
        editor.edited.connect(lambda: self._set_fault(editor, ""))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """The stored value, once: later news must not overwrite what is being typed."""
        typing = self.open.get(editor)
        if typing is None or typing.loaded or not isinstance(editor, FieldInput):
            return
        typing.loaded = True
        row = self.ledger_model.row(index.row())
        editor.set_value(
            None if row is None else cell_value(typing.column, row), self.ledger_model.names
        )

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Writes what was typed."""
        self.write(editor)

    def write(self, editor: QWidget) -> bool:
        """Writes an editor's text; False (and the reason beside it) when it can't be taken."""
        typing = self.open.get(editor)
        if typing is None or typing.over:
            return True
        if not isinstance(editor, FieldInput) or not editor.changed:
            return True
        typed = editor.raw()
        raw: Raw = str(typed) if isinstance(typed, dict) else typed  # type: ignore[assignment]
        if typing.fault == "" and typing.written == str(raw):
            return True
        fault = self.commit(typing.record, typing.column, raw)
        typing.written = str(raw)
        self._set_fault(editor, fault)
        return not fault

    def leave(self, editor: QWidget, rows: int, columns: int) -> None:
        """Commits and goes on; stays when the value can't be taken."""
        if self.write(editor):
            self.close(editor)
            self.moved.emit(rows, columns)

    def drop(self, editor: QWidget) -> None:
        """Leaves the cell as it was."""
        typing = self.open.get(editor)
        if typing is not None:
            typing.fault = ""
            typing.written = None
            self.faulted.emit(editor, "")
            self.close(editor)

    def close(self, editor: QWidget) -> None:
        """Closes an editor without looking at it again."""
        typing = self.open.get(editor)
        if typing is None or typing.over:
            return
        typing.over = True
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def stays_open(self, editor: QWidget) -> bool:
        """Whether the editor holds something that can't be taken yet."""
        typing = self.open.get(editor)
        return typing is not None and bool(typing.fault)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Forgets a closed editor."""
        self.open.pop(editor, None)
        self.faulted.emit(editor, "")
        super().destroyEditor(editor, index)
        self.ended.emit()

    def _on_committed(self, editor: FieldInput) -> None:
        typing = self.open.get(editor)
        if typing is None or typing.over or typing.keys.hasFocus() or editor.has_open_list():
            return  # after Enter `entered` follows
        if self.write(editor):
            self.close(editor)

    def _set_fault(self, editor: QWidget, fault: str) -> None:
        typing = self.open.get(editor)
        if typing is None or typing.fault == fault:
            return
        typing.fault = fault
        if isinstance(editor, FieldInput):
            editor.set_fault(bool(fault))
        self.faulted.emit(editor, fault)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab, Shift+Tab and Shift+Enter leave the cell; nothing does during composition."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if getattr(watched, "composing", False):
            # Qt would move the focus with Tab before the line sees it.
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        editor = next((e for e, typing in self.open.items() if typing.keys is watched), None)
        if editor is None:
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = shift or event.key() == Qt.Key.Key_Backtab
            self._settle(editor)
            self.leave(editor, 0, -1 if back else 1)
            return True
        if shift and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle(editor)
            self.leave(editor, -1, 0)
            return True
        return False

    def _settle(self, editor: QWidget) -> None:
        """Lets a list that is open take its marked line, as Enter would."""
        settle = getattr(editor, "settle", None)
        if settle is not None:
            settle()

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell; long text gets room downwards."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        typing = self.open.get(editor)
        if typing is not None and typing.column.long:
            wide, high = max(rect.width(), 320), max(editor.sizeHint().height(), 96)
            room = ground(editor)
            left = min(rect.left(), max(0, room.width() - wide))
            top = min(rect.top(), max(0, room.height() - high))
            rect = QRect(left, top, wide, high)
        editor.setGeometry(rect)


class FaultBubble(QLabel):
    """Why what was typed can't be taken, right below its cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fault-bubble")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setStyleSheet(
            f"background: {tokens.DANGER_SOFT}; color: {tokens.DANGER};"
            f" border: 1px solid {tokens.DANGER}; border-radius: 4px; padding: 4px 8px;"
        )
        self.hide()

    def say(self, sentence: str, cell: QRect) -> None:
        """Shows the sentence below a cell, or above it at the lower edge."""
        room = ground(self)
        self.setText(f"{tokens.TONES['danger'].mark} {sentence}")
        wide = min(max(cell.width(), 280), room.width() - 8)
        self.setFixedWidth(wide)
        high = self.heightForWidth(wide)
        top = cell.bottom() + 2
        if top + high > room.height():
            top = cell.top() - high - 2
        left = max(4, min(cell.left(), room.width() - wide - 4))
        self.setGeometry(left, top, wide, high)
        self.show()
        self.raise_()


def ground(widget: QWidget) -> QRect:
    """The area of what a widget lies on."""
    parent = widget.parentWidget()
    return QRect() if parent is None else parent.rect()


def cell_field(column: Column) -> Field:
    """The field that a cell edits: of lines, a number of that kind's decimals."""
    if isinstance(column.field.type, Lines):
        number = Scaled(scale=column.shown.scale)
        return Field(key=column.key, title=column.title, type=number)
    return replace(column.field, key=column.key)


def cell_value(column: Column, row: dict[str, object]) -> object:
    """The stored value that the cell's field understands."""
    value = column.stored(row)
    if isinstance(column.field.type, Lines) and isinstance(value, int):
        surplus: int = 10 ** (column.scale - column.shown.scale)
        return value // surplus
    return value
