"""A line for a password: nobody sees it, and what is typed by accident in capitals is told."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from bureau.access.passwords import LONGEST


def secret_line(name: str, title: str, parent: QWidget | None = None) -> QLineEdit:
    """The line, without an input method: a password is what the keys say."""
    line = QLineEdit(parent)
    line.setObjectName(name)
    line.setAccessibleName(title)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaxLength(LONGEST)
    line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    return line
