"""What a person with good eyes, or with none, would find wrong on a window: cut texts, nameless parts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QWidget,
)

ACTING = ("main", "danger")
"""Roles of the buttons that do what a dialog is for."""


def parts_of(top: QWidget) -> Iterator[QWidget]:
    """Everything of a window that is in sight."""
    for part in top.findChildren(QWidget):
        if part.isVisibleTo(top) and part.window() is top:
            yield part


def cut_texts(top: QWidget) -> list[str]:
    """Labels and buttons that are too small for what they say."""
    found = []
    for part in parts_of(top):
        if isinstance(part, QLabel) and is_cut(part):
            found.append(f"{part.objectName()}: {part.text()}")
        if isinstance(part, QAbstractButton) and part.text():
            lacking = part.sizeHint().width() - part.width()
            if lacking > 1 or part.sizeHint().height() > part.height() + 1:
                found.append(f"{part.objectName()}: [{part.text()}]")
    return found


def is_cut(label: QLabel) -> bool:
    """Whether a label shows less than its text; one that says the rest in its tip is none."""
    text, room = label.text(), label.contentsRect()
    if not text or text.startswith("<") or label.toolTip():
        return False
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    metrics: QFontMetrics = label.fontMetrics()
    widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
    return widest > room.width() + 1 or metrics.height() > label.height() + 1


def behind_cancel(top: QWidget) -> list[str]:
    """Main buttons that stand right of 取消 in the same row; people press where they always did."""
    buttons = [part for part in parts_of(top) if isinstance(part, QPushButton)]
    found = []
    for leave in (one for one in buttons if one.text() == "取消"):
        beside = [one for one in buttons if one.parent() is leave.parent() and one.isEnabled()]
        for one in beside:
            same_row = (
                abs(one.geometry().center().y() - leave.geometry().center().y()) < one.height()
            )
            if same_row and one.property("role") in ACTING and one.x() > leave.x():
                found.append(f"{one.objectName()}: [{one.text()}]")
    return found


def nameless(top: QWidget) -> list[str]:
    """Parts that the keyboard reaches and that a screen reader has no name for."""
    found = []
    for part in parts_of(top):
        reached = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled()
        if (
            reached
            and part.focusProxy() is None
            and not isinstance(part, QMenu)
            and not spoken(part)
        ):
            found.append(f"{type(part).__name__} {part.objectName()} in {place_of(part)}")
    return found


def spoken(part: QWidget) -> str:
    """What a screen reader says; a box inside a box speaks for it."""
    said = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    around = part.parentWidget()
    while not said and around is not None:
        if isinstance(around, QComboBox | QAbstractSpinBox):
            return spoken(around)
        around = around.parentWidget()
    return said


def place_of(part: QWidget) -> str:
    """The names of what it lies in."""
    names = []
    around = part.parentWidget()
    while around is not None:
        names.append(around.objectName() or type(around).__name__)
        around = around.parentWidget()
    return " < ".join(names)
