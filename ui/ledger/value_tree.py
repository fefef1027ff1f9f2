"""The values of a value list, by keys: Space marks, Enter takes, letters go on in the search box."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


class ValueTree(QTreeWidget):
    """Lines with marks and counts. Down from the search box comes here, Up from the top goes back."""

    taken = Signal()
    """Enter: what is marked holds."""
    left_up = Signal()
    typed = Signal(str)
    """A character that belongs into the search box."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("values")
        self.setAccessibleName("值")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.setColumnWidth(1, 72)
        self.itemDoubleClicked.connect(self.turn)

    def enter(self) -> None:
        """The focus comes from above: to the first line in sight."""
        first = self._first()
        if first is not None:
            self.setCurrentItem(first)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QTreeWidgetItem | None:
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return next((item for item in found if item is not None and not item.isHidden()), None)

    def turn(self, item: QTreeWidgetItem) -> None:
        """Marks a line, or takes the mark away."""
        done = item.checkState(0) == Qt.CheckState.Checked
        item.setCheckState(0, Qt.CheckState.Unchecked if done else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space, Enter and Up act; other characters narrow the list."""
        key, text, on_a_line = event.key(), event.text(), self.currentIndex().isValid()
        if key == Qt.Key.Key_Space and on_a_line:
            self.turn(self.currentItem())
        elif key in ENTER:
            self.taken.emit()
        elif key == Qt.Key.Key_Up and on_a_line and self.currentItem() is self._first():
            self.left_up.emit()
        elif text.isprintable() and text.strip() and event.modifiers() in PLAIN:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
            return
        event.accept()
