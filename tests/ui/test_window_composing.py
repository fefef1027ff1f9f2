"""While an input method composes, keys belong to it: no shortcut, no Enter, no Esc acts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.composing import ComposingGuard


class Form(QWidget):
    """A box, and what happens when keys are let through."""

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []
        self.line = QLineEdit()
        self.line.returnPressed.connect(lambda: self.did.append("回车"))
        other = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(other)
        for keys in ("Ctrl+Z", "F1", "Esc", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda keys=keys: self.did.append(keys))


def shown(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.line.setFocus()
    with qtbot.waitActive(form):
        form.show()
    return form


def compose(line: QLineEdit, text: str) -> None:
    QApplication.sendEvent(line, QInputMethodEvent(text, []))


def commit(line: QLineEdit, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def test_the_program_has_the_guard(qapp: QApplication) -> None:
    assert qapp.findChild(ComposingGuard) is not None


def test_keys_do_nothing_while_composing(qtbot: QtBot) -> None:
    form = shown(qtbot)
    compose(form.line, "zhan dao")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Tab):
        QTest.keyClick(form.line, key)
    QTest.keyClick(form.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(form.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(form.line, Qt.Key.Key_2)
    QTest.keyClick(form.line, Qt.Key.Key_Space)
    assert form.did == []
    assert form.line.text() == ""
    assert form.line.hasFocus()


def test_keys_act_again_once_the_word_is_committed(qtbot: QtBot) -> None:
    form = shown(qtbot)
    compose(form.line, "zhan dao")
    commit(form.line, "占道")
    assert form.line.text() == "占道"
    QTest.keyClick(form.line, Qt.Key.Key_Return)
    QTest.keyClick(form.line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.did == ["回车", "Ctrl+S"]


def test_leaving_the_box_ends_the_composition(qtbot: QtBot) -> None:
    form = shown(qtbot)
    compose(form.line, "ren")
    other = form.findChildren(QLineEdit)[1]
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.did == ["Ctrl+S"]


def test_a_box_that_is_deleted_while_composing_leaves_nothing_behind(qtbot: QtBot) -> None:
    form = shown(qtbot)
    compose(form.line, "ren")
    form.line.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    other = form.findChildren(QLineEdit)[-1]
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.did == ["Ctrl+S"]
