"""Date boxes: 3.4, 0304, 今天, +3 are read on leaving, 星期 stands beside, a calendar opens below."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from bureau.ledger.declaration import Field
from bureau.ledger.types import DateTime
from ui.context import Context
from ui.ledger.inputs.calendar import CalendarWindow, weekday_word
from ui.ledger.inputs.icons import icon
from ui.ledger.inputs.line import ENTER
from ui.ledger.inputs.text import LineInput

MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DateInput(LineInput):
    """A day, or a day and a time."""

    def __init__(
        self,
        field: Field,
        context: Context,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(field, context, parent, compact=compact)
        self.calendar: CalendarWindow | None = None
        self.line.take_key = self._key
        self.line.settled.connect(self.refresh)
        self.weekday = QLabel(self.line)
        self.weekday.setProperty("role", "faint")
        self.weekday.setVisible(not compact)
        self.button = QToolButton(self.line)
        self.button.setIcon(icon("calendar"))
        self.button.setObjectName(f"{field.key}-calendar")
        self.button.setAccessibleName(f"{field.title}：打开日历")
        self.button.setToolTip("打开日历（Alt+↓）；也可以直接填 3.4、0304、今天、+3")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setCursor(Qt.CursorShape.ArrowCursor)
        self.button.setFixedSize(24, 24)
        self.button.setStyleSheet("padding: 0; border: none;")
        self.button.clicked.connect(self._on_button)
        self.line.setTextMargins(0, 0, 22 if compact else 78, 0)

    def day(self) -> date | None:
        """The day that the text means."""
        value = self.current()
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None

    def refresh(self) -> None:
        day = self.day()
        self.weekday.setText(weekday_word(day) if day else "")
        self.weekday.adjustSize()
        self.place_parts()
        super().refresh()

    def place_parts(self) -> None:
        """Keeps weekday and button at the end of the line."""
        middle = self.line.height() // 2
        self.button.move(self.line.width() - 30, middle - 12)
        self.weekday.move(
            self.line.width() - 36 - self.weekday.width(), middle - self.weekday.height() // 2
        )

    def resizeEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        del event
        self.place_parts()

    def has_open_list(self) -> bool:
        return self.calendar is not None and self.calendar.isVisible()

    def open_calendar(self) -> None:
        """Shows the calendar under the box."""
        if self.calendar is None:
            self.calendar = CalendarWindow(self.line, self.context.desk.today())
            self.calendar.picked.connect(self.pick)
        self.calendar.open_at(self.day())

    def pick(self, day: date) -> None:
        """Takes a day; a time that stands behind it stays."""
        value = self.current()
        time = (
            value[10:] if isinstance(value, str) and isinstance(self.field.type, DateTime) else ""
        )
        self.line.setText(f"{day.isoformat()}{time}")
        self._changed = True
        if self.calendar is not None:
            self.calendar.hide_away()
        self.edited.emit()
        self.settle()
        self.refresh()
        self.committed.emit()

    def settle(self) -> None:
        if self.calendar is not None:
            self.calendar.hide_away()
        super().settle()

    def _on_button(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.has_open_list() and self.calendar is not None:
            self.calendar.hide_away()
        else:
            self.open_calendar()

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if self.calendar is not None and self.calendar.isVisible():
            return self._calendar_key(self.calendar, key)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        if key == Qt.Key.Key_Semicolon and control:
            self.pick(self.context.desk.today())
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.compact:
            return self._step(1 if key == Qt.Key.Key_Up else -1)
        return False

    def _calendar_key(self, calendar: CalendarWindow, key: Qt.Key) -> bool:
        if key in MOVES:
            calendar.move_by(MOVES[key])
        elif key in TURNS:
            calendar.turn(TURNS[key])
        elif key in ENTER:
            self.pick(calendar.grid.day)
        elif key == Qt.Key.Key_Escape:
            calendar.hide_away()
        else:
            calendar.hide_away()  # typing goes on in the box
            return False
        return True

    def _step(self, days: int) -> bool:
        """↑ and ↓ take the day after and the day before."""
        day = self.day()
        if day is None:
            return False
        value = self.current()
        time = value[10:] if isinstance(value, str) else ""
        self.line.setText(f"{(day + timedelta(days=days)).isoformat()}{time}")
        self._changed = True
        self.refresh()
        self.edited.emit()
        return True
