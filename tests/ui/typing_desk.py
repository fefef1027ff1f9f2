"""Typing into one editor as a person does, an input method included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bureau.ledger.declaration import Field
from ui.context import Context
from ui.ledger.inputs import FieldInput, editor_for

OF_THE_TEST_SCREEN = "This plugin does not support raise()"


@pytest.fixture(autouse=True)
def lists_may_rise(_qt_is_silent: None) -> Iterator[None]:
    """Lists that open under a box lie above the window; the off-screen plugin says it can't."""

    def note(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message != OF_THE_TEST_SCREEN and callable(strict):
            strict(kind, context, message)

    strict: object = qInstallMessageHandler(note)
    yield
    qInstallMessageHandler(strict)


def at(qtbot: QtBot, context: Context, field: Field, stored: object = None) -> TypingDesk:
    """The editor of a field with a stored value, ready for typing."""
    editor = editor_for(field, context)
    editor.set_value(stored, context.desk.store.names())
    return TypingDesk(qtbot, editor)


class TypingDesk:
    """An editor beside another box, so that it can be left."""

    def __init__(self, qtbot: QtBot, editor: FieldInput) -> None:
        self.qtbot = qtbot
        self.editor = editor
        self.window = QWidget()
        self.other = QLineEdit()
        row = QHBoxLayout(self.window)
        row.addWidget(editor)
        row.addWidget(self.other)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
        editor.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def box(self) -> QWidget:
        """Where the keys go."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def type(self, text: str) -> None:
        """Types as a person does: Chinese comes from an input method."""
        if text.isascii():
            QTest.keyClicks(self.box, text)
        else:
            self.compose("", text)

    def press(
        self, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """One key."""
        QTest.keyClick(self.box, key, with_)

    def compose(self, preedit: str, commit: str = "") -> None:
        """What an input method sends."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self.box, event)
