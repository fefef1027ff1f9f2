"""The guard of composition: while an input method composes, no key means anything else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

ACTING = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    *(Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)),
    *(Qt.Key(Qt.Key.Key_F1.value + number) for number in range(12)),
}
"""Keys that choose among candidates or would trigger something; letters belong to the method."""
COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ComposingGuard(QObject):
    """Watches the widget that has the focus, and only that one: a filter over the whole program
    would call Python for every event of every widget.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.composing = False
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._watch)
        self._watch(None, application.focusWidget())

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The focus may leave a widget because it is being deleted.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self.composing = False
        self._watched = new
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Holds back what an input method leaves over while it composes."""
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
            return False
        if not self.composing or not isinstance(event, QKeyEvent) or not acts(event):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            # Accepted: the key comes as a plain press, which is held back below.
            event.accept()
            return True
        return kind == QEvent.Type.KeyPress


def acts(event: QKeyEvent) -> bool:
    """Whether a key would do something else than compose."""
    return event.key() in ACTING or bool(event.modifiers() & COMMANDING)
