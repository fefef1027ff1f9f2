"""Enter presses the button that has the focus, in dialogs too, and no other one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.exchange.look import button as exchange_button
from ui.help.viewer import flat_button
from ui.paper.dialog import button as paper_button
from ui.paper.find_bar import quiet_button
from ui.settings.frame import button as settings_button
from ui.widgets.enter_button import EnterButton

Made = Callable[[QWidget], QPushButton]
MAKERS: dict[str, Made] = {
    "exchange": lambda _parent: exchange_button("收下", "take"),
    "settings": lambda _parent: settings_button("收下", lambda: None, "take"),
    "paper": lambda parent: paper_button("take", "收下", "", "", parent),
    "find": lambda parent: quiet_button("收下", "take", "收下", parent),
    "help": lambda _parent: flat_button("收下", "收下", "take"),
}


class Desk(QDialog):
    """A line, the button that is tried and a main button."""

    def __init__(self, make: Made) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.line = QLineEdit()
        self.main = QPushButton("好")
        self.main.setDefault(True)
        self.tried = make(self)
        self.tried.clicked.connect(lambda: self.pressed.append("tried"))
        self.main.clicked.connect(lambda: self.pressed.append("main"))
        column = QVBoxLayout(self)
        for part in (self.line, self.tried, self.main):
            column.addWidget(part)


def desk_with(qtbot: QtBot, make: Made) -> Desk:
    """The dialog in sight."""
    desk = Desk(make)
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    return desk


@pytest.mark.parametrize("room", MAKERS)
def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, room: str) -> None:
    desk = desk_with(qtbot, MAKERS[room])
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(desk.tried, key)
    assert desk.pressed == ["tried"] * 3


def test_enter_elsewhere_presses_the_main_button(qtbot: QtBot) -> None:
    desk = desk_with(qtbot, lambda parent: EnterButton("收下", parent))
    desk.line.setFocus()
    QTest.keyClick(desk.line, Qt.Key.Key_Return)
    assert desk.pressed == ["main"]


def test_a_disabled_button_takes_no_enter(qtbot: QtBot) -> None:
    desk = desk_with(qtbot, lambda parent: EnterButton("收下", parent))
    desk.tried.setEnabled(False)
    QTest.keyClick(desk.tried, Qt.Key.Key_Return)
    assert "tried" not in desk.pressed


def test_ctrl_enter_is_left_to_the_dialog(qtbot: QtBot) -> None:
    desk = desk_with(qtbot, lambda parent: EnterButton("收下", parent))
    QTest.keyClick(desk.tried, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "tried" not in desk.pressed


def test_enter_held_down_presses_once(qtbot: QtBot) -> None:
    desk = desk_with(qtbot, lambda parent: EnterButton("收下", parent))
    for repeats in (False, True, True):
        press = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            repeats,
        )
        QApplication.sendEvent(desk.tried, press)
    assert desk.pressed == ["tried"]
