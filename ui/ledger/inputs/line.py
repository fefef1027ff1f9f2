"""Entry boxes: what Enter, Esc and leaving mean, and text that counts only once it is composed.

Keys during composition are held back by ui/widgets/composing.py for the whole window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Reasons of losing the focus after which the person comes back to the same box."""
KeyTaker = Callable[[QKeyEvent], bool]


def is_picture_pasted(event: QKeyEvent) -> bool:
    """Whether Ctrl+V brings a picture or files and no text: nothing for a box, but for a form."""
    pastes = event.matches(QKeySequence.StandardKey.Paste)
    return pastes and is_picture(QGuiApplication.clipboard().mimeData())


def is_picture(held: QMimeData | None) -> bool:
    """Whether a clipboard (None while another program holds it) has a picture or files alone."""
    return held is not None and (held.hasUrls() or (held.hasImage() and not held.hasText()))


class LineEntry(QLineEdit):
    """A line of text. `take_key` sees each key first, `before_typing` what is composed."""

    entered = Signal()
    escaped = Signal()
    left = Signal()
    pressed = Signal()
    """A mouse button went down in it."""
    settled = Signal(str)
    """The text after typing, never while it is being composed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.passes_pictures = False
        """Whether a pasted picture is left to the form around."""
        self._waits = False
        self.take_key: KeyTaker = lambda _event: False
        self.before_typing: Callable[[], None] = lambda: None
        self.textEdited.connect(self._on_edited)

    def _on_edited(self, text: str) -> None:
        # An input method may commit one word and go on composing the next in the same breath.
        self._waits = self.composing
        if not self.composing:
            self.settled.emit(text)

    def _composed(self) -> None:
        """Composition is over: what was committed meanwhile counts now."""
        if self._waits and not self.composing:
            self._waits = False
            self.settled.emit(self.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        if event.preeditString() or event.commitString():
            self.before_typing()
        # Before the base class: it reports committed text, which counts as typed at once.
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._composed()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if self.passes_pictures and is_picture_pasted(event):
            event.ignore()
            return
        if self.take_key(event):
            event.accept()
            return
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and event.key() in ENTER:
            event.accept()
            self.entered.emit()
        elif bare and event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
        elif event.key() in ENTER:
            event.ignore()  # Ctrl+Enter is the form's 保存
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.pressed.emit()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self.composing = False
        self._composed()
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.left.emit()


class TextEntry(QPlainTextEdit):
    """Several lines of text; Tab goes on.

    Enter makes a new line; where `enter_ends` it ends the entry and Alt+Enter makes the new line.
    """

    entered = Signal()
    escaped = Signal()
    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None, *, enter_ends: bool = False) -> None:
        super().__init__(parent)
        self.composing = False
        self.enter_ends = enter_ends
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self.hasFocus() and not self.composing:
            self.typed.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if is_picture_pasted(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.escaped.emit()
        elif event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the form's 保存
        elif self.enter_ends and event.key() in ENTER:
            event.accept()
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.insertPlainText("\n")
            else:
                self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self.composing = False
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.left.emit()
