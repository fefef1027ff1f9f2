"""录入检查: a day's round typed in quickly, as a page of its own and over a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from bureau.editing.inputs import Input
from bureau.ledger.entry import Value
from bureau.storage.photo_lists import Photo
from ui.context import Context
from ui.sanitation.round_entry import RoundEntry

WIDTH, HEIGHT = 1240, 560


class EntryPage(QWidget):
    """The entry over the whole page."""

    def __init__(
        self, context: Context, _layouts: object = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("录入检查")
        self.context = context
        self.entry = RoundEntry(context, self)
        inner = QWidget()
        inner.setObjectName("ground")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 16, 12)
        column.addWidget(self.entry)
        # In the smallest window it is scrolled; it must not hold the window open.
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("录入检查")
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.setFocusProxy(self.entry.head["section"].input)

    def save_form(self) -> bool:
        """Ctrl+S; False while nothing was typed."""
        if not self.entry.filled():
            return False
        self.entry.save()
        return True

    def finish_editing(self) -> bool:
        """Whether nothing is lost by leaving; what is being saved isn't."""
        count = 0 if self.entry.saving else len(self.entry.filled())
        if not count:
            return True
        said = f"录入检查里还有 {count} 条没有保存，放弃吗？"
        if not self.context.asker.confirm(self, said, "放弃", dangerous=True):
            return False
        self.entry.clear()
        return True


class EntryDialog(QDialog):
    """The entry over another page, with what a record brings in its first line."""

    def __init__(
        self,
        context: Context,
        head: Mapping[str, Value],
        given: Mapping[str, Input],
        photos: Sequence[Photo] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entry-dialog")
        self.setWindowTitle("转环卫扣分")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.entry = RoundEntry(context, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.entry)
        self.entry.begin(head, given, photos)
        self.entry.saved.connect(lambda _done: self.accept())
        room = self.screen().availableGeometry()
        self.resize(min(WIDTH, room.width() - 40), min(HEIGHT, room.height() - 80))

    def reject(self) -> None:
        """Closes it, but not while it is being saved: what came of that is to be said."""
        if not self.entry.saving:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter belongs to the boxes, Ctrl+Enter to the entry."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
