"""What tests of the 系统 tab do with a page: show it, click, type, read a cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bureau.settings.reading import Settings, read_settings
from ui.context import Context
from ui.settings.frame import PlainList


def settings(context: Context) -> Settings:
    """What is set now."""
    with context.desk.store.snapshot() as conn:
        return read_settings(conn, context.desk.today())


def line(page: QWidget, name: str) -> QLineEdit:
    """A box by its object name."""
    found = page.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def click(page: QWidget, name: str) -> None:
    """A button by its object name."""
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isEnabled(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def retype(box: QLineEdit, text: str) -> None:
    """Clears a box and types into it, then leaves it."""
    box.setFocus()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClicks(box, text)
    box.editingFinished.emit()


def cell(table: PlainList, row: int, column: int) -> str:
    """The text of a cell."""
    item = table.item(row, column)
    assert item is not None, (row, column)
    return item.text()


def on_screen(qtbot: QtBot, page: QWidget) -> None:
    """Shows a page and gives it the keyboard."""
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
