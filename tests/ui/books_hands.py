"""What the hands do on the page of 考核办法: buttons, cells, lists, rows; what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from bureau.storage.undo import next_undo, undo
from ui.assessment.books_page import BooksPage
from ui.assessment.grid import Grid
from ui.context import Context


def press(page: QWidget, name: str) -> None:
    """Clicks a button of the kind in sight."""
    found = [one for one in page.findChildren(QPushButton, name) if one.isVisible()]
    assert len(found) == 1, (name, len(found))
    assert found[0].isEnabled(), name
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def type_cell(page: QWidget, grid: str, row: int, column: str, text: str) -> None:
    """Goes to a cell and types into it, as a person does."""
    table = page.findChild(Grid, grid)
    assert table is not None, grid
    at = next(place for place, one in enumerate(table.columns) if one.key == column)
    table.setCurrentCell(row, at)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit), editor
    editor.selectAll()
    QTest.keyClicks(editor, text)
    if not text:
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # Qt commits what Enter was pressed on when its loop comes round.
    QApplication.processEvents()


def pick(page: QWidget, name: str, title: str) -> None:
    """Chooses from a list."""
    box = page.findChild(QComboBox, name)
    assert box is not None, name
    box.setCurrentIndex(box.findText(title))
    box.activated.emit(box.currentIndex())


def said(page: QWidget, name: str) -> str:
    """What a label in sight says."""
    found = [one for one in page.findChildren(QLabel, name) if one.isVisible()]
    return found[0].text() if found else ""


def choose(page: BooksPage, title: str) -> None:
    """Clicks a row of the list."""
    table = page.room.list
    rows = [table.item(at, 0) for at in range(table.rowCount())]
    item = next(one for one in rows if one is not None and one.text() == title)
    spot = table.visualItemRect(item).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def listed(page: BooksPage) -> dict[str, str]:
    """The list: title and state."""
    table = page.room.list
    texts = [[table.item(at, column) for column in (0, 1)] for at in range(table.rowCount())]
    return {one.text(): two.text() for one, two in texts if one is not None and two is not None}


def enabled(page: BooksPage) -> bool:
    """Whether 保存 can be pressed."""
    return page.room.save_button.isEnabled()


def take_back(context: Context) -> None:
    """Ctrl+Z."""
    with context.desk.store.snapshot() as conn:
        row = next_undo(context.desk, conn)
    assert row is not None
    undo(context.desk, row.ref)
