"""What happened to a record: who, when, what was changed, and taking the newest step back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bureau.storage.history import IN_EFFECT, Event, FieldChange
from bureau.storage.operation import UPDATE
from ui import tokens

FIRST = 6
"""So many events are shown at first."""
MOST_CHANGES = 5
"""So many changed fields of one event are listed."""
INDENT = 20


class MomentView(QWidget):
    """Something that happened, beside the line of time; the last one ends it."""

    def __init__(self, *, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.last = last
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(INDENT, 0, 0, tokens.GRID)
        self.column.setSpacing(1)

    def line(self, text: str, role: str) -> QLabel:
        """One line of it."""
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            label.setProperty("role", role)
        return label

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.last:
            painter.setPen(QColor(tokens.LINE_STRONG))
            painter.drawLine(5, 10, 5, self.height() + 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ACCENT))
        painter.drawEllipse(1, 6, 8, 8)
        painter.end()


class EventView(MomentView):
    """One event of the record's history."""

    undo_wanted = Signal(object)

    def __init__(self, event: Event, *, can_undo: bool, last: bool, parent: QWidget) -> None:
        super().__init__(last=last, parent=parent)
        self.event_shown = event
        column = self.column
        head = self.line(f"{event.at[5:16]} · {event.actor}", "faint")
        column.addWidget(head)
        column.addWidget(self.line(event.label, ""))
        # What a record began with stands above as its facts.
        changes = event.fields if event.kind == UPDATE else ()
        for change in changes[:MOST_CHANGES]:
            column.addWidget(self.line(change_words(change), "soft"))
        more = len(changes) - MOST_CHANGES
        if more > 0:
            column.addWidget(self.line(f"另有 {more} 项", "faint"))
        if can_undo:
            button = QPushButton("撤销这一步", self)
            button.setObjectName("undo-step")
            button.setProperty("role", "link")
            button.setAccessibleDescription(event.label)
            button.clicked.connect(lambda: self.undo_wanted.emit(event))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


class TimelineView(QWidget):
    """The newest event first; older ones on request."""

    undo_wanted = Signal(object)
    """The Event to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: list[Event] = []
        self._writable = True
        self._views: list[EventView] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.more_button = QPushButton(self)
        self.more_button.setObjectName("older-events")
        self.more_button.setProperty("role", "link")
        self.more_button.clicked.connect(lambda: self._build(len(self._events)))
        self.column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_events(self, events: Sequence[Event], *, writable: bool) -> None:
        """Shows a record's events, the newest first."""
        self._events = list(events)
        self._writable = writable
        self._build(FIRST)

    def _build(self, count: int) -> None:
        for old in self._views:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._views = []
        shown = self._events[:count]
        for place, event in enumerate(shown):
            can_undo = self._writable and not place and event.state == IN_EFFECT
            last = place == len(shown) - 1
            view = EventView(event, can_undo=can_undo, last=last, parent=self)
            view.undo_wanted.connect(self.undo_wanted)
            self.column.insertWidget(place, view)
            view.show()
            self._views.append(view)
        left = len(self._events) - len(shown)
        self.more_button.setText(f"更早的 {left} 次")
        self.more_button.setVisible(left > 0)


def change_words(change: FieldChange) -> str:
    """责任单位：执法一中队 → 执法二中队."""
    if not change.before:
        return f"{change.title}：{change.after}"
    return f"{change.title}：{change.before} → {change.after or '空白'}"
