"""Hands on a ledger page: going to a cell, keys, typing and composing, what a cell says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bureau.office import ledger_named
from bureau.storage import rows
from ui.context import Context
from ui.ledger.page import LedgerPage

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CASES = ledger_named("market-cases")


def shown_page(qtbot: QtBot, context: Context) -> LedgerPage:
    """The case ledger with 36 records, the newest first: number ...0028 of 28 October at the top."""
    made = LedgerPage(context, CASES)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(lambda: made.details is not None)
    return made


def put(page: LedgerPage, row: int, key: str) -> None:
    """Makes a cell current."""
    at = page.model.column_at(key)
    assert at is not None
    page.table.walk.go(row, at)


def words(page: LedgerPage, row: int, key: str) -> str:
    """What a cell says."""
    at = page.model.column_at(key)
    assert at is not None
    return page.model.text(row, at)


def stored(page: LedgerPage, record: int, key: str) -> object:
    """What is in the database."""
    desk = page.context.desk
    return rows.page(desk.store.reader(), CASES, [record], today=desk.today())[0][key]


def press(
    page: LedgerPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key, where the focus is."""
    QTest.keyClick(focused(page), key, modifiers)


def type_text(page: LedgerPage, text: str) -> None:
    """Characters, where the focus is; Chinese ones come from the input method."""
    for letter in text:
        enter_letter(focused(page), letter)


def enter_letter(widget: QWidget, letter: str) -> None:
    """One character by its key, or composed."""
    if letter.isascii():
        QTest.keyClicks(widget, letter)
    else:
        compose(widget, letter)
        compose(QApplication.focusWidget() or widget, "", letter)


def type_into(box: QWidget, text: str) -> None:
    """Characters into a box."""
    for letter in text:
        enter_letter(box, letter)


def focused(page: LedgerPage) -> QWidget:
    """What has the focus."""
    return QApplication.focusWidget() or page.table


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)
