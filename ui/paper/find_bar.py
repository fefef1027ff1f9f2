"""Looking for a text in a paper: the box, how many places there are, on and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from bureau.reports.pages import MOST_HITS, Hit
from ui.widgets.enter_button import EnterButton


class FindBox(QLineEdit):
    """The text sought: Enter goes on, Shift+Enter back, Esc leaves."""

    on = Signal()
    back = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The dialog around would take Enter and Esc for itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.back if backwards else self.on).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class FindBar(QWidget):
    """Asks for a search with each committed change, and steps through what was found."""

    sought = Signal(str)
    shown = Signal(object, object)
    """All hits, and the one to look at (None without any)."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._hits: Sequence[Hit] = ()
        self._at = 0
        self._from_page = 0
        self.box = FindBox(self)
        self.box.setObjectName("paper-find-text")
        self.box.setAccessibleName("在本材料中查找")
        self.box.setPlaceholderText("查找文字")
        self.box.setProperty("role", "search")
        self.box.setFixedWidth(200)
        self.box.setClearButtonEnabled(True)
        self.told = QLabel("", self)
        self.told.setProperty("role", "soft")
        self.told.setMinimumWidth(self.told.fontMetrics().horizontalAdvance("第 888 处，共 888 处"))
        back = quiet_button("上一处", "paper-find-back", "上一处（Shift+F3）", self)
        on = quiet_button("下一处", "paper-find-on", "下一处（F3）", self)
        close = quiet_button("关闭查找", "paper-find-close", "关闭查找（Esc）", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 16, 4)
        line.setSpacing(8)
        for widget in (self.box, back, on, self.told):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(close)
        self.box.textChanged.connect(self._changed)
        self.box.on.connect(self.on)
        self.box.back.connect(self.back)
        self.box.left.connect(self.leave)
        on.clicked.connect(self.on)
        back.clicked.connect(self.back)
        close.clicked.connect(self.leave)

    def begin(self, page: int) -> None:
        """Takes the keyboard; the first place at or after `page` will be shown first."""
        self._from_page = page
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()
        if self.box.text().strip():
            self.sought.emit(self.box.text())

    def leave(self) -> None:
        """Takes the marks away."""
        self._hits = ()
        self.shown.emit((), None)
        self.hide()
        self.left.emit()

    def _changed(self, text: str) -> None:
        if text.strip():
            self.sought.emit(text)
        else:
            self.take(())

    def look_on(self, done: int, of: int) -> None:
        """How far a search through many pages is."""
        self.told.setText(f"正在查找… {done}/{of} 页")

    def take(self, hits: Sequence[Hit]) -> None:
        """What was found."""
        self._hits = hits
        after = (place for place, hit in enumerate(hits) if hit.page >= self._from_page)
        self._at = next(after, 0)
        self._show()

    def on(self) -> None:
        """The next place; after the last comes the first."""
        self._step(1)

    def back(self) -> None:
        """The place before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show()

    def _show(self) -> None:
        number = len(self._hits)
        if number:
            many = "以上" if number >= MOST_HITS else ""
            self.told.setText(f"第 {self._at + 1} 处，共 {number} 处{many}")
        else:
            self.told.setText("没有找到" if self.box.text().strip() else "")
        self.shown.emit(self._hits, self._hits[self._at] if number else None)


def quiet_button(text: str, name: str, tip: str, parent: QWidget) -> QPushButton:
    """A button that stays in the background."""
    button = EnterButton(text, parent)
    button.setObjectName(name)
    button.setProperty("role", "quiet")
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition("（")[0])
    return button
